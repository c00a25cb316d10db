"""Edits of the promise ledger: a slip with all that it moves, and how a promise ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from model.editing.edits import ABSENT, Batch, Edit, set_field
from model.editing.places import item_at
from model.journey.project import Project
from model.promises.slip import domino


def slip_edit(project: Project, promise: str, days: float, as_of: date, told: date | None = None) -> Batch:
    """The promise with this id slips by `days` counted days, and whatever it moves moves: one step.

    Each keeps the day that was promised and gets `outcome = "moved"` with its new day, since the ledger
    is to remember what the customer was told. `told` is the day on which all of them heard of it; where
    it is left out nobody has yet, and the findings go on saying so.

    Raises:
        ProblemsFound: as `domino` does.
    """
    edits: list[Edit] = []
    for each in domino(project, promise, days, as_of).moved:
        place = ("promises", each.promise.id)
        edits.append(set_field(project, place, "outcome", "moved"))
        edits.append(set_field(project, place, "moved_to", each.new))
        # Whoever heard of an earlier slip has not heard of this one.
        if told is not None or each.promise.told is not None:
            edits.append(set_field(project, place, "told", ABSENT if told is None else told))
    return Batch(tuple(edits))


def conclude_edit(
    project: Project,
    promise: str,
    *,
    done: date | None = None,
    told: date | None = None,
    reason: str | None = None,
    withdrawn: bool = False,
) -> Batch:
    """The promise with this id has ended: done on a day, or withdrawn; what is None stays as it is.

    A moved promise that is done is judged by its dates again, against the day it was first promised for.

    Raises:
        ProblemsFound: there is no such promise.
    """
    place = ("promises", promise)
    item = item_at(project, place)
    wanted: dict[str, Any] = {"done": done, "told": told, "reason": reason}
    changed = {field: value for field, value in wanted.items() if value is not None}
    if withdrawn:
        changed["outcome"] = "withdrawn"
    elif done is not None and item.outcome is not None:
        changed["outcome"] = ABSENT
    if item.moved_to is not None and "outcome" in changed:
        changed["moved_to"] = ABSENT
    return Batch(tuple(set_field(project, place, field, value) for field, value in changed.items()))
