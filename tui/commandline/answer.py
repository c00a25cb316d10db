"""What a command has to say, as a value: the data for stdout, the sentences for stderr, and how it ends."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.diagnostics import ExitCode


class Answer(NamedTuple):
    """The outcome of one command; `tui.cli` writes it."""

    data: str | bytes = ""
    """For stdout. Bytes are written as they are; text is for a reader and follows the terminal's encoding."""
    notes: tuple[str, ...] = ()
    """For stderr, a sentence each."""
    code: int = ExitCode.FINE


@dataclass(frozen=True, slots=True)
class Terminal:
    """What is known about where stdout goes."""

    is_terminal: bool = False
    unicode: bool = True
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def colours(self, wish: str) -> bool:
        """Whether to write colours: the option decides, then NO_COLOR, FORCE_COLOR, the terminal."""
        if wish != "auto":
            return wish == "always"
        if self.environment.get("NO_COLOR"):
            return False
        if self.environment.get("FORCE_COLOR"):
            return self.environment["FORCE_COLOR"] != "0"
        return self.is_terminal and self.environment.get("TERM") != "dumb"

    @property
    def columns(self) -> int | None:
        """How wide a line may be: COLUMNS, else the terminal's width; None, without a limit, for a pipe."""
        said = self.environment.get("COLUMNS", "")
        if said.isdecimal() and int(said) > 0:
            return int(said)
        if not self.is_terminal:
            return None
        try:
            return os.get_terminal_size(1).columns
        except OSError:
            return None

    def shown(self, text: str) -> str:
        """Text of a file or a name of one, made safe for this terminal."""
        from tui.text import show, show_ascii

        return show(text) if self.unicode else show_ascii(text)


_SGR = {
    "good": "32",
    "met": "34",
    "short": "33",
    "failed": "1;31",
    "unknown": "35",
    "strong": "1",
    "dim": "2",
}


def painted(text: str, role: str, colours: bool) -> str:
    """`text` in the terminal's own colour for a role of the themes; the sixteen that every terminal has."""
    return f"\x1b[{_SGR[role]}m{text}\x1b[0m" if colours and role in _SGR and text.strip() else text
