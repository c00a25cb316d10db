"""The arithmetic and the files, without a screen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import tomli

from bench.figures import Effort, Family, Figure, in_turns, middle, timed, worked
from bench.projects import project_text, write_project
from model.editing.edits import set_field
from model.editing.session import Session
from model.files.document import guarded
from model.files.loading import Loaded, load
from model.files.saving import save
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


@SCORING.measurement
def saving(effort: Effort) -> Iterator[Figure]:
    """An edit saved: replayed on the text, read back by another parser, written, read back from the disk."""
    with TemporaryDirectory() as folder:
        path = write_project(Path(folder), 1_000)
        other = Path(folder) / "plain"
        plain, mine = in_turns(
            effort.times(5, 20), lambda: timed(lambda: _write(other, path)), lambda: _saved(load(path))
        )
    yield Figure("save at 1,000 touchpoints", middle(mine), "ms", 200, f"write and fsync {min(plain):.1f} ms")


def _saved(loaded: Loaded) -> float:
    assert loaded.project is not None
    session = Session.opened(loaded.project, loaded.raw)
    place = ("touchpoints", "t400", "expectations", "r400")
    value = 40 if b"delivered = 41\n" in loaded.raw else 41
    session = session.apply(set_field(session.project, place, "delivered", value))

    def write() -> None:
        base, steps = session.since_text()
        assert base is not None
        save(loaded.real, base, guarded(base, steps, session.project.to_data()))

    return timed(write)


def _write(path: Path, like: Path) -> None:
    data = like.read_bytes()
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
