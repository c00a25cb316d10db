"""Orders: which of two changed ones holds, and the fewest moves from one to another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

from model.editing.edits import Edit, Move
from model.editing.places import Place, items_at
from model.journey.project import Project

Key = TypeVar("Key", bound=Hashable)


def longest_rise(numbers: Sequence[int]) -> set[int]:
    """A longest run of rising numbers, others left out between them (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    below: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tops, number)
        below[number] = ends[at - 1] if at else None
        tops[at : at + 1] = [number]
        ends[at : at + 1] = [number]
    found: set[int] = set()
    here = ends[-1] if ends else None
    while here is not None:
        found.add(here)
        here = below[here]
    return found


def movers(was: Sequence[Key], now: Sequence[Key]) -> set[Key]:
    """The fewest of what is in both that have to move; what came or went moves nobody."""
    at = {key: index for index, key in enumerate(was)}
    common = [key for key in now if key in at]
    staying = longest_rise([at[key] for key in common])
    return {key for key in common if at[key] not in staying}


def moved_among(was: Sequence[Key], now: Sequence[Key], some: Collection[Key]) -> set[Key]:
    """Those of `some` that passed one of the others in both that stayed where it was among its own."""
    if not some:
        return set()
    rest_was, rest_now = ([key for key in each if key not in some] for each in (was, now))
    staying = set(rest_was) & set(rest_now) - movers(rest_was, rest_now)
    before, after = _standing(was, some, staying), _standing(now, some, staying)
    return {key for key in after if key in before and before[key] != after[key]}


def _standing(keys: Sequence[Key], some: Collection[Key], staying: Collection[Key]) -> dict[Key, Key | None]:
    """For each of `some` the last one in front of it that stays."""
    found: dict[Key, Key | None] = {}
    last: Key | None = None
    for key in keys:
        if key in some:
            found[key] = last
        elif key in staying:
            last = key
    return found


def reordered(project: Project, collection: Place, ids: Sequence[str]) -> list[Edit]:
    """The moves after which the items of `collection` that `ids` names stand in its order."""
    here = [item.id for item in items_at(project, collection)]
    known = set(here)
    wanted = woven([id for id in ids if id in known], here)
    edits: list[Edit] = []
    moving = movers(here, wanted)
    for index, id in enumerate(wanted):
        if id in moving:
            before = here.index(id)
            here.pop(before)
            after = here.index(wanted[index - 1]) + 1 if index else 0
            here.insert(after, id)
            edits.append(Move((*collection, id), before, after))
    return edits


def merged_order(
    base: Sequence[Key], mine: Sequence[Key], theirs: Sequence[Key], kept: Collection[Key]
) -> tuple[list[Key], list[Key]]:
    """What is `kept` in the order of the merged version, once by mine and once by theirs.

    The two are the same unless both sides moved things and not alike.
    """
    in_all = set(base) & set(mine) & set(theirs)
    was, left, right = ([key for key in each if key in in_all] for each in (base, mine, theirs))
    mine = [key for key in mine if key in kept]
    theirs = [key for key in theirs if key in kept]
    if left in (right, was):
        by_theirs = woven(theirs, mine)
        return by_theirs, by_theirs
    by_mine = woven(mine, theirs)
    return (by_mine, by_mine) if right == was else (by_mine, woven(theirs, mine))


def woven(trunk: Sequence[Key], other: Sequence[Key]) -> list[Key]:
    """`trunk` with what only `other` has, each behind the one it stands behind there."""
    known = set(trunk)
    if known.issuperset(other):
        return list(trunk)
    behind: dict[Key | None, list[Key]] = {}
    last: Key | None = None
    for key in other:
        if key in known:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    result = [*behind.get(None, ())]
    for key in trunk:
        result.append(key)
        result += behind.get(key, ())
    return result
