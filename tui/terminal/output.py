"""Sends to the terminal in a thread of its own: of all screens meanwhile only the newest.

The next one waits until the line has room for it. So a slow line never carries screens that nobody wants to
see any more, and nobody who draws ever waits for the terminal.
"""

from __future__ import annotations

import os
import select
import termios
import time
from collections.abc import Callable
from threading import Condition, Thread
from typing import Final

from tui.terminal.pace import Pace

QUESTION: Final = "\x1b[5n"
"""Asks any terminal whether it is well: it answers when it has come to it."""
ANSWER: Final = b"\x1b[0n"
_LONGEST_REST = 1.0
"""Seconds to wait at most, at the end, for an answer that is under way."""
_GRACE = 0.2
"""Seconds, at the end, for a terminal that takes nothing."""
_LONGEST_END = 5.0
_LOOK = 0.05
"""Seconds between looks whether to go on waiting for it."""
_CANCEL = b"\x18"
"""Ends a sequence that was cut off."""


class Output:
    """The line to the terminal, from when it is taken over until it is given back."""

    def __init__(self, descriptor: int, turn: Condition, screen: Callable[[], str]) -> None:
        """Write to an open terminal, which is closed at the end.

        `screen` gives what makes the terminal show the newest screen; `turn` is held meanwhile, and by
        whoever draws.
        """
        self._descriptor = descriptor
        self._turn = turn
        self._screen = screen
        self._orders = ""
        self._drawn = False
        self._resting = False
        self._ending = False
        self._deadline = float("inf")
        self._lost = False
        self._pace = Pace()
        self._thread = Thread(target=self._run, daemon=True, name="gapline-output")
        self._thread.start()

    # -- what others say ----------------------------------------------------------------------------

    def order(self, sequence: str) -> None:
        """Send a sequence that is no part of a screen, such as a mode: all of them, in order, and at once."""
        with self._turn:
            self._orders += sequence
            self._turn.notify_all()

    def draw(self) -> None:
        """Send the newest screen, as soon as the terminal is ready for it."""
        with self._turn:
            self._drawn = True
            self._turn.notify_all()

    def answered(self) -> None:
        """The terminal answered."""
        with self._turn:
            self._pace.answered(time.monotonic())
            self._turn.notify_all()

    @property
    def awaits_answer(self) -> bool:
        """Whether an answer may still come."""
        return self._pace.awaits_answer

    # -- the end ------------------------------------------------------------------------------------

    def rest(self) -> None:
        """Send no more screens, and wait for an answer under way, or the shell would get it.

        A moment only, and none for a terminal that never answered.
        """
        with self._turn:
            self._resting = True
            if self._pace.answers:
                most = min(_LONGEST_REST, 2 * self._pace.slowest + 2 * _LOOK)
                self._turn.wait_for(lambda: not self._pace.awaits_answer or self._lost, most)

    def end(self) -> None:
        """Send what was ordered, and end. A terminal that takes nothing loses what is under way to it."""
        with self._turn:
            self._resting = self._ending = True
            self._deadline = time.monotonic() + _GRACE
            self._turn.notify_all()
        # It ends by itself in time; only a line that cannot be left alone may hold it for good.
        self._thread.join(_LONGEST_END)

    # -- the thread ---------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            ended = False
            while not (ended or self._lost):
                with self._turn:
                    while not (self._orders or self._due or self._ending):
                        self._turn.wait(self._hurry)
                    orders, self._orders = self._orders, ""
                    screen = self._newest() if self._due else ""
                    ended = self._ending
                self._send(orders.encode("utf-8", "replace"), screen.encode("utf-8", "replace"))
        finally:
            os.close(self._descriptor)

    @property
    def _due(self) -> bool:
        """Whether a screen is to be sent now."""
        return self._hurry == 0

    @property
    def _hurry(self) -> float | None:
        """Seconds until a screen is sent though those before are unanswered; None where there is none."""
        if not self._drawn or self._resting:
            return None
        return self._pace.wait(time.monotonic())

    def _newest(self) -> str:
        """The newest screen, with a question behind it."""
        self._drawn = False
        screen = self._screen()
        if not screen:
            return ""
        asks = self._pace.asks
        self._pace.left(time.monotonic(), len(screen))
        return screen + QUESTION if asks else screen

    def _send(self, orders: bytes, screen: bytes) -> None:
        left = orders + screen
        while left and not self._lost:
            try:
                left = left[os.write(self._descriptor, left) :]
            except BlockingIOError:
                if time.monotonic() < self._deadline:
                    select.select([], [self._descriptor], [], _LOOK)
                elif self._make_room():
                    left = _CANCEL + orders
            except OSError:
                self._lose()

    def _make_room(self) -> bool:
        """Throw away what the terminal did not take yet, once, so that it can be left as it was."""
        if self._deadline == float("-inf"):
            self._lose()
            return False
        self._deadline = float("-inf")
        termios.tcflush(self._descriptor, termios.TCOFLUSH)
        return True

    def _lose(self) -> None:
        with self._turn:
            self._lost = True
            self._turn.notify_all()
