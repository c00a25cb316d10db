"""Ids: how they look, and how an absent one is derived from a name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from operator import is_
from typing import Any, TypeVar

from model.journey.project import Project
from model.journey.record import Record

LONGEST_ID = 64
ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_OTHER = re.compile(r"[^a-z0-9]+")

AnyRecord = TypeVar("AnyRecord", bound=Record)

NOUNS = {
    "stages": "stage",
    "segments": "segment",
    "touchpoints": "touchpoint",
    "expectations": "expectation",
    "promises": "promise",
    "actions": "action",
    "scenarios": "scenario",
}
"""The collections whose items have an id, and what one item is called."""


def derived_id(name: str, taken: Iterable[str], fallback: str) -> str:
    """An id for `name`: lower case, runs of other characters to `-`, then `-2`, `-3` until it is free.

    `fallback` (such as "touchpoint") stands in for a name without any letter or digit an id may hold.
    """
    return _free_id(name, taken if isinstance(taken, (set, frozenset, dict)) else set(taken), fallback, {})


def _free_id(name: str, used: Container[str], fallback: str, last: dict[str, int]) -> str:
    """`derived_id`; `last` remembers the highest number of each stem, so that many equal names stay fast."""
    stem = _OTHER.sub("-", name.lower()).strip("-")[:LONGEST_ID].rstrip("-") or fallback
    if stem not in used:
        return stem
    number = last.get(stem, 1) + 1
    while True:
        suffix = f"-{number}"
        candidate = stem[: LONGEST_ID - len(suffix)].rstrip("-") + suffix
        if candidate not in used:
            last[stem] = number
            return candidate
        number += 1


def has_own_id(item: Any) -> bool:
    """True where the file writes the id of `item` down; else it is derived from the name."""
    return "id" in item.model_fields_set


def with_ids(project: Project) -> Project:
    """`project` with an id for every row that has none, derived from its name; files are left as they are."""
    for name in NOUNS:
        items: tuple[Any, ...] = getattr(project, name, ())
        if name == "touchpoints":
            items = tuple(
                [
                    _holding(each, "expectations", identified(each.expectations, "expectation"))
                    for each in items
                ]
            )
        project = _holding(project, name, identified(items, NOUNS[name]))
    return project


def _holding(record: AnyRecord, name: str, items: tuple[Any, ...]) -> AnyRecord:
    before = getattr(record, name, ())
    if before is items:
        return record
    if len(before) == len(items) and all(map(is_, before, items)):
        return record
    return record.model_copy(update={name: items})


def identified(items: tuple[Any, ...], noun: str) -> tuple[Any, ...]:
    """`items` with the ids a reader of the file gives them: the written ones, else derived ones."""
    if all(map(has_own_id, items)):
        return items
    used = {item.id for item in items if has_own_id(item)}
    last: dict[str, int] = {}
    result = []
    for item in items:
        if not has_own_id(item):
            title = getattr(item, "name", None) or getattr(item, "what", "")
            id = _free_id(str(title), used, noun, last)
            used.add(id)
            if item.id != id:
                item = item.model_copy(update={"id": id})
                item.model_fields_set.discard("id")
        result.append(item)
    return tuple(result)
