"""Taking back what was done, and doing it again: step by step, or as far as a state of the history."""

from __future__ import annotations

from model.editing.session import State
from model.editing.wording import said
from tui.scoretext import score_change
from tui.workspace import Workspace


def undone(workspace: Workspace) -> Workspace:
    """Without the last edit."""
    edit = workspace.session.state.edit
    if edit is None:
        return workspace.saying("Nothing to undo.")
    changed = workspace.at(workspace.session.undo())
    words = said(edit, changed.project)
    return changed.saying(f"Undone: {words}.", tail=score_change(workspace.scores, changed.scores))


def redone(workspace: Workspace) -> Workspace:
    """With the edit that was undone last."""
    if not workspace.session.redoable:
        return workspace.saying("Nothing to redo.")
    changed = workspace.at(workspace.session.redo())
    edit = changed.session.state.edit
    words = said(edit, workspace.project) if edit else ""
    return changed.saying(f"Redone: {words}.", tail=score_change(workspace.scores, changed.scores))


def gone_back(workspace: Workspace, state: State) -> Workspace:
    """With everything undone, or done again, that lies between here and a state of this session."""
    before = workspace.session
    line = before.line
    if state is before.state:
        return workspace.saying("This is how the project stands.")
    if state not in line:
        return workspace.saying("This is not among what can be undone any more.", "error")
    steps = line.index(state) - line.index(before.state)
    changed = workspace.at(before.at(state))
    count = "1 edit" if abs(steps) == 1 else f"{abs(steps)} edits"
    words = f"{count} done again." if steps > 0 else f"{count} undone; U does them again, one by one."
    return changed.saying(words, tail=score_change(workspace.scores, changed.scores))
