"""A person's bookmarks in a project: letters for rows, kept from session to session in the private folder."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from model.editing.places import Place, row_place
from model.editing.session import Session
from model.editing.tracing import as_read, traced
from model.files.refusals import CannotSave
from model.files.saving import write_output
from model.files.statefolder import NoStateFolder, place_of_state, state_folder
from model.journey.problem import UserError

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FILE = "bookmarks.json"
_LONGEST = 64 * 1024
"""Bytes of the file that are read."""
_ID = re.compile(r"[a-z0-9-]{0,64}\Z")


class NotKept(UserError):
    """A bookmark could not be written down; the message says why."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where a letter leads: by ids, so that neither a new name nor another order changes it."""

    touchpoint: str
    row: str = ""
    """The id of the expectation; empty for the touchpoint as a whole."""
    name: str = ""
    """What it was called when it was set, for the day when it is gone; text of the file."""

    @property
    def place(self) -> Place:
        """Where it leads."""
        return row_place(self.touchpoint, self.row) if self.row else ("touchpoints", self.touchpoint)

    def at(self, place: Place) -> Bookmark:
        """The same one, leading to another touchpoint or row."""
        return replace(self, touchpoint=place[1], row=place[3] if len(place) > 2 else "")


def bookmarks_of(path: str | os.PathLike[str]) -> dict[str, Bookmark]:
    """The bookmarks in the file at `path` by their letters; none where they cannot be read."""
    try:
        with (place_of_state(path) / _FILE).open("rb") as file:
            found = _all().validate_json(file.read(_LONGEST))
    except (OSError, ValidationError):
        return {}
    return {letter: found[letter] for letter in LETTERS if letter in found and _fits(found[letter])}


def keep_bookmark(path: str | os.PathLike[str], letter: str, bookmark: Bookmark | None) -> None:
    """Set a letter, or take it away; what other sessions set meanwhile stays. Raises NotKept."""
    marks = {each: mark for each, mark in bookmarks_of(path).items() if each != letter}
    if bookmark is not None:
        marks[letter] = bookmark
    try:
        write_output(state_folder(path) / _FILE, _json(marks))
    except (CannotSave, NoStateFolder) as error:
        raise NotKept(f"The bookmark could not be kept: {error}") from None


def carry_bookmarks(path: str | os.PathLike[str], session: Session) -> None:
    """Let every bookmark lead to where its row went in `session`, by the ids of the file as it says now.

    For the moment behind a save. One that cannot be written down stays as it was, and says that it is gone.
    """
    for letter, mark in bookmarks_of(path).items():
        place = traced(mark.place, session)
        carried = mark if place is None else mark.at(as_read(place, session.project))
        if carried != mark:
            with suppress(NotKept):
                keep_bookmark(path, letter, carried)


def _fits(bookmark: Bookmark) -> bool:
    return bool(bookmark.touchpoint) and all(
        _ID.match(each) is not None for each in (bookmark.touchpoint, bookmark.row)
    )


def _json(marks: Mapping[str, Bookmark]) -> bytes:
    return _all().dump_json(dict(sorted(marks.items())), indent=1)


@cache
def _all() -> TypeAdapter[dict[str, Bookmark]]:
    return TypeAdapter(dict[str, Bookmark])
