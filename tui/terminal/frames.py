"""Reads what Textual sends for a frame, and writes it on cells instead of on a terminal."""

from __future__ import annotations

import re

from tui.terminal.cells import Cells
from tui.terminal.inks import PLAIN, Inks
from tui.text import columns

_PIECE = re.compile(
    "([^\x00-\x1f\x7f-\x9f]+)"  # 1: text
    "|\x1b\\[([\\d;]*)m"  # 2: ink
    "|\x1b\\[(\\d*)(?:;(\\d*))?H"  # 3, 4: place
    "|\x1b\\]8;([^\x00-\x1f\x7f-\x9f]*)(?:\x07|\x1b\\\\)"  # 5: link
    "|(\r?\n)"  # 6: next line
)

Place = tuple[int, int]
"""Column and row, from 0."""


def draw(frame: str, cells: Cells, inks: Inks) -> Place | None:
    """Write a frame on cells; the place where it leaves the cursor, or None where it holds anything else.

    What came before the unknown piece is written then.
    """
    x = y = at = 0
    ink: int | None = PLAIN
    match = _PIECE.match
    while at < len(frame):
        piece = match(frame, at)
        if piece is None or ink is None:
            return None
        at = piece.end()
        kind = piece.lastindex
        if kind == 1:
            text = columns(piece[1])
            if 0 <= y < cells.height and 0 <= x < cells.width:
                cells.put(x, y, text, ink)
            x += len(text)
        elif kind == 2:
            ink = inks.after(ink, piece[2])
        elif kind == 5:
            ink = inks.linked(ink, piece[5])
        elif kind == 6:
            x, y = 0, y + 1
        else:
            y, x = int(piece[3] or 1) - 1, int(piece[4] or 1) - 1
    return None if ink is None else (x, y)
