"""Which rules an edit could break, checked where it changed something and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from model.editing.edits import Batch, Edit, Move, SetField
from model.editing.places import Place, item_at
from model.journey.problem import Problem, ProblemsFound
from model.journey.project import Project
from model.journey.row_rules import expectation_problems
from model.journey.rules import project_problems

_LINKED: Final[dict[str, frozenset[str]]] = {
    "file": frozenset({"format"}),
    "project": frozenset({"currency", "rating_scale", "working_days"}),
    "scoring": frozenset(),
    "check": frozenset({"ignore"}),
    "stages": frozenset({"id"}),
    "segments": frozenset({"id"}),
    "touchpoints": frozenset({"id", "stage", "depends_on", "ignore", "expectations"}),
    "expectations": frozenset({"id", "kind", "scale", "segment", "ignore"}),
    "promises": frozenset({"id", "touchpoint", "after", "outcome", "moved_to", "ignore"}),
    "actions": frozenset({"id", "touchpoint", "would_deliver"}),
    "scenarios": frozenset({"id", "sets"}),
}
"""Keys that a rule holds against something outside their own table, or against a list within it."""


def refuse_broken(project: Project, edit: Edit, before: Project | None = None) -> None:
    """Raise ProblemsFound where `edit`, which led from `before` to `project`, broke a rule of the file.

    A number of a row is checked against that row alone, so that the check costs the same in a
    project of ten thousand touchpoints; of an edit that something else depends on, all that refers to
    anything is checked, and of the rest what `before`, which broke no rule, does not hold as well.
    """
    problems = _of_rows(project, edit) if stands_alone(edit) else project_problems(project, before)
    found = list(problems)
    if found:
        raise ProblemsFound(found)


def stands_alone(edit: Edit) -> bool:
    """True where no rule about anything outside the edited table can be broken by `edit`."""
    if isinstance(edit, Batch):
        return all(map(stands_alone, edit.edits))
    if isinstance(edit, SetField):
        collection = edit.place[0] if len(edit.place) == 1 else edit.place[-2]
        return edit.field.partition(".")[0] not in _LINKED[collection]
    return isinstance(edit, Move)


def _of_rows(project: Project, edit: Edit) -> Iterator[Problem]:
    if isinstance(edit, Batch):
        for each in edit.edits:
            yield from _of_rows(project, each)
    elif isinstance(edit, SetField) and len(edit.place) == 4:
        yield from expectation_problems(project, item_at(project, edit.place), edit.place)


def changed_places(edit: Edit) -> Iterator[Place]:
    """The places an edit changed: what a screen has to draw again."""
    if isinstance(edit, Batch):
        for each in edit.edits:
            yield from changed_places(each)
    else:
        yield edit.place


def still_there(project: Project, place: Place) -> bool:
    """True where something stands at `place`."""
    try:
        item_at(project, place)
    except ProblemsFound:
        return False
    return True
