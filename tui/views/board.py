"""The board in one lane: rows grouped under their touchpoints, with bars of their scores."""

from __future__ import annotations

from dataclasses import dataclass

from model.editing.places import row_place
from model.scoring.rows import RowScore
from model.scoring.touchpoints import TouchpointScore
from tui.lists.listing import Entry, Heading, Item
from tui.pictures.picture import Line, Look, Pen, Picture, Target, filled
from tui.pictures.roles import BAND_ROLES, FINDING_ROLES
from tui.scoretext import score_text
from tui.text import width_of
from tui.views.bars import best_score, delivered_text, expected_text, gap_text, put_bar, weight_text
from tui.views.empty import empty_picture, first_step, telling
from tui.workspace import Workspace

_PANE = 60
"""Columns from which on the selected line is told more about below the table."""


_AIRY = 8
"""Lines from which on there is room for empty ones between sentences."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of the table's columns; 0 leaves a column out."""

    name: int
    expected: int = 0
    delivered: int = 0
    gap: int = 0
    score: int = 7
    band: int = 0
    weight: int = 0
    owner: int = 0
    bar: int = 0


def columns_for(width: int) -> Columns:
    """The columns that fit `width`; the name and the score are always there."""
    if width < 34:
        return Columns(name=max(1, width - 9))
    if width < 48:
        return Columns(name=width - 19, delivered=10)
    if width < 60:
        return Columns(name=width - 29, expected=10, delivered=10)
    if width < 76:
        return Columns(name=width - 46, expected=9, delivered=10, gap=9, score=7, band=9)
    owner = 12 if width >= 96 else 0
    room = width - 2 - 9 - 10 - 8 - 7 - 9 - 5 - owner
    bar = max(8, room // 3 - 1) if room < 60 else room - 36
    return Columns(
        name=room - bar, expected=9, delivered=10, gap=8, score=7, band=9, weight=5, owner=owner, bar=bar
    )


def board_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The header of the table and as many rows as fit, the selected one among them."""
    columns = columns_for(width)
    lines: list[Line] = []
    if height >= 4:
        lines.append(_header(look, columns, width, workspace))
    room = height - len(lines)
    items = workspace.items
    if not items:
        return (*lines, *_empty(workspace, look, width, room))
    start = window_start(workspace, room)
    for item in items[start : start + room]:
        lines.append(item_line(workspace, look, columns, width, item))
    if width < _PANE and workspace.touchpoint is not None and not workspace.touchpoint.rows:
        lines += [Pen(look, width).line(), *telling(workspace, look, width, first_step(workspace))]
    return filled(look, lines, width, height)


def window_start(workspace: Workspace, room: int) -> int:
    """The first of `room` lines to show so that the selection is seen, in whole pages.

    Whole pages, since a page that stays put costs the terminal two lines a step and not a screen.
    """
    items = workspace.items
    at = next(
        (i for i, item in enumerate(items) if isinstance(item, Entry) and item.key == workspace.selected), 0
    )
    if len(items) <= room or room < 1:
        return 0
    step = max(1, room - 1)
    start = at // step * step
    return min(start, max(0, len(items) - room))


def item_line(workspace: Workspace, look: Look, columns: Columns, width: int, item: Item) -> Line:
    """One line of the table: a heading, a touchpoint with several rows, or a row."""
    if isinstance(item, Heading):
        return Pen(look, width).put(" ").user(item.text, None, "strong").line()
    selected = item.key == workspace.selected
    pen = Pen(look, width, "selected" if selected else "")
    target = ("row", *item.key)
    marked = item.key in workspace.marks
    pen.put(look.glyphs.selected if selected else " ", "strong", target)
    fresh = item.row is not None and workspace.others.is_fresh(row_place(*item.key))
    fresh = fresh or workspace.others.is_fresh(("touchpoints", item.key[0]))
    pen.put(look.glyphs.fresh if fresh else look.glyphs.marked if marked else " ", "marked", target)
    name_role = "strong" if item.row is None or len(item.touchpoint.rows) == 1 else "text"
    if marked:
        name_role += " marked"
    finding = workspace.noticed.mark(item) if workspace.noticed else ""
    pen.user(_name(workspace, item), columns.name - 2 if finding else columns.name, name_role, target)
    if finding:
        pen.put(f" {finding}", FINDING_ROLES[finding], target)
    # The numbers keep the ground that their colours are made for, and are not sent again for a new ground.
    pen.ground = ""
    if item.row is None:
        _touchpoint_cells(pen, columns, item.touchpoint, target)
    else:
        _row_cells(workspace, pen, columns, item, item.row, target)
    return pen.line()


def _name(workspace: Workspace, item: Entry) -> str:
    touchpoint = item.touchpoint.touchpoint
    if item.row is None or len(item.touchpoint.rows) == 1:
        return touchpoint.name
    if workspace.listing.flat:
        return f"{touchpoint.name} / {item.row.expectation.name}"
    return f"  {item.row.expectation.name}"


def _row_cells(
    workspace: Workspace, pen: Pen, columns: Columns, item: Entry, row: RowScore, target: Target
) -> None:
    touchpoint = item.touchpoint.touchpoint
    alone = len(item.touchpoint.rows) == 1
    role = BAND_ROLES[row.band]
    previewed = workspace.box is not None and workspace.box.preview is not None
    cell = ("field", "delivered") if item.key == workspace.selected else target
    numbers = "preview" if previewed and item.key == workspace.selected else "text"
    place = row_place(*item.key)
    trial = workspace.trial
    was = trial.planned(touchpoint.id, row) if trial else row
    if columns.expected:
        planned = expected_text(was, None) if was else None
        text = as_tried(pen.look, expected_text(row, None), planned, columns.expected)
        fresh = workspace.others.is_fresh(place, "expected")
        pen.put(text, "expected fresh" if fresh else "expected", target)
    if columns.delivered:
        planned = delivered_text(was, None) if was else None
        text = as_tried(pen.look, delivered_text(row, None), planned, columns.delivered)
        fresh = workspace.others.is_fresh(place, "delivered")
        pen.put(text, f"delivered {'fresh' if fresh else numbers}", cell)
    if columns.gap:
        pen.right(gap_text(row, None, unit=False), columns.gap, numbers, target)
    pen.right(
        score_text(row.score), columns.score, f"{role} {numbers}" if numbers != "text" else role, target
    )
    if columns.band:
        pen.put(f" {row.band}{_unverified(row)}".ljust(columns.band)[: columns.band], role, target)
    if columns.weight:
        weight = touchpoint.weight if alone else row.expectation.weight
        pen.put(f" {weight_text(weight)}".ljust(columns.weight), "dim", target)
    if columns.bar:
        put_bar(pen, row.tolerance_score, columns.bar - 1, best_score(row.rules), row.band, target)
        pen.put(" ", "text", target)
    if columns.owner:
        pen.user(touchpoint.owner or "" if alone else "", columns.owner - 1, "dim", target)


def as_tried(look: Look, text: str, was: str | None, width: int) -> str:
    """A number at the right of its column; in brackets, or behind a star, where the plan says another."""
    shown = look.text(text)
    if text != was:
        shown = f"[{shown}]" if width_of(shown) + 3 <= width else f"*{shown}"
    return look.fit(shown, width, right=True)


def _unverified(row: RowScore) -> str:
    """A mark behind the band of a gain that is not credited, since nobody asked the customer."""
    return "~" if row.unverified else ""


def _touchpoint_cells(pen: Pen, columns: Columns, score: TouchpointScore, target: Target) -> None:
    pen.to(2 + columns.name + columns.expected + columns.delivered + columns.gap)
    role = "dim" if score.score is None else "strong"
    pen.right(score_text(score.score), columns.score, role, target)
    if columns.band:
        words = f" {score.failed} failed" if score.failed else "" if score.rows else " no rows"
        pen.put(words.ljust(columns.band)[: columns.band], "failed" if score.failed else "dim", target)
    if columns.weight:
        pen.put(f" {weight_text(score.weight)}".ljust(columns.weight), "dim", target)
    if columns.owner:
        pen.to(pen.width - columns.owner)
        pen.user(score.touchpoint.owner or "", columns.owner - 1, "dim", target)


def _header(look: Look, columns: Columns, width: int, workspace: Workspace) -> Line:
    pen = Pen(look, width)
    pen.put("  ").put(
        ("row" if workspace.listing.flat else "touchpoint").ljust(columns.name)[: columns.name], "dim"
    )
    for word, size in (
        ("expected", columns.expected),
        ("delivered", columns.delivered),
        ("gap", columns.gap),
        ("score", columns.score),
    ):
        if size:
            pen.right(word if len(word) <= size else word[:3], size, "dim")
    pen.put(" band".ljust(columns.band)[: columns.band], "dim")
    pen.put(" wt".ljust(columns.weight)[: columns.weight], "dim")
    if columns.bar:
        left = max(3, round((columns.bar - 2) * 2 / 3))
        pen.put("-100".ljust(left)[:left], "dim").put("0", "dim")
        best = f"+{best_score(workspace.scores.rules):.0f}"
        rest = columns.bar - left - 1
        pen.put(best.rjust(rest - 1).ljust(rest) if rest > len(best) else " " * rest, "dim")
    pen.put("owner"[: columns.owner], "dim")
    return pen.line()


def _empty(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    if workspace.listing.flat:
        words, step = "No row matches.", "{back} shows all rows again, {find} changes the filter."
    elif not workspace.project.stages:
        words, step = "This journey has no stage yet.", first_step(workspace)
    else:
        words = "This stage has no touchpoint yet."
        step = "{new} adds one: a situation where customers meet you."
    if height < _AIRY:
        return empty_picture(workspace, look, width, height, words, step)
    gap = Pen(look, width).line()
    said = telling(workspace, look, width, words)
    return filled(look, [gap, *said, gap, *telling(workspace, look, width, step)], width, height)
