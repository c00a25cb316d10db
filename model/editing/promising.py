"""Edits of the promise ledger: a slip with all that it moves, and how a promise ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from model.editing.building import adding
from model.editing.edits import ABSENT, Add, Batch, Edit, set_field
from model.editing.places import item_at
from model.journey.project import Project
from model.promises.shift import sooner
from model.promises.slip import domino


def promise_edit(
    project: Project,
    touchpoint: str,
    what: str,
    due: date,
    *,
    made_by: str | None = None,
    agreed_by: str | None = None,
) -> Add:
    """A new promise, made at the touchpoint with this id and due on a day; its id comes from `what`.

    Raises:
        ProblemsFound: nothing is promised.
    """
    data = {"touchpoint": touchpoint, "what": what, "made_by": made_by, "agreed_by": agreed_by, "due": due}
    return adding(project, ("promises",), {key: value for key, value in data.items() if value is not None})


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


def sooner_edit(project: Project, promise: str, days: int) -> Batch:
    """The promise with this id is promised for `days` counted days earlier; nothing else moves.

    Back on the day it was first promised for it is no longer a moved one.

    Raises:
        ProblemsFound: as `sooner` does.
    """
    moved = sooner(project, promise, days)
    place = ("promises", promise)
    if moved.new == moved.promise.due:
        return Batch(tuple(set_field(project, place, field, ABSENT) for field in ("outcome", "moved_to")))
    return Batch(
        (set_field(project, place, "outcome", "moved"), set_field(project, place, "moved_to", moved.new))
    )


def conclude_edit(
    project: Project,
    promise: str,
    *,
    done: date | None = None,
    told: date | None = None,
    reason: str | None = None,
    moved_to: date | None = None,
    withdrawn: bool = False,
    undone: bool = False,
) -> Batch:
    """The promise with this id has ended: done on a day, moved to one, withdrawn, or not done after all.

    What is None stays as it is. A moved promise that is done is judged by its dates again, against the
    day it was first promised for; so is one that is `undone`: open, or broken once that day is over.

    Raises:
        ProblemsFound: there is no such promise.
    """
    place = ("promises", promise)
    item = item_at(project, place)
    wanted: dict[str, Any] = {"done": done, "told": told, "reason": reason, "moved_to": moved_to}
    changed = {field: value for field, value in wanted.items() if value is not None}
    if withdrawn or moved_to is not None:
        changed["outcome"] = "withdrawn" if withdrawn else "moved"
    elif (done is not None or undone) and item.outcome is not None:
        changed["outcome"] = ABSENT
    if item.done is not None and (withdrawn or undone or moved_to is not None):
        changed["done"] = ABSENT
    if item.moved_to is not None and moved_to is None and "outcome" in changed:
        changed["moved_to"] = ABSENT
    return Batch(tuple(set_field(project, place, field, value) for field, value in changed.items()))
