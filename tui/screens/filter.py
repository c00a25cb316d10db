"""The filter line: rows narrow while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from tui.picture import Look
from tui.screens.bottomline import BottomLine
from tui.widgets.line import TypingLine


class Filter(BottomLine):
    """Ends with the text on Enter, or None on Esc; calls `narrow` at every key."""

    def __init__(self, text: str, look: Look, narrow: Callable[[str], None]) -> None:
        super().__init__(" filter /", text, look, lambda typed: narrow(typed.strip()))

    def on_typing_line_left(self, event: TypingLine.Left) -> None:
        """Enter and the arrows keep the filter, Esc takes it back."""
        event.stop()
        if event.key == "ctrl+q":
            self.end_to_quit()
        else:
            self.end(None if event.key == "escape" else event.text.strip())
