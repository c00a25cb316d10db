"""What keys do in the view of the scenarios side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from model.editing.building import naming, removing
from model.editing.scenarios import as_one, scenario_edit, steps_of
from model.journey.action import Scenario
from tui.acts.stepping import step_of
from tui.lists.scenarios import scenarios_of, selected_scenario
from tui.scoretext import score_change
from tui.workspace import Workspace


def in_scenarios(workspace: Workspace, command: str, page: int) -> Workspace | None:
    """The workspace after a command in the scenarios view; None where it means what it always does."""
    step = step_of(command, page, sideways=True)
    chosen = selected_scenario(workspace)
    if step is None or chosen is None:
        return None
    found = scenarios_of(workspace)
    at = max(0, min(found.index(chosen) + step, len(found) - 1))
    return replace(workspace, scenario=found[at].id).quiet()


def _own(workspace: Workspace) -> Scenario | str:
    """The selected scenario of the file, or why nothing can be done to it now."""
    chosen = selected_scenario(workspace)
    if chosen is None:
        return "There is no scenario. x begins what-if, K keeps what was tried."
    if workspace.trying:
        return "What-if is on, and scenarios are part of the plan: leave it with x first."
    return chosen


def _apply(workspace: Workspace) -> Workspace:
    own = _own(workspace)
    if isinstance(own, str):
        return workspace.saying(own, "error")
    if own.id:
        edit = scenario_edit(workspace.project, own.id)
    else:
        edit = as_one(steps_of(workspace.project, own.sets).edits)
    changed = workspace.apply(edit)
    return changed.saying(
        f"Applied '{own.name}' to the plan.", tail=score_change(workspace.scores, changed.scores)
    )


def _delete(workspace: Workspace) -> Workspace:
    own = named_one(workspace)
    if isinstance(own, str):
        return workspace.saying(own, "error")
    return workspace.apply(removing(workspace.project, ("scenarios", own.id)))


def named_one(workspace: Workspace) -> Scenario | str:
    """The selected scenario that stands in the file, or why there is none to rename or delete."""
    own = _own(workspace)
    if isinstance(own, Scenario) and not own.id:
        return "This one always stands: it is made of the open actions and not kept in the file."
    return own


def renamed(workspace: Workspace, id: str, name: str) -> Workspace:
    """With another name for a scenario; raises ProblemsFound."""
    return workspace.apply(naming(workspace.project, ("scenarios", id), name))


SCENARIOS: dict[str, Callable[[Workspace], Workspace]] = {
    "scenario.apply": _apply,
    "scenario.delete": _delete,
}
"""The commands of this file by their ids."""
