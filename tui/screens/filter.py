"""The filter line: rows narrow while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from tui.picture import Look, Pen
from tui.screens.asked import Asked
from tui.widgets.canvas import Canvas
from tui.widgets.line import TypingLine


class Filter(Asked[str | None]):
    """Ends with the text on Enter, or None on Esc; calls `narrow` at every key."""

    def __init__(self, text: str, look: Look, narrow: Callable[[str], None]) -> None:
        super().__init__()
        self.text = text
        self.look = look
        self.narrow = narrow

    def compose(self) -> ComposeResult:
        """A label and the line."""
        with Horizontal():
            yield Canvas(self.look, id="label")
            yield TypingLine(self.text, id="line")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#line", TypingLine).start(self.text, selected=False)
        self.query_one("#line", TypingLine).focus()
        self.take_waiting()

    def on_canvas_sized(self, event: Canvas.Sized) -> None:
        """Write the label."""
        event.stop()
        label = Pen(self.look, event.width, "box").put(" filter /", "key").line()
        self.query_one("#label", Canvas).show((label,))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the rows below."""
        event.stop()
        self.narrow(event.value.strip())

    def on_typing_line_left(self, event: TypingLine.Left) -> None:
        """Enter and the arrows keep the filter, Esc takes it back."""
        event.stop()
        if event.key == "ctrl+q":
            self.end_to_quit()
        else:
            self.end(None if event.key == "escape" else event.text.strip())
