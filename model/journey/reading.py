"""From the data of a file to a project: what could be read, and every mistake at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError

from model.journey.naming import derived_id
from model.journey.problem import Path, Problem
from model.journey.project import Project
from model.journey.record import Record
from model.journey.rules import project_problems

AnyRecord = TypeVar("AnyRecord", bound=Record)


def read_project(data: Mapping[str, Any]) -> tuple[Project | None, tuple[Problem, ...]]:
    """The project that `data` describes, with all problems; None where nothing could be read.

    With problems the project holds what could be read: wrong values and what cannot stand without
    them are left out, so that the rest can be shown beside the list. Such a project is never saved.
    """
    problems: list[Problem] = []
    doomed: set[Path] = set()
    for _ in range(8):
        readable, origin = _pruned(data, doomed)
        try:
            project = with_ids(Project.model_validate(readable))
        except ValidationError as error:
            found = [
                replace(each, path=_original(each.path, origin)) for each in problems_of(error, readable)
            ]
            if not doomed:
                problems = _deepest(found)
            doomed |= {each.path[:-1] if each.missing else each.path for each in found}
            if any(path in _NEEDED for path in doomed):
                return None, tuple(problems)
            continue
        declared = _declared_ids(data) if doomed else frozenset()
        for each in project_problems(project):
            if not (each.refers_to and each.refers_to in declared):
                problems.append(replace(each, path=_original(each.path, origin)))
        return project, tuple(problems)
    return None, tuple(problems)


_NEEDED: frozenset[Path] = frozenset({(), ("project",), ("format",)})


def _deepest(problems: list[Problem]) -> list[Problem]:
    """`problems` without those about a whole array or table of which a part is already named."""
    parents = {each.path[:length] for each in problems for length in range(len(each.path))}
    return [each for each in problems if each.path not in parents or each.missing]


def _pruned(value: Any, doomed: set[Path]) -> tuple[Any, dict[Path, Path]]:
    """A copy of `value` without the doomed paths, and where each remaining array element came from."""
    origin: dict[Path, Path] = {}

    def copied(here: Any, old: Path, new: Path) -> Any:
        if isinstance(here, Mapping):
            return {
                key: copied(each, (*old, key), (*new, key))
                for key, each in here.items()
                if (*old, key) not in doomed
            }
        if isinstance(here, list):
            result: list[Any] = []
            for index, each in enumerate(here):
                if (*old, index) in doomed:
                    continue
                place = (*new, len(result))
                origin[place] = (*old, index)
                result.append(copied(each, (*old, index), place))
            return result
        return here

    return (copied(value, (), ()), origin) if doomed else (value, origin)


def _original(path: Path, origin: Mapping[Path, Path]) -> Path:
    """`path` in the pruned data as a path in the file."""
    for length in range(len(path), 0, -1):
        if path[:length] in origin:
            return origin[path[:length]] + path[length:]
    return path


def _declared_ids(value: Any) -> frozenset[str]:
    """Every id written anywhere in the data, kept rows or not."""
    if isinstance(value, Mapping):
        own = frozenset({value["id"]}) if isinstance(value.get("id"), str) else frozenset()
        return own.union(*(_declared_ids(each) for each in value.values()))
    if isinstance(value, list):
        return frozenset().union(*(_declared_ids(each) for each in value))
    return frozenset()


def with_ids(project: Project) -> Project:
    """`project` with an id for every row that has none, derived from its name; files are left as they are."""
    update: dict[str, Any] = {}
    for name, noun in (
        ("stages", "stage"),
        ("segments", "segment"),
        ("touchpoints", "touchpoint"),
        ("promises", "promise"),
        ("actions", "action"),
        ("scenarios", "scenario"),
    ):
        items = getattr(project, name)
        if name == "touchpoints":
            items = tuple(
                each
                if all(row.id for row in each.expectations)
                else _holding(each, "expectations", _identified(each.expectations, "expectation"))
                for each in items
            )
        update[name] = _identified(items, noun)
    changed = {name: items for name, items in update.items() if items is not getattr(project, name)}
    for name, items in changed.items():
        project = _holding(project, name, items)
    return project


def _holding(record: AnyRecord, name: str, items: tuple[Any, ...]) -> AnyRecord:
    written = set(record.model_fields_set)
    result = record.model_copy(update={name: items})
    if name not in written:
        result.model_fields_set.discard(name)
    return result


def _identified(items: tuple[AnyRecord, ...], noun: str) -> tuple[AnyRecord, ...]:
    if all(getattr(item, "id", "") for item in items):
        return items
    taken = {getattr(item, "id", "") for item in items}
    result = []
    for item in items:
        if not getattr(item, "id", ""):
            name = str(getattr(item, "name", None) or getattr(item, "what", ""))
            id = derived_id(name, taken, noun)
            taken.add(id)
            item = item.model_copy(update={"id": id})
            item.model_fields_set.discard("id")
        result.append(item)
    return tuple(result)


_TYPES = {
    "string_type": "text in quotes",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "date_type": "a date such as 2026-11-22",
    "tuple_type": "an array in [ ]",
    "dict_type": "a table",
    "model_type": "a table",
    "none_required": "nothing",
}


def problems_of(error: ValidationError, data: Any) -> list[Problem]:
    """pydantic's findings about `data` as problems, one a place, in Gapline's own words."""
    by_path: dict[Path, list[Any]] = {}
    for detail in error.errors(include_url=False, include_context=True):
        by_path.setdefault(_data_path(detail["loc"], data), []).append(detail)
    return [_problem(path, details, data) for path, details in by_path.items()]


def _data_path(loc: Sequence[str | int], data: Any) -> Path:
    """The part of pydantic's location that stands in the data: names of union branches drop out."""
    path: list[str | int] = []
    here = data
    for index, part in enumerate(loc):
        last = index == len(loc) - 1
        if isinstance(here, Mapping) and isinstance(part, str):
            if part in here:
                here = here[part]
                path.append(part)
            elif last:
                path.append(part)
        elif isinstance(here, (list, tuple)) and isinstance(part, int) and part < len(here):
            here = here[part]
            path.append(part)
    return tuple(path)


def _problem(path: Path, details: list[Any], data: Any) -> Problem:
    first = details[0]
    kind = first["type"]
    if kind == "extra_forbidden":
        return _unknown_key(path, data)
    if kind == "missing":
        return Problem(path, f"`{path[-1]}` is missing", f"add a line `{path[-1]} = ...`", missing=True)
    found = shown(first.get("input"))
    if kind == "literal_error":
        options = str(first["ctx"]["expected"]).replace("'", "")
        guess = get_close_matches(str(first.get("input")), options.replace(" or ", ", ").split(", "), 1)
        mend = f"did you mean `{guess[0]}` ({options})" if guess else f"write {options}"
        return Problem(path, f"{found} is not one of the known values", mend)
    bounds = {
        "greater_than_equal": ("ge", "at least"),
        "greater_than": ("gt", "more than"),
        "less_than_equal": ("le", "at most"),
        "less_than": ("lt", "less than"),
    }
    if kind in bounds:
        name, words = bounds[kind]
        return Problem(path, f"{found} is not allowed here", f"write a number {words} {first['ctx'][name]}")
    if kind == "value_error":
        return Problem(path, f"{found} is not a number that can be measured", "write a finite number")
    wanted = list(dict.fromkeys(_TYPES[each["type"]] for each in details if each["type"] in _TYPES))
    if "a whole number" in wanted and "a number" in wanted:
        wanted.remove("a whole number")
    expected = " or ".join(wanted) or "a value of another kind"
    return Problem(path, f"{found} does not fit here", f"write {expected}")


def _unknown_key(path: Path, data: Any) -> Problem:
    key = str(path[-1])
    record = _record_at(path[:-1])
    known = [field.alias or name for name, field in record.model_fields.items()] if record else []
    guess = get_close_matches(key.lower(), known, 1, 0.6)
    if guess:
        return Problem(path, f"`{shown_key(key)}` is not a known key", f"did you mean `{guess[0]}`")
    listed = ", ".join(sorted(known))
    return Problem(
        path, f"`{shown_key(key)}` is not a known key", f"known here: {listed}" if listed else "remove it"
    )


def _record_at(path: Path) -> type[Record] | None:
    """The kind of record that stands at `path`, by the annotations of the records above it."""
    record: type[Record] | None = Project
    for part in path:
        if isinstance(part, int) or record is None:
            continue
        names = {field.alias or name: name for name, field in record.model_fields.items()}
        if part not in names:
            return None
        record = _record_in(record.model_fields[names[part]].annotation)
    return record


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for each in getattr(annotation, "__args__", ()):
        if found := _record_in(each):
            return found
    return None


def shown(value: Any, longest: int = 40) -> str:
    """A value as a short piece of a sentence."""
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, (list, tuple)):
        return "an array"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = value if len(value) <= longest else value[: longest - 3] + "..."
        return f'"{text}"'
    return str(value)


def shown_key(key: str, longest: int = 40) -> str:
    """A key, cut to a length that fits a sentence."""
    return key if len(key) <= longest else key[: longest - 3] + "..."
