"""The examples a reader can follow by hand."""

from __future__ import annotations

from typing import Any

import pytest

from model.scoring.totals import score_project
from tests.scoring.building import at_score, project, row, scored, touchpoint

CASES: list[tuple[str, dict[str, Any], float, float, str]] = [
    ("rating", {"scale": (1, 5), "expected": 4.44, "delivered": 4.19}, 0.80, -15.625, "short"),
    ("rating", {"scale": (1, 9), "limit": 6.23, "expected": 7.93, "delivered": 6.99}, 1.70, -27.647, "short"),
    (
        "rating",
        {"scale": (1, 9), "limit": 6.30, "expected": 7.88, "delivered": 6.27},
        1.58,
        -50.949,
        "failed",
    ),
    ("rating", {"scale": (1, 7), "expected": 6.8, "delivered": 7.0}, 1.20, 4.167, "met"),
    ("duration", {"unit": "d", "expected": 5, "delivered": 7}, 1, -100, "failed"),
    ("duration", {"unit": "d", "expected": 5, "delivered": 4}, 1, 25, "exceeded"),
    ("duration", {"expected": 30, "delivered": 33, "limit": 40}, 10, -15, "short"),
    ("duration", {"unit": "s", "expected": 1800, "delivered": 1980, "limit": 2400}, 600, -15, "short"),
    ("money", {"expected": 0, "delivered": 4.00, "tolerance": 5.00}, 5, -40, "short"),
    ("money", {"expected": 100, "delivered": 90}, 20, 12.5, "exceeded"),
    ("yes_no", {"delivered": 0.9, "delivered_n": 20}, 0.2, -25, "short"),
    ("yes_no", {"delivered": False}, 0.2, -100, "failed"),
    ("yes_no", {"delivered": True, "bonus": True}, 0.2, 50, "exceeded"),
    (
        "duration",
        {"unit": "d", "expected": 5, "observations": (3, 4, 4, 4, 5, 5, 5, 6, 6, 8)},
        1,
        -7.5,
        "short",
    ),
]


@pytest.mark.parametrize(("kind", "fields", "tolerance", "score", "band"), CASES)
def test_a_worked_example(
    kind: str, fields: dict[str, Any], tolerance: float, score: float, band: str
) -> None:
    found = scored(row(kind, **fields))
    assert found.tolerance == pytest.approx(tolerance)
    assert found.score == pytest.approx(score, abs=5e-4)
    assert found.band == band


def test_a_gain_over_an_assumed_expectation_is_shown_and_not_credited() -> None:
    found = scored(row("duration", unit="d", expected=5, delivered=4, expected_by="assumed"))
    assert (found.score, found.credited, found.unverified) == (25, 0, 25)


def test_a_loss_against_an_assumed_expectation_counts_in_full() -> None:
    found = scored(row("duration", unit="d", expected=5, delivered=5.5, expected_by="assumed"))
    assert (found.score, found.credited, found.unverified) == (-25, -25, None)


def test_a_bonus_is_credited_in_full_and_its_absence_costs_nothing() -> None:
    given = scored(row("yes_no", bonus=True, delivered=True, expected_by=None))
    withheld = scored(row("yes_no", bonus=True, delivered=False, expected_by=None))
    assert (given.credited, given.unverified) == (50, None)
    assert (withheld.score, withheld.credited) == (0, 0)


def test_the_interval_of_eighteen_promises_kept_of_twenty() -> None:
    found = scored(row("yes_no", delivered=0.9, delivered_n=20))
    assert found.interval == pytest.approx((-75.3, -7.0), abs=0.05)
    assert found.interval_kind == "wilson"


def test_ten_deliveries_on_the_promise_on_average_still_disappoint() -> None:
    found = scored(row("duration", unit="d", expected=5, observations=(3, 4, 4, 4, 5, 5, 5, 6, 6, 8)))
    assert (found.gap, found.n) == (0, 10)
    assert found.interval == pytest.approx((-40.2, 25.2), abs=0.05)
    assert found.interval_kind == "t"


JOURNEY = (
    at_score(-15, id="one"),
    at_score(12.5, id="two"),
    at_score(-50, id="three"),
    at_score(50, id="four", basis="assumed"),
)
WEIGHTS = (1, 2, 4, 1)


@pytest.mark.parametrize("layout", ["one touchpoint", "one touchpoint each", "two stages"])
def test_the_journey_of_four_rows(layout: str) -> None:
    """The same four rows give the same totals, however they are grouped."""
    if layout == "one touchpoint":
        rows = tuple(
            each.model_copy(update={"weight": weight}) for each, weight in zip(JOURNEY, WEIGHTS, strict=True)
        )
        journey = score_project(project(touchpoint(*rows))).journey
    else:
        stages = ("a", "b") if layout == "two stages" else ("a",)
        points = [
            touchpoint(each, id=each.id, weight=weight, stage=stages[at % len(stages)])
            for at, (each, weight) in enumerate(zip(JOURNEY, WEIGHTS, strict=True))
        ]
        journey = score_project(project(*points, stages=stages)).journey
    assert journey.raw == -17.5
    assert journey.score == -23.75
    assert journey.unweighted == -13.125
    assert journey.known_share == 0.875
    assert journey.worst is not None
    assert (journey.worst[1].id, journey.worst[1].score) == ("three", -50)
    assert journey.failed == 0


def test_a_shortfall_splits_exactly_into_its_causes() -> None:
    """Expected 40, believed 60, aimed at 45, delivered 47: -20 + 15 - 2 = -7."""
    found = scored(row("duration", expected=40, limit=60, believed=60, promised=60, target=45, delivered=47))
    assert found.gaps._asdict() == {
        "knowledge": -20,
        "standards": 15,
        "delivery": -2,
        "communication": 13,
        "experience": -7,
    }
    assert found.buffer == 15
    assert found.gaps_on_scale.experience == -17.5
