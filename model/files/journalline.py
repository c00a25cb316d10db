"""One line of a journal: a checksum, and what happened as JSON."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from model.editing.conflict import Conflict
from model.editing.edits import Edit
from model.editing.recording import recorded, recorded_conflict

Entry = dict[str, Any]

FORMAT = 1
_DIGITS = 8
"""How many hexadecimal digits the checksum has."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that was being typed and not set yet."""

    label: str
    """What it was typed for, as the screen said it."""
    text: str
    row: tuple[str, str] = ("", "")
    """The selected line: the ids of touchpoint and expectation."""
    opened_by: str = ""
    """What opens the place to type it in again: the id of a command, or `set.` and the name of a field."""


def line_of(entry: Entry) -> bytes:
    """The line that holds `entry`."""
    body = json.dumps(entry, separators=(",", ":")).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(body), body)


def whole_lines(raw: bytes) -> list[Entry | None]:
    """What the lines of a journal say, None for a damaged one; never fails.

    What stands behind the last line's end is left out: it was being written when the process was stopped.
    """
    return [entry_of(line) for line in raw.split(b"\n")[:-1] if line]


def entry_of(line: bytes) -> Entry | None:
    """What a line without its end holds; None where it is damaged."""
    body = line[_DIGITS + 1 :]
    try:
        if line[_DIGITS : _DIGITS + 1] != b" " or int(line[:_DIGITS], 16) != zlib.crc32(body):
            return None
        entry = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def hash_of(text: bytes) -> str:
    """What tells one version of a file from another."""
    return hashlib.sha256(text).hexdigest()


def beginning(
    text: bytes, edits: Sequence[Edit], draft: Draft | None, undecided: Sequence[Conflict] = ()
) -> Entry:
    """What a journal begins with, and begins anew with: the file, and all that was done to it since."""
    return {
        "journal": FORMAT,
        "text": base64.b64encode(zlib.compress(text, 1)).decode("ascii"),
        "edits": [recorded(each) for each in edits],
        "draft": draft_data(draft) if draft else None,
        "undecided": [recorded_conflict(each) for each in undecided],
    }


def unpacked(data: object, most: int) -> bytes | None:
    """The text that was packed; None where it is damaged or longer than `most` bytes."""
    if not isinstance(data, str):
        return None
    try:
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(base64.b64decode(data, validate=True), most)
    except (ValueError, zlib.error):
        return None
    return text if unpacking.eof else None


def draft_data(draft: Draft) -> Entry:
    """A draft as JSON data."""
    return {
        "label": draft.label,
        "text": draft.text,
        "row": [*draft.row],
        "opened_by": draft.opened_by,
    }


def draft_of(data: object) -> Draft | None:
    """The draft in JSON data; None where there is none."""
    match data:
        case {
            "label": str(label),
            "text": str(text),
            "row": [str(touchpoint), str(row)],
            "opened_by": str(opened_by),
        } if text:
            return Draft(label, text, (touchpoint, row), opened_by)
    return None
