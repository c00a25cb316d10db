"""The line a slip is typed on: what it would move is shown above at each key."""

from __future__ import annotations

from collections.abc import Callable

from tui.pictures.picture import Look
from tui.screens.bottomline import BottomLine
from tui.widgets.line import TypingLine

_SCROLLS = {"down": 1, "up": -1, "pagedown": 5, "pageup": -5}
"""Keys that scroll what is shown above, and by how many lines."""


class SlipLine(BottomLine):
    """Ends with the text on Enter where `show` says that it moves something, or None on Esc."""

    def __init__(self, look: Look, show: Callable[[str], bool], scroll: Callable[[int], None]) -> None:
        super().__init__(" move by", "", look, show)
        self.shows = show
        """Shows what a text would do; true where it would do something."""
        self.scroll = scroll

    def on_typing_line_left(self, event: TypingLine.Left) -> None:
        """Enter moves, Esc leaves everything as it is, the arrows scroll."""
        event.stop()
        if event.key == "ctrl+q":
            self.end_to_quit()
        elif event.key == "escape":
            self.end(None)
        elif event.key == "enter" and self.shows(event.text):
            self.end(event.text)
        else:
            self.scroll(_SCROLLS.get(event.key, 0))
            self.query_one("#line", TypingLine).stay()
            self.take_waiting()
