"""Where something stands in a project, by id, so that a place survives moves of everything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast

from model.journey.action import Action, Scenario
from model.journey.expectation import Expectation
from model.journey.naming import NOUNS
from model.journey.problem import Problem, ProblemsFound
from model.journey.project import Project, Segment, Stage
from model.journey.promise import Promise
from model.journey.record import Record
from model.journey.touchpoint import Touchpoint

Place = tuple[str, ...]
"""`("project",)`, `("scoring",)`, `("check",)`, `("stages", id)`, `("touchpoints", id)`,
`("touchpoints", id, "expectations", id)`, `("promises", id)`, `("actions", id)` and so on;
without the last id it names the collection. `("file",)` is what stands above all tables."""

FILE: Final[Place] = ("file",)

RECORDS: Final[dict[str, type[Record]]] = {
    "stages": Stage,
    "segments": Segment,
    "touchpoints": Touchpoint,
    "expectations": Expectation,
    "promises": Promise,
    "actions": Action,
    "scenarios": Scenario,
}
_TABLES: Final[dict[str, str]] = {"project": "about", "scoring": "scoring", "check": "check"}


def row_place(touchpoint: str, expectation: str) -> Place:
    """The place of an expectation."""
    return ("touchpoints", touchpoint, "expectations", expectation)


def items_at(project: Project, collection: Place) -> tuple[Any, ...]:
    """The items of a collection such as `("touchpoints",)` or `("touchpoints", id, "expectations")`."""
    holder: Any = project if len(collection) == 1 else item_at(project, collection[:-1])
    items: tuple[Any, ...] = getattr(holder, collection[-1])
    return items


_LONG = 64
"""From this many items on, looking through them takes longer than remembering where they stood."""
_seen: dict[str, int] = {}
"""Where ids stood when they were last looked for. A hint: whether one still stands there is looked up."""
_MOST_SEEN = 200_000


def position(items: Sequence[Any], id: str) -> int | None:
    """Where the item with `id` stands among `items`, or None.

    Takes the same time in a collection of any length, as long as items come and go one at a time.
    """
    if len(items) >= _LONG and (hint := _seen.get(id)) is not None:
        for index in (hint, hint - 1, hint + 1):
            if 0 <= index < len(items) and items[index].id == id:
                return index
    for index, item in enumerate(items):
        if item.id == id:
            if len(items) >= _LONG:
                _remember(items)
            return index
    return None


def _remember(items: Sequence[Any]) -> None:
    if len(_seen) + len(items) > _MOST_SEEN:
        _seen.clear()
    _seen.update((item.id, index) for index, item in enumerate(items))


def item_at(project: Project, place: Place) -> Any:
    """The record at `place`; raises ProblemsFound where there is none."""
    if place == FILE:
        return project
    if len(place) == 1:
        return getattr(project, _TABLES[place[0]])
    items = items_at(project, place[:-1])
    index = position(items, place[-1])
    if index is None:
        raise missing(place)
    return items[index]


def index_at(project: Project, place: Place) -> int:
    """The position of the item at `place` in its collection; raises ProblemsFound where there is none."""
    index = position(items_at(project, place[:-1]), place[-1])
    if index is None:
        raise missing(place)
    return index


def missing(place: Place) -> ProblemsFound:
    """What is raised when nothing stands at `place` any more."""
    noun = NOUNS.get(place[-2], "row") if len(place) > 1 else "table"
    return ProblemsFound(
        [Problem((), f'there is no {noun} "{place[-1]}" any more', "reload, then try again")]
    )


def with_items(project: Project, collection: Place, items: tuple[Any, ...]) -> Project:
    """`project` with other items in a collection; everything else is the same object as before."""
    if len(collection) == 1:
        return project.model_copy(update={collection[0]: items})
    holder = item_at(project, collection[:-1]).model_copy(update={collection[-1]: items})
    return with_item(project, collection[:-1], holder)


def with_item(project: Project, place: Place, item: Record) -> Project:
    """`project` with `item` in place of what stands at `place`."""
    if place == FILE:
        return cast(Project, item)
    if len(place) == 1:
        return project.model_copy(update={_TABLES[place[0]]: item})
    items = items_at(project, place[:-1])
    index = position(items, place[-1])
    if index is None:
        raise missing(place)
    return with_items(project, place[:-1], (*items[:index], item, *items[index + 1 :]))


def path_of(project: Project, place: Place) -> tuple[str | int, ...]:
    """`place` as keys and positions in the data of the file."""
    path: list[str | int] = []
    if place == FILE:
        return ()
    for depth, part in enumerate(place):
        path.append(part if depth % 2 == 0 else index_at(project, place[: depth + 1]))
    return tuple(path)
