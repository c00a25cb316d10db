"""The history: who changed what and when, in this session and in the versions before it."""

from __future__ import annotations

from datetime import date, datetime

from tui.lists.chronicle import Line as Entry
from tui.lists.chronicle import details_of, lines_of, selected_at, words_of
from tui.pictures.picture import Line, Look, Pen, Picture, Span, beside, filled, rule
from tui.workspace import Workspace

SIDE_BY_SIDE = 120
"""From so many columns what the selected line changed stands beside the list."""
_WHEN = 11
_WHO = 11
_WIDE = 60
_MIDDLING = 40


def history_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The list around the selected line, and what that one changed."""
    entries = lines_of(workspace.chronicle, workspace.plan, workspace.user)
    at = selected_at(entries, workspace.chronicle.selected)
    if width >= SIDE_BY_SIDE:
        left = width * 3 // 5
        listed = _list(workspace, entries, at, look, left, height)
        told = _told(workspace, entries[at], look, width - left - 3, height)
        right = filled(look, told, width - left - 3, height)
        return beside(listed, right, Span(f" {look.glyphs.bar} ", "rule"))
    below = max(3, min(8, height // 3)) if height >= 9 else 0
    if not below:
        return _list(workspace, entries, at, look, width, height)
    told = _told(workspace, entries[at], look, width, below)
    listed = _list(workspace, entries, at, look, width, height - below - 1)
    return filled(look, [*listed, rule(look, width), *told], width, height)


def history_column(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """What this session changed, the newest first: the column at the right of a very wide board."""
    lines: list[Line] = [Pen(look, width).put(" THIS SESSION", "strong").line()]
    for entry in lines_of(workspace.chronicle, workspace.session, workspace.user):
        if len(lines) >= height or entry.what == "version":
            break
        if entry.on_disk:
            lines.append(Pen(look, width).put(" on disk", "good").line())
        if entry.what in ("start", "undone"):
            continue
        words = words_of(entry, workspace.file)
        if entry.what == "happened":
            words = f"{entry.who}: {words}"
        for number, text in enumerate(look.wrapped(words, max(1, width - 4), 3)):
            lines.append(Pen(look, width).put(" - " if number == 0 else "   ", "dim").put(text).line())
    return filled(look, lines, width, height)


def _list(
    workspace: Workspace, entries: tuple[Entry, ...], at: int, look: Look, width: int, height: int
) -> Picture:
    """Headings and lines, a whole page at a time: so a step costs the terminal two lines."""
    rows: list[int | str] = []
    for index, entry in enumerate(entries):
        if index == 0:
            rows.append("THIS SESSION")
        elif entry.what == "version" and entries[index - 1].what != "version":
            rows.append("EARLIER VERSIONS")
        rows.append(index)
    if workspace.chronicle.versions is None:
        rows.append("Looking for earlier versions.")
    step = max(1, height - 1)
    start = max(0, min(rows.index(at) // step * step, len(rows) - height))
    drawn: list[Line] = []
    for row in rows[start : start + height]:
        if isinstance(row, str):
            drawn.append(Pen(look, width).put(f" {row}", "strong" if row.isupper() else "hint").line())
        else:
            drawn.append(_line(workspace, entries[row], row, look, width, selected=row == at))
    return filled(look, drawn, width, height)


def _line(workspace: Workspace, entry: Entry, at: int, look: Look, width: int, *, selected: bool) -> Line:
    target = ("line", str(at))
    pen = Pen(look, width, "selected" if selected else "")
    pen.put(look.glyphs.selected if selected else " ", "strong", target)
    pen.put("*" if entry.here else " ", "good", target)
    if width >= _MIDDLING:
        pen.put(_moment(entry, workspace.today).ljust(_WHEN), "dim", target)
    if width >= _WIDE:
        pen.user(entry.who, _WHO - 1, "dim", target).put(" ", "text", target)
    if entry.on_disk:
        pen.put("on disk ", "good", target)
    role = "dim" if entry.what == "undone" else "text"
    return pen.user(words_of(entry, workspace.file), max(1, width - pen.column), role, target).line()


def _moment(entry: Entry, today: date) -> str:
    """`14:02` of today, else the day."""
    if entry.when is None:
        return str(entry.version.earlier.day) if entry.version else ""
    here = entry.when.astimezone()
    return f"{here:%H:%M}" if here.date() == today else f"{here:%Y-%m-%d}"


def _told(workspace: Workspace, entry: Entry, look: Look, width: int, height: int) -> list[Line]:
    """The line in whole sentences: when, who, what it changed, and what Enter does with it."""
    pen = Pen(look, width).put(" ").put(_whole_moment(entry.when, entry), "strong")
    if entry.who:
        pen.put("  ").user(entry.who, None, "strong")
    drawn = [pen.line()]
    sentences = [*details_of(entry)] or [words_of(entry, workspace.file)]
    room = max(1, height - 2)
    for sentence in sentences:
        for number, part in enumerate(look.wrapped(sentence, max(1, width - 4), 3)):
            drawn.append(Pen(look, width).put(" - " if number == 0 else "   ", "dim").put(part).line())
    if len(drawn) - 1 > room:
        drawn = [*drawn[:room], Pen(look, width).put("   and more", "dim").line()]
    return [*drawn, Pen(look, width).put(f" {_what_enter_does(workspace, entry)}", "hint").line()]


def _whole_moment(when: datetime | None, entry: Entry) -> str:
    if when is not None:
        return f"{when.astimezone():%Y-%m-%d %H:%M}"
    return str(entry.version.earlier.day) if entry.version else "when nobody wrote down"


def _what_enter_does(workspace: Workspace, entry: Entry) -> str:
    if entry.what == "version":
        return "Enter compares it with the project; v there brings it back."
    if entry.what == "happened":
        return "Nothing to go back to: undo takes back what you did, never what others did."
    if entry.here:
        return "The project stands so."
    line = workspace.plan.line
    assert entry.state is not None
    steps = line.index(entry.state) - line.index(workspace.plan.state)
    count = "1 edit" if abs(steps) == 1 else f"{abs(steps)} edits"
    return f"Enter does {count} again." if steps > 0 else f"Enter goes back here: it undoes {count}."
