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
    return _difference(one, other, _NOTHING, ()) is None


def difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> Path | None:
    """Where two whole files first differ, or None where they say the same.

    An empty array of tables says what no array says, and an empty top-level table what no table says.
    """
    return _difference(one, other, TABLE_ARRAYS | TABLES, ())


_NOTHING: frozenset[str] = frozenset()
_PLAIN = frozenset((str, int, float, bool))


def _difference(one: Any, other: Any, may_be_empty: frozenset[str], path: Path) -> Path | None:
    """The path to the first difference; a key in `may_be_empty` may be absent instead of empty."""
    if isinstance(one, Mapping):
        if not isinstance(other, Mapping):
            return path
        if one.keys() != other.keys():
            for key in [*one, *other]:
                present = one.get(key, other.get(key))
                if not (key in one and key in other) and not (key in may_be_empty and present in ([], {})):
                    return (*path, key)
        below = may_be_empty & TABLE_ARRAYS
        for key, each in one.items():
            # Nearly all of a file, and no path is made for it.
            if key not in other or (type(each) in _PLAIN and _same_scalar(each, other[key])):
                continue
            if (found := _difference(each, other[key], below, (*path, key))) is not None:
                return found
        return None
    if isinstance(one, list):
        if not isinstance(other, list) or len(one) != len(other):
            return path
        for index, each in enumerate(one):
            if (found := _difference(each, other[index], may_be_empty, (*path, index))) is not None:
                return found
        return None
    return None if _same_scalar(one, other) else path


def _same_scalar(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return (math.isnan(one) and math.isnan(other)) or (
            one == other and math.copysign(1, one) == math.copysign(1, other)
        )
    if isinstance(one, (datetime, time)):
        return bool(one == other) and one.utcoffset() == other.utcoffset()
    return bool(one == other)
