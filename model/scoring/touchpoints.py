"""The score of one touchpoint: the weighted mean of its rows, and what the mean may hide."""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import mul
from typing import Final

from model.journey.touchpoint import Touchpoint
from model.scoring.rows import RowScore, score_row
from model.scoring.schemes import Rules
from model.scoring.tolerance import NextStep, has_failed, rounded
from model.scoring.uncertainty import Interval


# Not frozen=True: that makes one six times as slow to build, and 10,000 are built before the first picture.
# `Final` has the type checker refuse what frozen would refuse.
@dataclass(slots=True, eq=False)
class TouchpointScore:
    """One touchpoint scored. What is not known is None, never 0."""

    touchpoint: Final[Touchpoint]
    rules: Final[Rules]
    rows: Final[tuple[RowScore, ...]]
    """Every row in file order, scored or not."""
    score: Final[float | None]
    """The weighted mean of what its scored rows bring into totals; None without a scored row of weight."""
    raw: Final[float | None]
    """The same with every gain credited."""
    priority: Final[float | None]
    """Weight times how far it is short, 0 or more; None where nothing is scored."""
    known_share: Final[float | None]
    """The share, by weight, of its scored rows that are known and not assumed."""
    scored: Final[int]
    """How many of its rows are scored."""
    counts: Final[int]
    """How many of its rows the scheme counts: all, or the ratings under a scheme in points."""
    failed: Final[int]
    """How many of its rows are past the customer's limit."""
    worst: Final[RowScore | None]
    """The row with the lowest tolerance score, the first of equals."""
    row_weight: Final[float]
    """The weights of its scored rows together."""
    weight: Final[float]
    """How much the touchpoint counts in its stage and in the journey, 0 or more."""

    @property
    def id(self) -> str:
        """The touchpoint's id, unique in the project."""
        return self.touchpoint.id

    @property
    def coverage(self) -> float | None:
        """Scored rows over all rows that count, 0..1; None without any."""
        return self.scored / self.counts if self.counts else None

    @property
    def next_step(self) -> NextStep:
        """What to do first here, by its lowest-scoring row."""
        if self.worst is not None:
            return self.worst.next_step
        missing = not self.rows or any(row.expected is None for row in self.rows)
        return "ask first" if missing else "measure"

    @property
    def interval(self) -> tuple[float, float] | None:
        """The score with its 95 % half-width, assuming independent rows; None where there is no score."""
        if self.score is None or self.rules.in_points:
            return None
        half = math.sqrt(self.variance)
        rules = self.rules
        return max(rules.lowest, self.score - half), min(rules.highest, self.score + half)

    @property
    def spread(self) -> tuple[float, int]:
        """`variance` and `without_interval` at once; each row's interval is found anew whenever asked for."""
        total = self.row_weight
        parts, without = [], 0
        for row in self.rows:
            if row.score is None:
                continue
            found = row.uncertainty
            if found is None or not found.certain:
                without += 1
            elif total:
                parts.append((row.expectation.weight / total * found.half_width) ** 2)
        return math.fsum(parts), without

    @property
    def variance(self) -> float:
        """The square of the half-width of its score: the sum of (share of the row x half-width)^2."""
        return self.spread[0]

    @property
    def without_interval(self) -> int:
        """How many of its scored rows have no confidence interval and so add nothing to the width."""
        return self.spread[1]

    @property
    def worst_uncertainty(self) -> Interval | None:
        """The interval of its worst row."""
        return None if self.worst is None else self.worst.uncertainty

    def row(self, id: str) -> RowScore | None:
        """The row with this expectation id, or None."""
        return next((row for row in self.rows if row.expectation.id == id), None)


def score_touchpoint(touchpoint: Touchpoint, rules: Rules) -> TouchpointScore:
    """One touchpoint from its rows, under `rules`."""
    expectations = touchpoint.expectations
    if len(expectations) == 1 and not rules.in_points:
        return _score_single(touchpoint, rules)
    rows = tuple([score_row(row, rules) for row in expectations])
    scored = [row for row in rows if row.score is not None]
    weights = [float(row.expectation.weight) for row in scored]
    row_weight = math.fsum(weights)
    score = raw = known = None
    if row_weight > 0.0:
        score = _mean(weights, [row.counted or 0.0 for row in scored], row_weight)
        raw = _mean(weights, [row.score or 0.0 for row in scored], row_weight)
        known = math.fsum([each for each, row in zip(weights, scored, strict=True) if row.known]) / row_weight
    short, counts = score, len(rows)
    if rules.in_points:
        short = _on_scale(rows)
        counts = sum(1 for row in rows if row.expectation.kind == "rating")
    failed, worst, lowest = 0, None, math.inf
    for row in rows:
        value = row.tolerance_score
        if value is None:
            continue
        failed += has_failed(value)
        if worst is None or (value < lowest and rounded(value) < rounded(lowest)):
            worst, lowest = row, value
    weight = float(touchpoint.weight)
    priority = None if short is None else weight * max(0.0, -short)
    return TouchpointScore(
        touchpoint,
        rules,
        rows,
        score,
        raw,
        priority,
        known,
        len(scored),
        counts,
        failed,
        worst,
        row_weight,
        weight,
    )


def _score_single(touchpoint: Touchpoint, rules: Rules) -> TouchpointScore:
    """The same for one row, by far the commonest case: its total is its score to the last digit."""
    row = score_row(touchpoint.expectations[0], rules)
    rows = (row,)
    raw, plain, score = row.score, row.tolerance_score, row.credited
    weight, row_weight = float(touchpoint.weight), float(row.expectation.weight)
    if raw is None or plain is None or score is None:
        return TouchpointScore(touchpoint, rules, rows, None, None, None, None, 0, 1, 0, None, 0.0, weight)
    failed = 1 if plain < -50.0 and has_failed(plain) else 0
    if not row_weight > 0.0:
        return TouchpointScore(
            touchpoint, rules, rows, None, None, None, None, 1, 1, failed, row, 0.0, weight
        )
    priority = weight * -score if score < 0.0 else 0.0
    known = 1.0 if row.known else 0.0
    return TouchpointScore(
        touchpoint, rules, rows, score, raw, priority, known, 1, 1, failed, row, row_weight, weight
    )


def _mean(weights: list[float], values: list[float], total: float) -> float:
    return math.fsum(map(mul, weights, values)) / total + 0.0


def _on_scale(rows: tuple[RowScore, ...]) -> float | None:
    """The credited total on the common scale, over every row, where `score` is in points."""
    found = [(float(row.expectation.weight), row.credited) for row in rows if row.credited is not None]
    total = math.fsum(weight for weight, _ in found)
    return math.fsum(weight * value for weight, value in found) / total + 0.0 if total > 0.0 else None
