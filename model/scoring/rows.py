"""The score of one expectation, and everything that is said beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from model.journey.expectation import Expectation
from model.journey.quantity import BETTER, ExpectedBasis
from model.scoring.gaps import Gaps, buffer_of, gaps_of
from model.scoring.schemes import Rules, points_of
from model.scoring.tolerance import (
    Band,
    NextStep,
    ToleranceSource,
    band_of,
    beyond_feasible,
    credited_score,
    expected_used,
    has_failed,
    mean,
    observed_used,
    rounded,
    sign_of,
    standing,
    step_of,
    tolerance_used,
)
from model.scoring.uncertainty import FEW, Interval, IntervalKind, standard_deviation, t_half_width, wilson


# Not frozen=True: that makes one six times as slow to build, and 10,000 are built before the first picture.
# `Final` has the type checker refuse what frozen would refuse.
@dataclass(slots=True, eq=False)
class RowScore:
    """One row scored. What is not known is None, never 0.

    Scores lie on the common scale of -100 to +100/loss aversion; under the schemes in points `score`
    is in points of the rating scale while everything else stays on the common scale.
    """

    expectation: Final[Expectation]
    rules: Final[Rules]
    expected: Final[float | None]
    """E as used, in the row's unit."""
    expected_by: Final[ExpectedBasis]
    delivered: Final[float | None]
    """D as used, in the row's unit."""
    tolerance: Final[float | None]
    """T as used, in the row's unit, above 0."""
    tolerance_from: Final[ToleranceSource | None]
    z: Final[float | None]
    """The standing in tolerances, not capped; negative is worse for the customer."""
    score: Final[float | None]
    """S under the selected scheme; None for a row that the scheme does not count."""
    tolerance_score: Final[float | None]
    """S under `tolerance` with the project's loss aversion: bands, failures and next steps come from it."""
    credited: Final[float | None]
    """The score without the gain over an expectation that nobody asked for."""

    @property
    def id(self) -> str:
        """The expectation's id, unique within its touchpoint."""
        return self.expectation.id

    @property
    def counted(self) -> float | None:
        """What the row brings into totals: the credited score, or the points under a scheme in points."""
        return self.score if self.rules.in_points else self.credited

    @property
    def known(self) -> bool:
        """Whether both numbers are more than an assumption."""
        if self.expected_by == "assumed":
            return False
        # The plain field first: asking for the observations costs more than scoring the row.
        return (self.expectation.delivered_by or self.expectation.delivered_basis) != "assumed"

    @property
    def unverified(self) -> float | None:
        """The gain that is not credited because nobody asked, above 0; None where there is none."""
        full = self.tolerance_score if self.rules.in_points else self.score
        if full is None or self.credited is None or full <= self.credited:
            return None
        return full - self.credited

    @property
    def n(self) -> int | None:
        """How many cases D stands on."""
        row = self.expectation
        if row.delivered is None:
            observed = observed_used(row)
            if observed:
                return len(observed)
        return row.delivered_n

    @property
    def indicative(self) -> bool:
        """Whether D stands on so few cases that it only indicates."""
        n = self.n
        return n is not None and n < FEW

    @property
    def spread_unknown(self) -> bool:
        """Whether a mean was scored without knowing how single cases scatter, which flatters the score."""
        row = self.expectation
        return row.kind != "yes_no" and row.delivered is not None and row.delivered_sd is None

    @property
    def band(self) -> Band:
        """Exceeded, met, short, failed or unknown, by the tolerance score."""
        return band_of(self.tolerance_score)

    @property
    def failed(self) -> bool:
        """Whether the customer's limit is passed."""
        return self.tolerance_score is not None and has_failed(self.tolerance_score)

    @property
    def next_step(self) -> NextStep:
        """What to do about this row: hold, ask first, renegotiate, fix, or measure."""
        if self.tolerance_score is None:
            return "ask first" if self.expected is None else "measure"
        if rounded(self.tolerance_score) > -5.0:
            return "hold"
        if self.expected_by == "assumed":
            return "ask first"
        return "renegotiate" if beyond_feasible(self.expectation, self.expected) else "fix"

    @property
    def step(self) -> float | None:
        """How far one nudge moves a number of this row, in its unit."""
        return step_of(self.tolerance)

    @property
    def gap(self) -> float | None:
        """Delivered against expected in the row's unit; negative is short."""
        if self.expected is None or self.delivered is None:
            return None
        return sign_of(self.expectation) * (self.delivered - self.expected) + 0.0

    @property
    def gaps(self) -> Gaps:
        """The five gaps in the row's unit."""
        return gaps_of(self.expectation, self.expected, self.delivered)

    @property
    def gaps_on_scale(self) -> Gaps:
        """The five gaps as z x 50 on the row's tolerance, not capped; unknown without a tolerance."""
        return self.gaps.on_scale(self.tolerance)

    @property
    def buffer(self) -> float | None:
        """How much stricter the target is than the promise, in the row's unit."""
        return buffer_of(self.expectation)

    @property
    def adequacy(self) -> float | None:
        """Delivered minus the least acceptable rating, in points (LibQUAL+); rating rows only."""
        row = self.expectation
        if row.kind != "rating" or row.limit is None or self.delivered is None:
            return None
        return self.delivered - row.limit + 0.0

    @property
    def superiority(self) -> float | None:
        """Delivered minus the expected rating, in points (LibQUAL+); rating rows only."""
        if self.expectation.kind != "rating" or self.expected is None or self.delivered is None:
            return None
        return self.delivered - self.expected + 0.0

    @property
    def single_scores(self) -> tuple[float, ...]:
        """The scores of the single observations; empty where D is one number."""
        return self._singles(0.0)

    def _singles(self, shift: float) -> tuple[float, ...]:
        row = self.expectation
        observed = () if row.kind == "yes_no" else observed_used(row)
        if not observed or self.expected is None or self.tolerance is None:
            return ()
        expected, tolerance, curve = self.expected, self.tolerance, self.rules.curve
        lower = row.direction == "lower"
        return tuple(
            curve(standing(expected, each, tolerance, lower_is_better=lower) + shift) for each in observed
        )

    def _at(self, z: float, shift: float) -> float:
        """The score with the standing moved by `shift` tolerances."""
        singles = self._singles(shift)
        score = mean(singles) if singles else self.rules.curve(z + shift)
        return max(0.0, score) if self.expectation.bonus else score

    @property
    def uncertainty(self) -> Interval | None:
        """Where S lies with 95 % confidence, or over the range of an assumed expectation.

        None for an unscored row, under the schemes in points, with a single case, and where n or the
        spread is unknown. The ends stay within the scheme's range.
        """
        z, n, row = self.z, self.n, self.expectation
        if z is None or self.score is None or self.rules.in_points:
            return None
        if self.expected_by == "assumed":
            return Interval(self._at(z, -1.0), self._at(z, 1.0), "range")
        if n is None or n < 2 or self.delivered is None or self.tolerance is None:
            return None
        singles = self.single_scores
        if singles:
            half = t_half_width(standard_deviation(singles), n)
            rules = self.rules
            return Interval(max(rules.lowest, self.score - half), min(rules.highest, self.score + half), "t")
        if row.kind == "yes_no":
            low, high = wilson(self.delivered, n)
            share = self.delivered
            if row.direction == "lower":
                low, high, share = -high, -low, -share
            ends = (low - share) / self.tolerance, (high - share) / self.tolerance
            return Interval(self._at(z, ends[0]), self._at(z, ends[1]), "wilson")
        if row.delivered_sd is None:
            return None
        half = t_half_width(float(row.delivered_sd), n) / self.tolerance
        return Interval(self._at(z, -half), self._at(z, half), "t")

    @property
    def interval(self) -> tuple[float, float] | None:
        """The two ends of `uncertainty`."""
        found = self.uncertainty
        return None if found is None else (found.low, found.high)

    @property
    def interval_kind(self) -> IntervalKind | None:
        """What the ends mean: `t`, `wilson`, or `range`, which is not a confidence interval."""
        found = self.uncertainty
        return None if found is None else found.kind


def score_row(row: Expectation, rules: Rules) -> RowScore:
    """One row against its expectation, under `rules`. A row without E, D or T has no score."""
    expected = expected_used(row)
    tolerance, source = tolerance_used(row, expected, rules.scale)
    delivered = row.delivered
    observed: tuple[float, ...] = ()
    if delivered is None and row.observations is not None:
        observed = row.observed
        if observed:
            delivered = mean(observed)
    basis = row.expected_by or "assumed"
    if row.expected is None and row.promised is not None:
        basis = "promised"
    if expected is None or delivered is None or tolerance is None:
        known = None if delivered is None else float(delivered) + 0.0
        return RowScore(row, rules, expected, basis, known, tolerance, source, None, None, None, None)
    delivered = float(delivered) + 0.0
    kind, bonus = row.kind, row.bonus
    lower = (row.better or BETTER[kind]) == "lower"
    z = standing(expected, delivered, tolerance, lower_is_better=lower)
    if observed and kind != "yes_no":
        zs = [standing(expected, each, tolerance, lower_is_better=lower) for each in observed]
        plain = mean([rules.plain(each) for each in zs]) + 0.0
        score = plain if rules.curve is rules.plain else mean([rules.curve(each) for each in zs]) + 0.0
    else:
        plain = rules.plain(z)
        score = plain if rules.curve is rules.plain else rules.curve(z)
    if bonus:
        plain, score = max(0.0, plain), max(0.0, score)
    credited = credited_score(score, assumed=basis == "assumed", bonus=bonus)
    shown: float | None = score
    if rules.in_points:
        shown = points_of(rules.scheme, expected, delivered) if kind == "rating" else None
    return RowScore(row, rules, expected, basis, delivered, tolerance, source, z, shown, plain, credited)
