"""The two ways to close the gap of one row, side by side: deliver better, or promise and expect less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from model.editing.checking import refuse_broken
from model.editing.edits import Edit, set_field, written
from model.editing.places import item_at, row_place
from model.editing.scenarios import as_one
from model.journey.expectation import Expectation
from model.journey.problem import ProblemsFound
from model.scoring.rows import RowScore
from model.scoring.tolerance import beyond_feasible, sign_of
from model.scoring.totals import ProjectScores, score_project

NOT_FREE: Final = (
    "Promising less is not free: whoever was promised more still expects it, and others choose somebody "
    "who promises more."
)
"""Stands beside the second way wherever it is shown."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to close the gap, or why it does not lead there."""

    value: float | None
    """What would be delivered, or expected, in the row's unit."""
    edit: Edit | None
    after: ProjectScores | None
    """Every score once it is done."""
    why_not: str = ""
    """One sentence where it is no way, or where it leads only part of the way."""


@dataclass(frozen=True, slots=True)
class TwoLevers:
    """Both ways for one row."""

    deliver: Way
    promise: Way


def two_levers(scores: ProjectScores, touchpoint: str, expectation: str) -> TwoLevers | None:
    """Both ways to close the gap of a row; None where it is unknown or there is none to close."""
    row = scores.row(touchpoint, expectation)
    if row is None or row.gap is None or row.gap >= 0 or row.expectation.bonus:
        return None
    return TwoLevers(_deliver(scores, touchpoint, row), _promise(scores, touchpoint, row))


def _deliver(scores: ProjectScores, touchpoint: str, row: RowScore) -> Way:
    """Deliver what is expected, or the best that is feasible."""
    wish = row.expectation
    value, why_not = row.expected, ""
    if beyond_feasible(wish, row.expected):
        value = float(wish.feasible or 0)
        why_not = "What is expected is beyond the best we could ever do: renegotiate."
        if row.delivered is not None and sign_of(wish) * (value - row.delivered) <= 0:
            return Way(None, None, None, why_not)
    return _way(scores, touchpoint, row, {"delivered": value}, why_not)


def _promise(scores: ProjectScores, touchpoint: str, row: RowScore) -> Way:
    """Promise what is delivered, and have the customer expect no more."""
    wish, delivered = row.expectation, row.delivered
    if delivered is None:
        return Way(None, None, None, "What is delivered is not known.")
    if wish.limit is not None and sign_of(wish) * (delivered - float(wish.limit)) <= 0:
        why_not = "What is delivered is at or past the worst they accept: promising it does not help."
        return Way(None, None, None, why_not)
    lowered: dict[str, float | None] = {}
    if wish.expected is not None or wish.promised is None:
        lowered["expected"] = delivered
    if wish.promised is not None and sign_of(wish) * (float(wish.promised) - delivered) > 0:
        lowered["promised"] = delivered
    return _way(scores, touchpoint, row, lowered, "")


def _way(
    scores: ProjectScores, touchpoint: str, row: RowScore, values: dict[str, float | None], why_not: str
) -> Way:
    project = scores.project
    place = row_place(touchpoint, row.id)
    item: Expectation = item_at(project, place)
    edits = [
        set_field(project, place, field, _as_written(item, value))
        for field, value in values.items()
        if value is not None and written(item, field) != value
    ]
    value = next(iter(values.values()), None)
    if not edits or value is None:
        return Way(None, None, None, why_not or "It stands so already.")
    edit = as_one(edits)
    after = edit.apply(project)
    try:
        refuse_broken(after, edit, project)
    except ProblemsFound as error:
        problem = error.problems[0]
        return Way(None, None, None, f"{problem.found[:1].upper()}{problem.found[1:]}.")
    return Way(value, edit, score_project(after, scores), why_not)


def _as_written(row: Expectation, value: float) -> bool | int | float:
    """The number as somebody would type it: 41 and not 41.0, yes and not 1."""
    if row.kind == "yes_no" and value in (0.0, 1.0):
        return bool(value)
    return int(value) if float(value).is_integer() else round(value, 10)
