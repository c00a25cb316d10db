"""The board as lanes: a column a stage, a card a row, for a wide screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache

from model.editing.places import row_place
from model.scoring.stages import StageScore
from tui.lists.listing import Entry, lane
from tui.pictures.picture import Line, Look, Pen, Picture, Span
from tui.pictures.roles import BAND_ROLES, FINDING_ROLES
from tui.scoretext import score_text
from tui.views.bars import best_score, delivered_text, expected_text, put_bar, unit_of, weight_text
from tui.workspace import Workspace

NARROWEST = 22
"""Columns under which a lane no longer holds a name and two values."""


def lanes_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """As many lanes as fit, the stage in view among them, each scrolled to what is selected."""
    stages = workspace.shown_scores.stages
    if not stages:
        return ()
    count = min(len(stages), max(1, (width - 1) // (NARROWEST + 1)))
    ids = [each.stage.id for each in stages]
    current = ids.index(workspace.stage) if workspace.stage in ids else 0
    start = max(0, min(current - count // 2, len(stages) - count))
    size = (width - 1) // count
    columns = [
        _lane(workspace, look, stages[index], index + 1, size - 1, height)
        for index in range(start, start + count)
    ]
    lines: list[Line] = []
    for row in range(height):
        spans: list[Span] = [Span(" ")]
        for column in columns:
            spans += column[row]
            spans.append(Span(" "))
        pen_width = 1 + count * size
        if pen_width < width:
            spans.append(Span(" " * (width - pen_width)))
        lines.append(tuple(spans))
    return tuple(lines)


def _lane(
    workspace: Workspace, look: Look, stage: StageScore, number: int, width: int, height: int
) -> Picture:
    current = stage.stage.id == workspace.stage
    target = ("stage", stage.stage.id)
    head = Pen(look, width, "current" if current else "")
    committed = workspace.scores.stage(stage.stage.id)
    score = score_text(committed.score if committed else stage.score)
    head.user(f"{number} {stage.stage.name}", width - len(score) - 1, "strong", target)
    head.right(score, len(score) + 1, "strong", target)
    lines: list[Line] = [
        head.line(),
        (Span((look.glyphs.heavy_rule if current else look.glyphs.rule) * width, "rule"),),
    ]
    room = height - len(lines)
    if lane(stage):
        lines += _window(workspace, look, stage, width, room)
    else:
        lines.append(Pen(look, width).put("no touchpoint", "dim").line())
    empty = Pen(look, width).line()
    return tuple(lines[:height]) + (empty,) * max(0, height - len(lines))


@lru_cache(maxsize=64)
def _starts(stage: StageScore, *, spaced: bool) -> tuple[int, ...]:
    """The line each card begins on, and the one behind the last; `spaced`: a blank before a touchpoint."""
    starts = [0]
    for entry in lane(stage):
        first = entry.row is None or len(entry.touchpoint.rows) == 1
        if spaced and first and starts[-1]:
            starts[-1] += 1
        starts.append(starts[-1] + (1 if entry.row is None else 2))
    return tuple(starts)


def _window(workspace: Workspace, look: Look, stage: StageScore, width: int, room: int) -> list[Line]:
    """The cards that fit, with a line that counts what does not. Only those are drawn."""
    entries = lane(stage)
    starts = _starts(stage, spaced=True)
    if starts[-1] > room:
        starts = _starts(stage, spaced=False)
    lines: list[Line] = []
    if starts[-1] <= room:
        for start, entry in zip(starts, entries, strict=False):
            lines += [Pen(look, width).line()] * (start - len(lines))
            lines += _card(workspace, look, entry, width)
        return lines
    room -= 1
    at = (workspace.position or 0) if stage.stage.id == workspace.stage else 0
    above = min(bisect_left(starts, starts[at + 1] - room), len(entries) - 1)
    for entry in entries[above : above + max(0, room)]:
        lines += _card(workspace, look, entry, width)
    hidden = len(starts) - bisect_right(starts, starts[above] + room)
    words = " ".join(
        part
        for part in (
            f"{look.glyphs.up} {above}" if above else "",
            f"{look.glyphs.down} {hidden} more" if hidden else "",
        )
        if part
    )
    lines = lines[: max(0, room)]
    lines += [Pen(look, width).line()] * (room - len(lines))
    return [*lines, Pen(look, width).put(words, "dim").line()]


def _card(workspace: Workspace, look: Look, entry: Entry, width: int) -> list[Line]:
    selected = entry.key == workspace.selected
    target = ("row", *entry.key)
    head = Pen(look, width, "selected" if selected else "")
    place = row_place(*entry.key) if entry.row else ("touchpoints", entry.key[0])
    mark = look.glyphs.fresh if workspace.others.is_fresh(place) else " "
    marker = (
        look.glyphs.selected if selected else look.glyphs.marked if entry.key in workspace.marks else mark
    )
    head.put(marker, "strong", target)
    finding = workspace.noticed.mark(entry) if workspace.noticed else ""
    gap = 4 if finding else 2
    touchpoint, row = entry.touchpoint, entry.row
    alone = len(touchpoint.rows) == 1
    if row is None:
        score = score_text(touchpoint.score)
        head.user(touchpoint.touchpoint.name, width - gap - len(score), "strong", target)
        head.put(f" {finding}" if finding else "", FINDING_ROLES[finding], target)
        return [head.right(score, len(score) + 1, "strong", target).line()]
    score = score_text(row.score)
    name = touchpoint.touchpoint.name if alone else f" {row.expectation.name}"
    role = BAND_ROLES[row.band]
    head.user(name, width - gap - len(score), "strong" if alone else "text", target)
    head.put(f" {finding}" if finding else "", FINDING_ROLES[finding], target)
    previewed = bool(workspace.box and workspace.box.preview and selected)
    head.right(score, len(score) + 1, f"{role} preview" if previewed else role, target)
    return [head.line(), _numbers(workspace, look, entry, width, previewed=previewed)]


def _numbers(workspace: Workspace, look: Look, entry: Entry, width: int, *, previewed: bool) -> Line:
    """Expected and delivered in one unit, the weight where it is not 1, and the bar."""
    row = entry.row
    assert row is not None
    target = ("row", *entry.key)
    currency = workspace.project.about.currency
    unit = unit_of(row, currency)
    pen = Pen(look, width)
    pen.put("  ", "text", target)
    was = workspace.trial.planned(entry.touchpoint.id, row) if workspace.trial else row
    expected, delivered = expected_text(row, currency, unit=False), delivered_text(row, currency, unit=False)
    if was is None or expected != expected_text(was, currency, unit=False):
        expected = f"[{expected}]"
    if was is None or delivered != delivered_text(was, currency, unit=False):
        delivered = f"[{delivered}]"
    pen.put(expected, "expected", target).put(look.glyphs.arrow, "dim", target)
    fresh = workspace.others.is_fresh(row_place(*entry.key), "delivered")
    pen.put(delivered, "preview" if previewed else "delivered fresh" if fresh else "delivered", target)
    if unit:
        pen.put(" ", "text", target).user(unit, min(4, len(unit)), "dim", target)
    weight = entry.touchpoint.touchpoint.weight if len(entry.touchpoint.rows) == 1 else row.expectation.weight
    if weight != 1:
        pen.put(f" {weight_text(weight)}", "dim", target)
    room = width - pen.column - 1
    if room >= 6:
        bar = min(room, max(6, width // 3))
        pen.to(width - bar)
        put_bar(pen, row.tolerance_score, bar, best_score(row.rules), row.band, target)
    return pen.line()
