"""The commands of the notes."""

from __future__ import annotations

from tui.registry.command import VALUES, Command

_NOTES = ("notes",)

NOTES: tuple[Command, ...] = (
    Command("view.notes", (), "notes", "Show all notes along the journey.", "Look"),
    Command(
        "notes.sort", ("s",), "sort", "Sort the notes along the journey, or the newest first.", "Look", _NOTES
    ),
    Command(
        "note",
        ("i",),
        "note",
        "Add a note to the touchpoint.",
        "Change",
        (*VALUES, "notes"),
        changes=True,
    ),
    Command("note.edit", ("e",), "edit note", "Give the note another text.", "Change", _NOTES, changes=True),
    Command(
        "note.delete",
        ("D",),
        "delete",
        "Delete the note; undo brings it back.",
        "Change",
        _NOTES,
        changes=True,
    ),
)

NOTE_HINTS: dict[str, tuple[str, ...]] = {
    "notes": ("open", "find", "note", "note.edit", "note.delete", "notes.sort", "undo", "back", "line"),
}
