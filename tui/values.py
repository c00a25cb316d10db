"""Typed values: what can be typed into a field, how it is read, and the edit it makes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from model.editing.building import naming, one_step
from model.editing.edits import ABSENT, Edit, set_field, written
from model.editing.places import Place, item_at, row_place
from model.journey.expectation import NUMBER_FIELDS, Expectation
from model.journey.problem import Problem, ProblemsFound
from model.journey.project import Project
from model.journey.quantity import (
    DELIVERED_BASES,
    DURATION_SECONDS,
    EXPECTED_BASES,
    KINDS,
    LEVERS,
    number_text,
    value_text,
)
from model.scoring.rows import RowScore
from tui.lists.listing import Key

CHOICES: dict[str, tuple[str, ...]] = {
    "expected_by": EXPECTED_BASES,
    "delivered_by": DELIVERED_BASES,
    "lever": LEVERS,
    "kind": KINDS,
    "better": ("lower", "higher"),
}
"""Fields that take one of a few words."""

_PLAIN_NUMBERS = frozenset({"weight", "tolerance", "delivered_sd", "effort", "days"})
_COUNTS = frozenset({"expected_n", "delivered_n"})
_DATES = frozenset({"expected_on", "delivered_on", "due", "done"})
_PROMISE_DATES = _DATES | {"made", "target", "told", "moved_to"}
_TOUCHPOINT = frozenset({"owner", "channel", "says", "feedback", "stage", "reassurance"})
_FLAGS = frozenset({"bonus", "reassurance"})

LABELS = {
    "days": "days of work",
    "expected_by": "basis",
    "delivered_by": "basis of delivered",
    "expected_n": "asked customers (n)",
    "delivered_n": "measured cases (n)",
    "expected_on": "asked on",
    "delivered_on": "measured on",
    "delivered_sd": "standard deviation",
    "authority.who": "authority",
    "authority.up_to": "authority up to",
    "authority.backed_by": "authority backed by",
}


def place_of(project: Project, key: Key, field: str) -> Place:
    """Where a field of a listed line is kept: with the row, or with its touchpoint.

    A touchpoint with a single row is one line, so its name and weight are meant and not the row's.
    """
    touchpoint, row = key
    outer: Place = ("touchpoints", touchpoint)
    if not row or field.partition(".")[0] in (*_TOUCHPOINT, "authority"):
        return outer
    if field in ("name", "weight"):
        found = project.touchpoint(touchpoint)
        if found and len(found.expectations) == 1:
            return outer
    return row_place(touchpoint, row)


def _is_date(place: Place, field: str) -> bool:
    """Whether a day is typed there: a promise has a day where a row has a number, its internal target."""
    return field in (_PROMISE_DATES if place[0] == "promises" else _DATES)


def label_of(field: str) -> str:
    """A field in the words of the screen."""
    return LABELS.get(field, field.replace("_", " "))


def value_as_typed(project: Project, place: Place, field: str) -> str:
    """The value a field has now, as it would be typed."""
    value = written(item_at(project, place), field)
    if value is ABSENT:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return number_text(value, 6)
    return str(value)


def hint_of(project: Project, place: Place, field: str) -> str:
    """What can be typed into a field."""
    if field in CHOICES:
        return f"Type {', '.join(CHOICES[field])}."
    if _is_date(place, field):
        return "A date such as 2026-11-22, or today."
    if field in _COUNTS:
        return "A whole number."
    if field == "weight":
        return "0 or more; 1 is usual."
    if field in NUMBER_FIELDS and len(place) == 4:
        row: Expectation = item_at(project, place)
        if row.kind == "rating":
            low, high = project.scale_of(row.scale)
            return f"{number_text(low)} to {number_text(high)}."
        if row.kind == "yes_no":
            return "yes, no, or the share kept such as 90 %."
        if row.kind == "duration":
            return f"In {row.unit}; another unit is converted, such as 2 h."
        if row.kind == "money":
            return f"In {project.about.currency}."
        return f"In {row.unit}." if row.unit else "A number."
    return "Empty takes it away."


def read_value(project: Project, place: Place, field: str, text: str, today: date) -> Any:
    """The value that was typed, or ABSENT for nothing; raises ProblemsFound where it cannot be read."""
    text = text.strip()
    if not text:
        return ABSENT
    if field in CHOICES:
        return _choice(field, text)
    if field in _FLAGS:
        return _flag(text)
    if _is_date(place, field):
        return day_typed(text, today)
    if field in _COUNTS:
        if not text.isdecimal():
            raise _refused(f'"{text}" is not a whole number', "type one such as 38")
        return int(text)
    if field in _PLAIN_NUMBERS:
        return _number(text)
    if field in NUMBER_FIELDS and len(place) == 4:
        return _measure(item_at(project, place), project, text)
    return text


def field_edit(project: Project, places: list[Place], field: str, text: str, today: date) -> Edit | None:
    """The edit that sets a field to what was typed, on every place; None where nothing would change.

    Raises ProblemsFound where the text cannot be read.
    """
    edits: list[Edit] = []
    for place in places:
        if text == value_as_typed(project, place, field):
            continue  # not changed: blanks around it and digits beyond those shown stay
        value = read_value(project, place, field, text, today)
        before = written(item_at(project, place), field)
        if value is before or (type(value) is type(before) and value == before):
            continue
        if field == "name" and value is not ABSENT:
            edits.append(naming(project, place, value))
        else:
            edits.append(set_field(project, place, field, value))
    return one_step(edits) if edits else None


def nudged(row: RowScore, project: Project, field: str, steps: float) -> Any:
    """A number of a row moved by steps of T/5, kept on its scale; raises ProblemsFound without a number."""
    value = getattr(row.expectation, field)
    step = row.step
    if value is None or step is None:
        raise _refused(f"there is no {label_of(field)} to nudge", "type a number first")
    moved = round(float(value) + steps * step, 10)
    kind = row.expectation.kind
    if kind == "rating":
        low, high = project.scale_of(row.expectation.scale)
        moved = min(high, max(low, moved))
    elif kind == "yes_no":
        moved = min(1.0, max(0.0, moved))
    elif kind == "duration":
        moved = max(0.0, moved)
    if moved == float(value):
        raise _refused(f"{label_of(field)} is already at the end of its scale", "")
    # As it would be typed: a step there and a step back give 6 again and not 6.0.
    return int(moved) if moved.is_integer() else moved


def next_choice(field: str, value: str) -> str:
    """The word after `value` among those a field takes."""
    words = CHOICES[field]
    return words[(words.index(value) + 1) % len(words)]


def said_value(project: Project, place: Place, field: str) -> str:
    """The value a field has now, with its unit, for "was ..."."""
    item = item_at(project, place)
    if field in NUMBER_FIELDS and isinstance(item, Expectation):
        unit = project.about.currency if item.kind == "money" else item.unit
        return value_text(getattr(item, field), item.kind, None if item.kind == "rating" else unit)
    return value_as_typed(project, place, field) or "nothing"


def _refused(found: str, mend: str) -> ProblemsFound:
    return ProblemsFound([Problem((), found, mend)])


def _choice(field: str, text: str) -> str:
    matches = [word for word in CHOICES[field] if word.startswith(text.lower())]
    if text.lower() in CHOICES[field]:
        return text.lower()
    if len(matches) == 1:
        return matches[0]
    raise _refused(f'"{text}" is not one of them', f"type {', '.join(CHOICES[field])}")


def _flag(text: str) -> bool:
    if text.lower() in ("yes", "y", "true"):
        return True
    if text.lower() in ("no", "n", "false"):
        return False
    raise _refused(f'"{text}" is neither yes nor no', "type yes or no")


def day_typed(text: str, today: date) -> date:
    """The day that was typed: as in the file, or `today`, `yesterday`, `tomorrow` or how one of them begins.

    Raises:
        ProblemsFound: it is neither.
    """
    text = text.strip()
    for word, days in (("today", 0), ("yesterday", -1), ("tomorrow", 1)):
        if text and word.startswith(text.lower()):
            return today + timedelta(days=days)
    try:
        # Python would take 20261122 and weeks too, which the file does not.
        return date.fromisoformat(text if len(text) == len("2026-11-22") else "")
    except ValueError:
        raise _refused(f'"{text}" is not a date', "type one such as 2026-11-22, or today") from None


def _number(text: str) -> int | float:
    plain = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    try:
        if plain.lstrip("+-").isdecimal() and plain.isascii():
            return int(plain)
        value = float(plain)
    except ValueError:
        raise _refused(f'"{text}" is not a number', "type one such as 4.5") from None
    if "_" in plain or value != value or value in (float("inf"), float("-inf")):
        raise _refused(f'"{text}" is not a number', "type one such as 4.5")
    return value


def _measure(row: Expectation, project: Project, text: str) -> bool | int | float:
    words = text.lower()
    if row.kind == "yes_no":
        if words in ("yes", "y", "true"):
            return True
        if words in ("no", "n", "false"):
            return False
        if words.endswith("%"):
            return round(float(_number(words[:-1].strip())) / 100, 10)
        return _number(words)
    unit = project.about.currency if row.kind == "money" else row.unit
    if row.kind == "duration":
        for name in sorted(DURATION_SECONDS, key=len, reverse=True):
            if words.endswith(name) and words[: -len(name)].strip()[-1:].isdecimal():
                value = _number(words[: -len(name)].strip())
                if name == row.unit or row.unit is None:
                    return value
                converted = round(value * DURATION_SECONDS[name] / DURATION_SECONDS[row.unit], 10)
                return int(converted) if converted == int(converted) else converted
    elif unit and words.endswith(unit.lower()):
        words = words[: -len(unit)].strip()
    return _number(words)
