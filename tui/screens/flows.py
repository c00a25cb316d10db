"""Where each command that asks is carried out: one module a theme, imported when it is first asked for.

The first picture needs none of them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from tui.screens.asking import Asking

Flow: TypeAlias = "Callable[[Asking], Awaitable[object]]"
"""Asks on the screen what a command needs to know, then does it."""

THEMES: dict[str, tuple[str, ...]] = {
    "adding": ("new", "new.stage", "rename", "rename.id", "rename.stage", "note", "action"),
    "bookmarking": ("bookmark.put", "bookmark.go"),
    "comparing": ("compare", "snapshot"),
    "copying": ("copy",),
    "doing": ("action.edit",),
    "editor": ("editor",),
    "exporting": ("export",),
    "helping": ("help", "keys", "line", "palette", "menu"),
    "ignoring": ("findings.ignore",),
    "leaving": ("save", "save.beside", "quit", "quit.now", "quit.save"),
    "narrowing": ("find", "quick", "sort"),
    "macros": ("macro.record", "macro.play"),
    "noting": ("note.edit",),
    "people": ("people", "pen", "follow", "reapply", "reload"),
    "places": ("goto",),
    "promises": ("promise.new", "promise.edit"),
    "promising": ("conclude", "slip"),
    "recovery": ("recover",),
    "recalling": ("history.back",),
    "reviewing": ("review", "review.new", "review.decide", "review.question", "minutes.write"),
    "tutoring": ("tutor",),
    "voting": ("vote", "vote.cast", "vote.on", "vote.withdraw", "vote.accept", "vote.end"),
    "whatif": (
        "whatif",
        "whatif.keep",
        "whatif.cost",
        "whatif.levers",
        "scenario.try",
        "scenario.rename",
        "back",
    ),
}
"""The commands that ask or touch a file, by the module here whose FLOWS carries them out."""

IN_VIEW: dict[str, dict[str, str]] = {
    "promises": dict.fromkeys(("find", "quick", "sort"), "ledgerlisting"),
    "notes": {"find": "noting"},
}
"""By view: the commands that another module carries out there."""

_THEME_OF = {command: theme for theme, commands in THEMES.items() for command in commands}


def flow_of(command: str, view: str = "") -> Flow | None:
    """What carries a command out in a view; None for a command that asks nothing."""
    theme = IN_VIEW.get(view, {}).get(command) or _THEME_OF.get(command)
    return flows_of(theme)[command] if theme else None


def flows_of(theme: str) -> dict[str, Flow]:
    """All that one module carries out."""
    return cast("dict[str, Flow]", import_module(f"tui.screens.{theme}").FLOWS)
