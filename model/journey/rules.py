"""The rules of a project file that go beyond the type of a single value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from operator import attrgetter
from typing import Any

from pydantic import ValidationError

from model.journey.action import Action, Scenario, ScenarioSet
from model.journey.complaints import problems_of
from model.journey.cycles import rings
from model.journey.expectation import NUMBER_FIELDS, Expectation
from model.journey.naming import ID_PATTERN, LONGEST_ID, NOUNS
from model.journey.problem import Path, Problem
from model.journey.project import Project
from model.journey.promise import Promise
from model.journey.row_rules import expectation_problems, expected_value, number_problems, scale_problems
from model.journey.touchpoint import Touchpoint

__all__ = ["TRIABLE", "Known", "expectation_problems", "expected_value", "project_problems"]

_CODE = re.compile(r"GAP[0-9]{3}")
_MOST_RINGS = 20
"""Rings told of each kind; a file with more has a mistake behind them that shows in the first ones."""
_MOST_GUESSES = 50
"""Unknown ids for which the nearest one is looked up, which takes long where thousands are wrong."""
_COMPARED = 2000
"""Known ids among which the nearest is looked up."""


def project_problems(project: Project, sound: Project | None = None) -> Iterator[Problem]:
    """Every broken rule of the project, in the order of the file.

    Touchpoints that it shares with a project known to be `sound` are only checked for what they refer to.
    """
    yield from about_problems(project)
    yield from code_problems(("check", "ignore"), project.check.ignore)
    for name in NOUNS:
        if name != "expectations":
            yield from id_problems((name,), [item.id for item in getattr(project, name)])
    known = Known(project)
    shared = set(map(id, sound.touchpoints)) if sound and sound.about is project.about else set()
    for index, touchpoint in enumerate(project.touchpoints):
        path: Path = ("touchpoints", index)
        yield from link_problems(touchpoint, path, known)
        if id(touchpoint) not in shared:
            yield from touchpoint_problems(project, touchpoint, path)
    for index, promise in enumerate(project.promises):
        yield from promise_problems(promise, ("promises", index), known)
    for index, action in enumerate(project.actions):
        yield from action_problems(project, action, ("actions", index), known)
    for index, scenario in enumerate(project.scenarios):
        yield from scenario_problems(project, scenario, ("scenarios", index), known)
    yield from cycle_problems("touchpoints", "depends_on", project.touchpoints)
    yield from cycle_problems("promises", "after", project.promises)


class Known:
    """The ids a file declares, looked up while its references are checked."""

    def __init__(self, project: Project) -> None:
        self.stages: Mapping[str, Any] = {each.id: each for each in project.stages}
        self.segments: Mapping[str, Any] = {each.id: each for each in project.segments}
        self.promises: Mapping[str, Any] = {each.id: each for each in project.promises}
        self.touchpoints: Mapping[str, Any] = {
            each.id: (index, each) for index, each in enumerate(project.touchpoints)
        }
        self._rows: dict[str, Mapping[str, tuple[Path, Expectation]]] = {}
        self._guesses = _MOST_GUESSES

    def rows(self, touchpoint: str) -> Mapping[str, tuple[Path, Expectation]]:
        """The rows of a known touchpoint with their paths, by id."""
        if touchpoint not in self._rows:
            index, holder = self.touchpoints[touchpoint]
            path: Path = ("touchpoints", index, "expectations")
            self._rows[touchpoint] = {
                row.id: ((*path, number), row) for number, row in enumerate(holder.expectations)
            }
        return self._rows[touchpoint]

    def unknown(
        self, path: Path, id: str, known: Mapping[str, Any], noun: str, rests_on: tuple[Path, ...] = ()
    ) -> Iterator[Problem]:
        """The problem of naming an `id` that is not `known`."""
        if id in known:
            return
        guess: list[str] = []
        if self._guesses and len(id) <= 2 * LONGEST_ID:
            self._guesses -= 1
            guess = get_close_matches(id, list(islice(known, _COMPARED)), 1)
        mend = f'did you mean "{guess[0]}"' if guess else f"add that {noun}, or name one that exists"
        yield Problem(path, f'there is no {noun} "{id[:80]}"', mend, refers_to=id, rests_on=rests_on)

    def all_unknown(
        self, path: Path, ids: Sequence[str], known: Mapping[str, Any], noun: str
    ) -> Iterator[Problem]:
        """The problems of a list of ids: those that are not `known`, and those that stand there twice."""
        seen: set[str] = set()
        for index, id in enumerate(ids):
            if id in seen:
                yield Problem((*path, index), f'"{id[:80]}" already stands in this list', "name it once")
            else:
                yield from self.unknown((*path, index), id, known, noun)
            seen.add(id)


def about_problems(project: Project) -> Iterator[Problem]:
    """Rules of `format` and of the `[project]` table."""
    if project.format < 1:
        yield Problem(("format",), f"format {project.format} does not exist", "write format = 1")
    yield from scale_problems(("project", "rating_scale"), project.about.rating_scale)
    if project.about.working_days is not None and not project.about.working_days:
        yield Problem(
            ("project", "working_days"), "the week has no working day", "name at least one, or remove the key"
        )


def id_problems(path: Path, ids: Sequence[str]) -> Iterator[Problem]:
    """Ids that look wrong, and ids that stand twice under `path`."""
    first: dict[str, int] = {}
    for index, id in enumerate(ids):
        if not ID_PATTERN.fullmatch(id):
            found = f'"{id[:80]}" is not an id'
            yield Problem((*path, index, "id"), found, "use a-z, 0-9 and -, at most 64, not starting with -")
        elif id in first:
            found = f'the id "{id}" is already taken by {path[-1]}[{first[id] + 1}]'
            yield Problem((*path, index, "id"), found, "give it another id")
        else:
            first[id] = index


def link_problems(touchpoint: Touchpoint, path: Path, known: Known) -> Iterator[Problem]:
    """What a touchpoint and its rows refer to, and is not there."""
    if touchpoint.stage not in known.stages:
        yield from known.unknown((*path, "stage"), touchpoint.stage, known.stages, "stage")
    if touchpoint.depends_on:
        yield from known.all_unknown(
            (*path, "depends_on"), touchpoint.depends_on, known.touchpoints, "touchpoint"
        )
    for index, row in enumerate(touchpoint.expectations):
        if row.segment is not None:
            place = (*path, "expectations", index, "segment")
            yield from known.unknown(place, row.segment, known.segments, "segment")


def touchpoint_problems(project: Project, touchpoint: Touchpoint, path: Path) -> Iterator[Problem]:
    """Rules that a touchpoint and its rows can break by themselves."""
    rows = touchpoint.expectations
    if touchpoint.ignore:
        yield from code_problems((*path, "ignore"), touchpoint.ignore)
    yield from id_problems((*path, "expectations"), [row.id for row in rows])
    for index, row in enumerate(rows):
        place = (*path, "expectations", index)
        yield from expectation_problems(project, row, place)
        if row.ignore:
            yield from code_problems((*place, "ignore"), row.ignore)


def promise_problems(promise: Promise, path: Path, known: Known) -> Iterator[Problem]:
    """Rules of one promise."""
    yield from known.unknown((*path, "touchpoint"), promise.touchpoint, known.touchpoints, "touchpoint")
    yield from known.all_unknown((*path, "after"), promise.after, known.promises, "promise")
    place = (*path, "moved_to")
    outcome = ((*path, "outcome"),)
    if promise.outcome == "moved" and promise.moved_to is None:
        found = "a moved promise needs its new date"
        yield Problem(place, found, "write one such as moved_to = 2026-11-22", missing=True, rests_on=outcome)
    if promise.outcome != "moved" and promise.moved_to is not None:
        found = f"moved_to stands {'beside another' if promise.outcome else 'without'} outcome"
        yield Problem(place, found, 'write outcome = "moved" or remove moved_to', rests_on=outcome)
    yield from code_problems((*path, "ignore"), promise.ignore)


def action_problems(project: Project, action: Action, path: Path, known: Known) -> Iterator[Problem]:
    """Rules of one action: what it refers to, and whether its effect can be."""
    place = (*path, "touchpoint")
    yield from known.unknown(place, action.touchpoint, known.touchpoints, "touchpoint")
    effect = action.would_deliver
    if effect is None or action.touchpoint not in known.touchpoints:
        return
    rows = known.rows(action.touchpoint)
    key = (*path, "would_deliver")
    yield from known.unknown((*key, "expectation"), effect.expectation, rows, "expectation", (place,))
    if effect.expectation in rows:
        where, row = rows[effect.expectation]
        yield from number_problems(project, row, where, (*key, "delivered"), effect.delivered)


def scenario_problems(project: Project, scenario: Scenario, path: Path, known: Known) -> Iterator[Problem]:
    """Rules of one scenario: what it refers to, and whether its values can stand there."""
    for index, each in enumerate(scenario.sets):
        place = (*path, "sets", index)
        yield from known.unknown((*place, "touchpoint"), each.touchpoint, known.touchpoints, "touchpoint")
        if each.field not in TRIABLE:
            guess = get_close_matches(each.field[:80], sorted(TRIABLE), 1)
            yield Problem(
                (*place, "field"),
                f"`{each.field[:40]}` is not a key a scenario can set",
                f"did you mean `{guess[0]}`" if guess else "write one such as delivered",
            )
        if each.touchpoint in known.touchpoints:
            rows = known.rows(each.touchpoint)
            yield from known.unknown(
                (*place, "expectation"), each.expectation, rows, "expectation", ((*place, "touchpoint"),)
            )
            if each.expectation in rows:
                yield from _tried_problems(project, each, place, *rows[each.expectation])


TRIABLE = frozenset(Expectation.model_fields) - {"id", "scale", "observations", "ignore"}
"""Keys of a row that a scenario can set: not what names it, nor what takes more than one value."""


def _tried_problems(
    project: Project, tried: ScenarioSet, place: Path, where: Path, row: Expectation
) -> Iterator[Problem]:
    """Why the value a scenario tries cannot stand in `row`."""
    if tried.field not in TRIABLE:
        return
    try:
        Expectation.model_validate({"name": row.name, "kind": row.kind, tried.field: tried.to}, by_name=False)
    except ValidationError as error:
        for problem in problems_of(error, {tried.field: tried.to}, Expectation):
            yield Problem((*place, "to"), problem.found, problem.mend, rests_on=((*place, "field"),))
        return
    if tried.field in NUMBER_FIELDS:
        yield from number_problems(project, row, where, (*place, "to"), tried.to)


def cycle_problems(name: str, key: str, items: Sequence[Any]) -> Iterator[Problem]:
    """Rings of rows that wait for each other; each is told once, with its members."""
    # What waits for nothing is in no ring, and in most files nothing waits.
    if not any(map(attrgetter(key), items)):
        return
    index_of: dict[str, int] = {}
    for index, item in enumerate(items):
        index_of.setdefault(item.id, index)
    links = {id: getattr(items[index], key) for id, index in index_of.items()}
    after = {id: others for id, others in links.items() if others}
    for ring in islice(rings(after), _MOST_RINGS):
        members = [each[:LONGEST_ID] for each in (*ring, ring[0])]
        if len(members) > _MOST_MEMBERS:
            members[_MOST_MEMBERS // 2 : -_MOST_MEMBERS // 2] = ["..."]
        yield Problem(
            (name, index_of[ring[0]], key),
            f"{name} wait for each other: {' > '.join(members)}",
            "remove one of the links",
        )


_MOST_MEMBERS = 12
"""Members of a ring that a sentence names."""


def code_problems(path: Path, codes: Iterable[str]) -> Iterator[Problem]:
    """Codes under an `ignore` key that cannot be codes of findings."""
    for index, code in enumerate(codes):
        if not _CODE.fullmatch(code):
            yield Problem(
                (*path, index), f'"{code[:40]}" is not a code of a finding', "write one such as GAP101"
            )
