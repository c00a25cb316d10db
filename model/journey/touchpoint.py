"""A situation, place or interface where the customer meets the organisation."""

from pydantic import Field

from model.journey.expectation import Expectation
from model.journey.record import Day, Many, Number, Record


class Note(Record):
    """A remark with, where known, who made it and when."""

    text: str
    """The remark."""
    by: str | None = None
    """Who made it."""
    on: Day | None = None
    """When."""


class Authority(Record):
    """Who at the touchpoint may decide, up to what, and who backs them."""

    who: str
    """Who may decide on the spot."""
    up_to: str | None = None
    """Up to what."""
    backed_by: str | None = None
    """Who stands behind them."""


class Reviewed(Record):
    """The last review: when, by whom, and the score it saw (-100..+50)."""

    on: Day
    """When."""
    by: Many[str] = ()
    """Who was there."""
    score: Number | None = None
    """The score it saw, -100 to +50."""


class Touchpoint(Record):
    """One touchpoint with its expectations, in the order of the file."""

    id: str = ""
    """Made from the name where it is left out."""
    stage: str
    """The id of the stage it belongs to."""
    name: str
    """What it is called."""
    channel: str | None = None
    """Where it happens, in your own words."""
    owner: str | None = None
    """Who looks after it."""
    weight: Number = Field(default=1, ge=0)
    """How much it counts in the totals; 0 keeps it out."""
    says: str | None = None
    """What a customer would say here."""
    depends_on: Many[str] = ()
    """Ids of touchpoints that move this one when they slip."""
    feedback: str | None = None
    """The quick way for a customer to complain to us first."""
    authority: Authority | None = None
    """Who may decide on the spot, and up to what."""
    reassurance: bool = False
    """True where it is there to calm the doubt after paying."""
    reviewed: Reviewed | None = None
    """The last review."""
    notes: Many[Note | str] = ()
    """Remarks, each a text or a table."""
    ignore: Many[str] = ()
    """Codes of findings to hide here."""
    expectations: Many[Expectation] = ()
    """What the customer expects here; the rows that are scored."""

    def expectation(self, id: str) -> Expectation | None:
        """The expectation with this id, or None."""
        return next((row for row in self.expectations if row.id == id), None)
