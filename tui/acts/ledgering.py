"""What keys do in the promise ledger, where nothing has to be asked."""

from __future__ import annotations

from dataclasses import replace

from model.promises.ledger import By
from tui.acts.stepping import step_of
from tui.lists.book import Book, book_of, current, listed_for, position
from tui.lists.ledger import BYS, Ledger
from tui.lists.listing import entries_of
from tui.pictures.picture import Look
from tui.views.onepromise import open_lines
from tui.workspace import Workspace

_NARROW = 24
"""Columns for which the lines of an open promise are counted: nowhere has it more of them."""


def ledgered(workspace: Workspace, command: str, page: int) -> Workspace | None:
    """The workspace after a command in the ledger; None where the command means what it always does."""
    book, ledger = book_of(workspace.session.state, workspace.today), workspace.ledger
    step = step_of(command, page, sideways=True)
    if step is not None:
        scrolls = ledger.opened and command in ("move.page-down", "move.page-up")
        return _scrolled(workspace, book, step) if scrolls else _stepped(workspace, book, step)
    if command == "open" and current(book, ledger) is not None:
        return _at(workspace, replace(ledger, opened=True, scroll=0))
    if command == "working":
        return _at(workspace, replace(ledger, opened=True, arithmetic=not ledger.arithmetic))
    if command == "rates":
        return _at(workspace, replace(ledger, by=_next_by(ledger)))
    if command == "view.promises":
        return _at(workspace, replace(ledger, opened=False, scroll=0))
    return None


def _at(workspace: Workspace, ledger: Ledger) -> Workspace:
    return replace(workspace, ledger=ledger, message=None)


def _next_by(ledger: Ledger) -> By | None:
    """Who promised, who delivers, where, when, and back to the selected promise."""
    order: tuple[By | None, ...] = (*BYS, None)
    return order[(order.index(ledger.by) + 1) % len(order)]


def _stepped(workspace: Workspace, book: Book, step: int) -> Workspace:
    at = position(book, workspace.ledger)
    if at is None:
        return workspace
    entries = listed_for(book, workspace.ledger)
    return chosen(workspace, entries[max(0, min(at + step, len(entries) - 1))].promise.id)


def _scrolled(workspace: Workspace, book: Book, step: int) -> Workspace:
    ledger = workspace.ledger
    entry = current(book, ledger)
    if entry is None:
        return workspace
    most = max(0, len(open_lines(book, ledger, entry, Look(), _NARROW)) - abs(step))
    return _at(workspace, replace(ledger, scroll=max(0, min(ledger.scroll + step, most))))


def chosen(workspace: Workspace, promise: str) -> Workspace:
    """With a promise selected, and the touchpoint it was made at selected everywhere else."""
    there = _at(workspace, replace(workspace.ledger, selected=promise, scroll=0))
    entry = book_of(workspace.session.state, workspace.today).by_id.get(promise)
    touchpoint = workspace.scores.touchpoint(entry.promise.touchpoint) if entry else None
    if touchpoint is None or touchpoint.id == workspace.selected[0]:
        return there
    return there.select(next(entries_of(touchpoint)).key)


def sorted_by(workspace: Workspace, sort: str) -> Workspace:
    """With the promises in another order."""
    return _at(workspace, replace(workspace.ledger, sort=sort))


def narrowed(workspace: Workspace, text: str) -> Workspace:
    """With only the promises listed that have these words."""
    return _at(workspace, replace(workspace.ledger, text=text))


def switched(workspace: Workspace, state: str) -> Workspace:
    """With the promises of a state listed too, or not any more; `all` lists every one."""
    states = frozenset() if state == "all" else workspace.ledger.states ^ {state}
    return _at(workspace, replace(workspace.ledger, states=states))
