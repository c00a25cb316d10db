"""One field of an action or a promise: its line in a list to choose from, and asking for its value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from model.editing.building import naming
from model.editing.edits import Edit, set_field
from model.editing.places import Place
from model.journey.naming import NOUNS
from model.journey.project import Project
from tui.values import hint_of, label_of, read_value, value_as_typed
from tui.views.popup import Option

if TYPE_CHECKING:
    from tui.screens.asking import Asking


def field_options(project: Project, place: Place, fields: Iterable[tuple[str, str]]) -> list[Option]:
    """A line for each key and field: what it is called and what it says."""
    named = [(key, field, label_of(field)) for key, field in fields]
    widest = max(len(label) for _, _, label in named)
    return [
        Option(key, f"{label:<{widest}} {value_as_typed(project, place, field) or '-'}", field)
        for key, field, label in named
    ]


async def typed_edit(screen: Asking, place: Place, field: str) -> Edit | None:
    """Ask for the value of a field as a line of text; None where nothing changes.

    Raises ProblemsFound where what was typed cannot be read.
    """
    project = screen.workspace.project
    before = value_as_typed(project, place, field)
    hint = f"{hint_of(project, place, field)}  Enter set  Esc back"
    title = f"{label_of(field).capitalize()} of the {NOUNS[place[-2]]}"
    text = await screen.type_line(title, before, hint)
    if text is None or text == before:
        return None
    if field == "what":
        return naming(project, place, text) if text else None
    return set_field(project, place, field, read_value(project, place, field, text, screen.workspace.today))
