"""The edits that lead from one state of a session to another, undone ones as what takes them back."""

from __future__ import annotations

from dataclasses import dataclass

from model.editing.between import edits_between
from model.editing.edits import Edit
from model.editing.session import State


@dataclass(frozen=True, slots=True)
class Stretch:
    """One edit of the way, and the state it leads to."""

    edit: Edit
    state: State


def way(start: State, end: State) -> list[Stretch]:
    """The way from `start` to `end` along the line of undo; in one leap where they have no line in common."""
    if end.parent is start and end.edit is not None:
        return [Stretch(end.edit, end)]
    before: set[int] = set()
    here: State | None = start
    while here is not None:
        before.add(id(here))
        here = here.parent
    on: list[Stretch] = []
    common = end
    while id(common) not in before:
        if common.parent is None or common.edit is None:
            return [Stretch(edits_between(start.project, end.project), end)]
        on.append(Stretch(common.edit, common))
        common = common.parent
    back: list[Stretch] = []
    here = start
    while here is not common and here.parent is not None and here.edit is not None:
        back.append(Stretch(here.edit.inverse(), here.parent))
        here = here.parent
    return back + on[::-1]
