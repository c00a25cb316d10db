"""The one gate between text of a file and a screen: nothing in it can act, hide or break the columns."""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff\U0001d173-\U0001d17a]"
)
_NOT_PRINTABLE_ASCII = re.compile(r"[^\x20-\x7e]")
LONGEST_SHOWN = 65_536
"""Characters of one text that are shown; a longer one ends in a mark."""


def show(text: str) -> str:
    """`text` with every control, bidi, zero-width and other hidden character spelled out.

    C0 controls become their pictures, the rest its code point in brackets, so that what is on the
    screen is what is in the file and the columns hold. The stored text is never changed.
    """
    if len(text) > LONGEST_SHOWN:
        text = text[:LONGEST_SHOWN] + " ..."
    return _HIDDEN.sub(_spelled, text) if _HIDDEN.search(text) else text


def show_ascii(text: str) -> str:
    """`show` for a terminal that has only ASCII: hidden characters as `<1B>`, other letters as `?`."""
    if text.isascii() and text.isprintable():
        return text[:LONGEST_SHOWN]
    spelled = _HIDDEN.sub(lambda match: f"<{ord(match[0]):02X}>", text[:LONGEST_SHOWN])
    return _NOT_PRINTABLE_ASCII.sub(lambda match: "?" * max(1, cell_len(match[0])), spelled)


def has_hidden(text: str) -> bool:
    """True where the text holds characters that a reader could not see."""
    return _HIDDEN.search(text) is not None


def _spelled(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xFE00 <= code <= 0xFE0F:
        return ""
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨{code:04X}⟩"


@lru_cache(maxsize=4096)
def width_of(text: str) -> int:
    """Columns that `text`, already shown, takes on a terminal."""
    return cell_len(text)


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


def wrapped(text: str, width: int, most: int) -> list[str]:
    """`text`, already shown, in at most `most` lines of at most `width` columns, broken between words."""
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
    if len(lines) > most:
        lines = [*lines[: most - 1], fit(f"{lines[most - 1]} ..", width).rstrip()] if most else []
    return lines
