"""Textual's driver with fewer bytes: only what changed is sent, and never more than the line carries."""

from __future__ import annotations

import os
import re
import signal
import sys
from threading import Condition
from types import FrameType
from typing import Any

from textual import events
from textual.app import App
from textual.message import Message

from gapline.early import ENTER, TERMINAL
from tui.terminal.keys import ReadingDriver
from tui.terminal.output import Output
from tui.terminal.shadow import Shadow

_FRAME = re.compile(r"\x1b\[[\d;]*[Hm]")
"""How every frame of Textual's begins, and nothing else it sends."""
_TOGETHER, _TOGETHER_END = "\x1b[?2026h", "\x1b[?2026l"
_LARGE = 256
"""Characters from which on a screen is shown all at once, where the terminal can do that."""
_LEAVE = "\x1b[?1049l"
_CURSOR, _NO_CURSOR = "\x1b[?25h", "\x1b[?25l"
_MISTAKES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a mistake in drawing raises: Textual's own way is left then, and no edit is worth fewer bytes."""
_MOST_FAULTS = 1
_ERASING = re.compile(
    "(?:xterm|linux|tmux|rxvt|alacritty|kitty|foot|wezterm|ghostty|konsole|vte|gnome|st|iterm2?|mintty|putty)"
    r"(?:[-.+].*)?\Z"
)
"""The terminals known to erase with the ground of their ink; `screen` and the old ones do not."""


class SparingDriver(ReadingDriver):
    """Draws Textual's frames on a shadow of the terminal, and sends what differs.

    A mistake in it costs bytes and no more: after one all of the screen is sent, after another everything
    as Textual has it.
    """

    def __init__(self, app: App[object], **settings: Any) -> None:
        """See Textual's driver."""
        super().__init__(app, **settings)
        # Reentrant: the signal handler that suspends the program may come while a frame is drawn.
        self._turn = Condition()
        self._shadow = Shadow(erases=_ERASING.match(os.environ.get("TERM", "")) is not None)
        self._output: Output | None = None
        self._together = False
        self._sparing = True
        self._faults = 0

    # -- from Textual -------------------------------------------------------------------------------

    def write(self, data: str) -> None:
        """Draw a frame; pass on anything else, such as a mode."""
        output = self._output
        if output is None:
            return
        if data in (_TOGETHER, _TOGETHER_END):
            self._together = True
        elif data == ENTER and TERMINAL.shows and TERMINAL.key is not None:
            # Not entered again, which may clear it.
            with self._turn:
                self._shadow.adopt(TERMINAL.rows, TERMINAL.key.size)
        elif self._sparing and _FRAME.match(data):
            with self._turn:
                if not self._drawn(data):
                    self._give_up()
            output.draw()
        else:
            self._order(output, data)

    def repaint(self) -> None:
        """Send all of the screen again, also what the terminal lost."""
        with self._turn:
            self._shadow.forget()
            # In another size it is about to be drawn anew anyhow.
            if self._output is not None and self._sparing and self._shadow.size == _window():
                self._output.draw()

    def _order(self, output: Output, data: str) -> None:
        with self._turn:
            if _CURSOR in data or _NO_CURSOR in data:
                self._shadow.cursor_shown = data.rfind(_CURSOR) > data.rfind(_NO_CURSOR)
            if _LEAVE in data:
                # A terminal without another screen goes on with this ink, at this place.
                output.order(f"\x1b[m\x1b[{self._shadow.size[1] or 1}H")
            output.order(data)
            if ENTER in data:
                self.repaint()

    # -- to the terminal ----------------------------------------------------------------------------

    def _drawn(self, frame: str) -> bool:
        try:
            width, height = self._app.size
            return self._shadow.take(frame, (width, height))
        except _MISTAKES:
            return False

    def _changes(self) -> str:
        """What the terminal is sent next; runs in the thread that sends."""
        try:
            changes = self._shadow.changes()
        except _MISTAKES:
            self._faults += 1
            self._shadow.forget()
            if self._faults > _MOST_FAULTS:
                self._give_up()
                return ""
            return self._changes()
        return f"{_TOGETHER}{changes}{_TOGETHER_END}" if self._together and len(changes) > _LARGE else changes

    def _give_up(self) -> None:
        """Send everything as Textual has it from now on, and have it paint all."""
        self._sparing = False
        self.paint_all()

    # -- taking over and giving back ----------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the terminal over, with a line of our own to it."""
        if self._output is not None:
            self._output.end()
        self._output = Output(_line(), self._turn, self._changes)
        self.answers.expected = lambda: self._output is not None and self._output.awaits_answer
        self.answers.came = self._output.answered
        super().start_application_mode()
        before = signal.getsignal(signal.SIGWINCH)

        def resized(number: int, frame: FrameType | None) -> None:
            # Textual paints nothing in a size that it has; the terminal may have lost columns meanwhile.
            self.repaint()
            if callable(before):
                before(number, frame)

        signal.signal(signal.SIGWINCH, resized)

    def process_message(self, message: Message) -> None:
        """Hand on what was typed; a terminal that reports its size may have lost columns meanwhile."""
        if isinstance(message, events.Resize):
            self.repaint()
        super().process_message(message)

    def disable_input(self) -> None:
        """End the reading, when the terminal has answered what it was asked."""
        if self._output is not None:
            self._output.rest()
        super().disable_input()

    def close(self) -> None:
        """Send what is left, and end."""
        super().close()
        output, self._output = self._output, None
        if output is not None:
            output.end()


def _line() -> int:
    """The terminal, opened once more: what is set for this line is not set for the shell's."""
    out = sys.__stdout__
    assert out is not None
    try:
        return os.open(os.ttyname(out.fileno()), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return os.dup(out.fileno())


def _window() -> tuple[int, int] | None:
    out = sys.__stdout__
    try:
        if out is None:
            return None
        width, height = os.get_terminal_size(out.fileno())
    except OSError:
        return None
    return width, height


DRIVERS: dict[str, type[ReadingDriver]] = {"sparing": SparingDriver, "stock": ReadingDriver}
"""What can write to the terminal."""
