"""The lines at the foot of every view: what was said last, and which keys are most useful here."""

from __future__ import annotations

from tui.commands import HINTS
from tui.pictures.picture import Line, Look, Pen, Target
from tui.registry.keytable import key_label
from tui.text import fit, width_of
from tui.views.title import company_words
from tui.workspace import Workspace

_HEIGHT_FOR_MORE = 16
_MOST_LINES = 3
"""Lines a long sentence may take; they cover the end of the view until the next key."""


def message_lines(workspace: Workspace, look: Look, width: int, height: int) -> list[Line]:
    """What `message_line` says; where there is room, a sentence that is too long goes on in further lines.

    What an edit changed stays one line, which is made to fit.
    """
    message = workspace.message
    if message is None or workspace.box is not None or height < _HEIGHT_FOR_MORE or message.tail:
        return [message_line(workspace, look, width)]
    failed = message.kind == "error"
    words = f"Error: {message.text}" if failed else message.text
    parts = look.wrapped(words, width - 2, _MOST_LINES)
    if len(parts) < 2:
        return [message_line(workspace, look, width)]
    return [Pen(look, width).put(f" {part}", "error" if failed else "message").line() for part in parts]


def message_line(workspace: Workspace, look: Look, width: int) -> Line:
    """What the last edit changed, what went wrong, or what the open box expects."""
    pen = Pen(look, width).put(" ")
    if workspace.box is not None:
        box = workspace.box
        if box.problem:
            return pen.user(f"Error: {box.problem}", width - 1, "error").line()
        return pen.user(f"{box.label}: was {box.was}. {box.hint}", width - 1, "hint").line()
    if workspace.message is not None:
        message = workspace.message
        if message.kind == "error":
            return pen.user(f"Error: {message.whole}", width - 1, "error").line()
        tail = f" {message.tail}" if message.tail else ""
        undo = "  u undo" if width >= 60 else ""
        undoable = workspace.session.state.edit is not None and (workspace.trying or workspace.unsaved)
        # What an edit did to the journey is what people look for: a long name gives way to it, and keeps
        # its room from one edit to the next.
        room = width - 1 - width_of(tail + (undo if undoable or tail else ""))
        room = max(room, (width - 1) // 3)
        tail += undo if undoable else ""
        head = fit(look.text(message.text), room, ellipsis=look.glyphs.ellipsis).rstrip()
        return pen.put(head, "message").put(tail, "message").line()
    if workspace.trying:
        words = "What you change here does not touch the plan until you choose apply."
        return pen.put(words, "hint").line()
    if workspace.others.at(workspace.selected[0]):
        return pen.user(company_words(workspace), width - 1, "hint").line()
    if workspace.read_only:
        return pen.user(workspace.read_only, width - 1, "hint").line()
    if workspace.marks:
        words = f"{len(workspace.marks)} rows marked: a change goes to all of them, as one step of undo."
        return pen.put(words, "marked").line()
    return pen.line()


_BOX_HINTS = (("enter", "set"), ("tab", "next field"), ("down", "set, next row"), ("escape", "cancel"))
_GRAB_HINTS = (
    ("up", "up"),
    ("down", "down"),
    ("left", "stage before"),
    ("right", "stage after"),
    ("enter", "drop"),
    ("escape", "put back"),
)

_SLIP_HINTS = (("enter", "move all of it"), ("down", "scroll"), ("escape", "leave it as it is"))


def hint_line(workspace: Workspace, look: Look, width: int) -> Line:
    """`? keys`, then what is most useful here, as far as it fits; never cut in the middle of a word."""
    pen = Pen(look, width).put(" ")
    pen.put(workspace.keymap.label("help"), "key", ("command", "help")).put(
        " keys", "hint", ("command", "help")
    )
    hints: list[tuple[str, str, Target | None]]
    if workspace.box is not None:
        hints = [(key_label(key), words, None) for key, words in _BOX_HINTS]
    elif workspace.ledger.slip is not None:
        hints = [(key_label(key), words, None) for key, words in _SLIP_HINTS]
    elif workspace.grabbed is not None:
        hints = [(key_label(key), words, None) for key, words in _GRAB_HINTS]
    else:
        commands = [workspace.keymap.by_id[id] for id in HINTS[workspace.view]]
        hints = [
            (key_label(each.keys[0]), each.label, ("command", each.id))
            for each in commands
            if each.keys and not (each.changes and workspace.locked)
        ]
        if workspace.others.leader is not None:
            key = workspace.keymap.label("follow")
            hints.insert(0, (key, "stop following", ("command", "follow")))
    for key, words, target in hints:
        if pen.column + 3 + len(key) + len(words) > width:
            break
        pen.put("  ").put(key, "key", target).put(f" {words}", "hint", target)
    return pen.line()
