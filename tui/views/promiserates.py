"""How well promises are kept: by whom, where and when, and the reasons given for those that slipped."""

from __future__ import annotations

from model.promises.ledger import KeepRate
from tui.lists.book import Book
from tui.lists.ledger import BYS, Ledger
from tui.pictures.picture import Line, Look, Pen
from tui.views.promisewords import rate_words

_TITLES = {
    "person": "who promised",
    "deliverer": "who delivers",
    "touchpoint": "touchpoint",
    "month": "month of the promised day",
}
_NOBODY = "not said"


def rate_lines(book: Book, ledger: Ledger, look: Look, width: int, height: int) -> list[Line]:
    """A line for each group with its rate, its interval and a bar of both; a word about those left out."""
    by = ledger.by or BYS[0]
    rates = book.rates(by)
    head = Pen(look, width).put(" KEPT", "strong").put(f" by {_TITLES[by]}, 95 % interval", "dim")
    lines = [head.put("   t ", "key", ("command", "rates")).put("next", "hint").line()]
    if not rates:
        return [*lines, Pen(look, width).put(" None was due yet.", "hint").line()]
    room = height - 2
    # The last months say most; of people and places those with the most promises.
    kept = rates[-room:] if by == "month" else sorted(rates, key=lambda each: -each[1].n)[:room]
    if len(rates) <= room + 1:
        kept = list(rates)
    lines += [_line(name or _NOBODY, rate, look, width) for name, rate in kept]
    if len(rates) > len(kept):
        lines.append(Pen(look, width).put(f" {len(rates) - len(kept)} more", "hint").line())
    return lines


def _line(name: str, rate: KeepRate, look: Look, width: int) -> Line:
    words = rate_words(rate, short=True)
    size = min(24, max(0, width - 40))
    pen = Pen(look, width).put(" ").user(name, max(6, min(22, width - len(words) - size - 4)), "text")
    pen.put(" ").put(words.ljust(24), "good" if rate.rate == 1.0 else "text")
    if size >= 10 and rate.interval is not None and rate.rate is not None:
        low, high = (round(each * (size - 1)) for each in rate.interval)
        at = round(rate.rate * (size - 1))
        pen.put(" " * low).put(look.glyphs.axis * (at - low), "dim").put(
            look.glyphs.delivered_point, "delivered"
        )
        pen.put(look.glyphs.axis * (high - at), "dim")
    return pen.line()


def reason_lines(book: Book, look: Look, width: int, most: int) -> list[Line]:
    """The reasons that were given, the commonest first; one given thrice says so."""
    lines: list[Line] = []
    for reason in book.reasons:
        if len(lines) >= most:
            break
        if not reason.repeated and most < 3:
            break
        role = "short" if reason.repeated else "dim"
        for text in look.wrapped(reason.sentence, max(1, width - 2), min(2, most - len(lines))):
            lines.append(Pen(look, width).put(" ").put(text, role).line())
    return lines
