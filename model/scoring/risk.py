"""What failed promises may cost in a year: an estimate from what the file says, with its arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from model.journey.project import Project
from model.journey.quantity import number_text, value_text
from model.scoring.tolerance import sign_of
from model.scoring.totals import ProjectScores


@dataclass(frozen=True, slots=True)
class AtRisk:
    """The share of journeys in which something fails, and what the customers of a year in them are worth.

    The yes/no rows say how often each is not kept. If always the same customers are hit, the share is the
    largest of them; if never the same, their sum. The truth lies between.
    """

    failing: tuple[tuple[str, float], ...]
    """Touchpoint and row in words, and how often it fails, 0..1; those that fail, most often first."""
    customers: float
    """In a year."""
    value: float
    """Of one customer, in the currency."""
    currency: str | None

    @property
    def shares(self) -> tuple[float, float]:
        """The least and the largest share of journeys with a failure, 0..1."""
        rates = [rate for _, rate in self.failing]
        return max(rates, default=0.0), min(1.0, sum(rates))

    @property
    def values(self) -> tuple[float, float]:
        """What these customers of a year are worth, in the currency."""
        low, high = self.shares
        return low * self.customers * self.value, high * self.customers * self.value

    @property
    def words(self) -> str:
        """The two ends in one sentence."""
        low, high = self.shares
        return (
            f"{_whole(self.values[0])} to {_whole(self.values[1])} {self.currency or ''}".rstrip()
            + " a year: "
            f"{_percent(low)} to {_percent(high)} of journeys have a failure"
        )

    @property
    def working(self) -> tuple[str, ...]:
        """The arithmetic, line by line."""
        low, high = self.shares
        each = [f"{name} fails in {_percent(rate)}" for name, rate in self.failing]
        added = " + ".join(_percent(rate) for _, rate in self.failing)
        capped = ", at most 100 %" if sum(rate for _, rate in self.failing) > 1.0 else ""
        worth = value_text(self.value, "money", self.currency)
        yearly = f"{number_text(self.customers)} customers a year x {worth} x "
        return (
            *each,
            f"always the same customers: the largest, {_percent(low)}; never the same: {added} = "
            f"{_percent(high)}{capped}",
            *(
                f"{yearly}{_percent(share)} = {_whole(end)} {self.currency or ''}".rstrip()
                for share, end in zip(self.shares, self.values, strict=True)
            ),
            "an estimate between these two: not every failed promise loses a customer",
        )


def value_at_risk(project: Project, scores: ProjectScores) -> AtRisk | None:
    """What is at risk; None where the file does not say enough.

    That is how many customers there are, what one is worth, and for one yes/no row at least, which is no
    bonus, how often it is kept.
    """
    customers, value = project.about.customers_per_year, project.about.value_per_customer
    if customers is None or value is None:
        return None
    found = [
        (
            f"{touchpoint.touchpoint.name} / {row.expectation.name}",
            _failing(row.delivered, sign_of(row.expectation)),
        )
        for touchpoint, row in scores.rows()
        if row.expectation.kind == "yes_no" and not row.expectation.bonus and row.delivered is not None
    ]
    if not found:
        return None
    failing = sorted((each for each in found if each[1] > 0.0), key=lambda each: -each[1])
    return AtRisk(tuple(failing), float(customers), float(value), project.about.currency)


def _failing(delivered: float, sign: float) -> float:
    return 1.0 - delivered if sign > 0.0 else delivered


def _percent(share: float) -> str:
    return f"{number_text(share * 100, 1)} %"


def _whole(value: float) -> str:
    """An estimate has no cents."""
    return f"{round(value)}"
