"""The board as lanes: a column a stage, a card a row, for a wide screen."""

from __future__ import annotations

from model.scoring.stages import StageScore
from tui.listing import Entry, lane
from tui.picture import Line, Look, Pen, Picture, Span
from tui.scoretext import score_text
from tui.themes import BAND_ROLES
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
    score = score_text(stage.score)
    head.user(f"{number} {stage.stage.name}", width - len(score) - 1, "strong", target)
    head.right(score, len(score) + 1, "strong", target)
    lines: list[Line] = [
        head.line(),
        (Span((look.glyphs.heavy_rule if current else look.glyphs.rule) * width, "rule"),),
    ]
    cards = [_card(workspace, look, entry, width) for entry in lane(stage)]
    room = height - len(lines)
    if not cards:
        lines.append(Pen(look, width).put("no touchpoint", "dim").line())
    lines += _window(workspace, look, stage, cards, width, room)
    empty = Pen(look, width).line()
    return tuple(lines[:height]) + (empty,) * max(0, height - len(lines))


def _window(
    workspace: Workspace, look: Look, stage: StageScore, cards: list[list[Line]], width: int, room: int
) -> list[Line]:
    """The cards that fit, with a line that counts what does not."""
    entries = lane(stage)
    spaced: list[Line] = []
    starts: list[int] = []
    loose = sum(map(len, cards)) + sum(
        1 for each in entries if each.row is None or len(each.touchpoint.rows) == 1
    )
    for entry, card in zip(entries, cards, strict=True):
        first = entry.row is None or len(entry.touchpoint.rows) == 1
        if spaced and first and loose - 1 <= room:
            spaced.append(Pen(look, width).line())
        starts.append(len(spaced))
        spaced += card
    if len(spaced) <= room:
        return spaced
    at = next((i for i, each in enumerate(entries) if each.key == workspace.selected), 0)
    top = 0
    end = starts[at] + len(cards[at])
    while end - top > room - 1:
        following = [start for start in starts if start > top]
        if not following:
            break
        top = following[0]
    shown = spaced[top : top + room - 1]
    hidden = sum(1 for start, card in zip(starts, cards, strict=True) if start + len(card) > top + room - 1)
    above = sum(1 for start in starts if start < top)
    words = " ".join(
        part
        for part in (
            f"{look.glyphs.up} {above}" if above else "",
            f"{look.glyphs.down} {hidden} more" if hidden else "",
        )
        if part
    )
    shown += [Pen(look, width).line()] * (room - 1 - len(shown))
    return [*shown, Pen(look, width).put(words, "dim").line()]


def _card(workspace: Workspace, look: Look, entry: Entry, width: int) -> list[Line]:
    selected = entry.key == workspace.selected
    target = ("row", *entry.key)
    head = Pen(look, width, "selected" if selected else "")
    marker = look.glyphs.selected if selected else look.glyphs.marked if entry.key in workspace.marks else " "
    head.put(marker, "strong", target)
    touchpoint, row = entry.touchpoint, entry.row
    alone = len(touchpoint.rows) == 1
    if row is None:
        score = score_text(touchpoint.score)
        head.user(touchpoint.touchpoint.name, width - 2 - len(score), "strong", target)
        return [head.right(score, len(score) + 1, "strong", target).line()]
    score = score_text(row.score)
    name = touchpoint.touchpoint.name if alone else f" {row.expectation.name}"
    role = BAND_ROLES[row.band]
    head.user(name, width - 2 - len(score), "strong" if alone else "text", target)
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
    pen.put(expected_text(row, currency, unit=False), "expected", target)
    pen.put(look.glyphs.arrow, "dim", target)
    pen.put(delivered_text(row, currency, unit=False), "preview" if previewed else "delivered", target)
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
