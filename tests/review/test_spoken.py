"""The sentence of a row, as somebody would say it aloud."""

from typing import Any

import pytest

from model.journey.expectation import Expectation
from model.review.spoken import spoken
from model.scoring.rows import score_row
from model.scoring.schemes import Rules
from tests.scoring.building import project

DELIVERY = {
    "name": "Delivery",
    "kind": "duration",
    "unit": "min",
    "expected": 40,
    "expected_by": "asked",
    "expected_n": 38,
    "promised": 60,
    "target": 45,
    "delivered": 47,
    "delivered_by": "measured",
}


def said(**data: Any) -> str:
    """The sentence without its name."""
    row = Expectation.model_validate({"name": "X", **data})
    return spoken(score_row(row, RULES), "EUR").removeprefix("X: ")


def delivery(**more: Any) -> str:
    data = {**DELIVERY, **more}
    return said(**{key: value for key, value in data.items() if value is not None}).removeprefix("Delivery: ")


RULES = Rules.of(project())


def test_the_whole_of_it() -> None:
    row = Expectation.model_validate(DELIVERY)
    assert spoken(score_row(row, RULES)) == (
        "Delivery: 38 customers asked for 40 minutes; we promised 60, aim at 45 and took 47."
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            {"expected_n": 1, "expected": 1},
            "1 customer asked for 1 minute; we promised 60, aim at 45 and took 47.",
        ),
        ({"expected_n": None, "promised": None}, "customers asked for 40 minutes; we aim at 45 and took 47."),
        ({"promised": None, "target": None}, "38 customers asked for 40 minutes; we took 47."),
        (
            {"expected_by": "observed", "expected_n": 1},
            "we saw that 1 customer expects 40 minutes; we promised 60, aim at 45 and took 47.",
        ),
        (
            {"expected_by": None, "target": None},
            "we assume that customers expect 40 minutes, but nobody asked them; we promised 60 and took 47.",
        ),
        (
            {"expected": None, "expected_by": None, "expected_n": None},
            "customers count on 60 minutes, because we promised it; we aim at 45 and took 47.",
        ),
        (
            {"delivered": None, "delivered_by": None},
            "38 customers asked for 40 minutes; we promised 60 and aim at 45; "
            "nobody has measured what they get.",
        ),
        (
            {"delivered_by": None, "promised": None, "target": None},
            "38 customers asked for 40 minutes; we think it takes 47, but nobody measured it.",
        ),
        (
            {"better": "higher", "promised": None, "target": None, "unit": "h"},
            "38 customers asked for 40 hours; we gave 47.",
        ),
        (
            {"expected": None, "promised": None, "target": None},
            "nobody knows what customers expect; we took 47 minutes.",
        ),
    ],
)
def test_what_is_missing_or_only_assumed_is_said(more: dict[str, Any], words: str) -> None:
    assert delivery(**more) == words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            {
                "kind": "rating",
                "expected": 8.5,
                "expected_by": "asked",
                "delivered": 9.1,
                "delivered_by": "asked",
            },
            "customers asked for 8.5 out of 10; customers gave us 9.1.",
        ),
        (
            {"kind": "rating", "scale": [1, 7], "expected": 6, "expected_by": "asked", "delivered": 5}
            | {"delivered_by": "measured"},
            "customers asked for 6 out of 7; it was rated 5.",
        ),
        (
            {"kind": "money", "expected": 85, "expected_by": "asked", "target": 80, "delivered": 93.5}
            | {"delivered_by": "measured"},
            "customers asked for 85 EUR; we aim at 80 and charged 93.50.",
        ),
        (
            {
                "kind": "yes_no",
                "delivered": 0.76,
                "delivered_by": "measured",
                "promised": True,
                "target": 0.95,
            },
            "customers count on it every time, because we promised it; "
            "we aim for it 95 % of the time; it was so 76 % of the time.",
        ),
        (
            {"kind": "yes_no", "expected": 0.9, "expected_by": "asked", "expected_n": 21, "delivered": True}
            | {"delivered_by": "measured"},
            "21 customers told us that they expect it 90 % of the time; it was so every time.",
        ),
        (
            {"kind": "yes_no", "delivered": False},
            "we assume that customers expect it every time, but nobody asked them; "
            "we think it is never so, but nobody counted.",
        ),
        (
            {"kind": "yes_no", "bonus": True, "delivered": 0.6, "delivered_by": "measured"},
            "an extra that nobody expects; it was so 60 % of the time.",
        ),
        (
            {"kind": "count", "unit": "calls", "better": "lower", "expected": 0, "expected_by": "asked"}
            | {"tolerance": 1, "delivered": 1.9, "delivered_by": "measured"},
            "customers asked for 0 calls; it came to 1.9.",
        ),
        (
            {"kind": "count", "unit": "messages"},
            "nobody knows what customers expect; nobody has measured what they get.",
        ),
    ],
)
def test_every_kind_in_its_own_words(data: dict[str, Any], words: str) -> None:
    assert said(**data) == words


def test_single_observations_stand_for_what_is_delivered() -> None:
    assert said(kind="duration", unit="d", expected=2, expected_by="asked", observations=[1, 2, 6]) == (
        "customers asked for 2 days; we took 3."
    )
