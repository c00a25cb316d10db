"""Promises in words: days, states, keep-rates and what a slip does, at several lengths."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from model.journey.quantity import number_text
from model.promises.calendar import WEEK
from model.promises.ledger import Entry, KeepRate
from model.promises.slip import Moved
from tui.lists.book import Book
from tui.slipping import Slip
from tui.views.captions import count_of

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RISKS = {
    "target": "past its own target",
    "need": "something it needs is missing",
    "after": "a promise it waits for slipped",
}
STATE_ROLES = {
    "kept": "good",
    "late": "short",
    "broken": "failed",
    "risk": "short",
    "open": "text",
    "moved": "met",
    "withdrawn": "dim",
}
"""State of a promise, and the role it is written in."""


def short_day(day: date | None, today: date) -> str:
    """A day for a column: `12 Mar`, with its year where that is not this one; `-` for none."""
    if day is None:
        return "-"
    text = f"{day.day:02} {_MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year % 100:02}"


def whole_day(day: date) -> str:
    """A day for a sentence: `Tue 2026-11-24`."""
    return f"{WEEK[day.weekday()].title()} {day}"


def state_words(entry: Entry, book: Book) -> tuple[str, ...]:
    """What became of it, the longest form first: `LATE 2d  told on the day`, `LATE 2d`, `LATE`."""
    promise, word = entry.promise, entry.state.upper()
    first, more = word, ""
    if entry.state == "kept" and promise.done is not None:
        early = book.calendar.between(promise.done, promise.due)
        first = f"{word} {early}d early" if early else f"{word} on the day"
    elif entry.state in ("late", "broken"):
        first = f"{word} {entry.over}d" if entry.over else word
    elif entry.state == "open":
        first = f"{word} {entry.left}d left" if promise.due > book.today else f"{word} due today"
        more = "AT RISK" if entry.risks else "" if (entry.buffer or 0) > 0 else "NO BUFFER"
        if more:
            return f"{first}  {more}", f"{first} {more}", f"{word} {more}", more
    elif promise.moved_to is not None:
        first = f"{word} {short_day(promise.moved_to, book.today)}"
    if entry.told is not None:
        told = "never told" if entry.told == "never" else f"told {entry.told}"
        brief = "told" if entry.told == "on the day" else told
        return f"{first}  {told}", f"{first} {told}", f"{first} {brief}", f"{word} {brief}", first, word
    return first, word


def told_words(entry: Entry) -> str:
    """When the customer heard of the slip, as a clause; empty where nothing has slipped."""
    if entry.told is None:
        return ""
    if entry.told == "never":
        return "the customer was never told"
    when = "in time" if entry.told == "on the day" else "too late"
    on = f" on {whole_day(entry.promise.told)}" if entry.promise.told else ""
    return f"the customer was told{on}, {when}"


def state_sentence(entry: Entry, book: Book) -> str:
    """What became of it, with its days and the risks it runs."""
    promise, days = entry.promise, book.calendar.days
    told = told_words(entry)
    if entry.state == "kept" and promise.done is not None:
        early = book.calendar.between(promise.done, promise.due)
        return f"Kept on {whole_day(promise.done)}, {f'{days(early)} early' if early else 'on the day'}."
    if entry.state == "late" and promise.done is not None:
        return f"Late by {days(entry.over)}, done on {whole_day(promise.done)}; {told}."
    if entry.state == "broken":
        over = days(entry.over) if entry.over else "the promised day is"
        return f"Broken: {over} over and not done; {told}."
    if entry.state == "moved" and promise.moved_to is not None:
        return f"Moved to {whole_day(promise.moved_to)}; {told}."
    if entry.state == "withdrawn":
        return f"Withdrawn; {told}."
    left = "due today" if promise.due == book.today else f"{days(entry.left or 0)} left"
    risks = ", ".join(RISKS[each] for each in entry.risks)
    return f"Open, {left}. At risk: {risks}." if risks else f"Open, {left}."


def rate_words(rate: KeepRate, *, short: bool = False) -> str:
    """`1 of 3 kept, 33 % (95 % interval 6 to 79 %)`; for a column without the words."""
    found, interval = rate.rate, rate.interval
    if found is None or interval is None:
        return "none due yet"
    low, high = (number_text(each * 100, 0) for each in interval)
    share = number_text(found * 100, 0)
    if short:
        return f"{rate.kept} of {rate.n}  {share} % ({low} to {high})"
    return f"{rate.kept} of {rate.n} kept, {share} % (95 % interval {low} to {high} %)"


def moves_words(moved: Sequence[Moved], today: date, arrow: str) -> str:
    """`Fit starts 24 Mar > 26 Mar, Handover 28 Mar > 30 Mar`."""
    return ", ".join(
        f"{each.promise.what} {short_day(each.old, today)} {arrow} {short_day(each.new, today)}"
        for each in moved
    )


def rate_change(before: KeepRate, after: KeepRate) -> str:
    """What an edit did to the keep-rate: `Keep-rate 25 % > 20 %, 1 of 5`."""
    if after.rate is None:
        return ""
    now = f"{number_text(after.rate * 100, 0)} %"
    of = f", {after.kept} of {after.n}."
    if before.rate is None or (before.kept, before.n) == (after.kept, after.n):
        return f"Keep-rate {now}{of}"
    return f"Keep-rate {number_text(before.rate * 100, 0)} % > {now}{of}"


_MOST_NAMED = 2
"""People that the message of a slip names; of more it says how many."""


def slip_said(slip: Slip) -> tuple[str, str]:
    """What a slip moved, and who has to be told today."""
    first = slip.sooner or (slip.domino.first if slip.domino else None)
    if first is None:
        return "Nothing moved.", ""
    later = slip.domino.moved[1:] if slip.domino else ()
    more = f" and {count_of(len(later), 'later promise')}" if later else ""
    words = f"Moved '{first.promise.what}' to {whole_day(first.new)}{more}."
    people = [to or "whoever waits" for to, _ in slip.domino.tell] if slip.domino else []
    if not people:
        return words, ""
    rest = f" and {len(people) - _MOST_NAMED} more" if len(people) > _MOST_NAMED else ""
    return words, f"Tell today: {', '.join(people[:_MOST_NAMED])}{rest}."
