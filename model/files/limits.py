"""What is refused before any parser sees it: too large, too deep, not text.

TOML parsers take minutes, gigabytes or the whole stack for a few kilobytes of hostile text, so the bytes
are measured first. Everything here is linear in the size of the file and runs inside the regular
expression engine or `bytes.translate`; Python loops only to find the line of something that is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate, count
from operator import sub
from typing import Any, NamedTuple

MIB = 1024 * 1024
LARGEST_FILE = 8 * MIB
"""Bytes."""
MOST_TOUCHPOINTS = 20_000
MOST_MARKS = 1_000_000
"""Brackets, dots, commas and equals signs outside quotes: what makes a parser build keys and values.
A file as full as 8 MiB allows has 400,000 of them where people comment it, and twice that where not."""
MOST_DOTS = 200_000
"""Dots in keys, each of which makes a parser build one more table of a kilobyte."""
MOST_ITEMS = 20_000
"""Stages, and actions; the touchpoints have a limit of the same size."""
MOST_LINES = 1_000_000
MOST_KEYS = 1_000
"""Keys of one table; the fullest table Gapline knows has 26."""
MOST_KEY_PARTS = 100
DEEPEST = 64
"""Brackets and braces open at once."""
MOST_DIGITS = 400
"""Digits of one number; the largest float has 309."""

BOM = b"\xef\xbb\xbf"

_QUOTED_OR_COMMENT = re.compile(
    rb'""".*?"{3,5}' rb"|'''.*?'{3,5}" rb'|"[^"\n]*"' rb"|'[^'\n]*'" rb"|#[^\n]*", re.DOTALL
)
_QUOTED_ON_A_LINE = re.compile(rb'"[^"\n]*"' rb"|'[^'\n]*'" rb"|#[^\n]*")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
_HEADER = b"[[touchpoints]]"
_BETWEEN_SEPARATORS = re.compile(rb"[^\n={},]+")
_DECIMAL = re.compile(rb"(?<![\w.])[+-]?[0-9_]+\.[0-9_]+(?:[eE][+-]?[0-9_]+)?(?=[ \t]*[,\]}\r\n#])")
_NUMBER = re.compile(rb"[0-9A-Fa-f_]+")

_ALL = bytes(range(256))
_NOT_CONTROL = bytes(each for each in _ALL if not _CONTROL.match(bytes([each])) or each == ord("\r"))
_NOT_BRACKETS = bytes(set(_ALL) - set(b"[]{}"))
_NOT_SHAPE = bytes(set(_ALL) - set(b"\n\"'#[]{}"))
_NOT_DOT_OR_LINE = bytes(set(_ALL) - set(b".\n"))
_NOT_MARKS = bytes(set(_ALL) - set(b"[]{}.,="))
_STEPS = bytes(2 if each in b"[{" else 0 if each in b"]}" else 1 for each in _ALL)
"""What a byte does to the depth, plus one."""
_NOT_KEY_SHAPE = bytes(set(_ALL) - set(b".\n={},"))
_DIGITS_AS_ZERO = bytes(ord("0") if chr(each) in "0123456789abcdefABCDEF_" else 32 for each in _ALL)

_HOLDERS = frozenset((dict, list))


class Excess(NamedTuple):
    """One reason not to parse a text; `line` and `column` count from 1, None where no place is to blame."""

    found: str
    """What is wrong, as a clause."""
    mend: str
    """What to do about it, as a clause."""
    line: int | None = None
    column: int | None = None


def excess(raw: bytes) -> Excess | None:
    """The first reason not to parse `raw`, or None: then it is UTF-8 text of bounded size and depth."""
    return too_large(len(raw)) or _not_text(raw) or _too_much(raw.removeprefix(BOM))


def too_large(size: int) -> Excess | None:
    """Whether a file of `size` bytes is beyond what is read at all."""
    if size <= LARGEST_FILE:
        return None
    return Excess(
        f"it is {size / MIB:.1f} MiB, more than the {LARGEST_FILE // MIB} MiB a project may have",
        "split it into several projects",
    )


def place(raw: bytes, offset: int) -> tuple[int, int]:
    """Line and column (characters, from 1) of a byte offset; a BOM takes no column."""
    start = raw.rfind(b"\n", 0, offset) + 1
    before = raw[start:offset].removeprefix(BOM) if start == 0 else raw[start:offset]
    return raw.count(b"\n", 0, offset) + 1, len(before.decode("utf-8", "replace")) + 1


def _not_text(raw: bytes) -> Excess | None:
    for mark in (b"\xff\xfe", b"\xfe\xff"):
        if raw.startswith(mark):
            return Excess("it is UTF-16 text", "save it as UTF-8 in your editor")
    if b"\0" in raw:
        return Excess("it holds NUL bytes, so it is not a text file", "check that this is the file you mean")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = place(raw, error.start)
        return Excess(
            f"byte 0x{raw[error.start]:02X} is not UTF-8 text",
            "save it as UTF-8 in your editor",
            line,
            column,
        )
    # The expression finds the place, and takes ten times as long as to see that there is none.
    if not raw.translate(None, _NOT_CONTROL) and raw.count(b"\r") == raw.count(b"\r\n"):
        return None
    if found := _CONTROL.search(raw):
        line, column = place(raw, found.start())
        code = found.group()[0]
        if code == 0x0D:
            return Excess(
                "a carriage return stands alone", "end lines with LF or CR LF throughout", line, column
            )
        return Excess(
            f"control character U+{code:04X} stands in the text",
            f"delete it, or write \\u{code:04X} inside double quotes",
            line,
            column,
        )
    return None


def _too_much(raw: bytes) -> Excess | None:
    if raw.count(b"\n") > MOST_LINES:
        return Excess(f"it has more than {MOST_LINES:,} lines", "split it into several projects")
    # Escaped quotes are blanked first, at equal length, so that a quoted text ends at its next quote.
    plain = raw.replace(b"\\\\", b"  ").replace(b'\\"', b"  ") if b"\\" in raw else raw
    if _clearly_sound(plain):
        return None
    code = _QUOTED_OR_COMMENT.sub(b"S", plain)
    if b"." * MOST_KEY_PARTS in code.translate(None, _NOT_KEY_SHAPE):
        return _located(raw, plain, _long_key, f"a key has more than {MOST_KEY_PARTS} parts", "shorten it")
    if b"0" * (MOST_DIGITS + 1) in code.translate(_DIGITS_AS_ZERO):
        return _located(
            raw, plain, _long_number, f"a number has more than {MOST_DIGITS} digits", "write a shorter one"
        )
    if len(code.translate(None, _NOT_MARKS)) > MOST_MARKS:
        return Excess(
            f"it has more than {MOST_MARKS:,} keys, values and brackets", "split it into several projects"
        )
    if code.count(b".") > MOST_DOTS and _DECIMAL.sub(b"0", code).count(b".") > MOST_DOTS:
        return Excess(
            f"its keys have more than {MOST_DOTS:,} dots",
            "write the tables out, or split it into several projects",
        )
    if _depth(code.translate(None, _NOT_BRACKETS)) > DEEPEST:
        return _located(
            raw,
            plain,
            _too_deep,
            f"brackets are nested more than {DEEPEST} deep",
            "take the inner ones out, or close those left open above",
        )
    # As it is usually written; whoever writes it otherwise is told after parsing.
    return _many(code.count(_HEADER), "touchpoints", MOST_TOUCHPOINTS)


def _clearly_sound(plain: bytes) -> bool:
    """Whether nothing is near a limit even with all texts and comments counted, in a fourth of the time.

    Only the depth needs to know them, since a bracket in one may seem to close. What decides where they begin
    and end are quotes, `#` and line ends, as long as no text has several lines.
    """
    if (
        b'"""' in plain
        or b"'''" in plain
        or plain.count(b".") > MOST_DOTS
        or plain.count(_HEADER) > MOST_TOUCHPOINTS
        or len(plain.translate(None, _NOT_MARKS)) > MOST_MARKS
        or b"." * MOST_KEY_PARTS in plain.translate(None, _NOT_DOT_OR_LINE)
        or b"0" * (MOST_DIGITS + 1) in plain.translate(_DIGITS_AS_ZERO)
    ):
        return False
    shape = plain.translate(None, _NOT_SHAPE)
    # Two quotes with nothing of interest between them change nothing, wherever they stand in sound TOML.
    code = _QUOTED_ON_A_LINE.sub(b"", shape.replace(b'""', b""))
    return _depth(code.translate(None, _NOT_BRACKETS)) <= DEEPEST


def crowded(data: Any) -> Excess | None:
    """Whether a table of parsed `data` has more keys than any project needs."""
    below = [data]
    while below:
        value = below.pop()
        if isinstance(value, dict):
            if len(value) > MOST_KEYS:
                name = f"one starts with `{next(iter(value))[:40]}`"
                return Excess(
                    f"a table has {len(value):,} keys, more than {MOST_KEYS:,} ({name})",
                    "check that this is a Gapline project",
                )
            value = value.values()
        for each in value:
            if type(each) in _HOLDERS:
                below.append(each)
    return None


def many_items(data: dict[str, Any]) -> Excess | None:
    """Whether parsed `data` has more touchpoints, stages or actions than one project may have."""
    for name, most in (("touchpoints", MOST_TOUCHPOINTS), ("stages", MOST_ITEMS), ("actions", MOST_ITEMS)):
        items = data.get(name)
        if isinstance(items, list) and (found := _many(len(items), name, most)):
            return found
    return None


def _many(number: int, name: str, most: int) -> Excess | None:
    if number <= most:
        return None
    return Excess(
        f"it has {number:,} {name}, more than the {most:,} a project may have",
        "split it into several projects",
    )


def _depth(code: bytes) -> int:
    """The most brackets open at once, counted over the whole text as if they matched."""
    return max(map(sub, accumulate(code.translate(_STEPS)), count(1)), default=0)


def _located(
    raw: bytes, plain: bytes, where: Callable[[bytes], int | None], found: str, mend: str
) -> Excess | None:
    code = _QUOTED_OR_COMMENT.sub(_filler, plain)
    offset = where(code)
    return None if offset is None else Excess(found, mend, *place(raw, offset))


def _filler(quoted: re.Match[bytes]) -> bytes:
    length = quoted.end() - quoted.start()
    return b" " * length if quoted.group().startswith(b"#") else b"S" * length


def _long_key(code: bytes) -> int | None:
    for each in _BETWEEN_SEPARATORS.finditer(code):
        if each.group().count(b".") >= MOST_KEY_PARTS:
            return each.start()
    return None


def _long_number(code: bytes) -> int | None:
    for each in _NUMBER.finditer(code):
        if each.end() - each.start() > MOST_DIGITS:
            return each.start()
    return None


def _too_deep(code: bytes) -> int | None:
    depths = map(sub, accumulate(code.translate(_STEPS)), count(1))
    return next((offset for offset, depth in enumerate(depths) if depth > DEEPEST), None)
