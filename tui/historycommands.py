"""The commands of the history."""

from __future__ import annotations

from tui.command import Command

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
)

HISTORY_HINTS: dict[str, tuple[str, ...]] = {
    "history": ("history.back", "undo", "redo", "compare", "snapshot", "back", "line"),
}
