"""Small projects and two people's changes of them, drawn so that they often meet in one place."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from hypothesis import strategies as st

from model.journey.naming import with_ids
from model.journey.project import Project
from model.journey.reading import read_project

Threesome = tuple[Project, Project, Project]

VALUES = (0, 1, 1.0, True, 0.0, False, 0.5)
TEXTS = ("Ana", "Dev", "x", "")
_DUE = date(2026, 12, 1)
NOTES = ("asked", {"text": "asked"}, {"text": "told", "by": "Ana"})
_TOUCHPOINTS = ("desk", "door", "call", "mail")


def _row(id: str) -> dict[str, Any]:
    return {"id": id, "name": id.title(), "kind": "yes_no", "delivered": 1}


def _base() -> dict[str, Any]:
    return {
        "format": 1,
        "project": {"name": "Small"},
        "stages": [{"id": "first", "name": "First"}, {"id": "last", "name": "Last"}],
        "touchpoints": [
            {"id": "desk", "stage": "first", "name": "Desk", "weight": 1, "expectations": [_row("kept")]},
            {"id": "door", "stage": "first", "name": "Door", "expectations": [_row("kept"), _row("clear")]},
            {"id": "call", "stage": "last", "name": "Call", "notes": ["asked"], "depends_on": ["desk"]},
        ],
        "promises": [{"id": "tomorrow", "touchpoint": "door", "what": "Tomorrow", "due": _DUE}],
    }


def _drop_promise_to(data: dict[str, Any], id: str) -> None:
    data["promises"] = [each for each in data["promises"] if each["touchpoint"] != id]
    for each in data["touchpoints"]:
        each["depends_on"] = [other for other in each.get("depends_on", []) if other != id]


def _change(data: dict[str, Any], what: int, one: int, other: int) -> None:
    """One change of a file, by numbers that choose what and where."""
    touchpoints = data["touchpoints"]
    if what == 0:
        data["project"]["name"] = TEXTS[one % 3]
    elif what == 1 and one % 3 == 2:
        fresh = {"id": "mail", "stage": "last", "name": TEXTS[other % 3], "expectations": [_row("new")]}
        if all(each["id"] != "mail" for each in touchpoints):
            touchpoints.insert(other % (len(touchpoints) + 1), fresh)
    if not touchpoints:
        return
    touchpoint = touchpoints[one % len(touchpoints)]
    rows = touchpoint.setdefault("expectations", [])
    if what == 1:
        touchpoint["owner"] = TEXTS[other % 4]
    elif what == 2 and rows:
        rows[other % len(rows)]["delivered"] = VALUES[(one * 3 + other) % 7]
    elif what == 3 and other % 3 == 0:
        _drop_promise_to(data, touchpoint["id"])
        touchpoints.remove(touchpoint)
    elif what == 4:
        touchpoints.remove(touchpoint)
        touchpoints.insert(other % (len(touchpoints) + 1), touchpoint)
    elif what == 5:
        touchpoint["notes"] = [*touchpoint.get("notes", []), NOTES[other % 3]][-2:]
    elif what == 6:
        touchpoint["authority"] = {"who": TEXTS[one % 3], "up_to": TEXTS[other % 3]}
    elif what == 7:
        others = [each["id"] for each in touchpoints[: one % len(touchpoints)]]
        touchpoint["depends_on"] = others if other % 2 else others[:1]
    elif what == 8 and rows:
        if other % 2:
            rows.pop()
        else:
            rows.append({**_row(f"row{len(rows)}"), "delivered": VALUES[one % 7]})
    elif what == 9:
        touchpoint["weight"] = VALUES[other % 3]


def _project(data: dict[str, Any]) -> Project | None:
    """What the data says, or None where the changes broke a rule."""
    for each in data["touchpoints"]:
        for key in ("depends_on", "expectations", "notes"):
            if not each.get(key, True):
                del each[key]
    project, problems = read_project(data)
    return None if problems or project is None else with_ids(project)


_DUE = date(2026, 12, 1)


@st.composite
def threesomes(draw: st.DrawFn) -> Threesome:
    """A project and two versions of it, each some changes away."""
    number = st.integers(0, 11)
    changes = st.lists(st.tuples(st.integers(0, 9), number, number), max_size=4)
    found: list[Project] = []
    base = _base()
    for each in (draw(changes), draw(changes), draw(changes)):
        data = copy.deepcopy(base)
        for what, one, other in each:
            _change(data, what, one, other)
        project = _project(data)
        if project is None:
            data = base
            project = _project(data)
        assert project is not None
        found.append(project)
        if len(found) == 1:
            base = data
    return found[0], found[1], found[2]
