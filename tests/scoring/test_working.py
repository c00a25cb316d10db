"""The working shown to a user: the arithmetic that leads to the number, readable aloud."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given

from model.journey.expectation import Expectation
from model.journey.project import Project
from model.scoring.totals import JourneyScore, RowScore, StageScore, TouchpointScore, score_project
from model.scoring.working import LONGEST_SUM, working
from tests.scoring.building import at_score, project, projects, row, touchpoint


def _lines(expectation: Expectation, **scoring: Any) -> list[str]:
    shown = project(touchpoint(expectation), **scoring)
    return list(working(score_project(shown).touchpoints[0].rows[0], shown))


def test_a_loss() -> None:
    minutes = row(
        "duration", expected=40, expected_n=38, limit=60, delivered=47, delivered_n=212, delivered_sd=11.5
    )
    assert _lines(minutes) == [
        "E 40 min (asked, n 38), D 47 min (measured, n 212), lower is better",
        "T = |40 - 60| = 20 min (from the limit)",
        "z = -(47 - 40) / 20 = -0.35",
        "S = 50 x -0.35 = -17.5: short",
        "95 % interval -21.4 to -13.6 (t, n 212)",
    ]


def test_a_gain_that_is_not_credited() -> None:
    assert _lines(row("money", expected=100, delivered=50, expected_by="assumed")) == [
        "E 100.00 EUR (assumed), D 50.00 EUR (measured), lower is better",
        "T = 20 % of 100 = 20 EUR (default)",
        "z = -(50 - 100) / 20 = +2.5, capped to +2",
        "S = 50 / 2 x +2 = +50: exceeded, a gain counts less than a loss",
        "credited 0: nobody asked the customer, +50 unverified",
        "range +37.5 to +50, if the assumed expectation is off by one tolerance; not an interval",
    ]


def test_single_observations() -> None:
    lines = _lines(row("duration", unit="d", expected=5, observations=(3, 4, 4, 4, 5, 5, 5, 6, 6, 8)))
    assert "D = mean of 10 observations = 5 d" in lines
    assert "S = mean of the 10 single scores = -7.5: short" in lines


@pytest.mark.parametrize(
    ("scheme", "line"),
    [
        ("symmetric", "S = 50 x +0.5 = +25: exceeded"),
        ("promise_strict", "S = 0: exceeded, a gain does not count under promise_strict"),
        ("prospect", "S = 100 x (0.5 / 2)^0.88 / 2.25 = +13.1: exceeded"),
        ("servqual", "servqual: 8.9 - 8 = +0.9 points of the scale"),
        ("servperf", "servperf: D = +8.9 points of the scale"),
    ],
)
def test_the_scheme_is_spelled_out(scheme: str, line: str) -> None:
    assert line in _lines(row("rating", expected=8, delivered=8.9), scheme=scheme)


@pytest.mark.parametrize(
    ("expectation", "reason"),
    [
        (row("duration", expected=40), "no score: what is delivered is unknown, and unknown is not 0"),
        (row("duration", delivered=40), "no score: what is expected is unknown, and unknown is not 0"),
        (
            row("money", expected=0, delivered=4),
            "no score: an expectation of 0 needs a stated tolerance or a limit",
        ),
    ],
)
def test_why_there_is_no_score(expectation: Expectation, reason: str) -> None:
    assert _lines(expectation)[-1] == reason


def test_a_touchpoint() -> None:
    point = touchpoint(at_score(-40, weight=3), at_score(10, id="other", basis="assumed"), weight=2)
    shown = project(point)
    assert working(score_project(shown).touchpoints[0], shown) == (
        "Row: -40 x weight 3",
        "Other: 0 x weight 1",
        "sum -120 / weights 4 = -30",
        "raw -27.5, with every gain credited",
        "coverage 2 of 2 rows; known share 75 %; failed 0",
        "worst: Row -40",
        "priority = weight 2 x 30 short = 60",
        "next step: fix",
        "no interval: no row has one",
    )


def test_the_journey_says_its_rules_and_what_its_interval_assumes() -> None:
    points = [
        touchpoint(row("yes_no", delivered=0.9, delivered_n=400), id="sure", stage="a"),
        touchpoint(at_score(-45), id="unsure", stage="b", weight=3),
    ]
    shown = project(*points, stages=("a", "b"))
    assert working(score_project(shown).journey, shown) == (
        "A: -25 x weight 1",
        "B: -45 x weight 3",
        "sum -160 / weights 4 = -40",
        "raw -40, with every gain credited",
        "coverage 2 of 2 rows; known share 100 %; failed 0",
        "unweighted -35",
        "95 % interval -41.8 to -38.2, assuming independent rows; 1 of 2 rows have none and add nothing",
        "scheme tolerance, loss aversion 2, roll-up mean",
    )


def test_a_long_sum_names_the_heaviest() -> None:
    points = [touchpoint(at_score(-at), id=f"p{at}") for at in range(30)]
    shown = project(*points)
    lines = working(score_project(shown).stages[0], shown)
    assert lines[0].startswith("P18")
    assert lines[LONGEST_SUM] == f"and {30 - LONGEST_SUM} more"
    assert lines[LONGEST_SUM + 1] == "sum -435 / weights 30 = -14.5"


@given(projects())
def test_every_number_has_a_working(drawn: Project) -> None:
    scores = score_project(drawn)
    rows = [each for _, each in scores.rows()]
    found: list[RowScore | TouchpointScore | StageScore | JourneyScore]
    found = [scores.journey, *scores.stages, *scores.touchpoints, *rows]
    for each in found:
        lines = working(each, drawn)
        assert lines
        assert all(line.isascii() and line == line.strip() for line in lines)
        assert not any(re.search(r"\bnan\b|\binf\b|None|(?<!\w)[-+]0(?![\d.])", line) for line in lines)
