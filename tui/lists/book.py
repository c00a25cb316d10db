"""The promises of a project worked out by a day, once for every state of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from model.editing.session import State
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from model.promises.calendar import Calendar
from model.promises.ledger import (
    By,
    Counts,
    Entry,
    KeepRate,
    Reason,
    keep_rate,
    keep_rates,
    ledger,
    promise_counts,
    reasons,
)
from model.promises.slip import Effect, Moved, domino, effects
from model.promises.steps import planned, waits
from tui.lists.ledger import STATES, Ledger

TRIED = 2
"""Counted days of the slip that is tried out on the selected promise."""


@dataclass(frozen=True, eq=False)
class Book:
    """The ledger of one project on one day, with what follows from all of it together."""

    project: Project
    today: date
    entries: tuple[Entry, ...]
    """Every promise, in the order of the file."""

    @cached_property
    def calendar(self) -> Calendar:
        """The days that count."""
        return Calendar.of(self.project.about)

    @cached_property
    def counts(self) -> Counts:
        """How many stand where."""
        return promise_counts(self.project, self.today)

    @cached_property
    def rate(self) -> KeepRate:
        """How well promises are kept, all of them together."""
        return keep_rate(self.project.promises, self.today)

    @cached_property
    def _rates(self) -> dict[By, tuple[tuple[str | None, KeepRate], ...]]:
        return {}

    def rates(self, by: By) -> tuple[tuple[str | None, KeepRate], ...]:
        """The keep-rates of groups, without those where nothing was due yet; touchpoints by their names."""
        if by not in self._rates:
            found = [each for each in keep_rates(self.project, self.today, by) if each[1].n]
            if by == "touchpoint":
                found = [(self.touchpoints.get(name or "", name), rate) for name, rate in found]
            self._rates[by] = tuple(found)
        return self._rates[by]

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why promises slipped, the commonest reason first."""
        return reasons(self.project)

    @cached_property
    def touchpoints(self) -> dict[str, str]:
        """Names of touchpoints by their ids."""
        return {each.id: each.name for each in self.project.touchpoints}

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The promises by their ids."""
        return {each.promise.id: each for each in self.entries}

    @cached_property
    def links(self) -> dict[str, tuple[str, ...]]:
        """What each promise waits for, by ids; what the file says as it is where that goes in a ring."""
        try:
            return waits(self.project)
        except ProblemsFound:
            return {each.id: each.after for each in self.project.promises}

    @cached_property
    def _followers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id, others in self.links.items():
            for other in others:
                found.setdefault(other, []).append(id)
        return found

    def waiting(self, id: str) -> tuple[Entry, ...]:
        """The promises that wait for this one, directly or not, the earliest first."""
        reached: dict[str, None] = {}
        todo = [id]
        while todo:
            for follower in self._followers.get(todo.pop(), ()):
                if follower != id and follower not in reached:
                    reached[follower] = None
                    todo.append(follower)
        return tuple(sorted((self.by_id[each] for each in reached), key=lambda each: planned(each.promise)))

    @cached_property
    def _slipped(self) -> dict[str, tuple[Moved, ...]]:
        return {}

    def slipped(self, id: str) -> tuple[Moved, ...]:
        """The later promises that move when this one slips by `TRIED` days; none where it cannot slip."""
        if id not in self._slipped:
            try:
                moved = domino(self.project, id, TRIED, self.today).moved[1:]
            except ProblemsFound:
                moved = ()
            self._slipped[id] = moved
        return self._slipped[id]

    @cached_property
    def effects(self) -> dict[str, Effect]:
        """Which later promises a slip breaks as things stand, by the id of the promise that slipped."""
        try:
            return {each.cause.id: each for each in effects(self.project, self.today)}
        except ProblemsFound:
            return {}


@lru_cache(maxsize=4)
def book_of(state: State, today: date) -> Book:
    """The book of a state of the session; the same one as long as nothing is edited."""
    return Book(state.project, today, ledger(state.project, today))


def kind_of(entry: Entry) -> str:
    """The state of a promise, an open one that is at risk told apart: a key of `STATES`."""
    return "risk" if entry.risks else entry.state


_ORDER = {state: at for at, state in enumerate(STATES)}


@lru_cache(maxsize=8)
def listed(book: Book, states: frozenset[str], text: str, sort: str) -> tuple[Entry, ...]:
    """The promises to list, in their order: of these states, and with every word of `text`."""
    words = text.lower().split()
    found = [each for each in book.entries if _wanted(each, states) and _has(book, each, words)]
    if sort == "due":
        found.sort(key=lambda each: planned(each.promise))
    elif sort == "state":
        found.sort(key=lambda each: (_ORDER[kind_of(each)], planned(each.promise)))
    elif sort == "person":
        found.sort(key=lambda each: ((each.promise.made_by or "\uffff").lower(), planned(each.promise)))
    return tuple(found)


def _wanted(entry: Entry, states: frozenset[str]) -> bool:
    return (
        not states
        or kind_of(entry) in states
        or entry.state in states
        or ("untold" in states and entry.told == "never")
    )


def _has(book: Book, entry: Entry, words: list[str]) -> bool:
    if not words:
        return True
    promise = entry.promise
    texts = (
        promise.what,
        promise.to,
        promise.made_by,
        promise.agreed_by,
        promise.reason,
        book.touchpoints.get(promise.touchpoint),
    )
    hay = " ".join(each for each in texts if each).lower()
    return all(word in hay for word in words)


def listed_for(book: Book, ledger: Ledger) -> tuple[Entry, ...]:
    """The promises that the reader asked to see."""
    return listed(book, ledger.states, ledger.text, ledger.sort)


def position(book: Book, ledger: Ledger) -> int | None:
    """Where the selected promise stands among those listed; the first where it is not; None of none."""
    entries = listed_for(book, ledger)
    if not entries:
        return None
    return next((at for at, each in enumerate(entries) if each.promise.id == ledger.selected), 0)


def current(book: Book, ledger: Ledger) -> Entry | None:
    """The selected promise."""
    at = position(book, ledger)
    return None if at is None else listed_for(book, ledger)[at]
