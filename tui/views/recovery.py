"""What a session that ended without saving had done, as a list to read through."""

from __future__ import annotations

from collections.abc import Sequence

from model.files.restoring import Reviewed
from tui.pictures.picture import Line, Look, Pen, Picture, filled

_MOST_LINES = 4
"""Lines that one edit takes at most."""


def review_lines(rows: Sequence[Reviewed], look: Look, width: int) -> list[Line]:
    """Every edit, and below it what the file says now."""
    lines: list[Line] = []
    for number, row in enumerate(rows, 1):
        for index, text in enumerate(look.wrapped(f"{row.edit}.", max(1, width - 7), _MOST_LINES)):
            counted = f"{number:>4}  " if index == 0 else " " * 6
            lines.append(Pen(look, width, "box").put(counted, "dim").put(text, "text").line())
        for text in look.wrapped(row.file, max(1, width - 7), _MOST_LINES) if row.file else ():
            lines.append(Pen(look, width, "box").put(" " * 6).put(text, "short").line())
    return lines


def review_picture(
    title: str, rows: Sequence[Reviewed], top: int, look: Look, width: int, height: int
) -> Picture:
    """The list from its line `top` on, in `height` lines with title and hint."""
    lines = review_lines(rows, look, width)
    room = max(1, height - 2)
    top = max(0, min(top, len(lines) - room))
    below = len(lines) - top - room
    more = f"  {below} more lines below" if below > 0 else ""
    body = filled(look, lines[top : top + room], width, room)
    return (
        Pen(look, width, "title").put(" ").user(title, None, "strong").line(),
        *body,
        Pen(look, width, "box").put(f" Up Down scroll  Esc back{more}", "hint").line(),
    )[:height]
