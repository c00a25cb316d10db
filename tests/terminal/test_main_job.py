"""The main job in a real terminal: change a number, watch every figure follow, undo, save.

What the screen must show is worked out by another process, `gapline score --json`, on a copy of the
file that was changed by hand.
"""

import itertools
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import RunGapline
from tests.terminal.conftest import OpenTerminal
from tests.terminal.session import REPO_ROOT, Terminal

SAMPLE = REPO_ROOT / "sample_config.toml"
SIZES = [(80, 24), (140, 40)]


@dataclass(frozen=True)
class Change:
    """A row of the sample, how to get there from the first row, and the number it gets."""

    way: str
    stage: str
    touchpoint: str
    row: str
    typed: str
    was: str
    """What the file says, after the id of the row."""
    now: str


CHANGES = [
    Change("j", "discover", "website", "reply", "60", "delivered = 9.5", "delivered = 60"),
    Change("", "discover", "website", "price-found", "5.4", "delivered = 8.1", "delivered = 5.4"),
    Change("ljj", "choose", "quote", "hours", "46", "delivered = 31", "delivered = 46"),
]


def changed_by_hand(text: str, change: Change) -> str:
    """The sample with the one number changed."""
    touchpoint = text.index(f'id = "{change.touchpoint}"')
    row = text.index(f'id = "{change.row}"', touchpoint)
    at = text.index(change.was, row)
    return text[:at] + change.now + text[at + len(change.was) :]


def scores_of(run_gapline: RunGapline, path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run_gapline("score", path, "--json").stdout)
    return found


def one(tables: list[dict[str, Any]], id: str) -> dict[str, Any]:
    (found,) = (each for each in tables if each["id"] == id)
    return found


def shown(score: float) -> str:
    return f"{score:+.1f}"


def figures(
    before: dict[str, Any], after: dict[str, Any], change: Change, size: tuple[int, int]
) -> list[str]:
    """One pattern for each figure that the change moves, with its place on the screen."""
    stage = one(after["stages"], change.stage)
    touchpoint = one(after["touchpoints"], change.touchpoint)
    row = one(touchpoint["expectations"], change.row)
    old, new = shown(before["journey"]["score"]), shown(after["journey"]["score"])
    assert old != new
    assert shown(one(before["stages"], change.stage)["score"]) != shown(stage["score"])
    gap, score = f"{row['gap']:+g}", shown(row["score"])
    # Names are cut in the narrow lanes of a wide screen; ten letters of each are unique in the sample.
    words = re.escape(row["name"][:10])
    patterns = [
        rf"\*edited  was {re.escape(old)}  journey {re.escape(new)}",
        rf"(?m)^ Delivered {re.escape(change.was.split()[-1])} .*> {re.escape(change.typed)} ",
        rf"gap +{re.escape(gap)}\b.* {row['band']} +score +{re.escape(score)} ",
        rf"{re.escape(touchpoint['name'][:10])}[^│+-]* {re.escape(shown(touchpoint['score']))} ",
    ]
    if size[0] < 120:
        patterns.append(rf"\[{stage['name']} {re.escape(shown(stage['score']))}\]")
        patterns.append(rf"{words}.* {re.escape(gap)} +{re.escape(score)} {row['band']}")
    else:
        patterns.append(rf"Journey {re.escape(old)} > {re.escape(new)}\.")
        patterns.append(rf" {stage['name']} +{re.escape(shown(stage['score']))} ")
        patterns.append(rf"{words}[^│+-]* {re.escape(score)} ")
    return patterns


def missing(session: Terminal, patterns: list[str]) -> list[str]:
    text = session.text()
    return [each for each in patterns if not re.search(each, text)]


def opened(terminal: OpenTerminal, gapline: tuple[str, ...], path: Path, size: tuple[int, int]) -> Terminal:
    session = terminal([*gapline, path], size=size, env={"LOGNAME": "ann", "USER": "ann"})
    session.wait_for_text("? keys")
    return session


def edited(session: Terminal) -> Terminal:
    """After one committed change, the sample's second row set to 60."""
    session.type("jd60\r")
    session.wait_for_text("*edited")
    return session


@pytest.mark.parametrize(
    ("change", "size"),
    # Each row on one of the screens, each screen for a row at least.
    list(zip(CHANGES, itertools.cycle(SIZES))),
    ids=lambda each: each.row if isinstance(each, Change) else str(each),
)
def test_every_figure_follows_the_enter_that_sets_a_number(
    terminal: OpenTerminal,
    gapline: tuple[str, ...],
    run_gapline: RunGapline,
    project: Path,
    tmp_path: Path,
    change: Change,
    size: tuple[int, int],
) -> None:
    original = project.read_bytes()
    by_hand = tmp_path / "by-hand.toml"
    by_hand.write_bytes(changed_by_hand(original.decode(), change).encode())
    before, after = scores_of(run_gapline, project), scores_of(run_gapline, by_hand)
    committed = figures(before, after, change, size)

    session = opened(terminal, gapline, project, size)
    session.type(change.way)
    session.type(f"d{change.typed}")
    session.wait_for(lambda: re.search(r"journey .*preview", session.text()), "the preview")
    # Nothing says that it is done before it is done: neither the headline nor the message line.
    assert set(committed[:2]) <= set(missing(session, committed))
    assert "*edited" not in session.text()
    session.type("\r")
    session.wait_for(lambda: not missing(session, committed), f"all of {committed}")
    assert project.read_bytes() == original

    session.press("ctrl+s")
    session.wait_for_text("Saved shop.toml.")
    assert project.read_bytes() == by_hand.read_bytes()
    saved = scores_of(run_gapline, project)
    assert {**saved, "project": None} == {**after, "project": None}

    session.type("u")
    session.wait_for_text("Undone")
    session.press("ctrl+s")
    session.wait_for_text("Saved shop.toml.")
    assert project.read_bytes() == original
    session.type("q")
    assert session.exit_code() == 0


def test_many_edits_with_a_save_between_undone_and_saved_give_the_original_bytes(
    terminal: OpenTerminal, gapline: tuple[str, ...], project: Path
) -> None:
    original = project.read_bytes()
    session = opened(terminal, gapline, project, (80, 24))
    session.type("d3\r")
    session.wait_for_text("Delivered 8.1 > 3")
    session.press("ctrl+s")
    session.wait_for_text("Saved shop.toml.")
    half_way = project.read_bytes()
    session.type("jd7\r")
    session.wait_for_text("9.5 h > 7 h")
    session.type("w4\r")
    session.wait_for_text("x4")
    session.type("uu")
    session.wait_for(lambda: "x4" not in session.text() and "*edited" not in session.text())
    assert project.read_bytes() == half_way
    session.type("u")
    session.wait_for_text("*edited")
    session.press("ctrl+s")
    session.wait_for_text("Saved shop.toml.")
    assert project.read_bytes() == original
    session.press("ctrl+r", "ctrl+r", "ctrl+r")
    session.wait_for_text("x4")
    session.type("q")
    session.wait_for_text("not saved")
    session.type("s")
    assert session.exit_code() == 0
    assert b"delivered = 7\n" in project.read_bytes()


# -- the way out ------------------------------------------------------------------------------------------


def test_quit_asks_and_esc_stays(terminal: OpenTerminal, gapline: tuple[str, ...], project: Path) -> None:
    original = project.read_bytes()
    session = edited(opened(terminal, gapline, project, (80, 24)))
    session.type("q")
    session.wait_for_text("has changes that are not saved")
    session.press("escape")
    session.wait_for(lambda: "has changes that are not saved" not in session.text())
    assert "*edited" in session.text()
    session.type("q")
    session.wait_for_text("has changes that are not saved")
    session.type("D")
    assert session.exit_code() == 0
    assert session.modes_left_on == set()
    assert project.read_bytes() == original


def test_quit_saves_when_asked_to(terminal: OpenTerminal, gapline: tuple[str, ...], project: Path) -> None:
    expected = changed_by_hand(project.read_text(), CHANGES[0])
    session = edited(opened(terminal, gapline, project, (80, 24)))
    session.type("q")
    session.wait_for_text("has changes that are not saved")
    session.type("s")
    assert session.exit_code() == 0
    assert project.read_text() == expected


def test_quit_asks_nothing_where_nothing_changed(
    terminal: OpenTerminal, gapline: tuple[str, ...], project: Path
) -> None:
    session = opened(terminal, gapline, project, (80, 24))
    session.type("q")
    assert session.exit_code() == 0
    assert session.modes_left_on == set()


# -- somebody else's version ------------------------------------------------------------------------------


def test_a_file_changed_by_somebody_else_is_not_written_over(
    terminal: OpenTerminal, gapline: tuple[str, ...], project: Path
) -> None:
    mine = changed_by_hand(project.read_text(), CHANGES[0])
    theirs = mine.replace("delivered = 60", "delivered = 50")
    session = edited(opened(terminal, gapline, project, (80, 24)))
    project.write_text(theirs)
    session.press("ctrl+s")
    session.wait_for_text("the file changed while you worked")
    assert project.read_text() == theirs
    session.press("escape")
    session.wait_for(lambda: "the file changed while you worked" not in session.text())
    assert "*edited" in session.text()

    session.press("ctrl+s")
    session.wait_for_text("the file changed while you worked")
    session.type("b")
    session.wait_for_text("Your version is in")
    assert project.read_text() == theirs
    assert (project.parent / "shop.ann.toml").read_text() == mine
    assert "*edited" in session.text()


def test_discarding_ones_own_version_reads_the_other_one(
    terminal: OpenTerminal, gapline: tuple[str, ...], project: Path
) -> None:
    theirs = changed_by_hand(project.read_text(), CHANGES[1])
    theirs = changed_by_hand(theirs, CHANGES[0]).replace("delivered = 60", "delivered = 50")
    session = edited(opened(terminal, gapline, project, (80, 24)))
    project.write_text(theirs)
    session.press("ctrl+s")
    session.wait_for_text("the file changed while you worked")
    session.type("D")
    session.wait_for(lambda: re.search(r"Prices easy to find +7\.5 +5\.4 ", session.text()))
    session.wait_for(lambda: "*edited" not in session.text())
    assert project.read_text() == theirs
