"""What the Notes view asks for: words to filter by, and another text for a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.acts.noting import narrowed, rewritten, selected_note
from tui.screens.filter import narrow_while_typed

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


async def find(screen: Asking) -> None:
    """List only the notes that have the words that are typed."""
    await narrow_while_typed(screen, screen.workspace.note_list.text, narrowed)


async def edit(screen: Asking) -> None:
    """Give the selected note another text."""
    note = selected_note(screen.workspace)
    if note is None:
        screen.show_workspace(screen.workspace.saying("There is no note to change.", "error"))
        return
    text = await screen.type_line(f"Note on {note.name}", note.text)
    if text and text != note.text:
        screen.do(rewritten(screen.workspace.project, note, text))


FLOWS: dict[str, Flow] = {"find": find, "note.edit": edit}
"""The commands of this file by their ids."""
