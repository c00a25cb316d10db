"""Conflicts in words: what was changed twice, and what each side made of it."""

from __future__ import annotations

from typing import Any

from model.editing.conflict import Conflict
from model.editing.edits import ABSENT
from model.editing.places import items_at
from model.editing.wording import label, subject, value_said
from model.journey.naming import NOUNS
from model.journey.problem import ProblemsFound
from model.journey.project import Project


def topic(conflict: Conflict, project: Project) -> str:
    """What it is about: `Delivery / Minutes . delivered`. Names stand in it as they are in the file."""
    place = conflict.place
    noun = NOUNS.get(place[-1] if conflict.kind == "order" else place[-2] if len(place) > 1 else "", "")
    if conflict.kind == "order":
        around = f"{subject(project, place[:-1])} . " if len(place) > 1 else ""
        return f"{around}order of {noun}s"
    if conflict.kind == "field":
        what = label(conflict.field).lower()
        return f"{subject(project, place)} . {what}" if len(place) > 1 else what
    return f"{noun} {subject(project, place)}"


def value_words(conflict: Conflict, value: Any, project: Project) -> str:
    """What one side says, in a few characters."""
    if conflict.kind == "field":
        return value_said(project, conflict.place, conflict.field, value) or _extent(value)
    if conflict.kind == "order":
        return _first_of(conflict, value, project)
    if conflict.kind == "renamed":
        return str(value)
    if value is ABSENT:
        return "none" if conflict.kind == "added" else "deleted"
    if value == conflict.base:
        return "there"
    return "edited" if conflict.kind == "deleted" else "added"


def _extent(value: Any) -> str:
    """How much a value is that does not fit."""
    if isinstance(value, list):
        return f"{len(value)} of them" if value else "none"
    if isinstance(value, dict):
        return next((str(each) for each in value.values() if isinstance(each, str)), "a table")
    if isinstance(value, str) and value:
        return " ".join(value.split())
    return '""'


def _first_of(conflict: Conflict, ids: Any, project: Project) -> str:
    """An order by the first item that stands elsewhere on the other side."""
    other = conflict.theirs if ids == conflict.mine else conflict.mine
    at = next((index for index, (one, two) in enumerate(zip(ids, other, strict=False)) if one != two), 0)
    try:
        items = items_at(project, conflict.place)
        names = {item.id: getattr(item, "name", None) or item.what for item in items}
    except ProblemsFound:
        names = {}
    return f"{at + 1}. {names.get(ids[at], ids[at])}" if ids else "none"


def conflict_sentence(conflict: Conflict, project: Project) -> str:
    """One sentence, without its full stop, that says what each side made of it and what stands now."""
    about = topic(conflict, project)
    mine, theirs = (value_words(conflict, each, project) for each in (conflict.mine, conflict.theirs))
    if conflict.kind == "deleted":
        deleted, edited = ("mine", "theirs") if conflict.mine is ABSENT else ("theirs", "mine")
        return f"{about}: {deleted} deletes it, {edited} edits it; it stays"
    if conflict.kind == "added":
        return f"{about}: mine and theirs add different ones under this id; theirs stands"
    if conflict.kind == "renamed":
        return f"{about}: mine calls it {mine}, theirs {theirs}; theirs stands"
    before = value_words(conflict, conflict.base, project)
    return f"{about}: before {before}, mine {mine}, theirs {theirs}; theirs stands"
