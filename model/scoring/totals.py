"""The scores of a whole project, and how few of them an edit changes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress, count
from operator import is_not
from typing import NamedTuple

from model.journey.project import Project, Stage
from model.journey.quantity import Lever
from model.journey.touchpoint import Touchpoint
from model.scoring.rows import RowScore, score_row
from model.scoring.schemes import Rules
from model.scoring.stages import JourneyScore, StageScore
from model.scoring.sums import LEADING, Tree, urgency
from model.scoring.tolerance import rounded
from model.scoring.touchpoints import TouchpointScore, score_touchpoint
from model.scoring.uncertainty import overlap

__all__ = [
    "JourneyScore",
    "Place",
    "ProjectScores",
    "RowScore",
    "StageScore",
    "TouchpointScore",
    "score_project",
    "score_row",
    "score_touchpoint",
]


class Place(NamedTuple):
    """One touchpoint in the order of priority."""

    touchpoint: TouchpointScore
    following: TouchpointScore | None
    """The touchpoint at the next place; None behind the last."""

    @property
    def not_separable(self) -> bool | None:
        """Whether the worst row's interval overlaps that of the next place; None where that is unknown."""
        # Found when asked for: of thousands of places a screen shows a few.
        if self.following is None:
            return None
        return overlap(self.touchpoint.worst_uncertainty, self.following.worst_uncertainty)


class Layout:
    """Who stands where; the same as long as no touchpoint is added, removed, moved or renamed."""

    __slots__ = ("_position", "_touchpoints", "members")

    def __init__(self, touchpoints: tuple[Touchpoint, ...]) -> None:
        self._touchpoints = touchpoints
        self._position: dict[str, int] | None = None
        self.members: dict[str, list[int]] = {}
        """Per stage id: the places in the file of its touchpoints, ascending."""
        for at, stage in enumerate([each.stage for each in touchpoints]):
            if stage in self.members:
                self.members[stage].append(at)
            else:
                self.members[stage] = [at]

    @property
    def position(self) -> dict[str, int]:
        """The place in the file of the first touchpoint with an id."""
        if self._position is None:
            count_down = range(len(self._touchpoints) - 1, -1, -1)
            self._position = {self._touchpoints[at].id: at for at in count_down}
        return self._position

    def rank(self, stage: str, at: int) -> int:
        """The place within its stage of the touchpoint at a place in the file."""
        return bisect_left(self.members[stage], at)


@dataclass(frozen=True, slots=True, eq=False)
class ProjectScores:
    """Every score of one project."""

    project: Project
    rules: Rules
    touchpoints: tuple[TouchpointScore, ...]
    """In file order."""
    stages: tuple[StageScore, ...]
    """In file order."""
    journey: JourneyScore
    layout: Layout

    @property
    def levers(self) -> dict[Lever, float | None]:
        """For each lever the weighted mean of its rows; None where it has no scored row of weight."""
        return self.journey.levers

    def touchpoint(self, id: str) -> TouchpointScore | None:
        """The score of the touchpoint with this id, or None."""
        at = self.layout.position.get(id)
        return None if at is None else self.touchpoints[at]

    def stage(self, id: str) -> StageScore | None:
        """The score of the stage with this id, or None."""
        return next((each for each in self.stages if each.stage.id == id), None)

    def row(self, touchpoint: str, expectation: str) -> RowScore | None:
        """The score of one row by the ids of its touchpoint and itself, or None."""
        found = self.touchpoint(touchpoint)
        return None if found is None else found.row(expectation)

    def rows(self) -> Iterator[tuple[TouchpointScore, RowScore]]:
        """Every row with its touchpoint, in file order."""
        for touchpoint in self.touchpoints:
            for row in touchpoint.rows:
                yield touchpoint, row

    def priorities(self, most: int | None = None) -> tuple[Place, ...]:
        """The touchpoints with something scored, most urgent first; only the first `most` where that is said.

        Ties are ordered by the standing of the worst row beyond the cap, then by place in the file.
        """
        # One more than asked for: the last place too says whether the next could change with it.
        if most is not None and most < LEADING:
            position = self.layout.position
            ranked = [each for stage in self.stages for each in stage.sums.leading]
            ranked.sort(key=lambda each: (*urgency(each), position[each.touchpoint.id]))
            del ranked[most + 1 :]
        else:
            ranked = sorted([each for each in self.touchpoints if each.priority is not None], key=urgency)
            del ranked[len(ranked) if most is None else most + 1 :]
        return tuple(map(Place, ranked, [*ranked[1:], None]))[:most]


def score_project(project: Project, before: ProjectScores | None = None) -> ProjectScores:
    """Every score of a project.

    `before` holds scores of an earlier state: whatever stands in both, the very same object under the same
    rules, is taken over. The result is the same to the last bit with and without it. Touchpoints of a
    stage that the file does not know are scored, but enter no total.
    """
    rules = Rules.of(project)
    if before is None or before.rules != rules:
        touchpoints = tuple([score_touchpoint(each, rules) for each in project.touchpoints])
        return _assemble(project, rules, touchpoints, Layout(project.touchpoints), None, ())
    rules = before.rules
    old, new = before.project.touchpoints, project.touchpoints
    start, old_end, new_end = _middle(old, new)
    middle = new[start:new_end]
    if len(old) == len(new) and all(
        was.id == now.id and was.stage == now.stage
        for was, now in zip(old[start:old_end], middle, strict=True)
    ):
        fresh = tuple(
            [
                before.touchpoints[at] if now is old[at] else score_touchpoint(now, rules)
                for at, now in enumerate(middle, start)
            ]
        )
        layout = before.layout
        changed = [at for at, now in enumerate(middle, start) if now is not old[at]]
    else:
        kept = {id(each.touchpoint): each for each in before.touchpoints[start:old_end]}
        fresh = tuple([kept.get(id(each)) or score_touchpoint(each, rules) for each in middle])
        layout = Layout(new)
        changed = None
    spliced = list(before.touchpoints)
    spliced[start:old_end] = fresh
    return _assemble(project, rules, tuple(spliced), layout, before, changed)


def _middle(old: tuple[Touchpoint, ...], new: tuple[Touchpoint, ...]) -> tuple[int, int, int]:
    """Where two rows of objects begin to differ, and where they stop, in the old and in the new."""
    if old is new:
        return len(new), len(old), len(new)
    # One pass in C: a loop in Python over 10,000 touchpoints takes longer than all else an edit costs.
    shorter = min(len(old), len(new))
    ahead = list(map(is_not, old, new))
    start = ahead.index(True) if True in ahead else shorter
    back = ahead[::-1] if len(old) == len(new) else list(map(is_not, reversed(old), reversed(new)))
    tail = min(back.index(True) if True in back else shorter, shorter - start)
    return start, len(old) - tail, len(new) - tail


def _assemble(
    project: Project,
    rules: Rules,
    touchpoints: tuple[TouchpointScore, ...],
    layout: Layout,
    before: ProjectScores | None,
    changed: list[int] | tuple[int, ...] | None,
) -> ProjectScores:
    """Put the totals over the touchpoints; `changed` is None where the order itself may have changed."""
    known = {} if before is None else {each.stage.id: each for each in before.stages}
    moved: dict[str, list[int]] = {}
    for at in changed or ():
        moved.setdefault(touchpoints[at].touchpoint.stage, []).append(at)
    stages = []
    for stage in project.stages:
        was = known.get(stage.id)
        if was is not None and changed is not None:
            stages.append(_restage(stage, was, touchpoints, layout, moved.get(stage.id, ())))
            continue
        inside = tuple([touchpoints[at] for at in layout.members.get(stage.id, ())])
        if was is not None and len(was.touchpoints) == len(inside):
            spots = list(compress(count(), map(is_not, was.touchpoints, inside)))
            tree = was.tree.with_touchpoints(inside, spots) if spots else was.tree
        else:
            tree = Tree.over_touchpoints(inside)
        stages.append(StageScore(rules, tree.top, stage, inside, tree))
    return ProjectScores(
        project, rules, touchpoints, tuple(stages), _journey(rules, touchpoints, stages, layout), layout
    )


def _restage(
    stage: Stage,
    was: StageScore,
    touchpoints: tuple[TouchpointScore, ...],
    layout: Layout,
    changed: list[int] | tuple[int, ...],
) -> StageScore:
    """A stage whose touchpoints stand where they stood, those at the file places `changed` scored anew."""
    if not changed:
        if was.stage is stage:
            return was
        return StageScore(was.rules, was.sums, stage, was.touchpoints, was.tree)
    inside = list(was.touchpoints)
    ranks = [layout.rank(stage.id, at) for at in changed]
    for rank, at in zip(ranks, changed, strict=True):
        inside[rank] = touchpoints[at]
    kept = tuple(inside)
    tree = was.tree.with_touchpoints(kept, ranks)
    return StageScore(was.rules, tree.top, stage, kept, tree)


def _journey(
    rules: Rules, touchpoints: tuple[TouchpointScore, ...], stages: list[StageScore], layout: Layout
) -> JourneyScore:
    sums = Tree.over_sums(tuple([each.sums for each in stages])).top
    worst = sums.worst
    if worst is not None:
        # Stages may be mixed in the file: of equals, the first in the file and not the first by stage.
        lowest = rounded(worst[1].tolerance_score or 0.0)
        found = [each.worst for each in stages if each.worst is not None]
        equals = [each for each in found if rounded(each[1].tolerance_score or 0.0) == lowest]
        if len(equals) > 1:
            worst = min(equals, key=lambda each: layout.position[each[0].touchpoint.id])
    last = None
    if rules.rollup == "peak_end":
        entering = (each for each in reversed(touchpoints) if each.score is not None and each.weight > 0.0)
        last = next(entering, None)
    return JourneyScore(rules, sums, tuple(stages), worst, last)
