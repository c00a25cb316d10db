"""What to send of a line: its pieces, as few as possible, and the columns that changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress, count
from operator import ne

from rich.segment import Segment
from rich.style import Style

from tui.pictures.picture import Line, Span, characters, line_width
from tui.text import show
from tui.themes import Theme

Run = tuple[int, int]
"""The first column, and the one behind the last."""

_WORTH_A_JUMP = 8
"""Unchanged columns that cost more to send than a jump over them and a new style behind it."""


def segments_of(line: Line, theme: Theme) -> list[Segment]:
    """The line in pieces of one style; blanks go with their neighbour where only the ground shows."""
    segments: list[Segment] = []
    for span in line:
        text, style = show(span.text), theme.style(span.role)
        if segments:
            last = segments[-1]
            assert last.style is not None
            if last.style == style or (_blank(text) and _same_ground(last.style, style)):
                segments[-1] = Segment(last.text + text, last.style)
                continue
            if _blank(last.text) and _same_ground(last.style, style):
                segments[-1] = Segment(last.text + text, style)
                continue
        segments.append(Segment(text, style))
    return segments


def changed_runs(old: Line, new: Line, theme: Theme) -> list[Run]:
    """The columns in which two lines look different, in runs that are worth a jump between them."""
    # Not the whole lines: most keys change a number or two, and every cell that is looked at takes its time.
    alike = _alike(old, new)
    first, old, new = line_width(new[:alike]), old[alike:], new[alike:]
    alike = _alike(old[::-1], new[::-1])
    before, after = _cells(old[: len(old) - alike], theme), _cells(new[: len(new) - alike], theme)
    width = max(len(before), len(after))
    before += [None] * (width - len(before))
    after += [None] * (width - len(after))
    runs: list[Run] = []
    for column in compress(count(), map(ne, before, after)):
        start, stop = _whole(after, column)
        start, stop = first + start, first + stop
        if runs and start - runs[-1][1] < _WORTH_A_JUMP:
            runs[-1] = runs[-1][0], max(stop, runs[-1][1])
        else:
            runs.append((start, stop))
    return runs


def _alike(old: Sequence[Span], new: Sequence[Span]) -> int:
    """How many spans at the beginning are drawn alike."""
    alike = 0
    for one, other in zip(old, new, strict=False):
        if one[:2] != other[:2]:
            break
        alike += 1
    return alike


_Cell = tuple[str, Style] | None


def _cells(line: Line, theme: Theme) -> list[_Cell]:
    """What each column shows; a blank only its ground, so that the colour of no letter counts."""
    cells: list[_Cell] = []
    for span in line:
        style = theme.style(span.role)
        ground = _ground(style)
        columns = span.text if span.text.isascii() else [text for text, _ in characters((span,))]
        cells += [(text, ground if text == " " else style) for text in columns]
    return cells


def _whole(cells: list[_Cell], column: int) -> Run:
    """The columns of the character that covers `column`: the second half of a wide one has no text."""
    start, end = column, column + 1
    while start > 0 and _is_half(cells[start]):
        start -= 1
    while end < len(cells) and _is_half(cells[end]):
        end += 1
    return start, end


def _is_half(cell: _Cell) -> bool:
    return cell is not None and cell[0] == ""


def _blank(text: str) -> bool:
    return not text.strip(" ")


def _same_ground(one: Style, other: Style) -> bool:
    return _ground(one) == _ground(other)


@lru_cache(maxsize=1024)
def _ground(style: Style) -> Style:
    """What a style shows of a blank."""
    if style.reverse or style.underline or style.strike:
        return style
    return style.background_style
