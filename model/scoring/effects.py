"""What an action would do to the scores, where the file says what it would deliver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from model.journey.action import Action
from model.scoring.rows import RowScore
from model.scoring.totals import ProjectScores
from model.scoring.touchpoints import TouchpointScore, score_touchpoint


@dataclass(frozen=True, slots=True)
class Effect:
    """One row, its touchpoint and the journey, as they are and as they would be."""

    before: RowScore
    after: RowScore
    touchpoint: TouchpointScore
    """The touchpoint as it would be."""
    journey: float | None
    """How far the journey's mean would move; positive is better. None where it has or gets no score."""

    def per(self, effort: float | None) -> float | None:
        """The journey's change for one unit of effort; None where either is unknown or the effort is 0."""
        return self.journey / effort if effort and self.journey is not None else None


def effect_of(action: Action, scores: ProjectScores) -> Effect | None:
    """What `would_deliver` of an action would change on its own; None where the file does not say.

    The journey's change is that of the weighted mean, whatever the roll-up: a roll-up of extremes would
    give most actions nothing.
    """
    would = action.would_deliver
    touchpoint = scores.touchpoint(action.touchpoint)
    before = None if touchpoint is None or would is None else touchpoint.row(would.expectation)
    if touchpoint is None or would is None or before is None:
        return None
    rows = tuple(
        each.model_copy(update={"delivered": would.delivered}) if each.id == would.expectation else each
        for each in touchpoint.touchpoint.expectations
    )
    changed = score_touchpoint(touchpoint.touchpoint.model_copy(update={"expectations": rows}), scores.rules)
    after = changed.row(would.expectation)
    assert after is not None
    return Effect(before, after, changed, _journey(scores, touchpoint, changed))


def _journey(scores: ProjectScores, was: TouchpointScore, now: TouchpointScore) -> float | None:
    """The change of the mean: only one of its summands differs."""
    sums = scores.journey.sums
    if not sums.weight or now.score is None or now.weight == 0.0:
        return None
    if was.score is None:
        return (sums.score + now.weight * now.score) / (sums.weight + now.weight) - sums.score / sums.weight
    return now.weight * (now.score - was.score) / sums.weight + 0.0


def days_over(action: Action, as_of: date) -> int:
    """How many days an open action is past its due day on a day; 0 for any other."""
    if action.done is not None or action.due is None:
        return 0
    return max(0, (as_of - action.due).days)
