"""The vertical scale of a chart: which row of cells a value stands on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tui.views.points import Point


@dataclass(frozen=True, slots=True)
class Scale:
    """Which row a value stands on; a row's middle is a whole number."""

    zero: float
    """The row of `origin`."""
    origin: float
    per_row: float
    ticks: tuple[float, ...]
    """Values that are written at the axis."""

    def row(self, value: float) -> float:
        """The row of a value, from the top."""
        return self.zero - (value - self.origin) / self.per_row

    def cell(self, value: float) -> int:
        """The row of cells a value falls into."""
        return math.floor(self.row(value) + 0.5)

    def half(self, value: float) -> int:
        """The half of a cell, counted from the top, a value falls into; a whole row's is its upper half."""
        return math.floor(2 * self.row(value) + 1 - 1e-9)


def score_scale(points: Sequence[Point], limit: float, height: int) -> Scale | None:
    """A scale on which 0 and the customer's limit stand in the middle of a row; None where it is too low."""
    found = [0.0, limit, 0.4 * -limit]
    for point in points:
        if point.score is not None:
            found += [point.score, *(point.interval or ())]
    above, below = max(found) / -limit, min(found) / limit
    step = max(
        (u for u in range(1, height) if math.ceil(above * u) + math.ceil(below * u) + 1 <= height),
        default=None,
    )
    if step is None:
        return None
    up, down = math.ceil(above * step), math.ceil(below * step)
    zero = up + (height - up - down - 1) // 2
    every = 2 if step >= 4 else 1
    ticks = [-limit * each / every for each in range(-6, 7)]
    return Scale(float(zero), 0.0, -limit / step, tuple(ticks))


def rating_chart_scale(ends: tuple[float, float], height: int) -> Scale | None:
    """A scale that holds the whole rating scale; None where it is too low."""
    low, high = ends
    if height < 3:
        return None
    per_row = (high - low) / (height - 1)
    step = next(
        (size for power in range(-6, 16) for size in _steps(power) if size >= 2 * per_row), high - low
    )
    first = math.ceil(low / step)
    ticks = tuple(step * each for each in range(first, math.floor(high / step + 1e-9) + 1))
    return Scale(0.0, high, per_row, ticks)


def _steps(power: int) -> tuple[float, float, float]:
    return 1 * 10.0**power, 2 * 10.0**power, 5 * 10.0**power
