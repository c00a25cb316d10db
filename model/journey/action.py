"""What the team will do about a gap, and what it expects of it."""

from __future__ import annotations

from pydantic import Field

from model.journey.record import Day, Many, Measure, Number, Record


class WouldDeliver(Record):
    """The effect an action is expected to have on one row of its touchpoint."""

    expectation: str
    delivered: Measure


class Action(Record):
    """One thing to do, with an owner and a date."""

    id: str = ""
    touchpoint: str
    what: str
    owner: str | None = None
    due: Day | None = None
    done: Day | None = None
    effort: Number | None = Field(default=None, ge=0)
    would_deliver: WouldDeliver | None = None


class ScenarioSet(Record):
    """One value a scenario tries out."""

    touchpoint: str
    expectation: str
    field: str
    to: bool | int | float | str


class Scenario(Record):
    """A named what-if: values that are never part of the plan until applied."""

    id: str = ""
    name: str
    cost: Number | None = None
    sets: Many[ScenarioSet] = ()
