"""Published tables: a correct implementation reproduces them within the stated tolerance."""

from __future__ import annotations

import json
from typing import Any

import pytest

from model.scoring.totals import score_project
from model.scoring.uncertainty import (
    carrying_rank,
    clopper_pearson,
    fewest_cases,
    standard_deviation,
    t_half_width,
    wilson,
)
from tests.conftest import REPO_ROOT
from tests.scoring.building import project, row, scored, touchpoint

VECTORS: dict[str, dict[str, Any]] = {
    each["id"]: each
    for each in json.loads((REPO_ROOT / "tests/vectors/published.json").read_text(encoding="utf-8"))[
        "vectors"
    ]
}


@pytest.mark.parametrize("dimension", ["reliability_responsiveness", "empathy"])
def test_servqual_of_iranian_private_hospitals(dimension: str) -> None:
    vector = VECTORS["servqual_bmc_12_31_t2"]
    expected, tolerance = vector["expected"][dimension], vector["tolerance"]
    rows = [
        row("rating", f"item-{at}", scale=(1, 5), expected=desired, delivered=perceived)
        for at, (perceived, desired) in enumerate(vector["inputs"][dimension])
    ]
    gaps = score_project(project(touchpoint(*rows), scheme="servqual"))
    perceived = score_project(project(touchpoint(*rows), scheme="servperf"))
    assert [each.score for _, each in gaps.rows()] == pytest.approx(
        expected["item_gaps"], abs=tolerance["item_gap"]
    )
    assert gaps.journey.score == pytest.approx(expected["gap"], abs=tolerance["dim_gap"])
    assert perceived.journey.score == pytest.approx(expected["P"], abs=tolerance["dim_mean"])


@pytest.mark.parametrize(
    ("vector", "answer"),
    [("servqual_unweighted_12manage", "mean"), ("servqual_weighted_pzb", "weighted_mean")],
)
def test_servqual_dimensions_to_one_score(vector: str, answer: str) -> None:
    found = VECTORS[vector]
    weights = found["inputs"].get("weights", {})
    points = [
        touchpoint(
            row("rating", scale=(1, 7), expected=6, delivered=6 + gap), id=name, weight=weights.get(name, 1)
        )
        for name, gap in found["inputs"]["gaps"].items()
    ]
    journey = score_project(project(*points, scheme="servqual")).journey
    assert journey.score == pytest.approx(found["expected"][answer], abs=found["tolerance"][answer])


def test_libqual_adequacy_and_superiority_of_seventeen_libraries() -> None:
    vector = VECTORS["libqual_lehigh_ulg"]
    names = [line[0] for line in vector["inputs"]["AS-3"]]
    rows = [
        row("rating", name.lower(), scale=(1, 9), limit=minimum, expected=desired, delivered=perceived)
        for name, minimum, desired, perceived, _, _ in vector["inputs"]["AS-3"]
    ]
    scores = score_project(project(touchpoint(*rows), scheme="libqual"))
    near = vector["tolerance"]["row_gap"]
    for (_, found), (_, _, _, _, adequacy, superiority) in zip(
        scores.rows(), vector["inputs"]["AS-3"], strict=True
    ):
        assert found.adequacy == pytest.approx(adequacy, abs=near)
        assert found.superiority == pytest.approx(superiority, abs=near)
        assert found.score == found.superiority
    assert scores.journey.score == pytest.approx(
        vector["expected"]["AS-3_mean_row"][4], abs=vector["tolerance"]["mean_row"]
    )
    # Only library F lies below its users' minimum, and nowhere else is the customer's limit passed.
    assert [names[at] for at, (_, found) in enumerate(scores.rows()) if found.band == "failed"] == ["F"]


@pytest.mark.parametrize("method", ["wilson", "clopper_pearson"])
def test_keep_rate_intervals_as_r_prints_them(method: str) -> None:
    vector = VECTORS["keep_rate_r_binom"]
    for (kept, n), ends in zip(vector["inputs"]["cases"], vector["expected"][method], strict=True):
        found = wilson(kept / n, n) if method == "wilson" else clopper_pearson(kept, n)
        assert found == pytest.approx(ends, abs=vector["tolerance"]["abs"])


def test_the_table_of_promises_that_data_can_carry() -> None:
    """Meeker, Hahn and Escobar count from the largest time, the promise from the smallest."""
    vector = VECTORS["promise_order_stat_meeker_j11"]
    shares = list(zip(vector["inputs"]["p"], vector["inputs"]["confidence"], strict=True))
    found = [
        [None if (rank := carrying_rank(n, p, c)) is None else n - rank + 1 for p, c in shares]
        for n in vector["inputs"]["n"]
    ]
    assert found == vector["expected"]["rank_from_top"]


@pytest.mark.parametrize(("share", "fewest"), [(0.9, 22), (0.95, 59)])
def test_the_fewest_cases_that_carry_any_promise(share: float, fewest: int) -> None:
    assert fewest_cases(share, share) == fewest
    assert carrying_rank(fewest, share, share) == fewest
    assert carrying_rank(fewest - 1, share, share) is None


def test_students_sleep_data() -> None:
    """A row whose single losses are Student's differences: with T = 50 each scores what it lost."""
    vector = VECTORS["paired_gap_sleep"]
    differences = tuple(vector["inputs"]["differences"])
    half = t_half_width(standard_deviation(differences), len(differences))
    assert vector["expected"]["mean"] - half == pytest.approx(vector["expected"]["ci"][0], abs=5e-7)
    lost = tuple(-each for each in differences)
    found = scored(row("count", expected=0, tolerance=50, observations=lost))
    assert found.interval is not None
    low, high = (-each for each in found.interval)
    assert (high, low) == pytest.approx(vector["expected"]["ci"], abs=vector["tolerance"]["ci"])
