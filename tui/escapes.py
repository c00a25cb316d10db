"""Esc and the key right behind it: two keys, also where a slow line delivers both at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

ESC = "\x1b"
"""By itself, a piece that is the key Esc; within a piece, the beginning of another key's code."""

_KEPT = r"\x1b\[\]OP_\\bf\x7f"
"""What goes on a code that begins with Esc: an arrow or a mouse, what a terminal answers, and the keys that
go a word back or forth, or delete one."""
_ALONE = re.compile(f"\x1b(?=[^{_KEPT}])")
_PASTE = re.compile("(\x1b\\[20[01]~)")


class Escapes:
    """Cuts what a terminal sends into pieces, with every Esc that was pressed as a piece of its own.

    A terminal sends Alt with a letter as Esc and the letter. No command of Gapline's has such a key, but
    people type Esc and go on, and over a slow line both come in one packet.
    """

    def __init__(self) -> None:
        self.held = False
        """Whether an Esc came last, of which only time tells if it is the key."""
        self._pasting = False

    def pieces(self, text: str) -> Iterator[str]:
        """The pieces of what came, in order."""
        text = ESC + text if self.held else text
        self.held = text.endswith(ESC) and not text.endswith(ESC * 2)
        if self.held:
            text = text[:-1]
        for part in _PASTE.split(text):
            if _PASTE.fullmatch(part):
                self._pasting = part == "\x1b[200~"
            if self._pasting:
                yield part
                continue
            for number, piece in enumerate(_ALONE.split(part)):
                if number:
                    yield ESC
                if piece:
                    yield piece

    def settle(self) -> Iterator[str]:
        """Nothing followed in time: what was held is the key."""
        if self.held:
            self.held = False
            yield ESC
