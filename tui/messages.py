"""What the reader is told in one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Message:
    """One line above the hint line: what an edit changed, or what went wrong."""

    text: str
    kind: Literal["message", "error"] = "message"
    tail: str = ""
    """The end of it, which is shown whole on a narrow screen: what an edit did to the journey."""

    @property
    def whole(self) -> str:
        """All of it."""
        return f"{self.text} {self.tail}".rstrip()
