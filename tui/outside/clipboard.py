"""Text for the clipboard of whoever sits at the terminal, as the sequence OSC 52 carries it there."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

MOST = 74_994
"""Bytes of text that terminals take: many end a sequence at 100,000 bytes, and base64 makes 4 of 3."""
_PIECE = 240
"""Bytes that GNU Screen hands on at once."""


def fits(text: str) -> bool:
    """Whether terminals take so much."""
    return len(text.encode("utf-8", "replace")) <= MOST


def sequence(text: str, environment: Mapping[str, str]) -> str:
    """What has the terminal put `text` on its clipboard; nothing in the text can end it or start another.

    GNU Screen hands it on in pieces that are wrapped. tmux understands it as it is, where its option
    `set-clipboard` is on.
    """
    plain = f"\x1b]52;c;{b64encode(text.encode('utf-8', 'replace')).decode('ascii')}\x07"
    if environment.get("TMUX") or not environment.get("STY"):
        return plain
    return "".join(f"\x1bP{plain[at : at + _PIECE]}\x1b\\" for at in range(0, len(plain), _PIECE))
