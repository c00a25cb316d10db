"""What a project says as one plain dict, under keys that outlive the renaming of ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from model.editing.edits import Batch, Edit, SetField
from model.editing.places import Place
from model.journey.naming import NOUNS
from model.journey.project import Project

Key: TypeAlias = tuple[Place, str, str]
"""A place, a key there, and for arrays that several people may add to an element of it."""
Said: TypeAlias = dict[Key, str]

_REFERRING = {
    "stage": "stages",
    "touchpoint": "touchpoints",
    "depends_on": "touchpoints",
    "segment": "segments",
}
_COMPOUND = frozenset({"depends_on", "after", "ignore", "holidays", "notes", "evidence"})
ORDER = "order"


class Names:
    """The first id that anything ever had, by the ids it was given since."""

    def __init__(self) -> None:
        self._first: dict[Place, str] = {}
        self._known: list[tuple[Project, Said]] = []

    def learn(self, edit: Edit) -> None:
        """Take note of the ids that an edit gives to what had others."""
        if isinstance(edit, Batch):
            for each in edit.edits:
                self.learn(each)
        elif isinstance(edit, SetField) and edit.field == "id" and isinstance(edit.before, str):
            collection = self.place(edit.place)[:-1]
            first = self.of(collection, edit.before)
            if edit.after != first:
                self._first[(*collection, str(edit.after))] = first
                self._known = []

    def of(self, collection: Place, id: str) -> str:
        """The first id of an item."""
        return self._first.get((*collection, id), id)

    def place(self, place: Place) -> Place:
        """A place in first ids."""
        found: Place = ()
        for index, part in enumerate(place):
            found = (*found, self.of(found, part) if index % 2 else part)
        return found

    def said(self, project: Project) -> Said:
        """All that the project says; not to be changed."""
        for known, said in self._known:
            if known is project:
                return said
        result: Said = {}
        data = project.to_data()
        for alias in ("project", "scoring", "check"):
            for key, value in data.get(alias, {}).items():
                result.update(self._value((alias,), key, value))
        result.update(self._value((), "evidence", data.get("evidence", [])))
        for name in NOUNS:
            if name != "expectations":
                result.update(self._items((name,), getattr(project, name)))
        self._known = [*self._known[-9:], (project, result)]
        return result

    def _items(self, collection: Place, items: tuple[Any, ...]) -> Iterator[tuple[Key, str]]:
        yield (collection, ORDER, ""), repr([self.of(collection, each.id) for each in items])
        for item in items:
            place = (*collection, self.of(collection, item.id))
            yield (place, "", ""), "is there"
            data = item.to_data()
            if "would_deliver" in data:
                row = self._row(data["would_deliver"], data["touchpoint"])
                data["would_deliver"] = row
            for key, value in data.items():
                if key != "expectations":
                    yield from self._value(place, key, value)
            if hasattr(item, "expectations"):
                yield from self._items((*place, "expectations"), item.expectations)

    def _value(self, place: Place, key: str, value: Any) -> Iterator[tuple[Key, str]]:
        value = self._referring(key, value)
        if key in _COMPOUND and isinstance(value, list):
            elements = [repr(each) for each in value]
            for element in elements:
                yield (place, key, element), repr(elements.count(element))
        elif key == "needs":
            for each in value:
                yield (place, key, each["what"]), repr(each)
        elif key == "sets":
            for each in value:
                yield (place, key, f"{each['touchpoint']} {each['expectation']} {each['field']}"), repr(each)
        elif key == "authority":
            for part, text in value.items():
                yield (place, key, part), repr(text)
        else:
            yield (place, key, ""), repr(value)

    def _referring(self, key: str, value: Any) -> Any:
        """The value with references by first ids."""
        if key in _REFERRING or key == "after":
            collection = (_REFERRING.get(key, "promises"),)
            if isinstance(value, list):
                return [self.of(collection, each) for each in value]
            return self.of(collection, value)
        if key == "sets":
            return [self._row(each, each["touchpoint"]) for each in value]
        return value

    def _row(self, table: Mapping[str, Any], touchpoint: str) -> dict[str, Any]:
        place = self.place(("touchpoints", touchpoint, "expectations", table["expectation"]))
        return {**table, "touchpoint": place[1], "expectation": place[3]}


def changed(before: Said, after: Said) -> set[Key]:
    """The keys under which two projects do not say the same."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
