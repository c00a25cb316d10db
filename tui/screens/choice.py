"""A popup to choose one thing, or to switch several."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events

from tui.pictures.picture import Look, Picture
from tui.registry.keys import key_name
from tui.screens.pictured import Pictured
from tui.views.popup import Option, choice_picture, choice_size
from tui.widgets.canvas import Canvas


class Choice(Pictured[str | None]):
    """Ends with the value of the chosen option, or None on Esc."""

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        look: Look,
        *,
        note: str = "",
        switch: Callable[[str], Sequence[Option]] | None = None,
    ) -> None:
        super().__init__(look)
        self.heading = title
        self.options = tuple(options)
        self.note = note
        self.switch = switch
        """For lists of switches: flips one and gives the options as they are then."""
        self.at = 0

    def extent(self, widest: int) -> tuple[int, int]:
        """As large as the list."""
        return choice_size(self.heading, self.options, self.note, self.look, widest)

    def picture(self, width: int, height: int) -> Picture:
        """The list, one line of it selected."""
        return choice_picture(self.heading, self.options, self.at, self.note, self.look, width, height)

    def take(self, event: events.Key) -> None:
        """Arrows move, Enter and an option's key choose, Esc leaves."""
        key = key_name(event)
        if key in ("down", "up", "tab", "shift+tab"):
            self.at = (self.at + (1 if key in ("down", "tab") else -1)) % max(1, len(self.options))
            self.redraw()
        elif key == "escape":
            self.end(None)
        elif key == "ctrl+q":
            self.end_to_quit()
        elif key in ("enter", "space") and self.options:
            self._choose(self.options[self.at].value)
        else:
            named = [each for each in self.options if each.key == key]
            if named:
                self._choose(named[0].value)

    def on_canvas_pressed(self, event: Canvas.Pressed) -> None:
        """A click chooses."""
        event.stop()
        if event.target[0] == "option":
            self._choose(event.target[1])

    def _choose(self, value: str) -> None:
        if self.switch is None:
            self.end(value)
            return
        self.options = tuple(self.switch(value))
        self.redraw()
