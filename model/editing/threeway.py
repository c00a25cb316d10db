"""The three-way merge itself: tables key by key, collections item by item, arrays element by element."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import compress
from operator import attrgetter, is_, is_not
from typing import Any, Final, TypeVar, cast

from model.editing.conflict import Conflict, Kind
from model.editing.edits import ABSENT
from model.editing.ordering import merged_order, moved_among
from model.editing.places import FILE, Place, position
from model.editing.sameness import same
from model.journey.expectation import Expectation, ObservationFile
from model.journey.project import Project
from model.journey.record import Record, plain
from model.journey.touchpoint import Authority

AnyRecord = TypeVar("AnyRecord", bound=Record)

_ID = attrgetter("id")
TOP: Final = ("stages", "segments", "touchpoints", "promises", "actions", "scenarios")


def _itself(value: Any) -> Hashable:
    return repr(plain(value))


_ELEMENTS: Final[dict[str, Callable[[Any], Hashable]]] = {
    "depends_on": _itself,
    "after": _itself,
    "ignore": _itself,
    "holidays": _itself,
    "notes": _itself,
    "evidence": _itself,
    "needs": lambda need: need.what,
    "sets": lambda each: (each.touchpoint, each.expectation, each.field),
}
"""Arrays to which both sides may add, and by what their elements are known; any other array is one value."""


class ThreeWay:
    """One merge of three projects whose items go by the same ids.

    `mine_first` says whose value holds where both changed one; what is in conflict does not depend on it.
    `yielding` lets go of what they deleted and mine has otherwise, unless something needs it.
    """

    def __init__(
        self,
        *,
        mine_first: bool = False,
        yielding: bool = False,
        kept: frozenset[Place] = frozenset(),
        forced: frozenset[tuple[Place, str]] = frozenset(),
        renamed: frozenset[Place] = frozenset(),
    ) -> None:
        self.conflicts: list[Conflict] = []
        self._mine_first = mine_first
        self._yielding = yielding
        self._kept = kept
        """What stays although one side deleted it, since something in the result refers to it."""
        self._forced = forced
        """Keys whose changes by the two sides cannot stand together."""
        self._renamed = renamed
        """Items that one side renamed and the other deleted."""
        places = {*kept, *renamed, *(place for place, _ in forced)}
        self._special = {place[:depth] for place in places for depth in range(1, len(place) + 1)}
        """Places that need a look although only one side changed anything there."""

    def project(self, base: Project, mine: Project, theirs: Project) -> Project:
        """All of it; whatever only one side touched is the object that side has."""
        changed: dict[str, tuple[Any, bool]] = {}
        for name, alias in (("about", "project"), ("scoring", "scoring"), ("check", "check")):
            b, m, t = (getattr(each, name) for each in (base, mine, theirs))
            if (table := self._record((alias,), b, m, t)) is not t:
                changed[name] = table, bool(table.model_fields_set)
        for name in TOP:
            b, m, t = (getattr(each, name) for each in (base, mine, theirs))
            if (items := self._items((name,), b, m, t)) is not t:
                changed[name] = items, bool(items)
        b, m, t = base.evidence, mine.evidence, theirs.evidence
        if (evidence := self._value(FILE, "evidence", b, m, t)) is not t:
            changed["evidence"] = evidence, bool(evidence)
        return _with(theirs, changed)

    def _record(self, place: Place, base: AnyRecord, mine: AnyRecord, theirs: AnyRecord) -> AnyRecord:
        if place not in self._special:
            if mine is theirs or mine is base:
                return theirs
            if theirs is base:
                return mine
        changed: dict[str, tuple[Any, bool]] = {}
        for name, field in type(theirs).model_fields.items():
            if name == "expectations":
                continue
            t = _written(theirs, name)
            value = self._value(place, field.alias or name, _written(base, name), _written(mine, name), t)
            if value is ABSENT and t is not ABSENT:
                # An id that is not written is still what the item is called.
                changed[name] = getattr(mine, "id", "") if name == "id" else field.get_default(), False
            elif value is not t:
                changed[name] = value, True
        result = _with(theirs, changed)
        if "observations" in changed and isinstance(mine, Expectation):
            result = _with_what_its_file_says(result, mine)
        return result

    def _value(self, place: Place, key: str, base: Any, mine: Any, theirs: Any) -> Any:
        if same(mine, theirs):
            return theirs
        if (place, key) not in self._forced:
            if same(mine, base):
                return theirs
            if same(theirs, base):
                return mine
            parts = self._parts(place, key, base, mine, theirs)
            if parts is not None:
                return parts
        self._found("field", place, key, base, mine, theirs)
        return mine if self._mine_first else theirs

    def _parts(self, place: Place, key: str, base: Any, mine: Any, theirs: Any) -> Any:
        """The value put together from what both sides did to its parts; None where it has none."""
        if isinstance(mine, Authority) and isinstance(theirs, Authority):
            changed: dict[str, tuple[Any, bool]] = {}
            for name in Authority.model_fields:
                b = _written(base, name) if isinstance(base, Authority) else ABSENT
                m, t = _written(mine, name), _written(theirs, name)
                value = self._value(place, f"{key}.{name}", b, m, t)
                if value is not t:
                    changed[name] = (None, False) if value is ABSENT else (value, True)
            return _with(theirs, changed)
        known_by = _ELEMENTS.get(key)
        if known_by is None or not isinstance(mine, tuple) or not isinstance(theirs, tuple):
            return None
        before = base if isinstance(base, tuple) else ()
        return _elements(*(_keyed(each, known_by) for each in (before, mine, theirs)))

    def _items(
        self, collection: Place, base: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        if collection not in self._special:
            if mine is base or mine is theirs:
                return theirs
            if theirs is base:
                return mine
        if self._in_step(base, mine, theirs):
            return self._paired(collection, base, mine, theirs)
        was, left, right = ({item.id: item for item in each} for each in (base, mine, theirs))
        found: dict[str, Any] = {}
        for id in {**right, **left}:
            b, m, t = was.get(id), left.get(id), right.get(id)
            # Nearly all are shared by the three, which is cheaper to see here than to hand on.
            item = t if m is b and t is b else self._item((*collection, id), b, m, t)
            if item is not None:
                found[id] = item
        if was.keys() - found.keys():
            self._moved_away(collection, was, left, right, found)
        by_mine, by_theirs = merged_order(list(was), list(left), list(right), found)
        if by_mine != by_theirs:
            self._found("order", collection, "", tuple(was), tuple(by_mine), tuple(by_theirs))
        result = tuple([found[id] for id in (by_mine if self._mine_first else by_theirs)])
        return theirs if len(result) == len(theirs) and all(map(is_, result, theirs)) else result

    def _moved_away(
        self,
        collection: Place,
        was: Mapping[str, Any],
        left: Mapping[str, Any],
        right: Mapping[str, Any],
        found: Mapping[str, Any],
    ) -> None:
        """Tell what one side moved and the other deleted: where it stood goes with it."""
        gone = set(was) - set(found)
        for side, other in ((left, right), (right, left)):
            moved = moved_among(list(was), list(side), gone - set(other))
            for id in was:
                if id in moved:
                    place = (*collection, id)
                    self._found("moved", place, "", was[id], left.get(id), right.get(id))

    def _in_step(self, base: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> bool:
        """Whether nothing came, went or moved, as it nearly always is."""
        if not len(base) == len(mine) == len(theirs):
            return False
        ids = list(map(_ID, base))
        return ids == list(map(_ID, mine)) == list(map(_ID, theirs))

    def _paired(
        self, collection: Place, base: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        """Items that stand beside each other, of which one pass in C finds those that are not shared."""
        result = list(theirs)
        for at in compress(range(len(base)), map(is_not, mine, base)):
            place = (*collection, base[at].id)
            result[at] = self._item(place, base[at], mine[at], theirs[at])
        for place in self._special:
            if len(place) == len(collection) + 1 and place[:-1] == collection:
                there = position(base, place[-1])
                if there is not None and mine[there] is base[there]:
                    result[there] = self._item(place, base[there], mine[there], theirs[there])
        return theirs if all(map(is_, result, theirs)) else tuple(result)

    def _item(self, place: Place, base: Any, mine: Any, theirs: Any) -> Any:
        if mine is not None and theirs is not None:
            if mine is theirs:
                return theirs
            return self._both(place, base, mine, theirs)
        there = mine if theirs is None else theirs
        if base is None:
            return there
        stays = place in self._renamed or place in self._kept
        if not stays and ((self._yielding and theirs is None) or there is base or same(there, base)):
            return None
        self._found("deleted", place, "", base, mine, theirs)
        return there

    def _both(self, place: Place, base: Any, mine: Any, theirs: Any) -> Any:
        rows: tuple[Any, ...] = ()
        if base is not None:
            result = self._record(place, base, mine, theirs)
            rows = getattr(base, "expectations", ())
        elif all(same(_written(mine, name), _written(theirs, name)) for name in _own_fields(theirs)):
            result = theirs
        else:
            self._found("added", place, "", None, mine, theirs)
            result = mine if self._mine_first else theirs
        if not hasattr(result, "expectations"):
            return result
        merged = self._items((*place, "expectations"), rows, mine.expectations, theirs.expectations)
        if merged is result.expectations:
            return result
        return _with(result, {"expectations": (merged, bool(merged))})

    def _found(self, kind: Kind, place: Place, field: str, base: Any, mine: Any, theirs: Any) -> None:
        values = [ABSENT if each is None else plain(each) for each in (base, mine, theirs)]
        self.conflicts.append(Conflict(kind, place, field, *values))


def _with_what_its_file_says(result: AnyRecord, mine: Expectation) -> AnyRecord:
    """A row that names the file of observations that mine names holds what mine has read from it."""
    named = mine.observations
    if (
        isinstance(result, Expectation)
        and isinstance(named, ObservationFile)
        and result.observations is named
    ):
        return cast(AnyRecord, result.with_observed(mine.observed))
    return result


def _elements(
    base: Mapping[Hashable, Any], mine: Mapping[Hashable, Any], theirs: Mapping[Hashable, Any]
) -> tuple[Any, ...] | None:
    """An array with what both sides did to its elements; None where they did different things to one."""
    found: dict[Hashable, Any] = {}
    for key in {**theirs, **mine}:
        b, m, t = (each.get(key, ABSENT) for each in (base, mine, theirs))
        if same(m, t) or same(m, b):
            value = t
        elif same(t, b):
            value = m
        else:
            return None
        if value is not ABSENT:
            found[key] = value
    by_mine, by_theirs = merged_order(list(base), list(mine), list(theirs), found)
    return tuple([found[key] for key in by_theirs]) if by_mine == by_theirs else None


def _keyed(values: Sequence[Any], known_by: Callable[[Any], Hashable]) -> dict[Hashable, Any]:
    """The elements of an array by what they are known by; the second of two alike is the second."""
    result: dict[Hashable, Any] = {}
    for each in values:
        key, number = known_by(each), 1
        while (key, number) in result:
            number += 1
        result[key, number] = each
    return result


def _own_fields(item: Record) -> list[str]:
    return [name for name in type(item).model_fields if name != "expectations"]


def _written(item: Record, name: str) -> Any:
    return getattr(item, name) if name in item.model_fields_set else ABSENT


def _with(item: AnyRecord, changed: Mapping[str, tuple[Any, bool]]) -> AnyRecord:
    """`item` with other values, each with whether it is written; itself where there are none."""
    if not changed:
        return item
    result = item.model_copy(update={name: value for name, (value, _) in changed.items()})
    result.model_fields_set.difference_update(name for name, (_, written) in changed.items() if not written)
    return result
