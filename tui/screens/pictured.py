"""A popup that is one picture in the middle of the screen."""

from __future__ import annotations

from abc import abstractmethod

from textual.app import ComposeResult

from tui.pictures.picture import Look, Picture
from tui.screens.asked import Answer, Asked
from tui.widgets.canvas import Canvas


class Pictured(Asked[Answer]):
    """A popup of one canvas, as large as its picture asks for and never larger than its room.

    A popup of this kind says how large it wants to be (`extent`), what it shows (`picture`) and what its
    keys do (`take`), and calls `redraw` when any of it has changed.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    @abstractmethod
    def extent(self, widest: int) -> tuple[int, int]:
        """Columns and lines wanted, on a screen of `widest` columns; more lines than there are is fine."""

    @abstractmethod
    def picture(self, width: int, height: int) -> Picture:
        """What is shown in `width` columns and `height` lines."""

    @property
    def lines(self) -> int:
        """How many lines the popup has now."""
        return self.query_one(Canvas).size.height

    def redraw(self) -> None:
        """Take the size wanted now, and show the picture of it."""
        canvas = self.query_one(Canvas)
        widest, highest = self.room
        width, height = self.extent(widest)
        width, height = min(width, widest), min(height, highest)
        canvas.styles.width, canvas.styles.height = width, height
        canvas.show(self.picture(width, height))
        # Where it stands is only known when all have their places.
        self.call_after_refresh(canvas.point)

    def compose(self) -> ComposeResult:
        """One canvas."""
        yield Canvas(self.look)

    def on_mount(self) -> None:
        """Take the size of the picture, and the keys."""
        self.redraw()
        self.query_one(Canvas).focus()
        self.take_waiting()

    def on_resize(self) -> None:
        """Stay within the screen."""
        self.redraw()

    def on_canvas_sized(self, event: Canvas.Sized) -> None:
        """Draw for the new size."""
        event.stop()
        canvas = self.query_one(Canvas)
        canvas.show(self.picture(event.width, event.height))
        self.call_after_refresh(canvas.point)
