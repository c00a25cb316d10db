"""A new project from the answers to a few questions."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from model.editing.edits import set_field
from model.editing.session import Session
from model.files.document import guarded
from model.files.saving import create
from model.files.templates import template
from model.journey.reading import read_project


@dataclass(frozen=True, slots=True)
class Beginning:
    """What somebody said about the project they want to begin."""

    name: str
    template: str = "blank"
    """One of TEMPLATES."""
    currency: str = ""
    """Such as EUR; empty leaves the template's."""


def begun(beginning: Beginning) -> bytes:
    """The text of the new project file."""
    raw = template(beginning.template)
    project, _ = read_project(tomllib.loads(raw.decode()))
    assert project is not None, "the templates are whole"
    session = Session.opened(project, raw)
    answers = {"name": beginning.name, "currency": beginning.currency}
    for field, answer in answers.items():
        if answer and answer != getattr(project.about, field):
            session = session.apply(set_field(session.project, ("project",), field, answer))
    return guarded(raw, session.since_text()[1], session.project.to_data())


def file_name(name: str) -> str:
    """A file name for a project: `Corner Pizza: Friday` is `corner-pizza-friday.toml`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{re.sub('[^a-z0-9]+', '-', plain).strip('-')[:60] or 'project'}.toml"


def begin(path: Path, beginning: Beginning) -> None:
    """Write the new project file; raises CannotSave where anything stands at `path` already."""
    create(path, begun(beginning))
