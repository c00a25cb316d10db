"""The commands that show what there is and teach it."""

from __future__ import annotations

from tui.registry.command import Command

HELP: tuple[Command, ...] = (
    Command("help", ("?", "f1"), "keys", "Show every key; type to search, Enter runs the line.", "Help"),
    Command("keys", (), "key names", "Show which name each key arrives under, and what it runs.", "Help"),
    Command("line", (":",), "all commands", "Type any command by name.", "Help"),
    Command("palette", ("ctrl+p",), "palette", "Choose from all commands.", "Help"),
    Command("leaving", ("ctrl+c",), "how to leave", "Say how to leave; it quits nothing.", "Help"),
    Command("tutor", (), "tutor", "Learn Gapline by seven tasks, on a copy of the sample.", "Help"),
)
