"""How many colours the terminal has, by what the environment says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rich.color import ColorSystem

_ALL = ("truecolor", "24bit")
_NONE = re.compile(r"(?:|dumb|unknown|vt\d.*|.+-(?:m|mono))\Z")
_MORE = re.compile(r"(?:.*-)?(?:256color|kitty|ghostty|alacritty|foot|wezterm|contour|rio)\Z")
"""Names that end in how many there are, and terminals that do not say it but are known to have them."""


def colours_of(environment: Mapping[str, str]) -> ColorSystem | None:
    """How many colours the terminal has; None for one that has none.

    Over SSH and under `sudo` COLORTERM is usually lost, so that the name of the terminal is all there is.
    """
    term = environment.get("TERM", "").strip().lower()
    if _NONE.match(term):
        return None
    if environment.get("COLORTERM", "").strip().lower() in _ALL or term.endswith("-direct"):
        return ColorSystem.TRUECOLOR
    return ColorSystem.EIGHT_BIT if _MORE.match(term) else ColorSystem.STANDARD
