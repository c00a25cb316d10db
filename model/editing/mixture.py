"""Projects that are partly as they were and partly as they are: what a change of the score is split with."""

from __future__ import annotations

from operator import is_
from typing import Any

from model.journey.expectation import Expectation
from model.journey.project import Project
from model.journey.quantity import DURATION_SECONDS
from model.journey.touchpoint import Touchpoint
from model.scoring.shapley import shapley
from model.scoring.totals import ProjectScores, score_project

CAUSES = ("delivery", "expectation", "weight", "membership", "rules")
"""Why a journey score changes: what is delivered; what is expected (E, limit, tolerance, how it is known);
weights; rows that came or went; and the scheme, its loss aversion, the roll-up, or how a row is measured."""

_DELIVERY = ("delivered", "observations")
_EXPECTATION = ("expected", "expected_by", "promised", "limit", "tolerance", "bonus")
_IN_UNIT = ("expected", "promised", "limit", "tolerance", "delivered")


class Mixture:
    """Two projects whose items go by the same ids, and every mixture of them."""

    def __init__(self, before: ProjectScores, after: ProjectScores) -> None:
        self._before, self._after = before, after
        self._old = _comparable(before.project, after.project)
        self._new = _comparable(after.project, before.project)
        self._was = {each.id: each for each in self._old.touchpoints}
        self._is = {each.id: each for each in self._new.touchpoints}
        causes = {id: _causes(self._was[id], self._is[id]) for id in self._was.keys() & self._is.keys()}
        self._differ = {id for id, each in causes.items() if each}
        found = {cause for each in causes.values() for cause in each}
        if _members(self._old, self._new) != _members(self._new, self._old):
            found.add("membership")
        if _rules(before) != _rules(after):
            found.add("rules")
        self.causes = tuple(cause for cause in CAUSES if cause in found)
        """The causes that differ at all; the others brought nothing."""
        self._nearest = after

    def parts(self) -> dict[str, float] | None:
        """What each cause brought to the change of the journey's score; None where one score is missing.

        The Shapley average over all mixtures: the parts add up to the change.
        """
        found = shapley(self.causes, self._score)
        return None if found is None else {cause: found.get(cause, 0.0) for cause in CAUSES}

    def _score(self, renewed: frozenset[str]) -> float | None:
        if not renewed:
            return self._before.journey.score
        if len(renewed) == len(self.causes):
            return self._after.journey.score
        # Whatever two mixtures share is scored once.
        self._nearest = score_project(self.project(renewed), self._nearest)
        return self._nearest.journey.score

    def pair(self, touchpoint: str, row: str) -> tuple[Expectation, Expectation]:
        """A row that is in both, then and now, in words that mean the same in both.

        Raises KeyError for a row that is not.
        """
        was, now = self._was[touchpoint].expectation(row), self._is[touchpoint].expectation(row)
        if was is None or now is None:
            raise KeyError(row)
        return was, now

    def project(self, renewed: frozenset[str]) -> Project:
        """The old project in which the causes `renewed` are already as in the new one."""
        whole = self._new if "membership" in renewed or "membership" not in self.causes else self._old
        touchpoints: list[Touchpoint] = []
        for each in whole.touchpoints:
            was, now = self._was.get(each.id), self._is.get(each.id)
            if was is None or now is None:
                touchpoints.append(each)
            elif each.id in self._differ:
                touchpoints.append(_mixed(each, was, now, renewed))
            else:
                touchpoints.append(now)
        scoring = (self._new if "rules" in renewed else self._old).scoring
        return whole.model_copy(update={"touchpoints": tuple(touchpoints), "scoring": scoring})


def _causes(was: Touchpoint, now: Touchpoint) -> set[str]:
    """Why the score of a touchpoint could differ, apart from the project's rules."""
    if was is now:
        return set()
    found = {"weight"} if float(was.weight) != float(now.weight) else set[str]()
    rows = {row.id: row for row in was.expectations}
    if {row.id for row in now.expectations} != rows.keys():
        found.add("membership")
    for row in now.expectations:
        before = rows.get(row.id)
        if before is not None and before is not row:
            found |= row_causes(before, row)
    return found


def row_causes(was: Expectation, now: Expectation) -> set[str]:
    """Why the score of a row could differ, apart from the project's rules: its own numbers and weight."""
    found = {"weight"} if float(was.weight) != float(now.weight) else set[str]()
    if otherwise_measured(was, now):
        return found | {"rules"}
    was = restated(was, now.unit)
    if _delivery(was) != _delivery(now):
        found.add("delivery")
    if any(getattr(was, name) != getattr(now, name) for name in _EXPECTATION):
        found.add("expectation")
    return found


def otherwise_measured(was: Expectation, now: Expectation) -> bool:
    """Whether the numbers of a row mean something else now, so that old and new cannot stand together."""
    if was.kind != now.kind or was.direction != now.direction or was.scale != now.scale:
        return True
    return was.kind == "money" and was.unit != now.unit


def restated(row: Expectation, unit: str | None) -> Expectation:
    """A duration in another unit of time; any other row as it is."""
    if row.kind != "duration" or row.unit == unit or unit not in DURATION_SECONDS:
        return row
    factor = DURATION_SECONDS[row.unit or "s"] / DURATION_SECONDS[unit]
    changed: dict[str, Any] = {"unit": unit}
    for name in _IN_UNIT:
        if (value := getattr(row, name)) is not None:
            changed[name] = value * factor
    if isinstance(row.observations, tuple):
        changed["observations"] = tuple(each * factor for each in row.observations)
        return row.model_copy(update=changed)
    return row.model_copy(update=changed).with_observed(tuple(each * factor for each in row.observed))


def mixed_row(was: Expectation, now: Expectation, renewed: frozenset[str]) -> Expectation:
    """The old row in which the causes `renewed` are already as in the new one."""
    weight = (now if "weight" in renewed else was).weight
    if otherwise_measured(was, now):
        row = now if "rules" in renewed else was
        return row if row.weight == weight else row.model_copy(update={"weight": weight})
    was = restated(was, now.unit)
    changed: dict[str, Any] = {"weight": weight}
    if "expectation" not in renewed:
        changed |= {name: getattr(was, name) for name in _EXPECTATION}
    if "delivery" in renewed:
        return now.model_copy(update=changed)
    changed |= {name: getattr(was, name) for name in _DELIVERY}
    row = now.model_copy(update=changed)
    return row if isinstance(row.observations, tuple) else row.with_observed(was.observed)


def _mixed(whole: Touchpoint, was: Touchpoint, now: Touchpoint, renewed: frozenset[str]) -> Touchpoint:
    older = {row.id: row for row in was.expectations}
    newer = {row.id: row for row in now.expectations}
    rows = [
        mixed_row(older[row.id], newer[row.id], renewed) if row.id in older and row.id in newer else row
        for row in whole.expectations
    ]
    weight = (now if "weight" in renewed else was).weight
    return whole.model_copy(update={"weight": weight, "expectations": tuple(rows)})


def _delivery(row: Expectation) -> tuple[Any, ...]:
    return (row.delivered, row.observed if row.delivered is None else ())


def _rules(scores: ProjectScores) -> tuple[str, float, str]:
    return scores.rules.scheme, scores.rules.loss_aversion, scores.rules.rollup


def _members(project: Project, other: Project) -> Any:
    """What is there; under `peak_end`, which looks at the last touchpoint, also in which order."""
    found = [(each.id, frozenset(row.id for row in each.expectations)) for each in project.touchpoints]
    ordered = "peak_end" in (project.scoring.rollup, other.scoring.rollup)
    return found if ordered else frozenset(found)


def _comparable(project: Project, other: Project) -> Project:
    """`project` with rows that say scale and currency themselves as far as the two projects disagree on them.

    Where they agree, rows stay the objects they are, so that what is scored already need not be again.
    """
    scale = project.scale_of(None)
    scales = scale != other.scale_of(None)
    currencies = project.about.currency != other.about.currency

    def speaking(row: Expectation) -> Expectation:
        if row.kind == "money" and currencies:
            return row.model_copy(update={"unit": project.about.currency})
        if row.kind == "rating" and scales and not row.scale:
            return row.model_copy(update={"scale": scale})
        if row.kind == "rating" and not scales and row.scale == scale:
            return row.model_copy(update={"scale": None})
        return row

    touchpoints = []
    for each in project.touchpoints:
        rows = tuple([speaking(row) for row in each.expectations])
        same = all(map(is_, rows, each.expectations))
        touchpoints.append(each if same else each.model_copy(update={"expectations": rows}))
    return project.model_copy(update={"touchpoints": tuple(touchpoints)})
