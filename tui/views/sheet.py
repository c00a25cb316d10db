"""A sheet of facts: labelled fields line by line, one of them selected or being typed into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui.box import Box
from tui.pictures.picture import Line, Look, Pen, Picture, blank
from tui.text import width_of

LABEL = 12
"""Columns of a label."""
BOX = 14
"""Columns a value box takes at least, for a number; a text takes what there is."""


class Cell(NamedTuple):
    """One labelled value."""

    label: str
    text: str
    role: str = "text"
    field: str | None = None
    """The field's name where it can be selected and edited."""


class Sheet:
    """Lines of `width` columns that are added from top to bottom.

    Every value has one column before it for the mark of the selection. A field that is being typed into
    gets a box and says beside it what it was; what else stood on its line gives way.
    """

    def __init__(
        self, look: Look, width: int, selected: str | None, box: Box | None, boxed: str | None
    ) -> None:
        self.look = look
        self.width = width
        self.selected = boxed or selected
        self.box = box
        self.boxed = boxed
        self.lines: list[Line] = []
        self.spot: int | None = None
        """The line that holds the selected field."""

    def add(self, lines: Iterable[Line]) -> None:
        """Lines that are drawn already."""
        self.lines.extend(lines)

    def gap(self) -> None:
        """An empty line, never two in a row."""
        if self.lines and self.lines[-1] != blank(self.look, self.width):
            self.lines.append(blank(self.look, self.width))

    def heading(self, text: str) -> None:
        """A heading of the program's own."""
        self.lines.append(Pen(self.look, self.width).put(f" {text}", "strong").line())

    def row(self, label: str, cells: Sequence[Cell]) -> None:
        """One labelled line of several values, broken where it is too long."""
        pen = self._begun(label)
        for cell in cells:
            size = width_of(self.look.text(cell.text)) + 1
            if pen.column + size > self.width and pen.column > LABEL:
                self.lines.append(pen.line())
                pen = self._begun("")
            if self._value(pen, cell, wide=False):
                break
            pen.put(" ")
        self.lines.append(pen.line())

    def grid(self, cells: Sequence[Cell], size: int) -> None:
        """Labelled values in columns of at least `size`."""
        across = max(1, self.width // size)
        column = self.width // across
        for start in range(0, len(cells), across):
            pen = Pen(self.look, self.width)
            for at, cell in enumerate(cells[start : start + across]):
                pen.to(at * column)
                pen.put(" ").put(cell.label[: LABEL - 2].ljust(LABEL - 2), "dim")
                if self._value(pen, cell, wide=False, most=column - LABEL - 1):
                    break
            self.lines.append(pen.line())

    def text(self, cell: Cell, most: int = 3) -> None:
        """A labelled text of a file, broken between words, in at most `most` lines."""
        pen = self._begun(cell.label)
        if cell.field is not None and cell.field == self.boxed:
            self._value(pen, cell, wide=True)
            self.lines.append(pen.line())
            pen = self._begun("").put(" ")
            self._beside(pen)
            self.lines.append(pen.line())
            return
        room = max(1, self.width - LABEL - 1)
        chosen = cell.field is not None and cell.field == self.selected
        for at, part in enumerate(self.look.wrapped(cell.text, room, most) or [""]):
            if at:
                pen = self._begun("")
            self._mark(pen, chosen=chosen and at == 0)
            role = f"{cell.role} selected" if chosen else cell.role
            pen.put(part, role, ("field", cell.field) if cell.field else None)
            self.lines.append(pen.line())

    def _begun(self, label: str) -> Pen:
        pen = Pen(self.look, self.width).put(" ")
        return pen.put(label, "dim").to(min(LABEL - 1, self.width // 2))

    def _mark(self, pen: Pen, *, chosen: bool) -> None:
        if chosen:
            self.spot = len(self.lines)
        pen.put(self.look.glyphs.selected if chosen else " ", "strong")

    def _value(self, pen: Pen, cell: Cell, *, wide: bool, most: int | None = None) -> bool:
        """Write one value; true where it took the rest of the line, since it is being typed into."""
        chosen = cell.field is not None and cell.field == self.selected
        self._mark(pen, chosen=chosen)
        target = ("field", cell.field) if cell.field else None
        if not (chosen and cell.field == self.boxed) or self.box is None:
            size = width_of(self.look.text(cell.text))
            role = f"{cell.role} selected" if chosen else cell.role
            pen.user(cell.text, size if most is None else min(size, max(1, most)), role, target)
            return False
        room = self.width - pen.column
        # Its first column is left free by the line that lies over it: the value begins behind that.
        pen.user(f" {self.box.was}", max(1, room if wide else min(room, BOX)), "box", target)
        if not wide:
            self._beside(pen.put("  "))
        return True

    def _beside(self, pen: Pen) -> None:
        """What stands beside a box: what is wrong, or what the value was and what can be typed."""
        if self.box is None:
            return
        if self.box.problem:
            self._rest(pen, self.box.problem, "error")
            return
        self._rest(pen, f"was {self.box.was}", "dim")
        if self.box.hint:
            self._rest(pen, f"   {self.box.hint}", "hint")

    def _rest(self, pen: Pen, text: str, role: str) -> None:
        """Text of a file that may take the rest of the line."""
        shown = self.look.text(text)
        pen.put(self.look.fit(text, min(width_of(shown), self.width - pen.column)), role)

    def window(self, height: int) -> Picture:
        """`height` lines around the selected field, or from the top, with a word about those left out."""
        lines = self.lines
        if len(lines) <= height or height < 1:
            return tuple(lines[: max(0, height)])
        room = height - 1
        start = 0
        if self.spot is not None and self.spot >= room:
            start = min(self.spot - room // 2, len(lines) - room)
        start = max(0, start)
        below = len(lines) - start - room
        words = [f"{start} lines above" if start else "", f"{below} lines below" if below > 0 else ""]
        more = Pen(self.look, self.width)
        more.put(f" {self.look.glyphs.ellipsis} {', '.join(each for each in words if each)}", "hint")
        return (*lines[start : start + room], more.line())
