"""The ladder of a row: all its numbers on one axis, the better side always to the right."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from model.journey.quantity import value_text
from model.scoring.rows import RowScore
from model.scoring.tolerance import sign_of
from tui.pictures.picture import Line, Look, Pen, Picture
from tui.text import width_of
from tui.views.grid import Grid

MOST = 6
"""Lines a ladder takes at most."""
WIDE = 56
"""From so many columns the sides are named on the axis itself."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """One number on the axis."""

    word: str
    glyph: str
    value: float
    role: str


@dataclass(frozen=True, slots=True)
class _Tick:
    """A column of the axis, with every number that stands exactly there."""

    column: int
    marks: tuple[_Mark, ...]


def ladder(row: RowScore, look: Look, width: int, currency: str | None = None) -> Picture:
    """Believed, expected, limit, promised, target, feasible and delivered on one axis: 1 to 6 lines.

    The axis holds every number and the tolerance on both sides of what is expected. `currency` is the
    unit of a money row. Each label begins, or at the right end ends, under the mark it belongs to.
    """
    marks = _marks(row, look)
    if not marks:
        return (Pen(look, width).put(" No number yet: nothing to set against each other.", "hint").line(),)
    unit = currency if row.expectation.kind == "money" else row.expectation.unit

    def said(value: float, full: bool) -> str:
        return look.text(value_text(value, row.expectation.kind, unit if full else None))

    low, high = _ends(row, marks)
    sign = sign_of(row.expectation)
    ends = said(low * sign, True), said(high * sign, True)
    words = ("worse ", " better") if width >= WIDE else ("", "")
    lead, tail = f" {words[0]}{ends[0]} ", f" {ends[1]}{words[1]} "
    if width_of(lead) + width_of(tail) > width // 2:
        lead, tail = " ", " "
    start, stop = width_of(lead), width - width_of(tail) - 1
    ticks = _ticks(marks, low, high, start, stop, sign)
    axis = Grid(width, 1)
    axis.write(0, 0, lead, "dim")
    axis.write(stop + 1, 0, tail, "dim")
    _draw_axis(axis, row, ticks, low, high, start, stop, look)
    labels = _labels(ticks, said, look, width)
    lines = [*axis.picture(), *labels]
    if not words[0]:
        lines.append(_sides(ends, look, width, named=lead == " "))
    return tuple(lines[:MOST])


def _marks(row: RowScore, look: Look) -> list[_Mark]:
    glyphs, wish = look.glyphs, row.expectation
    found = (
        ("limit", glyphs.limit, wish.limit, "limit"),
        ("believed", glyphs.believed, wish.believed, "text"),
        ("promised", glyphs.promised, wish.promised, "text"),
        ("target", glyphs.target, wish.target, "text"),
        ("expected", glyphs.expected_point, row.expected, "expected"),
        ("delivered", glyphs.delivered_point, row.delivered, "delivered"),
        ("feasible", glyphs.feasible, wish.feasible, "text"),
    )
    return [_Mark(word, glyph, float(v), role) for word, glyph, v, role in found if v is not None]


def _ends(row: RowScore, marks: Sequence[_Mark]) -> tuple[float, float]:
    """The worst and the best value of the axis, times the direction's sign."""
    sign = sign_of(row.expectation)
    values = [sign * mark.value for mark in marks]
    if row.expected is not None and row.tolerance is not None:
        bottom, top = _possible(row)
        around = (row.expected - row.tolerance, row.expected + row.tolerance)
        values += [sign * min(max(each, bottom), top) for each in around]
    low, high = min(values), max(values)
    if low == high:
        low, high = low - (abs(low) or 1.0), high + (abs(high) or 1.0)
    return low, high


def _possible(row: RowScore) -> tuple[float, float]:
    """The numbers a row of this kind can hold."""
    kind = row.expectation.kind
    if kind == "rating":
        low, high = row.expectation.scale or row.rules.scale
        return float(low), float(high)
    if kind == "yes_no":
        return 0.0, 1.0
    return (-math.inf if kind == "money" else 0.0), math.inf


def _ticks(
    marks: Sequence[_Mark], low: float, high: float, start: int, stop: int, sign: float
) -> tuple[_Tick, ...]:
    """Where the numbers stand; two that differ get two columns as long as there are columns."""
    ordered = sorted(marks, key=lambda mark: sign * mark.value)
    ticks: list[_Tick] = []
    for value, same in groupby(ordered, key=lambda mark: mark.value):
        share = (sign * value - low) / (high - low)
        column = start + round(share * (stop - start))
        if ticks and column <= ticks[-1].column:
            column = ticks[-1].column + 1
        ticks.append(_Tick(column, tuple(same)))
    # What was pushed past the end makes room to its left, so that the order of the marks stays true.
    edge = stop
    for at in range(len(ticks) - 1, -1, -1):
        if ticks[at].column > edge:
            ticks[at] = _Tick(max(start, edge), ticks[at].marks)
        edge = ticks[at].column - 1
    return tuple(ticks)


def _draw_axis(
    grid: Grid,
    row: RowScore,
    ticks: Sequence[_Tick],
    low: float,
    high: float,
    start: int,
    stop: int,
    look: Look,
) -> None:
    """The line: dotted beyond the limit, plain up to what is expected, double where it is better."""
    glyphs = look.glyphs
    sign = sign_of(row.expectation)
    wanted = None if row.expected is None else sign * row.expected
    limit = None if wanted is None or row.tolerance is None else wanted - row.tolerance
    for x in range(start, stop + 1):
        value = low + (x - start) / max(1, stop - start) * (high - low)
        if limit is not None and value < limit:
            grid.put(x, 0, glyphs.faint, "failed")
        elif wanted is None or value <= wanted:
            grid.put(x, 0, glyphs.rule, "short" if wanted is not None else "dim")
        else:
            grid.put(x, 0, glyphs.heavy_rule, "good")
    for tick in ticks:
        several = len(tick.marks) > 1
        glyph = glyphs.both_point if several else tick.marks[0].glyph
        words = {mark.word for mark in tick.marks}
        role = next((each for each in ("delivered", "expected", "limit") if each in words), "strong")
        grid.put(tick.column, 0, glyph, f"strong {role}" if role != "strong" else role)


_Said = tuple[str, str]
"""Text and role."""
_Say = Callable[[float, bool], str]
"""A value as written, with or without its unit."""


_LEVELS = ((True, True), (True, False), (False, False))
"""How much a label says: whether its word, whether its unit."""


def _labels(ticks: Sequence[_Tick], said: _Say, look: Look, width: int) -> list[Line]:
    """The words under the marks in as few lines as they take, shorter where they would not fit."""
    most = MOST - (1 if width >= WIDE else 2)
    for level in range(len(_LEVELS)):
        placed = _placed(ticks, said, width, level, most)
        if placed is not None:
            grid = Grid(width, max(row for row, *_ in placed) + 1)
            for at, x, parts in placed:
                for text, role in parts:
                    grid.write(x, at, text, role)
                    x += width_of(text)
            return list(grid.picture())
    return _listed(ticks, said, look, width)


def _placed(
    ticks: Sequence[_Tick], said: _Say, width: int, level: int, most: int
) -> list[tuple[int, int, list[_Said]]] | None:
    """Row, column and text of every label; None where they take more than `most` rows."""
    taken: list[list[tuple[int, int]]] = [[] for _ in range(most)]
    placed: list[tuple[int, int, list[_Said]]] = []
    for tick in ticks:
        for options in _options(tick, said, width, level):
            found = next(
                (
                    (at, x, size, parts)
                    for at in range(most)
                    for x, size, parts in options
                    if all(x + size + 1 < left or x > end + 1 for left, end in taken[at])
                ),
                None,
            )
            if found is None:
                return None
            at, x, size, parts = found
            taken[at].append((x, x + size))
            placed.append((at, x, parts))
    return placed


_Option = tuple[int, int, list[_Said]]


def _options(tick: _Tick, said: _Say, width: int, level: int) -> list[list[_Option]]:
    """Where the label of a tick can stand; one list a label, several where one line is too short for all."""
    for full, unit in _LEVELS[level:]:
        for labels in ((tick,), tuple(_Tick(tick.column, (mark,)) for mark in tick.marks)):
            found = [
                [
                    option
                    for right in (False, True)
                    if (option := _option(each, said, width, full, unit, right))
                ]
                for each in labels
            ]
            if all(found):
                return found
    return [[]]


def _option(tick: _Tick, said: _Say, width: int, full: bool, unit: bool, right: bool) -> _Option | None:
    parts = list(_parts(tick, said(tick.marks[0].value, unit), full=full, right=right))
    size = sum(width_of(text) for text, _ in parts)
    x = tick.column - size + 1 if right else tick.column
    return (x, size, parts) if x >= 0 and x + size <= width else None


def _parts(tick: _Tick, value: str, *, full: bool, right: bool) -> Iterator[_Said]:
    """The label of a tick: `L limit, P promised 60 min`, or the value first where it ends at its mark."""
    if right:
        yield f"{value} ", "text"
    for at, mark in enumerate(tick.marks):
        comma = "," if full and at else ""
        name = f"{mark.word} {mark.glyph}" if right else f"{mark.glyph} {mark.word}"
        yield (f"{comma}{' ' if comma else ''}{name}" if full else mark.glyph), mark.role
    if not right:
        yield f" {value}", "text"


def _listed(ticks: Sequence[_Tick], said: _Say, look: Look, width: int) -> list[Line]:
    """The labels one after the other, from worse to better, where they cannot stand under their marks."""
    lines = [Pen(look, width)]
    for tick in ticks:
        glyphs = "".join(mark.glyph for mark in tick.marks)
        text = f" {glyphs} {said(tick.marks[0].value, False)} "
        if lines[-1].column + width_of(text) > width and lines[-1].column:
            lines.append(Pen(look, width))
        lines[-1].put(text, tick.marks[0].role if len(tick.marks) == 1 else "strong")
    return [pen.line() for pen in lines[: MOST - 2]]


def _sides(ends: tuple[str, str], look: Look, width: int, *, named: bool) -> Line:
    """Which side is which, where the axis has no room to say it."""
    left, right = (f" {ends[0]} worse", f"better {ends[1]} ") if named else (" worse", "better ")
    if width_of(left) + width_of(right) + 1 > width:
        left, right = " worse", "better "
    return Pen(look, width).put(left, "dim").to(width - width_of(right)).put(right, "dim").line()
