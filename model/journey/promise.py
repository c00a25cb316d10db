"""One concrete commitment to one customer, with dates."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from model.journey.record import MOST_DAYS, Day, Many, Number, Record


class Need(Record):
    """Something the promise waits for, usually from the customer."""

    what: str
    from_: str | None = Field(default=None, alias="from")
    asked: Day | None = None
    got: Day | None = None


class Promise(Record):
    """Who promised what to whom, by when, and what became of it."""

    id: str = ""
    touchpoint: str
    what: str
    to: str | None = None
    made_by: str | None = None
    agreed_by: str | None = None
    made: Day | None = None
    due: Day
    target: Day | None = None
    done: Day | None = None
    told: Day | None = None
    reason: str | None = None
    exists: bool = True
    days: Number | None = Field(default=None, ge=0, le=MOST_DAYS)
    after: Many[str] = ()
    needs: Many[Need] = ()
    outcome: Literal["moved", "withdrawn"] | None = None
    moved_to: Day | None = None
    ignore: Many[str] = ()
