"""Colours by role. Widgets and views name a role, never a colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rich.color import ColorSystem
from rich.style import Style

from tui import palettes


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """A palette: the colours of ground and text, and a style for each role on top of them.

    There is one of each for every number of colours, told apart by identity: styles are looked up by theme
    thousands of times a frame.
    """

    name: str
    dark: bool
    ground: str | None
    """Background of the screen; None leaves the terminal's own."""
    roles: tuple[tuple[str, str], ...]
    """Role and Rich style definition."""
    colours: ColorSystem
    """The colours it is made of."""

    def style(self, roles: str) -> Style:
        """The style of one or more roles, separated by blanks; later ones win."""
        return _style(self, roles)

    @property
    def colourless(self) -> bool:
        """True for a theme that sends no colour at all."""
        return self.ground is None


@lru_cache(maxsize=2048)
def _style(theme: Theme, roles: str) -> Style:
    known = dict(theme.roles)
    definition = f"on {theme.ground}" if theme.ground else ""
    style = Style.parse(definition) + Style.parse(known["text"])
    for role in roles.split():
        style += Style.parse(known[role])
    return style


ROLES = (
    "text",  # plain text
    "dim",  # secondary text: labels, units, axes
    "strong",  # headings, names that matter
    "title",  # the first line
    "rule",  # lines between panes
    "good",  # exceeded, better
    "met",  # as expected
    "short",  # below, still accepted
    "failed",  # beyond the limit
    "unknown",  # no number
    "expected",  # the expected line or mark
    "delivered",  # the delivered line or mark
    "limit",  # the customer's limit
    "better",  # ground of a band where delivered is above expected
    "worse",  # ground of a band where it is below
    "selected",  # ground of the selected row
    "marked",  # a marked row
    "fresh",  # what somebody else changed just now
    "current",  # ground of the current stage, tab or line of a list
    "preview",  # numbers that are not committed yet
    "box",  # ground of a value box
    "message",  # what the last edit did
    "error",  # what went wrong
    "key",  # the name of a key
    "hint",  # words beside a key
)

_DEPTHS = (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD)
"""In the order of the palettes' columns."""


def _theme(name: str, table: palettes.Table, depth: int, *, dark: bool) -> Theme:
    roles = tuple((role, definitions[depth]) for role, *definitions in table)
    return Theme(name, dark, palettes.GROUNDS[name][depth], roles, _DEPTHS[depth])


NIGHT, NIGHT_256, NIGHT_16 = (_theme("night", palettes.NIGHT, depth, dark=True) for depth in range(3))
DAY, DAY_256, DAY_16 = (_theme("day", palettes.DAY, depth, dark=False) for depth in range(3))
MONO = Theme("mono", True, None, palettes.MONO, ColorSystem.STANDARD)

THEMES = {theme.name: theme for theme in (NIGHT, DAY, MONO)}
"""Every theme with all its colours, as exports have it."""
_IN_COLOURS = {
    (theme.name, theme.colours): theme for theme in (NIGHT, NIGHT_256, NIGHT_16, DAY, DAY_256, DAY_16)
}


def theme_in(name: str, colours: ColorSystem) -> Theme:
    """A theme for a terminal that has so many colours."""
    return _IN_COLOURS.get((name, colours), THEMES[name])
