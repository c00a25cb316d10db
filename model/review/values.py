"""A value of the file in a few words."""

from __future__ import annotations

from datetime import date
from typing import Any

from model.editing.differences import Change
from model.journey.expectation import NUMBER_FIELDS, Expectation
from model.journey.project import Project
from model.journey.quantity import number_text, value_text
from model.journey.touchpoint import Touchpoint

_MEASURED = frozenset({*NUMBER_FIELDS, "tolerance", "delivered_sd"})
"""Keys of a row that stand in its own unit."""


def value_words(change: Change, value: Any, project: Project) -> str:
    """One side of a change as a reader knows it: `39 h`, `asked`, `yes`, `nothing`; `...` for a table."""
    row = _row(change, project)
    if row is not None and change.field in _MEASURED and isinstance(value, (bool, int, float)):
        unit = project.about.currency if row.kind == "money" else row.unit
        return value_text(value, row.kind, None if row.kind in ("rating", "yes_no") else unit)
    if change.kind == "moved" and change.field == "stage":
        stage = project.stage(str(value))
        return stage.name if stage else str(value)
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return number_text(float(value), 4)
    if isinstance(value, (str, date)):
        return str(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return "..."


def _row(change: Change, project: Project) -> Expectation | None:
    if len(change.place) != 4:
        return None
    holder: Touchpoint | None = project.touchpoint(change.place[1])
    return holder.expectation(change.place[3]) if holder else None
