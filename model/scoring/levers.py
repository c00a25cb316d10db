"""Which of time, cost and service to exceed on: one of them, and the others as expected."""

from __future__ import annotations

from collections.abc import Mapping

from model.journey.quantity import Lever
from model.scoring.tolerance import rounded

MET = -5.0
"""Above this score a lever is as expected."""


def lever_advice(levers: Mapping[Lever, float | None], pushed: float) -> str:
    """One sentence on the lever scores; `pushed` is the score from which a lever counts as pushed.

    Empty where no row names a lever. Who tries to be better, cheaper and faster at once pays for it.
    """
    found = {lever: rounded(score) for lever, score in levers.items() if score is not None}
    if not found:
        return ""
    exceeding = [lever for lever, score in found.items() if score >= pushed]
    low = [lever for lever, score in found.items() if score <= MET]
    if len(exceeding) == len(levers):
        return "All three are pushed at once: choose one, and be as expected on the others."
    if low and not exceeding:
        lowest = min(low, key=lambda lever: found[lever])
        return f"Meet what is expected first, {lowest} before all; then exceed on one."
    if low:
        return f"You exceed on {_listed(exceeding)} and fall short on {_listed(low)}: meet those first."
    if len(exceeding) > 1:
        return f"You exceed on {_listed(exceeding)}: one is enough."
    if exceeding:
        return f"You exceed on {exceeding[0]}: keep it so, and be as expected on the others."
    best = max(found, key=lambda lever: found[lever])
    return f"All are as expected: exceed on one, {best} is nearest."


def _listed(levers: list[Lever]) -> str:
    return " and ".join(levers)
