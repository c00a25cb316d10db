"""One thing the customer expects at a touchpoint: the row that is scored."""

from typing import Self

from pydantic import Field, PrivateAttr

from model.journey.quantity import (
    BETTER,
    DeliveredBasis,
    Direction,
    ExpectedBasis,
    Kind,
    Lever,
)
from model.journey.record import Count, Day, Many, Measure, Number, Record


class ObservationFile(Record):
    """Where single observations are kept: a csv beside the project file, and the column to read."""

    file: str
    """A csv in the folder of the project file."""
    column: str | None = None
    """The column to read; the only one where it is left out."""


class Expectation(Record):
    """What the customer expects, what we believed, promised and aim for, and what they get.

    Numbers are in the row's own unit: points of the rating scale, the stated unit of time, the project's
    currency, a keep-rate 0..1, or a free unit. A number that is absent is unknown, never 0.
    """

    id: str = ""
    """Unique in its touchpoint; made from the name where it is left out."""
    name: str
    """What the customer expects, in a few words."""
    kind: Kind
    """What its numbers are: points of a scale, a time, money, kept or not, or a count."""
    lever: Lever | None = None
    """What would have to be pushed; without it the row is in no lever sum."""
    unit: str | None = None
    """Of a duration: s, min, h, d or wk. Of a count: any word."""
    better: Direction | None = None
    """Which direction pleases the customer; by kind where it is left out."""
    scale: Many[Number] | None = None
    """Of a rating: its own lowest and highest value, instead of the project's."""
    tolerance: Number | None = None
    """T: how far from expected is still half-way to unacceptable, as the customer states it."""
    bonus: bool = False
    """An unexpected extra (yes_no): its absence disappoints nobody."""
    expected: Measure | None = None
    """What the customer expects."""
    expected_by: ExpectedBasis | None = None
    """How we know what they expect; assumed where it is left out."""
    expected_n: Count | None = None
    """How many customers that rests on."""
    expected_on: Day | None = None
    """When it was found out."""
    limit: Measure | None = None
    """The worst the customer still accepts."""
    believed: Measure | None = None
    """What we thought they expect before we asked."""
    promised: Measure | None = None
    """What we told them."""
    target: Measure | None = None
    """Our stricter internal aim."""
    feasible: Measure | None = None
    """The best we could ever do."""
    delivered: Measure | None = None
    """What the customer gets."""
    delivered_by: DeliveredBasis | None = None
    """How we know what they get; assumed where it is left out."""
    delivered_n: Count | None = None
    """How many cases or answers."""
    delivered_sd: Number | None = Field(default=None, ge=0)
    """How far they spread (standard deviation)."""
    delivered_on: Day | None = None
    """When it was counted."""
    weight: Number = Field(default=1, ge=0)
    """How much the row counts within its touchpoint."""
    segment: str | None = None
    """The id of the segment that expects this."""
    observations: Many[Measure] | ObservationFile | None = None
    """The single cases, or the file that holds them; used where `delivered` is absent."""
    ignore: Many[str] = ()
    """Codes of findings to hide for this row."""

    _from_file: tuple[float, ...] = PrivateAttr(default=())

    @property
    def direction(self) -> Direction:
        """`higher` or `lower`, whichever pleases the customer."""
        return self.better or BETTER[self.kind]

    @property
    def basis(self) -> ExpectedBasis:
        """How the expectation is known; `promised` where only the promise stands for it."""
        if self.expected is None and self.promised is not None:
            return "promised"
        return self.expected_by or "assumed"

    @property
    def delivered_basis(self) -> DeliveredBasis:
        """How the delivered number is known; `measured` where observations stand for it."""
        if self.delivered_by is None and self.delivered is None and self.observed:
            return "measured"
        return self.delivered_by or "assumed"

    @property
    def observed(self) -> tuple[float, ...]:
        """The single observations, written in the row or read from the file it names."""
        if isinstance(self.observations, ObservationFile):
            return self._from_file
        return tuple(float(each) for each in self.observations or ())

    def with_observed(self, values: tuple[float, ...]) -> Self:
        """This row holding `values` as what its observation file says."""
        row = self.model_copy()
        row._from_file = values
        return row


NUMBER_FIELDS = ("expected", "limit", "believed", "promised", "target", "feasible", "delivered")
"""The ladder of a row: every number that stands in the row's own unit."""
