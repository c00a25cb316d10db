"""A vote among sessions that only hear each other: sealed, opened, counted; who comes and who goes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.voting.count import Count, Vote, counted
from model.voting.poll import Poll, Voter, heard
from model.voting.round import Ballot, Round, Stage
from model.voting.statement import Statement, statement_of

ROUND = Round("0a1b2c3d", 1000.0, "web", "prices", "delivered")
SALT = "0123456789abcdef"


@dataclass
class Room:
    """People at one file. What one says, the others hear as it would be read from the file."""

    polls: dict[Voter, Poll | None] = field(default_factory=dict)

    def join(self, name: str, pid: int = 1) -> Voter:
        self.polls[name, pid] = None
        self.listen()
        return name, pid

    def leave(self, who: Voter) -> None:
        del self.polls[who]
        self.listen()

    def do(self, who: Voter, poll: Poll) -> None:
        self.polls[who] = poll
        self.listen()

    def vote(self, who: Voter, value: float, salt: str = SALT) -> None:
        self.do(who, self.at(who).voting(value, salt))

    def at(self, who: Voter) -> Poll:
        poll = self.polls[who]
        assert poll is not None
        return poll

    def listen(self) -> None:
        """Everybody looks twice: what the others answer is heard too."""
        for _ in range(2):
            for who in self.polls:
                said = {each: told(poll) for each, poll in self.polls.items() if each != who}
                self.polls[who] = heard(self.polls[who], said, who)

    def count(self, who: Voter) -> Count:
        return counted(self.at(who))


def told(poll: Poll | None) -> Statement | None:
    """A statement the way it goes through a file."""
    if poll is None:
        return None
    return statement_of(json.loads(json.dumps(poll.statement.data())), latest=2000.0)


@pytest.fixture
def room() -> Room:
    return Room()


def opened(room: Room, *names: str) -> list[Voter]:
    """People who are here, and a round that the first of them opened."""
    people = [room.join(name) for name in names]
    room.do(people[0], Poll(ROUND, people[0], opener=True))
    return people


def test_votes_are_sealed_until_they_are_opened_and_then_counted_everywhere(room: Room) -> None:
    ana, dev, caz = opened(room, "ana", "dev", "caz")
    for who, value in ((ana, 2), (dev, 8), (caz, 3)):
        room.vote(who, value)
    for who in (ana, dev, caz):
        assert room.count(who) == Count(sealed=("you", *(each[0] for each in (ana, dev, caz) if each != who)))
    for poll in room.polls.values():
        assert poll is not None
        assert all(each.ballot is not None and each.ballot.value is None for _, each in poll.others)
    room.do(dev, room.at(dev).going_on(Stage.SPREAD))
    for who in (ana, dev, caz):
        count = room.count(who)
        assert count.values == (2, 3, 8)
        assert (count.median, count.total, count.voted, count.people) == (3, 13, 3, 3)
        assert count.mean == pytest.approx(13 / 3)
    assert room.count(ana).spread == ((2.0, ("you",)), (3.0, ("caz",)), (8.0, ("dev",)))


def test_what_is_written_before_the_opening_says_neither_the_value_nor_what_opens_it(room: Room) -> None:
    (ana,) = opened(room, "ana")
    room.vote(ana, 7.25)
    text = json.dumps(room.at(ana).statement.data())
    assert "7.25" not in text
    assert SALT not in text
    # The same vote in another round, or with other chance, looks different.
    seals = {
        Ballot.cast(each, 7.25, salt).seal
        for each in (ROUND, replace(ROUND, id="ffffffff"))
        for salt in (SALT, SALT[::-1])
    }
    assert len(seals) == 4


def test_the_middle_of_votes() -> None:
    def middle(*values: float) -> tuple[float | None, float | None]:
        count = Count(tuple(Vote("x", each) for each in sorted(values)))
        return count.mean, count.median

    assert middle() == (None, None)
    assert middle(4) == (4, 4)
    assert middle(1, 2, 3, 10) == (4, 2.5)
    assert middle(0.1, 0.2, 0.3)[0] == pytest.approx(0.2)


def test_missing_withdrawn_and_changed_votes(room: Room) -> None:
    ana, dev, caz, eve = opened(room, "ana", "dev", "caz", "eve")
    room.vote(ana, 1)
    room.vote(dev, 2)
    room.vote(dev, 5)
    room.vote(caz, 9)
    room.do(caz, room.at(caz).withdrawing())
    count = room.count(ana)
    assert (count.sealed, count.withdrew, count.missing) == (("you", "dev"), ("caz",), ("eve",))
    assert (count.voted, count.people) == (2, 3)
    # Whoever never votes can say so; nobody waits then.
    room.do(eve, room.at(eve).withdrawing())
    assert room.count(dev).withdrew == ("caz", "eve")
    room.vote(caz, 4)
    room.do(ana, room.at(ana).going_on(Stage.SPREAD))
    assert room.count(eve).values == (1, 4, 5)
    assert room.count(eve).withdrew == ("you",)
    # An open vote stays: it can neither be taken back nor be changed.
    room.do(dev, room.at(dev).withdrawing())
    room.vote(dev, 1)
    assert room.count(ana).values == (1, 4, 5)


def test_a_late_vote_is_shown_and_does_not_count(room: Room) -> None:
    ana, dev, caz = opened(room, "ana", "dev", "caz")
    room.vote(ana, 1)
    room.vote(dev, 2)
    room.do(ana, room.at(ana).going_on(Stage.SPREAD))
    room.vote(caz, 1.5)
    count = room.count(dev)
    assert count.late == (Vote("caz", 1.5),)
    assert (count.values, count.mean, count.missing) == ((1, 2), 1.5, ())


def test_a_vote_cast_before_its_owner_heard_of_the_opening_counts(room: Room) -> None:
    ana, dev = opened(room, "ana", "dev")
    # Both at the same moment: dev has seen nothing.
    room.polls[ana] = room.at(ana).voting(3, SALT).going_on(Stage.SPREAD)
    room.polls[dev] = room.at(dev).voting(6, SALT)
    room.listen()
    for who in (ana, dev):
        assert room.count(who).values == (3, 6)


def test_who_comes_late_sees_what_there_is_at_every_stage(room: Room) -> None:
    ana, dev = opened(room, "ana", "dev")
    room.vote(ana, 3)
    first = room.join("first")
    assert room.count(first) == Count(sealed=("ana",), missing=("you", "dev"))
    room.vote(dev, 4)
    room.do(ana, room.at(ana).going_on(Stage.MEAN))
    second = room.join("second")
    assert room.at(second).stage is Stage.MEAN
    assert room.count(second).values == (3, 4)
    room.do(ana, room.at(ana).going_on(Stage.OVER))
    third = room.join("third")
    assert not room.at(third).running
    assert not room.at(dev).running


def test_a_round_outlives_who_opened_it_and_can_be_ended_by_others(room: Room) -> None:
    ana, dev, caz = opened(room, "ana", "dev", "caz")
    room.vote(ana, 3)
    room.vote(dev, 4)
    assert room.at(caz).opened_by == ana
    room.leave(ana)
    assert not room.at(caz).led
    assert room.count(caz) == Count(sealed=("dev",), missing=("you",), left=("ana",))
    late = room.join("late")
    assert room.at(late).round == ROUND
    room.do(caz, room.at(caz).going_on(Stage.SPREAD))
    # Nobody can open the vote of somebody who is gone.
    assert room.count(dev).values == (4,)
    assert room.count(dev).left == ("ana",)
    room.do(late, room.at(late).going_on(Stage.OVER))
    assert not any(poll is None or poll.running for poll in room.polls.values())


def test_an_open_vote_stays_when_its_owner_leaves(room: Room) -> None:
    ana, dev = opened(room, "ana", "dev")
    room.vote(dev, 4)
    room.do(ana, room.at(ana).going_on(Stage.SPREAD))
    room.leave(dev)
    assert room.count(ana).spread == ((4.0, ("dev",)),)


def test_the_round_that_was_opened_last_holds(room: Room) -> None:
    ana, dev, caz = (room.join(name) for name in ("ana", "dev", "caz"))
    again = replace(ROUND, id="ffffffff", opened=1001.0, touchpoint="pay")
    # Both at once: neither had heard of the other.
    room.polls[ana] = Poll(again, ana, opener=True)
    room.polls[dev] = Poll(ROUND, dev, opener=True).voting(5, SALT)
    room.listen()
    for who in (ana, dev, caz):
        assert room.at(who).round == again
        assert room.count(who).voted == 0
    # What is over comes back by nobody who has not heard of it.
    room.do(ana, room.at(ana).going_on(Stage.OVER))
    room.polls[caz] = Poll(again, caz)
    room.listen()
    assert not any(poll is None or poll.running for poll in room.polls.values())


def test_a_vote_that_does_not_fit_its_seal_is_named_and_does_not_count(room: Room) -> None:
    ana, dev = opened(room, "ana", "dev")
    room.vote(dev, 4)
    ballot = room.at(dev).ballot
    assert ballot is not None
    said = Statement(ROUND, Stage.SPREAD, ballot=replace(ballot, value=9.0))
    poll = heard(room.at(ana), {dev: said}, ana)
    assert poll is not None
    assert counted(poll).broken == ("dev",)
    # Nor does a second vote that was sealed after the opening.
    room.do(ana, room.at(ana).going_on(Stage.SPREAD))
    swapped = Statement(ROUND, Stage.SPREAD, ballot=Ballot.cast(ROUND, 9, SALT))
    poll = heard(room.at(ana), {dev: swapped}, ana)
    assert poll is not None
    assert counted(poll).values == (4,)


def test_sessions_of_one_login_are_told_apart(room: Room) -> None:
    first = room.join("root", 1)
    room.do(first, Poll(ROUND, first, opener=True))
    second, third = room.join("root", 2), room.join("root", 3)
    room.vote(third, 1)
    assert room.count(first) == Count(sealed=("root 3",), missing=("you", "root 2"))
    # The same session has the same number on every screen.
    assert room.count(second) == Count(sealed=("root 3",), missing=("you", "root 1"))


GOOD: dict[str, Any] = Poll(ROUND).voting(4, SALT).going_on(Stage.SPREAD).statement.data()


def test_a_statement_is_read_as_it_was_written() -> None:
    read = statement_of(GOOD, latest=2000.0)
    assert read == Poll(ROUND).voting(4, SALT).going_on(Stage.SPREAD).statement


@pytest.mark.parametrize(
    "wrong",
    [
        {"round": "x"},
        {"round": 7},
        {"opened": True},
        {"opened": 3000.0},
        {"opened": float("nan")},
        {"opened": 10**400},
        {"touchpoint": "\x1b[31m"},
        {"row": ["a"]},
        {"on": "price"},
        {"on": ["weight"]},
        {"stage": 9},
        {"stage": "1"},
    ],
    ids=str,
)
def test_what_cannot_be_a_round_is_none(wrong: dict[str, Any]) -> None:
    assert statement_of({**GOOD, **wrong}, latest=2000.0) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": float("inf")},
        {"value": 1e308},
        {"value": 10**400},
        {"value": float("nan")},
        {"value": "4"},
        {"value": True},
        {"salt": "no"},
        {"salt": None},
    ],
)
def test_a_vote_that_cannot_be_read_stays_sealed(wrong: dict[str, Any]) -> None:
    read = statement_of({**GOOD, **wrong}, latest=2000.0)
    assert read is not None
    assert read.ballot is not None
    assert read.ballot.value is None


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner)))
def test_anything_else_is_no_statement(data: object) -> None:
    assert statement_of(data, latest=2000.0) is None
    assert statement_of({"round": data}, latest=2000.0) is None


@given(
    orders=st.lists(st.permutations(["ana", "dev", "caz"]), min_size=1, max_size=3),
    votes=st.dictionaries(st.sampled_from(["ana", "dev", "caz"]), st.floats(-1e6, 1e6)),
)
def test_whoever_is_heard_first_the_count_is_the_same(
    orders: list[list[str]], votes: dict[str, float]
) -> None:
    counts = set()
    for order in orders:
        room = Room()
        people = {name: room.join(name) for name in sorted(order)}
        room.do(people["ana"], Poll(ROUND, people["ana"], opener=True))
        for name in order:
            if name in votes:
                room.vote(people[name], votes[name])
        room.do(people["ana"], room.at(people["ana"]).going_on(Stage.MEAN))
        counts.add(room.count(people["dev"]))
    assert len(counts) == 1
    assert list(counts.pop().values) == sorted(votes.values())
