"""The lists of commands, and what key names arrive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.registry.words import Word, words
from tui.screens.commandlist import CommandList
from tui.screens.keynames import KeyNames

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


async def _commands(screen: Asking, title: str, explained: Sequence[Word] = ()) -> None:
    view = screen.workspace.view
    commands = screen.workspace.keymap.commands
    here = [each for each in commands if view in each.views and each.keys]
    rest = [each for each in commands if each not in here]
    listed = CommandList(title, [*here, *rest, *explained], screen.look)
    chosen = await screen.app.push_screen_wait(listed)
    if chosen is not None:
        screen.journey.run_command(chosen)


async def keys_and_commands(screen: Asking) -> None:
    """Every command, those of this view first, then what words and signs mean; Enter runs a command."""
    await _commands(screen, "Keys and commands", words(screen.look.glyphs))


async def all_commands(screen: Asking) -> None:
    """Every command by name; Enter runs one."""
    await _commands(screen, "All commands")


async def key_names(screen: Asking) -> None:
    """Show the name of each key that arrives."""
    await screen.app.push_screen_wait(KeyNames(screen.workspace, screen.look))


FLOWS: dict[str, Flow] = {
    "help": keys_and_commands,
    "keys": key_names,
    "line": all_commands,
    "palette": all_commands,
    "menu": all_commands,
}
"""The commands of this file by their ids."""
