"""From the data of a file to a project: what could be read, and every mistake at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any, Final

from pydantic import ValidationError

from model.journey.complaints import keys_of, problems_of, record_at, shown
from model.journey.naming import with_ids
from model.journey.problem import Path, Problem
from model.journey.project import FORMAT, Project
from model.journey.pruning import Pruning, value_at
from model.journey.rules import project_problems

__all__ = ["problems_of", "read_project", "with_ids"]

MOST_PROBLEMS = 2000
"""Mistakes that are told; a file with more is not what its reader thinks it is, or was made by a program."""
_HEAD = 50
"""Elements of an array and keys of a table that are looked at in a file with too many mistakes."""
_ROUNDS = 10
"""How often a file may show new mistakes after the ones before were taken out; two or three are usual."""


def read_project(data: Mapping[str, Any]) -> tuple[Project | None, tuple[Problem, ...]]:
    """The project that `data` describes, with all problems; None where nothing could be read.

    With problems the project holds what could be read: wrong values and what cannot stand without
    them are left out, so that the rest breaks no rule and can be shown beside the list. Such a
    project is never saved. Beyond `MOST_PROBLEMS` the first are told, and how many there are.
    """
    pruning = Pruning(data)
    project, problems = _typed(pruning)
    if project is not None:
        broken = list(islice(project_problems(project), MOST_PROBLEMS + 1))
        problems += _by_themselves(pruning, broken)
        if len(broken) > MOST_PROBLEMS:
            project = None
            problems[MOST_PROBLEMS:] = [_too_many(f"more than {MOST_PROBLEMS:,}")]
        elif problems:
            project = _kept(pruning, broken)
    return project, tuple(_only_newer(data) or problems)


def _too_many(number: str) -> Problem:
    return Problem((), f"the file has {number} mistakes, and these are the first", "mend them and look again")


def _only_newer(data: Mapping[str, Any]) -> list[Problem]:
    """The one problem of a file of a later format, in which anything may mean something else."""
    number = data.get("format")
    if isinstance(number, bool) or not isinstance(number, int) or number <= FORMAT:
        return []
    found = f"format {shown(number)} is newer than this Gapline, which knows {FORMAT}"
    return [Problem(("format",), found, "open it with a newer Gapline")]


def _typed(pruning: Pruning) -> tuple[Project | None, list[Problem]]:
    """A project in which every value has its type, and what had to be pruned for that."""
    told: list[Problem] = []
    for _ in range(_ROUNDS):
        readable = pruning.result()
        try:
            return with_ids(Project.model_validate(readable, by_name=False)), told
        except ValidationError as error:
            if error.error_count() > MOST_PROBLEMS:
                return None, [*_first_problems(pruning.data), _too_many(f"{error.error_count():,}")]
            found = [each._replace(path=pruning.original(each.path)) for each in problems_of(error, readable)]
        told = told or found
        paths = {each.path for each in found}
        if paths >= {("format",), ("project",)}:
            return None, told
        for path in paths:
            if _needed(path):
                pruning.filled[path] = _stand_in(path, pruning.data)
            else:
                pruning.dropped.add(path)
    return None, told


def _first_problems(data: Any) -> list[Problem]:
    """Mistakes at the beginning of each array and table."""
    head = _head(data)
    try:
        Project.model_validate(head, by_name=False)
    except ValidationError as error:
        if error.error_count() <= MOST_PROBLEMS:
            return problems_of(error, head)
    return []


def _head(value: Any, depth: int = 0) -> Any:
    if depth > 8:
        return value
    if isinstance(value, Mapping):
        return {key: _head(value[key], depth + 1) for key in islice(value, _HEAD)}
    return [_head(each, depth + 1) for each in value[:_HEAD]] if isinstance(value, list) else value


def _by_themselves(pruning: Pruning, broken: Iterable[Problem]) -> list[Problem]:
    """The broken rules that are not only the echo of a mistake that was pruned."""
    told = []
    for problem in broken:
        path = pruning.original(problem.path)
        because = [path, *map(pruning.original, problem.rests_on)]
        if not any(map(pruning.touched, because)):
            told.append(problem._replace(path=path, rests_on=()))
    return told


def _kept(pruning: Pruning, broken: list[Problem]) -> Project | None:
    """The project without the values that break a rule and without rows that lack a needed value."""
    readable = pruning.result()
    for path in [each for each in pruning.filled if _meaning(each)]:
        _drop(pruning, path)
    for _ in range(_ROUNDS):
        for problem in broken:
            if problem.path != ("format",):
                paths = (problem.path, *problem.rests_on)
                present = next((each for each in paths if _stands(readable, each)), problem.path)
                _drop(pruning, pruning.original(present))
        readable = pruning.result()
        project = with_ids(Project.model_validate(readable, by_name=False))
        broken = [each for each in project_problems(project) if each.path != ("format",)]
        if not broken:
            return project
    return None


def _drop(pruning: Pruning, path: Path) -> None:
    """Leave out the value at `path`, or the smallest thing around it that can be missing."""
    while _needed(path):
        path = path[:-1]
    pruning.dropped.add(path)


def _stands(data: Any, path: Path) -> bool:
    try:
        value_at(data, path)
    except LookupError:
        return False
    return True


def _needed(path: Path) -> bool:
    """True where the file must have a value at `path`."""
    record = record_at(path[:-1])
    key = path[-1]
    if record is None or isinstance(key, int):
        return False
    name = keys_of(record).get(key)
    return name is not None and record.model_fields[name].is_required()


_LABELS: Final = frozenset({"name", "what", "text", "who"})
_STAND_INS: Final[dict[str, Any]] = {
    "format": FORMAT,
    "project": {"name": "?"},
    "kind": "count",
    "due": date(2000, 1, 1),
    "on": date(2000, 1, 1),
    "delivered": 0,
    "to": 0,
}


def _meaning(path: Path) -> bool:
    """True where a row says nothing without the value at `path`; a title can be made up."""
    return len(path) > 1 and path[-1] not in _LABELS


def _stand_in(path: Path, data: Any) -> Any:
    """A value for a needed key, so that the row around it can be checked and, for a title, shown."""
    if path[-1] in _LABELS:
        holder = value_at(data, path[:-1])
        id = holder.get("id") if isinstance(holder, Mapping) else None
        return id if isinstance(id, str) and id else "?"
    return _STAND_INS.get(str(path[-1]), "")
