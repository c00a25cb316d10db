"""Three dashboards in three terminals vote on a row; a fourth comes late, and who asked is cut off."""

import json
import re
import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import REPO_ROOT
from tests.terminal.conftest import OpenTerminal
from tests.terminal.session import Terminal

BALLOTS = {"ana": "2.73", "dev": "8.29", "caz": "3.71"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copy(REPO_ROOT / "sample_config.toml", tmp_path / "shop.toml"))


def joined(terminal: OpenTerminal, gapline: tuple[str, ...], path: Path, *options: str) -> Terminal:
    session = terminal([*gapline, path, *options], size=(100, 24))
    session.wait_for_text("? keys")
    return session


def said(project: Path) -> str:
    """All that stands beside the project."""
    return "".join(each.read_text() for each in project.parent.glob(".shop.toml.here.*"))


def statements(project: Path) -> list[dict[str, object]]:
    """What each session says of the vote."""
    return [json.loads(line)["vote"] for line in said(project).splitlines()]


def middle_said(session: Terminal) -> bool:
    """Whether mean and median are said, large or not."""
    return "median" in session.text().lower()


def test_three_vote_and_nobody_reads_a_vote_before_they_are_open(
    terminal: OpenTerminal, gapline: tuple[str, ...], project: Path
) -> None:
    original = project.read_bytes()
    people = {name: joined(terminal, gapline, project) for name in BALLOTS}
    for session in people.values():
        session.wait_for_text("3 here")
    ana, dev, caz = people.values()
    ana.type("Vdn")
    ana.wait_for_text("Your vote: delivered of Prices easy to find")
    for session in (dev, caz):
        session.wait_for_text("asks for a vote: delivered")
        session.type("V")
        session.wait_for_text("Your vote: delivered of Prices easy to find")
    for name, session in people.items():
        session.type(f"{BALLOTS[name]}\r")
        session.wait_for_text("Your vote is in, sealed.")
    for session in people.values():
        session.wait_for_text("3 of 3 votes in")
    # Taken back, and cast again: the count follows.
    caz.type("w")
    ana.wait_for_text("2 of 2 votes in")
    caz.press("enter")
    caz.type(f"{BALLOTS['caz']}\r")
    ana.wait_for_text("3 of 3 votes in")
    late = joined(terminal, gapline, project, "--read-only")
    late.wait_for_text("vote 3 of 4")
    for vote in BALLOTS.values():
        assert vote not in said(project)
        for session in (*people.values(), late):
            # Not on a line that was there for a moment, either.
            assert vote.encode() not in bytes(session.raw)
    dev.type(" ")
    dev.wait_for_text("opens and ends this vote.")

    ana.wait_for_text("3 of 4 votes in")
    ana.type(" ")
    late.wait_for_text("The votes are open: V shows them.")
    late.type("V")
    for session in (*people.values(), late):
        session.wait_for_text("3 votes, from 2.73 to 8.29")
        assert not middle_said(session)
    ana.wait_for(lambda: re.search(r"Without a vote: root \d\.", ana.text()), "who has no vote")
    late.press("enter")
    late.wait_for_text("It is late")
    late.type("5\r")
    ana.wait_for(lambda: re.search(r"late, not counted +root \d 5\.0", ana.text()), "the late vote")
    ana.type(" ")
    for session in (*people.values(), late):
        session.wait_for(partial(middle_said, session), "the median")
    # Whoever asked is cut off. What was voted stands, and anybody ends it.
    ana.hangup()
    ana.exit_code()
    dev.wait_for_text("a writes it into the project")
    assert "3 votes, from 2.73 to 8.29" in dev.text()
    dev.type("am")
    dev.wait_for_text("Delivered 8.1 > 3.71")
    caz.wait_for(lambda: "vote" not in caz.lines()[0].lower().replace("→ vote", ""), "the end of the vote")
    assert project.read_bytes() == original
    dev.type("u")
    dev.wait_for_text("Undone")
    assert "*edited" not in dev.lines()[0]
    dev.wait_for(lambda: {each["stage"] for each in statements(project)} == {3}, "everybody to know")
