"""The example projects open, and reproduce the tables they were made from."""

import json
from pathlib import Path
from typing import Any

import pytest

from model.files.loading import load
from model.journey.project import Project
from model.scoring.rows import RowScore
from model.scoring.totals import score_project
from tests.conftest import REPO_ROOT

EXAMPLES = REPO_ROOT / "docs/examples"
PUBLISHED = json.loads((REPO_ROOT / "tests/vectors/published.json").read_text(encoding="utf-8"))["vectors"]


def _vector(id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in PUBLISHED if each["id"] == id)
    return found


def _project(path: Path, scheme: str | None = None) -> Project:
    loaded = load(path)
    assert loaded.project is not None
    assert loaded.problems == ()
    if scheme is None:
        return loaded.project
    scoring = loaded.project.scoring.model_copy(update={"scheme": scheme})
    return loaded.project.model_copy(update={"scoring": scoring})


def test_the_hospital_survey_reproduces_the_published_gaps() -> None:
    vector = _vector("servqual_bmc_12_31_t2")
    scores = score_project(_project(EXAMPLES / "hospital-survey.toml"))
    assert scores.rules.scheme == "servqual"
    named = [("reliability_responsiveness", 0), ("empathy", 1)]
    for name, at in named:
        touchpoint, expected = scores.touchpoints[at], vector["expected"][name]
        found = [row.score for row in touchpoint.rows]
        assert found == pytest.approx(expected["item_gaps"], abs=vector["tolerance"]["item_gap"])
        assert touchpoint.score == pytest.approx(expected["gap"], abs=vector["tolerance"]["dim_gap"])
    assert sum(len(each.rows) for each in scores.touchpoints) == 17


def _libraries(scheme: str | None = None) -> tuple[RowScore, ...]:
    (touchpoint,) = score_project(_project(EXAMPLES / "library-survey.toml", scheme)).touchpoints
    return touchpoint.rows


def test_the_library_survey_reproduces_the_published_gaps() -> None:
    vector = _vector("libqual_lehigh_ulg")
    near = vector["tolerance"]["row_gap"]
    rows = _libraries()
    assert len(rows) == len(vector["inputs"]["AS-3"]) == 17
    for row, (_, _, _, _, adequacy, superiority) in zip(rows, vector["inputs"]["AS-3"], strict=True):
        assert row.adequacy == pytest.approx(adequacy, abs=near)
        assert row.superiority == pytest.approx(superiority, abs=near)
        assert row.score == row.superiority


def test_under_tolerance_a_library_fails_exactly_where_it_is_inadequate() -> None:
    rows = _libraries("tolerance")
    signs = set()
    for row in rows:
        assert row.score is not None
        assert row.adequacy is not None
        assert row.superiority is not None
        assert (row.score < -50) == (row.adequacy < 0)
        assert (row.score > 0) == (row.superiority > 0)
        signs.add(row.adequacy < 0)
    assert signs == {True, False}
