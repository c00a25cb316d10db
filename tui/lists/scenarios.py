"""The scenarios side by side: which there are, which one is selected, and what each comes to."""

from __future__ import annotations

from functools import lru_cache

from model.editing.scenarios import all_actions_done
from model.editing.whatif import WhatIf, whatif_of
from model.journey.action import Scenario
from model.journey.problem import ProblemsFound
from model.scoring.totals import ProjectScores
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
