"""When two projects say the same to the letter of their file."""

from __future__ import annotations

from itertools import compress
from operator import is_not
from typing import Any

from model.journey.naming import NOUNS
from model.journey.record import Record


def same(one: Any, other: Any) -> bool:
    """True where two values, records or projects are written alike: `1` is not `1.0`, and set is not default.

    An id that is only derived is not written, and an empty array of tables, or an empty top-level table,
    says what none says. What two projects share is not looked into, so that this is quick after a few edits.
    """
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, Record):
        return all(_same_field(one, other, name) for name in type(one).model_fields)
    if isinstance(one, (tuple, list)):
        if len(one) != len(other):
            return False
        # What is not shared is found by one pass in C; of thousands of touchpoints an edit leaves one.
        apart = list(map(is_not, one, other))
        return all(map(same, compress(one, apart), compress(other, apart)))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, float):
        return repr(one) == repr(other)  # tells -0.0 from 0.0, and holds nan to be itself
    return bool(one == other)


def _same_field(one: Record, other: Record, name: str) -> bool:
    here, there = getattr(one, name), getattr(other, name)
    written = name in one.model_fields_set, name in other.model_fields_set
    if written == (False, False):
        return True
    if written == (True, True):
        return same(here, there)
    if name in ("scoring", "check") and isinstance(here, Record):
        return not here.model_fields_set and not there.model_fields_set
    return (name in NOUNS or name == "evidence") and here == there == ()
