"""A situation, place or interface where the customer meets the organisation."""

from __future__ import annotations

from pydantic import Field

from model.journey.expectation import Expectation
from model.journey.record import Day, Many, Number, Record


class Note(Record):
    """A remark with, where known, who made it and when."""

    text: str
    by: str | None = None
    on: Day | None = None


class Authority(Record):
    """Who at the touchpoint may decide, up to what, and who backs them."""

    who: str
    up_to: str | None = None
    backed_by: str | None = None


class Reviewed(Record):
    """The last review: when, by whom, and the score it saw (-100..+50)."""

    on: Day
    by: Many[str] = ()
    score: Number | None = None


class Touchpoint(Record):
    """One touchpoint with its expectations, in the order of the file."""

    id: str = ""
    stage: str
    name: str
    channel: str | None = None
    owner: str | None = None
    weight: Number = Field(default=1, ge=0)
    says: str | None = None
    depends_on: Many[str] = ()
    feedback: str | None = None
    authority: Authority | None = None
    reassurance: bool = False
    reviewed: Reviewed | None = None
    notes: Many[Note | str] = ()
    ignore: Many[str] = ()
    expectations: Many[Expectation] = ()

    def expectation(self, id: str) -> Expectation | None:
        """The expectation with this id, or None."""
        return next((row for row in self.expectations if row.id == id), None)
