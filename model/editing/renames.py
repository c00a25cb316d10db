"""Which ids a line of edits changed: what a session itself renamed is known, and need not be guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from model.editing.edits import Add, Batch, Edit, Remove, SetField
from model.editing.places import Place

Renames: TypeAlias = tuple[tuple[Place, Place], ...]
"""Places before and after, of items that are the same ones under another id."""


def renames_by(edits: Iterable[Edit]) -> Renames:
    """What `edits`, the first one first, gave another id."""
    was: dict[Place, Place] = {}
    for edit in _single(edits):
        if isinstance(edit, SetField) and edit.field == "id" and edit.after != edit.place[-1]:
            fresh = (*edit.place[:-1], str(edit.after))
            origin = _origin(was, edit.place)
            was.pop(edit.place, None)
            depth = len(fresh)
            within = [place for place in was if len(place) > depth and place[:depth] == edit.place]
            for place in within:
                was[(*fresh, *place[depth:])] = was.pop(place)
            was[fresh] = origin
        elif isinstance(edit, (Add, Remove)):
            was.pop(edit.place, None)
    return tuple((origin, place) for place, origin in was.items() if origin[-1] != place[-1])


def renames_from(edits: Sequence[Edit | None], start: int | None) -> list[Renames]:
    """For the state behind each of `edits` what lies between the one at `start` and it; nothing for None."""
    every = [each for each in edits if each is not None]
    if start is None or not any(isinstance(each, SetField) and each.field == "id" for each in _single(every)):
        # Nearly always; what follows looks at each edit once for each state behind it.
        return [()] * len(edits)
    found: list[Renames] = []
    for index in range(len(edits)):
        first, last = sorted((start, index))
        between = renames_by(each for each in edits[first + 1 : last + 1] if each is not None)
        found.append(between if index >= start else backwards(between))
    return found


def backwards(renames: Renames) -> Renames:
    """The same read from the end to the beginning."""
    return tuple((after, before) for before, after in renames)


def renamed_within(renames: Renames, collection: Place) -> dict[str, str]:
    """Old and new ids of the items of one collection, which goes by its new id."""
    return {
        before[-1]: after[-1]
        for before, after in renames
        if len(before) == len(after) == len(collection) + 1 and after[:-1] == collection
    }


def _origin(was: dict[Place, Place], place: Place) -> Place:
    """Where what stands at `place` stood at first."""
    if place in was:
        return was[place]
    return (*was.get(place[:2], place[:2]), *place[2:])


def _single(edits: Iterable[Edit]) -> Iterator[Edit]:
    for edit in edits:
        if isinstance(edit, Batch):
            yield from _single(edit.edits)
        else:
            yield edit
