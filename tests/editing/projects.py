"""A project in which everything refers to something, and its edits made in memory and in data at once."""

from __future__ import annotations

import copy
from typing import Any

import tomli

from model.editing.edits import Edit
from model.files.sameness import difference
from model.journey.project import Project
from model.journey.reading import read_project

LINKED = """
format = 1
[project]
name = "Pizza"
currency = "EUR"
[[stages]]
id = "order"
name = "Order"
[[stages]]
id = "wait"
name = "Wait"
[[stages]]
id = "eat"
name = "Eat"
[[segments]]
id = "students"
name = "Students"
[[touchpoints]]
id = "site"
stage = "order"
name = "The site"
[[touchpoints.expectations]]
id = "clear"
name = "Clear prices"
kind = "rating"
expected = 7
delivered = 4.0
[[touchpoints]]
id = "kitchen"
stage = "wait"
name = "Kitchen"
depends_on = ["site"]
[[touchpoints]]
id = "door"
stage = "wait"
name = "The door"
depends_on = ["kitchen", "site"]
authority = { who = "rider" }
[[touchpoints.expectations]]
id = "minutes"
name = "Door to door"
kind = "duration"
unit = "min"
expected = 40
delivered = 47
segment = "students"
[[touchpoints.expectations]]
id = "warm"
name = "Warm"
kind = "yes_no"
delivered = 0.9
[[promises]]
id = "sample"
touchpoint = "door"
what = "A sample"
due = 2026-11-03
[[promises]]
id = "order"
touchpoint = "site"
what = "An order"
due = 2026-11-04
after = ["sample"]
[[actions]]
id = "text"
touchpoint = "door"
what = "Send a text"
would_deliver = { expectation = "minutes", delivered = 42 }
[[scenarios]]
id = "riders"
name = "Two riders"
sets = [
    { touchpoint = "door", expectation = "minutes", field = "delivered", to = 41 },
    { touchpoint = "site", expectation = "clear", field = "delivered", to = 8 },
]
"""
MINUTES = ("touchpoints", "door", "expectations", "minutes")
CLEAR = ("touchpoints", "site", "expectations", "clear")
DOOR = ("touchpoints", "door")


def linked(text: str = LINKED) -> Project:
    """The project that a text without problems describes."""
    project, problems = read_project(tomli.loads(text))
    assert [problem.sentence for problem in problems] == []
    assert project is not None
    return project


def made(project: Project, edit: Edit) -> Project:
    """The project after an edit that has to hold: in data as in memory, and back again by its inverse."""
    after = edit.apply(project)
    assert replayed(project.to_data(), project, edit) == after
    back = edit.inverse().apply(after)
    assert difference(back.to_data(), project.to_data()) is None
    undone = copy.deepcopy(after.to_data())
    edit.inverse().replay(undone, after)
    assert difference(undone, project.to_data()) is None
    return after


def replayed(data: dict[str, Any], project: Project, edit: Edit) -> Project:
    """The project after `edit` was made in plain data, which must then say what the project says."""
    tables = copy.deepcopy(data)
    edit.replay(tables, project)
    after = edit.apply(project)
    assert difference(tables, after.to_data()) is None
    return after
