"""How far long work is, told from the thread that does it to the screen that waits for it."""

from __future__ import annotations

from threading import Lock

from model.journey.problem import UserError

SOON = 0.7
"""Seconds that work may take before anything is shown of it."""


class Stopped(UserError):
    """Somebody stopped the work; the message says what became of it."""


class Progress:
    """What is being done, and whether somebody wants it to end."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stopped = False
        self._last = False
        self.words = ""
        """What is being done now: `Reading shop.toml`."""

    def step(self, words: str) -> None:
        """Say what comes next; raises Stopped, in the thread that works, where somebody stopped it."""
        self._next(words, last=False)

    def last(self, words: str) -> None:
        """Say what comes last, such as writing the file: it cannot be stopped any more. Raises Stopped."""
        self._next(words, last=True)

    def _next(self, words: str, *, last: bool) -> None:
        with self._lock:
            if self._stopped:
                raise Stopped("Stopped.")
            self.words, self._last = words, last

    def stop(self) -> bool:
        """Stop the work before its next step; False where the last one has begun."""
        with self._lock:
            self._stopped = not self._last
            return self._stopped

    @property
    def stoppable(self) -> bool:
        """Whether it can still be stopped."""
        return not self._last
