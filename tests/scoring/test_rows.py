"""One row: which numbers are used, what is refused, what is said beside the score."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from model.journey.expectation import Expectation
from model.scoring.tolerance import band_of, step_of
from tests.scoring.building import ON_SCALE, SCHEMES, at_score, expectations, row, scored


@pytest.mark.parametrize(
    ("fields", "expected", "basis"),
    [
        ({"expected": 40, "promised": 60}, 40, "asked"),
        ({"promised": 60, "expected_by": None}, 60, "promised"),
        ({"promised": 60}, 60, "promised"),
        ({"expected": 40, "expected_by": None}, 40, "assumed"),
        ({}, None, "asked"),
    ],
)
def test_which_expectation_is_used(fields: dict[str, Any], expected: float | None, basis: str) -> None:
    found = scored(row("duration", delivered=50, **fields))
    assert (found.expected, found.expected_by) == (expected, basis)


def test_a_promise_is_expected_to_be_kept_unless_said_otherwise() -> None:
    assert scored(row("yes_no", delivered=0.9)).expected == 1
    assert scored(row("yes_no", delivered=0.9, expected=0.8)).expected == 0.8


@pytest.mark.parametrize(
    ("kind", "fields", "tolerance", "source"),
    [
        ("duration", {"expected": 40, "limit": 60, "tolerance": 10}, 10, "stated"),
        ("duration", {"expected": 40, "limit": 60}, 20, "limit"),
        ("duration", {"expected": 40}, 8, "default"),
        ("money", {"expected": -40}, 8, "default"),
        ("rating", {"expected": 8}, 1.8, "default"),
        ("rating", {"expected": 4, "scale": (1, 5)}, 0.8, "default"),
        ("yes_no", {}, 0.2, "default"),
        ("money", {"expected": 0}, None, None),
        ("duration", {}, None, None),
    ],
)
def test_which_tolerance_is_used(
    kind: str, fields: dict[str, Any], tolerance: float | None, source: str | None
) -> None:
    found = scored(row(kind, delivered=1, **fields))
    assert found.tolerance == (None if tolerance is None else pytest.approx(tolerance))
    assert found.tolerance_from == source


@pytest.mark.parametrize("kind", ["duration", "money", "count"])
def test_an_expectation_of_zero_without_a_tolerance_has_no_score(kind: str) -> None:
    found = scored(row(kind, expected=0, delivered=3))
    assert (found.score, found.credited, found.z, found.band) == (None, None, None, "unknown")
    assert found.gap is not None


@pytest.mark.parametrize("missing", [{"expected": 40}, {"delivered": 40}, {}])
def test_an_unknown_number_is_never_zero(missing: dict[str, Any]) -> None:
    found = scored(row("duration", **missing))
    assert (found.score, found.gap, found.band, found.interval) == (None, None, "unknown", None)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (50, "exceeded"),
        (5, "exceeded"),
        (4.999, "met"),
        (-4.999, "met"),
        (-5, "short"),
        (-50, "short"),
        (-50.001, "failed"),
        (-50 - 1e-11, "short"),
        (5 - 1e-11, "exceeded"),
        (None, "unknown"),
    ],
)
def test_bands_begin_and_end_where_they_say(score: float | None, band: str) -> None:
    assert band_of(score) == band


@pytest.mark.parametrize(
    ("fields", "step"),
    [
        ({}, "hold"),
        ({"delivered": 30}, "fix"),
        ({"delivered": 30, "expected_by": "assumed"}, "ask first"),
        ({"delivered": 30, "feasible": 25}, "renegotiate"),
        ({"delivered": 30, "feasible": 15}, "fix"),
        ({"delivered": 20.9, "expected_by": "assumed"}, "hold"),
        ({"delivered": None}, "measure"),
        ({"expected": None}, "ask first"),
    ],
)
def test_the_next_step_of_a_row(fields: dict[str, Any], step: str) -> None:
    """Twenty minutes are expected, give or take ten."""
    base: dict[str, Any] = {"expected": 20, "delivered": 20, "tolerance": 10}
    assert scored(row("duration", **(base | fields))).next_step == step


@pytest.mark.parametrize(
    ("tolerance", "step"),
    [
        (20, 5),
        (8, 2),
        (1.8, 0.5),
        (0.2, 0.05),
        (0.8, 0.2),
        (5, 1),
        (100, 20),
        (600, 100),
        (17.5, 2),
        (None, None),
    ],
)
def test_a_nudge_is_a_round_part_of_the_tolerance(tolerance: float | None, step: float | None) -> None:
    assert step_of(tolerance) == step


@given(st.floats(1e-9, 1e15))
def test_a_nudge_is_never_far_from_a_fifth_of_the_tolerance(tolerance: float) -> None:
    step = step_of(tolerance)
    assert step is not None
    assert 0.55 <= step / (tolerance / 5) <= 1.8
    assert f"{step:e}".rstrip("0")[0] in "125"


def test_observations_stand_back_behind_a_stated_number() -> None:
    both = scored(row("duration", expected=5, delivered=6, delivered_n=9, observations=(1, 2)))
    assert (both.delivered, both.n, both.single_scores) == (6, 9, ())


def test_observations_of_a_promise_are_the_share_kept() -> None:
    found = scored(row("yes_no", observations=(True, True, False, True)))
    assert (found.delivered, found.n, found.indicative) == (0.75, 4, True)
    assert found.score == pytest.approx(-62.5)
    assert found.interval_kind == "wilson"


def test_the_interval_of_a_keep_rate_is_measured_in_its_own_tolerance() -> None:
    """18 of 20 is 0.699 to 0.972 by Wilson; a tolerance of 0.5 scores those -30.1 and -2.8."""
    found = scored(row("yes_no", delivered=0.9, delivered_n=20, tolerance=0.5))
    assert found.interval == pytest.approx((-30.10, -2.79), abs=0.005)


def test_a_rate_that_should_be_low_has_its_interval_the_other_way_round() -> None:
    """2 of 20 complaints against none is the mirror image of 18 of 20 kept against all."""
    complaints = scored(row("yes_no", better="lower", expected=0, delivered=0.1, delivered_n=20))
    kept = scored(row("yes_no", delivered=0.9, delivered_n=20))
    assert complaints.interval == pytest.approx(kept.interval)


@pytest.mark.parametrize(
    "fields",
    [
        {"delivered_n": 1, "delivered_sd": 2},
        {"delivered_n": 0, "delivered_sd": 2},
        {"delivered_sd": 2},
        {"delivered_n": 40},
        {"delivered": None, "observations": (47,)},
    ],
)
def test_no_interval_where_the_scatter_is_unknown(fields: dict[str, Any]) -> None:
    found = scored(row("duration", **({"expected": 40, "delivered": 47} | fields)))
    assert found.score is not None
    assert (found.interval, found.interval_kind) == (None, None)


def test_a_mean_with_its_scatter_has_an_interval_that_bends_with_the_score() -> None:
    """47 +- 1.557 minutes against 40 with a limit of 60; 40 +- 1.557 is cut in half on the good side."""
    short = scored(row("duration", expected=40, limit=60, delivered=47, delivered_sd=11.5, delivered_n=212))
    assert short.interval == pytest.approx((-21.39, -13.61), abs=0.01)
    even = scored(row("duration", expected=40, limit=60, delivered=40, delivered_sd=11.5, delivered_n=212))
    assert even.interval is not None
    assert even.interval[0] == pytest.approx(-2 * even.interval[1])


def test_an_assumed_expectation_has_a_range_and_no_interval() -> None:
    found = scored(
        row(
            "duration",
            expected=40,
            limit=60,
            delivered=50,
            delivered_sd=5,
            delivered_n=99,
            expected_by="assumed",
        )
    )
    assert (found.interval, found.interval_kind) == ((-75, 12.5), "range")


def test_few_cases_only_indicate() -> None:
    assert scored(row("yes_no", delivered=0.5, delivered_n=4)).indicative
    assert not scored(row("yes_no", delivered=0.5, delivered_n=5)).indicative
    assert not scored(row("yes_no", delivered=0.5)).indicative


@pytest.mark.parametrize(
    ("scheme", "loss", "gain"),
    [
        ("tolerance", -25, 12.5),
        ("symmetric", -25, 25),
        ("promise_strict", -25, 0),
        ("prospect", -100 * 0.25**0.88, 100 * 0.25**0.88 / 2.25),
    ],
)
def test_half_a_tolerance_under_each_scheme(scheme: str, loss: float, gain: float) -> None:
    below = scored(row("count", expected=10, tolerance=2, delivered=9), scheme=scheme)
    above = scored(row("count", expected=10, tolerance=2, delivered=11), scheme=scheme)
    assert below.score == pytest.approx(loss)
    assert above.score == pytest.approx(gain)
    assert (below.tolerance_score, above.tolerance_score) == (-25, 12.5)


@pytest.mark.parametrize(("scheme", "points"), [("servqual", -1.5), ("servperf", 6.5), ("libqual", -1.5)])
def test_schemes_in_points_show_points_and_judge_on_the_common_scale(scheme: str, points: float) -> None:
    found = scored(
        row("rating", expected=8, limit=7, delivered=6.5, delivered_sd=1, delivered_n=30), scheme=scheme
    )
    assert (found.score, found.credited, found.band) == (points, -75, "failed")
    assert found.interval is None
    assert (found.adequacy, found.superiority) == (-0.5, -1.5)


def test_schemes_in_points_count_ratings_only() -> None:
    found = scored(row("duration", expected=40, delivered=47), scheme="servqual")
    assert (found.score, found.band) == (None, "short")
    assert found.superiority is None


@given(expectations(), st.sampled_from(SCHEMES))
def test_a_score_is_a_number_in_its_range_or_missing(expectation: Expectation, scheme: str) -> None:
    found = scored(expectation, scheme=scheme)
    figures = [found.score, found.tolerance_score, found.credited, found.gap, found.z, found.tolerance]
    figures += [found.buffer, found.unverified, found.step, *found.gaps, *(found.interval or ())]
    for each in figures:
        if each is not None:
            assert math.isfinite(each)
            assert math.copysign(1, each) > 0 or each < 0, "-0.0"
    if found.tolerance_score is not None:
        assert -100 <= found.tolerance_score <= 50
    if found.score is not None and scheme in ON_SCALE:
        rules = found.rules
        assert found.credited is not None
        assert rules.lowest <= found.credited <= found.score <= rules.highest
        for end in found.interval or ():
            assert rules.lowest <= end <= rules.highest
    if found.interval is not None:
        assert found.interval[0] <= found.interval[1]


@given(
    st.sampled_from(ON_SCALE),
    st.sampled_from(["lower", "higher"]),
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
    st.floats(1e-3, 1e6),
)
def test_better_delivered_never_scores_lower(
    scheme: str, better: str, one: float, other: float, tolerance: float
) -> None:
    worse, best = sorted((one, other), reverse=better == "lower")
    low, high = (
        scored(row("count", better=better, expected=0, tolerance=tolerance, delivered=each), scheme=scheme)
        for each in (worse, best)
    )
    assert low.score is not None
    assert high.score is not None
    assert low.score <= high.score


@given(st.floats(1, 1e4), st.floats(0.01, 1e4), st.floats(0, 2e4), st.floats(0, 100), st.integers(2, 50))
def test_minutes_and_seconds_score_alike(
    expected: float, tolerance: float, delivered: float, sd: float, n: int
) -> None:
    fields: dict[str, Any] = {
        "expected": expected,
        "tolerance": tolerance,
        "delivered": delivered,
        "delivered_sd": sd,
    }
    minutes = scored(row("duration", unit="min", delivered_n=n, **fields))
    seconds = scored(row("duration", unit="s", delivered_n=n, **{name: fields[name] * 60 for name in fields}))
    assert seconds.score == pytest.approx(minutes.score, rel=1e-9, abs=1e-7)
    assert seconds.interval == pytest.approx(minutes.interval, rel=1e-9, abs=1e-7)


@given(
    st.sampled_from(["tolerance", "symmetric", "prospect"]),
    st.sampled_from([1, 1.5, 2, 3]),
    st.floats(1e-6, 3),
)
def test_a_gain_is_the_equal_loss_over_the_loss_aversion(scheme: str, aversion: float, z: float) -> None:
    gain, loss = (
        scored(row("count", expected=0, tolerance=1, delivered=each), scheme=scheme, loss_aversion=aversion)
        for each in (z, -z)
    )
    assert gain.score is not None
    assert loss.score is not None
    assert gain.score == pytest.approx(-loss.score / gain.rules.aversion)


@given(expectations())
def test_the_gaps_telescope(expectation: Expectation) -> None:
    gaps = scored(expectation).gaps
    assume(None not in (gaps.knowledge, gaps.standards, gaps.delivery, gaps.experience))
    parts = (gaps.knowledge or 0, gaps.standards or 0, gaps.delivery or 0)
    size = max(1.0, *(abs(each) for each in parts))
    assert math.fsum(parts) == pytest.approx(gaps.experience, abs=size * 1e-12)


def test_a_gap_with_a_missing_end_is_unknown() -> None:
    gaps = scored(row("duration", expected=40, target=45)).gaps
    assert gaps == (None, -5, None, None, None)


def test_the_examples_builder_builds_what_it_says() -> None:
    for score in (-100, -15, 0, 12.5, 50):
        assert scored(at_score(score)).score == score
