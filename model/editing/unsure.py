"""Where items have no id of their own: whether it is certain all the same which one is which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from model.editing.places import items_at
from model.editing.sameness import same
from model.journey.naming import NOUNS, derived_id, has_own_id
from model.journey.project import Project

Items = tuple[Any, ...]


def unsure_items(base: Project, mine: Project, theirs: Project) -> Iterator[tuple[str, str]]:
    """Noun and name of each item of which nobody can say what became of it on one of the sides.

    An item without an id of its own is known by its name. That does not do where several have one
    name and both sides changed them, nor where one side changed an item that the other has no more:
    it may have been deleted there, or only called something else.
    """
    for name, noun in NOUNS.items():
        if name != "expectations":
            found = _unsure_in(noun, *(items_at(each, (name,)) for each in (base, mine, theirs)))
            yield from found
    left, right = ({each.id: each for each in side.touchpoints} for side in (mine, theirs))
    for was in base.touchpoints:
        m, t = left.get(was.id), right.get(was.id)
        if m is not None and t is not None and m is not was and t is not was:
            yield from _unsure_in("expectation", was.expectations, m.expectations, t.expectations)


def _unsure_in(noun: str, base: Items, mine: Items, theirs: Items) -> Iterator[tuple[str, str]]:
    if mine is base or theirs is base or mine is theirs:
        return
    if all(map(has_own_id, base)) and all(map(has_own_id, mine)) and all(map(has_own_id, theirs)):
        return
    for stem, versions in _groups(noun, (base, mine, theirs)).items():
        was, left, right = versions
        if same(left, was) or same(right, was) or same(left, right):
            continue
        several = max(map(len, versions)) > 1
        if several or (was and not (left and right)):
            named = (*was, *left, *right)[0]
            yield noun, _title(named) or stem


def _groups(noun: str, versions: tuple[Items, Items, Items]) -> dict[str, list[list[Any]]]:
    """The items without an id of their own by what their name makes of it, in each version.

    Where a version has an item with that very id written down, that is the one that is meant.
    """
    groups: dict[str, list[list[Any]]] = defaultdict(lambda: [[], [], []])
    for number, items in enumerate(versions):
        for item in items:
            if not has_own_id(item):
                groups[derived_id(_title(item), (), noun)][number].append(item)
    if groups:
        for number, items in enumerate(versions):
            for item in items:
                if has_own_id(item) and item.id in groups:
                    groups[item.id][number].append(item)
    return groups


def _title(item: Any) -> str:
    return str(getattr(item, "name", None) or getattr(item, "what", ""))
