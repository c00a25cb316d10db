"""Hundreds of random edits of every kind: what holds after each of them, and all the way back."""

from collections import Counter
from itertools import pairwise
from random import Random
from typing import Any

import pytest
import tomli

from model.editing.edits import Batch, Edit, SetField
from model.editing.places import index_at
from model.editing.session import Session
from model.editing.steadying import referred_to
from model.editing.wording import said
from model.files.sameness import difference
from model.journey.reading import read_project
from model.journey.rules import project_problems
from tests.conftest import REPO_ROOT
from tests.editing.generated import written_data
from tests.editing.projects import made
from tests.editing.random_edits import random_edit

SAMPLE = tomli.loads((REPO_ROOT / "sample_config.toml").read_text(encoding="utf-8"))
EDITS = 200


def opened(data: dict[str, Any]) -> Session:
    project, problems = read_project(data)
    assert [problem.sentence for problem in problems] == []
    assert project is not None
    return Session.opened(project, b"the file")


def edited(rng: Random, session: Session, count: int) -> list[Session]:
    """The session after each of `count` random edits, itself first."""
    line = [session]
    for _ in range(count):
        line.append(line[-1].apply(random_edit(rng, line[-1].project)))
    return line


@pytest.mark.parametrize("seed", range(2))
def test_undoing_all_edits_gives_back_every_project_there_was(seed: int) -> None:
    line = edited(Random(seed), opened(SAMPLE), EDITS)
    session = line[-1]
    for before in reversed(line[:-1]):
        session = session.undo()
        assert session.project is before.project
    assert not session.unsaved
    assert session.since_text() == (b"the file", ())
    for after in line[1:]:
        session = session.redo()
        assert session.project is after.project
    assert session.redo() is session


@pytest.mark.parametrize("seed", range(8))
def test_every_edit_says_in_data_what_it_says_in_the_project(seed: int) -> None:
    data = SAMPLE if seed == 0 else written_data(Random(seed))
    session = opened(data)
    tables = opened(data).project.to_data()
    line = edited(Random(seed), session, 40)
    for before, after in pairwise(line):
        assert after.state.edit is not None
        after.state.edit.replay(tables, before.project)
        made(before.project, after.state.edit)
        assert difference(tables, after.project.to_data()) is None


@pytest.mark.parametrize("seed", range(8))
def test_no_edit_leaves_a_broken_rule_or_loses_a_reference(seed: int) -> None:
    for session in edited(Random(seed), opened(written_data(Random(seed))), 60):
        project = session.project
        assert list(project_problems(project)) == []
        again, problems = read_project(project.to_data())
        assert problems == ()
        assert again is not None
        assert referred_to(again) == referred_to(project)
        for place in referred_to(project):
            assert index_at(again, place) == index_at(project, place)


@pytest.mark.parametrize("seed", range(2))
def test_every_edit_can_be_said(seed: int) -> None:
    session = opened(SAMPLE)
    for _ in range(60):
        edit = random_edit(Random(f"{seed} {len(list(session.steps()))}"), session.project)
        words = said(edit, session.project)
        assert words
        assert not words.endswith(".") or "..." in words
        assert "ABSENT" not in words
        assert "{" not in words.replace("[brackets] = {no table}", "")
        session = session.apply(edit)


def test_the_random_edits_are_of_every_kind() -> None:
    rng = Random(1)
    kinds: Counter[str] = Counter()
    session = opened(SAMPLE)
    for _ in range(300):
        edit = random_edit(rng, session.project)
        kinds.update(_kinds(edit))
        session = session.apply(edit)
    assert set(kinds) >= {"SetField", "Add", "Remove", "Move", "Batch", "ABSENT", "id", "name", "dotted"}


def _kinds(edit: Edit) -> list[str]:
    if isinstance(edit, Batch):
        return ["Batch", *(kind for each in edit.edits for kind in _kinds(each))]
    found = [type(edit).__name__]
    if isinstance(edit, SetField):
        found += [edit.field, repr(edit.after)] + ["dotted"] * ("." in edit.field)
    return found
