"""The notes of a project in the order in which they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from model.journey.project import Project

Order = Literal["journey", "newest"]
ORDERS: dict[Order, str] = {"journey": "along the journey", "newest": "the newest first"}


class Noted(NamedTuple):
    """One note and where it is: text of the file."""

    touchpoint: str
    """The id of its touchpoint."""
    at: int
    """Where it stands among the notes of that touchpoint."""
    name: str
    """The touchpoint's name."""
    text: str
    by: str
    on: date | None

    @property
    def place(self) -> tuple[str, int]:
        """What tells it from every other note."""
        return self.touchpoint, self.at

    @property
    def words(self) -> str:
        """All that a filter looks through."""
        return f"{self.name} {self.text} {self.by} {self.on or ''}".casefold()


@dataclass(frozen=True, slots=True)
class NoteList:
    """Where the reader of the notes is: the selected one, their order, and the words they are filtered by."""

    selected: tuple[str, int] = ("", 0)
    order: Order = "journey"
    text: str = ""


@lru_cache(maxsize=4)
def noted(project: Project, order: Order, text: str = "") -> tuple[Noted, ...]:
    """Every note of the project that has all words of `text`; notes without a day stand behind the others."""
    stages = {each.id: at for at, each in enumerate(project.stages)}
    found = [
        Noted(touchpoint.id, at, touchpoint.name, note, "", None)
        if isinstance(note, str)
        else Noted(touchpoint.id, at, touchpoint.name, note.text, note.by or "", note.on)
        for touchpoint in sorted(project.touchpoints, key=lambda each: stages.get(each.stage, len(stages)))
        for at, note in enumerate(touchpoint.notes)
    ]
    words = text.casefold().split()
    found = [each for each in found if all(word in each.words for word in words)]
    if order == "newest":
        # Of one day the one that was added last comes first.
        found = sorted(reversed(found), key=lambda each: each.on or date.min, reverse=True)
    return tuple(found)
