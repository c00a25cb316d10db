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
        return _same_record(one, other)
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


def _same_record(one: Record, other: Record) -> bool:
    here, there = one.model_fields_set, other.model_fields_set
    # Most keys of a record are not written, and what is not written is not looked at.
    for name in here & there:
        if not same(getattr(one, name), getattr(other, name)):
            return False
    return here == there or all(
        _says_nothing(name, getattr(each, name)) for name in here ^ there for each in (one, other)
    )


def _says_nothing(name: str, value: Any) -> bool:
    """Whether a key with this value says what no key says."""
    if name in ("scoring", "check") and isinstance(value, Record):
        return not value.model_fields_set
    return (name in NOUNS or name == "evidence") and value == ()
