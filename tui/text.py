"""The one gate between text of a file and a screen: nothing in it can act, hide or break the columns."""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len, chop_cells, set_cell_size

from model.report.shown import HIDDEN, LONGEST, shown

_NOT_PRINTABLE_ASCII = re.compile(r"[^\x20-\x7e]")


def show(text: str) -> str:
    """`text` with every hidden character spelled out, as reports have it, so that the columns hold."""
    return shown(text)


def show_ascii(text: str) -> str:
    """`show` for a terminal that has only ASCII: hidden characters as `<1B>`, other letters as `?`."""
    if text.isascii() and text.isprintable():
        return text[:LONGEST]
    spelled = HIDDEN.sub(lambda match: f"<{ord(match[0]):02X}>", text[:LONGEST])
    return _NOT_PRINTABLE_ASCII.sub(lambda match: "?" * max(1, cell_len(match[0])), spelled)


def has_hidden(text: str) -> bool:
    """True where the text holds characters that a reader could not see."""
    return HIDDEN.search(text) is not None


@lru_cache(maxsize=4096)
def width_of(text: str) -> int:
    """Columns that `text`, already shown, takes on a terminal."""
    return cell_len(text)


@lru_cache(maxsize=4096)
def columns(text: str) -> tuple[str, ...]:
    """What each column shows of `text`, already shown: the second half of a wide character nothing.

    What is combined with a character stands in its column.
    """
    if text.isascii():
        return tuple(text)
    found: list[str] = []
    for piece in chop_cells(text, 1):
        size = width_of(piece)
        if size:
            found += [piece, *[""] * (size - 1)]
        elif found:
            found[-1 if found[-1] else -2] += piece
    return tuple(found)


def fit(text: str, width: int, *, right: bool = False, ellipsis: str = "..") -> str:
    """`text`, already shown, in exactly `width` columns: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    size = width_of(text)
    if size <= width:
        pad = " " * (width - size)
        return pad + text if right else text + pad
    if width <= len(ellipsis) + 1:
        return str(set_cell_size(text, width))
    head = str(set_cell_size(text, width - len(ellipsis))).rstrip()
    return head + ellipsis + " " * (width - width_of(head) - len(ellipsis))


def wrapped(text: str, width: int, most: int, ellipsis: str = "..") -> list[str]:
    """`text`, already shown, in at most `most` lines of at most `width` columns, broken between words.

    Where that takes more lines, the last one ends in the ellipsis. Without a column there is no line.
    """
    if width <= 0 or most <= 0:
        return []
    lines: list[str] = []
    line = ""
    for word in text.split():
        candidate = f"{line} {word}" if line else word
        if width_of(candidate) <= width:
            line = candidate
            continue
        if line:
            lines.append(line)
        while width_of(word) > width:
            head = str(set_cell_size(word, width)).rstrip()
            head = head or word[0]
            lines.append(head)
            word = word[len(head) :]
        line = word
    if line:
        lines.append(line)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit(f"{lines[most - 1]}{ellipsis}", width, ellipsis=ellipsis).rstrip()]
