"""A whole project file as one frozen value."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from model.journey.action import Action, Scenario
from model.journey.promise import Promise
from model.journey.record import MOST_DAYS, Count, Day, Many, Number, Record
from model.journey.touchpoint import Touchpoint

FORMAT = 1
"""The newest file format this version reads and writes."""

Scheme = Literal["tolerance", "symmetric", "promise_strict", "prospect", "servqual", "servperf", "libqual"]
Rollup = Literal["mean", "peak_end", "worst"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class About(Record):
    """The `[project]` table: what holds for the whole journey."""

    name: str
    currency: str | None = None
    rating_scale: Many[Number] = (1, 10)
    stale_after_days: int = Field(default=180, gt=0, le=MOST_DAYS)
    customers_per_year: Number | None = Field(default=None, ge=0)
    value_per_customer: Number | None = Field(default=None, ge=0)
    working_days: Many[Weekday] | None = None
    holidays: Many[Day] = ()


class Scoring(Record):
    """The `[scoring]` table: which scheme, how much a loss outweighs a gain, how totals roll up."""

    scheme: Scheme = "tolerance"
    loss_aversion: Number = Field(default=2.0, ge=1, le=3)
    rollup: Rollup = "mean"


class Check(Record):
    """The `[check]` table: thresholds of the findings, and codes that are switched off."""

    heavy_share: Number = Field(default=0.333, gt=0, le=1)
    far: Number = Field(default=1.0, gt=0)
    pushed: Number = Field(default=5, ge=0)
    ceiling: Number = Field(default=0.02, ge=0, lt=1)
    few: Count = Field(default=5, ge=1)
    ignore: Many[str] = ()


class Stage(Record):
    """A part of the journey."""

    id: str = ""
    name: str
    purchase: bool = False


class Segment(Record):
    """A group of customers whose expectations differ; a label and a filter, not a weight."""

    id: str = ""
    name: str
    share: Number | None = Field(default=None, ge=0, le=1)


class Project(Record):
    """Everything the file says, in the order of the file."""

    format: int
    about: About = Field(alias="project")
    scoring: Scoring = Scoring()
    check: Check = Check()
    stages: Many[Stage] = ()
    segments: Many[Segment] = ()
    touchpoints: Many[Touchpoint] = ()
    promises: Many[Promise] = ()
    actions: Many[Action] = ()
    scenarios: Many[Scenario] = ()
    evidence: Many[dict[str, Any]] = ()

    def touchpoint(self, id: str) -> Touchpoint | None:
        """The touchpoint with this id, or None."""
        return next((each for each in self.touchpoints if each.id == id), None)

    def stage(self, id: str) -> Stage | None:
        """The stage with this id, or None."""
        return next((each for each in self.stages if each.id == id), None)

    def scale_of(self, scale: tuple[float, ...] | None) -> tuple[float, float]:
        """The ends of a rating row's scale: its own, else the project's."""
        low, high = scale or self.about.rating_scale
        return float(low), float(high)
