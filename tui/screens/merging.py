"""The merge dialog over the whole screen: each key chooses, and nothing is written before Enter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from model.editing.session import Session
from tui.company.deciding import Deciding
from tui.pictures.picture import Look, Pen, Picture
from tui.registry.keys import key_name
from tui.screens.asked import Asked
from tui.screens.choice import Choice
from tui.views.merging import merging_picture
from tui.views.popup import Option
from tui.widgets.canvas import Canvas
from tui.widgets.line import TypingLine

_MENU = (
    Option("m", "mine", "m"),
    Option("t", "theirs", "t"),
    Option("e", "a third value, to be typed", "e"),
    Option("M", "mine for all that is still open", "M"),
    Option("T", "theirs for all that is still open", "T"),
    Option("w", "write what was chosen", "enter"),
    Option("b", "save my version beside the file", "b"),
    Option("D", "discard mine and read the file again", "D"),
    Option("?", "show or hide the keys", "?"),
)
"""Everything that can be done, for whoever has only arrows, Enter, Esc and Tab."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How the dialog ended."""

    what: Literal["write", "beside", "reload"]
    session: Session | None = None
    """With everything chosen, for `write`."""


class Merging(Asked[Decision | None]):
    """Ends with what is to happen, or None on Esc."""

    def __init__(self, deciding: Deciding, file: str, today: date, look: Look) -> None:
        super().__init__()
        self.deciding = deciding
        self.file = file
        self.today = today
        self.look = look
        self.typing = False
        self.keys = False

    def compose(self) -> ComposeResult:
        """The picture, and below it the line a third value is typed in."""
        with Vertical():
            yield Canvas(self.look, id="merging")
            with Horizontal(id="typing"):
                yield Canvas(self.look, draw=self._label, id="label")
                yield TypingLine(id="value")

    def on_mount(self) -> None:
        """Take keys at once."""
        self._show_typing(False)
        self.query_one("#merging", Canvas).focus()
        self.take_waiting()

    def _show_typing(self, shown: bool) -> None:
        self.typing = shown
        for name in ("#typing", "#label", "#value"):
            self.query_one(name).display = shown

    def _label(self, width: int, _: int) -> Picture:
        return (Pen(self.look, width, "box").put(" third value ", "strong").line(),)

    def _draw(self) -> None:
        canvas = self.query_one("#merging", Canvas)
        width, height = canvas.size
        if width and height:
            canvas.show(merging_picture(self.deciding, self.file, self.look, width, height, keys=self.keys))
            if not self.typing:
                canvas.point()

    def on_canvas_sized(self, event: Canvas.Sized) -> None:
        """Draw for the new size."""
        event.stop()
        self._draw()

    def take(self, event: events.Key) -> None:
        """A key: of the line while a value is typed, else of the list."""
        if self.typing:
            self.query_one("#value", TypingLine).take(event)
            return
        key = key_name(event)
        deciding = self.deciding
        page = max(1, self.size.height - 10)
        steps = {"up": -1, "k": -1, "pageup": -page, "down": 1, "j": 1, "pagedown": page}
        if key in steps:
            self.deciding = deciding.move(steps[key])
        elif key in ("home", "end", "G"):
            self.deciding = deciding.move(-len(deciding.lines) if key == "home" else len(deciding.lines))
        elif key in ("m", "left", "t", "right"):
            self.deciding = deciding.choose("mine" if key in ("m", "left") else "theirs")
        elif key in ("M", "T"):
            self.deciding = deciding.choose_rest("mine" if key == "M" else "theirs")
        elif key == "e":
            self._type()
        elif key in ("?", "f1"):
            self.keys = not self.keys
        elif key in ("tab", "shift+tab"):
            self.app.push_screen(Choice("Two versions of one file", _MENU, self.look), self._chosen)
        else:
            self._leave(key)
        self._draw()

    def ready(self) -> bool:
        """Not while the menu is in front."""
        return self.app.screen is self and super().ready()

    def _chosen(self, key: str | None) -> None:
        if key is not None:
            self.take(events.Key(key, key if len(key) == 1 else None))
        self.take_waiting()

    def _leave(self, key: str) -> None:
        if key == "escape":
            self.end(None)
        elif key == "ctrl+q":
            self.end_to_quit()
        elif key == "b":
            self.end(Decision("beside"))
        elif key == "D":
            self.end(Decision("reload"))
        elif key in ("enter", "ctrl+s") and not self.deciding.open:
            session = self.deciding.settled()
            if session is not None:
                self.end(Decision("write", session))
            else:
                self.deciding = self.deciding.refused()
        elif key in ("enter", "ctrl+s"):
            self.deciding = self.deciding.still_open()

    def _type(self) -> None:
        if not self.deciding.typeable:
            self.deciding = self.deciding.not_typeable()
            return
        self._show_typing(True)
        line = self.query_one("#value", TypingLine)
        line.start(self.deciding.as_typed, selected=True)
        line.focus()

    def on_typing_line_left(self, event: TypingLine.Left) -> None:
        """Enter sets the value, Esc leaves it; a value that cannot be read stays to be mended."""
        event.stop()
        line = self.query_one("#value", TypingLine)
        if event.key == "enter":
            self.deciding = self.deciding.type_value(event.text, self.today)
        if event.key == "escape" or (event.key == "enter" and not self.deciding.problem):
            self._show_typing(False)
            self.query_one("#merging", Canvas).focus()
        line.stay()
        if event.key == "ctrl+q":
            self.end_to_quit()
            return
        self._draw()
        self.take_waiting()

    def on_canvas_pressed(self, event: Canvas.Pressed) -> None:
        """A click selects a line."""
        event.stop()
        if event.target[0] == "line" and not self.typing:
            self.deciding = self.deciding.move(int(event.target[1]) - self.deciding.at)
            self._draw()
