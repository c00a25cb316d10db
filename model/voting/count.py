"""What a vote came to: who voted what, who did not, and the middle of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from model.voting.poll import Poll, Voter
from model.voting.round import Ballot, Stage


@dataclass(frozen=True, slots=True)
class Vote:
    """An open vote."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Count:
    """All that can be said of a round. Everybody is in one of the tuples of names, or has a vote.

    Mean, median and spread are those of `votes` alone: late ones and ones that do not fit their seals
    are shown and do not count.
    """

    votes: tuple[Vote, ...] = ()
    """Those that count, the lowest first; none while they are sealed."""
    late: tuple[Vote, ...] = ()
    sealed: tuple[str, ...] = ()
    """Who voted and whose vote is not open: before the opening all, after it those on their way."""
    missing: tuple[str, ...] = ()
    """Who has not voted."""
    withdrew: tuple[str, ...] = ()
    """Who took a vote back, or said that they have none: nobody waits for them."""
    left: tuple[str, ...] = ()
    """Who voted and was gone before the votes were opened."""
    broken: tuple[str, ...] = ()
    """Whose open vote is not the one that was sealed."""

    @property
    def voted(self) -> int:
        """How many have a vote in."""
        return len(self.votes) + len(self.late) + len(self.sealed) + len(self.broken)

    @property
    def people(self) -> int:
        """How many votes there can be: of those who voted, and of those who are waited for."""
        return self.voted + len(self.missing)

    @property
    def values(self) -> tuple[float, ...]:
        """The votes that count, the lowest first."""
        return tuple(each.value for each in self.votes)

    @property
    def mean(self) -> float | None:
        """The arithmetic mean; None without a vote."""
        return fsum(self.values) / len(self.values) if self.votes else None

    @property
    def median(self) -> float | None:
        """The value in the middle, or halfway between the two there; None without a vote."""
        values, half = self.values, len(self.votes) // 2
        if not values:
            return None
        return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2

    @property
    def total(self) -> float:
        """All votes together, as dots are counted."""
        return fsum(self.values)

    @property
    def spread(self) -> tuple[tuple[float, tuple[str, ...]], ...]:
        """Every value with who voted it, the lowest first."""
        found: dict[float, tuple[str, ...]] = {}
        for each in self.votes:
            found[each.value] = (*found.get(each.value, ()), each.name)
        return tuple(found.items())


def counted(poll: Poll, me: str = "you") -> Count:
    """The count of a round as this session knows it; `me` is what its own person is called.

    Several sessions of one login are told apart by numbers, the same ones for everybody.
    """
    found: dict[str, list[str]] = {kind: [] for kind in ("sealed", "missing", "withdrew", "left", "broken")}
    votes: list[Vote] = []
    late: list[Vote] = []
    names = [me, *(_name(voter, poll) for voter, _ in poll.others)]
    own = (poll.ballot, poll.withdrew, True)
    states = [own, *((each.ballot, each.withdrew, each.here) for _, each in poll.others)]
    for name, (ballot, withdrew, here) in zip(names, states, strict=True):
        if ballot is None:
            if here:
                found["withdrew" if withdrew else "missing"].append(name)
            continue
        kind = _kind(poll, ballot, here=here)
        if kind in found:
            found[kind].append(name)
        elif ballot.value is not None:
            (late if ballot.late else votes).append(Vote(name, ballot.value))
    votes.sort(key=lambda each: each.value)
    late.sort(key=lambda each: each.value)
    return Count(tuple(votes), tuple(late), **{kind: tuple(each) for kind, each in found.items()})


def _kind(poll: Poll, ballot: Ballot, *, here: bool) -> str:
    if poll.stage is Stage.OPEN or ballot.value is None:
        return "sealed" if here else "left"
    return "open" if ballot.honest(poll.round) else "broken"


def _name(voter: Voter, poll: Poll) -> str:
    """The login, with a number where several sessions have the same."""
    login, pid = voter
    pids = sorted(each[1] for each in (poll.me, *(other for other, _ in poll.others)) if each[0] == login)
    return login if len(pids) == 1 else f"{login} {pids.index(pid) + 1}"
