"""Presenting the screen to a room: on and off, and the keys that were pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.registry.keytable import key_label

if TYPE_CHECKING:
    from tui.workspace import Workspace

_MOST = 12
"""Keys that are remembered."""


@dataclass(frozen=True, slots=True)
class Presenter:
    """What a room is shown besides the view itself."""

    pressed: tuple[str, ...] = ()
    """The keys that were pressed last, as people call them, the newest last.

    Those of the main screen and of its value box. What is typed into a popup is not among them: it may be
    a vote.
    """

    def pressing(self, key: str) -> Presenter:
        """With one key more."""
        return replace(self, pressed=(*self.pressed[1 - _MOST :], key_label(key)))


def pressed(workspace: Workspace, key: str) -> Workspace:
    """With a key that was pressed, where somebody presents."""
    presenter = workspace.presenter
    return workspace if presenter is None else replace(workspace, presenter=presenter.pressing(key))


def switched(workspace: Workspace) -> Workspace:
    """Presenting where it was not, and the other way round."""
    presenter = Presenter() if workspace.presenter is None else None
    return replace(workspace, presenter=presenter).quiet()


PRESENTS: dict[str, Callable[[Workspace], Workspace]] = {"presenter": switched}
"""The commands of this file by their ids."""
