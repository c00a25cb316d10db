"""A line to type on above the last one, with a label; what stands above it follows each key."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from tui.pictures.picture import Look, Pen
from tui.screens.asked import Asked
from tui.widgets.canvas import Canvas
from tui.widgets.line import TypingLine


class BottomLine(Asked[str | None]):
    """Ends with the text, or None on Esc. What the other keys that leave the line do is for its kinds."""

    def __init__(self, label: str, text: str, look: Look, typed: Callable[[str], object]) -> None:
        super().__init__()
        self.label = label
        self.text = text
        self.look = look
        self.typed = typed
        """Is told the text at every key."""

    def compose(self) -> ComposeResult:
        """A label and the line."""
        with Horizontal():
            yield Canvas(self.look, id="label")
            yield TypingLine(self.text, id="line")

    def on_mount(self) -> None:
        """Type at once."""
        line = self.query_one("#line", TypingLine)
        line.start(self.text, selected=False)
        line.focus()
        self.take_waiting()

    def on_canvas_sized(self, event: Canvas.Sized) -> None:
        """Write the label."""
        event.stop()
        label = Pen(self.look, event.width, "box").put(self.label, "key").line()
        self.query_one("#label", Canvas).show((label,))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the text leads to."""
        event.stop()
        self.typed(event.value)
