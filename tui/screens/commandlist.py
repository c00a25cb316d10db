"""The searchable list of commands: help, palette and the `:` line are the same list."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from tui.pictures.picture import Line, Look, Pen
from tui.registry.words import Word
from tui.screens.asked import Asked
from tui.text import width_of
from tui.views.popup import HelpLine, commands_picture, found, in_groups
from tui.widgets.canvas import Canvas
from tui.widgets.line import TypingLine

_WHOLE = 110
"""From so many columns on every sentence stands whole in the list; else that of the line is said below it."""
_MOST = 3
_LOW = 12
"""Below so many lines of screen it is one line, cut where it is too long."""


class CommandList(Asked[str | None]):
    """Ends with the id of a command to run, or None on Esc."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]  # noqa: RUF012 - Textual declares it so

    def __init__(self, title: str, lines: Sequence[HelpLine], look: Look) -> None:
        super().__init__()
        self.heading = title
        self.lines = in_groups(lines)
        self.look = look
        self.at = 0
        self.shown: list[HelpLine] = list(self.lines)

    def compose(self) -> ComposeResult:
        """A title, the line to type in, the list, a hint."""
        with Vertical():
            yield Canvas(self.look, id="title")
            yield TypingLine(id="line")
            yield Canvas(self.look, id="list")
            yield Canvas(self.look, id="hint")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#line", TypingLine).focus()
        self.take_waiting()

    def on_canvas_sized(self, event: Canvas.Sized) -> None:
        """Draw for the new size."""
        event.stop()
        self._draw()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list to what has the words typed."""
        event.stop()
        self.shown = found(self.lines, event.value.strip())
        self.at = 0
        self._draw()

    def on_typing_line_left(self, event: TypingLine.Left) -> None:
        """Arrows walk the list, Enter runs, Esc leaves."""
        event.stop()
        steps = {"down": 1, "tab": 1, "up": -1, "shift+tab": -1, "pagedown": 10, "pageup": -10}
        if event.key == "escape":
            self.end(None)
        elif event.key == "ctrl+q":
            self.end_to_quit()
        elif event.key == "enter" and self.shown:
            line = self.shown[self.at]
            if not isinstance(line, Word):
                self.end(line.id)
        elif event.key in steps and self.shown:
            last = len(self.shown) - 1
            step = steps[event.key]
            self.at = (self.at + step) % (last + 1) if abs(step) == 1 else max(0, min(last, self.at + step))
            self._draw()
        self.query_one("#line", TypingLine).stay()
        self.take_waiting()

    def on_canvas_pressed(self, event: Canvas.Pressed) -> None:
        """A click runs."""
        event.stop()
        if event.target[0] == "option":
            self.end(event.target[1])

    def _draw(self) -> None:
        title, hint = self.query_one("#title", Canvas), self.query_one("#hint", Canvas)
        canvas = self.query_one("#list", Canvas)
        width, height = canvas.size
        if not width:
            return
        pen = Pen(self.look, title.size.width, "title").put(" ").user(self.heading, None, "strong")
        title.show((pen.put("   type to search", "hint").line(),))
        typed = self.query_one("#line", TypingLine).value.strip()
        canvas.show(
            commands_picture(self.shown, self.at, self.look, width, height, grouped=not typed), self.look
        )
        words = " Enter runs the line   Up Down choose   Esc close"
        about = self._about(hint.size.width) if width < _WHOLE else []
        hint.styles.height = len(about) + 1
        hint.show((*about, Pen(self.look, hint.size.width).put(words, "hint").line()))

    def _about(self, width: int) -> list[Line]:
        """The sentence of the selected line, always in as many lines as the longest of all may take."""
        longest = max(width_of(each.about) for each in self.lines)
        most = 1 if self.size.height < _LOW else min(_MOST, -(-longest // max(1, width - 2)))
        words = self.look.wrapped(self.shown[self.at].about, width - 2, most) if self.shown else []
        words += [""] * (most - len(words))
        return [Pen(self.look, width).put(" ").put(each, "strong").line() for each in words]
