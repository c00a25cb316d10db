"""The keyboard end of the terminal: sleeps while nothing is typed, and tells when the terminal is gone."""

from __future__ import annotations

import contextlib
import os
import selectors
import time
from codecs import getincrementaldecoder
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from textual import constants, events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from gapline.early import ENTER, TERMINAL
from tui.escapes import ESC, Escapes
from tui.terminal import hangup
from tui.terminal.answers import Answers

if TYPE_CHECKING:
    from tui.themedapp import ThemedApp

_LOOK = 0.02
"""Seconds between looks while an escape sequence may be unfinished."""


class ReadingDriver(LinuxDriver):
    """Textual's driver, but for its reading of keys.

    Textual's own goes on reading a terminal that is gone, at full speed, and dies of bytes that are no
    UTF-8.
    """

    class Lost(Message):
        """The terminal is gone: nothing will ever be read from it again."""

    _wake: tuple[int, int] | None = None
    _again = False
    """Whether the terminal was taken over before, and showed something else since."""

    def __init__(self, app: App[object], **settings: Any) -> None:
        """See Textual's driver."""
        super().__init__(app, **settings)
        self.answers = Answers()

    def start_application_mode(self) -> None:
        """Take the terminal over, with a pipe to wake the thread that waits for keys.

        Before anything of it is changed the signals are watched that would leave it so.
        """
        hangup.watch(cast("ThemedApp[object]", self._app).end)
        if self._wake is None:
            self._wake = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's own has no types
        before = TERMINAL.hand_over()
        if before is not None:
            self.attrs_before = before
        if self._again:
            self.paint_all()
        self._again = True

    def paint_all(self) -> None:
        """Have everything painted, as soon as the application gets to it; from any thread."""
        self._loop.call_soon_threadsafe(self._refresh_all)

    def _refresh_all(self) -> None:
        # Textual itself sends only what a widget says has changed.
        self._app.refresh(layout=True)
        for widget in self._app.screen.walk_children():
            widget.refresh()

    def write(self, data: str) -> None:
        """Write to the terminal; a screen that is shown already is not entered again, which may clear it."""
        if data != ENTER or not TERMINAL.shows:
            super().write(data)

    def disable_input(self) -> None:
        """End the thread that waits for keys, without waiting for a key."""
        wake, self._wake = self._wake, None
        if wake is not None:
            os.write(wake[1], b"x")
        super().disable_input()
        for end in wake or ():
            os.close(end)

    def run_input_thread(self) -> None:
        """Read keys until the input is disabled or the terminal is gone."""
        wake = self._wake
        if wake is None:
            return
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        escapes = Escapes()
        came = unsettled = 0.0
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(wake[0], selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = selector.select(_LOOK if time.monotonic() < unsettled else None)
                typed = b""
                if any(key.fd == self.fileno for key, _ in ready):
                    data = self._read()
                    if not data:
                        self.send_message(self.Lost())
                        break
                    typed = self.answers.keys(data)
                    unsettled = time.monotonic() + constants.ESCAPE_DELAY + 2 * _LOOK
                elif not ready:
                    typed = self.answers.given_up()
                if typed:
                    self._take(parser, escapes.pieces(decode(typed)))
                    came = time.monotonic()
                    unsettled = came + constants.ESCAPE_DELAY + 2 * _LOOK
                elif not ready and time.monotonic() >= came + constants.ESCAPE_DELAY:
                    self._take(parser, escapes.settle())
                for event in parser.tick():
                    self.process_message(event)
        with contextlib.suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass

    def _take(self, parser: XTermParser, pieces: Iterable[str]) -> None:
        for piece in pieces:
            if piece == ESC:
                self.process_message(events.Key("escape", ESC))
                continue
            for event in parser.feed(piece):
                self.process_message(event)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""
