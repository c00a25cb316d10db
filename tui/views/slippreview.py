"""What a slip would do, while it is typed: what moves, what breaks, what holds, and who has to be told."""

from __future__ import annotations

from model.promises.slip import Domino, Moved
from tui.lists.book import Book
from tui.pictures.picture import Line, Look, Pen
from tui.slipping import Slip
from tui.views.captions import count_of
from tui.views.promisewords import short_day, whole_day


def slip_lines(book: Book, slip: Slip, look: Look, width: int) -> list[Line]:
    """The whole preview, however long; nothing of it is done before Enter."""
    entry = book.by_id.get(slip.promise)
    lines = _words(f"MOVE {entry.promise.what if entry else slip.promise}", look, width, "strong", 0)
    if slip.problem:
        return [*lines, *_words(f"Error: {slip.problem}", look, width, "error", 0)]
    if slip.sooner is not None:
        return [*lines, *_sooner(slip.sooner, look, width)]
    if slip.domino is None:
        hint = "Type +2d for later, -1d for earlier, or a day such as 2026-11-24."
        return [*lines, *_words(hint, look, width, "hint", 0)]
    return [*lines, *_domino(slip.domino, book, look, width)]


def _sooner(moved: Moved, look: Look, width: int) -> list[Line]:
    head = f"{whole_day(moved.old)} {look.glyphs.arrow} {whole_day(moved.new)}, earlier"
    lines = _words(head, look, width, "preview", 0)
    for each in moved.arithmetic[1:]:
        lines += _words(f"But {each}.", look, width, "short", 0)
    return [*lines, *_words("Only this one moves; what waits for it keeps its day.", look, width, "text", 0)]


def _domino(found: Domino, book: Book, look: Look, width: int) -> list[Line]:
    first, later = found.first, found.moved[1:]
    lines = _words(_dates(first, look), look, width, "preview", 0)
    for each in first.arithmetic:
        lines += _words(each, look, width, "dim", 2)
    moves = f"{count_of(len(later), 'later promise')} {'moves' if len(later) == 1 else 'move'}"
    broken = len(found.broken)
    if broken:
        moves += f"; {count_of(broken, 'promise')} cannot be kept any more"
    lines += _words(f"{moves}.", look, width, "failed" if broken else "text", 0)
    for one in later:
        lines += _later(one, look, width)
    for one in found.held:
        held = one.arithmetic[0] if one.arithmetic else ""
        lines += _words(f"HOLDS   {one.promise.what}: {held}", look, width, "good", 2)
    lines.append(Pen(look, width).put(" TELL TODAY", "strong").line())
    for to, moved in found.tell:
        new = ", ".join(
            f"{each.promise.what} {look.glyphs.arrow} {short_day(each.new, book.today)}" for each in moved
        )
        lines += _words(f"{to or 'nobody is named for'}: {new}", look, width, "text", 2)
    if found.touchpoints:
        names = ", ".join(book.touchpoints.get(each, each) for each in found.touchpoints)
        lines += _words(f"Touchpoints that depend on these: {names}", look, width, "dim", 0)
    return lines


def _dates(moved: Moved, look: Look) -> str:
    return f"{whole_day(moved.old)} {look.glyphs.arrow} {whole_day(moved.new)}"


def _later(moved: Moved, look: Look, width: int) -> list[Line]:
    word = "BREAKS" if moved.breaks else "MOVES"
    lines = _words(
        f"{word:<8}{moved.promise.what}: {_dates(moved, look)}",
        look,
        width,
        "failed" if moved.breaks else "text",
        2,
    )
    for each in moved.arithmetic[:1]:
        lines += _words(each, look, width, "dim", 10)
    return lines


def _words(words: str, look: Look, width: int, role: str, indent: int) -> list[Line]:
    margin = " " * (indent + 1)
    return [
        Pen(look, width).put(margin).put(text, role).line()
        for text in look.wrapped(words, max(1, width - indent - 2), 6)
    ]
