"""What the team will do about a gap, and what it expects of it."""

from pydantic import Field

from model.journey.record import Day, Many, Measure, Number, Record


class WouldDeliver(Record):
    """The effect an action is expected to have on one row of its touchpoint."""

    expectation: str
    """The id of an expectation of that touchpoint."""
    delivered: Measure
    """The value it would have then."""


class Action(Record):
    """One thing to do, with an owner and a date."""

    id: str = ""
    """Made from `what` where it is left out."""
    touchpoint: str
    """The id of the touchpoint it should help."""
    what: str
    """What to do."""
    owner: str | None = None
    """Who does it."""
    due: Day | None = None
    """By when."""
    done: Day | None = None
    """When it was finished; absent while it is open."""
    effort: Number | None = Field(default=None, ge=0)
    """Hours a month, or any one unit used throughout the file."""
    would_deliver: WouldDeliver | None = None
    """What it should bring."""


class ScenarioSet(Record):
    """One value a scenario tries out."""

    touchpoint: str
    """The id of a touchpoint."""
    expectation: str
    """The id of an expectation of it."""
    field: str
    """A key of that expectation, such as delivered."""
    to: bool | int | float | str
    """The value to try."""


class Scenario(Record):
    """A named what-if: values that are never part of the plan until applied."""

    id: str = ""
    """Made from the name where it is left out."""
    name: str
    """What it is called."""
    cost: Number | None = None
    """In the unit of `effort`."""
    sets: Many[ScenarioSet] = ()
    """The values it tries."""
