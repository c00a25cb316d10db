"""What my saves put into the file, and whether it still stands there.

A program that takes no lock and looks at nothing saves the copy it read: what was saved in between is
gone. Nobody can prevent that; here it is noticed. The mark of it is that everything a save of mine changed
is at once as it was before that save. One value of several set back is a person's own doing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from model.editing.building import one_step, removing
from model.editing.differences import differences
from model.editing.edits import ABSENT, Add, Edit, SetField, written
from model.editing.places import Place, item_at, items_at
from model.editing.sameness import same
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from model.journey.record import Record

_MOST_OLDER = 200
"""Earlier values that are remembered of one key."""


class _Gone:
    """Stands for the value of a key of something that is not there."""


_GONE = _Gone()


@dataclass(frozen=True, slots=True)
class Mine:
    """One thing that a save of mine changed: a key, or with an empty `field` a whole item."""

    place: Place
    field: str
    older: tuple[Any, ...]
    """What the file said of it before, as far as I saved it; ABSENT for nothing."""
    value: Any
    """What I saved; ABSENT where I took it away. Of a whole item the record."""
    index: int = 0
    """Where a whole item stood in its collection."""
    save: int = 0
    """The save that changed it last."""
    stands: bool = True
    """Whether the file said so when it was seen last."""

    @property
    def name(self) -> str:
        """What it is called where it is a whole item: text of the file."""
        item = self.value if isinstance(self.value, Record) else self.older[-1]
        return str(getattr(item, "name", None) or getattr(item, "what", None) or self.place[-1])


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything my saves changed, and whether it stood in the file when that was seen last.

    What does not stand any more is remembered: a copy of the file may be older than several saves.
    """

    mine: tuple[Mine, ...] = ()
    saves: int = 0

    def saved(self, before: Project, after: Project) -> Standing:
        """With a save that made `after` of a file that said `before`."""
        known = {(each.place, each.field): each for each in self.mine}
        number = self.saves + 1
        for place, field in _changed(before, after):
            was, now = _value(before, place, field), _value(after, place, field)
            earlier = known.pop((place, field), None)
            older = (*((*earlier.older, earlier.value) if earlier else ()), was)[-_MOST_OLDER:]
            index = _index(after if now is not ABSENT else before, place) if not field else 0
            known[place, field] = Mine(place, field, older, now, index, number)
        return Standing(tuple(known.values()), number)

    def overwritten(self, now: Project) -> tuple[Mine, ...]:
        """What was lost, if `now` was saved from a copy that is older than a save of mine."""
        found: list[Mine] = []
        standing = [each for each in self.mine if each.stands]
        for save in dict.fromkeys(each.save for each in standing):
            changed = [each for each in standing if each.save == save]
            if any(_stands(each, now) for each in changed):
                continue
            found += [each for each in changed if _is_older(each, now)]
        return tuple(found)

    def seen(self, now: Project) -> Standing:
        """With what does not stand in `now` known to be gone, for good."""
        mine = tuple(replace(each, stands=each.stands and _stands(each, now)) for each in self.mine)
        return replace(self, mine=mine)


def reapplying(project: Project, lost: tuple[Mine, ...]) -> Edit | None:
    """The one edit that brings back what was lost, as far as there is a place for it; None for nothing."""
    edits: list[Edit] = []
    for each in lost:
        edit = _again(project, each)
        if edit is not None:
            edits.append(edit)
            project = edit.apply(project)
    return one_step(edits) if edits else None


def _again(project: Project, mine: Mine) -> Edit | None:
    if _stands(mine, project):
        return None
    try:
        if mine.field:
            before = written(item_at(project, mine.place), mine.field)
            return SetField(mine.place, mine.field, before, mine.value)
        if mine.value is ABSENT:
            return removing(project, mine.place)
        items = items_at(project, mine.place[:-1])
        return Add(mine.place[:-1], min(mine.index, len(items)), mine.value)
    except ProblemsFound:
        return None


def _changed(before: Project, after: Project) -> list[tuple[Place, str]]:
    """What a save changed, by place and key. The order of items is left out: it says nothing of who wrote."""
    found: list[tuple[Place, str]] = []
    for change in differences(before, after)[1]:
        if change.kind in ("added", "removed"):
            found.append((change.place, ""))
        elif change.field not in ("order", "id") and change.place != ("evidence",):
            found.append((change.place, change.field))
    return found


def _value(project: Project, place: Place, field: str) -> Any:
    try:
        item = item_at(project, place)
    except ProblemsFound:
        return _GONE if field else ABSENT
    return written(item, field) if field else item


def _stands(mine: Mine, now: Project) -> bool:
    value = _value(now, mine.place, mine.field)
    if not mine.field:
        # A whole item stands while there is one; what is in it may have changed since.
        return (value is ABSENT) == (mine.value is ABSENT)
    return same(value, mine.value)


def _is_older(mine: Mine, now: Project) -> bool:
    value = _value(now, mine.place, mine.field)
    if not mine.field:
        return any((value is ABSENT) == (each is ABSENT) for each in mine.older)
    return any(same(value, each) for each in mine.older)


def _index(project: Project, place: Place) -> int:
    return next((at for at, each in enumerate(items_at(project, place[:-1])) if each.id == place[-1]), 0)
