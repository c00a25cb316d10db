from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.tui.views.worlds import journey, opened, rating, text_of
from tui.pictures.glyphs import ASCII
from tui.pictures.picture import Look
from tui.views.dumbbell import dumbbell_picture

PLAIN = Look(glyphs=ASCII, only_ascii=True)


def test_the_signed_score_stands_below_each_touchpoint() -> None:
    text = text_of(dumbbell_picture(opened(journey(rating(8, 7), rating(6, 8))), PLAIN, 80, 24))
    assert re.search(r"-25\.0 +\+25\.0", text)
    assert "Touchpoint" in text


def test_short_hangs_below_the_line_and_over_stands_above_it() -> None:
    lines = text_of(dumbbell_picture(opened(journey(rating(8, 4), rating(4, 8))), PLAIN, 80, 24)).splitlines()
    zero = next(at for at, line in enumerate(lines) if line.startswith("   0"))
    assert any("+#+" in line for line in lines[1:zero])
    assert any(".#." in line for line in lines[zero + 1 :])
    assert lines[zero].count("o") == 2


def test_a_row_as_expected_is_one_mark_on_the_line() -> None:
    lines = text_of(dumbbell_picture(opened(journey(rating(8, 8))), PLAIN, 80, 24)).splitlines()
    zero = next(line for line in lines if line.startswith("   0"))
    assert "*" in zero


def test_what_is_unknown_is_no_zero() -> None:
    workspace = opened(journey(rating(8, None), rating(8, 8)))
    lines = text_of(dumbbell_picture(workspace, PLAIN, 80, 24)).splitlines()
    zero = next(line for line in lines if line.startswith("   0"))
    assert "?" in zero


@pytest.mark.parametrize("width", [20, 47, 80, 140])
def test_the_selected_touchpoint_is_always_in_view(width: int) -> None:
    workspace = opened(journey(*[rating(8, 4)] * 60))
    for at in range(60):
        picture = dumbbell_picture(workspace.select((f"t{at}", "x")), PLAIN, width, 24)
        shown = {span.target for line in picture for span in line if span.target}
        assert ("row", f"t{at}", "") in shown
    assert re.search(r"touchpoints \d+ to 60 of 60", text_of(picture)) or width < 40


def test_one_step_mostly_keeps_the_window() -> None:
    """A screen that scrolls with every step sends all of itself over a slow line."""
    workspace = opened(journey(*[rating(8, 4)] * 60))
    windows = []
    for at in range(60):
        text = text_of(dumbbell_picture(workspace.select((f"t{at}", "x")), PLAIN, 80, 24))
        windows.append(text.splitlines()[0])
    changes = sum(1 for one, other in pairwise(windows) if one != other)
    assert changes <= 20
