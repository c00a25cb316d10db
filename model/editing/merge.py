"""Two people's changes to one project put together, key by key, by the ids of what they changed."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from model.editing.between import edits_between
from model.editing.conflict import Conflict
from model.editing.edits import Edit
from model.editing.following import Followed, follow
from model.editing.places import FILE, Place, item_at, items_at
from model.editing.renames import Renames
from model.editing.sameness import same
from model.editing.steadying import referred_to
from model.editing.threeway import ThreeWay
from model.editing.unsure import unsure_items
from model.journey.naming import NOUNS, has_own_id, with_ids
from model.journey.problem import Path, Problem, ProblemsFound, UserError
from model.journey.project import Project
from model.journey.record import Record
from model.journey.rules import project_problems

_MOST_LOOKED_AT = 50
"""Broken rules of a merged project that are mended at once; the next round finds the others."""


class CannotMerge(UserError):
    """The two versions cannot be put together without guessing; one has to be chosen as a whole."""


@dataclass(frozen=True)
class Merged:
    """What came of two versions with a common base."""

    project: Project
    """Both, with their value wherever the two changed one thing differently."""
    pending: Project
    """Both, with my value there: what I have in front of me until I choose."""
    conflicts: tuple[Conflict, ...]
    mine: Project
    theirs: Project

    @cached_property
    def from_them(self) -> tuple[Edit, ...]:
        """What came from them, as edits of my version."""
        return edits_between(self.mine, self.pending).edits

    @cached_property
    def from_me(self) -> tuple[Edit, ...]:
        """What came from me, as edits of their version."""
        return edits_between(self.theirs, self.project).edits

    @property
    def choices(self) -> tuple[Conflict, ...]:
        """The conflicts that somebody has to settle."""
        return tuple(each for each in self.conflicts if each.choosable)


def merge(base: Project, mine: Project, theirs: Project, known: Renames = ()) -> Merged:
    """Put together what `mine` and `theirs` made of `base`; all three break no rule.

    What only one side changed is taken from it. Where both changed one key differently, theirs holds
    in the result. An edit beats a delete: what one side deleted and the other edited, or refers to
    anew, stays. `known` is what mine is known to have renamed, such as by its own edits; without it an
    item that got another id and other values as well is one that was deleted and one that was added.
    The result breaks no rule: changes that break one together are conflicts as well.
    Raises CannotMerge where ids are missing so that nobody can tell what became of what, and where no
    choice of values would keep the rules.
    """
    return Merging(base, theirs).with_mine(mine, known)


class Merging:
    """Their version and what it was made from, to be merged with one version of mine or with many.

    What versions of mine share with the base is looked at once, so that each takes as long as what was
    changed in it.
    """

    def __init__(self, base: Project, theirs: Project) -> None:
        self._base, self._theirs = with_ids(base), with_ids(theirs)
        self._known = set(map(id, self._base.touchpoints))
        self._ids_written = _ids_written(self._base, ()) and _ids_written(self._theirs, ())

    def with_mine(self, mine: Project, known: Renames = (), *, yielding: bool = False) -> Merged:
        """Mine and theirs put together; raises CannotMerge as `merge` does.

        `yielding`: what they deleted goes, although mine has it otherwise than the base.
        """
        if mine is self._base or mine is self._theirs:
            return Merged(self._theirs, self._theirs, (), mine, self._theirs)
        followed = self._followed(mine, known)
        theirs_first, mine_first, conflicts = _sound(followed, yielding=yielding)
        return Merged(theirs_first, mine_first, (*followed.conflicts, *conflicts), mine, self._theirs)

    def unchecked(self, mine: Project, known: Renames = (), *, mine_first: bool) -> Project:
        """The same, yielding where theirs come first, but nobody has looked whether it keeps the rules."""
        if mine is self._base or mine is self._theirs:
            return self._theirs
        nothing: frozenset[Any] = frozenset()
        followed = self._followed(mine, known)
        return _merged(followed, nothing, nothing, mine_first=mine_first, yielding=not mine_first)[0]

    def _followed(self, mine: Project, known: Renames) -> Followed:
        base, theirs = self._base, self._theirs
        if not base.format == mine.format == theirs.format:
            raise CannotMerge("The two versions have different formats.")
        if not (self._ids_written and _ids_written(mine, self._known)):
            mine = with_ids(mine)
            for noun, name in unsure_items(base, mine, theirs):
                raise CannotMerge(
                    f'Both versions changed {noun}s called "{name}", which have no id of their own, so nobody'
                    " can tell which one is which; give them ids."
                )
        return follow(base, mine, theirs, known)


def _ids_written(project: Project, known: Container[int]) -> bool:
    """Whether the file writes the id of everything, touchpoints left out that are `known` to have theirs."""
    for name in NOUNS:
        if name not in ("touchpoints", "expectations") and not all(map(has_own_id, getattr(project, name))):
            return False
    fresh = [each for each in project.touchpoints if id(each) not in known]
    return all(map(has_own_id, fresh)) and all(all(map(has_own_id, each.expectations)) for each in fresh)


def _sound(followed: Followed, *, yielding: bool) -> tuple[Project, Project, list[Conflict]]:
    """The merged project with their values and with mine, both of which break no rule."""
    kept: frozenset[Place] = frozenset()
    forced: frozenset[tuple[Place, str]] = frozenset()
    while True:
        theirs_first, conflicts = _merged(followed, kept, forced, yielding=yielding)
        mine_first = theirs_first
        if conflicts:
            mine_first, _ = _merged(followed, kept, forced, mine_first=True, yielding=yielding)
        versions = [theirs_first] if mine_first is theirs_first else [theirs_first, mine_first]
        missing = frozenset(place for each in versions for place in _missing(each, followed)) - kept
        if missing:
            kept |= missing
            continue
        broken = [(each, problem) for each in versions for problem in _broken(each, followed)]
        if not broken:
            return theirs_first, mine_first, conflicts
        more = frozenset(key for each in broken for key in _at_odds(*each, followed, forced))
        if not more:
            raise CannotMerge(f"The two versions do not fit together: {broken[0][1].sentence}")
        forced |= more


def _merged(
    followed: Followed,
    kept: frozenset[Place],
    forced: frozenset[tuple[Place, str]],
    *,
    mine_first: bool = False,
    yielding: bool = False,
) -> tuple[Project, list[Conflict]]:
    renamed = followed.renamed
    way = ThreeWay(mine_first=mine_first, yielding=yielding, kept=kept, forced=forced, renamed=renamed)
    return way.project(followed.base, followed.mine, followed.theirs), way.conflicts


def _missing(project: Project, followed: Followed) -> Iterator[Place]:
    """What the merged project refers to and only one side deleted."""
    if project is followed.mine or project is followed.theirs:
        return
    ids = {name: {each.id for each in getattr(project, name)} for name in NOUNS if name != "expectations"}
    for place in referred_to(project):
        if place[1] not in ids[place[0]]:
            yield place[:2]
        elif len(place) == 4 and _found(project, place) is None:
            yield place


def _broken(project: Project, followed: Followed) -> list[Problem]:
    if project is followed.mine or project is followed.theirs:
        return []
    if with_ids(project) is not project:
        # A name that stood for an id would stand for another one now.
        return [Problem((), "names that stand for ids would mean something else", "give the items ids")]
    return list(islice(project_problems(project, followed.theirs), _MOST_LOOKED_AT))


def _at_odds(
    project: Project, problem: Problem, followed: Followed, forced: frozenset[tuple[Place, str]]
) -> Iterator[tuple[Place, str]]:
    """The keys a broken rule is about that the two sides do not agree on, without those known before."""
    found = [_key_at(project, path) for path in (problem.path, *problem.rests_on)]
    keys = [key for key in found if key is not None and key not in forced and _apart(*key, followed)]
    if not keys and found[0] is not None:
        # A ring of references is told at one of its members, and the change may be at another.
        (*collection, _), field = found[0]
        if len(collection) == 1 and field in ("depends_on", "after"):
            places = [(collection[0], item.id) for item in items_at(project, tuple(collection))]
            keys = [(each, field) for each in places if (each, field) not in forced]
            keys = [key for key in keys if _apart(*key, followed)]
    yield from keys


def _key_at(project: Project, path: Path) -> tuple[Place, str] | None:
    """The place and key that a path into the data of `project` leads to."""
    if not path:
        return None
    if len(path) == 1 or not isinstance(path[1], int):
        return ((str(path[0]),), str(path[1])) if len(path) > 1 else (FILE, str(path[0]))
    place: Place = ()
    rest = list(path)
    while len(rest) > 2 and isinstance(rest[1], int) and rest[0] in NOUNS:
        collection = (*place, str(rest[0]))
        place = (*collection, items_at(project, collection)[rest[1]].id)
        rest = rest[2:]
    return place, str(rest[0])


def _apart(place: Place, key: str, followed: Followed) -> bool:
    mine, theirs = _found(followed.mine, place), _found(followed.theirs, place)
    return mine is not None and theirs is not None and not same(_value(mine, key), _value(theirs, key))


def _value(item: Record, key: str) -> Any:
    names = {field.alias or name: name for name, field in type(item).model_fields.items()}
    name = names.get(key, key)
    return (name in item.model_fields_set, getattr(item, name, None))


def _found(project: Project, place: Place) -> Any:
    try:
        return item_at(project, place)
    except ProblemsFound:
        return None
