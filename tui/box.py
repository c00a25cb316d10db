"""The value box: what is being typed into which field, and what it would do."""

from __future__ import annotations

from dataclasses import dataclass

from model.editing.edits import Edit
from model.editing.places import Place
from model.editing.session import Session
from model.scoring.totals import ProjectScores


@dataclass(frozen=True, slots=True)
class Preview:
    """What a value that is still being typed would do; nothing of it is committed."""

    edit: Edit
    session: Session
    scores: ProjectScores


@dataclass(frozen=True, slots=True)
class Box:
    """An open value box: which key of which table is being typed."""

    place: Place
    field: str
    label: str
    was: str
    """The value before, as shown."""
    hint: str = ""
    """What can be typed: `1 to 10`, `min`."""
    problem: str = ""
    """Why what is typed cannot be set."""
    preview: Preview | None = None
