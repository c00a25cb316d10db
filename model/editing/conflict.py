"""A conflict: one thing that two people changed differently, and the edit that settles it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from model.editing.building import one_step
from model.editing.edits import ABSENT, Edit, SetField, written
from model.editing.ordering import reordered
from model.editing.places import Place, item_at, items_at
from model.editing.sameness import same
from model.journey.problem import ProblemsFound
from model.journey.project import Project

Kind = Literal["field", "order", "added", "deleted", "moved", "renamed"]
Side = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both sides changed, and not to the same.

    `field`: one key; the values as plain data, ABSENT where it is not written. `order`: the items of a
    collection; their ids. `added`: one new id with two contents; the items without their rows.
    `deleted`: edited by one side, deleted by the other, and therefore kept; the items, ABSENT where
    deleted. `moved`: moved by one side and deleted by the other, therefore gone; the items as well.
    `renamed`: one item that got two new ids, of which theirs holds.
    """

    kind: Kind
    place: Place
    """Where it stands in the merged project, or stood; of an order the collection."""
    field: str
    """The key of a `field`, with a dot into a table; else empty."""
    base: Any
    mine: Any
    theirs: Any

    @property
    def choosable(self) -> bool:
        """Whether somebody has to choose; an edit simply beats a delete, and one id has to hold."""
        return self.kind in ("field", "order", "added")

    @property
    def about(self) -> tuple[Place, str]:
        """What it is about, whatever the values are."""
        return self.place, self.field

    def value(self, side: Side) -> Any:
        """What one side says."""
        return self.mine if side == "mine" else self.theirs

    def with_theirs(self, project: Project) -> Conflict:
        """The same conflict with what their project says now."""
        if self.kind != "field":
            return self
        try:
            return replace(self, theirs=written(item_at(project, self.place), self.field))
        except ProblemsFound:
            return self

    def stands(self, project: Project, value: Any) -> bool:
        """Whether `project` says `value` here."""
        try:
            if self.kind == "order":
                ids = [item.id for item in items_at(project, self.place)]
                return ids == [id for id in value if id in set(ids)]
            item = item_at(project, self.place)
            if self.kind == "field":
                return same(written(item, self.field), value)
        except ProblemsFound:
            return False
        return all(same(written(item, key), value.get(key, ABSENT)) for key in _keys(item))

    def settling(self, project: Project, value: Any) -> Edit | None:
        """The edit after which `project` says `value` here; None where it does, or nothing is left of it."""
        edits: list[Edit] = []
        try:
            if self.kind == "order":
                edits = reordered(project, self.place, value)
            else:
                item = item_at(project, self.place)
                keys = {self.field: value} if self.kind == "field" else {}
                if self.kind == "added":
                    keys = {key: value.get(key, ABSENT) for key in _keys(item)}
                for key, after in keys.items():
                    before = written(item, key)
                    if not same(before, after):
                        edits.append(SetField(self.place, key, before, after))
        except ProblemsFound:
            return None
        return one_step(edits) if edits else None


def _keys(item: Any) -> list[str]:
    return [field.alias or name for name, field in type(item).model_fields.items() if name != "expectations"]
