"""Two versions of a project side by side: what differs, whose scores changed, and why the journey's did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from model.editing.differences import Change, differences
from model.editing.mixture import Mixture, mixed_row, otherwise_measured, restated, row_causes
from model.editing.places import row_place
from model.editing.since import Since, newest_day, since
from model.journey.expectation import Expectation
from model.journey.project import Project
from model.scoring.rows import RowScore, score_row
from model.scoring.tolerance import expected_used, rounded
from model.scoring.totals import ProjectScores, score_project

Direction = Literal["better", "worse", "same", "new", "gone", "unknown"]
THEIRS = frozenset({"bar rose", "limit moved", "basis"})
"""Why a row is worse although nothing else was delivered: the customer expects more than before."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a row, in a word, and why where that is not plain."""

    direction: Direction
    because: str = ""

    @property
    def words(self) -> str:
        """`worse: bar rose`."""
        return f"{self.direction}: {self.because}" if self.because else self.direction


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row then and now; one of the two is None for a row that came or went."""

    touchpoint: str
    """The id of its touchpoint, in the newer version where it still stands there."""
    id: str
    name: str
    """Its touchpoint's name, and its own where the touchpoint has several."""
    before: RowScore | None
    after: RowScore | None
    verdict: Verdict
    parts: tuple[float, float] | None = None
    """What delivery and expectation brought to the change of its credited score, on the common scale and
    under the rules of now; None where that cannot be told apart."""


@dataclass(frozen=True)
class Comparison:
    """An older and a newer version of a project."""

    old: Project
    """The older version, its items under the ids of the newer one."""
    new: Project
    before: ProjectScores
    after: ProjectScores
    then: date | None
    """The day of the older version, as far as it is known."""
    as_of: date
    changes: tuple[Change, ...]
    """Everything that differs, in the order of the file."""

    @property
    def same(self) -> bool:
        """Whether both versions say the same."""
        return not self.changes

    @cached_property
    def mixture(self) -> Mixture:
        """Everything between the two versions."""
        return Mixture(self.before, self.after)

    @cached_property
    def parts(self) -> dict[str, float] | None:
        """The change of the journey's score by cause; the parts add up to it. None without both scores."""
        return self.mixture.parts()

    @property
    def change(self) -> float | None:
        """How much the journey's score changed."""
        was, now = self.before.journey.score, self.after.journey.score
        return None if was is None or now is None else now - was + 0.0

    @cached_property
    def rows(self) -> tuple[RowChange, ...]:
        """Every row of either version, in the order of the newer one, what is gone behind its neighbours."""
        return tuple(_rows(self))

    @cached_property
    def shown(self) -> tuple[RowChange, ...]:
        """The rows of which anything changed."""
        return tuple(row for row in self.rows if (row.touchpoint, row.id) in self._touched)

    @cached_property
    def _touched(self) -> frozenset[tuple[str, str]]:
        whole = {each.place[1] for each in self.changes if len(each.place) == 2 and _came_or_went(each)}
        touched = {(each.place[1], each.place[3]) for each in self.changes if len(each.place) == 4}
        touched |= {(row.touchpoint, row.id) for row in self.rows if row.touchpoint in whole}
        return frozenset(touched)

    @cached_property
    def others(self) -> tuple[Change, ...]:
        """What differs besides rows: touchpoints, stages, rules, promises, actions."""
        rows = {(row.touchpoint, row.id) for row in self.shown}
        whole = {touchpoint for touchpoint, _ in rows}
        return tuple(
            each
            for each in self.changes
            if len(each.place) != 4 and not (_came_or_went(each) and each.place[1] in whole)
        )

    def of_row(self, row: RowChange) -> tuple[Change, ...]:
        """What changed on a row."""
        place = row_place(row.touchpoint, row.id)
        return tuple(each for each in self.changes if each.place == place)

    @cached_property
    def counts(self) -> Counter[str]:
        """How many rows are better, worse, same, new, gone, unknown."""
        return Counter(row.verdict.direction for row in self.rows)

    @property
    def not_our_work(self) -> int:
        """How many rows are worse although what is delivered did not change."""
        return sum(
            1 for row in self.rows if row.verdict.direction == "worse" and row.verdict.because in THEIRS
        )

    @cached_property
    def since(self) -> Since:
        """What became of promises and actions in between."""
        return since(self.old, self.new, self.then, self.as_of)


def compare(
    old: Project,
    new: Project,
    *,
    as_of: date,
    then: date | None = None,
    after: ProjectScores | None = None,
) -> Comparison:
    """Compare two versions of a project by id and key.

    `then` is the day of the older one; where nobody knows it, the newest day the old version tells of
    stands in. `after` are the scores of `new`, where they are at hand.
    """
    aligned, changes = differences(old, new)
    if after is None:
        after = score_project(new)
    before = after if not changes else score_project(aligned)
    return Comparison(aligned, new, before, after, then or newest_day(old, as_of), as_of, changes)


def _came_or_went(change: Change) -> bool:
    return change.place[0] == "touchpoints" and change.kind in ("added", "removed")


def _rows(comparison: Comparison) -> list[RowChange]:
    before, after = comparison.before, comparison.after
    rows: list[RowChange] = []
    for touchpoint in after.touchpoints:
        was = before.touchpoint(touchpoint.id)
        older = {} if was is None else {row.id: row for row in was.rows}
        name = touchpoint.touchpoint.name
        several = len(touchpoint.rows) > 1
        for row in touchpoint.rows:
            title = f"{name}: {row.expectation.name}" if several else name
            rows.append(_row(touchpoint.id, title, older.pop(row.id, None), row, comparison))
        for gone in older.values():
            rows.append(_row(touchpoint.id, f"{name}: {gone.expectation.name}", gone, None, comparison))
    for touchpoint in before.touchpoints:
        if after.touchpoint(touchpoint.id) is None:
            name = touchpoint.touchpoint.name
            several = len(touchpoint.rows) > 1
            for row in touchpoint.rows:
                title = f"{name}: {row.expectation.name}" if several else name
                rows.append(_row(touchpoint.id, title, row, None, comparison))
    return rows


def _row(
    touchpoint: str, name: str, was: RowScore | None, now: RowScore | None, comparison: Comparison
) -> RowChange:
    if was is None or now is None:
        stays = now or was
        assert stays is not None
        verdict = Verdict("new" if was is None else "gone")
        return RowChange(touchpoint, stays.id, name, was, now, verdict)
    verdict, parts = _judged(touchpoint, was, now, comparison)
    return RowChange(touchpoint, now.id, name, was, now, verdict, parts)


def _judged(
    touchpoint: str, was: RowScore, now: RowScore, comparison: Comparison
) -> tuple[Verdict, tuple[float, float] | None]:
    """Both are judged by the rules of now: what changed is then the row and not the ruler."""
    if was.expectation is now.expectation:
        return Verdict("unknown" if now.credited is None else "same"), None
    one, other = comparison.mixture.pair(touchpoint, now.id)
    if otherwise_measured(one, other):
        return Verdict("unknown", "measured otherwise"), None
    start, expecting, delivering, end = (
        score_row(mixed_row(one, other, frozenset(renewed)), now.rules).credited
        for renewed in ((), ("expectation",), ("delivery",), ("expectation", "delivery"))
    )
    if start is None or end is None:
        because = "" if start is end else "no score then" if start is None else "no score now"
        return Verdict("unknown", because), None
    if rounded(start) == rounded(end):
        return Verdict("same"), (0.0, 0.0)
    parts = None
    if expecting is not None and delivering is not None:
        theirs = ((expecting - start) + (end - delivering)) / 2.0
        parts = (end - start - theirs + 0.0, theirs + 0.0)
    direction: Direction = "better" if end > start else "worse"
    return Verdict(direction, _because(one, other, direction)), parts


def _because(one: Expectation, other: Expectation, direction: Direction) -> str:
    """What moved: the bar, the delivery, or both. A row that simply got better needs no reason."""
    causes = row_causes(one, other)
    if {"expectation", "delivery"} <= causes:
        return "both moved"
    if "delivery" in causes:
        return "we slipped" if direction == "worse" else ""
    was, now = expected_used(restated(one, other.unit)), expected_used(other)
    if was != now:
        return "bar rose" if direction == "worse" else "bar fell"
    return "basis" if one.basis != other.basis else "limit moved"
