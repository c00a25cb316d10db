"""Small project files for the tests of reading, and what reading says about them."""

from __future__ import annotations

import tomli

from model.journey.problem import Problem
from model.journey.project import Project
from model.journey.reading import read_project

HEAD = 'format = 1\n[project]\nname = "Pizza"\n'
STAGE = '[[stages]]\nid = "wait"\nname = "Wait"\n'
TOUCHPOINT = '[[touchpoints]]\nid = "door"\nstage = "wait"\nname = "The door"\n'
OTHER = '[[touchpoints]]\nid = "phone"\nstage = "wait"\nname = "The phone"\n'
PROMISE = '[[promises]]\nid = "sample"\ntouchpoint = "door"\nwhat = "A sample"\ndue = 2026-11-03\n'
ACTION = '[[actions]]\nid = "text"\ntouchpoint = "door"\nwhat = "Send a text"\n'
SCENARIO = '[[scenarios]]\nid = "riders"\nname = "Two riders"\n'


def row(text: str, kind: str = "rating") -> str:
    """A file with one row, which holds `text` beside its id, name and kind."""
    table = f'[[touchpoints.expectations]]\nid = "row"\nname = "Row"\nkind = "{kind}"\n'
    return f"{HEAD}{STAGE}{TOUCHPOINT}{table}{text}\n"


def project(text: str) -> str:
    """A file whose [project] table also holds `text`."""
    return f"{HEAD}{text}\n"


def touchpoint(text: str) -> str:
    """A file with two touchpoints, the first of which also holds `text`."""
    return f"{HEAD}{STAGE}{TOUCHPOINT}{text}\n{OTHER}"


def promise(text: str) -> str:
    """A file with a promise that also holds `text`, and one named `order`."""
    other = PROMISE.replace("sample", "order", 1)
    return f"{HEAD}{STAGE}{TOUCHPOINT}{PROMISE}{text}\n{other}"


def action(text: str) -> str:
    """A file with a count row and an action that also holds `text`."""
    return f"{row('', 'count')}{ACTION}{text}\n"


def scenario(text: str, kind: str = "count") -> str:
    """A file with one row and a scenario that also holds `text`."""
    hours = row('unit = "h"', kind)
    return f"{hours}{SCENARIO}{text}\n"


def read(text: str) -> tuple[Project | None, tuple[Problem, ...]]:
    """What reading makes of a file."""
    return read_project(tomli.loads(text))


def sentences(text: str) -> list[str]:
    """The problems of a file as a person reads them."""
    return [problem.sentence for problem in read(text)[1]]


def sound(text: str) -> Project:
    """The project of a file that must have no problem."""
    project, problems = read(text)
    assert [problem.sentence for problem in problems] == []
    assert project is not None
    return project


def kept(text: str) -> Project:
    """What could be read of a file that must have problems."""
    project, problems = read(text)
    assert problems
    assert project is not None
    return project
