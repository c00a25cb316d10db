"""The journey as a row of points, one a touchpoint, and what there is to say about its course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from model.journey.project import Stage
from model.report.shown import signed
from model.scoring.rows import RowScore
from model.scoring.tolerance import Band, band_of
from model.scoring.totals import ProjectScores, TouchpointScore


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """One touchpoint on the journey. What is not known is None, never 0."""

    touchpoint: TouchpointScore
    score: float | None
    """Its credited score on the common scale, whatever scheme is shown."""
    expected: float | None
    """The weighted mean of what is expected, where all its rows are ratings."""
    delivered: float | None
    scale: tuple[float, float] | None
    """The one rating scale of all its rows; None where they differ or are no ratings."""

    @property
    def name(self) -> str:
        """The touchpoint's name, as in the file."""
        return self.touchpoint.touchpoint.name

    @property
    def band(self) -> Band:
        """The word for its score."""
        return band_of(self.score)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The ends of its 95 % interval; None where no row has one."""
        return _interval_of(self.touchpoint)

    @property
    def assumed(self) -> bool:
        """Whether what is expected here is nowhere more than a guess."""
        rows = [row for row in self.touchpoint.rows if row.expected is not None]
        return all(row.expected_by == "assumed" for row in rows)


@lru_cache(maxsize=1 << 15)
def _interval_of(touchpoint: TouchpointScore) -> tuple[float, float] | None:
    ends = touchpoint.interval
    return None if ends is None or ends[0] == ends[1] else ends


@lru_cache(maxsize=1 << 15)
def point_of(touchpoint: TouchpointScore) -> Point:
    """The point of one touchpoint; kept as long as its score stands, since most edits touch one only."""
    score = touchpoint.score
    if touchpoint.rules.in_points:
        score = _mean([(row, row.credited) for row in touchpoint.rows])
    scales = {
        tuple(map(float, row.expectation.scale or row.rules.scale))
        if row.expectation.kind == "rating"
        else None
        for row in touchpoint.rows
    }
    only = scales.pop() if len(scales) == 1 else None
    if only is None:
        return Point(touchpoint, score, None, None, None)
    complete = [row for row in touchpoint.rows if row.expected is not None and row.delivered is not None]
    return Point(
        touchpoint,
        score,
        _mean([(row, row.expected) for row in complete]),
        _mean([(row, row.delivered) for row in complete]),
        (only[0], only[1]),
    )


def _mean(found: Sequence[tuple[RowScore, float | None]]) -> float | None:
    there = [(float(row.expectation.weight), value) for row, value in found if value is not None]
    total = sum(weight for weight, _ in there)
    return sum(weight * value for weight, value in there) / total if total > 0 else None


def journey_points(scores: ProjectScores) -> tuple[Point, ...]:
    """Every touchpoint in the order of the journey: stage by stage."""
    return tuple([point_of(each) for stage in scores.stages for each in stage.touchpoints])


def journey_stages(scores: ProjectScores) -> tuple[tuple[Stage, int], ...]:
    """The stages that have touchpoints, with how many."""
    return tuple((each.stage, len(each.touchpoints)) for each in scores.stages if each.touchpoints)


def rating_scale(points: Sequence[Point]) -> tuple[float, float] | None:
    """The scale all rows of the journey share, where every one of them is a rating; else None."""
    scales = {point.scale for point in points if point.touchpoint.rows}
    return scales.pop() if len(scales) == 1 else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing the course shows: program words and a name from the file, in turns."""

    lead: str
    name: str
    rest: str


def sentences(points: Sequence[Point]) -> tuple[Sentence, ...]:
    """The deepest dip, the first one a customer meets, the peak and the end, in that order."""
    scored = [(at, point.score) for at, point in enumerate(points) if point.score is not None]
    if not scored:
        return ()
    said = []
    deepest, depth = min(scored, key=lambda each: each[1])
    if band_of(depth) in ("short", "failed"):
        point = points[deepest]
        run = _run(points, deepest)
        tail = f", {run} in a row below expected" if run > 1 else ""
        said.append(Sentence("Deepest dip: ", point.name, f" {signed(depth)} {point.band}{tail}."))
        first, found = next(each for each in scored if band_of(each[1]) in ("short", "failed"))
        rest = f" {signed(found)}." if first != deepest else ", the same."
        said.append(Sentence("First dip a customer meets: ", points[first].name, rest))
    else:
        said.append(Sentence("", "", "No dip: every scored touchpoint is as expected or better."))
    highest, height = max(scored, key=lambda each: each[1])
    peak = points[highest]
    guessed = peak.assumed and height > 0
    said.append(
        Sentence(
            "Peak: ",
            peak.name,
            f" {signed(height)}, expectation assumed: ask before you spend more."
            if guessed
            else f" {signed(height)} {peak.band}.",
        )
    )
    last, end = scored[-1]
    said.append(Sentence("End of the journey: ", points[last].name, f" {signed(end)}."))
    return tuple(said)


def _run(points: Sequence[Point], at: int) -> int:
    """How many touchpoints in a row around `at` lie below expected."""

    def below(index: int) -> bool:
        return 0 <= index < len(points) and band_of(points[index].score) in ("short", "failed")

    start = end = at
    while below(start - 1):
        start -= 1
    while below(end + 1):
        end += 1
    return end - start + 1
