"""The scores of a stage and of the whole journey: weighted means, and what stands beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from model.journey.project import Stage
from model.journey.quantity import LEVERS, Lever
from model.scoring.schemes import Rules
from model.scoring.sums import Sums, Tree, Worst
from model.scoring.touchpoints import TouchpointScore


def _share(part: float, whole: float) -> float | None:
    return part / whole + 0.0 if whole > 0.0 else None


@dataclass(frozen=True, slots=True, eq=False)
class _Total:
    """What stages and the journey have in common."""

    rules: Rules
    sums: Sums

    @property
    def mean(self) -> float | None:
        """The weighted mean of the touchpoints' scores; None without a scored touchpoint of weight."""
        return _share(self.sums.score, self.sums.weight)

    @property
    def raw_mean(self) -> float | None:
        """The same with every gain credited."""
        return _share(self.sums.raw, self.sums.weight)

    @property
    def score(self) -> float | None:
        """The total as it is shown: of a stage the mean, of the journey under the roll-up of the file."""
        return self.mean

    @property
    def raw(self) -> float | None:
        """The same with every gain credited."""
        return self.raw_mean

    @property
    def interval(self) -> tuple[float, float] | None:
        """The score with its 95 % half-width, assuming independent rows; None where there is none.

        Rows without an interval add nothing to the width: `without_interval` says how many those are.
        """
        return self.mean_interval

    @property
    def coverage(self) -> float | None:
        """Scored rows over all rows that count, 0..1; None without any."""
        return self.sums.scored / self.sums.counts if self.sums.counts else None

    @property
    def known_share(self) -> float | None:
        """The share, by weight, of the scored rows that are known and not assumed, 0..1."""
        return _share(self.sums.known, self.sums.weight)

    @property
    def failed(self) -> int:
        """How many rows are past the customer's limit."""
        return self.sums.failed

    @property
    def scored_count(self) -> int:
        """How many rows are scored."""
        return self.sums.scored

    @property
    def row_count(self) -> int:
        """How many rows the scheme counts: all, or the ratings under a scheme in points."""
        return self.sums.counts

    @property
    def half_width(self) -> float | None:
        """Half the 95 % interval of `mean`, assuming independent rows; None under the schemes in points."""
        if self.mean is None or self.rules.in_points:
            return None
        return math.sqrt(self.sums.spread.variance) / self.sums.weight

    @property
    def mean_interval(self) -> tuple[float, float] | None:
        """`mean` with its half-width, within the scheme's range."""
        half, score = self.half_width, self.mean
        if half is None or score is None:
            return None
        return max(self.rules.lowest, score - half), min(self.rules.highest, score + half)

    @property
    def without_interval(self) -> int:
        """How many scored rows have no confidence interval and so add nothing to the width."""
        return self.sums.spread.without


@dataclass(frozen=True, slots=True, eq=False)
class StageScore(_Total):
    """One stage scored. What is not known is None, never 0."""

    stage: Stage
    touchpoints: tuple[TouchpointScore, ...]
    """Its touchpoints in file order."""
    tree: Tree

    @property
    def id(self) -> str:
        """The stage's id."""
        return self.stage.id

    @property
    def worst(self) -> Worst | None:
        """The touchpoint and row with the lowest tolerance score, the first of equals."""
        return self.sums.worst


@dataclass(frozen=True, slots=True, eq=False)
class JourneyScore(_Total):
    """The whole journey scored. What is not known is None, never 0."""

    stages: tuple[StageScore, ...]
    """In file order."""
    worst: Worst | None
    """The touchpoint and row with the lowest tolerance score, the first in file order of equals."""
    last: TouchpointScore | None
    """Under `peak_end` the last scored touchpoint of weight, in file order; else None."""

    @property
    def score(self) -> float | None:
        """The journey's score under the roll-up the file asks for."""
        if self.rules.rollup == "mean":
            return self.mean
        ends, last = self.sums.extremes, self.last
        if self.rules.rollup == "worst":
            return None if ends is None else ends.low
        return None if ends is None or last is None else _peak_end(ends.low, ends.high, last.score)

    @property
    def raw(self) -> float | None:
        """The same with every gain credited."""
        if self.rules.rollup == "mean":
            return self.raw_mean
        ends, last = self.sums.extremes, self.last
        if self.rules.rollup == "worst":
            return None if ends is None else ends.raw_low
        return None if ends is None or last is None else _peak_end(ends.raw_low, ends.raw_high, last.raw)

    @property
    def unweighted(self) -> float | None:
        """The plain mean over all scored rows, no weight and no roll-up."""
        return _share(self.sums.plain, self.sums.scored)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The score with its 95 % half-width, assuming independent rows.

        None without a score, under the schemes in points, and unless the roll-up is the mean. Rows
        without an interval add nothing: `without_interval` says how many those are.
        """
        return self.mean_interval if self.rules.rollup == "mean" else None

    @property
    def levers(self) -> dict[Lever, float | None]:
        """For each lever the weighted mean of its rows; None where it has no scored row of weight."""
        return {lever: _share(*found) for lever, found in zip(LEVERS, self.sums.levers, strict=True)}


def _peak_end(low: float, high: float, last: float | None) -> float | None:
    """Half the touchpoint farthest from 0, of equals the lower, and half the last (Kahneman et al. 1993)."""
    if last is None:
        return None
    peak = low if abs(low) >= abs(high) else high
    return peak / 2.0 + last / 2.0 + 0.0
