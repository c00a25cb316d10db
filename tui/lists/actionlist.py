"""The actions in the order in which they are read, each with what it would bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from model.journey.action import Action
from model.scoring.effects import Effect, effect_of
from model.scoring.totals import ProjectScores

Order = Literal["due", "gain", "file"]
ORDERS: dict[Order, str] = {
    "due": "by due day",
    "gain": "by gain for effort",
    "file": "as in the file",
}


@dataclass(frozen=True, slots=True)
class ActionList:
    """Where the reader of the actions is: the id of the selected one, and their order."""

    selected: str = ""
    order: Order = "due"


class Doing(NamedTuple):
    """One action with its effect."""

    action: Action
    effect: Effect | None

    @property
    def per_effort(self) -> float | None:
        """How far it moves the journey for each unit of effort."""
        effort = self.action.effort
        return self.effect.per(None if effort is None else float(effort)) if self.effect else None


@lru_cache(maxsize=4)
def ordered(scores: ProjectScores, order: Order) -> tuple[Doing, ...]:
    """Every action of the project: the open ones first, but in the order of the file where that is asked."""
    found = [Doing(each, effect_of(each, scores)) for each in scores.project.actions]
    return tuple(sorted(found, key=_ORDERS[order]))


def _by_due(doing: Doing) -> tuple[bool, date]:
    return doing.action.done is not None, doing.action.done or doing.action.due or date.max


def _by_gain(doing: Doing) -> tuple[bool, float]:
    gain = doing.per_effort
    return doing.action.done is not None, float("inf") if gain is None else -gain


_ORDERS: dict[Order, Callable[[Doing], tuple[bool, object]]] = {
    "due": _by_due,
    "gain": _by_gain,
    "file": lambda _: (False, 0),
}
