"""Which rules an edit could break, checked where it changed something and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from model.editing.edits import Add, Batch, Edit, Move, Remove, SetField
from model.editing.places import Place, index_at, item_at
from model.journey.problem import Problem, ProblemsFound
from model.journey.project import Project
from model.journey.rules import expectation_problems, project_problems


def refuse_broken(project: Project, edit: Edit) -> None:
    """Raise ProblemsFound where `edit`, which led to `project`, broke a rule of the file.

    A number of a row is checked against that row alone, so that the check costs the same in a
    project of ten thousand touchpoints; an edit of anything else is checked against the whole.
    """
    problems = _of_row(project, edit) if _one_row(edit) else project_problems(project)
    found = list(problems)
    if found:
        raise ProblemsFound(found)


_LINKING = frozenset({"id", "segment", "ignore"})
_FREE = frozenset(
    {"name", "says", "owner", "channel", "weight", "notes", "feedback", "authority", "reviewed"}
)


def _one_row(edit: Edit) -> bool:
    if isinstance(edit, Batch):
        return all(_one_row(each) for each in edit.edits)
    if isinstance(edit, Move):
        return True
    if not isinstance(edit, SetField):
        return False
    if len(edit.place) == 4:
        return edit.field not in _LINKING
    return edit.place[0] == "touchpoints" and edit.field.partition(".")[0] in _FREE


def _of_row(project: Project, edit: Edit) -> Iterator[Problem]:
    if isinstance(edit, Batch):
        for each in edit.edits:
            yield from _of_row(project, each)
    elif isinstance(edit, SetField) and len(edit.place) == 4:
        yield from expectation_problems(project, item_at(project, edit.place), edit.place)


def changed_places(edit: Edit) -> Iterator[Place]:
    """The places an edit changed: what a screen has to draw again."""
    if isinstance(edit, Batch):
        for each in edit.edits:
            yield from changed_places(each)
    elif isinstance(edit, Add):
        yield (*edit.collection, getattr(edit.item, "id", ""))
    elif isinstance(edit, (Remove, Move, SetField)):
        yield edit.place


def still_there(project: Project, place: Place) -> bool:
    """True where something stands at `place`."""
    try:
        index_at(project, place) if len(place) > 1 else item_at(project, place)
    except ProblemsFound:
        return False
    return True
