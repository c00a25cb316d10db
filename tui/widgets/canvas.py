"""The one widget that draws pictures, and repaints only the cells that changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual import events
from textual.color import Color
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.pictures.picture import Look, Picture, Target, line_width, span_at
from tui.widgets.differing import changed_runs, segments_of

if TYPE_CHECKING:
    from tui.themedapp import ThemedApp

Draw = Callable[[int, int], Picture]
"""Makes a picture of a width and a height."""


class Canvas(Widget, can_focus=True):
    """Shows a picture of exactly its own size. It knows nothing of what the picture means."""

    DEFAULT_CSS = "Canvas { width: 1fr; height: 1fr; }"

    @dataclass
    class Pressed(Message):
        """Somebody clicked on a span that has a meaning."""

        target: Target
        double: bool

    @dataclass
    class Sized(Message):
        """The canvas has another size; its picture has to be made anew."""

        width: int
        height: int

    def __init__(self, look: Look, *, draw: Draw | None = None, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self._draw = draw
        """Makes the first picture, and the first of every size, in time for the first paint of it."""
        self._picture: Picture = ()
        self._strips: dict[int, Strip] = {}
        self._width = 0
        """Columns of the strips."""

    @property
    def picture(self) -> Picture:
        """What is shown."""
        return self._picture

    def show(self, picture: Picture, look: Look | None = None) -> None:
        """Show another picture; only the cells that differ are repainted."""
        before = self._picture
        restyled = look is not None and look != self.look
        if look is not None:
            self.look = look
        self._picture = picture
        if restyled or len(before) != len(picture):
            self._strips.clear()
            self.refresh()
            return
        changed = []
        for y, (old, new) in enumerate(zip(before, picture, strict=True)):
            if old is new or old == new:
                continue
            runs = changed_runs(old, new, self.look.theme)
            if runs:
                self._strips.pop(y, None)
                changed += [Region(start, y, end - start, 1) for start, end in runs]
        if changed:
            self.refresh(*changed)

    def target_at(self, x: int, y: int) -> Target | None:
        """The meaning of the cell at a place, if it has one."""
        if not 0 <= y < len(self._picture):
            return None
        span = span_at(self._picture[y], x)
        return span.target if span else None

    def find(self, target: Target) -> Region | None:
        """Where the first span with this meaning stands."""
        for y, line in enumerate(self._picture):
            x = 0
            for span in line:
                size = line_width((span,))
                if span.target == target:
                    return Region(x, y, size, 1)
                x += size
        return None

    def point(self, best: Target | None = None, else_at: Target | None = None) -> None:
        """Put the terminal's cursor where the selection is, for readers that follow it.

        That is the `best` target where there is one, else the line that is drawn as selected, else the other
        target, else what is drawn as current. Nothing happens where nobody asked for it, or below a popup.
        """
        # Asked for after the next repaint, and a popup may be gone by then.
        if not self.is_attached:
            return
        app = cast("ThemedApp[object]", self.app)
        if not app.pointing or self.screen is not app.screen:
            return
        spots = (
            best and self.find(best),
            self._drawn_as("selected"),
            else_at and self.find(else_at),
            self._drawn_as("current"),
        )
        spot = next((each for each in spots if each), Region())
        app.point_at(self.region.offset + spot.offset)

    def _drawn_as(self, role: str) -> Region | None:
        """Where the first span of a role stands."""
        for y, line in enumerate(self._picture):
            for at, span in enumerate(line):
                if role in span.role.split():
                    return Region(line_width(line[:at]), y, line_width((span,)), 1)
        return None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of some lines, with no more of what Textual does to them than its filters."""
        size = self.size
        if self._draw is not None and len(self._picture) != size.height:
            self._strips.clear()
            self._picture = self._draw(*size)
        if size.width != self._width:
            self._strips.clear()
            self._width = size.width
        if missing := [y for y in crop.line_range if y not in self._strips]:
            ground = self.background_colors[1]
            for y in missing:
                self._strips[y] = self._strip(y, size.width, ground)
        strips = [self._strips[y] for y in crop.line_range]
        if crop.column_span != (0, size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _strip(self, y: int, width: int, ground: Color) -> Strip:
        """The strip of one line; the gate is passed once more here, whatever a view forgot."""
        line, theme = self._picture[y] if y < len(self._picture) else (), self.look.theme
        strip = Strip(segments_of(line, theme)).adjust_cell_length(width, theme.style("text"))
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, ground)
        return strip

    def on_focus(self, event: events.Focus) -> None:
        """A canvas looks the same with and without the focus: nothing is painted, as Textual would."""
        event.prevent_default()
        self.has_focus = True

    def on_blur(self, event: events.Blur) -> None:
        """The same without the focus."""
        event.prevent_default()
        self.has_focus = False

    def on_resize(self, event: events.Resize) -> None:
        """Ask for a picture of the new size."""
        self._strips.clear()
        self.post_message(self.Sized(event.size.width, event.size.height))

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked."""
        target = self.target_at(event.x, event.y)
        if target is not None:
            self.post_message(self.Pressed(target, event.chain > 1))
