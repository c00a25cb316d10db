"""Edits as sentences: what the message line and the history say was done."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, Final

from model.editing.edits import ABSENT, Add, Batch, Edit, Move, Remove, SetField
from model.editing.places import Place, item_at, items_at
from model.journey.expectation import NUMBER_FIELDS, Expectation
from model.journey.naming import NOUNS
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from model.journey.quantity import value_text
from model.journey.record import Record

LABELS: Final = {
    "expected_by": "Basis",
    "expected_n": "Answers",
    "expected_on": "Date of expected",
    "delivered_by": "Basis of delivered",
    "delivered_n": "Cases",
    "delivered_sd": "Spread",
    "delivered_on": "Date of delivered",
    "says": "What the customer says",
    "ignore": "Hidden findings",
    "after": "Waits for",
    "id": "Id",
    "up_to": "Authority up to",
    "backed_by": "Authority backed by",
    "who": "Authority",
    "made_by": "Made by",
    "agreed_by": "Agreed by",
}
"""What a key is called where its own name, with a capital, will not do."""
_MEASURED: Final = frozenset({*NUMBER_FIELDS, "tolerance", "delivered_sd"})
_LONGEST = 40
"""Characters of a text that is repeated; of a longer one only that it changed is said."""


def said(edit: Edit, before: Project) -> str:
    """One short sentence, without its full stop, for an edit of the project `before`.

    Names and values stand in it as they are in the file: text that whoever shows it has to make safe.
    """
    if isinstance(edit, SetField):
        return _said_set(edit, before)
    if isinstance(edit, Add):
        return _said_add(edit, before)
    if isinstance(edit, Remove):
        return f"Deleted '{_title(edit.item, edit.place[-1])}'{_with(_contents(edit))}"
    if isinstance(edit, Move):
        return f"Moved '{_name(before, edit.place)}' {_said_where(edit, before)}"
    return _said_batch(edit, before)


def _said_set(edit: SetField, project: Project) -> str:
    key = edit.field.rpartition(".")[2]
    if edit.field in ("name", "what") and isinstance(edit.after, str) and len(edit.place) > 1:
        return f"Renamed '{_name(project, edit.place)}' to '{edit.after}'"
    if edit.place[0] == "touchpoints" and edit.field == "stage":
        return f"Moved '{_name(project, edit.place)}' to {_name(project, ('stages', str(edit.after)))}"
    if edit.field == "reviewed" and edit.after is not ABSENT:
        return f"Reviewed '{_name(project, edit.place)}'"
    on = f" on '{subject(project, edit.place)}'" if len(edit.place) > 1 else ""
    if key == "id" and edit.before is ABSENT:
        return f"Id {edit.after} written{on}"
    if key == "notes" and isinstance(edit.after, list) and isinstance(edit.before, list | type(ABSENT)):
        added = len(edit.after) - (len(edit.before) if isinstance(edit.before, list) else 0)
        if added == 1:
            return f"Note added{on}"
    was, now = (value_said(project, edit.place, edit.field, each) for each in (edit.before, edit.after))
    return f"{label(edit.field)} {was} > {now}{on}" if was and now else f"{label(edit.field)} changed{on}"


def label(field: str) -> str:
    """What a key is called in a sentence: `expected_by` is the basis."""
    key = field.rpartition(".")[2]
    return LABELS.get(key) or key.replace("_", " ").capitalize()


def value_said(project: Project, place: Place, field: str, value: Any) -> str:
    """A value of a key in a few characters; an empty text where it has none that fits a line."""
    if len(place) == 4 and field in _MEASURED:
        row = _found(project, place)
        number = value if isinstance(value, (bool, int, float)) else None
        if isinstance(row, Expectation):
            unit = project.about.currency if row.kind == "money" else row.unit
            return value_text(number, row.kind, unit)
    if value is ABSENT:
        value = _default(_found(project, place), field)
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float, date)):
        return str(value)
    if isinstance(value, str) and 0 < len(value) <= _LONGEST and "\n" not in value:
        return value
    return ""


def _default(item: Any, field: str) -> Any:
    """What holds where a key is not written; None for nothing."""
    if field in ("expected_by", "delivered_by"):
        return "assumed"
    known = type(item).model_fields.get(field) if isinstance(item, Record) else None
    return known.default if known and isinstance(known.default, (bool, int, float, str)) else None


def _said_add(edit: Add, project: Project) -> str:
    noun = NOUNS.get(edit.collection[-1], "row")
    words = f"Added {noun} '{_title(edit.item, '')}'"
    if noun == "touchpoint":
        return f"{words} to {_name(project, ('stages', getattr(edit.item, 'stage', '')))}"
    return f"{words} to '{_name(project, edit.collection[:-1])}'" if noun == "expectation" else words


def _said_where(edit: Move, project: Project) -> str:
    try:
        items = [
            each for each in items_at(edit.apply(project), edit.place[:-1]) if _mates(each, edit, project)
        ]
    except ProblemsFound:
        return f"to position {edit.after + 1}"
    ids = [each.id for each in items]
    index = ids.index(edit.place[-1])
    if index + 1 < len(items):
        return f"before '{_title(items[index + 1], '')}'"
    return f"after '{_title(items[index - 1], '')}'" if index else "within the file"


def _mates(item: Any, edit: Move, project: Project) -> bool:
    """True for what stands beside the moved item on the board, where touchpoints stand by stage."""
    if edit.place[-2] != "touchpoints":
        return True
    stage: object = item_at(project, edit.place).stage
    return bool(item.stage == stage)


def _contents(edit: Remove) -> Counter[str]:
    return Counter(expectation=len(getattr(edit.item, "expectations", ())))


def _with(gone: Counter[str]) -> str:
    """` with 2 expectations and 1 promise`, in the order of the file."""
    order = list(NOUNS.values())
    parts = [
        f"{number} {noun}{'s' * (number != 1)}"
        for noun, number in sorted(gone.items(), key=lambda each: order.index(each[0]))
        if number
    ]
    if not parts:
        return ""
    return f" with {' and '.join([', '.join(parts[:-1])] * (len(parts) > 1) + parts[-1:])}"


def _said_batch(batch: Batch, project: Project) -> str:
    edits = [each for each in batch.edits if not _writes_id(each)]
    if not edits:
        return _said_ids(batch, project)
    if len(edits) == 1 and len(batch.edits) == 1:
        return said(edits[0], project)
    last, first = edits[-1], edits[0]
    if isinstance(last, Remove):
        return _said_removal(last, edits[:-1])
    if isinstance(first, SetField) and first.field == "id":
        followed = len(edits) - 1
        return f"{said(first, project)}{f', followed in {followed} places' if followed > 1 else ''}"
    sets = [each for each in edits if isinstance(each, SetField)]
    if len(sets) == len(edits) > 1 and len({each.field for each in sets}) == 1:
        what = "rows" if all(len(each.place) == 4 for each in sets) else "places"
        return f"{label(sets[0].field)} set on {len(sets)} {what}"
    if isinstance(first, SetField) and first.field == "stage" and len(sets) == 1:
        return said(first, project)
    return _said_first_two(batch, project)


def _writes_id(edit: Edit) -> bool:
    return isinstance(edit, SetField) and edit.field == "id" and edit.before is ABSENT


def _said_ids(batch: Batch, project: Project) -> str:
    if not batch.edits:
        return "Nothing changed"
    return said(batch.edits[0], project) if len(batch.edits) == 1 else f"Wrote {len(batch.edits)} ids"


def _said_removal(last: Remove, before: list[Edit]) -> str:
    gone = _contents(last)
    todo = list(before)
    for each in todo:
        if isinstance(each, Batch):
            todo.extend(each.edits)
        elif isinstance(each, Remove):
            gone += Counter({NOUNS.get(each.place[-2], "row"): 1}) + _contents(each)
    return f"Deleted '{_title(last.item, last.place[-1])}'{_with(gone)}"


def _said_first_two(batch: Batch, project: Project) -> str:
    words: list[str] = []
    rest = 0
    for each in batch.edits:
        if not _writes_id(each):
            if len(words) == 2:
                rest += 1
                continue
            words.append(said(each, project))
        project = each.apply(project)
    return "; ".join(words) + (f" and {rest} more" if rest else "")


def subject(project: Project, place: Place) -> str:
    """What stands at a place: `Touchpoint / Row`, or the touchpoint alone where it has one row."""
    if len(place) != 4:
        return _name(project, place)
    holder = _found(project, place[:2])
    if holder is not None and len(holder.expectations) == 1:
        return _name(project, place[:2])
    return f"{_name(project, place[:2])} / {_name(project, place)}"


def _name(project: Project, place: Place) -> str:
    return _title(_found(project, place), place[-1])


def _title(item: Any, otherwise: str) -> str:
    return str(getattr(item, "name", None) or getattr(item, "what", None) or otherwise)


def _found(project: Project, place: Place) -> Any:
    try:
        return item_at(project, place)
    except ProblemsFound:
        return None
