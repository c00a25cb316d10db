"""A figure, its goal and its floor; and the list of everything that can be measured."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeVar

Verdict = Literal["meets", "MISSES", "no goal"]
Measured = TypeVar("Measured")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    value: float
    unit: str
    """`x` for a ratio; else ms, B, MB, %, a count of something."""
    most: float | None = None
    """The goal: at most this, in the same unit. None where the figure is only for comparison."""
    floor: str = ""
    """What it is measured against, in words with its own figure."""
    note: str = ""
    """The same in absolute terms, or what else one has to know."""
    wrong: str = ""
    """What went wrong meanwhile, as an edit that was lost: then no figure is good enough."""
    program: str = ""
    """The program that was measured, where several are compared."""

    @property
    def verdict(self) -> Verdict:
        """Whether the goal is met."""
        if self.wrong:
            return "MISSES"
        if self.most is None:
            return "no goal"
        return "meets" if self.value <= self.most else "MISSES"

    @property
    def shown(self) -> str:
        """The value with its unit."""
        return said(self.value, self.unit)

    @property
    def goal(self) -> str:
        """The goal with its unit."""
        return "" if self.most is None else f"<= {said(self.most, self.unit)}"


def said(value: float, unit: str) -> str:
    """A value in as many digits as mean something: `1.32x`, `412 ms`, `0.8 ms`, `1,477 B`."""
    if unit == "x":
        return f"{value:.2f}x"
    if unit == "trips":
        return f"{value:.2f} trips"
    if unit == "B" or abs(value) >= 100:
        return f"{value:,.0f} {unit}"
    return f"{value:.3g} {unit}"


class NotMeasured(Exception):
    """Something cannot be measured here; says what is missing."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: quick by default, longer for figures to quote."""

    full: bool = False

    def times(self, quick: int, full: int) -> int:
        """How often to repeat something."""
        return full if self.full else quick


Measurement = Callable[[Effort], Iterator[Figure]]


@dataclass
class Family:
    """Measurements that belong together, in the order of the table."""

    name: str
    about: str
    compares: bool = False
    """Whether it compares programs; then its figures have no goals, and a row for each program."""
    measurements: list[Measurement] = field(default_factory=list)

    def measurement(self, measure: Measurement) -> Measurement:
        """Add one; for use as a decorator."""
        self.measurements.append(measure)
        return measure


def in_turns(count: int, *runs: Callable[[], Measured]) -> list[list[Measured]]:
    """The results of each run, repeated in turns: A B A B, so that a change of the machine meets all."""
    results: list[list[Measured]] = [[] for _ in runs]
    for _ in range(count):
        for run, mine in zip(runs, results, strict=True):
            mine.append(run())
    return results


def timed(run: Callable[[], object]) -> float:
    """Milliseconds that pass while `run` runs once."""
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def worked(run: Callable[[], object]) -> float:
    """Milliseconds of processor time that `run` takes once: what others do on the machine counts less."""
    start = time.process_time()
    run()
    return (time.process_time() - start) * 1000


def middle(values: list[float]) -> float:
    """The median."""
    return statistics.median(values)
