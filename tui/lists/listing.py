"""Which rows are listed, in which order: filters, sorting and grouping, and walking along them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from model.scoring.rows import RowScore
from model.scoring.stages import StageScore
from model.scoring.totals import Place, ProjectScores, TouchpointScore


class Entry(NamedTuple):
    """One line that can be selected: a row, or a touchpoint that has several rows or none."""

    touchpoint: TouchpointScore
    row: RowScore | None

    @property
    def key(self) -> Key:
        """What stays the same when scores change."""
        return self.touchpoint.touchpoint.id, self.row.id if self.row else ""


Key = tuple[str, str]
"""Touchpoint id, and expectation id or nothing for the touchpoint itself."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above a group of rows, such as an owner's name."""

    text: str


Item = Entry | Heading

SORTS: dict[str, str] = {
    "journey": "journey order",
    "score": "score, lowest first",
    "priority": "priority, highest first",
    "weight": "weight, heaviest first",
    "gap": "gap in tolerances, widest first",
    "name": "name",
    "owner": "owner",
}
GROUPS: dict[str, str] = {
    "touchpoint": "by touchpoint",
    "lever": "by lever",
    "owner": "by owner",
    "band": "by band",
    "none": "ungrouped",
}
QUICK: dict[str, str] = {
    "below": "below expected",
    "failed": "failed",
    "assumed": "expectation assumed",
    "unknown": "unknown numbers",
    "marked": "marked",
    "mine": "mine",
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What the reader asked to see. The default is the journey as the file tells it."""

    text: str = ""
    quick: frozenset[str] = frozenset()
    sort: str = "journey"
    group: str = "touchpoint"

    @property
    def filtered(self) -> bool:
        """True where rows may be hidden."""
        return bool(self.text or self.quick)

    @property
    def flat(self) -> bool:
        """True where rows of all stages stand in one list."""
        return self.filtered or self.sort != "journey" or self.group != "touchpoint"

    @property
    def words(self) -> str:
        """The filter, sort and group in words; empty for the default."""
        parts = []
        if self.text:
            parts.append(f'"{self.text}"')
        parts += [QUICK[each] for each in QUICK if each in self.quick]
        if self.sort != "journey":
            parts.append(f"by {SORTS[self.sort]}")
        if self.group != "touchpoint":
            parts.append(GROUPS[self.group])
        return ", ".join(parts)


def entries_of(touchpoint: TouchpointScore) -> Iterator[Entry]:
    """The lines of one touchpoint: its single row, or itself and then its rows."""
    rows = touchpoint.rows
    if len(rows) == 1:
        yield Entry(touchpoint, rows[0])
        return
    yield Entry(touchpoint, None)
    for row in rows:
        yield Entry(touchpoint, row)


@lru_cache(maxsize=64)
def lane(stage: StageScore) -> tuple[Entry, ...]:
    """Every line of one stage in the order of the file.

    Kept per stage score, which stays the same object while nothing in the stage changes.
    """
    return tuple(chain.from_iterable(map(_lines_of, stage.touchpoints)))


@lru_cache(maxsize=1 << 15)
def _lines_of(touchpoint: TouchpointScore) -> tuple[Entry, ...]:
    """`entries_of`, kept as long as the score stands: an edit changes one of a stage's thousands."""
    return tuple(entries_of(touchpoint))


@lru_cache(maxsize=4)
def ranking(scores: ProjectScores) -> tuple[Place, ...]:
    """Every touchpoint, most urgent first. Kept: among thousands it takes longer than drawing the screen."""
    return scores.priorities()


@lru_cache(maxsize=4)
def ranks(scores: ProjectScores) -> dict[str, int]:
    """Where in the ranking each touchpoint stands, by its id, from 0."""
    return {place.touchpoint.touchpoint.id: at for at, place in enumerate(ranking(scores))}


def flat(scores: ProjectScores, listing: Listing, marks: frozenset[Key], me: str = "") -> tuple[Item, ...]:
    """The lines of all stages that `listing` asks for, in its order; `me` is whose rows "mine" means."""
    wanted = _wanted(listing, marks, me)
    words = listing.text.lower().split()
    kept: list[Entry] = []
    for stage in scores.stages:
        for each in stage.touchpoints:
            hay = f"{each.touchpoint.name} {stage.stage.name} {each.touchpoint.owner or ''}"
            for row in each.rows or (None,):
                entry = Entry(each, row)
                text = f"{hay} {row.expectation.name} {row.expectation.lever or ''}" if row else hay
                if all(word in text.lower() for word in words) and wanted(entry):
                    kept.append(entry)
    kept.sort(key=_ORDERS[listing.sort])
    return tuple(_grouped(kept, listing.group))


def _wanted(listing: Listing, marks: frozenset[Key], me: str) -> Callable[[Entry], bool]:
    tests: list[Callable[[Entry], bool]] = []
    if "below" in listing.quick:
        tests.append(lambda entry: bool(entry.row and (entry.row.tolerance_score or 0) < 0))
    if "failed" in listing.quick:
        tests.append(lambda entry: bool(entry.row and entry.row.failed))
    if "assumed" in listing.quick:
        tests.append(lambda entry: bool(entry.row and entry.row.expected_by == "assumed"))
    if "unknown" in listing.quick:
        tests.append(lambda entry: entry.row is None or entry.row.tolerance_score is None)
    if "marked" in listing.quick:
        tests.append(lambda entry: entry.key in marks)
    if "mine" in listing.quick:
        tests.append(lambda entry: (entry.touchpoint.touchpoint.owner or "").lower() == me.lower() != "")
    return lambda entry: all(test(entry) for test in tests)


_LAST = float("inf")


def _number(value: float | None, *, negate: bool = False) -> float:
    if value is None:
        return _LAST
    return -value if negate else value


_ORDERS: dict[str, Callable[[Entry], float | str]] = {
    "journey": lambda _: 0,
    "score": lambda entry: _number(entry.row.score if entry.row else None),
    "priority": lambda entry: _number(entry.touchpoint.priority, negate=True),
    "weight": lambda entry: -float(entry.touchpoint.touchpoint.weight),
    "gap": lambda entry: _number(entry.row.z if entry.row else None),
    "name": lambda entry: entry.touchpoint.touchpoint.name.lower(),
    "owner": lambda entry: (entry.touchpoint.touchpoint.owner or "\uffff").lower(),
}


def _grouped(entries: list[Entry], group: str) -> Iterator[Item]:
    if group in ("touchpoint", "none"):
        yield from entries
        return
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(_group_of(entry, group), []).append(entry)
    for name in sorted(groups, key=lambda each: (not each, each)):
        yield Heading(name or f"no {group}")
        yield from groups[name]


def _group_of(entry: Entry, group: str) -> str:
    if group == "lever":
        return (entry.row.expectation.lever or "") if entry.row else ""
    if group == "owner":
        return entry.touchpoint.touchpoint.owner or ""
    return entry.row.band if entry.row else "unknown"
