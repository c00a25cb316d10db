"""Which touchpoint comes when in a review."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from model.scoring.tolerance import rounded
from model.scoring.totals import ProjectScores, TouchpointScore

Order = Literal["worst", "journey"]
"""The lowest score first, or as the customer meets them."""


def ordered(scores: ProjectScores, order: Order, only: Collection[str] | None = None) -> tuple[str, ...]:
    """The ids of the touchpoints in the order of a review; of those in `only` where it is said.

    Equal scores stay in the order of the journey. Touchpoints without a score come last: there is nothing
    to confirm before somebody asked or measured.
    """
    journey = [each for stage in scores.stages for each in stage.touchpoints]
    chosen = [each for each in journey if only is None or each.id in only]
    if order == "worst":
        chosen.sort(key=_standing)
    return tuple(each.id for each in chosen)


def _standing(touchpoint: TouchpointScore) -> tuple[bool, float]:
    score = touchpoint.score
    return score is None, 0.0 if score is None else rounded(score)
