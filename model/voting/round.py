"""What is voted on, and the vote of one person: sealed first, opened later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from hashlib import sha256
from typing import Literal

Subject = Literal["delivered", "expected", "weight", "dots"]
SUBJECTS: tuple[Subject, ...] = ("delivered", "expected", "weight", "dots")
LARGEST_VOTE = 1e15
"""How far from zero a vote can be."""
MOST_DOTS = 5
"""Dots that one person can give a row."""


class Stage(IntEnum):
    """How far a round is. It only ever goes on: of two that are told the later one holds."""

    OPEN = 0
    """Votes are sealed."""
    SPREAD = 1
    """Votes are open, the mean is not said yet: who stands apart is heard first."""
    MEAN = 2
    OVER = 3


@dataclass(frozen=True, slots=True)
class Round:
    """One vote on one row."""

    id: str
    """Eight hexadecimal digits; of all that ever were no two alike."""
    opened: float
    """When, in seconds since 1970."""
    touchpoint: str
    """The id of the touchpoint."""
    row: str
    """The id of the expectation; empty for a touchpoint as a whole."""
    subject: Subject
    named: bool = True
    """Whether the open votes are shown with names."""

    @property
    def order(self) -> tuple[float, str]:
        """Where two rounds are open, the higher one holds."""
        return self.opened, self.id


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's vote. Others get it without `salt` and `value` until the round is opened."""

    seal: str
    """What the value was sealed with; nobody finds the value by it."""
    salt: str = ""
    value: float | None = None
    """In the unit of what is voted on: the row's own, a weight, or dots. None while it is sealed."""
    late: bool = False
    """Whether it was cast by somebody who had seen the others."""

    @classmethod
    def cast(cls, round: Round, value: float, salt: str, *, late: bool = False) -> Ballot:
        """A vote; `salt` is 16 hexadecimal digits from a source of chance, new for every vote."""
        return cls(_seal(round, value, salt), salt, value, late)

    @property
    def sealed(self) -> Ballot:
        """As the others see it before the round is opened."""
        return replace(self, salt="", value=None)

    def honest(self, round: Round) -> bool:
        """Whether an open vote is the one that was sealed."""
        return self.value is not None and self.seal == _seal(round, self.value, self.salt)


def _seal(round: Round, value: float, salt: str) -> str:
    return sha256(f"{round.id} {salt} {float(value)!r}".encode()).hexdigest()[:32]
