"""The lines of the promise ledger: one a promise, with as many columns as there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from model.promises.ledger import Entry
from tui.lists.book import Book, kind_of, listed_for
from tui.lists.ledger import Ledger
from tui.pictures.picture import Line, Look, Pen
from tui.views.promisewords import STATE_ROLES, short_day, state_words

_NARROW, _WIDE = 60, 120
"""From the first on there is room for all dates, from the second on for what a promise waits for."""
_BEFORE = 12
"""Days of the timeline before today."""


def ledger_lines(book: Book, ledger: Ledger, at: int, look: Look, width: int, height: int) -> list[Line]:
    """A heading, then the promises around the one that stands `at` among those listed."""
    entries = listed_for(book, ledger)
    columns = _Columns.of(width)
    header = [_header(f"promise {at + 1}/{len(entries)}", book, columns, look, width)] if height >= 3 else []
    room = height - len(header)
    start = max(0, min(at - room // 2, len(entries) - room))
    lines = [
        _line(each, book, columns, look, width, selected=start + index == at)
        for index, each in enumerate(entries[start : start + max(0, room)])
    ]
    return [*header, *lines]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of the list stand, by the width there is; 0 for one that is left out."""

    name: int
    person: int
    days: tuple[int, int, int]
    """The day promised, the internal one, and the one it was done."""
    buffer: int
    state: int
    after: int
    timeline: int

    @classmethod
    def of(cls, width: int) -> _Columns:
        if width < _NARROW:
            due = 8 if width >= 40 else 0
            state = max(8, min(24, width // 3))
            return cls(width - 2 - due - 2 - state, 0, (due, 0, 0), 0, state, 0, 0)
        person = 0 if width < 72 else 7 if width < _WIDE else 9
        days = (7, 9, 7) if width < 100 else (9, 10, 9)
        state = max(12, min(23, width - 45)) if width < _WIDE else 29
        after = 0 if width < _WIDE else 16 + max(0, width - 150) // 4
        left = width - 2 - person - sum(days) - 5 - 2 - state - after
        timeline = min(46, left - 22) if left - 22 >= _BEFORE + 8 else 0
        return cls(left - timeline, person, days, 5, state, after, timeline)


def _header(title: str, book: Book, columns: _Columns, look: Look, width: int) -> Line:
    pen = Pen(look, width).put("  ").put(look.fit(title, columns.name), "dim")
    if columns.person:
        pen.put(look.fit(" by", columns.person), "dim")
    for name, size in zip(("due", "internal", "done"), columns.days, strict=True):
        pen.right(name, size, "dim")
    if columns.buffer:
        pen.right("buf", columns.buffer, "dim")
    pen.put("  ").put(look.fit("state", columns.state), "dim")
    if columns.after:
        pen.put(look.fit("waits for", columns.after), "dim")
    if columns.timeline:
        _axis(pen.put(" "), book.today)
    return pen.line()


def _line(entry: Entry, book: Book, columns: _Columns, look: Look, width: int, *, selected: bool) -> Line:
    promise, today = entry.promise, book.today
    target = ("promise", promise.id)
    pen = Pen(look, width, "selected" if selected else "")
    pen.put(f"{look.glyphs.selected if selected else ' '} ", "strong", target)
    pen.user(promise.what, columns.name, "strong", target)
    if columns.person:
        pen.put(" ").user(promise.made_by or "-", columns.person - 1, "dim", target)
    days = ((promise.due, "text"), (promise.target, "dim"), (promise.done, "delivered"))
    for (day, role), size in zip(days, columns.days, strict=True):
        pen.right(_column_day(day, today, size), size, role, target)
    if columns.buffer:
        buffer = "-" if entry.buffer is None else f"{entry.buffer}d{'' if entry.buffer > 0 else '!'}"
        pen.right(buffer, columns.buffer, "dim" if (entry.buffer or 0) > 0 else "short", target)
    fitting = (each for each in state_words(entry, book) if len(each) <= columns.state - bool(columns.after))
    words = next(fitting, state_words(entry, book)[-1])
    pen.put("  ").put(look.fit(words, columns.state), STATE_ROLES[kind_of(entry)], target)
    if columns.after:
        pen.user(_after_words(entry, book), columns.after, "dim", target)
    if columns.timeline:
        _timeline(pen.put(" "), entry, today)
    return pen.line()


def _column_day(day: date | None, today: date, size: int) -> str:
    """A day in a column: its year goes first where there is no room for it."""
    text = short_day(day, today)
    return text if len(text) < size else text[:6]


def _after_words(entry: Entry, book: Book) -> str:
    """What it waits for: what somebody has not supplied goes first."""
    if entry.overdue_needs:
        need = entry.overdue_needs[0]
        return f"{need.from_ or 'somebody'}: {need.what}"
    before = [book.by_id[each].promise.what for each in book.links.get(entry.promise.id, ())]
    more = f" +{len(before) - 1}" if len(before) > 1 else ""
    return f"{before[0]}{more}" if before else "-"


def _axis(pen: Pen, today: date) -> None:
    """The first day of the timeline and today over it."""
    first = short_day(today - timedelta(days=_BEFORE), today)
    start = pen.column
    pen.put(first, "dim").to(start + _BEFORE).put("today", "dim")
    last = short_day(today + timedelta(days=pen.width - start - _BEFORE - 1), today)
    if pen.width - pen.column > len(last) + 1:
        pen.to(pen.width - len(last)).put(last, "dim")


def _timeline(pen: Pen, entry: Entry, today: date) -> None:
    """One column a day: i internal, P promised, M moved to, D done, t today; arrows for what lies outside."""
    promise, glyphs = entry.promise, pen.look.glyphs
    first, size = today - timedelta(days=_BEFORE), pen.width - pen.column
    if size < _BEFORE + 4:
        return
    cells: list[tuple[str, str]] = [(glyphs.faint, "dim")] * size
    cells[_BEFORE] = ("t", "dim")
    marks = (
        (promise.target, "i", "text"),
        (promise.due, "P", "strong"),
        (promise.moved_to, "M", "met"),
        (promise.done, "D", "delivered"),
    )
    for day, mark, role in marks:
        if day is None:
            continue
        at = (day - first).days
        if 0 <= at < size:
            cells[at] = (mark, role)
        elif at < 0:
            cells[0] = ("<", "dim")
        else:
            cells[-1] = (">", "dim")
    for text, role in cells:
        pen.put(text, role, ("promise", promise.id))
