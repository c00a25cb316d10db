"""A whole project file as one frozen value."""

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
    """The title of the project."""
    currency: str | None = None
    """Shown with money; needed as soon as one row is of kind money."""
    rating_scale: Many[Number] = (1, 10)
    """Lowest and highest rating, for rows without a scale of their own."""
    stale_after_days: int = Field(default=180, gt=0, le=MOST_DAYS)
    """A number dated longer ago than this is reported as stale."""
    customers_per_year: Number | None = Field(default=None, ge=0)
    """With value_per_customer: an estimate of the value at risk."""
    value_per_customer: Number | None = Field(default=None, ge=0)
    """What one customer is worth, in the currency."""
    working_days: Many[Weekday] | None = None
    """The days promises are counted in; every day where it is left out."""
    holidays: Many[Day] = ()
    """Days that do not count either."""


class Scoring(Record):
    """The `[scoring]` table: which scheme, how much a loss outweighs a gain, how totals roll up."""

    scheme: Scheme = "tolerance"
    """How the gap of a row becomes its score."""
    loss_aversion: Number = Field(default=2.0, ge=1, le=3)
    """How much more a shortfall weighs than an equal surprise."""
    rollup: Rollup = "mean"
    """How touchpoints become one journey score."""


class Check(Record):
    """The `[check]` table: thresholds of the findings, and codes that are switched off."""

    heavy_share: Number = Field(default=0.333, gt=0, le=1)
    """The share of the weight from which a row is a heavy one."""
    far: Number = Field(default=1.0, gt=0)
    """How many tolerances a belief may be off before it is reported."""
    pushed: Number = Field(default=5, ge=0)
    """The score from which a lever counts as pushed."""
    ceiling: Number = Field(default=0.02, ge=0, lt=1)
    """How near the end of its scale an expectation may sit, as a share of the scale."""
    few: Count = Field(default=5, ge=1)
    """Fewer answers or cases than this are only a hint."""
    ignore: Many[str] = ()
    """Codes of findings that are not reported at all."""


class Stage(Record):
    """A part of the journey."""

    id: str = ""
    """Made from the name where it is left out."""
    name: str
    """What this part of the journey is called."""
    purchase: bool = False
    """True where the customer pays."""


class Segment(Record):
    """A group of customers whose expectations differ; a label and a filter, not a weight."""

    id: str = ""
    """Made from the name where it is left out."""
    name: str
    """What these customers are called."""
    share: Number | None = Field(default=None, ge=0, le=1)
    """About how many of the customers these are, 0 to 1."""


class Project(Record):
    """Everything the file says, in the order of the file."""

    format: int
    """The version of the file format."""
    about: About = Field(alias="project")
    """What holds for the whole journey."""
    # Made unchecked: checking would build a validator of its own.
    scoring: Scoring = Scoring.model_construct()
    """How gaps become scores."""
    check: Check = Check.model_construct()
    """When findings speak up."""
    stages: Many[Stage] = ()
    """The parts of the journey, in order."""
    segments: Many[Segment] = ()
    """Groups of customers who expect different things."""
    touchpoints: Many[Touchpoint] = ()
    """Where the customer meets the organisation, in order."""
    promises: Many[Promise] = ()
    """What was promised to whom, and what became of it."""
    actions: Many[Action] = ()
    """What the team decided to do."""
    scenarios: Many[Scenario] = ()
    """What-if; never part of the plan until applied."""
    evidence: Many[dict[str, Any]] = ()
    """Which survey or log feeds which number; kept as it is."""

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
