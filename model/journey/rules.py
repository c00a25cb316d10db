"""The rules of a project file that go beyond the type of a single value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from model.journey.expectation import NUMBER_FIELDS, Expectation
from model.journey.naming import ID_PATTERN
from model.journey.problem import Path, Problem
from model.journey.project import Project
from model.journey.promise import Promise
from model.journey.quantity import DURATION_SECONDS, number_text
from model.journey.touchpoint import Touchpoint

_CODE = re.compile(r"GAP\d{3}")


def project_problems(project: Project) -> Iterator[Problem]:
    """Every broken rule of the project, in the order of the file."""
    yield from about_problems(project)
    for name in ("stages", "segments", "touchpoints", "promises", "actions", "scenarios"):
        yield from id_problems((name,), [item.id for item in getattr(project, name)])
    known = Known(project)
    for index, touchpoint in enumerate(project.touchpoints):
        yield from touchpoint_problems(project, touchpoint, ("touchpoints", index), known)
    for index, promise in enumerate(project.promises):
        yield from promise_problems(promise, ("promises", index), known)
    for index, action in enumerate(project.actions):
        path: Path = ("actions", index)
        yield from _unknown((*path, "touchpoint"), [action.touchpoint], known.touchpoints, "touchpoint")
        if action.would_deliver and action.touchpoint in known.touchpoints:
            rows = known.touchpoints[action.touchpoint]
            key = (*path, "would_deliver", "expectation")
            yield from _unknown(key, [action.would_deliver.expectation], rows, "expectation")
    for index, scenario in enumerate(project.scenarios):
        for number, each in enumerate(scenario.sets):
            path = ("scenarios", index, "sets", number)
            yield from _unknown((*path, "touchpoint"), [each.touchpoint], known.touchpoints, "touchpoint")
            rows = known.touchpoints.get(each.touchpoint, {each.expectation: None})
            yield from _unknown((*path, "expectation"), [each.expectation], rows, "expectation")
            if each.field not in Expectation.model_fields:
                yield Problem(
                    (*path, "field"),
                    f"`{each.field}` is not a key of an expectation",
                    "write one such as delivered",
                )
    yield from cycle_problems("touchpoints", "depends_on", {t.id: t.depends_on for t in project.touchpoints})
    yield from cycle_problems("promises", "after", {p.id: p.after for p in project.promises})
    yield from code_problems(("check", "ignore"), project.check.ignore)


class Known:
    """The ids a file declares, looked up while its references are checked."""

    def __init__(self, project: Project) -> None:
        self.stages: Mapping[str, object] = {each.id: each for each in project.stages}
        self.segments: Mapping[str, object] = {each.id: each for each in project.segments}
        self.promises: Mapping[str, object] = {each.id: each for each in project.promises}
        self.touchpoints: dict[str, Mapping[str, object]] = {
            each.id: {row.id: row for row in each.expectations} for each in project.touchpoints
        }


def about_problems(project: Project) -> Iterator[Problem]:
    """Rules of the `[project]` table."""
    if project.format < 1:
        yield Problem(("format",), f"format {project.format} does not exist", "write format = 1")
    yield from _scale_problems(("project", "rating_scale"), project.about.rating_scale)
    if project.about.working_days is not None and not project.about.working_days:
        yield Problem(
            ("project", "working_days"), "the week has no working day", "name at least one, or remove the key"
        )


def id_problems(path: Path, ids: Sequence[str]) -> Iterator[Problem]:
    """Ids that look wrong, and ids that stand twice under `path`."""
    first: dict[str, int] = {}
    for index, id in enumerate(ids):
        key = (*path, index, "id")
        if not ID_PATTERN.fullmatch(id):
            yield Problem(
                key, f'"{id[:80]}" is not an id', "use a-z, 0-9 and -, at most 64, not starting with -"
            )
        elif id in first:
            yield Problem(
                key, f'the id "{id}" is already taken by {path[-1]}[{first[id] + 1}]', "give it another id"
            )
        else:
            first[id] = index


def touchpoint_problems(
    project: Project, touchpoint: Touchpoint, path: Path, known: Known
) -> Iterator[Problem]:
    """Rules of one touchpoint and all its rows."""
    yield from _unknown((*path, "stage"), [touchpoint.stage], known.stages, "stage")
    yield from _unknown((*path, "depends_on"), touchpoint.depends_on, known.touchpoints, "touchpoint")
    yield from code_problems((*path, "ignore"), touchpoint.ignore)
    if touchpoint.expectations:
        yield from id_problems((*path, "expectations"), [row.id for row in touchpoint.expectations])
    for index, row in enumerate(touchpoint.expectations):
        yield from expectation_problems(project, row, (*path, "expectations", index), known)


def expectation_problems(
    project: Project, row: Expectation, path: Path, known: Known | None = None
) -> Iterator[Problem]:
    """Rules of one row: its unit, its scale, the side of its limit, its tolerance."""
    if row.kind == "duration" and row.unit not in DURATION_SECONDS:
        found = (
            "a duration needs its unit" if row.unit is None else f'"{row.unit[:40]}" is not a unit of time'
        )
        yield Problem((*path, "unit"), found, 'write unit = "s", "min", "h", "d" or "wk"')
    if row.kind == "money" and project.about.currency is None:
        yield Problem(
            (*path, "kind"), "money needs the project's currency", 'write currency = "EUR" under [project]'
        )
    if row.scale is not None:
        if row.kind != "rating":
            yield Problem(
                (*path, "scale"), f'a scale belongs to kind = "rating", not to {row.kind}', "remove it"
            )
        else:
            yield from _scale_problems((*path, "scale"), row.scale)
    for field in NUMBER_FIELDS:
        if (value := getattr(row, field)) is not None:
            yield from _number_problems(project, row, (*path, field), value)
    if isinstance(row.observations, tuple):
        for index, value in enumerate(row.observations):
            yield from _number_problems(project, row, (*path, "observations", index), value)
    if row.bonus and row.kind != "yes_no":
        yield Problem(
            (*path, "bonus"),
            f"a bonus is a yes_no row, this one is {row.kind}",
            'write kind = "yes_no" or remove bonus',
        )
    elif row.bonus and row.expected:
        yield Problem((*path, "expected"), "a bonus is something nobody expects", "remove expected or bonus")
    if row.tolerance is not None and row.tolerance <= 0:
        yield Problem(
            (*path, "tolerance"), f"a tolerance of {row.tolerance} leaves no room", "write a number above 0"
        )
    yield from _limit_problems(row, path)
    if known is not None and row.segment is not None:
        yield from _unknown((*path, "segment"), [row.segment], known.segments, "segment")
    yield from code_problems((*path, "ignore"), row.ignore)


def promise_problems(promise: Promise, path: Path, known: Known) -> Iterator[Problem]:
    """Rules of one promise."""
    yield from _unknown((*path, "touchpoint"), [promise.touchpoint], known.touchpoints, "touchpoint")
    yield from _unknown((*path, "after"), promise.after, known.promises, "promise")
    if promise.outcome == "moved" and promise.moved_to is None:
        yield Problem(
            (*path, "moved_to"), "a moved promise needs its new date", "write moved_to = 2026-11-22"
        )
    if promise.outcome != "moved" and promise.moved_to is not None:
        yield Problem(
            (*path, "moved_to"),
            "moved_to stands without outcome",
            'write outcome = "moved" or remove moved_to',
        )
    yield from code_problems((*path, "ignore"), promise.ignore)


def cycle_problems(name: str, key: str, after: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Rings of rows that wait for each other; each ring is told once, with its members."""
    order = {id: index for index, id in enumerate(after)}
    done: set[str] = set()
    for start in after:
        trail: list[str] = []
        todo: list[tuple[str, int]] = [(start, 0)]
        while todo:
            id, depth = todo.pop()
            del trail[depth:]
            if id in trail:
                ring = trail[trail.index(id) :]
                first = min(ring, key=order.__getitem__)
                names = " > ".join([*ring, id])
                yield Problem(
                    (name, order[first], key),
                    f"{name} wait for each other: {names}",
                    "remove one of the links",
                )
                done.update(ring)
                continue
            if id in done or id not in after:
                continue
            trail.append(id)
            todo += [(each, depth + 1) for each in after[id]]
        done.update(trail)
        done.add(start)


def code_problems(path: Path, codes: Iterable[str]) -> Iterator[Problem]:
    """Codes under an `ignore` key that cannot be codes of findings."""
    for index, code in enumerate(codes):
        if not _CODE.fullmatch(code):
            yield Problem(
                (*path, index), f'"{code[:40]}" is not a code of a finding', "write one such as GAP101"
            )


def _scale_problems(path: Path, scale: Sequence[float]) -> Iterator[Problem]:
    if len(scale) != 2 or scale[0] >= scale[1]:
        yield Problem(path, "a scale has two ends, the lower first", "write one such as [1, 10]")


def _number_problems(
    project: Project, row: Expectation, path: Path, value: bool | float
) -> Iterator[Problem]:
    if isinstance(value, bool) and row.kind != "yes_no":
        yield Problem(path, f'true and false belong to kind = "yes_no", not to {row.kind}', "write a number")
    elif row.kind == "yes_no" and not 0 <= value <= 1:
        yield Problem(
            path,
            f"{number_text(value, 4)} is outside 0 to 1",
            "write true, false or the share kept, such as 0.9",
        )
    elif row.kind == "duration" and value < 0:
        yield Problem(path, f"{number_text(value, 4)} is a negative duration", "write 0 or more")
    elif row.kind == "rating":
        scale = row.scale or project.about.rating_scale
        if len(scale) == 2 and not scale[0] <= value <= scale[1]:
            where = "the row's scale" if row.scale else "rating_scale under [project]"
            low, high = number_text(scale[0]), number_text(scale[1])
            yield Problem(
                path,
                f"{number_text(value, 4)} is outside {low} to {high}",
                f"write a number on the scale, or change {where}",
            )


def _limit_problems(row: Expectation, path: Path) -> Iterator[Problem]:
    expected = expected_value(row)
    if expected is None:
        return
    if row.limit is not None:
        if float(row.limit) == expected:
            yield Problem(
                (*path, "limit"),
                "the limit equals what is expected",
                "write the worst they still accept, or remove it",
            )
        elif (float(row.limit) > expected) == (row.direction == "higher"):
            side = "below" if row.direction == "higher" else "above"
            yield Problem(
                (*path, "limit"),
                f"the limit {number_text(row.limit, 4)} is on the better side of {number_text(expected, 4)}",
                f"{row.direction} is better here, so write a limit {side} the expected value",
            )
    elif expected == 0 and row.tolerance is None and row.kind in ("duration", "money", "count"):
        key = "expected" if row.expected is not None else "promised"
        yield Problem(
            (*path, key),
            "an expectation of 0 has no tolerance to measure against",
            "add a tolerance or a limit",
        )


def expected_value(row: Expectation) -> float | None:
    """E: what is expected, else promised, else 1 for a yes_no row (0 for a bonus); None if unknown."""
    if row.bonus:
        return 0.0
    if row.expected is not None:
        return float(row.expected)
    if row.promised is not None:
        return float(row.promised)
    return 1.0 if row.kind == "yes_no" else None


def _unknown(path: Path, ids: Iterable[str], known: Mapping[str, object], noun: str) -> Iterator[Problem]:
    for id, count in Counter(ids).items():
        if id not in known:
            guess = get_close_matches(id, [*known][:2000], 1)
            mend = f'did you mean "{guess[0]}"' if guess else f"add that {noun}, or name one that exists"
            yield Problem(path, f'there is no {noun} "{id[:80]}"', mend, refers_to=id)
        elif count > 1:
            yield Problem(path, f'"{id}" stands here {count} times', "name it once")
