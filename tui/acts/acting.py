"""What commands do to the workspace, where no question has to be asked and no file touched."""

from __future__ import annotations

from collections.abc import Callable

from tui.acts.changing import CHANGES
from tui.acts.comparing import VERSIONS, compared
from tui.acts.doing import ACTIONS, in_actions, select_action_at
from tui.acts.finding import FINDINGS, in_findings, select_finding, to_findings
from tui.acts.goingback import in_history, select_moment, to_history
from tui.acts.moving import MOVES, moved, show_view, to_priorities
from tui.acts.noting import NOTES, in_notes, select_note, to_notes
from tui.acts.presenting import PRESENTS, switched
from tui.acts.reviewing import REVIEWS, minuted, reviewed
from tui.company.voting import voted
from tui.workspace import Workspace

_ACTIONS = {**MOVES, **CHANGES, **FINDINGS, **ACTIONS, **NOTES, **REVIEWS, **VERSIONS, **PRESENTS}


# Most sessions try nothing, and the first picture should not wait for what tries or counts promises.
def _whatif(workspace: Workspace, command: str, page: int) -> Workspace | None:
    from tui.acts.trying import trying

    return trying(workspace, command, page)


def _scenarios(workspace: Workspace, command: str, page: int) -> Workspace | None:
    from tui.acts.scenarios import in_scenarios

    return in_scenarios(workspace, command, page)


def _ledgered(workspace: Workspace, command: str, page: int) -> Workspace | None:
    from tui.acts.ledgering import ledgered

    return ledgered(workspace, command, page)


def _planned(workspace: Workspace, command: str, page: int) -> Workspace | None:
    from tui.acts.planning import planned

    return planned(workspace, command, page)


_IN_VIEW: dict[str, Callable[[Workspace, str, int], Workspace | None]] = {
    "promises": _ledgered,
    "planner": _planned,
    "compare": compared,
    "history": in_history,
    "review": reviewed,
    "vote": voted,
    "minutes": minuted,
    "findings": in_findings,
    "actions": in_actions,
    "notes": in_notes,
    "whatif": _whatif,
    "scenarios": _scenarios,
}
"""What a view does its own way: from a command and the lines a screen holds; None means as everywhere."""

_PRESSED: dict[str, Callable[[Workspace, int], Workspace]] = {
    "findings": select_finding,
    "actions": select_action_at,
    "notes": select_note,
    "history": select_moment,
}
"""What a click on a numbered line of a view selects."""


def press_line(workspace: Workspace, at: int) -> Workspace:
    """The workspace after a click on the line `at` of the list in front."""
    pressed = _PRESSED.get(workspace.view)
    return pressed(workspace, at) if pressed else workspace


def _unread(workspace: Workspace) -> bool:
    """Whether an error is in sight, which Esc takes away before anything else."""
    return workspace.message is not None and workspace.message.kind == "error"


def act(workspace: Workspace, command: str, page: int) -> Workspace | None:
    """The workspace after a command, or None where the command is not one of these.

    `page` is how many lines a screen holds. Raises ProblemsFound where a rule would break.
    """
    if command == "back" and workspace.presenter is not None and not _unread(workspace):
        return switched(workspace)
    own = _IN_VIEW.get(workspace.view)
    if own is not None and (changed := own(workspace, command, page)) is not None:
        return changed
    if command.startswith("planner."):
        return _planned(workspace, command, page)
    if command.startswith("move."):
        return moved(workspace, command.removeprefix("move."), page)
    if command == "view.findings":
        return to_findings(workspace)
    if command == "view.notes":
        return to_notes(workspace)
    if command == "view.history":
        return to_history(workspace)
    if command == "view.priorities":
        return to_priorities(workspace)
    if command.startswith("view.") and command != "view.whatif":
        return show_view(workspace, command.removeprefix("view."))
    if command.startswith(("whatif.", "scenario.", "view.")) or (workspace.trying and command == "back"):
        from tui.acts.scenarios import SCENARIOS
        from tui.acts.trying import TRIES, back_leaves

        if command == "back" and back_leaves(workspace):
            return None
        action = {**_ACTIONS, **TRIES, **SCENARIOS}.get(command)
    else:
        action = _ACTIONS.get(command)
    return action(workspace) if action else None
