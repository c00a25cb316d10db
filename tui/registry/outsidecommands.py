"""The commands that hand something to a program outside: the clipboard, an editor."""

from __future__ import annotations

from tui.registry.command import Command

OUTSIDE: tuple[Command, ...] = (
    Command(
        "copy",
        ("y",),
        "copy",
        "Send the row, its value, the touchpoint or the view to the terminal's clipboard, or to a file.",
        "Undo and save",
    ),
    Command(
        "editor",
        ("E",),
        "editor",
        "Open the text at the selected row in your editor, and take over what you write.",
        "Undo and save",
        changes=True,
    ),
)
