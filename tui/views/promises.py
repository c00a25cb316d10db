"""Promises: the ledger, with what became of each, and what follows from the selected one."""

from __future__ import annotations

from dataclasses import replace

from model.promises.ledger import Entry
from tui.lists.book import Book, book_of, kind_of, listed_for, position
from tui.lists.ledger import Ledger
from tui.pictures.picture import Line, Look, Pen, Picture, Span, beside, filled, rule
from tui.text import width_of
from tui.views.captions import count_of
from tui.views.empty import empty_picture, first_step
from tui.views.onepromise import open_picture
from tui.views.promiselist import ledger_lines
from tui.views.promiserates import rate_lines, reason_lines
from tui.views.promisewords import (
    STATE_ROLES,
    moves_words,
    rate_words,
    short_day,
    state_sentence,
    whole_day,
)
from tui.views.slippreview import slip_lines
from tui.views.windows import windowed
from tui.workspace import Workspace

_WIDE = 120
"""From so many columns keep-rates stand beside the selected promise."""


_LEGEND = "timeline: i internal day  P promised  M moved to  D done  t today"


def promises_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The counts, the list around the selected promise, and below it what there is to say about it."""
    book, ledger = book_of(workspace.session.state, workspace.today), workspace.ledger
    at = position(book, ledger)
    if at is None:
        return _nothing(workspace, book, look, width, height)
    entry = listed_for(book, ledger)[at]
    if ledger.opened and ledger.slip is None:
        return open_picture(book, ledger, entry, look, width, height)
    head = _head(book, ledger, look, width, height) if height >= 5 else []
    room = height - len(head)
    foot = _foot(book, ledger, entry, look, width, room) if height >= 9 else ()
    lines = [*head, *ledger_lines(book, ledger, at, look, width, room - len(foot)), *foot]
    return filled(look, lines, width, height)


def _nothing(workspace: Workspace, book: Book, look: Look, width: int, height: int) -> Picture:
    if book.entries:
        words = look.text(f"None of {count_of(len(book.entries), 'promise')} is {workspace.ledger.words}.")
        step = "{back} shows all."
    else:
        words = "No promises yet: what was promised, by which day, by whom, and who agreed."
        step = first_step(workspace) if workspace.touchpoint is None else ""
        step = step or "{promise.new} adds one at the selected touchpoint."
    return empty_picture(workspace, look, width, height, words, step)


def _head(book: Book, ledger: Ledger, look: Look, width: int, height: int) -> list[Line]:
    """How many stand where, how well they are kept, and by which day."""
    counts = book.counts
    parts: list[tuple[str, int, str]] = [
        ("kept", counts.kept, "good"),
        ("late", counts.late, "short"),
        ("broken", counts.broken, "failed"),
        ("open", counts.open, "text"),
        ("at risk", counts.at_risk, "short"),
        ("moved", counts.moved, "met"),
        ("withdrawn", counts.withdrawn, "dim"),
    ]
    pen = Pen(look, width).put(" ")
    if ledger.words:
        shown = f"{len(listed_for(book, ledger))} of {len(book.entries)}: {ledger.words}"
        pen.put("[").put(look.fit(shown, min(width_of(look.text(shown)), width // 2)), "current").put("]  ")
    today = f"today {whole_day(book.today)}"
    for word, number, role in parts:
        text = f"{word} {number}"
        if pen.column + len(text) + 2 > width:
            break
        pen.put(text, role if number else "dim").put("  ")
    rate = f"{rate_words(book.rate)}   " if book.rate.n else ""
    lines = [pen.line()]
    if width - pen.column >= len(rate) + len(today) + 4:
        lines.clear()
        pen.put(f"{look.glyphs.bar} ", "rule")
    elif height < 17:
        return lines
    else:
        pen = Pen(look, width).put(" ")
    pen.put(rate, "text").to(width - len(today) - 1).put(today, "dim")
    return [*lines, pen.line()]


# -- below the list --------------------------------------------------------------------------------------


def _foot(book: Book, ledger: Ledger, entry: Entry, look: Look, width: int, height: int) -> Picture:
    """What a slip would do while one is typed; else the selected promise, and how well promises are kept."""
    listed = len(listed_for(book, ledger))
    if ledger.slip is not None:
        room = height - min(max(2, height // 3), listed + 1) - 1
        lines = slip_lines(book, ledger.slip, look, width)
        return (rule(look, width), *windowed(lines, ledger.scroll, look, width, room))
    most = max(4, min(height - min(listed + 1, height // 2) - 1, 18))
    if width >= _WIDE:
        left = (width - 3) * 3 // 5
        middle = Span(f" {look.glyphs.bar} ", "rule")
        one = _selected(book, entry, look, left)[:most]
        other = _kept(book, replace(ledger, by=ledger.by or "person"), look, width - 3 - left, most)
        size = max(len(one), len(other))
        body = beside(filled(look, one, left, size), filled(look, other, width - 3 - left, size), middle)
        legend = Pen(look, width).put(f" {_LEGEND}", "dim").line()
        return (rule(look, width), *body, *([legend] if height - size > listed + 3 else []))
    if ledger.by is not None:
        lines = _kept(book, ledger, look, width, most)
    else:
        lines = _selected(book, entry, look, width)
        reasons = reason_lines(book, look, width, 2 if height >= 14 else 1)
        lines = [*lines[: most - len(reasons)], *reasons]
    return (rule(look, width), *lines[:most])


def _kept(book: Book, ledger: Ledger, look: Look, width: int, height: int) -> list[Line]:
    """Keep-rates of groups, then the reasons that were given."""
    reasons = reason_lines(book, look, width, max(1, height // 3))
    return [*rate_lines(book, ledger, look, width, max(2, height - len(reasons))), *reasons]


def _selected(book: Book, entry: Entry, look: Look, width: int) -> list[Line]:
    """Who promised it to whom, what became of it, what is missing, and what its slip would move."""
    promise, lines = entry.promise, []
    by = f" by {promise.made_by}" if promise.made_by else ""
    agreed = f"; {promise.agreed_by} delivers" if promise.agreed_by else "; nobody agreed to deliver it"
    made = f" on {whole_day(promise.made)}" if promise.made else ""
    told = f"{promise.what}: promised to {promise.to or 'somebody'}{by}{made}{agreed}"
    lines += _sentence(told, look, width, "strong", 2)
    lines += _sentence(state_sentence(entry, book), look, width, STATE_ROLES[kind_of(entry)], 2)
    if promise.reason:
        lines += _sentence(f"Reason: {promise.reason}", look, width, "text", 1)
    for need in entry.overdue_needs:
        asked = f"asked {short_day(need.asked, book.today)}, not back"
        lines += _sentence(
            f"Needs from {need.from_ or 'somebody'}: {need.what} ({asked})", look, width, "short", 1
        )
    lines += [
        line
        for words, role in _consequences(book, entry, look)
        for line in _sentence(words, look, width, role, 2)
    ]
    return lines


def _consequences(book: Book, entry: Entry, look: Look) -> list[tuple[str, str]]:
    """What it breaks as things stand, what waits for it, and whether it has a buffer."""
    promise, found = entry.promise, []
    effect = book.effects.get(promise.id)
    if effect is not None:
        broken = ", ".join(
            f"{each.what} (ready {short_day(day, book.today)} at the earliest)" for each, day in effect.breaks
        )
        found.append((f"It breaks: {broken}", "failed"))
    elif entry.state in ("open", "broken", "moved") and (moved := book.slipped(promise.id)):
        words = moves_words(moved, book.today, look.glyphs.arrow)
        found.append((f"If it slips 2d: {words} ({count_of(len(moved), 'promise')})", "text"))
    if not promise.exists and promise.done is None:
        found.append(("What is promised does not exist yet.", "short"))
    if entry.state == "open" and (entry.buffer or 0) <= 0:
        why = "no internal target" if entry.buffer is None else "no buffer before the promised day"
        found.append((f"It has {why}: aim for an earlier day.", "short"))
    return found


def _sentence(words: str, look: Look, width: int, role: str, most: int) -> list[Line]:
    return [
        Pen(look, width).put(" ").put(text, role).line()
        for text in look.wrapped(words, max(1, width - 2), most)
    ]
