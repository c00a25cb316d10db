"""A sheet of cells to draw charts on, and the picture it becomes."""

from __future__ import annotations

from tui.pictures.picture import Look, Picture, Span, Target, characters
from tui.text import fit

Cell = tuple[str, str, Target | None]
_EMPTY: Cell = (" ", "text", None)


class Grid:
    """`width` x `height` cells of one column each; what is written outside them is lost.

    Columns count from the left, rows from the top, both from 0.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._cells: list[list[Cell]] = [[_EMPTY] * width for _ in range(height)]

    def put(self, x: int, y: int, glyph: str, role: str = "text", target: Target | None = None) -> None:
        """Put one glyph of one column."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self._free(x, y)
            self._cells[y][x] = (glyph, role, target)

    def at(self, x: int, y: int) -> str:
        """The glyph of a cell; a blank outside the sheet."""
        inside = 0 <= x < self.width and 0 <= y < self.height
        return self._cells[y][x][0] if inside else " "

    def over(self, x: int, y: int, glyph: str, role: str, target: Target | None = None) -> None:
        """Put one glyph and keep the band that lies under it."""
        if 0 <= x < self.width and 0 <= y < self.height:
            band = [each for each in self._cells[y][x][1].split() if each in ("better", "worse")]
            self.put(x, y, glyph, " ".join([role, *band]), target)

    def ground(self, x: int, y: int, role: str) -> None:
        """Lay another role under what stands in a cell."""
        if 0 <= x < self.width and 0 <= y < self.height:
            glyph, own, target = self._cells[y][x]
            self._cells[y][x] = (glyph, f"{own} {role}", target)

    def write(
        self,
        x: int,
        y: int,
        text: str,
        role: str = "text",
        target: Target | None = None,
        width: int | None = None,
    ) -> None:
        """Write text that is already shown, in at most `width` columns, cut at the edge of the sheet."""
        room = self.width - x if width is None else min(width, self.width - x)
        if not 0 <= y < self.height or room <= 0 or x < 0:
            return
        fitted = fit(text, room, ellipsis="").rstrip() if len(text) * 2 > room else text
        for at, (piece, _) in enumerate(characters((Span(fitted),))):
            if at < room:
                self._free(x + at, y)
                self._cells[y][x + at] = (piece, role, target)

    def _free(self, x: int, y: int) -> None:
        """Blank the other half of a wide character that is about to be overwritten."""
        line = self._cells[y]
        if line[x][0] == "" and x > 0:
            line[x - 1] = (" ", *line[x - 1][1:])
        if x + 1 < self.width and line[x + 1][0] == "":
            line[x + 1] = (" ", *line[x + 1][1:])

    def picture(self) -> Picture:
        """The cells as lines of spans."""
        lines = []
        for row in self._cells:
            spans: list[Span] = []
            run: list[str] = []
            style: tuple[str, Target | None] | None = None
            for glyph, role, target in row:
                if style != (role, target) and glyph != "":
                    if style is not None and run:
                        spans.append(Span("".join(run), *style))
                    run, style = [], (role, target)
                run.append(glyph)
            if style is not None and run:
                spans.append(Span("".join(run), *style))
            lines.append(tuple(spans))
        return tuple(lines)


def shown_fit(look: Look, text: str, width: int) -> str:
    """Text of a file in at most `width` columns, without padding."""
    return look.fit(text, width).rstrip()
