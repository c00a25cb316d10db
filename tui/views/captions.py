"""Lines below and in place of a chart: the selected touchpoint, what it shows, the scores as numbers."""

from __future__ import annotations

from tui.pictures.picture import Line, Look, Pen, Picture
from tui.pictures.roles import BAND_ROLES
from tui.scoretext import score_text
from tui.text import width_of
from tui.views.bars import delivered_text, expected_text
from tui.views.empty import empty_picture, next_step
from tui.views.points import Point, Sentence, position_of
from tui.workspace import Workspace


def selected_line(workspace: Workspace, look: Look, width: int) -> Line:
    """The selected touchpoint in one line: what is expected, delivered, and its score."""
    pen = Pen(look, width)
    entry = workspace.entry
    if entry is None:
        return pen.put(" Nothing selected.", "dim").line()
    row = entry.row
    name = entry.touchpoint.touchpoint.name
    parts: list[tuple[str, str]] = []
    if row is not None:
        if len(entry.touchpoint.rows) > 1:
            name += f": {row.expectation.name}"
        currency = workspace.project.about.currency
        lead = "   score "
        if len(entry.touchpoint.rows) > 1:
            parts += [("   ", "dim"), (score_text(entry.touchpoint.score), "strong")]
            lead = " in all, this row "
        parts += [(lead, "dim"), (f"{score_text(row.score)} {row.band}", BAND_ROLES[row.band])]
        parts += [("   expected ", "dim"), (expected_text(row, currency), "expected")]
        parts += [("   delivered ", "dim"), (delivered_text(row, currency), "delivered")]
        parts += [(f"   {row.expected_by}, {row.expectation.delivered_basis}", "dim")]
    else:
        score = entry.touchpoint
        parts += [("   score ", "dim"), (score_text(score.score), "strong")]
        parts += [(f"   {score.failed} failed", "failed")] if score.failed else []
        parts += [(f"   {count_of(len(score.rows), 'expectation')}", "dim")]
    target = ("row", *entry.key)
    pen.put(f"{look.glyphs.selected} ", "strong", target)
    shown = [(look.text(text), role) for text, role in parts]
    needed = width_of(look.text(name))
    least = min(needed, max(12, width // 3))
    while len(shown) > 4 and sum(width_of(text) for text, _ in shown) + least + 2 > width:
        shown.pop()
        if shown[-1][1] == "dim" and len(shown) > 4:
            shown.pop()
    room = width - 2 - sum(width_of(text) for text, _ in shown)
    pen.put(look.fit(name, max(0, min(needed, room))), "strong", target)
    for text, role in shown:
        pen.put(text, role)
    return pen.line()


def count_of(number: int, noun: str) -> str:
    """A number with its noun: `1 promise`, `3 promises`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def sentence_lines(found: tuple[Sentence, ...], look: Look, width: int, most: int) -> list[Line]:
    """The sentences one after the other, broken between words."""
    if width < 60:
        paragraphs = [f"{each.lead}{look.text(each.name)}{each.rest}" for each in found]
    else:
        paragraphs = []
        for each in found:
            text = f"{each.lead}{look.text(each.name)}{each.rest}"
            if paragraphs and width_of(paragraphs[-1]) + width_of(text) + 4 <= width:
                paragraphs[-1] += f"  {text}"
            else:
                paragraphs.append(text)
    lines = [
        Pen(look, width).put(f" {each}").line()
        for paragraph in paragraphs
        for each in look.wrapped(paragraph, max(1, width - 2), 3)
    ]
    return lines[:most]


def strip(points: tuple[Point, ...], workspace: Workspace, look: Look, width: int) -> list[Line]:
    """The scores as numbers in a row, where there is no room for a chart; the selected one in view."""
    size = 6
    room = max(1, (width - 1) // size)
    at = position_of(points, workspace) or 0
    start = max(0, min(at - room // 2, len(points) - room))
    numbers, marks = Pen(look, width).put(" "), Pen(look, width).put(" ")
    for index, point in enumerate(points[start : start + room], start):
        numbers.right(score_text(point.score, 0), size - 1, BAND_ROLES[point.band])
        numbers.put(" ")
        marks.right(look.glyphs.up if index == at else "", size - 1, "strong").put(" ")
    words = f" Scores of touchpoints {start + 1} to {min(len(points), start + room)} of {len(points)}:"
    return [Pen(look, width).put(words, "dim").line(), numbers.line(), marks.line()]


def nothing_to_draw(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """What stands in place of a curve without any score."""
    said = ("No curve yet: no touchpoint has a score.", "It needs what is expected and what is delivered.")
    step = next_step(workspace, "{edit} types both for the selected row.")
    if workspace.view not in workspace.keymap.by_id["edit"].views:
        step = ""
    return empty_picture(workspace, look, width, height, *said, step)
