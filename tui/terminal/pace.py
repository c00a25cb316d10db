"""How much may be under way to the terminal: no more than the line carries, and no less.

Behind every screen stands a question, and the answers tell how long the line is and how much it takes. What
nobody knows of a line is taken to be little: the first screen waits for nothing, each other for an answer.
"""

from __future__ import annotations

from collections import deque

PATIENCE = 1.0
"""Seconds to wait for an answer of a terminal that never gave one."""
LONG_PATIENCE = 10.0
"""The same where it answered before: the line is slow, or an answer was lost on its way."""
_TRUST = 3.0
"""How many times faster than it was in all a line may be taken to be, by what more bytes took longer."""
_TRIES = 2
"""After so many questions without any answer nothing is asked any more."""


class Pace:
    """Says when the next screen may leave. Times are seconds of one clock that only goes on."""

    def __init__(self) -> None:
        """Begin with a line of which nothing is known."""
        self._under_way: deque[tuple[float, int]] = deque()
        """When each unanswered screen left, and its bytes."""
        self._open = 0
        """Questions without an answer, of which one may have been lost."""
        self._answers = 0
        self._quickest = (float("inf"), 0)
        """The seconds that the quickest answer took, and the bytes before it."""
        self._rate = 0.0
        """Bytes a second that the line carries, as far as is known."""
        self._least = 0.0
        """The same by one screen alone, as if the way there and back were a part of it."""
        self._more = 0.0
        """The same by how much longer more bytes took, which leaves the way out."""
        self._room = 0.0
        """Bytes that are under way without waiting for each other, as far as is known."""
        self.slowest = 0.0
        """Seconds that the slowest answer took."""

    @property
    def answers(self) -> bool:
        """Whether the terminal ever answered."""
        return self._answers > 0

    @property
    def awaits_answer(self) -> bool:
        """Whether an answer may still come."""
        return self._open > 0

    @property
    def asks(self) -> bool:
        """Whether to put a question behind the next screen: there are terminals that answer none."""
        return self.answers or self._open < _TRIES

    def wait(self, now: float) -> float:
        """Seconds until the next screen may leave though nothing is answered; 0 where it may at once."""
        if not self._under_way:
            return 0.0
        return max(0.0, min(self._free_at, self._given_up_at) - now)

    def left(self, now: float, size: int) -> None:
        """A screen of so many bytes left, with a question behind it if it was to be asked."""
        if self._under_way and now >= self._given_up_at:
            # Nobody waits for these any more: they may be lost.
            self._under_way.clear()
        if self.asks:
            self._under_way.append((now, size))
            self._open += 1

    def answered(self, now: float) -> None:
        """An answer came: to the oldest question, since a line keeps the order."""
        self._open = max(0, self._open - 1)
        self._answers += 1
        if self._under_way:
            at, size = self._under_way.popleft()
            took = max(now - at, 1e-6)
            self.slowest = max(self.slowest, took)
            self._least = max(self._least, size / took)
            quickest, bytes_then = self._quickest
            if (took - quickest) * (size - bytes_then) > 0:
                self._more = max(self._more, (size - bytes_then) / (took - quickest))
            # Two answers that happened to come in nearly the same time tell of no such line.
            self._rate = max(self._least, min(self._more, _TRUST * self._least))
            self._quickest = quickest, size = min(self._quickest, (took, size))
            # What the bytes did not take is the way there and back; meanwhile the line can carry more.
            self._room = max(0.0, quickest * self._rate - size)

    @property
    def _free_at(self) -> float:
        """When the line takes another screen that waits for none before it, as far as is known."""
        if sum(size for _, size in self._under_way) <= self._room:
            return float("-inf")
        at, size = self._under_way[0]
        # No more than one goes ahead by the clock alone: the line may have become slower.
        return at + size / self._rate if len(self._under_way) == 1 and self._rate else float("inf")

    @property
    def _given_up_at(self) -> float:
        """When the last answer is not waited for any more."""
        return self._under_way[-1][0] + (LONG_PATIENCE if self.answers else PATIENCE)
