"""Saving and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.flows import Flow

FLOWS: dict[str, Flow] = {
    "save": lambda screen: screen.gapline.file.save(),
    "save.beside": lambda screen: screen.gapline.file.save_beside(),
    "quit": lambda screen: screen.gapline.leave(asked="q"),
    "quit.now": lambda screen: screen.gapline.leave(asked="quit"),
    "quit.save": lambda screen: screen.gapline.save_and_quit(),
}
"""The commands of this file by their ids."""
