"""The smallest change of one number that would make the two most urgent touchpoints change places."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from model.journey.expectation import Expectation
from model.scoring.rows import RowScore
from model.scoring.schemes import CAP, Rules
from model.scoring.sums import urgency
from model.scoring.tolerance import sign_of
from model.scoring.totals import ProjectScores
from model.scoring.touchpoints import TouchpointScore, score_touchpoint

REACH = 2 * CAP + 1.0
"""How many tolerances a number is moved at most: from one cap of the score past the other."""
HEAVIEST = 10.0
"""How many times its weight a touchpoint is given at most."""
SHORT_OF_LIMIT = 0.999
"""What is expected never reaches the limit itself: there the tolerance would be nothing."""
DECIMALS = 6
_WAYS: tuple[tuple[Literal["delivered", "expected"], float], ...] = (("delivered", 1.0), ("expected", -1.0))
"""The numbers of a row that are tried, and whether more of them is better or worse for its score."""


@dataclass(frozen=True, slots=True)
class Flip:
    """One number, and the nearest round one with which the second touchpoint comes first."""

    touchpoint: str
    """The id of the touchpoint it belongs to."""
    row: RowScore | None
    """The row it belongs to; None for the weight of the touchpoint."""
    field: Literal["delivered", "expected", "weight"]
    before: float
    after: float
    decimals: int
    """How round `after` is: one step of the last of these decimals less, and nothing changes places."""
    size: float
    """How large the change is: in tolerances of the row, or as a share of the weight."""


def flips(scores: ProjectScores) -> tuple[Flip, ...]:
    """The smallest such change of a row's number, in tolerances, and that of a weight, where there are any.

    Tried are what is delivered and expected in the rows of both, within their scales and limits, and both
    weights. Nothing where fewer than two touchpoints are short of something.
    """
    leading = [each.touchpoint for each in scores.priorities(2)]
    if len(leading) < 2 or not leading[1].priority:
        return ()
    first, second = leading
    position = scores.layout.position

    def swapped(one: TouchpointScore | None, other: TouchpointScore | None) -> bool:
        one, other = one or first, other or second
        if one.priority is None or other.priority is None:
            return False
        return (*urgency(other), position[other.id]) < (*urgency(one), position[one.id])

    found: list[Flip] = []
    for score, is_first in ((first, True), (second, False)):

        def flipped(now: TouchpointScore, *, is_first: bool = is_first) -> bool:
            return swapped(now, None) if is_first else swapped(None, now)

        found += _of_rows(score, scores.rules, flipped, better=is_first)
        found += _of_weight(score, scores.rules, flipped, less=is_first)
    # Of equals the one that somebody can do something about.
    found.sort(key=lambda each: (round(each.size, 9), each.field))
    rows = [each for each in found if each.row is not None]
    weights = [each for each in found if each.row is None]
    return (*rows[:1], *weights[:1])


Flipped = Callable[[TouchpointScore], bool]


def _of_rows(score: TouchpointScore, rules: Rules, flipped: Flipped, *, better: bool) -> Iterator[Flip]:
    for row in score.rows:
        tolerance = row.tolerance
        if row.score is None or tolerance is None or row.expectation.bonus:
            continue
        up = sign_of(row.expectation) if better else -sign_of(row.expectation)
        for field, way in _WAYS:
            written = getattr(row.expectation, field)
            if written is None:
                continue
            start = float(written)

            def tried(value: float, row: RowScore = row, field: str = field) -> bool:
                changed = row.expectation.model_copy(update={field: value})
                rows = tuple(
                    changed if each is row.expectation else each for each in score.touchpoint.expectations
                )
                moved = score.touchpoint.model_copy(update={"expectations": rows})
                return flipped(score_touchpoint(moved, rules))

            end = _end(row.expectation, field, start, start + up * way * REACH * tolerance, rules)
            nearest = _nearest(tried, start, end)
            if nearest is not None:
                after, decimals = nearest
                yield Flip(score.id, row, field, start, after, decimals, abs(after - start) / tolerance)


def _of_weight(score: TouchpointScore, rules: Rules, flipped: Flipped, *, less: bool) -> Iterator[Flip]:
    start = score.weight
    if not start:
        return

    def tried(value: float) -> bool:
        return flipped(score_touchpoint(score.touchpoint.model_copy(update={"weight": value}), rules))

    nearest = _nearest(tried, start, 0.0 if less else start * HEAVIEST)
    if nearest is not None:
        after, decimals = nearest
        yield Flip(score.id, None, "weight", start, after, decimals, abs(after - start) / start)


def _end(row: Expectation, field: str, start: float, end: float, rules: Rules) -> float:
    """How far a number may go: to the end of its scale, and what is expected not quite to the limit."""
    if row.kind == "rating":
        low, high = row.scale or rules.scale
        end = min(max(end, float(low)), float(high))
    elif row.kind == "yes_no":
        end = min(max(end, 0.0), 1.0)
    elif start >= 0.0:
        end = max(end, 0.0)
    if field == "expected" and row.limit is not None:
        limit = float(row.limit)
        if min(start, end) <= limit <= max(start, end):
            end = start + (limit - start) * SHORT_OF_LIMIT
    return end


def _nearest(tried: Callable[[float], bool], start: float, end: float) -> tuple[float, int] | None:
    """The number nearest to `start`, on the way to `end`, for which `tried` holds, made round; or None.

    Steps double until it holds, then the last of them is halved again and again. What is found is rounded
    away from `start`, to as few decimals as make the change at most a tenth larger.
    """
    inside, outside = 0.0, 1.0 / 256.0
    while not tried(start + (end - start) * outside):
        if outside == 1.0 or end == start:
            return None
        inside, outside = outside, min(1.0, outside * 2.0)
    for _ in range(32):
        middle = (inside + outside) / 2.0
        if tried(start + (end - start) * middle):
            outside = middle
        else:
            inside = middle
    exact = start + (end - start) * outside
    away = 1 if end > start else -1
    for decimals in range(DECIMALS + 1):
        # What was halved lies a hair's breadth beyond a number that may itself be the one.
        for hair in (1e-6, 0.0):
            steps = away * math.ceil(away * exact * 10**decimals - hair)
            near, back = (round(each / 10**decimals, decimals) for each in (steps, steps - away))
            change = abs(near - start)
            if change > min(abs(end - start), 1.1 * abs(exact - start)):
                continue
            if tried(near) and not tried(back):
                return near, decimals
    return None
