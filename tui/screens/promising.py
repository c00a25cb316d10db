"""The commands of the promise ledger that ask: how a promise ended, what a slip moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import events

from model.editing.building import one_step
from model.editing.edits import ABSENT, Edit, SetField, set_field
from model.editing.promising import conclude_edit
from model.journey.problem import Problem, ProblemsFound, UserError
from model.promises.ledger import Entry
from tui.lists.book import Book, book_of, current
from tui.screens.dateprompt import About, DatePrompt
from tui.screens.slipline import SlipLine
from tui.slipping import slip_of
from tui.views.popup import Option, listed
from tui.views.promisewords import rate_change, slip_said, state_sentence, whole_day
from tui.views.slippreview import slip_lines

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


class _NothingChosen(UserError):
    """There is no promise to do it to, told in one sentence."""


def _book(screen: Asking) -> Book:
    return book_of(screen.workspace.session.state, screen.workspace.today)


# -- how a promise ended ---------------------------------------------------------------------------------


async def conclude(screen: Asking) -> None:
    """Say how a promise ended: the selected one, or one of those at the selected touchpoint."""
    entry = await _chosen(screen)
    if entry is None:
        return
    how = await screen.choose(
        f"How did it end: {entry.promise.what}",
        [
            Option("k", "kept: done by the promised day", "kept"),
            Option("l", "late: done after it", "late"),
            Option("b", "broken: not done", "broken"),
            Option("m", "moved to another day", "moved"),
            Option("w", "withdrawn", "withdrawn"),
            Option("t", "not ended: the customer was told", "told"),
        ],
        state_sentence(entry, _book(screen)),
    )
    if how is not None:
        await _concluded(screen, entry, how)


async def _chosen(screen: Asking) -> Entry | None:
    workspace, book = screen.workspace, _book(screen)
    if workspace.view == "promises":
        entry = current(book, workspace.ledger)
        if entry is None:
            raise _NothingChosen("No promise is selected.")
        return entry
    touchpoint = workspace.touchpoint
    if touchpoint is None:
        raise _NothingChosen("Select a touchpoint to conclude a promise that was made there.")
    here = [
        each
        for each in book.entries
        if each.promise.touchpoint == touchpoint.id and each.state in ("open", "broken", "moved")
    ]
    if not here:
        name = touchpoint.touchpoint.name
        raise _NothingChosen(f"No promise at {name} waits for its end. g p shows all promises.")
    if len(here) == 1:
        return here[0]
    options = listed((f"{each.promise.what}, due {each.promise.due}", each.promise.id) for each in here)
    chosen = await screen.choose("Which promise?", options)
    return None if chosen is None else book.by_id[chosen]


async def _concluded(screen: Asking, entry: Entry, how: str) -> None:
    """Ask for the days and the reason that belong to the end, then write them as one step."""
    promise, book = entry.promise, _book(screen)
    if how == "broken" and promise.due >= book.today:
        when = "today" if promise.due == book.today else whole_day(promise.due)
        raise _NothingChosen(f"It is promised for {when}, and that day is not over: move or withdraw it.")
    day: date | None = None
    if how in ("kept", "late", "moved"):
        day = await _day(screen, *_asked(how, entry, book))
        if day is None:
            return
    told: str | None = ""
    reason: str | None = ""
    if how == "told":
        told = await _typed_day(screen, "Told on which day?", promise.told or book.today, _told_about(entry))
    elif how != "kept":
        told, reason = await _slipped(screen, entry)
    if told is None or reason is None:
        return
    edits = conclude_edit(
        book.project,
        promise.id,
        done=day if how in ("kept", "late") else None,
        moved_to=day if how == "moved" else None,
        told=date.fromisoformat(told) if told else None,
        reason=reason or None,
        withdrawn=how == "withdrawn",
        undone=how == "broken",
    ).edits
    if how != "kept" and not told and promise.told is not None:
        edits = (*edits, set_field(book.project, ("promises", promise.id), "told", ABSENT))
    _write(
        screen, entry, [each for each in edits if not isinstance(each, SetField) or each.after != each.before]
    )


def _asked(how: str, entry: Entry, book: Book) -> tuple[str, date, About]:
    """The question for the day of an end, the day to offer, and what a day would mean."""
    promise, days = entry.promise, book.calendar.days
    due = promise.due

    def about(day: date | None) -> str:
        if day is None:
            raise _refused("a day is needed", f"write one such as {book.today}")
        late = book.calendar.between(due, day)
        if how == "kept" and day > due:
            raise _refused(f"this is after {due}, so it is late", "Esc, then c l")
        if how == "late" and day <= due:
            raise _refused(f"not after {due}, so it is kept", "Esc, then c k")
        if how == "moved" and day == due:
            raise _refused("this is the promised day itself", "write another one")
        if late > 0:
            return f"{days(late)} after the promised day"
        return f"{days(-late)} before the promised day" if late else "on the promised day"

    if how == "kept":
        return "Done on which day?", promise.done or min(book.today, due), about
    if how == "late":
        return "Done on which day?", promise.done or max(book.today, due + timedelta(days=1)), about
    return "Moved to which day?", promise.moved_to or max(book.today, due) + timedelta(days=1), about


def _refused(found: str, mend: str) -> ProblemsFound:
    return ProblemsFound([Problem((), found, mend)])


async def _slipped(screen: Asking, entry: Entry) -> tuple[str | None, str | None]:
    """When the customer was told and why it slipped: each empty for nothing, None where the person left."""
    promise = entry.promise
    told = await _typed_day(screen, "Told the customer on which day?", promise.told, _told_about(entry))
    if told is None:
        return None, None
    return told, await _reason(screen, entry)


def _told_about(entry: Entry) -> About:
    due = entry.promise.due

    def about(day: date | None) -> str:
        if day is None:
            return "A day, or t for today; empty: nobody has told them yet."
        return "in time" if day <= due else f"too late, it was promised for {due}"

    return about


async def _reason(screen: Asking, entry: Entry) -> str | None:
    """Why it slipped: a reason that was given before, or another one; None on Esc."""
    now = entry.promise.reason
    before = [each for each in _book(screen).reasons if each.text != now]
    if not before and not now:
        return await screen.type_line("Why did it slip?", hint="Enter set, empty for no reason  Esc back")
    options = [Option("o", f"as it says: {now}", now)] if now else []
    options += [Option(key, each.sentence, each.text) for key, each in zip("123456789", before, strict=False)]
    options += [Option("n", "another reason", "\n"), Option("x", "no reason given", "")]
    chosen = await screen.choose("Why did it slip?", options)
    if chosen == "\n":
        return await screen.type_line("Why did it slip?", hint="Enter set  Esc back")
    return chosen


async def _day(screen: Asking, title: str, day: date, about: About) -> date | None:
    typed = await _typed_day(screen, title, day, about)
    return date.fromisoformat(typed) if typed else None


async def _typed_day(screen: Asking, title: str, day: date | None, about: About) -> str | None:
    return await screen.app.push_screen_wait(
        DatePrompt(title, screen.look, screen.workspace.today, day=day, about=about)
    )


def _write(screen: Asking, entry: Entry, edits: list[Edit]) -> None:
    """Make the edits as one step, and say what the promise is now and how well promises are kept."""
    before = screen.workspace
    if not edits:
        screen.show_workspace(before.saying(f"Nothing to write. {state_sentence(entry, _book(screen))}"))
        return
    changed = before.apply(one_step(edits))
    book = book_of(changed.session.state, changed.today)
    now = book.by_id[entry.promise.id]
    words = f"'{entry.promise.what}': {state_sentence(now, book)}"
    tail = rate_change(book_of(before.session.state, before.today).rate, book.rate)
    screen.show_workspace(replace(changed, messages=before.messages).saying(words, tail=tail))


# -- what a slip moves -----------------------------------------------------------------------------------


async def slip(screen: Asking) -> None:
    """Type how far the selected promise moves, see what moves with it, and do it with Enter."""
    entry = current(_book(screen), screen.workspace.ledger)
    began, screen.began = screen.began, ""
    if entry is None:
        raise _NothingChosen("No promise is selected.")
    if began:
        # Only where there is a line to take it: waiting, it would run this command again.
        screen.wait(events.Key(began, began), first=True)
    id = entry.promise.id

    def show(text: str) -> bool:
        found = slip_of(_book(screen), id, text)
        ledger = replace(screen.workspace.ledger, slip=found, scroll=0)
        screen.show_workspace(replace(screen.workspace, ledger=ledger, message=None))
        return found.moves

    def scroll(step: int) -> None:
        ledger = screen.workspace.ledger
        if ledger.slip is None:
            return
        lines = len(slip_lines(_book(screen), ledger.slip, screen.look, screen.size.width))
        most = max(0, lines - max(1, screen.size.height // 2 - 2))
        ledger = replace(ledger, scroll=max(0, min(ledger.scroll + step, most)))
        screen.show_workspace(replace(screen.workspace, ledger=ledger))

    show("")
    text = await screen.app.push_screen_wait(SlipLine(screen.look, show, scroll))
    ledger = replace(screen.workspace.ledger, slip=None, scroll=0)
    screen.show_workspace(replace(screen.workspace, ledger=ledger))
    if text is not None:
        book = _book(screen)
        found = slip_of(book, id, text)
        before = screen.workspace
        changed = before.apply(found.edit(book))
        words, tail = slip_said(found)
        screen.show_workspace(replace(changed, messages=before.messages).saying(words, tail=tail))


FLOWS: dict[str, Flow] = {"conclude": conclude, "slip": slip}
"""The commands of this file by their ids."""
