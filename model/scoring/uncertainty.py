"""How sure a number is: 95 % intervals of rows and totals, keep-rates, and the promise data can carry."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from model.scoring.distributions import binomial_cdf, normal_quantile, t_quantile
from model.scoring.tolerance import mean

CONFIDENCE = 0.95
FEW = 5
"""Below so many cases a number is indicative only."""

_NOISE = 1e-12
"""Room for the last digits where a probability must reach a confidence exactly."""

IntervalKind = Literal["t", "wilson", "range"]


class Interval(NamedTuple):
    """Two ends, and what they mean: a confidence interval (`t`, `wilson`), or a `range` over guesses."""

    low: float
    high: float
    kind: IntervalKind

    @property
    def half_width(self) -> float:
        """Half the distance between the ends."""
        return (self.high - self.low) / 2.0

    @property
    def certain(self) -> bool:
        """Whether it is a confidence interval; a range never counts as one."""
        return self.kind != "range"


def overlap(one: Interval | None, other: Interval | None) -> bool | None:
    """Whether two intervals overlap, so that the order of their rows is not established.

    None, unknown, where either is missing or a mere range.
    """
    if one is None or other is None or not (one.certain and other.certain):
        return None
    return one.low <= other.high and other.low <= one.high


def standard_deviation(values: tuple[float, ...]) -> float:
    """The sample standard deviation (n - 1) of at least two numbers."""
    middle = mean(values)
    return math.sqrt(math.fsum((each - middle) ** 2 for each in values) / (len(values) - 1))


def t_half_width(sd: float, n: int, confidence: float = CONFIDENCE) -> float:
    """Half the t interval of a mean of n >= 2 numbers with standard deviation `sd`, in their unit."""
    return t_quantile(n - 1, confidence) * sd / math.sqrt(n)


def wilson(share: float, n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The Wilson score interval (1927) of a share 0..1 seen in n >= 1 cases; exactly 0 or 1 at the ends."""
    z = normal_quantile(0.5 + confidence / 2.0)
    square = z * z
    scale = 1.0 + square / n
    middle = (share + square / (2.0 * n)) / scale
    half = z * math.sqrt(share * (1.0 - share) / n + square / (4.0 * n * n)) / scale
    low = 0.0 if share <= 0.0 else max(0.0, middle - half)
    high = 1.0 if share >= 1.0 else min(1.0, middle + half)
    return low, high


def clopper_pearson(kept: int, n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The exact interval of Clopper and Pearson (1934) of a share kept in n >= 1 cases.

    Never narrower than it says, often wider; exactly 0 or 1 where none or all were kept.
    """
    side = 0.5 + confidence / 2.0
    return at_least(kept, n, side), 1.0 - at_least(n - kept, n, side)


def at_least(kept: int, n: int, confidence: float) -> float:
    """The share that is surpassed with `confidence`, one-sided, after `kept` of n cases were kept.

    The p at which P(Bin(n, p) <= kept - 1) falls to `confidence`: the same function that says which
    promise the data can carry.
    """
    if kept <= 0:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        if binomial_cdf(kept - 1, n, middle) >= confidence:
            low = middle
        else:
            high = middle
    return low


def carrying_rank(n: int, keep: float, confidence: float) -> int | None:
    """Which of n times, counted from the smallest (1), can be promised; None where n is too small.

    The smallest k with P(Bin(n, keep) <= k - 1) >= confidence: the k-th smallest time is kept by at
    least the share `keep` of all cases with this confidence, whatever their distribution (Wilks 1941;
    Meeker, Hahn and Escobar 2017, section 5.3). Both shares lie between 0 and 1. Never interpolated.
    """
    if binomial_cdf(n - 1, n, keep) < confidence - _NOISE:
        return None
    low, high = 1, n
    while low < high:
        middle = (low + high) // 2
        if binomial_cdf(middle - 1, n, keep) >= confidence - _NOISE:
            high = middle
        else:
            low = middle + 1
    return low


def fewest_cases(keep: float, confidence: float) -> int:
    """How many cases it takes before any promise is kept by the share `keep` with this confidence."""
    return max(1, math.ceil(math.log1p(-confidence) / math.log(keep) - _NOISE))
