"""A project file as text: edits change what they mean and leave every other byte alone.

Owns the guard: no text leaves here unless a second, independent parser reads from it exactly what the
project says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

import tomli
import tomlrt

from model.files.excerpts import excerpts
from model.files.layout import key_order
from model.files.limits import BOM
from model.files.sameness import difference
from model.files.tables import live, tidy
from model.files.uncollected import uncollected
from model.journey.problem import Problem, UserError

FIRST_LINE = "# Gapline project: what customers expect of each touchpoint, and what they get."

# What a fault in the text engine, or an edit that does not fit the file, can raise.
_FAULTS = (
    tomlrt.TOMLError,
    tomli.TOMLDecodeError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    AssertionError,
    RecursionError,
)


class Replayable(Protocol):
    """An edit that can be made in nested tables."""

    def replay(self, tables: MutableMapping[str, Any], /) -> None:
        """Make the edit in `tables`."""


class GuardRefused(UserError):
    """A new text did not say what it should, so it was not written."""


def edited(raw: bytes, edits: Iterable[Replayable]) -> bytes:
    """`raw` with the edits made, everything else byte for byte as it was; raises GuardRefused."""
    return _rewritten(raw, edits)


def guarded(raw: bytes, edits: Iterable[Replayable], intended: Mapping[str, Any]) -> bytes:
    """`raw` with the edits made, once it was read back and found to say what `intended` says.

    Raises GuardRefused where it does not; then nothing may be written.
    """
    edits = tuple(edits)
    with suppress(GuardRefused):
        in_part = _rewritten_in_part(raw, edits)
        if in_part is not None:
            refuse_other(in_part, intended)
            return in_part
    new = _rewritten(raw, edits)
    refuse_other(new, intended)
    return new


def refuse_other(new: bytes, intended: Mapping[str, Any]) -> None:
    """Raise GuardRefused unless `new` says what `intended` says."""
    try:
        says = tomli.loads(new.removeprefix(BOM).decode("utf-8"))
    except (UnicodeDecodeError, tomli.TOMLDecodeError, RecursionError):
        raise _refusal("the new text would not be valid TOML") from None
    path = difference(intended, says)
    if path is not None:
        key = Problem(path, "", "").key or "the whole file"
        raise _refusal(f"the new text would not say what the screen says ({key})")


def fresh(data: Mapping[str, Any]) -> bytes:
    """The text of a new file that says what `data` says; raises GuardRefused."""
    order = {name: index for index, name in enumerate(key_order(()))}
    names = sorted(data, key=lambda name: order.get(name, len(order)))

    def write(tables: MutableMapping[str, Any]) -> None:
        for name in names:
            tables[name] = data[name]

    new = _changed(f"{FIRST_LINE}\n\n", write).encode("utf-8")
    refuse_other(new, data)
    return new


def _rewritten_in_part(raw: bytes, edits: Sequence[Replayable]) -> bytes | None:
    """`raw` with the edits made in the parts they change; None where it takes the whole."""
    parts = excerpts(raw, edits)
    if parts is None:
        return None
    pieces: list[bytes] = []
    done = 0
    for part in parts:
        new = _rewritten(raw[part.start : part.end] + part.following, part.steps)
        if not new.endswith(part.following):
            return None
        pieces += [raw[done : part.start], new.removesuffix(part.following)]
        done = part.end
    return b"".join([*pieces, raw[done:]])


def _rewritten(raw: bytes, edits: Iterable[Replayable]) -> bytes:
    mark = BOM if raw.startswith(BOM) else b""

    def replay(tables: MutableMapping[str, Any]) -> None:
        for edit in edits:
            edit.replay(tables)

    return mark + _changed(raw.removeprefix(BOM).decode("utf-8"), replay).encode("utf-8")


def _changed(text: str, change: Callable[[MutableMapping[str, Any]], None]) -> str:
    try:
        with uncollected():
            document = tomlrt.loads(text)
            tables = live(document)
            change(tables)
            tidy(tables)
            return _ending_as(text, tomlrt.dumps(document))
    except _FAULTS as fault:
        raise _refusal(f"the edits do not fit the text of the file ({type(fault).__name__})") from fault


def _ending_as(text: str, new: str) -> str:
    """`new` without the end that a new key gave to the last line, where that had none and says the same."""
    last = text.rpartition("\n")[2]
    ended = new.removesuffix("\n").removesuffix("\r")
    return ended if last and ended != new and ended.rpartition("\n")[2] == last else new


def _refusal(why: str) -> GuardRefused:
    return GuardRefused(f"Not saved: {why}; the file is unchanged and your edits are kept.")
