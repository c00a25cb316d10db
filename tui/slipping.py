"""A slip while it is typed: what it would move, and the edit that does it."""

from __future__ import annotations

from dataclasses import dataclass

from model.editing.edits import Edit
from model.editing.promising import slip_edit, sooner_edit
from model.journey.problem import ProblemsFound
from model.promises.shift import shift_typed, sooner
from model.promises.slip import Domino, Moved, domino
from model.promises.steps import planned
from tui.lists.book import Book


@dataclass(frozen=True, eq=False)
class Slip:
    """What `+2d`, `-1d` or a day does to a promise and to all that wait for it."""

    promise: str
    """Its id."""
    text: str = ""
    days: float = 0.0
    """Counted days; below 0 for earlier, 0 as long as nothing useful is typed."""
    domino: Domino | None = None
    sooner: Moved | None = None
    problem: str = ""
    """Why it cannot be."""

    @property
    def moves(self) -> bool:
        """Whether anything would move."""
        return self.domino is not None or self.sooner is not None

    def edit(self, book: Book) -> Edit:
        """The one step that moves everything; raises ProblemsFound."""
        if self.sooner is not None:
            return sooner_edit(book.project, self.promise, -int(self.days))
        return slip_edit(book.project, self.promise, self.days, book.today)


def slip_of(book: Book, promise: str, text: str) -> Slip:
    """What a typed text does; a text that says nothing yet does nothing."""
    entry = book.by_id.get(promise)
    if entry is None:
        return Slip(promise, text, problem="this promise is gone; Esc, and choose another one.")
    if text.strip() in ("", "+", "-"):
        return Slip(promise, text)
    try:
        days = shift_typed(text, planned(entry.promise), book.calendar)
        if days < 0:
            return Slip(promise, text, days, sooner=sooner(book.project, promise, -int(days)))
        return Slip(promise, text, days, domino(book.project, promise, days, book.today))
    except ProblemsFound as error:
        first = error.problems[0]
        return Slip(promise, text, problem=f"{first.found}; {first.mend}.")
