"""What surrounds a row: its touchpoint's people, promises, actions, notes and neighbours, in words."""

from __future__ import annotations

from datetime import date
from itertools import compress
from operator import attrgetter

from model.journey.action import Action
from model.journey.promise import Promise
from model.journey.touchpoint import Note, Touchpoint
from tui.lists.findinglist import GRAVITY, MARKS
from tui.lists.listing import Entry, entries_of
from tui.pictures.picture import Line, Look, Pen
from tui.pictures.roles import BAND_ROLES
from tui.scoretext import score_text
from tui.views.bars import best_score, delivered_text, expected_text, put_bar
from tui.views.captions import count_of
from tui.workspace import Workspace


def findings_text(workspace: Workspace, entry: Entry) -> tuple[tuple[str, str], ...]:
    """What the rules noticed about a line of the board: mark and sentence, the gravest first."""
    if workspace.noticed is None:
        return ()
    found = sorted(workspace.noticed.of(entry), key=lambda each: GRAVITY.index(each.level))
    # The names in front are those of the row that is looked at.
    own = f"{entry.touchpoint.touchpoint.name}: "
    row = f"{own[:-2]} / {entry.row.expectation.name}: " if entry.row else own
    return tuple(
        (MARKS[each.level], f"{each.code} {each.message.removeprefix(row).removeprefix(own)}")
        for each in found
    )


def promises_text(workspace: Workspace, id: str) -> str:
    """How many promises were made at a touchpoint, how many are open, and the next one due."""
    here = [each for each in workspace.project.promises if each.touchpoint == id]
    if not here:
        return ""
    unfinished = [each for each in here if each.done is None and each.outcome is None]
    text = f"{count_of(len(here), 'promise')}, {len(unfinished)} open"
    late = [each for each in unfinished if each.due < workspace.today]
    if late:
        text += f", {len(late)} past due"
    ahead = [each for each in unfinished if each.due >= workspace.today]
    if ahead:
        first = min(ahead, key=lambda each: each.due)
        text += f"; next {_due(first, workspace.today)}: {first.what}"
    return text


def _due(promise: Promise, today: date) -> str:
    days = (promise.due - today).days
    left = "today" if days == 0 else f"in {count_of(days, 'day')}"
    return f"{promise.due} ({left})"


def actions_of(workspace: Workspace, id: str) -> list[Action]:
    """The actions at a touchpoint, open ones first."""
    here = [each for each in workspace.project.actions if each.touchpoint == id]
    return sorted(here, key=lambda each: each.done is not None)


def action_text(action: Action) -> str:
    """One action: whether it is done, what, who, and until when."""
    mark = "done" if action.done else "open"
    parts = [f"{mark}: {action.what}", action.owner or "nobody owns it"]
    if action.done or action.due:
        parts.append(f"on {action.done}" if action.done else f"due {action.due}")
    return ", ".join(parts)


def note_text(note: Note | str) -> str:
    """A note with who made it and when."""
    if isinstance(note, str):
        return note
    source = ", ".join(each for each in (note.by or "", str(note.on or "")) if each)
    return f"{note.text} ({source})" if source else note.text


def reviewed_text(touchpoint: Touchpoint) -> str:
    """The last review: when, by whom, and the score it saw."""
    found = touchpoint.reviewed
    if found is None:
        return ""
    text = str(found.on)
    if found.by:
        text += f" by {', '.join(found.by)}"
    return f"{text}, score then {score_text(found.score)}" if found.score is not None else text


def waits_for(workspace: Workspace, touchpoint: Touchpoint) -> str:
    """The touchpoints whose slip moves this one."""
    names = {each.id: each.name for each in workspace.project.touchpoints} if touchpoint.depends_on else {}
    return ", ".join(names.get(id, id) for id in touchpoint.depends_on)


def pushes(workspace: Workspace, id: str) -> str:
    """The touchpoints that a slip here moves."""
    touchpoints = workspace.project.touchpoints
    # Few of thousands wait for another; which do is found without a loop in Python.
    waiting = compress(touchpoints, map(attrgetter("depends_on"), touchpoints))
    return ", ".join(each.name for each in waiting if id in each.depends_on)


def same_stage(workspace: Workspace, look: Look, width: int, most: int) -> list[Line]:
    """The rows of the selected row's stage with their bars, the selected one among at most `most`."""
    touchpoint = workspace.touchpoint
    stage = workspace.shown_scores.stage(touchpoint.touchpoint.stage) if touchpoint else None
    if stage is None or most < 3:
        return []
    entries = [entry for each in stage.touchpoints for entry in entries_of(each)]
    if len(entries) < 2:
        return []
    head = Pen(look, width).put(" SAME STAGE  ", "strong").user(stage.stage.name, None, "strong")
    head.put("  ").put(score_text(stage.score), "dim")
    lines = [head.line()]
    at = next((i for i, entry in enumerate(entries) if entry.key == workspace.selected), 0)
    room = most - 1
    start = max(0, min(at - room // 2, len(entries) - room))
    currency = workspace.project.about.currency
    numbers = 22 if width >= 64 else 0
    name = max(8, min(34, width - 20 - numbers - (20 if width >= 80 else 0)))
    bar = width - name - numbers - 19
    bar = min(bar, 42) if bar >= 10 else 0
    for entry in entries[start : start + room]:
        chosen = entry.key == workspace.selected
        pen = Pen(look, width, "selected" if chosen else "")
        target = ("row", *entry.key)
        pen.put(f"{look.glyphs.selected} " if chosen else "  ", "strong", target)
        row = entry.row
        if row is None:
            pen.user(entry.touchpoint.touchpoint.name, name, "strong", target).to(2 + name + numbers)
            pen.right(score_text(entry.touchpoint.score), 7, "strong", target)
            pen.put(f" {entry.touchpoint.failed} failed" if entry.touchpoint.failed else "", "failed", target)
        else:
            alone = len(entry.touchpoint.rows) == 1
            label = entry.touchpoint.touchpoint.name if alone else f"  {row.expectation.name}"
            pen.user(label, name, "text", target)
            if numbers:
                pen.right(look.text(expected_text(row, currency)), 11, "expected", target)
                pen.right(look.text(delivered_text(row, currency)), 11, "delivered", target)
            role = BAND_ROLES[row.band]
            pen.right(score_text(row.score), 7, role, target).put(f" {row.band}".ljust(10), role, target)
            if bar:
                put_bar(pen, row.tolerance_score, bar, best_score(row.rules), row.band, target)
        lines.append(pen.line())
    left = len(entries) - min(len(entries), room)
    if left:
        lines[0] = head_with(look, width, lines[0], f"  {left} more on the board")
    return lines


def head_with(look: Look, width: int, line: Line, more: str) -> Line:
    """A heading with a remark at its end."""
    pen = Pen(look, width)
    for span in line[:-1]:
        pen.put(*span)
    return pen.put(more, "hint").line()
