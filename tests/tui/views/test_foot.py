"""The lines at the foot: what is said can be read to its end where there is room."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.tui.views.worlds import sample, text_of
from tui.pictures.picture import Look
from tui.views.frame import screen_picture

LONG = (
    "Cannot save: the file was changed meanwhile by a program that takes no lock, so what you see is not "
    "what is on the disk. Read it again with R, or save beside it. The end"
)


def _lines(text: str, width: int, height: int, kind: Literal["message", "error"] = "error") -> list[str]:
    return text_of(screen_picture(sample().saying(text, kind), Look(), width, height)).splitlines()


@pytest.mark.parametrize("kind", ["error", "message"])
@pytest.mark.parametrize("width", [80, 100])
def test_a_long_sentence_takes_more_lines_and_the_rest_stays_in_its_place(
    width: int, kind: Literal["message", "error"]
) -> None:
    lines, short = _lines(LONG, width, 24, kind), _lines("Short.", width, 24, kind)
    said = " ".join(line.strip() for line in lines[-4:-1]).strip("─ ")
    assert said.endswith(LONG)
    assert len(lines) == 24
    covered = next(at for at, (one, other) in enumerate(zip(lines, short, strict=True)) if one != other)
    assert covered >= 24 - 5


def test_where_there_is_little_room_it_is_one_line() -> None:
    lines, short = _lines(LONG, 80, 12), _lines("Short.", 80, 12)
    assert [at for at, pair in enumerate(zip(lines, short, strict=True)) if len(set(pair)) > 1] == [10]


def test_a_sentence_that_never_ends_leaves_the_view_its_place() -> None:
    lines = _lines("word " * 900, 60, 24)
    assert sum("word" in line for line in lines) == 3
    assert lines[-2].rstrip().endswith("…")
