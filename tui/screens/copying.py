"""Copying: what, and whether to the terminal's clipboard or to a file."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from model.files.saving import create
from tui.outside.clipboard import MOST, fits, sequence
from tui.outside.copytext import row_copied, touchpoint_copied, value_copied, view_copied
from tui.text import show
from tui.views.popup import Option
from tui.views.title import PLACES

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow

_ENDINGS = {"touchpoint": ".md"}
_NOTE = "It goes to the clipboard of your terminal, which does not say whether it took it."


async def copy(screen: Asking) -> None:
    """Ask what is to be copied, and send it; into a file where that is asked for or it is too long."""
    texts = _texts(screen)
    options = [Option(key, words, what) for what, (key, words, text) in texts.items() if text]
    to_file = Option("f", "into a file instead", "file")
    chosen = await screen.choose("Copy", [*options, to_file], _NOTE)
    if chosen == "file":
        chosen = await screen.choose("Copy into a file", options)
        if chosen is not None:
            await _write(screen, chosen, texts[chosen][2], "Into which file?")
        return
    if chosen is None:
        return
    text = texts[chosen][2]
    if not fits(text):
        size = f"{len(text.encode()):,} bytes; terminals take {MOST:,}"
        await _write(screen, chosen, text, f"Too long for a clipboard ({size}). Into which file?")
        return
    if screen.gapline.send(sequence(text, os.environ)):
        count = f"{len(text):,} character{'s' * (len(text) != 1)}"
        _say(screen, f"Sent the {chosen} to your terminal, {count}. If it is not on the clipboard: y f.")
    else:
        _say(screen, "No terminal is there to send it to: y f writes a file.", error=True)


def _texts(screen: Asking) -> dict[str, tuple[str, str, str]]:
    """What can be copied here: its key, its words and its text, which is empty where there is none."""
    workspace = screen.workspace
    place = PLACES[workspace.view]
    return {
        "row": ("r", "the selected row, in one line", row_copied(workspace)),
        "value": ("v", "what is delivered there, alone", value_copied(workspace)),
        "touchpoint": ("t", "the touchpoint, as Markdown", touchpoint_copied(workspace)),
        "view": (
            "w",
            f"the whole view ({place}), as it stands",
            view_copied(workspace, screen.look, *screen.size),
        ),
    }


async def _write(screen: Asking, what: str, text: str, title: str) -> None:
    """Write it to a new file beside the project; never over anything."""
    loaded = screen.gapline.file.loaded
    name = f"{loaded.path.stem}-{what}{_ENDINGS.get(what, '.txt')}"
    typed = await screen.type_line(title, name)
    if not typed:
        return
    path = loaded.path.parent / Path(typed).expanduser()
    await asyncio.to_thread(create, path, text.encode("utf-8", "replace"))
    _say(screen, f"The {what} is in {show(str(path))}.")


def _say(screen: Asking, words: str, *, error: bool = False) -> None:
    screen.show_workspace(screen.workspace.saying(words, "error" if error else "message"))


FLOWS: dict[str, Flow] = {"copy": copy}
"""The command of this file by its id."""
