"""What keys do in the Notes view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from model.editing.edits import ABSENT, Edit, set_field
from model.journey.project import Project
from model.journey.record import plain
from tui.acts.moving import show_view
from tui.acts.stepping import step_of
from tui.lists.listing import entries_of
from tui.lists.notelist import ORDERS, Noted, Order, noted
from tui.workspace import Workspace


def notes_shown(workspace: Workspace) -> tuple[Noted, ...]:
    """The notes of the list, in its order."""
    return noted(workspace.project, workspace.note_list.order, workspace.note_list.text)


def position_of_note(workspace: Workspace) -> int:
    """Where the selected note stands in the list; the first where it is not in it."""
    places = [each.place for each in notes_shown(workspace)]
    selected = workspace.note_list.selected
    return places.index(selected) if selected in places else 0


def selected_note(workspace: Workspace) -> Noted | None:
    """The note under the cursor."""
    found = notes_shown(workspace)
    return found[position_of_note(workspace)] if found else None


def select_note(workspace: Workspace, at: int) -> Workspace:
    """With the note at a place of the list selected, and its touchpoint everywhere else."""
    found = notes_shown(workspace)
    if not found:
        return workspace
    note = found[max(0, min(at, len(found) - 1))]
    there = replace(workspace, note_list=replace(workspace.note_list, selected=note.place), message=None)
    score = there.scores.touchpoint(note.touchpoint)
    return there.select(next(entries_of(score)).key) if score else there


def to_notes(workspace: Workspace) -> Workspace:
    """With the notes in front; the first one about the selected touchpoint is selected."""
    there = show_view(workspace, "notes")
    about = [each.touchpoint == workspace.selected[0] for each in notes_shown(there)]
    return select_note(there, about.index(True)) if any(about) else there


def in_notes(workspace: Workspace, command: str, page: int) -> Workspace | None:
    """The workspace after a command in the Notes view; None where it means what it always does."""
    if command == "open":
        return _opened(workspace)
    if command == "back" and workspace.note_list.text:
        return narrowed(workspace, "").quiet()
    step = step_of(command, page)
    if step is None:
        return None
    return select_note(workspace, position_of_note(workspace) + step)


def narrowed(workspace: Workspace, text: str) -> Workspace:
    """With only the notes listed that have all of these words."""
    return replace(workspace, note_list=replace(workspace.note_list, text=text))


def rewritten(project: Project, note: Noted, text: str) -> Edit:
    """The edit that gives a note another text; who made it and when stay. Without text it takes it away."""
    touchpoint = project.touchpoint(note.touchpoint)
    notes = plain(touchpoint.notes) if touchpoint else []
    one = notes[note.at]
    again = [text if isinstance(one, str) else {**one, "text": text}] if text else []
    after = [*notes[: note.at], *again, *notes[note.at + 1 :]]
    return set_field(project, ("touchpoints", note.touchpoint), "notes", after or ABSENT)


def _opened(workspace: Workspace) -> Workspace:
    note = selected_note(workspace)
    if note is None:
        return workspace
    return show_view(select_note(workspace, position_of_note(workspace)), "detail")


def _delete(workspace: Workspace) -> Workspace:
    note = selected_note(workspace)
    if note is None:
        return workspace.saying("There is no note to delete.", "error")
    at = position_of_note(workspace)
    changed = workspace.apply(rewritten(workspace.project, note, ""))
    return replace(select_note(changed, at), message=changed.message)


def _sort(workspace: Workspace) -> Workspace:
    orders: list[Order] = list(ORDERS)
    after = orders[(orders.index(workspace.note_list.order) + 1) % len(orders)]
    note = selected_note(workspace)
    selected = note.place if note else ("", 0)
    place = replace(workspace.note_list, order=after, selected=selected)
    return replace(workspace, note_list=place).saying(f"Notes {ORDERS[after]}.")


NOTES: dict[str, Callable[[Workspace], Workspace]] = {"note.delete": _delete, "notes.sort": _sort}
"""The commands of this file by their ids."""
