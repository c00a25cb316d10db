"""What keys do in the Compare view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from model.editing.between import edits_between
from tui.acts.moving import show_view
from tui.acts.stepping import step_of
from tui.scoretext import score_change
from tui.workspace import Workspace


def compared(workspace: Workspace, command: str, page: int) -> Workspace | None:
    """The workspace after a command in the Compare view; None where the command means what it always does."""
    if command == "open":
        return _opened(workspace)
    step = step_of(command, page)
    return None if step is None else _stepped(workspace, step)


def _stepped(workspace: Workspace, step: int) -> Workspace:
    against = workspace.compared
    if against is None:
        return workspace
    there = replace(workspace, against=against.to(against.at + step), message=None)
    return _selecting(there)


def _selecting(workspace: Workspace) -> Workspace:
    """With the row of the selected line selected everywhere, as far as it is still there."""
    against = workspace.compared
    row, other = (against.row, against.other) if against else (None, None)
    if row is not None and row.after is not None:
        return workspace.select((row.touchpoint, row.id))
    if other is not None and other.place[0] == "touchpoints":
        touchpoint = workspace.scores.touchpoint(other.place[1])
        if touchpoint is not None and touchpoint.rows:
            return workspace.select((touchpoint.id, touchpoint.rows[0].id))
    return workspace


def _opened(workspace: Workspace) -> Workspace:
    against = workspace.compared
    if against is None or against.line is None:
        return workspace
    if against.row is not None and against.row.after is None:
        return workspace.saying("This row is gone; only the older version has it.", "error")
    place = against.other.place if against.other is not None else None
    if place is not None and (place[0] != "touchpoints" or workspace.project.touchpoint(place[1]) is None):
        return workspace.saying("There is no row behind this change to open.", "error")
    return show_view(_selecting(workspace), "detail")


def restored(workspace: Workspace) -> Workspace:
    """With the project as the earlier version says, by one edit; raises ProblemsFound."""
    against = workspace.compared
    if against is None or workspace.view != "compare":
        return workspace.saying("C chooses a version and shows what differs; v there brings it back.")
    if workspace.trying:
        words = "Leave what-if with x first: a version is brought back into the plan."
        return workspace.saying(words, "error")
    if against.old.format != workspace.project.format:
        return workspace.saying(f"{against.label} is of another format and cannot be brought back.", "error")
    edit = edits_between(workspace.project, against.old)
    if not edit.edits:
        return workspace.saying(f"Nothing to bring back: the project says what {against.label} says.")
    changed = workspace.apply(edit)
    words = f"Brought back as one edit: {against.label}. ctrl+s writes it."
    return changed.saying(words, tail=score_change(workspace.scores, changed.scores))


VERSIONS: dict[str, Callable[[Workspace], Workspace]] = {"version.restore": restored}
"""The commands of this file by their ids."""
