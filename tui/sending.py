"""What a repaint sends to the terminal: the changed columns, and of a style what differs from the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import compress
from operator import not_

from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from gapline.frames import Row
from tui.inks import spelled


class Sparing(CompositorUpdate):
    """An update of Textual's, sent in a third of the bytes.

    Textual sends a changed line from the beginning of its widget, and all of a style and a reset with
    every piece.
    """

    def __init__(self, update: CompositorUpdate, shown: Callable[[], tuple[Row, ...]] = tuple) -> None:
        """`shown` tells what the terminal is known to show; of all the screen only what differs is sent."""
        self.update = update
        self._shown = shown

    def __rich_console__(self, console: Console, _options: ConsoleOptions) -> RenderResult:
        """The same in one piece, for whatever prints it."""
        yield Segment(self.render_segments(console))

    def render_segments(self, console: Console) -> str:
        """The bytes for the terminal, as text."""
        pieces = _pieces(self.update)
        if pieces is None:
            return self.update.render_segments(console)
        found = list(pieces)
        colours = console._color_system or ColorSystem.TRUECOLOR
        rows = spelled((strip for _, _, strip in found), colours)
        if isinstance(self.update, LayoutUpdate) and (shown := self._shown()) and len(shown) == len(rows):
            found = list(compress(found, map(not_, _same(rows, shown))))
            rows = spelled((strip for _, _, strip in found), colours)
        sent: list[str] = []
        coloured = False
        for (x, y, _), row in zip(found, rows, strict=True):
            sent.append(f"\x1b[{y + 1};{x + 1}H")
            for codes, text in row:
                sent.append(f"\x1b[{codes}m{text}" if codes else text)
                coloured = coloured if not codes else codes != "0"
        return "".join(sent) + ("\x1b[0m" if coloured else "")


def _same(rows: tuple[Row, ...], shown: tuple[Row, ...]) -> Iterator[bool]:
    """Of each row, whether it looks as it is shown: an ink may go on from the row before."""
    same = True
    for row, there in zip(rows, shown, strict=True):
        absolute = bool(row) and row[0][0].split(";")[0] == "0"
        same = row == there and (same or absolute)
        yield same


def _pieces(update: CompositorUpdate) -> Iterator[tuple[int, int, Strip]] | None:
    """The parts of lines to send, each with its place; None for an update of another kind."""
    if isinstance(update, LayoutUpdate):
        return _whole_lines(update)
    return _parts(update) if isinstance(update, ChopsUpdate) else None


def _whole_lines(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, strips in enumerate(update.strips, update.region.y):
        yield update.region.x, y, Strip.join(strips)


def _parts(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, start, end in update.spans:
        for (x, strip), stop in zip(update.chops[y].items(), update.chop_ends[y], strict=False):
            left, right = max(x, start), min(stop, end)
            if strip is not None and left < right:
                yield left, y, strip.crop(left - x, right - x)
