"""Which item of one project is which item of another: by id, and where an id changed, by all the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from operator import attrgetter
from typing import Any

from model.editing.building import renaming
from model.editing.places import Place, items_at
from model.journey.naming import has_own_id
from model.journey.project import Project
from model.journey.record import Record

_ID = attrgetter("id")
MOST_GUESSED = 200
"""Items without a partner up to which one is looked for: with more, the two files have little in common."""

_TOP = ("stages", "segments", "touchpoints", "promises", "actions", "scenarios")


def aligned(old: Project, new: Project) -> tuple[Project, dict[Place, str]]:
    """`old` with the ids of `new`, and for each place that got another id, the id it had.

    An item goes by its id. One without a partner is taken for one of the other file only if all but one
    thing is the same: everything but a name that neither file wrote an id beside, or everything but the
    id. Two such candidates are none. References follow.
    """
    before: dict[Place, str] = {}
    for name in _TOP:
        old = _aligned_in(old, new, (name,), before)
    known = {each.id: each for each in old.touchpoints}
    for touchpoint in new.touchpoints:
        was = known.get(touchpoint.id)
        if was is not None and was is not touchpoint:
            old = _aligned_in(old, new, ("touchpoints", touchpoint.id, "expectations"), before)
    return old, before


def _aligned_in(old: Project, new: Project, collection: Place, before: dict[Place, str]) -> Project:
    for id, fresh in renamed_in(items_at(old, collection), items_at(new, collection)).items():
        old = renaming(old, (*collection, id), fresh).apply(old)
        before[(*collection, fresh)] = id
    return old


def renamed_in(was: Sequence[Any], now: Sequence[Any]) -> dict[str, str]:
    """Old and new ids of the items that got another id between two versions of their collection."""
    if was is now or list(map(_ID, was)) == list(map(_ID, now)):
        # Nearly always the ids agree, which is cheaper to see than to look for.
        return {}
    left = {item.id for item in was}
    right = {item.id for item in now}
    gone = [item for item in was if item.id not in right]
    come = [item for item in now if item.id not in left]
    if not gone or not come or max(len(gone), len(come)) > MOST_GUESSED:
        return {}
    return {
        **_pairs(gone, come, lambda item: None if has_own_id(item) else _content(item, named=False)),
        **_pairs(gone, come, lambda item: _content(item, named=True)),
    }


def _pairs(gone: list[Any], come: list[Any], likeness: Callable[[Any], Hashable | None]) -> dict[str, str]:
    """Old and new ids of the items that are alike and of which there is one on either side."""
    groups: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, items in enumerate((gone, come)):
        for item in items:
            if (key := likeness(item)) is not None:
                groups[key][side].append(item.id)
    return {was[0]: now[0] for was, now in groups.values() if len(was) == len(now) == 1}


def _content(item: Record, *, named: bool) -> str:
    data = item.to_data()
    data.pop("id", None)
    if not named:
        data.pop("name", data.pop("what", None))
    return repr(data)
