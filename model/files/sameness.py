"""When two pieces of TOML data say the same: type-strict, since `1`, `1.0` and `true` are three things."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from model.files.layout import TABLE_ARRAYS, TABLES
from model.journey.problem import Path


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal in type and value; two `nan` are, `0.0` and `-0.0` are not."""
    if isinstance(one, Mapping):
        return (
            isinstance(other, Mapping)
            and one.keys() == other.keys()
            and all(same(each, other[key]) for key, each in one.items())
        )
    if isinstance(one, list):
        return (
            isinstance(other, list)
            and len(one) == len(other)
            and all(same(*pair) for pair in zip(one, other, strict=True))
        )
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return (math.isnan(one) and math.isnan(other)) or (
            one == other and math.copysign(1, one) == math.copysign(1, other)
        )
    if isinstance(one, (datetime, time)):
        return bool(one == other) and one.utcoffset() == other.utcoffset()
    return bool(one == other)


def same_project(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two files say the same; an empty array of tables says what no array says."""
    return same(without_empty(one), without_empty(other))


def first_difference(one: Any, other: Any, path: Path = ()) -> Path:
    """The path to the first value that differs, in the order of `one`."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in [*one, *other]:
            if key not in one or key not in other:
                return (*path, key)
            if not same(one[key], other[key]):
                return first_difference(one[key], other[key], (*path, key))
    if isinstance(one, list) and isinstance(other, list):
        for index, pair in enumerate(zip(one, other, strict=False)):
            if not same(*pair):
                return first_difference(*pair, (*path, index))
    return path


def without_empty(value: Any) -> Any:
    """`value`, a whole file, without what says nothing: empty arrays of tables, empty top-level tables."""
    return _without(value, TABLE_ARRAYS | TABLES)


def _without(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, Mapping):
        return {
            key: _without(each, TABLE_ARRAYS)
            for key, each in value.items()
            if not (key in names and each in ([], {}))
        }
    if isinstance(value, list):
        return [_without(each, TABLE_ARRAYS) for each in value]
    return value
