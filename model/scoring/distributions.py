"""The normal, Student's t and binomial distributions, in plain Python to about twelve digits."""

from __future__ import annotations

import math
from functools import lru_cache

_SERIES_FROM = 500
"""From so many degrees of freedom the expansion of t in powers of 1/df is exact to the last digits."""


@lru_cache(maxsize=256)
def normal_quantile(probability: float) -> float:
    """The z below which a standard normal number lies with `probability` (0 < probability < 1).

    Raises:
        ValueError: the probability is not between 0 and 1.
    """
    if not 0.0 < probability < 1.0:
        raise ValueError("a probability lies between 0 and 1")
    return _normal_tail(probability) if probability <= 0.5 else 0.0 - _normal_tail(1.0 - probability)


def _normal_tail(probability: float) -> float:
    low, high = -40.0, 0.0
    for _ in range(200):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        if 0.5 * math.erfc(-middle / math.sqrt(2.0)) < probability:
            low = middle
        else:
            high = middle
    return high


@lru_cache(maxsize=4096)
def t_quantile(df: int, confidence: float = 0.95) -> float:
    """The t with P(-t <= T <= t) = `confidence` for Student's t with `df` >= 1 degrees of freedom.

    Up to 499 degrees of freedom by the finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4, beyond
    by their expansion 26.7.5.

    Raises:
        ValueError: no degree of freedom, or a confidence that is not between 0 and 1.
    """
    if df < 1:
        raise ValueError("the t distribution needs a degree of freedom")
    if not 0.0 < confidence < 1.0:
        raise ValueError("a confidence lies between 0 and 1")
    if df >= _SERIES_FROM:
        return _t_series(df, normal_quantile(0.5 + confidence / 2.0))
    low, high = 0.0, math.pi / 2.0
    for _ in range(200):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        if _t_inside(df, middle) < confidence:
            low = middle
        else:
            high = middle
    return math.sqrt(df) * math.tan(high)


def _t_inside(df: int, angle: float) -> float:
    """P(|T| <= sqrt(df) tan(angle)) for 0 <= angle <= pi/2."""
    sine, cosine = math.sin(angle), math.cos(angle)
    square = cosine * cosine
    if df % 2:
        if df == 1:
            return 2.0 * angle / math.pi
        term = total = cosine
        for step in range(3, df - 1, 2):
            term *= square * (step - 1) / step
            total += term
        return 2.0 / math.pi * (angle + sine * total)
    term = total = 1.0
    for step in range(2, df - 1, 2):
        term *= square * (step - 1) / step
        total += term
    return sine * total


def _t_series(df: int, z: float) -> float:
    powers = [z ** (2 * each + 1) for each in range(5)]
    rows = (
        ((1, 1), 4),
        ((3, 16, 5), 96),
        ((-15, 17, 19, 3), 384),
        ((-945, -1920, 1482, 776, 79), 92160),
    )
    total = z
    for order, (factors, divisor) in enumerate(rows, start=1):
        total += sum(f * p for f, p in zip(factors, powers, strict=False)) / (divisor * float(df) ** order)
    return total


def binomial_pmf(k: int, n: int, p: float) -> float:
    """P(exactly k of n), each with probability p in 0..1, by Loader's saddle-point form (2000)."""
    if k < 0 or k > n:
        return 0.0
    q = 1.0 - p
    if p <= 0.0 or q <= 0.0:
        return float(k == (0 if p <= 0.0 else n))
    if k == 0:
        return math.exp(n * math.log1p(-p))
    if k == n:
        return math.exp(n * math.log(p))
    exponent = (
        _stirling_error(n)
        - _stirling_error(k)
        - _stirling_error(n - k)
        - _deviance(k, n * p)
        - _deviance(n - k, n * q)
    )
    return math.exp(exponent) * math.sqrt(n / (2.0 * math.pi * k * (n - k)))


def _stirling_error(n: int) -> float:
    """How much ln n! is above Stirling's formula."""
    if n < 16:
        return math.lgamma(n + 1.0) - (n + 0.5) * math.log(n) + n - 0.5 * math.log(2.0 * math.pi)
    square = 1.0 / (float(n) * n)
    series = 1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))
    return series / n


def _deviance(x: float, expected: float) -> float:
    """The deviance x ln(x / expected) + expected - x, without cancellation where the two are close."""
    if abs(x - expected) < 0.1 * (x + expected):
        ratio = (x - expected) / (x + expected)
        total = (x - expected) * ratio
        term = 2.0 * x * ratio
        for step in range(1, 1000):
            term *= ratio * ratio
            more = total + term / (2 * step + 1)
            if more == total:
                break
            total = more
        return total
    return x * math.log(x / expected) + expected - x


def binomial_cdf(k: int, n: int, p: float) -> float:
    """P(at most k of n), each with probability p in 0..1."""
    if k < 0:
        return 0.0
    if k >= n or p <= 0.0:
        return 1.0
    if p >= 1.0:
        return 0.0
    if k < n * p:
        return min(1.0, _tail_down(k, n, p))
    return max(0.0, 1.0 - _tail_down(n - k - 1, n, 1.0 - p))


def _tail_down(k: int, n: int, p: float) -> float:
    """P(at most k of n) for k not much above the middle: terms that only shrink, summed until they vanish."""
    term = total = binomial_pmf(k, n, p)
    odds = (1.0 - p) / p
    while k > 0 and term > total * 1e-18:
        term *= k * odds / (n - k + 1)
        total += term
        k -= 1
    return total
