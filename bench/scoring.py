"""The arithmetic and the files, without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import tomli

from bench.figures import Effort, Family, Figure, in_turns, worked
from bench.projects import project_text, write_project
from model.editing.edits import set_field
from model.editing.session import Session
from model.files.loading import load
from model.journey.project import Project
from model.journey.reading import read_project
from model.scoring.totals import score_project

SCORING = Family("scoring", "scores, loading and saving, in this process")


def _project(count: int) -> Project:
    project, problems = read_project(tomli.loads(project_text(count)))
    assert project is not None
    assert not problems
    return project


def _edited(project: Project, at: int, value: float) -> Project:
    place = ("touchpoints", f"t{at}", "expectations", f"r{at}")
    return Session.opened(project).apply(set_field(project, place, "delivered", value)).project


@SCORING.measurement
def scores(effort: Effort) -> Iterator[Figure]:
    """A whole project, and again after one edit."""
    project = _project(10_000)
    before = score_project(project)
    changed = [_edited(project, at, 33) for at in range(0, 9_200, 460)]
    text = project_text(10_000)
    parsing, whole = in_turns(
        effort.times(5, 20),
        lambda: worked(lambda: tomli.loads(text)),
        lambda: worked(lambda: score_project(project)),
    )
    again = [worked(lambda each=each: score_project(each, before)) for each in changed]  # type: ignore[misc]  # a default binds it
    words = f"parsing the file {min(parsing):.0f} ms"
    yield Figure("score of 10,000 touchpoints", min(whole), "ms", 60, words)
    yield Figure("one edit of them scored again", min(again), "ms", 1, f"all anew {min(whole):.0f} ms")


@SCORING.measurement
def loading(effort: Effort) -> Iterator[Figure]:
    """Reading a large file against its parser alone."""
    with TemporaryDirectory() as folder:
        path = write_project(Path(folder), 10_000)
        text = path.read_text(encoding="utf-8")
        parsing, whole = in_turns(
            effort.times(3, 10), lambda: worked(lambda: tomli.loads(text)), lambda: worked(lambda: load(path))
        )
    yield Figure("loading 10,000 touchpoints", min(whole), "ms", None, f"parsing alone {min(parsing):.0f} ms")
