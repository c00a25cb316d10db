"""Where the parts of the chart stand: the places of the x axis, the edges of the y axis, its ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from model.report.points import Point
from model.report.shown import shown

LEFT, RIGHT = 52.0, 44.0
SLOT_WRAPPED, SLOT_TURNED = 58.0, 14.0
"""How much room a touchpoint needs for its name in lines, and for its name turned."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands at one place of the x axis: a touchpoint, or the lowest of several."""

    x: float
    point: Point
    expected: float | None
    given: float | None
    label: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the plot lies, and which values are its edges."""

    left: float
    top: float
    right: float
    bottom: float
    low: float
    high: float
    ratings: bool

    def y(self, value: float) -> float:
        """The height of a value on the canvas."""
        return self.top + (self.high - value) / (self.high - self.low) * (self.bottom - self.top)


def spots_of(points: Sequence[Point], width: float, ratings: bool) -> tuple[list[Spot], int]:
    """Where each touchpoint stands; where there are too many, each place is the lowest of so many."""
    room = width - LEFT - RIGHT
    each = max(1, math.ceil(len(points) / (room / SLOT_TURNED)))
    groups = [points[at : at + each] for at in range(0, len(points), each)]
    slot = room / len(groups)
    found = []
    for at, group in enumerate(groups):
        point = min(group, key=lambda one: math.inf if one.score is None else one.score)
        label = shown(point.name) if each == 1 else f"{at * each + 1}"
        known = point.score is not None
        found.append(
            Spot(
                LEFT + (at + 0.5) * slot,
                point,
                point.expected if ratings else (0.0 if known else None),
                point.delivered if ratings else point.score,
                label,
            )
        )
    return found, each


def score_edges(points: Sequence[Point]) -> tuple[float, float]:
    """The lowest and highest value of the y axis: the limit and a little gain are always in sight."""
    found = [-60.0, 20.0]
    for point in points:
        if point.score is not None:
            found += [point.score, *(point.interval or ())]
    low = max(-100.0, 25.0 * math.floor((min(found) - 4) / 25))
    return low - 8.0, min(100.0, 25.0 * math.ceil((max(found) + 2) / 25)) + 4.0


def ticks_of(frame: Frame) -> list[float]:
    """The values of the y axis that are written beside it."""
    if not frame.ratings:
        return [float(each) for each in range(-100, 101, 25) if frame.low <= each <= frame.high]
    span = frame.high - frame.low
    step = next(
        size * 10.0**power for power in range(-6, 16) for size in (1, 2, 5) if size * 10.0**power * 10 >= span
    )
    first, last = math.ceil(frame.low / step - 1e-9), math.floor(frame.high / step + 1e-9)
    return [step * each for each in range(first, last + 1)]
