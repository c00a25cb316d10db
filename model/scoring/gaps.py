"""The five gaps of the service-quality model, all from one row, and the buffer before a promise."""

from __future__ import annotations

from typing import NamedTuple

from model.journey.expectation import Expectation
from model.scoring.tolerance import sign_of


class Gaps(NamedTuple):
    """The five gaps (Parasuraman, Zeithaml and Berry 1985); negative is worse for the customer.

    With all ends known, knowledge + standards + delivery = experience. A gap with a missing end is None.
    """

    knowledge: float | None
    """What we believed they expect, against what they expect."""
    standards: float | None
    """What we aim for, against what we believe they expect (else against what they expect)."""
    delivery: float | None
    """What we deliver, against what we aim for."""
    communication: float | None
    """What we deliver, against what we promised."""
    experience: float | None
    """What we deliver, against what they expect."""

    def on_scale(self, tolerance: float | None) -> Gaps:
        """The gaps as z x 50, not capped, on a tolerance in their unit; all None without one."""
        if tolerance is None:
            return Gaps(None, None, None, None, None)
        return Gaps(*(None if each is None else each / tolerance * 50.0 + 0.0 for each in self))


def gaps_of(row: Expectation, expected: float | None, delivered: float | None) -> Gaps:
    """The five gaps in the row's unit, from E and D as they are used for the score."""
    sign = sign_of(row)
    aimed_for = row.believed if row.believed is not None else expected
    return Gaps(
        knowledge=_between(sign, row.believed, expected),
        standards=_between(sign, row.target, aimed_for),
        delivery=_between(sign, delivered, row.target),
        communication=_between(sign, delivered, row.promised),
        experience=_between(sign, delivered, expected),
    )


def buffer_of(row: Expectation) -> float | None:
    """How much stricter the internal target is than the promise, in the row's unit; None without both."""
    return _between(sign_of(row), row.target, row.promised)


def _between(sign: float, one: float | None, other: float | None) -> float | None:
    if one is None or other is None:
        return None
    return sign * (float(one) - float(other)) + 0.0
