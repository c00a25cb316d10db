"""The scenarios side by side: which there are, which one is selected, and what its keys do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from model.editing.building import naming, removing
from model.editing.scenarios import all_actions_done, as_one, scenario_edit, steps_of
from model.editing.whatif import WhatIf, whatif_of
from model.journey.action import Scenario
from model.journey.problem import ProblemsFound
from model.scoring.totals import ProjectScores
from tui.scoretext import score_change
from tui.workspace import Workspace


def scenarios_of(workspace: Workspace) -> tuple[Scenario, ...]:
    """Those of the plan's file, behind the one that always stands as long as an action promises something."""
    project = workspace.plan.project
    standing = all_actions_done(project)
    return (*([standing] if standing.sets else []), *project.scenarios)


def selected_scenario(workspace: Workspace) -> Scenario | None:
    """The one that is selected, else the first; None where there is none."""
    found = scenarios_of(workspace)
    return next((each for each in found if each.id == workspace.scenario), found[0] if found else None)


@lru_cache(maxsize=32)
def outcome(plan: ProjectScores, scenario: Scenario) -> WhatIf | str:
    """What a scenario comes to beside the plan with these scores, or why it cannot be tried."""
    try:
        return whatif_of(plan, scenario)
    except ProblemsFound as error:
        return error.problems[0].found


def plan_scores(workspace: Workspace) -> ProjectScores:
    """The scores of the plan, also while something else is tried."""
    return workspace.trial.scores if workspace.trial else workspace.scores


def beside(workspace: Workspace, command: str, _page: int) -> Workspace | None:
    """The workspace after a command in the scenarios view; None where it means what it always does."""
    steps = {"right": 1, "down": 1, "left": -1, "up": -1, "first": -1_000_000, "last": 1_000_000}
    way = command.removeprefix("move.")
    chosen = selected_scenario(workspace)
    if way == command or way not in steps or chosen is None:
        return None
    found = scenarios_of(workspace)
    at = max(0, min(found.index(chosen) + steps[way], len(found) - 1))
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
