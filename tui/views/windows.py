"""A window on lines that are more than there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from tui.pictures.picture import Line, Look, Pen, Picture, filled


def windowed(lines: Sequence[Line], scroll: int, look: Look, width: int, height: int) -> Picture:
    """`height` lines from `scroll` on, the last of them a word about those left out."""
    if len(lines) <= height or height < 2:
        return filled(look, lines, width, max(0, height))
    start = max(0, min(scroll, len(lines) - (height - 1)))
    below = len(lines) - start - (height - 1)
    words = [f"{start} lines above" if start else "", f"{below} lines below" if below else ""]
    more = f" {look.glyphs.ellipsis} {', '.join(each for each in words if each)}"
    return (*lines[start : start + height - 1], Pen(look, width).put(more, "hint").line())
