"""What differs between two projects, item by item and key by key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from model.editing.matching import aligned
from model.editing.ordering import longest_rise
from model.editing.places import Place
from model.journey.expectation import Expectation, ObservationFile
from model.journey.project import Project
from model.journey.record import Record, plain
from model.scoring.tolerance import mean

Kind = Literal["added", "removed", "moved", "renamed", "changed"]

_APART = frozenset({"id", "name", "what", "expectations"})
"""Keys that are told as something else than a changed value: the id, rows of their own, the name."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. Values are plain data as they count, defaults filled in; None where there is none."""

    kind: Kind
    place: Place
    """Where it stands in the newer project; for what was removed, in the older one."""
    name: str
    """What the item is called, now or last."""
    field: str = ""
    """The key that changed, with dots into tables; of a move `stage` or `order`, positions counted from 1."""
    before: Any = None
    after: Any = None


def differences(old: Project, new: Project) -> tuple[Project, tuple[Change, ...]]:
    """`old` with the ids of `new` where they belong together, and everything that differs, in file order.

    Only what a file means is compared: not its comments or its layout, nor a default that one of the two
    writes down, nor an id that is only written out.
    """
    if old is new:
        return old, ()
    old, before = aligned(old, new)
    return old, tuple(_all(old, new, before))


def _all(old: Project, new: Project, ids: dict[Place, str]) -> Iterator[Change]:
    yield from _fields(("project",), "", old.about, new.about)
    if old.about.name != new.about.name:
        yield Change("renamed", ("project",), new.about.name, "name", old.about.name, new.about.name)
    yield from _fields(("scoring",), "", old.scoring, new.scoring)
    yield from _fields(("check",), "", old.check, new.check)
    for name in ("stages", "segments", "touchpoints", "promises", "actions", "scenarios"):
        yield from _items((name,), getattr(old, name), getattr(new, name), ids)
    if old.evidence != new.evidence:
        yield Change("changed", ("evidence",), "", "evidence", plain(old.evidence), plain(new.evidence))


def _items(
    collection: Place, was: Sequence[Any], now: Sequence[Any], ids: dict[Place, str]
) -> Iterator[Change]:
    if was is now:
        return
    older = {item.id: item for item in was}
    newer = {item.id for item in now}
    out_of_order = _moved(collection, was, now)
    for item in now:
        before = older.get(item.id)
        place: Place = (*collection, item.id)
        if before is not None and before is item:
            if item.id in out_of_order:
                yield Change("moved", place, _title(item), "order", *out_of_order[item.id])
            continue
        if before is None:
            yield Change("added", place, _title(item), "", None, plain(item))
            continue
        yield from _item(place, before, item, ids, out_of_order.get(item.id))
    for item in was:
        if item.id not in newer:
            yield Change("removed", (*collection, item.id), _title(item), "", plain(item), None)


def _item(
    place: Place, was: Any, now: Any, ids: dict[Place, str], moved: tuple[int, int] | None
) -> Iterator[Change]:
    title = _title(now)
    if _title(was) != title:
        yield Change("renamed", place, title, _key_of_title(now), _title(was), title)
    elif place in ids:
        yield Change("changed", place, title, "id", ids[place], now.id)
    if moved is not None:
        yield Change("moved", place, title, "order", *moved)
    if place[0] == "touchpoints" and len(place) == 2:
        if was.stage != now.stage:
            yield Change("moved", place, title, "stage", was.stage, now.stage)
        yield from _fields(place, title, was, now, skipped="stage")
        yield from _items((*place, "expectations"), was.expectations, now.expectations, ids)
    else:
        yield from _fields(place, title, was, now)


def _fields(place: Place, title: str, was: Record, now: Record, skipped: str = "") -> Iterator[Change]:
    if was is now:
        return
    for name, field in type(now).model_fields.items():
        if name in _APART or name == skipped:
            continue
        before, after = _meant(was, name), _meant(now, name)
        if before != after:
            yield from _values(place, title, field.alias or name, before, after)


def _values(place: Place, title: str, field: str, before: Any, after: Any) -> Iterator[Change]:
    """One change a key, so that a table inside a table is not told as a whole."""
    if isinstance(before, dict) and isinstance(after, dict) and "file" not in (before | after):
        for key in dict.fromkeys((*before, *after)):
            if before.get(key) != after.get(key):
                yield from _values(place, title, f"{field}.{key}", before.get(key), after.get(key))
    else:
        yield Change("changed", place, title, field, before, after)


def _meant(item: Record, name: str) -> Any:
    """What a key stands for, whether it is written or left to its default."""
    value: Any = getattr(item, name)
    if isinstance(item, Expectation):
        if name == "expected_by":
            return item.basis
        if name == "delivered_by":
            return item.delivered_basis
        if name == "better":
            return item.direction
        if isinstance(value, ObservationFile):
            values = item.observed
            return {**plain(value), "n": len(values), "mean": mean(values) if values else None}
    return plain(value) or None if isinstance(value, tuple) else plain(value)


def _title(item: Any) -> str:
    return str(getattr(item, "name", None) or getattr(item, "what", None) or item.id)


def _key_of_title(item: Any) -> str:
    return "name" if hasattr(item, "name") else "what"


def _moved(collection: Place, was: Sequence[Any], now: Sequence[Any]) -> dict[str, tuple[int, int]]:
    """The fewest items that had to move for the new order, with their positions before and after.

    Items that came or went move nobody. A touchpoint in another stage is told by its stage.
    """
    if [item.id for item in was] == [item.id for item in now]:
        return {}
    by_stage = collection == ("touchpoints",)
    stages = {item.id: item.stage for item in now} if by_stage else {}
    places = {item.id: at for at, item in enumerate(was) if not by_stage or stages.get(item.id) == item.stage}
    common = [(places[item.id], at, item.id) for at, item in enumerate(now) if item.id in places]
    staying = longest_rise([before for before, _, _ in common])
    return {id: (before + 1, after + 1) for before, after, id in common if before not in staying}
