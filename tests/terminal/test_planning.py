"""From a promise that broke to a changed plan and all the way back, by keyboard alone in a real terminal."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from model.files.loading import load
from model.journey.project import Project
from tests.terminal.conftest import OpenTerminal
from tests.terminal.session import REPO_ROOT, Terminal

SAMPLE = REPO_ROOT / "sample_config.toml"
ITS_DAY = date(2026, 11, 22)
"""The day the sample was written for."""


def _shift() -> timedelta:
    """Whole weeks from that day to this one, so that working days stay working days."""
    return timedelta(weeks=(date.today() - ITS_DAY).days // 7)  # noqa: DTZ011 - the dashboard's own day


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample as if it had been written this week."""
    text = SAMPLE.read_text(encoding="utf-8")
    moved = re.sub(r"\b20\d\d-\d\d-\d\d\b", lambda day: str(date.fromisoformat(day[0]) + _shift()), text)
    path = tmp_path / "shop.toml"
    path.write_text(moved, encoding="utf-8")
    return path


def _day(text: str) -> str:
    return str(date.fromisoformat(text) + _shift())


def _whole(path: Path) -> Project:
    loaded = load(path)
    assert loaded.problems == ()
    assert loaded.project is not None
    return loaded.project


def _say(session: Terminal, keys: str, shows: str) -> None:
    session.type(keys)
    session.wait_for(lambda: re.search(shows, session.text()), f"{shows!r} after {keys!r}")


def test_from_a_broken_promise_to_a_changed_plan_and_back(
    terminal: OpenTerminal, gapline: tuple[str, ...], project: Path
) -> None:
    original = project.read_bytes()
    session = terminal([*gapline, project, "--glyphs", "ascii"], size=(100, 30))
    session.wait_for_text("? keys")

    # Close a promise as late, with the day the customer was told.
    _say(session, "gp", r"> Written quote")
    _say(session, "jjj", r"> Cargo bike.* BROKEN")
    _say(session, "c", r"How did it end")
    _say(session, "l", r"Done on which day")
    _say(session, f"{_day('2026-11-21')}\r", r"Told the customer on which day")
    _say(session, f"{_day('2026-11-19')}\r", r"Why did it slip")
    _say(session, "o", r"> Cargo bike.* LATE")

    # Slip another by two days: the one that waits for it moves too.
    _say(session, "jjj", r"> Six school bikes.* OPEN")
    _say(session, "+2d", r"1 later promise moves")
    _say(session, "\r", r"Bikes back at.* MOVED")
    assert re.search(r"> Six school bikes.* MOVED", session.text())

    # Open the finding about it, and add an action for where it happened.
    _say(session, "gf", r"> ! GAP112 Six school bikes")
    _say(session, "a", r"Action at A repair in season")
    _say(session, "Ring the school\r", r"Who does it")
    _say(session, "Lena\r\r", r"Added action 'Ring the school'")
    _say(session, "ga", r"\[ \] Ring the school +A?.*Lena")

    # Try something beside the plan, then apply it.
    _say(session, "x", r"What if: begin with")
    _say(session, "n", r"WHAT-IF")
    _say(session, "d80\r", r"Tried: Delivered")
    _say(session, "A", r"Applied to the plan: 1 change")

    session.press("ctrl+s")
    session.wait_for_text("Saved shop.toml.")
    changed = _whole(project)
    promises = {each.id: each for each in changed.promises}
    cargo = promises["brandt-cargo"]
    assert (str(cargo.done), str(cargo.told)) == (_day("2026-11-21"), _day("2026-11-19"))
    assert {each.outcome for each in (promises["school-service"], promises["school-return"])} == {"moved"}
    assert (changed.actions[-1].what, changed.actions[-1].owner) == ("Ring the school", "Lena")
    rows = [
        (was.delivered, now.delivered)
        for old, new in zip(_of(original, project).touchpoints, changed.touchpoints, strict=True)
        for was, now in zip(old.expectations, new.expectations, strict=True)
    ]
    assert [now for was, now in rows if was != now] == [80]

    # Four steps back are the plan as it was, to the byte.
    _say(session, "uuuu", r"Undone")
    session.press("ctrl+s")
    session.wait_for(lambda: project.read_bytes() == original, "the bytes of the start")
    session.type("u")
    session.wait_for_text("Nothing to undo.")
    session.type("Q")
    assert session.exit_code() == 0
    assert project.read_bytes() == original


def _of(text: bytes, beside: Path) -> Project:
    """A text as a project, from a file beside another."""
    path = beside.with_name("before.toml")
    path.write_bytes(text)
    return _whole(path)
