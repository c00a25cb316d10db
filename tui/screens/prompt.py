"""A popup that asks for one line of text."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from tui.pictures.picture import Look, Pen
from tui.screens.asked import Asked
from tui.widgets.canvas import Canvas
from tui.widgets.line import TypingLine

_MOST_HINTS = 3


class Prompt(Asked[str | None]):
    """Ends with what was typed, or None on Esc."""

    def __init__(self, title: str, look: Look, *, text: str = "", hint: str = "Enter set  Esc back") -> None:
        super().__init__()
        self.heading = title
        self.look = look
        self.text = text
        self.hint = hint
        self.role = "hint"

    def compose(self) -> ComposeResult:
        """A title, the line, a hint."""
        with Vertical():
            yield Canvas(self.look, id="title")
            yield TypingLine(self.text, id="line")
            yield Canvas(self.look, id="hint")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#line", TypingLine).start(self.text, selected=True)
        self.query_one("#line", TypingLine).focus()
        self.take_waiting()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed, should the connection be lost."""
        event.stop()
        self.below.typing(self.heading, event.value)

    def end(self, answer: str | None) -> None:
        """Close with an answer; nothing is being typed any more."""
        self.below.typed()
        super().end(answer)

    def on_canvas_sized(self, event: Canvas.Sized) -> None:
        """Write title and hint for the width there is."""
        event.stop()
        pen = Pen(self.look, event.width, "title").put(" ").user(self.heading, None, "strong")
        self.query_one("#title", Canvas).show((pen.line(),))
        self.tell(self.hint, self.role)

    def tell(self, words: str, role: str = "hint") -> None:
        """Write below the line what can be typed, or what is wrong, in as many lines as it takes."""
        self.hint, self.role = words, role
        hint = self.query_one("#hint", Canvas)
        width, most = hint.size.width, max(1, min(_MOST_HINTS, self.room[1] - 2))
        if width:
            lines = self.look.wrapped(words, width - 2, most) or [""]
            hint.styles.height = len(lines)
            hint.show(tuple(Pen(self.look, width, "box").put(" ").put(each, role).line() for each in lines))

    def answer(self, text: str) -> str | None:
        """What Enter ends with; None where it cannot be and the line stays."""
        return text if text == self.text else text.strip()

    def on_typing_line_left(self, event: TypingLine.Left) -> None:
        """Enter ends with the text, Esc without."""
        event.stop()
        if event.key == "enter" and (answer := self.answer(event.text)) is not None:
            self.end(answer)
        elif event.key == "escape":
            self.end(None)
        elif event.key == "ctrl+q":
            self.end_to_quit()
        else:
            self.query_one("#line", TypingLine).stay()
            self.take_waiting()
