"""One row against its expectation: which numbers are used, the standing z, the band, the step."""

from __future__ import annotations

import math
from typing import Literal

from model.journey.expectation import Expectation

ToleranceSource = Literal["stated", "limit", "default"]
Band = Literal["exceeded", "met", "short", "failed", "unknown"]
NextStep = Literal["hold", "ask first", "renegotiate", "fix", "measure"]

DEFAULT_SHARE = 0.2
"""The tolerance nobody stated, as a share of the scale range or of |E|: LibQUAL+ zones are 18-21 %."""

DECIMALS = 9
"""Bands, failures and the worst row are decided on scores rounded to this many decimals."""


def mean(values: tuple[float, ...] | list[float]) -> float:
    """The arithmetic mean of at least one number, the same on every machine."""
    return math.fsum(values) / len(values)


def expected_used(row: Expectation) -> float | None:
    """E in the row's unit: `expected`, else `promised`, else 1 for a yes/no row; a bonus expects 0."""
    if row.kind == "yes_no" and row.bonus:
        return 0.0
    value = row.expected
    if value is None:
        value = row.promised
        if value is None:
            return 1.0 if row.kind == "yes_no" else None
    return float(value) + 0.0


def observed_used(row: Expectation) -> tuple[float, ...]:
    """The single observations D comes from: none where `delivered` is stated, which stands before them."""
    return row.observed if row.delivered is None and row.observations is not None else ()


def tolerance_used(
    row: Expectation, expected: float | None, scale: tuple[float, float]
) -> tuple[float | None, ToleranceSource | None]:
    """T > 0 in the row's unit and where it comes from; (None, None) where there is none.

    The first that applies: the stated tolerance; |E - limit|; 20 % of the range of a rating or yes/no
    row, 20 % of |E| of any other. `scale` holds the ends of the scale of rating rows without their own.
    """
    if row.tolerance is not None and row.tolerance > 0:
        return float(row.tolerance), "stated"
    if row.limit is not None and expected is not None:
        distance = abs(expected - row.limit)
        if distance > 0.0:
            return distance, "limit"
    kind = row.kind
    if kind == "rating":
        low, high = row.scale or scale
        share = DEFAULT_SHARE * (high - low)
    elif kind == "yes_no":
        share = DEFAULT_SHARE
    elif expected is None:
        return None, None
    else:
        share = DEFAULT_SHARE * abs(expected)
    return (share, "default") if share > 0.0 else (None, None)


def sign_of(row: Expectation) -> float:
    """+1 where more pleases the customer, -1 where less does."""
    return 1.0 if row.direction == "higher" else -1.0


def standing(expected: float, delivered: float, tolerance: float, *, lower_is_better: bool) -> float:
    """The standing z = (D - E) / T, the sign turned where lower is better; not capped; -1 is the limit."""
    distance = expected - delivered if lower_is_better else delivered - expected
    return distance / tolerance + 0.0


def rounded(score: float) -> float:
    """A score as bands and comparisons see it: without the noise of the last digits, never -0."""
    return round(score, DECIMALS) + 0.0


def band_of(score: float | None) -> Band:
    """The word for a tolerance score: exceeded from +5, met, short from -5 down to -50, failed below."""
    if score is None:
        return "unknown"
    score = rounded(score)
    if score >= 5.0:
        return "exceeded"
    if score > -5.0:
        return "met"
    return "short" if score >= -50.0 else "failed"


def has_failed(score: float) -> bool:
    """Whether a tolerance score is past the customer's limit of -50."""
    # Rounding costs more than all of the rest; only a hair's breadth around the limit needs it.
    return score < -50.0 and (score < -50.000001 or rounded(score) < -50.0)


def credited_score(score: float, *, assumed: bool, bonus: bool) -> float:
    """The score without the gain over an expectation that nobody asked for; a bonus keeps its gain."""
    return 0.0 if assumed and not bonus and score > 0.0 else score


def beyond_feasible(row: Expectation, expected: float | None) -> bool:
    """Whether the customer expects more than the best we could ever do."""
    if expected is None or row.feasible is None:
        return False
    return sign_of(row) * (expected - row.feasible) > 0.0


def step_of(tolerance: float | None) -> float | None:
    """How far one nudge moves a number: T/5 rounded to the nearest 1, 2 or 5 times a power of ten.

    Half-way it is the smaller of the two. None where there is no tolerance.
    """
    if tolerance is None or not 0.0 < tolerance < math.inf:
        return None
    fifth = tolerance / 5.0
    if fifth == 0.0:
        return tolerance
    power = math.floor(math.log10(fifth))
    # Written as text and read back, 2e-1 is the float nearest 0.2; 2 * 10**-1 may not be.
    near = [float(f"{digit}e{power + more}") for more in (-1, 0, 1) for digit in (1, 2, 5)]
    return min((each for each in near if each > 0.0), key=lambda each: abs(each - fifth))
