"""What differs between two versions, told as the edits that would lead from the one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from model.editing.between import edits_between
from model.editing.edits import Batch, Edit
from model.editing.wording import said
from model.journey.project import Project

MOST = 60
"""Edits that are put into words; of more there is only the number."""


@dataclass(frozen=True, slots=True)
class Told:
    """Edits in words: text of the file, which whoever shows it has to make safe."""

    count: int = 0
    """How many there are."""
    sentences: tuple[str, ...] = ()
    """The first of them, each without its full stop."""

    @property
    def line(self) -> str:
        """All of it as far as it fits a line: the first one, and how many more."""
        more = self.count - 1
        return f"{self.sentences[0]}{f', and {more} more' if more > 0 else ''}" if self.sentences else ""


def told(before: Project, edits: tuple[Edit, ...]) -> Told:
    """The edits in words, the first of them being one of `before`; a step of several is told in its parts."""
    parts = list(_parts(edits))
    sentences = []
    project = before
    for edit in parts[:MOST]:
        sentences.append(said(edit, project))
        project = edit.apply(project)
    return Told(len(parts), tuple(sentences))


def told_between(old: Project, new: Project) -> Told:
    """What leads from `old` to `new`."""
    return told(old, edits_between(old, new).edits)


def _parts(edits: tuple[Edit, ...]) -> Iterator[Edit]:
    for edit in edits:
        if isinstance(edit, Batch):
            yield from _parts(edit.edits)
        else:
            yield edit
