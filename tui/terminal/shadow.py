"""What the terminal shows, what it should show, and the least that has to be sent for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gapline.frames import Row
from tui.terminal.cells import Cells
from tui.terminal.changes import Changes
from tui.terminal.frames import Place, draw
from tui.terminal.inks import PLAIN, Inks
from tui.terminal.scrolling import moved_rows

_WORTH_A_LOOK = 400
"""Bytes from which on it is worth to look whether rows only moved."""


class Shadow:
    """Takes the frames of Textual and gives the changes for the terminal, whenever it is asked for them."""

    def __init__(self, *, erases: bool) -> None:
        """`erases` tells a terminal that erases with the ground of its ink."""
        self._erases = erases
        self._inks = Inks()
        self._wanted = Cells(0, 0)
        self._shown: Cells | None = None
        self._ink = PLAIN
        self._place: Place | None = None
        self._cursor: Place = (0, 0)
        self._left = self._cursor
        """Where the cursor was brought last."""
        self.cursor_shown = False
        """Whether the terminal shows its cursor, so that its place matters."""

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows of the newest screen."""
        return self._wanted.width, self._wanted.height

    def take(self, frame: str, size: tuple[int, int]) -> bool:
        """Take a frame for a screen of this size; False where it holds what cannot be drawn on cells."""
        if self.size != size:
            self._wanted = self._wanted.resized(*size)
            self.forget()
        cursor = draw(frame, self._wanted, self._inks)
        if cursor is None:
            return False
        self._cursor = cursor
        return True

    def adopt(self, rows: Sequence[Row], size: tuple[int, int]) -> None:
        """Take what somebody else painted as shown; after it the ink is plain."""
        frame = "".join(
            f"\x1b[{y}H" + "".join(f"\x1b[{codes}m{text}" if codes else text for codes, text in row)
            for y, row in enumerate(rows, 1)
        )
        shown = Cells(*size)
        if draw(frame, shown, self._inks) is not None:
            self._wanted = shown.resized(*size)
            for text, inks in zip(shown.text, shown.inks, strict=True):
                inks[:] = self._inks.bared(text, inks)
            self._shown = shown
            self._ink, self._place = PLAIN, None

    def forget(self) -> None:
        """Know nothing any more of what the terminal shows."""
        self._shown = None

    def changes(self) -> str:
        """What the terminal has to be sent now; it is taken as sent. Empty where nothing differs."""
        if not self._wanted.height:
            return ""
        if self._shown is None:
            made = self._anew()
        else:
            made = self._painted(self._shown)
            if len(made.sent) > _WORTH_A_LOOK and (moved := moved_rows(self._shown, self._wanted)):
                scrolled = Changes(
                    self._shown.copied(), self._inks, self._ink, self._place, erases=self._erases
                )
                scrolled.scroll(*moved)
                scrolled.paint(self._wanted, range(self._wanted.height))
                made = min(made, scrolled, key=lambda each: len(each.sent))
        # A hidden cursor may stay where it is, until somebody types elsewhere.
        if self.cursor_shown or self._cursor != self._left:
            x, y = self._left = self._cursor
            made.move(min(x, self._wanted.width - 1), min(y, self._wanted.height - 1))
        made.end()
        self._wanted.touched.clear()
        self._shown, self._ink, self._place = made.shown, made.ink, made.place
        return made.sent

    def _painted(self, shown: Cells) -> Changes:
        made = Changes(shown.copied(), self._inks, self._ink, self._place, erases=self._erases)
        made.paint(self._wanted, sorted(self._wanted.touched))
        return made

    def _anew(self) -> Changes:
        """All of the screen, whatever the terminal shows and whichever ink it has."""
        wanted = self._wanted
        made = Changes(Cells(wanted.width, wanted.height), self._inks, PLAIN, None, erases=self._erases)
        blanks = Counter(
            self._inks.bare[ink]
            for text, inks in zip(wanted.text, wanted.inks, strict=True)
            for character, ink in zip(text, inks, strict=True)
            if character == " "
        )
        made.begin()
        made.clear(blanks.most_common(1)[0][0] if blanks else PLAIN)
        made.paint(wanted, range(wanted.height))
        return made
