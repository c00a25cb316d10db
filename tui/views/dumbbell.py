"""The dumbbell view of the journey: one column a touchpoint, with its signed score below."""

from __future__ import annotations

from dataclasses import dataclass

from tui.pictures.picture import Line, Look, Pen, Picture, filled, rule
from tui.pictures.roles import BAND_ROLES
from tui.scoretext import score_text
from tui.text import width_of
from tui.views.captions import nothing_to_draw, selected_line, sentence_lines, strip
from tui.views.grid import Grid, shown_fit
from tui.views.plot import AXIS
from tui.views.points import Point, journey_points, journey_stages, position_of, sentences
from tui.views.scale import Scale, score_scale
from tui.workspace import Workspace

NARROWEST, WIDEST = 8, 13
"""Columns of one touchpoint."""


@dataclass(frozen=True, slots=True)
class _Window:
    """The touchpoints in view."""

    start: int
    points: tuple[Point, ...]
    total: int
    size: int

    @classmethod
    def around(cls, points: tuple[Point, ...], at: int, width: int) -> _Window:
        room = max(NARROWEST, width - AXIS)
        size = max(NARROWEST, min(WIDEST, room // max(1, len(points))))
        fits = max(1, room // size)
        # Whole steps of half a window: a step to the next touchpoint then redraws no more than two columns.
        step = max(1, fits // 2)
        start = max(0, min(at // step * step - step // 2, len(points) - fits))
        return cls(start, points[start : start + fits], len(points), size)

    def column(self, index: int) -> int:
        return AXIS + index * self.size

    @property
    def partial(self) -> bool:
        return len(self.points) < self.total


def dumbbell_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """A mark at 0, as expected, a mark at the score, a bar between them, and the number below.

    Scrolls with the selection where there are more touchpoints than columns.
    """
    points = journey_points(workspace.scores)
    if not any(point.score is not None for point in points):
        return nothing_to_draw(workspace, look, width, height)
    at = position_of(points, workspace)
    window = _Window.around(points, at or 0, width)
    told: list[Line] = []
    if height >= 16:
        told = [rule(look, width), selected_line(workspace, look, width)]
        most = 1 if height < 20 else 2 if height < 30 else 4
        told += sentence_lines(sentences(points), look, width, most)
    legend = [_legend(window, look, width)] if height >= 8 else []
    names = 1 if height < 12 else 2 if height < 24 else 3
    below = 1 + names + 1
    rows = height - len(told) - len(legend) - below
    rules = workspace.scores.rules
    scale = score_scale(window.points, rules.curve(-1.0), rows)
    if scale is None or rows < 3 or width < AXIS + NARROWEST:
        return filled(look, (*legend, *strip(points, workspace, look, width), *told), width, height)
    grid = Grid(width, rows + below)
    _frame(grid, scale, rows, rules.curve(-1.0), look)
    for index, point in enumerate(window.points):
        chosen = window.start + index == at
        _column(grid, scale, window, index, point, look)
        _labels(grid, window, index, point, look, rows, names, chosen=chosen)
    _stages(grid, window, workspace, look, rows + below - 1)
    return filled(look, (*legend, *grid.picture(), *told), width, height)


def _legend(window: _Window, look: Look, width: int) -> Line:
    glyphs = look.glyphs
    pen = Pen(look, width).put(" ")
    if window.partial:
        first = window.start + 1
        words = f"touchpoints {first} to {first + len(window.points) - 1} of {window.total}   "
        pen.put(words, "strong")
    for glyph, role, words in (
        (glyphs.expected_point, "expected", "expected"),
        (glyphs.delivered_point, "delivered", "score"),
        (glyphs.fall * 2, "short", "short"),
        (glyphs.rise * 2, "good", "over"),
        (f"{glyphs.faint} {glyphs.faint}", "limit", "the customer's limit"),
        ("?", "unknown", "no score"),
    ):
        if pen.column + len(glyph) + len(words) + 1 <= width:
            pen.put(glyph, role).put(f" {words}   ", "dim")
    return pen.line()


def _frame(grid: Grid, scale: Scale, rows: int, limit: float, look: Look) -> None:
    for y in range(rows):
        grid.put(AXIS - 1, y, look.glyphs.bar, "rule")
    for tick in scale.ticks:
        y = scale.cell(tick)
        if 0 <= y < rows and abs(scale.row(tick) - y) < 0.5:
            text = f"{tick:+.0f}" if tick else "0"
            grid.write(max(0, AXIS - 2 - len(text)), y, text, "dim")
    for x in range(AXIS, grid.width):
        grid.put(x, scale.cell(0.0), look.glyphs.axis, "expected")
    for x in range(AXIS, grid.width, 2):
        grid.put(x, scale.cell(limit), look.glyphs.faint, "limit")


def _column(grid: Grid, scale: Scale, window: _Window, index: int, point: Point, look: Look) -> None:
    glyphs = look.glyphs
    left = window.column(index) + 1
    size = 3
    left += (window.size - 2 - size) // 2
    middle = left + size // 2
    target = ("row", point.touchpoint.id, "")
    zero = scale.cell(0.0)
    if point.score is None:
        grid.put(middle, zero, "?", "unknown", target)
        return
    role = BAND_ROLES[point.band]
    level = scale.cell(point.score)
    if level == zero:
        grid.put(middle, zero, glyphs.both_point, role, target)
        return
    glyph = glyphs.fall if level > zero else glyphs.rise
    for y in range(min(level, zero) + 1, max(level, zero)):
        for x in range(left, left + size):
            grid.put(x, y, glyph, role, target)
    for x in range(left, left + size):
        grid.put(x, level, glyph, role, target)
    grid.put(middle, level, glyphs.delivered_point, role, target)
    grid.put(middle, zero, glyphs.expected_point, "expected", target)


def _labels(
    grid: Grid,
    window: _Window,
    index: int,
    point: Point,
    look: Look,
    rows: int,
    names: int,
    *,
    chosen: bool,
) -> None:
    x, size = window.column(index), window.size
    target = ("row", point.touchpoint.id, "")
    ground = " selected" if chosen else ""
    if chosen:
        for y in range(rows, rows + 1 + names):
            for column in range(x, x + size):
                grid.put(column, y, " ", "text selected", target)
        grid.put(x, rows, look.glyphs.selected, "strong selected", target)
    text = score_text(point.score, 1)
    start = x + 1 + max(0, (size - 2 - width_of(text)) // 2)
    grid.write(start, rows, text, BAND_ROLES[point.band] + ground, target, size - 1)
    lines = look.wrapped(point.name, size - 1, names)
    for at, line in enumerate(lines):
        role = "strong" if chosen else "text"
        grid.write(x + 1, rows + 1 + at, line, role + ground, target, size - 1)


def _stages(grid: Grid, window: _Window, workspace: Workspace, look: Look, y: int) -> None:
    position = 0
    end_of_view = window.start + len(window.points)
    for stage, count in journey_stages(workspace.scores):
        first, after = max(position, window.start), min(position + count, end_of_view)
        position += count
        if first >= after:
            continue
        start, end = window.column(first - window.start), window.column(after - window.start)
        grid.put(start, y, look.glyphs.bar, "rule")
        grid.write(start + 1, y, shown_fit(look, stage.name, end - start - 2), "dim")
