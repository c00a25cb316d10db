"""A change of one number shared out among its causes, whatever order they are taken in."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import permutations


def shapley(
    causes: Sequence[str], value: Callable[[frozenset[str]], float | None]
) -> dict[str, float] | None:
    """What each cause brought to `value(all of them) - value(none)`; the parts add up to that difference.

    The average, over every order in which the causes could have come about, of what each one changed
    when its turn came (Shapley 1953); so the split depends on no order. A mixture without a value changes
    nothing in its turn: the next one that has a value brings the difference. None where the beginning or
    the end has no value. Meant for few causes: the work grows with their factorial.
    """
    known: dict[frozenset[str], float | None] = {}

    def at(present: frozenset[str]) -> float | None:
        if present not in known:
            known[present] = value(present)
        return known[present]

    start, end = at(frozenset()), at(frozenset(causes))
    if start is None or end is None:
        return None
    brought: dict[str, list[float]] = {cause: [] for cause in causes}
    orders = 0
    for order in permutations(causes):
        orders += 1
        here, present = start, frozenset[str]()
        for cause in order:
            present = present | {cause}
            there = at(present)
            if there is not None:
                brought[cause].append(there - here)
                here = there
    return {cause: math.fsum(found) / orders + 0.0 for cause, found in brought.items()}
