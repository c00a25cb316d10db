"""How new values are written: what becomes a section, what stays on one line."""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence
from typing import Any

from tomlrt import AoT, Array, Table

from model.files.layout import SECTIONS


def plain(value: Any) -> Any:
    """`value` without anything live in it: dicts, lists and scalars."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, MutableSequence)):
        return [plain(each) for each in value]
    return value


def section(value: Mapping[str, Any], rows_inline: bool = False) -> Table:
    """A new section that says what `value` says, with its rows as sections of their own."""
    return Table.section(
        {
            key: AoT(section(row) for row in each)
            if key in SECTIONS and is_table_array(each) and not rows_inline
            else roomy(each)
            for key, each in plain(value).items()
        }
    )


def roomy(value: Any) -> Any:
    """Arrays of several tables take a line for each; everything else stays on one."""
    if isinstance(value, list) and len(value) > 1 and any(isinstance(each, dict) for each in value):
        return Array(value, multiline=True)
    return value


def is_table_array(value: Any) -> bool:
    """Whether `value` is a list of nothing but tables, and of at least one."""
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


def is_inline(value: object) -> bool:
    """Whether `value` is a table in braces."""
    return isinstance(value, Table) and value.is_inline
