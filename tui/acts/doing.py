"""What keys do in the Actions view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from model.editing.building import removing
from model.editing.edits import ABSENT, set_field
from tui.acts.stepping import step_of
from tui.lists.actionlist import ORDERS, Doing, Order, ordered
from tui.lists.listing import entries_of
from tui.workspace import Workspace


def actions_shown(workspace: Workspace) -> tuple[Doing, ...]:
    """The actions of the list, in its order."""
    return ordered(workspace.scores, workspace.action_list.order)


def position_of_action(workspace: Workspace) -> int:
    """Where the selected action stands in the list; the first where there is none of that id."""
    ids = [each.action.id for each in actions_shown(workspace)]
    selected = workspace.action_list.selected
    return ids.index(selected) if selected in ids else 0


def selected_action(workspace: Workspace) -> Doing | None:
    """The action under the cursor."""
    found = actions_shown(workspace)
    return found[position_of_action(workspace)] if found else None


def select_action(workspace: Workspace, id: str) -> Workspace:
    """With the action of this id selected, and the row it should help selected on the board."""
    there = replace(workspace, action_list=replace(workspace.action_list, selected=id), message=None)
    doing = selected_action(there)
    score = there.scores.touchpoint(doing.action.touchpoint) if doing else None
    if doing is None or score is None:
        return there
    would = doing.action.would_deliver
    if would is not None and score.row(would.expectation) is not None:
        return there.select((score.id, would.expectation))
    return there.select(next(entries_of(score)).key)


def select_action_at(workspace: Workspace, at: int) -> Workspace:
    """With the action at a place of the list selected, the nearest there is."""
    found = actions_shown(workspace)
    if not found:
        return workspace
    return select_action(workspace, found[max(0, min(at, len(found) - 1))].action.id)


def in_actions(workspace: Workspace, command: str, page: int) -> Workspace | None:
    """The workspace after a command in the Actions view; None where it means what it always does."""
    step = step_of(command, page)
    if step is None:
        return None
    return select_action_at(workspace, position_of_action(workspace) + step)


def _none(workspace: Workspace) -> Workspace:
    return workspace.saying("There is no action yet. a adds one.", "error")


def _done(workspace: Workspace) -> Workspace:
    """Done today, or open again; one step of undo."""
    doing = selected_action(workspace)
    if doing is None:
        return _none(workspace)
    there = select_action(workspace, doing.action.id)
    after = workspace.today if doing.action.done is None else ABSENT
    return there.apply(set_field(workspace.project, ("actions", doing.action.id), "done", after))


def _delete(workspace: Workspace) -> Workspace:
    doing = selected_action(workspace)
    if doing is None:
        return _none(workspace)
    at = position_of_action(workspace)
    changed = workspace.apply(removing(workspace.project, ("actions", doing.action.id)))
    return replace(select_action_at(changed, at), message=changed.message)


def _sort(workspace: Workspace) -> Workspace:
    orders: list[Order] = list(ORDERS)
    after = orders[(orders.index(workspace.action_list.order) + 1) % len(orders)]
    doing = selected_action(workspace)
    place = replace(workspace.action_list, order=after, selected=doing.action.id if doing else "")
    return replace(workspace, action_list=place).saying(f"Actions {ORDERS[after]}.")


ACTIONS: dict[str, Callable[[Workspace], Workspace]] = {
    "action.done": _done,
    "action.delete": _delete,
    "actions.sort": _sort,
}
"""The commands of this file by their ids."""
