"""Three versions brought under the same ids, where one side gave an item another id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from model.editing.building import renaming
from model.editing.conflict import Conflict
from model.editing.matching import renamed_in
from model.editing.places import Place, items_at, position
from model.editing.renames import Renames, renamed_within
from model.editing.threeway import TOP
from model.journey.project import Project


@dataclass(frozen=True, slots=True)
class Followed:
    """Base, mine and theirs, in which whatever was renamed goes by its new id, as do references to it."""

    base: Project
    mine: Project
    theirs: Project
    conflicts: tuple[Conflict, ...] = ()
    """Items that got two new ids; theirs holds."""
    renamed: frozenset[Place] = field(default=frozenset())
    """Items that one side renamed and the other deleted."""


def follow(base: Project, mine: Project, theirs: Project, known: Renames = ()) -> Followed:
    """The three under the same ids; `known` is what mine is known to have renamed, whatever else changed."""
    here = Followed(base, mine, theirs)
    for name in TOP:
        here = _in_collection(here, (name,), known)
    for touchpoint in _renaming(here.base, here.mine) | _renaming(here.base, here.theirs):
        if all(position(each.touchpoints, touchpoint) is not None for each in (here.mine, here.theirs)):
            here = _in_collection(here, ("touchpoints", touchpoint, "expectations"), known)
    return here


def _renaming(base: Project, side: Project) -> set[str]:
    """The touchpoints in both whose rows go by other ids."""
    known = set(map(id, base.touchpoints))
    found = set()
    for each in side.touchpoints:
        if id(each) in known or (at := position(base.touchpoints, each.id)) is None:
            continue
        if [row.id for row in base.touchpoints[at].expectations] != [row.id for row in each.expectations]:
            found.add(each.id)
    return found


def _in_collection(here: Followed, collection: Place, known: Renames) -> Followed:
    base, mine, theirs = (items_at(each, collection) for each in (here.base, here.mine, here.theirs))
    by_me, by_them = renamed_in(base, mine), renamed_in(base, theirs)
    if known:
        by_me = _certain(base, mine, renamed_within(known, collection), by_me)
    if not by_me and not by_them:
        return here
    my_ids, their_ids = {item.id for item in mine}, {item.id for item in theirs}
    for old, fresh in by_them.items():
        my_fresh = by_me.pop(old, None)
        if my_fresh != fresh and fresh in my_ids:
            continue  # I use that id for something else: what is behind it cannot be followed
        here = replace(here, base=_renamed(here.base, collection, old, fresh))
        if my_fresh is not None and my_fresh != fresh:
            conflict = Conflict("renamed", (*collection, fresh), "id", old, my_fresh, fresh)
            here = replace(
                here,
                mine=_renamed(here.mine, collection, my_fresh, fresh),
                conflicts=(*here.conflicts, conflict),
            )
        elif my_fresh is None and old in my_ids:
            here = replace(here, mine=_renamed(here.mine, collection, old, fresh))
        elif my_fresh is None:
            here = replace(here, renamed=here.renamed | {(*collection, fresh)})
    for old, fresh in by_me.items():
        if fresh in their_ids:
            continue
        here = replace(here, base=_renamed(here.base, collection, old, fresh))
        if old in their_ids:
            here = replace(here, theirs=_renamed(here.theirs, collection, old, fresh))
        else:
            here = replace(here, renamed=here.renamed | {(*collection, fresh)})
    return here


def _certain(
    base: Sequence[Any], mine: Sequence[Any], known: dict[str, str], found: dict[str, str]
) -> dict[str, str]:
    """What is known goes before what was found by likeness, as far as it is about both versions."""
    left, right = ({item.id for item in each} for each in (base, mine))
    sure = {
        old: new
        for old, new in known.items()
        if old in left and old not in right and new in right and new not in left
    }
    taken = set(sure.values())
    return sure | {old: new for old, new in found.items() if old not in sure and new not in taken}


def _renamed(project: Project, collection: Place, old: str, fresh: str) -> Project:
    return renaming(project, (*collection, old), fresh).apply(project)
