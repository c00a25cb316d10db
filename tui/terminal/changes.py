"""What has to be sent so that a terminal which shows one screen shows another."""

from __future__ import annotations

from collections.abc import Iterable

from tui.terminal.cells import Cells
from tui.terminal.frames import Place
from tui.terminal.inks import PLAIN, Inks
from tui.terminal.moves import counted, way
from tui.terminal.pieces import WORTH_ERASING, Piece, pieces_of


class Changes:
    """Collects the sequences that change a terminal, and knows where its cursor and its ink are on the way.

    `shown` is what the terminal shows; it follows what is collected.
    """

    def __init__(self, shown: Cells, inks: Inks, ink: int, place: Place | None, *, erases: bool) -> None:
        """Begin with the terminal's ink and place; None where the place is not known.

        `erases` tells a terminal that erases with the ground of its ink.
        """
        self.shown = shown
        self.ink = ink
        self.place = place
        self._inks = inks
        self._erases = erases
        self._sent: list[str] = []

    @property
    def sent(self) -> str:
        """What was collected so far."""
        return "".join(self._sent)

    # -- the whole screen ---------------------------------------------------------------------------

    def begin(self) -> None:
        """Bring a terminal of which nothing is known to plain ink."""
        self._sent.append("\x1b[m")

    def end(self) -> None:
        """Leave no link open: whatever is written next would be part of it."""
        self._take(self._inks.linked(self.ink, ""))

    def clear(self, ink: int) -> None:
        """Fill the screen with blanks of one ink, or plain ones where the terminal cannot."""
        ink = ink if self._may_erase(ink) else PLAIN
        self._take(ink)
        self._sent.append("\x1b[2J")
        self.shown = Cells(self.shown.width, self.shown.height, ink)
        self.place = None

    def scroll(self, top: int, bottom: int, up: int) -> None:
        """Have the terminal move the rows from `top` to `bottom` up, or down where `up` is negative."""
        self._take(PLAIN)
        whole = top == 0 and bottom == self.shown.height - 1
        if not whole:
            self._sent.append(f"\x1b[{top + 1};{bottom + 1}r")
            # It goes to one corner or another, by the terminal's own rules.
            self.place = None
        self.move(0, top)
        self._sent.append(counted(abs(up), "M" if up > 0 else "L"))
        if not whole:
            self._sent.append("\x1b[r")
            self.place = None
        self.shown.move_rows(top, bottom, up, PLAIN)

    def paint(self, wanted: Cells, rows: Iterable[int]) -> None:
        """Make rows look as `wanted`, one ink after the other: most inks are longer than most moves."""
        pieces: list[Piece] = []
        for y in rows:
            pieces += self._row(y, wanted)
        inks = self._by_ink(pieces)
        while inks:
            ink = min(inks, key=lambda each: self._distance(each, inks[each][0]))
            for piece in inks.pop(ink):
                self._write(piece, ink)

    def _row(self, y: int, wanted: Cells) -> list[Piece]:
        """The pieces of a row; it is shown from now on."""
        text, inks = wanted.text[y], wanted.inks[y]
        inks = self._inks.bared(text, inks)
        shown = self.shown.text[y], self.shown.inks[y]
        pieces = pieces_of(y, shown, (text, inks), self._inks, erases=self._erases)
        self.shown.text[y], self.shown.inks[y] = text[:], inks
        return pieces

    def _by_ink(self, pieces: list[Piece]) -> dict[int, list[Piece]]:
        """The pieces by the ink to write them in: blanks with a neighbour, or with any that looks alike."""
        bare = self._inks.bare
        inks: dict[int, list[Piece]] = {}
        alone: list[Piece] = []
        for at, piece in enumerate(pieces):
            ink = piece.ink
            if piece.blank:
                beside = (
                    each.ink
                    for each in (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2])
                    if not each.blank and each.y == piece.y and bare[each.ink] == piece.ink
                )
                ink = next(beside, -1)
            if ink < 0:
                alone.append(piece)
            else:
                inks.setdefault(ink, []).append(piece)
        for piece in alone:
            alike = (ink for ink in (self.ink, *inks) if bare[ink] == piece.ink)
            inks.setdefault(next(alike, piece.ink), []).append(piece)
        return {ink: sorted(each) for ink, each in inks.items()}

    def _distance(self, ink: int, piece: Piece) -> int:
        """Bytes to the first piece of an ink."""
        change = 0 if ink == self.ink else len(self._inks.change(self.ink, ink))
        return change + len(way(self.place, (piece.start, piece.y)))

    def _write(self, piece: Piece, ink: int) -> None:
        """Write a piece, or erase what is blank of it."""
        y, start, end = piece[:3]
        text = self.shown.text[y]
        self.move(start, y)
        if not piece.blank or self._inks.bare[self.ink] != piece.ink:
            self._take(ink)
        if piece.tail:
            self._sent.append("\x1b[K")
        elif piece.blank and end - start > WORTH_ERASING and self._erases and self._inks.erasable(piece.ink):
            self._sent.append(counted(end - start, "X"))
        elif piece.combined:
            self._write_combined(start, end, y)
        else:
            self._sent.append("".join(text[start:end]))
            self.place = (end, y) if end < len(text) else None

    def _write_combined(self, start: int, end: int, y: int) -> None:
        """Write combined characters so that nothing beside them moves, however wide the terminal has them."""
        if end - start > 1:
            self._sent.append(" " * (end - start))
            self.place = (end, y) if end < self.shown.width else None
            self.move(start, y)
        self._sent.append(self.shown.text[y][start])
        self.place = None

    # -- cursor and ink -----------------------------------------------------------------------------

    def move(self, x: int, y: int) -> None:
        """Bring the cursor to a column and a row."""
        self._sent.append(way(self.place, (x, y)))
        self.place = x, y

    def _take(self, ink: int) -> None:
        if ink != self.ink:
            self._sent.append(self._inks.change(self.ink, ink))
            self.ink = ink

    def _may_erase(self, ink: int) -> bool:
        return self._inks.erasable(ink) and (self._erases or not self._inks.grounded(ink))
