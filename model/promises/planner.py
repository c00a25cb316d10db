"""The promise planner: how well a promise is kept, and which promise the times so far can carry."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from model.scoring.distributions import binomial_cdf
from model.scoring.uncertainty import (
    CONFIDENCE,
    at_least,
    carrying_rank,
    clopper_pearson,
    fewest_cases,
    wilson,
)

KEEP = 0.9
"""The share of cases a promise should be kept in, unless said otherwise."""
SURE = 0.9
"""The confidence that it is, unless said otherwise."""
_NOISE = 1e-12


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases of one kind of work, all in one unit of time, 0 or more."""

    times: tuple[float, ...]
    """How long each finished case took, ascending."""
    ages: tuple[float, ...] | None = None
    """How long ago the finished cases started, ascending, each no less than its time; None if not known."""
    waiting: tuple[float, ...] = ()
    """How long ago each open case started, ascending; below 0 for one that starts later."""

    @classmethod
    def finished(cls, times: Sequence[float]) -> Cases:
        """Finished cases of which only the times are known; all of them enter."""
        return cls(tuple(sorted(times)))

    @classmethod
    def started(cls, finished: Sequence[tuple[float, float]], waiting: Sequence[float]) -> Cases:
        """Finished cases as (time, age) pairs, and the ages of the open ones.

        A case that took longer than it is old finishes only in the future, and so is open.
        """
        past = [each for each in finished if each[0] <= each[1]]
        future = [age for time, age in finished if time > age]
        return cls(
            tuple(sorted(time for time, _ in past)),
            tuple(sorted(age for _, age in past)),
            tuple(sorted([*waiting, *future])),
        )

    @property
    def count(self) -> int:
        """How many cases there are, open ones included."""
        return len(self.times) + len(self.waiting)

    @property
    def all_enter(self) -> bool:
        """Whether every case enters for every promise, so that plain order statistics hold."""
        return not self.waiting and (not self.ages or self.ages[0] >= self.times[-1])

    def kept(self, promise: float) -> tuple[int, int]:
        """How many cases kept a promise, and how many enter at all.

        Only cases started at least that long ago enter, lest the short ones among the young speak for
        all. An open case counts as broken once it is older than the promise.
        """
        # Whatever is younger than the promise and finished, finished within it.
        young = bisect_left(self.ages, promise) if self.ages is not None else 0
        broken = len(self.waiting) - bisect_right(self.waiting, promise)
        return bisect_right(self.times, promise) - young, len(self.times) - young + broken


class Plan(NamedTuple):
    """What the cases say about promises."""

    cases: Cases
    keep: float
    """The share of cases that a promise should be kept in, 0..1."""
    confidence: float
    """How sure that share should be, 0..1."""
    promise: float | None
    """Today's promise, in the unit of the times; None without one."""
    n: int
    """How many cases entered: for today's promise, else for the one the data can carry, else all."""
    kept: int | None
    """How many of them kept today's promise."""
    interval: tuple[float, float] | None
    """The 95 % interval of the keep-rate."""
    rank: int | None
    """Which time, counted from the shortest (1), can be promised; None where n is too small."""
    carries: float | None
    """The promise the data can carry; always a time that was seen, never interpolated."""
    min_n: int
    """How many cases it takes before any promise can be carried."""
    longest: float | None
    """The longest time seen, which is what few cases support if they support anything."""
    longest_keeps: float | None
    """The share of all cases that the longest time is kept by at least, with `confidence`."""
    target: float | None
    """The median: half of the cases are done by then."""

    @property
    def keep_rate(self) -> float | None:
        """The share of the cases that kept today's promise, 0..1; None without promise or cases."""
        return None if self.kept is None or not self.n else self.kept / self.n

    @property
    def buffer(self) -> float | None:
        """What the internal target leaves before the promise: today's, else the one the data carries."""
        promise = self.carries if self.promise is None else self.promise
        return None if promise is None or self.target is None else promise - self.target


def plan(
    cases: Cases,
    promise: float | None = None,
    *,
    keep: float = KEEP,
    confidence: float = SURE,
    exact: bool = False,
) -> Plan:
    """What `cases` say about `promise` and about promises kept by the share `keep` with `confidence`.

    The promise the data can carry is the k-th shortest time with the smallest k for which
    P(Bin(n, keep) <= k - 1) >= confidence (Wilks 1941; Meeker, Hahn and Escobar 2017, section 5.3), the
    dual of the one-sided Clopper-Pearson bound. Where some cases are open or too young, n and k are
    counted anew for each time, and the shortest that fulfils it is taken. `exact` gives the keep-rate a
    Clopper-Pearson interval instead of Wilson's.

    Raises:
        ValueError: a share is not between 0 and 1.
    """
    if not (0.0 < keep < 1.0 and 0.0 < confidence < 1.0):
        raise ValueError("a share lies between 0 and 1")
    times, found = cases.times, None
    if cases.all_enter:
        rank = carrying_rank(len(times), keep, confidence) if times else None
        found = None if rank is None else (times[rank - 1], rank, len(times))
        target = _median(times)
    else:
        found = _shortest(cases, keep, confidence)
        middle = _shortest(cases, 0.5, None)
        target = None if middle is None else middle[0]
    kept, interval, n = None, None, found[2] if found else cases.count
    if promise is not None:
        kept, n = cases.kept(promise)
        if n:
            interval = clopper_pearson(kept, n, CONFIDENCE) if exact else wilson(kept / n, n, CONFIDENCE)
    inside, entering = cases.kept(times[-1]) if times else (0, 0)
    return Plan(
        cases=cases,
        keep=keep,
        confidence=confidence,
        promise=promise,
        n=n,
        kept=kept,
        interval=interval,
        rank=found[1] if found else None,
        carries=found[0] if found else None,
        min_n=fewest_cases(keep, confidence),
        longest=times[-1] if times else None,
        longest_keeps=at_least(inside, entering, confidence) if entering else None,
        target=target,
    )


def _median(ascending: Sequence[float]) -> float | None:
    # The library's own brings in fractions and decimals, which costs every command a tenth of its start.
    if not ascending:
        return None
    half = len(ascending) // 2
    return ascending[half] if len(ascending) % 2 else (ascending[half - 1] + ascending[half]) / 2.0


def _shortest(cases: Cases, keep: float, confidence: float | None) -> tuple[float, int, int] | None:
    """The shortest time that can be promised, its rank and n, with cases entering as `Cases.kept` says.

    Without `confidence` the share seen is enough.
    """
    for time in dict.fromkeys(cases.times):
        kept, n = cases.kept(time)
        if n and _enough(kept, n, keep, confidence):
            return time, kept, n
    return None


def _enough(kept: int, n: int, keep: float, confidence: float | None) -> bool:
    if confidence is None:
        return kept >= keep * n
    # Hoeffding's bound spares the exact sum where the answer cannot be yes.
    if kept - 1 < n * keep - math.sqrt(n * math.log(1.0 / confidence) / 2.0):
        return False
    return kept > 0 and binomial_cdf(kept - 1, n, keep) >= confidence - _NOISE
