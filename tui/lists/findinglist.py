"""What the rules noticed, as the screen holds it: looked up once, found by row, grouped to be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from model.scoring.totals import ProjectScores
from tui.lists.listing import Entry, Key

if TYPE_CHECKING:
    # The rules take longer to load than the first picture should wait.
    from collections.abc import Mapping

    from model.findings.finding import Finding
    from model.findings.runner import Part
    from model.journey.problem import Path

Grouping = Literal["level", "touchpoint"]
GRAVITY = ("error", "warning", "info")
"""The levels, the gravest first."""
MARKS = {"error": "E", "warning": "!", "info": "i"}
"""One character for each."""


@dataclass(frozen=True, slots=True)
class FindingList:
    """Where the reader of the findings is: the selected one, how they are grouped, which are shown."""

    at: int = 0
    by: Grouping = "level"
    ignored: bool = False
    """Whether those that the file hides are listed instead."""


@dataclass(frozen=True, eq=False)
class Noticed:
    """What the rules noticed in one state of a project on a day, in the order of the file."""

    scores: ProjectScores
    as_of: date
    found: tuple[Finding, ...]
    ignored: tuple[Finding, ...]
    """What the file asks to hide."""
    parts: Mapping[Path, Part]
    """What was found where, for the next state."""

    @cached_property
    def by_key(self) -> dict[Key, list[Finding]]:
        """By touchpoint and row; what is about the touchpoint, its promises and actions has an empty row."""
        lists: dict[Key, list[Finding]] = {}
        for each in self.found:
            if each.touchpoint is not None:
                lists.setdefault((each.touchpoint, each.expectation or ""), []).append(each)
        return lists

    def of(self, entry: Entry) -> tuple[Finding, ...]:
        """What is about a line of the board; a touchpoint's only row stands for the touchpoint too."""
        id = entry.touchpoint.id
        if entry.row is None:
            return tuple(self.by_key.get((id, ""), ()))
        own = self.by_key.get((id, entry.row.id), [])
        alone = len(entry.touchpoint.rows) == 1
        return (*own, *self.by_key.get((id, ""), ())) if alone else tuple(own)

    def mark(self, entry: Entry) -> str:
        """The mark of the gravest finding about a line of the board; empty where there is none."""
        levels = {each.level for each in self.of(entry)}
        return next((MARKS[each] for each in GRAVITY if each in levels), "")


def notice(scores: ProjectScores, as_of: date, before: Noticed | None = None) -> Noticed:
    """Let the rules look at a scored project; takes some 50 microseconds a touchpoint.

    What is the same as in the state `before` they do not look at again.
    """
    from model.findings.runner import sifted

    return Noticed(scores, as_of, *sifted(scores.project, scores, as_of, before.parts if before else None))


@dataclass(frozen=True, slots=True)
class Group:
    """Findings under one heading."""

    heading: str
    """Text of a file, or of the program's own."""
    found: tuple[Finding, ...]


@lru_cache(maxsize=4)
def grouped(noticed: Noticed, by: Grouping, *, ignored: bool) -> tuple[Group, ...]:
    """The findings to read, under headings: the gravest first, or by touchpoint in file order."""
    lists: dict[str, list[Finding]] = {}
    names: dict[str, str] = {}
    for each in noticed.ignored if ignored else noticed.found:
        key, heading = _by_level(each) if by == "level" else _by_touchpoint(each, noticed.scores)
        lists.setdefault(key, []).append(each)
        names[key] = heading
    if by == "touchpoint":
        return tuple(Group(names[key], tuple(found)) for key, found in lists.items())
    # Within a level what is alike stands together.
    return tuple(
        Group(names[key], tuple(sorted(lists[key], key=lambda each: each.code))) for key in sorted(lists)
    )


def _by_level(found: Finding) -> tuple[str, str]:
    at = GRAVITY.index(found.level)
    return str(at), ("ERRORS", "WARNINGS", "REMARKS")[at]


def _by_touchpoint(found: Finding, scores: ProjectScores) -> tuple[str, str]:
    if found.touchpoint is not None:
        touchpoint = scores.touchpoint(found.touchpoint)
        return f"t{found.touchpoint}", touchpoint.touchpoint.name if touchpoint else found.touchpoint
    if found.stage is not None:
        stage = scores.stage(found.stage)
        return f"s{found.stage}", stage.stage.name if stage else found.stage
    return "", "The whole journey"


@lru_cache(maxsize=4)
def listed(noticed: Noticed, by: Grouping, *, ignored: bool) -> tuple[Finding, ...]:
    """The findings in the order in which they are read."""
    return tuple(each for group in grouped(noticed, by, ignored=ignored) for each in group.found)


@lru_cache(maxsize=4)
def lines(noticed: Noticed, by: Grouping, *, ignored: bool) -> tuple[Group | int, ...]:
    """What stands line by line: each group's heading, and behind it where its findings are in `listed`."""
    found: list[Group | int] = []
    at = 0
    for group in grouped(noticed, by, ignored=ignored):
        found.append(group)
        found += range(at, at + len(group.found))
        at += len(group.found)
    return tuple(found)
