"""What tries come to: the headline, the ranks and the levers before and after, and what each brings alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from operator import is_not
from typing import NamedTuple

from model.editing.checking import refuse_broken
from model.editing.places import position, with_item
from model.editing.scenarios import as_one, steps_of
from model.journey.action import Scenario
from model.journey.project import Project
from model.journey.quantity import Lever
from model.scoring.sums import urgency
from model.scoring.totals import ProjectScores, TouchpointScore, score_project

MOST_RANKS = 10
"""Touchpoints from the top of the priorities whose moves are told, besides those that were changed."""


class Pair(NamedTuple):
    """A number of the plan and of what is tried; None where it is unknown."""

    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        """How much it changed; None where one end is unknown."""
        return None if self.before is None or self.after is None else self.after - self.before + 0.0


class RankMove(NamedTuple):
    """A touchpoint whose place among the priorities changed; ranks count from 1, None is unscored."""

    touchpoint: str
    before: int | None
    after: int | None

    @property
    def highest(self) -> int:
        """The better of the two ranks."""
        return min(each for each in (self.before, self.after) if each is not None)


@dataclass(frozen=True)
class WhatIf:
    """A plan and what is tried beside it."""

    before: ProjectScores
    after: ProjectScores
    cost: float | None = None
    """What the change costs, in the unit of `effort`."""

    @property
    def journey(self) -> Pair:
        """The journey's score."""
        return Pair(self.before.journey.score, self.after.journey.score)

    @property
    def closed(self) -> float | None:
        """How much of the gap is closed, in points of the journey's score; negative opens it."""
        return self.journey.change

    @property
    def closed_per_cost(self) -> float | None:
        """Gap closed for one unit of effort; None without a cost above 0."""
        return self.closed / self.cost if self.closed is not None and self.cost and self.cost > 0 else None

    @property
    def levers(self) -> Mapping[Lever, Pair]:
        """The score of each lever."""
        return {lever: Pair(was, self.after.levers[lever]) for lever, was in self.before.levers.items()}

    @cached_property
    def ranks(self) -> tuple[RankMove, ...]:
        """Who moves among the priorities, in the order of the plan.

        Of those that were not changed themselves only what stands near the top, before or after, is told.
        """
        was, now = ranks_of(self.before), ranks_of(self.after)
        changed = set(self.changed)
        moves = (
            RankMove(id, was.get(id), now.get(id))
            for id in dict.fromkeys((*was, *now))
            if was.get(id) != now.get(id)
        )
        return tuple(each for each in moves if each.touchpoint in changed or each.highest <= MOST_RANKS)

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """The touchpoints that were changed or are new, by id, in file order."""
        was, now = self.before.touchpoints, self.after.touchpoints
        if len(was) == len(now):
            # In C: of 10,000 touchpoints one or two were tried.
            now = tuple(compress(now, map(is_not, was, now)))
        return tuple(each.id for each in now if self._differs(each))

    def _differs(self, score: TouchpointScore) -> bool:
        was = self.before.touchpoint(score.id)
        return was is None or was.touchpoint != score.touchpoint

    @cached_property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The rows that were changed or are new: ids of touchpoint and expectation, in file order."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[tuple[str, str]]:
        for id in self.changed:
            now, was = self.after.touchpoint(id), self.before.touchpoint(id)
            for row in now.rows if now else ():
                before = was.row(row.id) if was else None
                if before is None or before.expectation != row.expectation:
                    yield id, row.id

    def alone(self, touchpoint: str, expectation: str) -> float | None:
        """What the change of one row brings to the journey's score if it is the only one."""
        project = alone(self.before.project, self.after, touchpoint, expectation)
        if project is None:
            return None
        return Pair(self.before.journey.score, score_project(project, self.before).journey.score).change


def ranks_of(scores: ProjectScores) -> dict[str, int]:
    """The rank of every touchpoint that has a priority, from 1; equals go by their place in the file."""
    ranked = sorted([each for each in scores.touchpoints if each.priority is not None], key=urgency)
    return {each.id: rank for rank, each in enumerate(ranked, 1)}


def alone(plan: Project, tried: ProjectScores, touchpoint: str, expectation: str) -> Project | None:
    """The plan with one row as it is tried; None for a row that one of the two does not have."""
    row, was = tried.row(touchpoint, expectation), plan.touchpoint(touchpoint)
    at = position(was.expectations, expectation) if was else None
    if row is None or was is None or at is None:
        return None
    rows = (*was.expectations[:at], row.expectation, *was.expectations[at + 1 :])
    return with_item(plan, ("touchpoints", touchpoint), was.model_copy(update={"expectations": rows}))


def whatif_of(scores: ProjectScores, scenario: Scenario) -> WhatIf:
    """A scenario beside the plan with these scores.

    Raises:
        ProblemsFound: its values break a rule of the file together.
    """
    plan = scores.project
    edits = steps_of(plan, scenario.sets).edits
    if not edits:
        return WhatIf(scores, scores, scenario.cost)
    edit = as_one(edits)
    project = edit.apply(plan)
    refuse_broken(project, edit, plan)
    return WhatIf(scores, score_project(project, scores), scenario.cost)
