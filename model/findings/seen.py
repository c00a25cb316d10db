"""What the rules look at: a project with its scores on a day, and what several of them need to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from model.findings.codes import CODES
from model.findings.finding import Finding
from model.journey.expectation import Expectation
from model.journey.problem import Path
from model.journey.project import Project
from model.journey.promise import Promise
from model.journey.quantity import value_text
from model.journey.touchpoint import Touchpoint
from model.promises.calendar import Calendar
from model.scoring.rows import RowScore
from model.scoring.totals import ProjectScores
from model.scoring.touchpoints import TouchpointScore


class Seen(NamedTuple):
    """A project, its scores and a day."""

    project: Project
    scores: ProjectScores
    as_of: date
    calendar: Calendar
    heavy: float
    """The effective weight from which a row is a heavy one."""
    promises: Mapping[str, Promise]
    """By their id."""
    acted_on: frozenset[str]
    """Ids of touchpoints with an action that is not done."""

    @classmethod
    def of(cls, project: Project, scores: ProjectScores, as_of: date) -> Seen:
        """Look at a project once, for all the rules."""
        return cls(
            project,
            scores,
            as_of,
            Calendar.of(project.about),
            heavy_weight(project),
            {each.id: each for each in project.promises},
            frozenset(each.touchpoint for each in project.actions if each.done is None),
        )


class Row(NamedTuple):
    """One row with its place."""

    touchpoint: Touchpoint
    score: RowScore
    weight: float
    """How much it counts in the journey, beside the other rows of its touchpoint."""
    path: Path

    @property
    def row(self) -> Expectation:
        """What the file says about it."""
        return self.score.expectation

    @property
    def name(self) -> str:
        """`The first 24 hours / Somebody calls the next day`."""
        return f"{self.touchpoint.name} / {self.row.name}"

    def said(self, value: float | None, project: Project) -> str:
        """A number of the row with its unit."""
        unit = project.about.currency if self.row.kind == "money" else self.row.unit
        return value_text(value, self.row.kind, unit)

    def finding(self, code: str, key: str, message: str, mend: str = "") -> Finding:
        """A finding about one key of the row."""
        return Finding(
            code,
            (*self.path, key),
            f"{self.name}: {message}.",
            mend or brief_mend(code),
            touchpoint=self.touchpoint.id,
            expectation=self.row.id,
        )


class Point(NamedTuple):
    """One touchpoint with its place."""

    score: TouchpointScore
    path: Path

    @property
    def touchpoint(self) -> Touchpoint:
        """What the file says about it."""
        return self.score.touchpoint

    def rows(self) -> tuple[Row, ...]:
        """Its rows, in file order."""
        total = sum(float(each.weight) for each in self.touchpoint.expectations)
        share = float(self.touchpoint.weight) / total if total else 0.0
        return tuple(
            Row(
                self.touchpoint,
                score,
                float(score.expectation.weight) * share,
                (*self.path, "expectations", at),
            )
            for at, score in enumerate(self.score.rows)
        )


class Pledge(NamedTuple):
    """One promise of the ledger with its place."""

    promise: Promise
    path: Path

    def finding(self, code: str, key: str | Path, message: str, mend: str = "") -> Finding:
        """A finding about one key of the promise."""
        where = (key,) if isinstance(key, str) else key
        to = f" (to {self.promise.to})" if self.promise.to else ""
        return Finding(
            code,
            (*self.path, *where),
            f"{self.promise.what}{to}: {message}.",
            mend or brief_mend(code),
            touchpoint=self.promise.touchpoint,
            promise=self.promise.id,
        )


def brief_mend(code: str) -> str:
    """How to mend what a code stands for, as a clause: its sentence without the full stop."""
    text = CODES[code].mend.rstrip(".")
    return text[0].lower() + text[1:]


def heavy_weight(project: Project) -> float:
    """The effective weight from which a row is heavy: the heaviest rows, together up to `heavy_share`.

    A row's effective weight is its touchpoint's, divided among its rows by theirs. Rows of one weight are
    heavy together or not at all, the heaviest always; a weight of 0 never is.
    """
    weights: Counter[float] = Counter()
    for touchpoint in project.touchpoints:
        rows = [float(row.weight) for row in touchpoint.expectations]
        total = sum(rows)
        if total and touchpoint.weight:
            # The last digits of a division must not tell equal rows apart.
            weights.update(float(f"{float(touchpoint.weight) * each / total:.9g}") for each in rows if each)
    room = sum(weight * count for weight, count in weights.items()) * float(project.check.heavy_share)
    heavy = float("inf")
    for weight in sorted(weights, reverse=True):
        room -= weight * weights[weight]
        if room < -1e-8 * weight and heavy < float("inf"):
            break
        heavy = weight
    return heavy * (1.0 - 1e-8)
