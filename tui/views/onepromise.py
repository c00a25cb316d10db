"""One promise with all its fields, what it waits for, what waits for it, and its days counted out."""

from __future__ import annotations

from collections.abc import Iterator

from model.promises.ledger import Entry
from model.promises.steps import planned
from tui.lists.book import Book, kind_of
from tui.lists.ledger import Ledger
from tui.pictures.picture import Line, Look, Pen, Picture
from tui.views.promisewords import STATE_ROLES, short_day, state_sentence, state_words, whole_day
from tui.views.windows import windowed

_LABEL = 13
"""Columns of a label."""
Fact = tuple[str, str, str]
"""Label, text and role."""


def open_picture(book: Book, ledger: Ledger, entry: Entry, look: Look, width: int, height: int) -> Picture:
    """The whole of a promise; scrolls with `scroll`."""
    return windowed(open_lines(book, ledger, entry, look, width), ledger.scroll, look, width, height)


def open_lines(book: Book, ledger: Ledger, entry: Entry, look: Look, width: int) -> list[Line]:
    """All of its lines, from the top to the days counted out."""
    lines = [Pen(look, width).put(" ").user(entry.promise.what, width - 2, "strong").line()]
    for label, text, role in (*_facts(book, entry), *_chain(book, entry)):
        lines += _fact(label, text, role, look, width)
    lines.append(Pen(look, width).line())
    if ledger.arithmetic:
        for text in arithmetic(book, entry):
            lines += _fact("", text, "text", look, width, indent=1)
    else:
        words = Pen(look, width).put(" = ", "key", ("command", "working"))
        lines.append(words.put("counts the days out, one by one", "hint").line())
    return lines


def _fact(label: str, text: str, role: str, look: Look, width: int, *, indent: int = _LABEL) -> list[Line]:
    indent = min(indent, width // 2)
    lines: list[Line] = []
    for at, part in enumerate(look.wrapped(text, max(1, width - indent - 1), 5) or [""]):
        pen = Pen(look, width).put(" ").put("" if at else label, "dim").to(indent)
        lines.append(pen.put(part, role).line())
    return lines


def _facts(book: Book, entry: Entry) -> Iterator[Fact]:
    promise, days = entry.promise, book.calendar.days
    yield "state", state_sentence(entry, book), STATE_ROLES[kind_of(entry)]
    if promise.reason:
        yield "reason", promise.reason, "text"
    yield "to", promise.to or "nobody is named", "text" if promise.to else "unknown"
    yield "at", book.touchpoints.get(promise.touchpoint, promise.touchpoint), "text"
    made = f", on {whole_day(promise.made)}" if promise.made else ""
    yield "made by", f"{promise.made_by or 'not said'}{made}", "text"
    agreed = promise.agreed_by or "nobody has agreed to deliver it"
    yield "agreed by", agreed, "text" if promise.agreed_by else "short"
    yield "promised", whole_day(promise.due), "strong"
    if promise.target is None:
        yield "internal", "no earlier day of our own", "short"
    else:
        buffer = entry.buffer or 0
        room = f"{days(buffer)} of buffer" if buffer > 0 else "no buffer"
        yield "internal", f"{whole_day(promise.target)}, {room}", "text" if buffer > 0 else "short"
    if promise.moved_to is not None:
        yield "moved to", whole_day(promise.moved_to), "met"
    if promise.done is not None:
        yield "done", whole_day(promise.done), "delivered"
    if promise.told is not None:
        yield "told", whole_day(promise.told), "text"
    if promise.days is not None:
        yield "work", days(float(promise.days)), "text"
    if not promise.exists:
        yield "exists", "no: what is promised is not there yet", "short"
    for at, need in enumerate(promise.needs):
        asked = f"asked {whole_day(need.asked)}" if need.asked else "not asked yet"
        got = f"came {whole_day(need.got)}" if need.got else "not back"
        role = "short" if need in entry.overdue_needs else "text"
        yield "" if at else "needs", f"{need.what}, from {need.from_ or 'somebody'}: {asked}, {got}", role
    if promise.ignore:
        yield "hides", ", ".join(promise.ignore), "dim"


def _chain(book: Book, entry: Entry) -> Iterator[Fact]:
    """What it waits for, and the later promises that wait for it, each with its day and its state."""
    before = [book.by_id[each] for each in book.links.get(entry.promise.id, ()) if each in book.by_id]
    for label, found in (("waits for", before), ("holds up", book.waiting(entry.promise.id))):
        for at, each in enumerate(found):
            day = short_day(planned(each.promise), book.today)
            words = f"{day}  {each.promise.what}: {state_words(each, book)[0]}"
            yield "" if at else label, words, STATE_ROLES[kind_of(each)]
    effect = book.effects.get(entry.promise.id)
    for at, (promise, ready) in enumerate(effect.breaks if effect else ()):
        yield "" if at else "breaks", f"{promise.what}: ready {whole_day(ready)} at the earliest", "failed"


def arithmetic(book: Book, entry: Entry) -> Iterator[str]:
    """How its days are counted, in words: the buffer, what is left or over, and what it is late by."""
    promise, calendar = entry.promise, book.calendar
    if not calendar.every_day:
        week = [name for name, counts in zip(_WEEK, calendar.week, strict=True) if counts]
        off = f", without {len(calendar.holidays)} holidays" if calendar.holidays else ""
        yield f"Days that count: {', '.join(week)}{off}."
    spans = []
    if promise.target is not None and entry.buffer is not None:
        spans.append(("Buffer", promise.target, promise.due))
    if entry.state in ("late", "broken"):
        spans.append(("Over", promise.due, promise.done or book.today))
    elif entry.state == "open":
        spans.append(("Left", book.today, promise.due))
    elif entry.state == "kept" and promise.done is not None:
        spans.append(("Early", promise.done, promise.due))
    elif promise.moved_to is not None:
        spans.append(("Moved by", promise.due, promise.moved_to))
    for word, start, end in spans:
        count = calendar.days(calendar.between(start, end))
        yield f"{word}: {count}, from {whole_day(start)} to {whole_day(end)}"
        for text in calendar.words(start, end):
            yield f"   {text}"


_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
