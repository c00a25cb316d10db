"""Conflicts in words: what was changed twice, and what each side made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from model.editing.conflict import Conflict
from model.editing.edits import ABSENT
from model.editing.places import items_at
from model.editing.wording import label, subject, value_said
from model.journey.naming import NOUNS
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from model.journey.record import plain


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
    item = conflict.base if conflict.kind == "moved" else None
    return f"{noun} {_title(item) if item else subject(project, place)}"


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
        return "moved" if conflict.kind == "moved" else "there"
    return "added" if conflict.kind == "added" else "edited"


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
        return f"{about}: {deleted} deletes it, {edited} edits it; it stays{_and_twin(conflict, project)}"
    if conflict.kind == "moved":
        deleted, moved = ("mine", "theirs") if conflict.mine is ABSENT else ("theirs", "mine")
        return f"{about}: {moved} moves it, {deleted} deletes it; it is gone{_and_twin(conflict, project)}"
    if conflict.kind == "added":
        return f"{about}: mine and theirs add different ones under this id; theirs stands"
    if conflict.kind == "renamed":
        return f"{about}: mine calls it {mine}, theirs {theirs}; theirs stands"
    before = value_words(conflict, conflict.base, project)
    return f"{about}: before {before}, mine {mine}, theirs {theirs}; theirs stands"


def twin(conflict: Conflict, project: Project) -> str:
    """The id of the one other item that differs from what was deleted in the id and one thing more at most.

    It may be the same item, renamed; nobody can tell, so that is only said and nothing is made of it.
    """
    if conflict.kind not in ("deleted", "moved") or not isinstance(conflict.base, dict):
        return ""
    try:
        items = items_at(project, conflict.place[:-1])
    except ProblemsFound:
        return ""
    found = [each.id for each in items if each.id != conflict.place[-1] and _near(plain(each), conflict.base)]
    return found[0] if len(found) == 1 else ""


def _near(item: dict[str, Any], other: dict[str, Any]) -> bool:
    keys = (item.keys() | other.keys()) - {"id"}
    apart = [key for key in keys if item.get(key, ABSENT) != other.get(key, ABSENT)]
    return len(apart) <= 1


def twin_words(conflict: Conflict, project: Project) -> str:
    """What there may be under another id, as a clause; empty where there is nothing like it."""
    id = twin(conflict, project)
    return f"'{id}' may be the same under another id" if id else ""


def _and_twin(conflict: Conflict, project: Project) -> str:
    words = twin_words(conflict, project)
    return f"; {words}" if words else ""


def _title(item: Any) -> str:
    return str(item.get("name") or item.get("what") or item.get("id") or "")


def settled_words(conflicts: Sequence[Conflict], project: Project) -> str:
    """Sentences for what was settled by itself: what stays, and what went although it was moved."""
    sentences: list[str] = []
    for kind, one, many in (
        ("deleted", "stays: one of you deleted it, the other edited it", "stay that one of you deleted"),
        ("moved", "is gone, which one of you moved and the other deleted", "that one of you moved are gone"),
    ):
        found = [each for each in conflicts if each.kind == kind]
        if len(found) == 1:
            sentences.append(f"{topic(found[0], project)} {one}{_and_twin(found[0], project)}.")
        elif found:
            sentences.append(f"{len(found)} things {many}.")
    return " ".join(sentences)
