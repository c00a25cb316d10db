"""Looking again after an edit finds what looking for the first time does."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from model.editing.session import Session
from model.files.loading import load
from model.findings.runner import sifted
from model.scoring.totals import score_project
from tests.conftest import REPO_ROOT
from tests.editing.random_edits import random_edit

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("seed", range(3))
def test_what_was_found_before_an_edit_does_not_outlive_it(seed: int) -> None:
    chance = Random(seed)
    project = load(REPO_ROOT / "sample_config.toml").project
    assert project is not None
    session, scores = Session.opened(project), score_project(project)
    before = sifted(project, scores, TODAY)
    kept = 0
    for _ in range(60):
        session = session.apply(random_edit(chance, session.project))
        scores = score_project(session.project, scores)
        again = sifted(session.project, scores, TODAY, before.parts)
        anew = sifted(session.project, scores, TODAY)
        assert (again.found, again.ignored) == (anew.found, anew.ignored)
        kept += sum(before.parts.get(path) is part for path, part in again.parts.items())
        before = again
    assert kept > 100, "hardly anything was kept"
