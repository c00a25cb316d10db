"""What keys do in the History view."""

from __future__ import annotations

from dataclasses import replace

from model.editing.telling import Told
from tui.acts.moving import show_view
from tui.acts.stepping import step_of
from tui.acts.undoing import gone_back
from tui.lists.chronicle import Happening, Line, Version, lines_of, selected_at
from tui.workspace import Workspace


def to_history(workspace: Workspace) -> Workspace:
    """With the history in front, the present state selected; earlier versions are looked for anew."""
    there = show_view(workspace, "history")
    return replace(there, chronicle=replace(there.chronicle, selected=None, versions=None))


def in_history(workspace: Workspace, command: str, page: int) -> Workspace | None:
    """The workspace after a command in the History view; None where it means what it always does."""
    if command == "history.back":
        return _gone_back(workspace)
    step = step_of(command, page)
    if step is None:
        return None
    return select_moment(workspace, selected_at(_lines(workspace), workspace.chronicle.selected) + step)


def select_moment(workspace: Workspace, at: int) -> Workspace:
    """With the line at a place of the history selected, the nearest there is."""
    lines = _lines(workspace)
    line = lines[max(0, min(at, len(lines) - 1))]
    return replace(workspace, chronicle=replace(workspace.chronicle, selected=line.key), message=None)


def selected_line(workspace: Workspace) -> Line:
    """The line under the cursor."""
    lines = _lines(workspace)
    return lines[selected_at(lines, workspace.chronicle.selected)]


def selected_version(workspace: Workspace) -> Version | None:
    """The earlier version under the cursor; None where something else is."""
    return selected_line(workspace).version


def happened(workspace: Workspace, who: str, what: str, details: tuple[str, ...] = ()) -> Workspace:
    """With something in the history that is no edit of this session."""
    if workspace.clock is None:
        return workspace
    happening = Happening(workspace.clock(), who, what, details)
    return replace(workspace, chronicle=workspace.chronicle.with_happening(happening))


def heard_of(workspace: Workspace, who: str, told: Told) -> Workspace:
    """With what somebody else saved in the history."""
    return happened(workspace, who, told.line, told.sentences) if told.count else workspace


def _lines(workspace: Workspace) -> tuple[Line, ...]:
    return lines_of(workspace.chronicle, workspace.plan, workspace.user)


def _gone_back(workspace: Workspace) -> Workspace | None:
    """Back to the selected state; None for an earlier version, which has to be read first."""
    line = selected_line(workspace)
    if line.version is not None:
        return None
    if line.state is None:
        words = "A save, or what others did, is nothing to go back to: choose one of your edits."
        return workspace.saying(words)
    if workspace.trying:
        return workspace.saying("Leave what-if with x first: the history is that of the plan.", "error")
    if workspace.locked:
        return workspace.saying(f"Nothing can be changed: {workspace.locked}", "error")
    there = gone_back(workspace, line.state)
    return replace(there, chronicle=replace(there.chronicle, selected=line.key))
