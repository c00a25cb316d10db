"""The commands of the history, and those that save going the same way twice: macro and bookmarks."""

from __future__ import annotations

from tui.registry.command import Command

HISTORY: tuple[Command, ...] = (
    Command("view.history", ("H",), "history", "Show who changed what and when, here and before.", "Look"),
    Command(
        "history.back",
        ("enter",),
        "go back",
        "Go back to the selected edit, or compare with the selected version.",
        "Undo and save",
        ("history",),
    ),
    Command(
        "version.restore",
        ("v",),
        "bring back",
        "Bring the version compared with back, as one edit that is not saved yet.",
        "Undo and save",
        ("compare",),
        changes=True,
    ),
)

BOOKMARKS: tuple[Command, ...] = (
    Command(
        "bookmark.put", ("B",), "bookmark", "Set a letter on the row, for this and later sessions.", "Find"
    ),
    Command("bookmark.go", ("b",), "to bookmark", "Go to a row that has a letter.", "Find"),
)

AGAIN: tuple[Command, ...] = (
    Command(
        "macro.record",
        ("M",),
        "record",
        "Record the keys from here on as the macro; again ends it.",
        "Change",
    ),
    Command("macro.play", (",",), "play", "Play the macro: its keys again, as one step of undo.", "Change"),
)

HISTORY_HINTS: dict[str, tuple[str, ...]] = {
    "history": ("history.back", "undo", "redo", "compare", "snapshot", "back", "line"),
}
