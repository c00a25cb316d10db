"""An edit made again between two projects that somebody else's changes have reached meanwhile."""

from __future__ import annotations

from model.editing.between import edits_between
from model.editing.building import one_step
from model.editing.edits import Batch, Edit, Move, Remove, SetField, set_field
from model.editing.places import index_at, item_at
from model.editing.sameness import same
from model.journey.problem import ProblemsFound
from model.journey.project import Project


def renewed(edit: Edit | None, before: Project, after: Project) -> Edit:
    """What leads from `before` to `after`: in the words of `edit` if that is all it takes."""
    if edit is not None:
        try:
            again = _again(edit, before)
            if same(again.apply(before), after):
                return again
        except ProblemsFound:
            pass
    return one_step(list(edits_between(before, after).edits))


def _again(edit: Edit, project: Project) -> Edit:
    """`edit` with what it finds in `project` now; raises ProblemsFound where its place is gone."""
    if isinstance(edit, Batch):
        edits: list[Edit] = []
        for each in edit.edits:
            edits.append(_again(each, project))
            project = edits[-1].apply(project)
        return Batch(tuple(edits))
    if isinstance(edit, SetField):
        return set_field(project, edit.place, edit.field, edit.after)
    if isinstance(edit, Remove):
        return Remove(edit.place, index_at(project, edit.place), item_at(project, edit.place))
    if isinstance(edit, Move):
        return Move(edit.place, index_at(project, edit.place), edit.after)
    return edit
