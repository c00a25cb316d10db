"""The line chart of the journey: scores against 0 and the limit, or expected and delivered ratings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from model.journey.project import Stage
from model.scoring.schemes import Rules
from tui.pictures.picture import Look, Picture
from tui.pictures.roles import BAND_ROLES
from tui.scoretext import score_text
from tui.views.grid import Grid, shown_fit
from tui.views.points import Point
from tui.views.scale import Scale, rating_chart_scale, score_scale

AXIS = 6
"""Columns the numbers of the y axis take, with the axis itself."""
NUMBER = 6
"""Columns a point needs before its score is written below it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column each shown point stands on."""

    points: tuple[Point, ...]
    each: int
    """How many touchpoints one column stands for; of several, the lowest is shown."""
    left: int
    width: int
    total: int

    @classmethod
    def of(cls, points: Sequence[Point], width: int) -> Layout:
        """A layout of all `points` in `width` columns, the axis among them."""
        room = max(1, width - AXIS)
        each = max(1, math.ceil(len(points) / room))
        if each == 1:
            return cls(tuple(points), 1, AXIS, room, len(points))
        lowest = [
            min(points[at : at + each], key=lambda point: math.inf if point.score is None else point.score)
            for at in range(0, len(points), each)
        ]
        return cls(tuple(lowest), each, AXIS, room, len(points))

    def column(self, index: int) -> int:
        """The column of a shown point."""
        return self.left + math.floor((index + 0.5) * self.step)

    @property
    def step(self) -> float:
        """Columns from one point to the next."""
        return self.width / max(1, len(self.points))

    def column_of(self, position: int) -> int:
        """The column of a touchpoint by its place on the journey."""
        return self.column(position // self.each)

    def edge(self, position: int) -> int:
        """The column where the touchpoint at `position` begins."""
        return self.left + math.floor(position / self.each * self.step)


def draw(
    points: Sequence[Point],
    stages: Sequence[tuple[Stage, int]],
    selected: int | None,
    rules: Rules,
    ratings: tuple[float, float] | None,
    look: Look,
    width: int,
    height: int,
) -> Picture | None:
    """The chart with its axes, the stages below; None where there is no room for one."""
    layout = Layout.of(points, width)
    numbered = layout.step >= NUMBER and height >= 12
    rows = height - 3 if numbered else height - 2
    limit = rules.curve(-1.0)
    scale = (
        rating_chart_scale(ratings, rows) if ratings is not None else score_scale(layout.points, limit, rows)
    )
    if scale is None or width < AXIS + 8 or rows < 3:
        return None
    grid = Grid(width, height)
    _axis(grid, scale, rows, look, signed=ratings is None)
    if ratings is None:
        _guide(grid, scale.cell(limit), look, every=2)
        _guide(grid, scale.cell(0.0), look, every=1)
        wanted: list[float | None] = [0.0 if point.score is not None else None for point in layout.points]
        given = [point.score for point in layout.points]
    else:
        wanted = [point.expected for point in layout.points]
        given = [point.delivered for point in layout.points]
    expected, delivered = _joined(layout, wanted), _joined(layout, given)
    if look.glyphs.name == "ascii":
        _plain_lines(grid, scale, expected if ratings else {}, delivered)
    else:
        _lines(grid, scale, expected, delivered, rows, look, own_line=ratings is not None)
    if ratings is None and layout.step >= 2:
        _intervals(grid, scale, layout, look)
    if layout.step >= 2:
        _marks(grid, scale, layout, wanted, given, look, both=ratings is not None)
    _below(grid, layout, selected, look, rows)
    if numbered:
        _numbers(grid, layout, rows + 1)
    _stages(grid, layout, stages, look, height - 1)
    return grid.picture()


def _axis(grid: Grid, scale: Scale, rows: int, look: Look, *, signed: bool) -> None:
    for y in range(rows):
        grid.put(AXIS - 1, y, look.glyphs.bar, "rule")
    for tick in scale.ticks:
        y = scale.cell(tick)
        if 0 <= y < rows and abs(scale.row(tick) - y) < 0.5:
            text = f"{tick:+.0f}" if signed and tick else f"{tick:g}"
            if len(text) < AXIS - 1:
                grid.write(AXIS - 2 - len(text), y, text, "dim")


def _guide(grid: Grid, y: int, look: Look, *, every: int) -> None:
    """The line of what is expected, or, with gaps, of the limit."""
    glyph, role = (look.glyphs.axis, "expected") if every == 1 else (look.glyphs.faint, "limit")
    for x in range(AXIS, grid.width, every):
        grid.put(x, y, glyph, role)


def _joined(layout: Layout, values: Sequence[float | None]) -> dict[int, float]:
    """A value for every column between known points that follow each other."""
    found: dict[int, float] = {}
    for at, value in enumerate(values):
        if value is None:
            continue
        here = layout.column(at)
        found[here] = value
        before = values[at - 1] if at else None
        if before is not None:
            start = layout.column(at - 1)
            for x in range(start + 1, here):
                found[x] = before + (value - before) * (x - start) / (here - start)
    return found


def _span(now: int, before: int | None) -> range:
    """The steps a line takes in one column, coming from the step `before` in the last one."""
    if before is None or abs(now - before) <= 1:
        return range(now, now + 1)
    return range(before + 1, now + 1) if now > before else range(now, before)


def _lines(
    grid: Grid,
    scale: Scale,
    expected: dict[int, float],
    delivered: dict[int, float],
    rows: int,
    look: Look,
    *,
    own_line: bool,
) -> None:
    """The delivered line in half blocks, the expected one thin, the band between them as a ground."""
    for x, value in sorted(delivered.items()):
        wanted = expected.get(x)
        level = None if wanted is None else scale.cell(wanted)
        before = delivered.get(x - 1)
        line = _span(scale.half(value), None if before is None else scale.half(before))
        band = range(0)
        ground = "worse"
        if level is not None and line.start > 2 * level + 1:
            band = range(2 * level + 1, line.start)
        elif level is not None and line.stop <= 2 * level:
            band, ground = range(line.stop, 2 * level + 1), "better"
        for y in range(rows):
            upper, lower = 2 * y in line, 2 * y + 1 in line
            inside = (2 * y in band) + (2 * y + 1 in band)
            if upper or lower:
                grid.put(x, y, "█" if upper and lower else "▀" if upper else "▄", "delivered")
            if inside == 2 or (inside and upper != lower):
                grid.ground(x, y, ground)
    if not own_line:
        return
    for x, wanted in sorted(expected.items()):
        before = expected.get(x - 1)
        level = scale.cell(wanted)
        for y in _span(level, None if before is None else scale.cell(before)):
            if grid.at(x, y) == " ":
                grid.put(x, y, look.glyphs.axis if y == level else look.glyphs.bar, "expected")


def _plain_lines(grid: Grid, scale: Scale, expected: dict[int, float], delivered: dict[int, float]) -> None:
    """Both lines in characters, the delivered one above."""
    for values, glyph, role in ((expected, "-", "expected"), (delivered, ":", "delivered")):
        for x, value in sorted(values.items()):
            before = values.get(x - 1)
            for y in _span(scale.cell(value), None if before is None else scale.cell(before)):
                grid.put(x, y, glyph, role)


def _intervals(grid: Grid, scale: Scale, layout: Layout, look: Look) -> None:
    for at, point in enumerate(layout.points):
        if point.score is None or point.interval is None:
            continue
        low, high = point.interval
        for y in range(scale.cell(high), scale.cell(low) + 1):
            grid.over(layout.column(at), y, look.glyphs.bar, "text")


def _marks(
    grid: Grid,
    scale: Scale,
    layout: Layout,
    wanted: Sequence[float | None],
    given: Sequence[float | None],
    look: Look,
    *,
    both: bool,
) -> None:
    glyphs = look.glyphs
    for at, (expects, gets) in enumerate(zip(wanted, given, strict=True)):
        x = layout.column(at)
        role = BAND_ROLES[layout.points[at].band]
        level = None if expects is None else scale.cell(expects)
        if both and expects is not None:
            grid.over(x, scale.cell(expects), glyphs.expected_point, "expected")
        if gets is not None:
            same = scale.cell(gets) == level
            glyph = glyphs.both_point if same else glyphs.delivered_point
            target = ("row", layout.points[at].touchpoint.id, "")
            grid.over(x, scale.cell(gets), glyph, role, target)


def _below(grid: Grid, layout: Layout, selected: int | None, look: Look, rows: int) -> None:
    """The x axis with a `?` under what has no score, and a mark at the selection."""
    grid.put(AXIS - 1, rows, look.glyphs.corner, "rule")
    for x in range(AXIS, grid.width):
        grid.put(x, rows, look.glyphs.rule, "rule")
    if layout.each == 1:
        for at, point in enumerate(layout.points):
            if point.score is None:
                grid.put(layout.column(at), rows, "?", "unknown")
    if selected is not None:
        grid.put(layout.column_of(selected), rows, look.glyphs.up, "strong")


def _numbers(grid: Grid, layout: Layout, y: int) -> None:
    """The score under each point."""
    for at, point in enumerate(layout.points):
        text = score_text(point.score, 1 if layout.step >= NUMBER + 1 else 0)
        role = BAND_ROLES[point.band]
        grid.write(layout.column(at) - len(text) // 2, y, text, role, ("row", point.touchpoint.id, ""))


def _stages(grid: Grid, layout: Layout, stages: Sequence[tuple[Stage, int]], look: Look, y: int) -> None:
    position = 0
    for stage, count in stages:
        start, end = layout.edge(position), layout.edge(position + count)
        position += count
        if end - start >= 2:
            grid.put(start, y, look.glyphs.bar, "rule")
            grid.write(start + 1, y, shown_fit(look, stage.name, end - start - 2), "dim")
