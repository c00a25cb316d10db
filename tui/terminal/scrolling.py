"""Finds rows that only moved, so that the terminal can move them itself."""

from __future__ import annotations

from collections import Counter

from tui.terminal.cells import Cells

_FEWEST = 3
"""Rows below which a move does not pay."""


def moved_rows(before: Cells, after: Cells) -> tuple[int, int, int] | None:
    """The first and the last row of a block that moved, and by how many rows up (down: below 0)."""
    old, new = _keys(before), _keys(after)
    once = {key: y for y, key in enumerate(old) if key and old.count(key) == 1}
    shifts = Counter(
        once[key] - y for y, key in enumerate(new) if key in once and old[y] != key and new.count(key) == 1
    )
    for up, count in shifts.most_common(1):
        if count < _FEWEST:
            return None
        rows = [y for y, key in enumerate(new) if once.get(key) == y + up]
        return min(rows[0], rows[0] + up), max(rows[-1], rows[-1] + up), up
    return None


def _keys(cells: Cells) -> list[str]:
    """What a row is known by: its left half, since beside a list that scrolls other things may stay."""
    return ["".join(row[: cells.width // 2]).strip() for row in cells.text]
