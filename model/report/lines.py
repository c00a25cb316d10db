"""The rows of a report in words: stages, touchpoints, expectations, promises and actions.

Every text in a line is safe to show: what a file hides in its texts is spelled out here, once for all
documents. Numbers that a reader may want to sort or sum stay numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from model.journey.action import Action
from model.journey.project import Project
from model.journey.quantity import number_text, value_text
from model.promises.calendar import Calendar
from model.promises.ledger import Entry, State, ledger
from model.report.shown import paragraphs, shown
from model.scoring.rows import RowScore
from model.scoring.stages import StageScore
from model.scoring.tolerance import Band, band_of
from model.scoring.totals import ProjectScores
from model.scoring.touchpoints import TouchpointScore

_RISKS = {
    "target": "past its own target",
    "need": "something it needs is missing",
    "after": "a promise it waits for slipped",
}


@dataclass(frozen=True, slots=True, eq=False)
class RowLine:
    """One expectation in words."""

    score: RowScore
    id: str
    name: str
    expected: str
    expected_by: str
    """`asked, n 24`."""
    delivered: str
    delivered_by: str
    gap: str
    tolerance: str
    """`10 min, stated`."""
    unverified: float | None
    """A gain that is not credited, since nobody asked."""

    @property
    def band(self) -> Band:
        """Exceeded, met, short, failed or unknown."""
        return self.score.band


@dataclass(frozen=True, slots=True, eq=False)
class TouchpointLine:
    """One touchpoint in words, with its rows."""

    score: TouchpointScore
    id: str
    name: str
    stage: str
    channel: str
    owner: str
    says: str
    notes: tuple[str, ...]
    worst: str
    """The name of its lowest row; empty where nothing is scored."""
    common: float | None
    """Its credited score on the common scale, whatever scheme is shown."""
    rows: tuple[RowLine, ...]

    @property
    def band(self) -> Band:
        """The word for its score."""
        return band_of(self.common)


@dataclass(frozen=True, slots=True, eq=False)
class StageLine:
    """One stage in words, with its touchpoints."""

    score: StageScore
    id: str
    name: str
    touchpoints: tuple[TouchpointLine, ...]


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise of the ledger in words."""

    what: str
    to: str
    touchpoint: str
    made_by: str
    agreed_by: str
    made: date | None
    due: date
    target: date | None
    done: date | None
    told: date | None
    reason: str
    state: State
    over: int
    """Counted days after `due`, of a late or broken one; 0 for any other."""
    over_words: str
    """The same with its noun: `2 working days`."""
    at_risk: str
    """Why an open one is at risk; empty where it is not."""

    @property
    def words(self) -> str:
        """Its state: `late by 2 working days`, `open, at risk: past its own target`."""
        if self.over:
            broken = self.state == "broken"
            return f"broken, {self.over_words} over" if broken else f"{self.state} by {self.over_words}"
        return f"{self.state}, at risk: {self.at_risk}" if self.at_risk else self.state


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action in words."""

    what: str
    touchpoint: str
    owner: str
    due: date | None
    done: date | None
    effort: float | None
    effect: str
    """What it should bring: `Ready on the promised day: 76 % to 90 %`; empty where nobody said."""
    state: str
    """`done`, `open` or `overdue`."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One thing the rules noticed, in words."""

    code: str
    level: str
    touchpoint: str
    """The id of the touchpoint it belongs to; empty where it belongs to none."""
    expectation: str
    line: int | None
    """The line of the file; None where the file's text is not at hand."""
    message: str
    fix: str


def finding_lines(findings: Sequence[dict[str, Any]]) -> tuple[FindingLine, ...]:
    """The findings of a report in their order."""
    found = []
    for each in findings:
        where = each.get("where") or {}
        line = where.get("line")
        found.append(
            FindingLine(
                shown(str(each.get("code", ""))),
                shown(str(each.get("level", ""))),
                shown(str(where.get("touchpoint") or "")),
                shown(str(where.get("expectation") or "")),
                line if isinstance(line, int) else None,
                shown(str(each.get("message", ""))),
                shown(str(each.get("fix") or "")),
            )
        )
    return tuple(found)


def stage_lines(project: Project, scores: ProjectScores) -> tuple[StageLine, ...]:
    """Every stage with its touchpoints and rows, in the order of the journey."""
    currency = project.about.currency
    found = []
    for stage in scores.stages:
        name = shown(stage.stage.name)
        inside = tuple([_touchpoint(each, name, currency) for each in stage.touchpoints])
        found.append(StageLine(stage, stage.id, name, inside))
    return tuple(found)


def _touchpoint(score: TouchpointScore, stage: str, currency: str | None) -> TouchpointLine:
    touchpoint = score.touchpoint
    common = score.score
    if score.rules.in_points:
        weights = [
            (float(row.expectation.weight), row.credited) for row in score.rows if row.credited is not None
        ]
        total = sum(weight for weight, _ in weights)
        common = sum(weight * value for weight, value in weights) / total if total > 0 else None
    notes = [each if isinstance(each, str) else each.text for each in touchpoint.notes]
    return TouchpointLine(
        score,
        touchpoint.id,
        shown(touchpoint.name),
        stage,
        shown(touchpoint.channel or ""),
        shown(touchpoint.owner or ""),
        shown(touchpoint.says or ""),
        tuple(line for each in notes for line in paragraphs(each)),
        "" if score.worst is None else shown(score.worst.expectation.name),
        common,
        tuple([_row(each, currency) for each in score.rows]),
    )


def _row(score: RowScore, currency: str | None) -> RowLine:
    row = score.expectation
    kind = row.kind
    unit = currency if kind == "money" else row.unit
    unit = None if unit is None else shown(unit)
    tolerance = ""
    if score.tolerance is not None:
        tolerance = f"{value_text(score.tolerance, kind, unit)}, {score.tolerance_from}"
    expected_by: str = "" if score.expected is None else "bonus" if row.bonus else score.expected_by
    return RowLine(
        score,
        row.id,
        shown(row.name),
        value_text(score.expected, kind, unit),
        _by(expected_by, row.expected_n),
        value_text(score.delivered, kind, unit),
        "" if score.delivered is None else _by(row.delivered_basis, score.n),
        value_text(score.gap, kind, unit, signed=True),
        tolerance,
        score.unverified,
    )


def _by(basis: str, n: int | None) -> str:
    return basis if n is None or not basis else f"{basis}, n {n}"


def promise_lines(project: Project, as_of: date) -> tuple[PromiseLine, ...]:
    """The ledger in file order."""
    names = {each.id: shown(each.name) for each in project.touchpoints}
    calendar = Calendar.of(project.about)
    return tuple([_promise(each, names, calendar) for each in ledger(project, as_of)])


def _promise(entry: Entry, names: dict[str, str], calendar: Calendar) -> PromiseLine:
    promise = entry.promise
    return PromiseLine(
        shown(promise.what),
        shown(promise.to or ""),
        names.get(promise.touchpoint, ""),
        shown(promise.made_by or ""),
        shown(promise.agreed_by or ""),
        promise.made,
        promise.due,
        promise.target,
        promise.done,
        promise.told,
        shown(promise.reason or ""),
        entry.state,
        entry.over,
        calendar.days(entry.over),
        "; ".join(_RISKS[each] for each in entry.risks),
    )


def action_lines(project: Project, as_of: date) -> tuple[ActionLine, ...]:
    """What the team decided to do, in file order."""
    return tuple([_action(each, project, as_of) for each in project.actions])


def _action(action: Action, project: Project, as_of: date) -> ActionLine:
    touchpoint = project.touchpoint(action.touchpoint)
    effect = ""
    would = action.would_deliver
    row = None if touchpoint is None or would is None else touchpoint.expectation(would.expectation)
    if row is not None and would is not None:
        unit = project.about.currency if row.kind == "money" else row.unit
        unit = None if unit is None else shown(unit)
        now = row.delivered
        before = "" if now is None else f"{value_text(float(now), row.kind, unit)} to "
        effect = f"{shown(row.name)}: {before}{value_text(float(would.delivered), row.kind, unit)}"
    if action.done is not None:
        state = "done"
    else:
        state = "overdue" if action.due is not None and action.due < as_of else "open"
    return ActionLine(
        shown(action.what),
        "" if touchpoint is None else shown(touchpoint.name),
        shown(action.owner or ""),
        action.due,
        action.done,
        None if action.effort is None else float(action.effort),
        effect,
        state,
    )


def day_text(day: date | None) -> str:
    """A day as `2026-11-22`; empty where there is none."""
    return "" if day is None else day.isoformat()


def weight_text(weight: float) -> str:
    """A weight without needless zeros."""
    return number_text(float(weight))
