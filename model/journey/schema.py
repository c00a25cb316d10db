"""The JSON Schema of the project file, with which editors complete and check it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from model.journey.naming import ID_PATTERN
from model.journey.project import FORMAT, Project
from model.journey.quantity import DURATION_SECONDS
from model.journey.record import Record

_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
_CODES = {"type": "string", "pattern": "^GAP[0-9]{3}$"}
_TWO_ENDS = {"minItems": 2, "maxItems": 2}
_DURATION_NEEDS_UNIT = {
    "if": {"properties": {"kind": {"const": "duration"}}, "required": ["kind"]},
    "then": {"required": ["unit"], "properties": {"unit": {"enum": list(DURATION_SECONDS)}}},
}


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of format 1: every key with its type, range and meaning.

    It is looser than reading is: what one value demands of another, such as a rating inside its
    scale or an id that exists, is only checked when the file is read. Dates are strings in it, which
    is how editors hand the dates of a TOML file to a schema.
    """
    raw = _plain(Project.model_json_schema())
    tables = raw.pop("$defs")
    records = {each.__name__: each for each in _records(Record)}
    for name, table in {**tables, Project.__name__: raw}.items():
        _describe(table["properties"], records[name])
    for table in tables.values():
        _narrow(table["properties"])
    tables["Expectation"] |= _DURATION_NEEDS_UNIT
    tables["Expectation"]["properties"]["tolerance"]["exclusiveMinimum"] = 0
    raw["properties"]["format"] |= {"minimum": 1, "maximum": FORMAT}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **raw,
        "title": "Gapline project",
        "description": "A customer journey: what is expected at every touchpoint, and what is delivered.",
        "$defs": tables,
    }


def _records(record: type[Record]) -> Iterator[type[Record]]:
    for each in record.__subclasses__():
        yield each
        yield from _records(each)


def _describe(keys: dict[str, Any], record: type[Record]) -> None:
    """Say of each key what the text below it says in the class.

    pydantic can do this while it builds a class, but then reads the source of every record each time any
    part of Gapline starts.
    """
    (body,) = (
        each.body for each in ast.parse(inspect.getsource(record)).body if isinstance(each, ast.ClassDef)
    )
    for field, text in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
        ):
            name = field.target.id
            key = record.model_fields[name].alias or name
            keys[key]["description"] = " ".join(str(text.value.value).split())


def _narrow(keys: dict[str, Any]) -> None:
    """Say what the records leave to the rules: how ids and codes look, that a scale has two ends."""
    if "id" in keys:
        keys["id"]["pattern"] = f"^{ID_PATTERN.pattern}$"
    if "ignore" in keys:
        keys["ignore"]["items"] = dict(_CODES)
    for name in ("scale", "rating_scale"):
        if name in keys:
            keys[name] |= _TWO_ENDS


def _plain(schema: Any) -> Any:
    """A generated schema as an editor should show it: no null, which TOML lacks, and no made-up titles."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    result: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            result[key] = {name: _plain(each) for name, each in value.items()}
        elif key == "description":
            result[key] = " ".join(value.split())
        elif key == "anyOf":
            result |= _any_of([_plain(each) for each in value if each != {"type": "null"}])
        elif key != "title" and not (
            key == "default" and (value in (None, "", []) or isinstance(value, dict))
        ):
            result[_BOUNDS.get(key) or str(key)] = _plain(value)
    return result


def _any_of(options: list[Any]) -> dict[str, Any]:
    """`anyOf`, written as shortly as it can be: `number` where `integer` is one too, types side by side."""
    types = [each["type"] for each in options if each.keys() == {"type"}]
    if len(types) < len(options):
        return {**options[0]} if len(options) == 1 else {"anyOf": options}
    if "number" in types:
        types = [each for each in types if each != "integer"]
    return {"type": types[0] if len(types) == 1 else types}
