"""A project that was read again, made of the objects of the one before wherever both say the same."""

from __future__ import annotations

from operator import is_
from typing import Any, TypeVar

from model.editing.sameness import same
from model.journey.expectation import Expectation, ObservationFile
from model.journey.naming import NOUNS
from model.journey.project import Project
from model.journey.record import Record
from model.journey.touchpoint import Touchpoint

AnyRecord = TypeVar("AnyRecord", bound=Record)


def sharing(project: Project, other: Project) -> Project:
    """`project` with the objects of `other` wherever the two are the same: comparing them is quick then."""
    changed: dict[str, Any] = {}
    for name in ("about", "scoring", "check"):
        if same(getattr(project, name), getattr(other, name)):
            changed[name] = getattr(other, name)
    for name in NOUNS:
        if name != "expectations":
            changed[name] = _shared(getattr(project, name), getattr(other, name))
    return _with(project, changed)


def _shared(items: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[Any, ...]:
    known = {each.id: each for each in others}
    result = []
    for item in items:
        other = known.get(item.id)
        if other is not None and _alike(item, other):
            result.append(other)
        elif isinstance(item, Touchpoint) and isinstance(other, Touchpoint):
            result.append(_with(item, {"expectations": _shared(item.expectations, other.expectations)}))
        else:
            result.append(item)
    found = tuple(result)
    return others if len(found) == len(others) and all(map(is_, found, others)) else found


def _alike(one: Record, other: Record) -> bool:
    return same(one, other) and _observed(one) == _observed(other)


def _observed(item: Record) -> list[tuple[float, ...]]:
    """What the files of observations said, which may be another thing now."""
    rows = item.expectations if isinstance(item, Touchpoint) else (item,)
    return [
        row.observed
        for row in rows
        if isinstance(row, Expectation) and isinstance(row.observations, ObservationFile)
    ]


def _with(item: AnyRecord, changed: dict[str, Any]) -> AnyRecord:
    result = item.model_copy(update=changed)
    result.model_fields_set.intersection_update(item.model_fields_set)  # as much is written as before
    return result
