"""What every application of Gapline's has in common: its look, its ends, and walls against a file's text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar, TypeVar

from rich.color import Color, ColorType
from textual.app import App
from textual.binding import BindingType
from textual.geometry import Offset
from textual.notifications import SeverityLevel
from textual.theme import Theme as TextualTheme

from tui.pictures.picture import Look
from tui.terminal import hangup
from tui.terminal.driver import DRIVERS, SparingDriver
from tui.text import show
from tui.themes import Theme
from tui.wall import ColourFilter, ControlFilter

Outcome = TypeVar("Outcome")
_LOOK = 5.0
"""Seconds between two looks whether the terminal is still there, where it gives no sign."""


class ThemedApp(App[Outcome], inherit_bindings=False):
    """An application drawn with one look, without any key or animation of Textual's own."""

    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    # Textual's own would quit on ctrl+q without a question; every key is in the command registry.
    BINDINGS: ClassVar[list[BindingType]] = []
    # Whole, since a relative one is looked up beside the file of whichever application it is.
    CSS_PATH = Path(__file__).with_name("styles") / "gapline.tcss"

    def __init__(self, look: Look, driver: str = "sparing", *, pointing: bool = False) -> None:
        self.look = look
        self.pointing = pointing
        """Whether the terminal's cursor is on what is selected."""
        # The colours are the terminal's own already; Textual would make other ones of them.
        super().__init__(driver_class=DRIVERS[driver], ansi_color=True)
        self.console._color_system = look.theme.colours
        self.animation_level = "none"
        self.register_theme(_textual_theme(look.theme))
        self.theme = f"gapline-{look.theme.name}"
        # Whatever a view or a widget forgot, no control character of a file reaches the terminal.
        self._filters.append(ControlFilter())
        if look.theme.colourless:
            self._filters.append(ColourFilter())
            self.add_class("-colourless")

    def point_at(self, spot: Offset) -> None:
        """Put the terminal's cursor at a place of the screen now: nothing may be left to draw."""
        moved = spot != self.cursor_position
        self.cursor_position = spot
        if moved and self.pointing and self._driver is not None:
            self._driver.write(f"\x1b[{spot.y + 1};{spot.x + 1}H")

    def repaint(self) -> None:
        """Have all of the screen sent again with the next paint."""
        if isinstance(self._driver, SparingDriver):
            self._driver.repaint()

    # -- ends that nobody asked for -----------------------------------------------------------------

    def on_mount(self) -> None:
        """Begin to look whether the terminal is still there; signals are watched since it was taken."""
        if not self.is_headless:
            self.set_interval(_LOOK, self._look_for_terminal)

    def _look_for_terminal(self) -> None:
        if not hangup.terminal_is_there():
            self.on_reading_driver_lost()

    def on_reading_driver_lost(self) -> None:
        """End: nobody will ever see or type anything here again."""
        self.end(*hangup.CONNECTION_LOST)

    def end(self, code: int, why: str) -> None:
        """End at once, from outside."""
        if not self.is_headless:
            hangup.limit()
        self.keep(why)
        self.exit(return_code=code)

    def keep(self, why: str) -> None:
        """Keep what is not saved, on the way out."""

    @property
    def fault(self) -> Exception | None:
        """The mistake of Gapline's own that ended it."""
        return self._exception

    def _fatal_error(self) -> None:
        # Textual prints pages of source code; one sentence is told when the terminal is as it was.
        if os.environ.get("GAPLINE_TRACEBACK"):
            super()._fatal_error()
        else:
            self._close_messages_no_wait()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's signature; its own calls ask for markup
    ) -> None:
        """What Textual itself has to say, never read as markup."""
        super().notify(show(message), title=show(title), severity=severity, timeout=timeout, markup=False)


def _textual_theme(theme: Theme) -> TextualTheme:
    """Gapline's palette for the few widgets of Textual's own that are used."""
    box, current, text = (theme.style(role) for role in ("box", "current", "text"))
    ground = _named(text.bgcolor)
    return TextualTheme(
        name=f"gapline-{theme.name}",
        primary=ground,
        background=ground,
        surface=ground,
        panel=ground,
        foreground=_named(text.color),
        dark=theme.dark,
        variables={
            "box-ground": _named(box.bgcolor),
            "box-text": _named(box.color),
            "box-selection": _named(current.bgcolor),
            "box-selected": _named(current.color),
        },
    )


def _named(colour: Color | None) -> str:
    """A colour as Textual calls it."""
    if colour is None or colour.is_default:
        return "ansi_default"
    return f"ansi_{colour.name}" if colour.type is ColorType.STANDARD else colour.get_truecolor().hex
