"""Notes: everything the team wrote down along the journey, with place, person and day."""

from __future__ import annotations

from tui.acts.noting import notes_shown, position_of_note
from tui.lists.notelist import ORDERS, Noted
from tui.pictures.picture import Line, Look, Pen, Picture, filled, rule
from tui.views.captions import count_of
from tui.views.empty import empty_picture, first_step, telling
from tui.workspace import Workspace

_WHERE, _BY, _ON = 26, 12, 12
_WIDE, _MIDDLING, _NARROW = 76, 60, 44
"""From so many columns there is room for who made it, for the day, and for where."""


def notes_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """How many there are, the list around the selected one, and all that this one says."""
    if workspace.presenter is not None:
        words = " Notes are for the team: they are hidden while the screen is presented."
        return filled(look, [Pen(look, width).put(words, "hint").line()], width, height)
    found = notes_shown(workspace)
    head = [_counts(workspace, len(found), look, width)]
    if not found and not workspace.note_list.text:
        how = first_step(workspace) if workspace.touchpoint is None else ""
        how = how or "{note} adds one to the selected touchpoint."
        return empty_picture(workspace, look, width, height, "No note yet.", how)
    if not found:
        head += telling(workspace, look, width, "{back} lists all, {find} changes the words.")
        return filled(look, head, width, height)
    at = position_of_note(workspace)
    told = _told(found[at], look, width) if height >= 9 else []
    told = told[: max(3, height // 2 - 2)]
    room = height - len(head) - (len(told) + 1 if told else 0)
    step = max(1, room - 1)
    start = max(0, min(at // step * step, len(found) - room))
    lines = [*head]
    for index, note in enumerate(found[start : start + room], start):
        lines.append(_line(note, index, look, width, selected=index == at))
    if told:
        lines = [*filled(look, lines, width, height - len(told) - 1), rule(look, width), *told]
    return filled(look, lines, width, height)


def _counts(workspace: Workspace, count: int, look: Look, width: int) -> Line:
    place = workspace.note_list
    pen = Pen(look, width).put(" ")
    if place.text:
        pen.put(count_of(count, "note"), "strong").put(" with ").user(place.text, None, "strong")
        return pen.put(".  Esc lists all.", "hint").line()
    return pen.put(count_of(count, "note"), "strong").put(f".  Sorted {ORDERS[place.order]}.", "hint").line()


def _line(note: Noted, at: int, look: Look, width: int, *, selected: bool) -> Line:
    target = ("line", str(at))
    pen = Pen(look, width, "selected" if selected else "")
    pen.put(f"{look.glyphs.selected if selected else ' '} ", "strong", target)
    if width >= _MIDDLING:
        pen.put(str(note.on or "").ljust(_ON), "dim", target)
    if width >= _WIDE:
        pen.user(note.by, _BY - 1, "dim", target).put(" ", "text", target)
    if width >= _NARROW:
        pen.user(note.name, _WHERE - 2, "text", target).put("  ", "text", target)
    return pen.user(note.text, max(1, width - pen.column), "text", target).line()


def _told(note: Noted, look: Look, width: int) -> list[Line]:
    """All of the note, and where it came from."""
    source = ", ".join(each for each in (note.by, str(note.on or "")) if each)
    head = Pen(look, width).put(" ").user(note.name, None, "strong")
    if source:
        head.put("  ").user(source, None, "dim")
    parts = look.wrapped(note.text, max(1, width - 2), 12)
    return [head.line(), *(Pen(look, width).put(" ").put(part).line() for part in parts)]
