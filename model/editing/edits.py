"""The edits: small values that say what changes, where, from what, to what.

An edit does two things alike: `apply` gives the changed project, `replay` makes the same change in
nested tables (plain data, or a document that keeps comments). Saving compares the two.
"""

from __future__ import annotations

from collections.abc import MutableMapping, MutableSequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

from pydantic import ValidationError

from model.editing.places import (
    RECORDS,
    Place,
    index_at,
    item_at,
    items_at,
    path_of,
    with_item,
    with_items,
)
from model.journey.complaints import problems_of
from model.journey.expectation import Expectation
from model.journey.problem import Problem, ProblemsFound
from model.journey.project import Project
from model.journey.record import Record, plain

Tables = MutableMapping[str, Any]
AnyRecord = TypeVar("AnyRecord", bound=Record)


class _Absent:
    """The value of a key that is not written; TOML has no null."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


@dataclass(frozen=True, slots=True)
class SetField:
    """One key of one table takes another value; ABSENT takes the key away.

    `field` names a key of the table at `place`, or of a table below it with a dot: `authority.who`.
    Setting `id` changes the place itself; `renaming` in `building` also follows the references.
    """

    place: Place
    field: str
    before: Any
    after: Any

    def apply(self, project: Project) -> Project:
        """The project after the edit; raises ProblemsFound for a value of the wrong type."""
        return with_item(
            project, self.place, with_field(item_at(project, self.place), self.field, self.after)
        )

    def replay(self, tables: Tables, project: Project) -> None:
        """Make the same change in `tables`, which say what `project` says."""
        table = _table_at(tables, project, self.place)
        *heads, last = self.field.split(".")
        trail = []
        for head in heads:
            if head not in table:
                if self.after is ABSENT:
                    return
                table[head] = {}
            trail.append((table, head))
            table = table[head]
        if self.after is not ABSENT:
            table[last] = plain(self.after)
            return
        if last in table:
            del table[last]
        for holder, head in reversed(trail):
            if not holder[head]:
                del holder[head]

    def inverse(self) -> SetField | Batch:
        """The edit that takes this one back."""
        if self.field != "id" or self.after is ABSENT:
            return SetField(self.place, self.field, self.after, self.before)
        there = (*self.place[:-1], self.after)
        if self.before is not ABSENT or self.place[-1] == self.after:
            return SetField(there, "id", self.after, self.before)
        # The id was derived from the name and replaced in one go: it comes back before it is unwritten.
        first = SetField(there, "id", self.after, self.place[-1])
        return Batch((first, SetField(self.place, "id", self.place[-1], ABSENT)))


@dataclass(frozen=True, slots=True)
class Add:
    """An item enters a collection at `index`."""

    collection: Place
    index: int
    item: Record

    @property
    def id(self) -> str:
        """The id of the item: every item of a collection has one, written or derived."""
        return str(getattr(self.item, "id", ""))

    @property
    def place(self) -> Place:
        """Where the item stands afterwards."""
        return (*self.collection, self.id)

    def apply(self, project: Project) -> Project:
        """The project after the edit."""
        items = items_at(project, self.collection)
        return with_items(project, self.collection, (*items[: self.index], self.item, *items[self.index :]))

    def replay(self, tables: Tables, project: Project) -> None:
        """Make the same change in `tables`, which say what `project` says."""
        holder = _table_at(tables, project, self.collection[:-1])
        key = self.collection[-1]
        if holder.get(key):
            holder[key].insert(self.index, self.item.to_data())
        else:
            holder[key] = [self.item.to_data()]

    def inverse(self) -> Remove:
        """The edit that takes this one back."""
        return Remove(self.place, self.index, self.item)


@dataclass(frozen=True, slots=True)
class Remove:
    """The item at `place`, which stood at `index`, leaves its collection."""

    place: Place
    index: int
    item: Record

    def apply(self, project: Project) -> Project:
        """The project after the edit; raises ProblemsFound where the item is gone."""
        index = index_at(project, self.place)
        items = items_at(project, self.place[:-1])
        return with_items(project, self.place[:-1], (*items[:index], *items[index + 1 :]))

    def replay(self, tables: Tables, project: Project) -> None:
        """Make the same change in `tables`, which say what `project` says."""
        del _items_in(tables, project, self.place[:-1])[index_at(project, self.place)]

    def inverse(self) -> Add:
        """The edit that takes this one back."""
        return Add(self.place[:-1], self.index, self.item)


@dataclass(frozen=True, slots=True)
class Move:
    """The item at `place` goes from position `before` to position `after` of its collection."""

    place: Place
    before: int
    after: int

    def apply(self, project: Project) -> Project:
        """The project after the edit; raises ProblemsFound where the item is gone."""
        index = index_at(project, self.place)
        items = list(items_at(project, self.place[:-1]))
        items.insert(self.after, items.pop(index))
        return with_items(project, self.place[:-1], tuple(items))

    def replay(self, tables: Tables, project: Project) -> None:
        """Make the same change in `tables`, which say what `project` says."""
        items = _items_in(tables, project, self.place[:-1])
        items.insert(self.after, items.pop(index_at(project, self.place)))

    def inverse(self) -> Move:
        """The edit that takes this one back."""
        return Move(self.place, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Batch:
    """Several edits that are one step to the person who made them."""

    edits: tuple[Edit, ...]

    def apply(self, project: Project) -> Project:
        """The project after all the edits; raises what the first failing one raises."""
        for edit in self.edits:
            project = edit.apply(project)
        return project

    def replay(self, tables: Tables, project: Project) -> None:
        """Make the same changes in `tables`, which say what `project` says."""
        for edit in self.edits:
            edit.replay(tables, project)
            project = edit.apply(project)

    def inverse(self) -> Batch:
        """The edit that takes this one back."""
        return Batch(tuple(edit.inverse() for edit in reversed(self.edits)))


Edit = SetField | Add | Remove | Move | Batch


def set_field(project: Project, place: Place, field: str, after: Any) -> SetField:
    """The edit that gives a key another value, with the value it has now filled in."""
    return SetField(place, field, written(item_at(project, place), field), after)


def written(item: Record, field: str) -> Any:
    """The value a key is written with, as plain data, or ABSENT."""
    here: Any = item.to_data()
    for key in field.split("."):
        if not isinstance(here, dict) or key not in here:
            return ABSENT
        here = here[key]
    return here


def with_field(item: AnyRecord, field: str, value: Any) -> AnyRecord:
    """`item` with another value for a key; raises ProblemsFound where type or range do not fit."""
    head, _, rest = field.partition(".")
    if rest:
        below = written(item, head)
        data = dict(below) if isinstance(below, dict) else {}
        _put(data, rest, value)
        value = data or ABSENT
    kind = type(item)
    names = {each.alias or name: name for name, each in kind.model_fields.items()}
    if head not in names:
        raise ProblemsFound([Problem((head,), f"`{head}` is not a known key", f"known: {', '.join(names)}")])
    name = names[head]
    if name == "id" and value is ABSENT:
        # In memory it goes on being called what it was called; the file leaves the id to its readers.
        result = item.model_copy()
    else:
        probe = {
            alias: plain(getattr(item, each))
            for alias, each in names.items()
            if kind.model_fields[each].is_required() and each != name
        }
        if value is not ABSENT:
            probe[head] = plain(value)
        try:
            checked = kind.model_validate(probe, by_name=False)
        except ValidationError as error:
            raise ProblemsFound(problems_of(error, probe, kind)) from None
        result = item.model_copy(update={name: getattr(checked, name)})
    if value is ABSENT:
        result.model_fields_set.discard(name)
    if name == "observations" and isinstance(result, Expectation):
        return cast(AnyRecord, result.with_observed(()))  # what another file says has not been read yet
    return result


def _put(data: dict[str, Any], field: str, value: Any) -> None:
    *heads, last = field.split(".")
    for head in heads:
        data = data.setdefault(head, {})
    if value is ABSENT:
        data.pop(last, None)
    else:
        data[last] = plain(value)


def new_item(collection: str, data: dict[str, Any]) -> Any:
    """A record for `collection` from plain data; raises ProblemsFound where the data does not fit."""
    try:
        return RECORDS[collection].model_validate(data, by_name=False)
    except ValidationError as error:
        raise ProblemsFound(problems_of(error, data, RECORDS[collection])) from None


def _table_at(tables: Tables, project: Project, place: Place) -> Tables:
    here: Any = tables
    for part in path_of(project, place):
        if isinstance(part, str) and part not in here:
            here[part] = {}
        here = here[part]
    table: Tables = here
    return table


def _items_in(tables: Tables, project: Project, collection: Place) -> MutableSequence[Any]:
    items: MutableSequence[Any] = _table_at(tables, project, collection[:-1])[collection[-1]]
    return items
