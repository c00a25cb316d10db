"""The edits that lead from one project to another: what is replayed on a file nobody here made."""

from __future__ import annotations

from collections.abc import Iterator

from model.editing.building import renaming
from model.editing.edits import ABSENT, Add, Batch, Edit, Remove, SetField
from model.editing.matching import aligned
from model.editing.ordering import reordered
from model.editing.places import FILE, Place, items_at
from model.editing.sameness import same
from model.journey.naming import NOUNS
from model.journey.project import Project
from model.journey.record import Record, plain

_TOP = tuple(name for name in NOUNS if name != "expectations")


def edits_between(old: Project, new: Project) -> Batch:
    """One edit, touching nothing that is the same, that turns `old` into what is written like `new`.

    Both have to be of one format. What merely got another id is renamed and not made anew, so that
    what a person wrote around it stays.
    """
    edits: list[Edit] = []
    for edit in _all(old, new):
        edits.append(edit)
    return Batch(tuple(edits))


def _all(old: Project, new: Project) -> Iterator[Edit]:
    here = old
    for place, was in aligned(old, new)[1].items():
        edit = renaming(here, (*place[:-1], was), place[-1])
        here = edit.apply(here)
        yield from edit.edits if isinstance(edit, Batch) else (edit,)
    for name, alias in (("about", "project"), ("scoring", "scoring"), ("check", "check")):
        yield from _keys((alias,), getattr(here, name), getattr(new, name))
    for name in _TOP:
        yield from _items(here, new, (name,))
    if not same(here.evidence, new.evidence):
        before, after = plain(here.evidence), plain(new.evidence)
        yield SetField(FILE, "evidence", before or ABSENT, after or ABSENT)


def _keys(place: Place, old: Record, new: Record) -> Iterator[Edit]:
    if old is new:
        return
    for name, field in type(new).model_fields.items():
        if name == "expectations":
            continue
        before = getattr(old, name) if name in old.model_fields_set else ABSENT
        after = getattr(new, name) if name in new.model_fields_set else ABSENT
        if not same(before, after):
            yield SetField(place, field.alias or name, plain(before), plain(after))


def _items(old: Project, new: Project, collection: Place) -> Iterator[Edit]:
    was, now = items_at(old, collection), items_at(new, collection)
    if was is now:
        return
    left = {item.id: item for item in was}
    right = {item.id: item for item in now}
    step = old
    for item in was:
        if item.id not in right:
            place = (*collection, item.id)
            remove = Remove(place, [each.id for each in items_at(step, collection)].index(item.id), item)
            step = remove.apply(step)
            yield remove
    for item in now:
        before = left.get(item.id)
        if before is None or before is item:
            continue
        yield from _keys((*collection, item.id), before, item)
        if collection == ("touchpoints",):
            yield from _items(old, new, (*collection, item.id, "expectations"))
    for index, item in enumerate(now):
        if item.id not in left:
            # Behind the one it stands behind there; what still has to move does so afterwards.
            here = items_at(step, collection)
            ids = [each.id for each in here]
            at = ids.index(now[index - 1].id) + 1 if index else 0
            add = Add(collection, at, item)
            step = add.apply(step)
            yield add
    yield from reordered(step, collection, [item.id for item in now])
