"""The terminal's answers among the keys."""

from __future__ import annotations

from collections.abc import Callable

from tui.terminal.output import ANSWER


class Answers:
    """Takes answers out of what comes from the terminal, also where one comes in pieces."""

    def __init__(self) -> None:
        """Listen to nobody: everything is a key."""
        self.expected: Callable[[], bool] = lambda: False
        """Whether one may come."""
        self.came: Callable[[], object] = lambda: None
        """Is called for each."""
        self._piece = b""

    def keys(self, data: bytes) -> bytes:
        """What of `data` was typed. What may be the beginning of an answer is kept for the next time."""
        data = self._piece + data
        self._piece = b""
        if not self.expected():
            return data
        for _ in range(data.count(ANSWER)):
            self.came()
        data = data.replace(ANSWER, b"")
        size = next((size for size in range(len(ANSWER) - 1, 0, -1) if data.endswith(ANSWER[:size])), 0)
        if size:
            data, self._piece = data[:-size], data[-size:]
        return data

    def given_up(self) -> bytes:
        """What was kept and was no answer after all: nothing came behind it for a moment."""
        piece, self._piece = self._piece, b""
        return piece
