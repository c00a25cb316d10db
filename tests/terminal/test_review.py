"""A review in a real terminal, from `r` to the minutes; in its middle the connection is lost, unsaved."""

import difflib
import re
from pathlib import Path

from model.editing.differences import differences
from model.files.loading import load
from tests.conftest import REPO_ROOT
from tests.terminal.conftest import OpenTerminal
from tests.terminal.session import Terminal

SAMPLE = REPO_ROOT / "sample_config.toml"
COUNT = 14


def opened(terminal: OpenTerminal, gapline: tuple[str, ...], path: Path) -> Terminal:
    session = terminal([*gapline, path], size=(140, 40), env={"LOGNAME": "ann", "USER": "ann"})
    session.wait_for_text("? keys")
    return session


def at(session: Terminal, number: int) -> None:
    session.wait_for_text(f"Review {number} of {COUNT}")


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    gone = [line[1:] for line in lines if line.startswith("-")]
    come = [line[1:] for line in lines if line.startswith("+")]
    return gone, come


def test_a_whole_review_with_a_break_in_the_middle(
    terminal: OpenTerminal, gapline: tuple[str, ...], project: Path
) -> None:
    session = opened(terminal, gapline, project)
    session.type("r")
    session.wait_for_text("14 touchpoints, one at a time.")
    session.type("w")
    session.wait_for_text("Who is in the room?")
    session.type("\x15Ana, Dev\r")
    session.wait_for_text("How many minutes")
    session.type("\r")
    at(session, 1)
    session.wait_for_text("Told when dates move")
    session.wait_for_text("11 customers asked for 0 calls; it came to 1.9.")

    session.type("d1\r")
    session.wait_for_text("Delivered 1.9 calls > 1 calls")
    # Typed ahead, over three questions.
    session.type("aRing before tea\rMarta\r2031-12-04\r")
    session.wait_for_text("Added action 'Ring before tea'")
    session.type("cWhoever learns of it rings\r")
    session.wait_for_text("Decided: Whoever learns of it rings")
    session.press("enter")
    at(session, 2)
    session.type("l")
    at(session, 3)
    session.press("enter")
    at(session, 4)
    session.wait_for_text("A repair in season")
    session.type("kd90\r")
    session.wait_for_text("Delivered 93.50 GBP > 90.00 GBP")
    session.type("pWho sets the price list?\r")
    session.wait_for_text("Open question: Who sets the price list?")
    session.press("enter")
    at(session, 5)
    session.type("cTwo quotes a day\r")
    session.wait_for_text("Decided: Two quotes a day")
    # Nothing is saved yet: two numbers, an action and three stamps are in the journal alone.
    assert project.read_bytes() == SAMPLE.read_bytes()
    session.hangup()
    assert session.exit_code() == 129
    assert project.read_bytes() == SAMPLE.read_bytes()

    session = opened(terminal, gapline, project)
    session.wait_for_text("6 edits were not saved (connection lost")
    session.type("a")
    session.wait_for_text("6 edits back, not saved yet.")
    session.type("r")
    at(session, 5)
    session.wait_for_text("decided: Two quotes a day")
    for number in range(6, COUNT + 1):
        session.press("enter")
        at(session, number)
    session.press("enter")
    session.wait_for_text("The walk is done.")
    for words in ("Present: Ana, Dev", "13 of 14 touchpoints confirmed, 1 skipped.", "Ring before tea"):
        assert words in session.text()
    session.type("w")
    session.wait_for_text("Write the minutes to a file")
    session.press("enter")
    session.wait_for_text("The minutes are in")
    session.type("Q")
    assert session.exit_code() == 0
    assert session.modes_left_on == set()

    (minutes,) = project.parent.glob("shop-review-*.md")
    assert_minutes(minutes.read_text(encoding="utf-8"))
    assert_file(project)


def assert_minutes(text: str) -> None:
    """Everything that was said and done, each in its own section."""
    sections = dict(re.findall(r"(?ms)^## (.*?)\n\n(.*?)(?=\n\n## |\Z)", text))
    cells = {name: re.findall(r"(?m)^\| (?!touch|where)(.*) \|$", part) for name, part in sections.items()}
    assert cells["Decided"] == [
        "Told when dates move | Whoever learns of it rings | ann",
        "The written quote | Two quotes a day | ann",
    ]
    assert cells["Actions"] == ["Told when dates move | Ring before tea | Marta | 2031-12-04"]
    assert cells["Open questions"] == ["A repair in season | Who sets the price list? | ann"]
    assert cells["Changed"] == [
        "Told when dates move: Times they have to ring us | delivered | 1.9 calls | 1 calls | ann",
        "A repair in season: The bill, against 85 said | delivered | 93.50 GBP | 90.00 GBP | ann",
    ]
    assert len(cells["Confirmed"]) == 13
    assert [each.split(" | ")[0] for each in cells["Skipped"]] == ["First free service"]
    assert "Not reached" not in sections
    before, after = re.findall(r"Journey score (-[\d.]+) before, (-[\d.]+) after", text)[0]
    assert float(before) < float(after)


def assert_file(project: Path) -> None:
    """The file differs by the stamps, the two numbers and the action, and by not one byte more."""
    gone, come = changed_lines(SAMPLE.read_text(), project.read_text())
    assert len([line for line in come if line.startswith("reviewed = ")]) == 13
    assert [line for line in come if line.startswith("delivered = ")] == ["delivered = 1", "delivered = 90"]
    action = ["[[actions]]", 'touchpoint = "slip-told"', 'what = "Ring before tea"', 'owner = "Marta"']
    assert [line for line in come if line in action] == action
    rest = [line for line in come if not line.startswith(("reviewed", "delivered")) and line not in action]
    assert [line for line in rest if line] == ['id = "ring-before-tea"', "due = 2031-12-04"]
    assert {line.partition(" ")[0] for line in gone} == {"reviewed", "delivered"}
    was, now = load(SAMPLE).project, load(project).project
    assert was is not None
    assert now is not None
    fields = {(each.place[0], each.kind, each.field.partition(".")[0]) for each in differences(was, now)[1]}
    assert fields == {
        ("touchpoints", "changed", "delivered"),
        ("touchpoints", "changed", "reviewed"),
        ("actions", "added", ""),
    }
    assert all(
        each.reviewed is not None and each.reviewed.by
        for each in now.touchpoints
        if each.id != "first-service"
    )
