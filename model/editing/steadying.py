"""Ids that are only derived from names, kept from drifting away from what refers to them."""

from __future__ import annotations

from collections.abc import Iterator

from model.editing.checking import changed_places, still_there
from model.editing.edits import ABSENT, Batch, Edit, Move, SetField
from model.editing.places import Place, item_at, items_at, row_place
from model.journey.naming import NOUNS, has_own_id, identified
from model.journey.project import Project

_NAMING = frozenset({"name", "what", "id"})
_REFERRING = frozenset({"stage", "segment", "depends_on", "touchpoint", "after", "would_deliver", "sets"})


def steadied(before: Project, edit: Edit, after: Project) -> Edit:
    """`edit`, which leads from `before` to `after`, so that references survive the next reading of the file.

    An id that the file does not write is derived anew by every reader. Where the edit leads them to
    another id than the one something refers to, the edit also writes the id down.
    """
    collections = _all_collections(after) if _refers(edit) else _renamed_collections(before, edit)
    drifted = [place for each in collections for place in _drifted(after, each)]
    wanted = referred_to(after) if drifted else frozenset()
    pins = [SetField(place, "id", ABSENT, place[-1]) for place in drifted if place in wanted]
    return Batch((*(edit.edits if isinstance(edit, Batch) else (edit,)), *pins)) if pins else edit


def _refers(edit: Edit) -> bool:
    """True where `edit` may make something refer to an id that drifted before, or bring in what does."""
    if isinstance(edit, Batch):
        return any(map(_refers, edit.edits))
    if isinstance(edit, SetField):
        return edit.field.partition(".")[0] in _REFERRING
    return not isinstance(edit, Move)


def _renamed_collections(before: Project, edit: Edit) -> set[Place]:
    """Collections in which the reader of the file may derive other ids than before, for all one can see."""
    if isinstance(edit, Batch):
        return set().union(*(_renamed_collections(before, each) for each in edit.edits))
    if isinstance(edit, SetField):
        if edit.field not in _NAMING or len(edit.place) == 1:
            return set()
        # In a batch the item may only come with an edit before this one; then the collection is looked at.
        known = still_there(before, edit.place)
        if edit.field != "id" and known and has_own_id(item_at(before, edit.place)):
            return set()
    return {each[:-1] for each in changed_places(edit)}


def _all_collections(project: Project) -> Iterator[Place]:
    for name in NOUNS:
        if name != "expectations":
            yield (name,)
    for touchpoint in project.touchpoints:
        if not all(map(has_own_id, touchpoint.expectations)):
            yield ("touchpoints", touchpoint.id, "expectations")


def _drifted(project: Project, collection: Place) -> Iterator[Place]:
    """Places of items for which the next reader of the file derives another id."""
    if len(collection) > 1 and not still_there(project, collection[:-1]):
        return
    items = items_at(project, collection)
    fresh = identified(items, NOUNS[collection[-1]])
    if fresh is not items:
        for item, again in zip(items, fresh, strict=True):
            if item.id != again.id:
                yield (*collection, item.id)


def referred_to(project: Project) -> frozenset[Place]:
    """Every place that something in the project names by its id."""
    places: set[Place] = set()
    for touchpoint in project.touchpoints:
        places.add(("stages", touchpoint.stage))
        places.update(("touchpoints", each) for each in touchpoint.depends_on)
        places.update(("segments", row.segment) for row in touchpoint.expectations if row.segment)
    for promise in project.promises:
        places.add(("touchpoints", promise.touchpoint))
        places.update(("promises", each) for each in promise.after)
    for action in project.actions:
        places.add(("touchpoints", action.touchpoint))
        if action.would_deliver:
            places.add(row_place(action.touchpoint, action.would_deliver.expectation))
    for scenario in project.scenarios:
        for each in scenario.sets:
            places.add(("touchpoints", each.touchpoint))
            places.add(row_place(each.touchpoint, each.expectation))
    return frozenset(places)
