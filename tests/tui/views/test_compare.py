"""The Compare view as a picture: what it says, and that it keeps its shape whatever is in the files."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.editing.building import naming
from model.editing.compare import compare
from model.files.trend import TrendPoint
from tests.tui.views.worlds import (
    HOSTILE,
    TODAY,
    assert_ascii,
    assert_shape,
    journey,
    opened,
    quoted,
    rating,
    sample,
    text_of,
)
from tui.acts.comparing import compared
from tui.against import Against
from tui.pictures.glyphs import ASCII
from tui.pictures.picture import Look
from tui.views.compare import compare_picture
from tui.views.frame import screen_picture
from tui.workspace import Workspace

PLAIN = Look(glyphs=ASCII, only_ascii=True)
TREND = tuple(TrendPoint(date(2026, month, 1), "", -30.0 + month) for month in range(1, 10))
MONEY = 'kind = "money"\nexpected = 123456.5\nexpected_by = "asked"\n'


def _beside(old: str | Workspace, new: str | Workspace, *, at: int = 0) -> Workspace:
    then = opened(old) if isinstance(old, str) else old
    now = opened(new) if isinstance(new, str) else new
    found = compare(then.project, now.project, as_of=TODAY, then=date(2026, 9, 1), after=now.scores)
    against = Against("2026-09-01 'before'", then.project, found, TREND)
    return replace(now, view="compare", against=against.to(at))


def _changed() -> Workspace:
    old = journey(rating(8, 6), rating(8, 6), rating(8, 6), rating(8, 6), MONEY + "delivered = 1")
    new = journey(rating(9, 6), rating(8, 7), rating(8, 5), rating(9, 5), MONEY + "delivered = 234567.8")
    return _beside(old, new.replace(quoted("Touchpoint 3"), quoted("Another name"), 1))


def _without_trend() -> Workspace:
    workspace = _changed()
    assert workspace.against is not None
    return replace(workspace, against=replace(workspace.against, trend=()))


WORLDS: dict[str, Callable[[], Workspace]] = {
    "nothing": lambda: replace(sample(), view="compare"),
    "same": lambda: _beside(sample(), sample()),
    "changed": _changed,
    "no trend": _without_trend,
    "other": lambda: _beside(sample(), journey(rating(8, 4), rating(None, 4))),
    "hostile": lambda: _beside(
        journey(*[rating(8, 4)] * 12, names=HOSTILE), journey(*[rating(9, 4)] * 12, names=HOSTILE[1:])
    ),
    "many": lambda: _beside(
        journey(*[rating(8, at % 11) for at in range(300)]),
        journey(*[rating(7, (at + 1) % 11) for at in range(300)]),
        at=150,
    ),
    "points": lambda: _beside(
        journey(rating(8, 4)), journey(rating(8, 5), head='[scoring]\nscheme = "servqual"')
    ),
    "no score": lambda: _beside(journey(rating(8, None)), journey(rating(8, 4))),
}


@pytest.fixture(scope="module", params=WORLDS, ids=str)
def world(request: pytest.FixtureRequest) -> Workspace:
    return WORLDS[request.param]()


@settings(max_examples=30)
@given(width=st.integers(20, 240), height=st.integers(3, 70), ascii_only=st.booleans())
def test_it_keeps_its_shape(world: Workspace, width: int, height: int, ascii_only: bool) -> None:
    look = PLAIN if ascii_only else Look()
    for picture in (compare_picture(world, look, width, height), screen_picture(world, look, width, height)):
        assert_shape(picture, width, height)
        if ascii_only:
            assert_ascii(picture)


def test_who_moved_is_told_apart_without_colours() -> None:
    text = text_of(screen_picture(_changed(), PLAIN, 80, 24))
    for words in (
        "8.0 > 9.0",
        "worse: bar rose",
        "better",
        "worse: we slipped",
        "worse: both moved",
        "1 of the 4 'worse' is not our work: they now expect more. Meet or renegotiate.",
        "Change ",
        "Journey over 9 snapshots",
        "2026-09-01 'before' > now",
    ):
        assert words in text, words


def test_the_title_has_the_journey_then_and_now() -> None:
    workspace = _changed()
    against = workspace.against
    assert against is not None
    then, now = against.comparison.before.journey.score, workspace.scores.journey.score
    title = text_of(screen_picture(workspace, PLAIN, 80, 24)).splitlines()[0]
    assert f"  journey {then:.1f} > {now:.1f}" in title


def test_no_number_is_cut() -> None:
    """Half a number would be another number."""
    for width in (60, 78, 80, 100, 120, 140, 200):
        text = text_of(screen_picture(_changed(), PLAIN, width, 40))
        row = next(line for line in text.splitlines() if "Touchpoint 4" in line)
        found = re.findall(r"[-+]?[\d.]+\d", row.replace("Touchpoint 4", ""))
        whole = {"123456.50", "1.00", "234567.80", "+123455.50", "-111111.30"}
        assert set(found) <= whole, (width, row)


def test_what_is_out_of_view_is_counted() -> None:
    low = text_of(screen_picture(_changed(), PLAIN, 80, 18))
    assert "more lines below" in low
    high = text_of(screen_picture(_changed(), PLAIN, 80, 30))
    assert "more lines below" not in high
    assert "renamed, was 'Touchpoint 3'" in high


def test_a_wide_screen_has_bars_and_room_for_units() -> None:
    text = text_of(screen_picture(_changed(), PLAIN, 140, 40))
    header = next(line for line in text.splitlines() if "verdict" in line)
    assert header.split()[-2:] == ["then", "now"]
    row = next(line for line in text.splitlines() if "bar rose" in line)
    assert row.count("|") == 2


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (60, 12), (20, 6)])
def test_the_selected_line_is_always_in_view(size: tuple[int, int]) -> None:
    workspace = WORLDS["many"]()
    for way in ("move.first", "move.last", "move.up", "move.page-up", "move.down"):
        stepped = compared(workspace, way, 10)
        assert stepped is not None
        workspace = stepped
        lines = text_of(screen_picture(workspace, PLAIN, *size)).splitlines()
        assert sum(line.startswith(">") for line in lines) == 1, (way, lines)


def test_the_numbers_below_add_up_as_they_are_shown() -> None:
    text = text_of(screen_picture(_changed(), PLAIN, 120, 40))
    line = next(line for line in text.splitlines() if line.startswith(" Change "))
    change, _, parts = line.removeprefix(" Change ").partition(" = ")
    numbers = [float(part.split()[-1]) for part in parts.split(" + ")]
    assert sum(numbers) == pytest.approx(float(change))


def test_an_edit_brings_the_comparison_up_to_date() -> None:
    workspace = _changed()
    before = workspace.compared
    assert before is workspace.against
    edited = workspace.apply(naming(workspace.project, ("touchpoints", "t0"), "Fresh"))
    assert edited.compared is not before
    assert "Fresh" in text_of(screen_picture(edited, PLAIN, 80, 40))
