"""The promise planner: how well today's promise is kept, and which one the times of the row can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.journey.quantity import number_text
from tui.pictures.picture import Line, Look, Pen, Picture, filled
from tui.plantext import percent_text, plan_facts
from tui.rowplan import plan_of, row_to_plan, why_no_plan
from tui.views.empty import empty_picture, next_step
from tui.workspace import Workspace

if TYPE_CHECKING:
    from model.promises.planner import Plan

_LABEL = 10
_ROLES = {"promise": "strong", "carries": "good", "target": "text"}


def planner_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The selected row's plan, where its times lie, and what can be asked and written."""
    row, touchpoint = row_to_plan(workspace), workspace.touchpoint
    name = touchpoint.touchpoint.name if touchpoint else ""
    if row is not None and touchpoint is not None and len(touchpoint.rows) > 1:
        name += f": {row.expectation.name}"
    lines = [Pen(look, width).put(" ").user(name, width - 2, "strong").line()] if name else []
    found = plan_of(row, workspace.ledger)
    if row is None or found is None:
        step = next_step(workspace, "{back} leads back to the board, to select another row.")
        told = empty_picture(workspace, look, width, height - len(lines), why_no_plan(row), step)
        return (*lines, *told)
    ledger = workspace.ledger
    pen = Pen(look, width).put(" kept in at least ", "dim").put(percent_text(ledger.keep), "strong")
    pen.put("  sure to ", "dim").put(percent_text(ledger.confidence), "strong")
    lines += [pen.line(), *plan_lines(found, row.expectation.unit or "", look, width)]
    lines += [Pen(look, width).line(), *_spread(found, look, width)]
    return filled(look, lines, width, height)


def detail_plan(workspace: Workspace, look: Look, width: int) -> list[Line]:
    """The plan below the drawings of the detail view; nothing for a row without times."""
    row = workspace.row
    found = plan_of(row, workspace.ledger)
    if row is None or found is None:
        return []
    head = Pen(look, width).put(" WHAT ITS TIMES CARRY", "strong").put("   p ", "key").put("planner", "hint")
    return [head.line(), *plan_lines(found, row.expectation.unit or "", look, width)]


def plan_lines(found: Plan, unit: str, look: Look, width: int) -> list[Line]:
    """What the planner found, a labelled sentence each."""
    lines: list[Line] = []
    indent = min(_LABEL, width // 3)
    for label, text in plan_facts(found, unit):
        role = _ROLES.get(label, "text")
        if label == "carries" and found.carries is None:
            role = "short"
        for at, part in enumerate(look.wrapped(text, max(1, width - indent - 1), 6)):
            pen = Pen(look, width).put(" ").put("" if at else label, "dim").to(indent)
            lines.append(pen.put(part, role).line())
    return lines


def _spread(found: Plan, look: Look, width: int) -> list[Line]:
    """How many cases took how long, with the target, the promise and what is carried marked below."""
    times = found.cases.times
    size = min(width - 4, 72)
    ends = [*times, *(each for each in (found.promise,) if each is not None)]
    low, high = min(ends), max(ends)
    if size < 16 or high <= low:
        return []

    def column(value: float) -> int:
        return min(size - 1, int((value - low) / (high - low) * (size - 1) + 0.5))

    counts = [0] * size
    for each in times:
        counts[column(each)] += 1
    most = max(counts)
    lines = []
    for level in (3, 2, 1):
        pen = Pen(look, width).put("  ")
        for count in counts:
            full = count * 3 > most * (level - 1)
            pen.put(look.glyphs.delivered_point if full and count else " ", "delivered")
        lines.append(pen.line())
    lines.append(Pen(look, width).put("  ").put(look.glyphs.axis * size, "dim").line())
    marks = [" "] * size
    for value, mark in ((found.target, "t"), (found.carries, "C"), (found.promise, "P")):
        if value is not None:
            marks[column(value)] = mark
    lines.append(Pen(look, width).put("  ").put("".join(marks), "strong").line())
    first, last = number_text(low), number_text(high)
    ruler = Pen(look, width).put(f"  {first}", "dim").to(size + 2 - len(last)).put(last, "dim")
    legend = " t target  P promise today  C what the times carry"
    return [*lines, ruler.line(), Pen(look, width).put(legend, "dim").line()]


def _words(words: str, look: Look, width: int, role: str) -> list[Line]:
    return [
        Pen(look, width).put(" ").put(text, role).line() for text in look.wrapped(words, max(1, width - 2), 6)
    ]
