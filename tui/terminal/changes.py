"""What has to be sent so that a terminal which shows one screen shows another."""

from __future__ import annotations

from tui.terminal.cells import Cells
from tui.terminal.frames import Place
from tui.terminal.inks import PLAIN, Inks

_WORTH_ERASING = 4
"""So many blanks cost more than erasing to the end of the line."""
_WORTH_SKIPPING = 10
"""So many blanks cost more than erasing them and jumping over them."""
_WORTH_A_JUMP = 3
"""More unchanged columns than these cost more than a jump."""


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
        self._sent.append(_counted(abs(up), "M" if up > 0 else "L"))
        if not whole:
            self._sent.append("\x1b[r")
            self.place = None
        self.shown.move_rows(top, bottom, up, PLAIN)

    def paint(self, wanted: Cells) -> None:
        """Make the terminal show `wanted`."""
        for y in range(wanted.height):
            self._paint_row(y, wanted)

    # -- one row ------------------------------------------------------------------------------------

    def _paint_row(self, y: int, wanted: Cells) -> None:
        text, inks = wanted.text[y], wanted.inks[y]
        if text == self.shown.text[y] and inks == self.shown.inks[y]:
            return
        bare = self._inks.bare
        # A blank is what its ground is: whatever letters it could be written in are not seen.
        inks = [bare[ink] if character == " " else ink for character, ink in zip(text, inks, strict=True)]
        tail = self._tail(text, inks)
        for start, end in self._runs(y, text, inks):
            if end > tail and end - max(start, tail) > _WORTH_ERASING:
                self._write(start, tail, y, text, inks)
                self._erase(max(start, tail), y, inks[-1])
                break
            self._write(start, end, y, text, inks)
        self.shown.text[y] = text[:]
        self.shown.inks[y] = inks

    def _tail(self, text: list[str], inks: list[int]) -> int:
        """The column from which on there is nothing but blanks that can be erased."""
        tail = len(text)
        if not self._may_erase(inks[-1]):
            return tail
        while tail and text[tail - 1] == " " and inks[tail - 1] == inks[-1]:
            tail -= 1
        return tail

    def _runs(self, y: int, text: list[str], inks: list[int]) -> list[tuple[int, int]]:
        """The columns that differ, in runs that are worth a jump between them."""
        old_text, old_inks = self.shown.text[y], self.shown.inks[y]
        bare = self._inks.bare
        width = len(text)
        runs: list[tuple[int, int]] = []
        for x in range(width):
            if text[x] == old_text[x] and (
                inks[x] == old_inks[x] or (text[x] == " " and inks[x] == bare[old_inks[x]])
            ):
                continue
            start, end = x, x + 1
            # A wide character is written whole, and where one is written over no half of it stays.
            while start and (text[start] == "" or old_text[start] == ""):
                start -= 1
            while end < width and (text[end] == "" or old_text[end] == ""):
                end += 1
            if (
                runs
                and start - runs[-1][1] <= _WORTH_A_JUMP
                and self._one_ink(runs[-1][1], start, text, inks)
            ):
                runs[-1] = runs[-1][0], max(end, runs[-1][1])
            else:
                runs.append((start, end))
        return runs

    def _one_ink(self, start: int, end: int, text: list[str], inks: list[int]) -> bool:
        """Whether unchanged columns can be written in the ink of what stands before or behind them."""
        bare = self._inks.bare
        before = next((x for x in range(start - 1, -1, -1) if text[x] != " "), start - 1)
        return any(
            all(inks[x] == ink or (text[x] == " " and inks[x] == bare[ink]) for x in range(start, end))
            for ink in (inks[before], inks[end])
        )

    def _write(self, start: int, end: int, y: int, text: list[str], inks: list[int]) -> None:
        """Write the columns from `start` to before `end`."""
        x = start
        while x < end:
            blanks = self._blanks(x, end, text, inks)
            if blanks and self._erases and self._inks.erasable(inks[x]):
                self.move(x, y)
                self._take_ground(inks[x])
                self._sent.append(_counted(blanks, "X"))
                x += blanks
            elif len(text[x]) > 1:
                x = self._write_combined(x, y, text, inks)
            else:
                x = self._write_alike(x, end, y, text, inks)

    def _blanks(self, x: int, end: int, text: list[str], inks: list[int]) -> int:
        """How many blanks of one ink stand here, where they are enough to be skipped; else none."""
        if text[x] != " " or text[x : x + _WORTH_SKIPPING] != [" "] * _WORTH_SKIPPING:
            return 0
        stop = x
        while stop < end and text[stop] == " " and inks[stop] == inks[x]:
            stop += 1
        return stop - x if stop - x > _WORTH_SKIPPING else 0

    def _write_alike(self, start: int, end: int, y: int, text: list[str], inks: list[int]) -> int:
        """Write the cells that one ink is enough for; where they end."""
        bare = self._inks.bare
        # The ink at hand is as good for blanks as their own.
        ink = self.ink if text[start] == " " and bare[self.ink] == inks[start] else inks[start]
        stop = start
        while stop < end and len(text[stop]) <= 1:
            if inks[stop] != ink:
                if text[stop] == " ":
                    if inks[stop] != bare[ink]:
                        break
                elif "".join(text[start:stop]).strip(" ") or inks[start] != bare[inks[stop]]:
                    break
                else:
                    ink = inks[stop]
            if stop > start and text[stop - 1] != " " and self._blanks(stop, end, text, inks):
                break
            stop += 1
        self.move(start, y)
        self._take(ink)
        self._sent.append("".join(text[start:stop]))
        self.place = (stop, y) if stop < len(text) else None
        return stop

    def _write_combined(self, x: int, y: int, text: list[str], inks: list[int]) -> int:
        """Write combined characters so that nothing beside them moves, however wide the terminal has them."""
        stop = x + 1
        while stop < len(text) and text[stop] == "":
            stop += 1
        self.move(x, y)
        self._take(inks[x])
        if stop - x > 1:
            self._sent.append(" " * (stop - x))
            self.place = (stop, y) if stop < len(text) else None
            self.move(x, y)
        self._sent.append(text[x])
        self.place = None
        return stop

    def _erase(self, x: int, y: int, ink: int) -> None:
        """Erase from a column to the end of the line."""
        self.move(x, y)
        self._take_ground(ink)
        self._sent.append("\x1b[K")

    # -- cursor and ink -----------------------------------------------------------------------------

    def move(self, x: int, y: int) -> None:
        """Bring the cursor to a column and a row."""
        if self.place == (x, y):
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"]
        if self.place is not None:
            was_x, was_y = self.place
            if was_y == y:
                ways.append(_counted(x - was_x, "C") if x > was_x else _counted(was_x - x, "D"))
            elif was_x == x:
                ways.append(_counted(y - was_y, "B") if y > was_y else _counted(was_y - y, "A"))
            elif x == 0 and y == was_y + 1:
                ways.append("\r\n")
        self._sent.append(min(ways, key=len))
        self.place = x, y

    def _take(self, ink: int) -> None:
        if ink != self.ink:
            self._sent.append(self._inks.change(self.ink, ink))
            self.ink = ink

    def _take_ground(self, ink: int) -> None:
        """Take an ink to erase with: any with this ground that shows nothing else on a blank."""
        if not self._inks.erasable(self.ink) or self._inks.bare[self.ink] != ink:
            self._take(ink)

    def _may_erase(self, ink: int) -> bool:
        return self._inks.erasable(ink) and (self._erases or not self._inks.grounded(ink))


def _counted(count: int, letter: str) -> str:
    """A sequence with a count, which is left out where it is one."""
    return f"\x1b[{count if count > 1 else ''}{letter}"
