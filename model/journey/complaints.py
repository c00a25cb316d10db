"""What a value should have been: the type checker's findings as problems in Gapline's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

from pydantic import ValidationError

from model.journey.problem import Path, Problem
from model.journey.project import Project
from model.journey.record import Record

LONGEST_SHOWN = 40
"""Characters of a value or key of the file that a sentence repeats."""
_LONGEST_GUESSED = 80

_TYPES = {
    "string_type": "text in quotes",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "date_type": "a date such as 2026-11-22",
    "tuple_type": "an array in [ ]",
    "dict_type": "a table",
    "model_type": "a table",
}
_BARE = frozenset({"a whole number", "a number", "true or false", "a date such as 2026-11-22"})
_BOUNDS = {
    "greater_than_equal": ("ge", "{} or more"),
    "greater_than": ("gt", "a number above {}"),
    "less_than_equal": ("le", "{} or less"),
    "less_than": ("lt", "a number below {}"),
}
_DATE_BOUNDS = {"ge": "a date from {} on", "le": "a date up to {}"}
_TABLES = {"project": "a [project] table", "scoring": "a [scoring] table", "check": "a [check] table"}


def problems_of(error: ValidationError, data: Any, root: type[Record] = Project) -> list[Problem]:
    """What is wrong with `data`, which should have been a `root`: one problem a place."""
    by_path: dict[Path, list[Any]] = {}
    for detail in error.errors(include_url=False):
        by_path.setdefault(_data_path(detail, data), []).append(detail)
    parents = {path[:length] for path in by_path for length in range(len(path))}
    return [
        _problem(path, details, root)
        for path, details in by_path.items()
        # Of an array or table that could have been two things, only the part that spoils it is told.
        if path not in parents or details[0]["type"] == "missing"
    ]


def _data_path(detail: Any, data: Any) -> Path:
    """The part of a finding's location that stands in the data: names of union branches drop out."""
    loc: tuple[str | int, ...] = detail["loc"]
    if detail["type"] == "missing":
        return (*(_steps(loc[:-1], data, detail["input"]) or ()), loc[-1])
    return _steps(loc, data, detail["input"]) or ()


def _steps(loc: Sequence[str | int], here: Any, target: Any) -> Path | None:
    """The steps of `loc` that lead from `here` to the very object `target`; None where none do."""
    if not loc:
        return () if here is target else None
    part, rest = loc[0], loc[1:]
    inside = (isinstance(here, Mapping) and part in here) or (
        isinstance(here, (list, tuple)) and isinstance(part, int) and part < len(here)
    )
    if inside and (found := _steps(rest, here[part], target)) is not None:
        return (part, *found)
    return _steps(rest, here, target) if isinstance(part, str) else None


def _problem(path: Path, details: list[Any], root: type[Record]) -> Problem:
    first = details[0]
    kind = first["type"]
    value = first["input"]
    if kind == "extra_forbidden":
        return _unknown_key(path, root)
    if kind == "missing":
        return _missing(path)
    found = shown(value)
    if kind == "literal_error":
        options = str(first["ctx"]["expected"]).replace("'", "")
        guess = _nearest(value, options.replace(" or ", ", ").split(", "))
        mend = f"did you mean `{guess}` ({options})" if guess else f"write {options}"
        return Problem(path, f"{found} is not one of the known values", mend)
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        bound = first["ctx"][name]
        if isinstance(value, date):
            words = _DATE_BOUNDS[name]
        return Problem(path, f"{found} is not allowed here", f"write {words.format(bound)}")
    if kind == "value_error":
        if value != value:  # the one value that differs from itself: nan
            return Problem(
                path, f"{found} is not a number that can be measured", "write one, or remove the key"
            )
        return Problem(path, f"{found} is too large", "write a number from -1e15 to 1e15")
    wanted = list(dict.fromkeys(_TYPES[each["type"]] for each in details if each["type"] in _TYPES))
    if "a whole number" in wanted and "a number" in wanted:
        wanted.remove("a whole number")
    if len(path) == 1 and path[0] in _TABLES:
        wanted = [_TABLES[str(path[0])]]
    quoted = isinstance(value, str) and _BARE.issuperset(wanted)
    expected = ", ".join(wanted[:-1]) + " or " * (len(wanted) > 1) + "".join(wanted[-1:])
    mend = f"write {expected or 'another value'}{' without quotes' if quoted else ''}"
    return Problem(path, f"{found} does not fit here", mend)


def _missing(path: Path) -> Problem:
    key = str(path[-1])
    if path == ("format",):
        mend = "write `format = 1` at the top"
    elif path == ("project",):
        mend = "add a [project] table with a name"
    else:
        mend = f"add a line `{key} = ...`"
    return Problem(path, f"`{key}` is missing", mend, missing=True)


def _unknown_key(path: Path, root: type[Record]) -> Problem:
    key = str(path[-1])
    record = record_at(path[:-1], root)
    known = sorted(keys_of(record)) if record else []
    found = f"`{shown_key(key)}` is not a known key"
    if guess := _nearest(key.lower(), known):
        return Problem(path, found, f"did you mean `{guess}`")
    return Problem(path, found, f"known here: {', '.join(known)}" if known else "remove it")


def _nearest(value: Any, known: Sequence[str]) -> str | None:
    """The known word a written one is probably meant to be."""
    if not isinstance(value, str) or len(value) > _LONGEST_GUESSED:
        return None
    return next(iter(get_close_matches(value, known, 1, 0.6)), None)


@cache
def keys_of(record: type[Record]) -> dict[str, str]:
    """The keys of a table as the file writes them, with the names of their fields."""
    return {field.alias or name: name for name, field in record.model_fields.items()}


def record_at(path: Path, root: type[Record] = Project) -> type[Record] | None:
    """The kind of record that stands at `path` of a `root`; None where there is none."""
    return _record_below(tuple(part for part in path if isinstance(part, str)), root)


@lru_cache(256)
def _record_below(keys: tuple[str, ...], root: type[Record]) -> type[Record] | None:
    record: type[Record] | None = root
    for key in keys:
        if record is None or key not in keys_of(record):
            return None
        record = _record_in(record.model_fields[keys_of(record)[key]].annotation)
    return record


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for each in getattr(annotation, "__args__", ()):
        if found := _record_in(each):
            return found
    return None


def shown(value: Any, longest: int = LONGEST_SHOWN) -> str:
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
    if isinstance(value, int) and abs(value) > 10**longest:
        # Python refuses to spell out an integer of more than some thousand digits.
        return "a number that large"
    return str(value)


def shown_key(key: str, longest: int = LONGEST_SHOWN) -> str:
    """A key, cut to a length that fits a sentence."""
    return key if len(key) <= longest else key[: longest - 3] + "..."
