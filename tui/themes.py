"""Colours by role. Widgets and views name a role, never a colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """A palette: the colours of ground and text, and a style for each role on top of them.

    There is one of each, told apart by identity: styles are looked up by theme thousands of times a frame.
    """

    name: str
    dark: bool
    ground: str | None
    """Background of the screen; None leaves the terminal's own."""
    roles: tuple[tuple[str, str], ...]
    """Role and Rich style definition."""

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

NIGHT = Theme(
    "night",
    dark=True,
    ground="#14171c",
    roles=(
        ("text", "#d5dae2"),
        ("dim", "#9fa9b7"),
        ("strong", "bold #f2f4f8"),
        ("title", "#e8ebf0 on #252b36"),
        ("rule", "#5b6575"),
        ("good", "#6fce8c"),
        ("met", "#8fb8e8"),
        ("short", "#f0b45b"),
        ("failed", "bold #ff8078"),
        ("unknown", "#b9a2e8"),
        ("expected", "#f2bd5c"),
        ("delivered", "#6bb6ff"),
        ("limit", "#ff8078"),
        ("better", "on #17402a"),
        ("worse", "on #4a1f26"),
        ("selected", "on #263b5a"),
        ("marked", "bold #f5d76e"),
        ("fresh", "bold underline #f5d76e"),
        ("current", "bold #f2f4f8 on #35507a"),
        ("preview", "italic #f5d76e"),
        ("box", "#ffffff on #3c2f63"),
        ("message", "#b8d8b0"),
        ("error", "bold #ff8f87"),
        ("key", "bold #f5d76e"),
        ("hint", "#aeb7c4"),
    ),
)

DAY = Theme(
    "day",
    dark=False,
    ground="#fbfaf7",
    roles=(
        ("text", "#23272e"),
        ("dim", "#565e69"),
        ("strong", "bold #0c0f14"),
        ("title", "#14181f on #e3e1da"),
        ("rule", "#8d939c"),
        ("good", "#176b34"),
        ("met", "#235a9e"),
        ("short", "#8a5300"),
        ("failed", "bold #b3231b"),
        ("unknown", "#6a3fae"),
        ("expected", "#8a5300"),
        ("delivered", "#0b5cab"),
        ("limit", "#b3231b"),
        ("better", "on #cfe9d5"),
        ("worse", "on #f6d5d1"),
        ("selected", "on #cfe0f7"),
        ("marked", "bold #7a4b00"),
        ("fresh", "bold underline #6a3fae"),
        ("current", "bold #0c0f14 on #b9d2f3"),
        ("preview", "italic #6a3fae"),
        ("box", "#000000 on #e6dcfb"),
        ("message", "#1d5c30"),
        ("error", "bold #a51d15"),
        ("key", "bold #7a3d00"),
        ("hint", "#4d5560"),
    ),
)

MONO = Theme(
    "mono",
    dark=True,
    ground=None,
    roles=(
        ("text", "none"),
        ("dim", "none"),
        ("strong", "bold"),
        ("title", "reverse"),
        ("rule", "none"),
        ("good", "none"),
        ("met", "none"),
        ("short", "none"),
        ("failed", "bold"),
        ("unknown", "none"),
        ("expected", "none"),
        ("delivered", "bold"),
        ("limit", "none"),
        ("better", "none"),
        ("worse", "none"),
        ("selected", "reverse"),
        ("marked", "bold"),
        ("fresh", "bold underline"),
        ("current", "reverse"),
        ("preview", "underline"),
        ("box", "reverse"),
        ("message", "none"),
        ("error", "bold"),
        ("key", "bold"),
        ("hint", "none"),
    ),
)

THEMES = {theme.name: theme for theme in (NIGHT, DAY, MONO)}
