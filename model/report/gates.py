"""Bars that the scores of a project have to reach, each missed one a remark with a place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from model.files.loading import Loaded
from model.files.positions import positions
from model.journey.problem import Path, Problem
from model.journey.project import Project
from model.journey.quantity import number_text
from model.report.remarks import Remark
from model.report.shown import signed
from model.scoring.rows import RowScore
from model.scoring.tolerance import rounded
from model.scoring.totals import ProjectScores, TouchpointScore

if TYPE_CHECKING:
    from model.editing.compare import Comparison


@dataclass(frozen=True, slots=True)
class Bars:
    """What is asked of the scores; None asks nothing."""

    min_score: float | None = None
    max_failed: int | None = None
    max_assumed: float | None = None
    """A share, 0..1."""


def missed(
    loaded: Loaded, scores: ProjectScores, bars: Bars, old: Project | None, old_name: str, as_of: date
) -> tuple[Remark, ...]:
    """A remark for each bar the project misses; `old` is the version that it may not be worse than."""
    found = list(_missed(scores, bars))
    if old is not None and (worse := _worse(scores, old, old_name, as_of)) is not None:
        found.append(worse)
    where = positions(loaded.text, [path for path, _ in found])
    return tuple(
        replace(remark, line=where[path][0], column=where[path][1], key=Problem(path, "", "").key)
        for path, remark in found
    )


_Placed = tuple[Path, Remark]


def _missed(scores: ProjectScores, bars: Bars) -> Iterator[_Placed]:
    if bars.min_score is not None:
        yield from _below(scores, bars.min_score)
    if bars.max_failed is not None and scores.journey.failed > bars.max_failed:
        yield _too_many_failed(scores, bars.max_failed)
    if bars.max_assumed is not None:
        yield from _assumed(scores, bars.max_assumed)


def _below(scores: ProjectScores, bar: float) -> Iterator[_Placed]:
    score = scores.journey.score
    wanted = f"and has to reach {number_text(bar, 4)}"
    if score is None:
        yield _about(scores, "GAP010", f"the journey has no score {wanted}", _SCORE_FIRST)
    elif rounded(score) < rounded(bar):
        urgent = next((each.touchpoint for each in scores.priorities(1)), None)
        fix = f"begin with '{urgent.touchpoint.name}', the most urgent touchpoint" if urgent else _SCORE_FIRST
        yield _about(scores, "GAP010", f"the journey scores {signed(score)} {wanted}", fix, urgent)


_SCORE_FIRST = "say of a first row what is expected and what is delivered"


def _too_many_failed(scores: ProjectScores, most: int) -> _Placed:
    count = scores.journey.failed
    words = (
        f"{count} row{' is' if count == 1 else 's are'} past the customer's limit and at most {most} may be"
    )
    worst = scores.journey.worst
    if worst is None:  # no row fails without one
        return _about(scores, "GAP011", words, _SCORE_FIRST)
    touchpoint, row = worst
    name = f"'{touchpoint.touchpoint.name}: {row.expectation.name}'"
    fix = f"begin with {name}, the worst at {signed(row.tolerance_score)}"
    return _about(scores, "GAP011", words, fix, touchpoint, row)


def _assumed(scores: ProjectScores, most: float) -> Iterator[_Placed]:
    known = scores.journey.known_share
    wanted = f"and at most {_percent(most)} may"
    if known is None:
        words = f"nothing is scored, so how much rests on assumptions is unknown {wanted}"
        yield _about(scores, "GAP012", words, _SCORE_FIRST)
        return
    assumed = 1.0 - known
    if rounded(assumed) <= rounded(most):
        return
    guesses = [
        (touchpoint.weight * row.expectation.weight / touchpoint.row_weight, touchpoint, row)
        for touchpoint, row in scores.rows()
        if row.score is not None and not row.known and touchpoint.row_weight
    ]
    _, touchpoint, row = max(guesses, key=lambda each: each[0])
    what = "what is expected" if row.expected_by == "assumed" else "what is delivered"
    fix = f"find out {what} at '{touchpoint.touchpoint.name}: {row.expectation.name}', the heaviest of them"
    words = f"{_percent(assumed)} of the score rests on assumptions {wanted}"
    yield _about(scores, "GAP012", words, fix, touchpoint, row)


def _worse(scores: ProjectScores, old: Project, name: str, as_of: date) -> _Placed | None:
    """The old version is scored by the rules of now: another ruler makes nothing better or worse."""
    # Few checks compare, and what compares takes as long to load as everything else they need.
    from model.editing.compare import compare
    from model.report.changewords import parts_words

    old = old.model_copy(update={"scoring": scores.project.scoring})
    comparison = compare(old, scores.project, as_of=as_of, after=scores)
    before, after = comparison.before.journey.score, scores.journey.score
    if before is None or (after is not None and rounded(after) >= rounded(before)):
        return None
    if after is None:
        words = f"the journey has no score any more; it was {signed(before)} in {name}"
        return _about(scores, "GAP013", words, _SCORE_FIRST)
    words = f"the journey scores {signed(after)}, worse than {signed(before)} in {name}"
    words += f"; {parts_words(comparison)[0].lower()}{parts_words(comparison)[1:]}"
    steepest = _steepest(comparison)
    if steepest is None:
        return _about(scores, "GAP013", words, "gapline compare says what changed")
    touchpoint, row = steepest
    fix = f"begin with '{touchpoint.touchpoint.name}: {row.expectation.name}', which fell most"
    return _about(scores, "GAP013", words, fix, touchpoint, row)


def _steepest(comparison: Comparison) -> tuple[TouchpointScore, RowScore] | None:
    """The row whose fall weighs most in the journey."""
    found = None
    deepest = 0.0
    for change in comparison.rows:
        touchpoint = comparison.after.touchpoint(change.touchpoint)
        if touchpoint is None or change.before is None or change.after is None or not touchpoint.row_weight:
            continue
        was, now = change.before.counted, change.after.counted
        if was is None or now is None:
            continue
        share = touchpoint.weight * change.after.expectation.weight / touchpoint.row_weight
        if share * (now - was) < deepest:
            found, deepest = (touchpoint, change.after), share * (now - was)
    return found


def _about(
    scores: ProjectScores,
    code: str,
    words: str,
    fix: str,
    touchpoint: TouchpointScore | None = None,
    row: RowScore | None = None,
) -> _Placed:
    """A remark at a row, a touchpoint, or the name of the project."""
    path: Path = ("project",)
    if touchpoint is not None:
        path = ("touchpoints", scores.layout.position[touchpoint.id])
        if row is not None:
            path = (*path, "expectations", touchpoint.rows.index(row))
    remark = Remark(
        code,
        "error",
        None,
        None,
        "",
        f"{words}; {fix}.",
        fix,
        touchpoint.id if touchpoint else None,
        row.id if row else None,
    )
    return path, remark


def _percent(share: float) -> str:
    return f"{number_text(share * 100, 1)} %"
