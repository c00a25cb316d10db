"""A vote as one session knows it: its own ballot, and what it heard of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from model.voting.round import Ballot, Round, Stage
from model.voting.statement import Statement

Voter = tuple[str, int]
"""A session: the login name of its owner, and its process number."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of somebody else in this round."""

    here: bool = True
    """Whether the session is still there."""
    ballot: Ballot | None = None
    withdrew: bool = False
    """Whether they took their vote back, or said that they have none."""
    opener: bool = False


@dataclass(frozen=True, slots=True)
class Poll:
    """A round, and everything this session knows of it. It is kept nowhere, and undo knows nothing of it."""

    round: Round
    me: Voter = ("", 0)
    """This session."""
    stage: Stage = Stage.OPEN
    opener: bool = False
    """Whether this session opened it."""
    ballot: Ballot | None = None
    withdrew: bool = False
    others: tuple[tuple[Voter, Heard], ...] = ()
    """Those who came first in front, and then those who left after they had voted."""

    @property
    def running(self) -> bool:
        """Whether there is still something to do in it or to look at."""
        return self.stage is not Stage.OVER

    @property
    def statement(self) -> Statement:
        """What this session says of it to the others."""
        return Statement(self.round, self.stage, self.opener, self.ballot, self.withdrew)

    @property
    def opened_by(self) -> Voter | None:
        """Who else opened it, as long as they are here."""
        return next((voter for voter, each in self.others if each.opener and each.here), None)

    @property
    def led(self) -> bool:
        """Whether the session that opened it is still here."""
        return self.opener or self.opened_by is not None

    # -- one's own vote -----------------------------------------------------------------------------

    def voting(self, value: float, salt: str) -> Poll:
        """With a vote of one's own, in place of an earlier one.

        Once the votes are open an earlier one stays, and a new one is late.
        """
        late = self.stage is not Stage.OPEN
        if late and self.ballot is not None and not self.ballot.late:
            return self
        return replace(self, ballot=Ballot.cast(self.round, value, salt, late=late), withdrew=False)

    def withdrawing(self) -> Poll:
        """Without a vote of one's own, and nobody waits for one; an open one stays."""
        if self.ballot is not None and self.stage is not Stage.OPEN:
            return self
        return replace(self, ballot=None, withdrew=True)

    def going_on(self, stage: Stage) -> Poll:
        """At a later stage."""
        return replace(self, stage=max(stage, self.stage))

    # -- the others ---------------------------------------------------------------------------------

    def hearing(self, people: Mapping[Voter, Statement | None]) -> Poll:
        """After what the others say now of this round; `people` is everybody who is here."""
        told = {
            voter: said if said is not None and said.round.id == self.round.id else None
            for voter, said in people.items()
        }
        stage = max([self.stage, *(said.stage for said in told.values() if said is not None)])
        known = dict(self.others)
        heard = {
            voter: _heard(known.get(voter, Heard()), said, sealed=self.stage is Stage.OPEN)
            for voter, said in told.items()
        }
        gone = {
            voter: replace(each, here=False)
            for voter, each in known.items()
            if voter not in told and (each.ballot is not None or each.opener)
        }
        others = tuple({**heard, **gone}.items())
        if stage == self.stage and others == self.others:
            return self
        return replace(self, stage=Stage(stage), others=others)


def _heard(known: Heard, said: Statement | None, *, sealed: bool) -> Heard:
    if said is None:
        return replace(known, here=True)
    ballot, before = said.ballot, known.ballot
    if not sealed and before is not None and (ballot is None or ballot.seal != before.seal):
        # Whoever saw the others has no second vote.
        ballot = before
    if ballot is not None and before is not None and ballot.seal == before.seal and ballot.value is None:
        ballot = before
    return Heard(True, ballot, said.withdrew and ballot is None, said.opener)


def heard(poll: Poll | None, people: Mapping[Voter, Statement | None], me: Voter) -> Poll | None:
    """The round there is, after what everybody says; None where there never was one.

    `me` is this session. Where several rounds are told of, the one that was opened last holds.
    """
    rounds = [said.round for said in people.values() if said is not None]
    latest = max(rounds, key=lambda each: each.order, default=None)
    if latest is not None and (poll is None or latest.order > poll.round.order):
        poll = Poll(latest, me)
    return poll.hearing(people) if poll is not None else None
