"""A screen as rows of cells: the text of each, and its ink."""

from __future__ import annotations

from typing import TypeVar

from tui.terminal.inks import PLAIN

_Row = TypeVar("_Row")


class Cells:
    """A screen of `width` columns and `height` rows.

    A cell holds a character with all that is combined with it; the second half of a wide one holds nothing.
    """

    def __init__(self, width: int, height: int, ink: int = PLAIN) -> None:
        """An empty screen: blanks of one ink."""
        self.width = width
        self.height = height
        self.text = [[" "] * width for _ in range(height)]
        self.inks = [[ink] * width for _ in range(height)]
        self.touched: set[int] = set()
        """The rows that were written on, for whoever empties it."""

    def copied(self) -> Cells:
        """The same once more; the rows themselves are shared, and are replaced and never written on."""
        copy = Cells(0, 0)
        copy.width, copy.height = self.width, self.height
        copy.text, copy.inks = self.text[:], self.inks[:]
        return copy

    def resized(self, width: int, height: int) -> Cells:
        """The same in another size: what fits stays where it is."""
        copy = Cells(width, height)
        for y in range(min(height, self.height)):
            most = min(width, self.width)
            copy.text[y][:most] = self.text[y][:most]
            copy.inks[y][:most] = self.inks[y][:most]
            if width < self.width and self.text[y][width] == "":
                copy.text[y][width - 1] = " "
        return copy

    def put(self, x: int, y: int, columns: tuple[str, ...], ink: int) -> None:
        """Write cells from a place on; what stands beyond the right edge is left out."""
        row = self.text[y]
        columns = columns[: max(0, self.width - x)]
        end = x + len(columns)
        if not columns:
            return
        self.touched.add(y)
        # Half a wide character is none: a terminal leaves a blank beside what is written over it.
        if row[x] == "":
            row[x - 1] = " "
        if end < self.width and row[end] == "":
            row[end] = " "
        row[x:end] = columns
        self.inks[y][x:end] = [ink] * len(columns)

    def move_rows(self, top: int, bottom: int, up: int, ink: int) -> None:
        """Move the rows from `top` to `bottom` up, or down where `up` is negative; blanks come in."""
        blank = Cells(self.width, abs(up), ink)
        _move(self.text, top, bottom, up, blank.text)
        _move(self.inks, top, bottom, up, blank.inks)


def _move(rows: list[_Row], top: int, bottom: int, up: int, empty: list[_Row]) -> None:
    block = rows[top : bottom + 1]
    rows[top : bottom + 1] = block[up:] + empty if up > 0 else empty + block[:up]
