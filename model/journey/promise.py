"""One concrete commitment to one customer, with dates."""

from typing import Literal

from pydantic import Field

from model.journey.record import MOST_DAYS, Day, Many, Number, Record


class Need(Record):
    """Something the promise waits for, usually from the customer."""

    what: str
    """What is needed."""
    from_: str | None = Field(default=None, alias="from")
    """Who has to supply it."""
    asked: Day | None = None
    """When they were asked for it."""
    got: Day | None = None
    """When it arrived."""


class Promise(Record):
    """Who promised what to whom, by when, and what became of it."""

    id: str = ""
    """Made from `what` where it is left out."""
    touchpoint: str
    """The id of the touchpoint where it was made."""
    what: str
    """What was promised."""
    to: str | None = None
    """To whom."""
    made_by: str | None = None
    """Who promised it."""
    agreed_by: str | None = None
    """Who has to deliver it, and said yes."""
    made: Day | None = None
    """When it was promised."""
    due: Day
    """The day the customer was told."""
    target: Day | None = None
    """The earlier day we aim for."""
    done: Day | None = None
    """When it was delivered; absent while it is open."""
    told: Day | None = None
    """When the customer heard that it slips."""
    reason: str | None = None
    """Why it slipped."""
    exists: bool = True
    """Whether what is promised exists today."""
    days: Number | None = Field(default=None, ge=0, le=MOST_DAYS)
    """The work it takes; what is left before `due` is its slack."""
    after: Many[str] = ()
    """Ids of promises this one waits for."""
    needs: Many[Need] = ()
    """What somebody must supply."""
    outcome: Literal["moved", "withdrawn"] | None = None
    """The two ends that dates cannot tell."""
    moved_to: Day | None = None
    """The new day of a moved promise."""
    ignore: Many[str] = ()
    """Codes of findings to hide for this promise."""
