"""The line a slip is typed on: what it would move is shown above at each key."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from tui.picture import Look, Pen
from tui.screens.asked import Asked
from tui.widgets.canvas import Canvas
from tui.widgets.line import TypingLine

_SCROLLS = {"down": 1, "up": -1, "pagedown": 5, "pageup": -5}
"""Keys that scroll what is shown above, and by how many lines."""


class SlipLine(Asked[str | None]):
    """Ends with the text on Enter where `show` says that it moves something, or None on Esc."""

    def __init__(self, look: Look, show: Callable[[str], bool], scroll: Callable[[int], None]) -> None:
        super().__init__()
        self.look = look
        self.show = show
        """Shows what a text would do; true where it would do something."""
        self.scroll = scroll

    def compose(self) -> ComposeResult:
        """A label and the line."""
        with Horizontal():
            yield Canvas(self.look, id="label")
            yield TypingLine(id="line")

    def on_mount(self) -> None:
        """Type at once."""
        line = self.query_one("#line", TypingLine)
        line.start("", selected=False)
        line.focus()
        self.take_waiting()

    def on_canvas_sized(self, event: Canvas.Sized) -> None:
        """Write the label."""
        event.stop()
        label = Pen(self.look, event.width, "box").put(" move by", "key").line()
        self.query_one("#label", Canvas).show((label,))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what it would move."""
        event.stop()
        self.show(event.value)

    def on_typing_line_left(self, event: TypingLine.Left) -> None:
        """Enter moves, Esc leaves everything as it is, the arrows scroll."""
        event.stop()
        if event.key == "ctrl+q":
            self.end_to_quit()
        elif event.key == "escape":
            self.end(None)
        elif event.key == "enter" and self.show(event.text):
            self.end(event.text)
        else:
            self.scroll(_SCROLLS.get(event.key, 0))
            self.query_one("#line", TypingLine).stay()
            self.take_waiting()
