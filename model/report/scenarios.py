"""The scenarios of a project side by side, a line each, for reports."""

from __future__ import annotations

from dataclasses import dataclass

from model.editing.scenarios import all_actions_done, steps_of
from model.editing.whatif import WhatIf, whatif_of
from model.journey.action import Scenario
from model.journey.problem import ProblemsFound
from model.journey.quantity import number_text
from model.report.scores import share_text
from model.report.shown import shown, signed
from model.scoring.totals import ProjectScores


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """What one scenario would do to the plan. Text from the file is safe to show."""

    name: str
    journey: str
    """The journey's score with it; a reason in words where it cannot be tried."""
    brings: str
    """How much the journey's score changes."""
    failed: str
    known: str
    cost: str
    """In the unit of `effort`; empty where none is stated."""
    for_each: str
    """Points of the gap closed for one unit of effort."""
    values: str
    """How many values it sets, and how many of them have nothing to do any more."""


def scenario_lines(scores: ProjectScores) -> tuple[ScenarioLine, ...]:
    """With all open actions done, then the scenarios of the file in their order."""
    standing = all_actions_done(scores.project)
    every = (*([standing] if standing.sets else []), *scores.project.scenarios)
    return tuple(_line(scores, each) for each in every)


def _line(scores: ProjectScores, scenario: Scenario) -> ScenarioLine:
    name = shown(scenario.name)
    idle = len(steps_of(scores.project, scenario.sets).stale)
    values = f"{len(scenario.sets)}, {idle} of them idle" if idle else str(len(scenario.sets))
    try:
        found: WhatIf = whatif_of(scores, scenario)
    except ProblemsFound as error:
        why = f"cannot be tried: {shown(error.problems[0].found)}"
        return ScenarioLine(name, why, "", "", "", "", "", values)
    after = found.after.journey
    return ScenarioLine(
        name,
        signed(after.score),
        signed(found.closed),
        str(after.failed),
        share_text(after.known_share),
        "" if found.cost is None else number_text(found.cost, 2),
        "" if found.closed_per_cost is None else f"{found.closed_per_cost:.2f}",
        values,
    )
