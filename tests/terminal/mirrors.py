"""One screen twice: what Textual sends of it and what Gapline sends of it, each in an emulated terminal."""

from __future__ import annotations

import random
from typing import Any

from rich.console import RenderableType
from rich.control import Control
from textual._compositor import CompositorUpdate
from textual.screen import Screen
from wcwidth import wcwidth

from tests.terminal.emulation import Emulation
from tests.tui.driving import Drive
from tui.terminal.shadow import Shadow


class Mirrors:
    """Takes every frame of a dashboard without a terminal, and keeps two screens of it."""

    def __init__(self, drive: Drive, *, erases: bool = True, seed: int = 0) -> None:
        """Begin with a repaint; `erases` tells whether the terminals erase with a ground."""
        self.app = drive.app
        self.size: tuple[int, int] = (0, 0)
        self.sent = {"stock": 0, "sparing": 0}
        """Characters each of the two was sent."""
        self._shadow = Shadow(erases=erases)
        self._random = random.Random(seed)
        self._screens: dict[str, Emulation] = {}
        self.app._display = self._display  # type: ignore[method-assign]  # the one place every frame passes
        self.app.refresh(layout=True)
        for widget in self.app.screen.walk_children():
            widget.refresh()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if self.app._batch_count or not isinstance(renderable, CompositorUpdate):
            return
        place = screen.outer_size.clamp_offset(self.app.cursor_position)
        frame = renderable.render_segments(self.app.console) + Control.move_to(*place).segment.text
        width, height = self.app.size
        if self.size != (width, height):
            # As a window that was made larger or smaller: nobody knows what it shows now.
            self.size = (width, height)
            self._screens = {name: Emulation(self.size) for name in self.sent}
        self._feed("stock", frame)
        assert self._shadow.take(frame, self.size), repr(frame)
        # A slow line: now and then only the newest of several frames is sent.
        if self._random.random() < 0.7:
            self._feed("sparing", self._shadow.changes())

    def _feed(self, name: str, text: str) -> None:
        self.sent[name] += len(text)
        screen = self._screens[name]
        # As the terminal's line sends it: every new line begins at the left.
        screen.feed(screen.whole(text.replace("\r\n", "\n").replace("\n", "\r\n").encode()))

    def lose(self) -> None:
        """Have nobody know what our terminal shows, as after Ctrl+L."""
        self._feed("sparing", "garbage\x1b[7mall over\x1b[5;5Hthe screen")
        self._shadow.forget()

    def differences(self, *, everywhere: bool = False) -> list[str]:
        """The cells in which the two screens differ, in words; the newest frame is sent before.

        Only in the lines that were written on since the last look, or `everywhere`.
        """
        self._feed("sparing", self._shadow.changes())
        stock, sparing = (self._screens[name].screen for name in ("stock", "sparing"))
        lines = range(stock.lines) if everywhere else sorted(stock.dirty | sparing.dirty)
        stock.dirty.clear()
        sparing.dirty.clear()
        found = []
        for y in lines:
            row, its = stock.buffer[y], sparing.buffer[y]
            if row == its:
                continue
            for x in range(stock.columns):
                one, other = _whole(row, x), _whole(its, x)
                if one != other and seen(one) != seen(other):
                    found.append(f"column {x}, row {y}: {tuple(one)} is {tuple(other)}")
        return found


def cells(emulation: Emulation) -> list[list[Any]]:
    """Every cell of a screen: its character, and what of its style can be seen."""
    screen = emulation.screen
    return [[seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def seen(cell: Any) -> Any:
    """Of a blank nobody sees in which colour, weight or slant a letter would stand there."""
    bare = cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough)
    return cell._replace(fg="default", bold=False, italics=False) if bare else cell


def _whole(row: Any, x: int) -> Any:
    """A cell; where half a wide character was written over, the other half is a blank."""
    cell = row[x]
    if cell.data == "" and not (x and row[x - 1].data and wcwidth(row[x - 1].data[0]) == 2):
        return cell._replace(data=" ")
    return cell
