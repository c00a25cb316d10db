"""Totals: what they add up, what stands beside them, and that an edit gives what a fresh start gives."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.journey.project import About, Project, Scoring, Stage
from model.journey.touchpoint import Touchpoint
from model.scoring.sums import FAN_OUT
from model.scoring.totals import JourneyScore, StageScore, TouchpointScore, score_project
from tests.scoring.building import (
    at_score,
    everything,
    expectations,
    project,
    projects,
    row,
    touchpoint,
    touchpoints,
)

STAGES = ("a", "b", "c")


def test_a_touchpoint_is_the_weighted_mean_of_its_scored_rows() -> None:
    point = touchpoint(
        at_score(-40, weight=3), at_score(10, id="other"), row("money", "unmeasured", expected=5)
    )
    found = score_project(project(point)).touchpoints[0]
    assert found.score == (3 * -40 + 10) / 4
    assert (found.coverage, found.scored) == (2 / 3, 2)


def test_touchpoints_count_by_their_weight_however_many_rows_they_have() -> None:
    crowd = touchpoint(*[at_score(-10, id=f"row-{at}") for at in range(9)], id="crowd")
    single = touchpoint(at_score(-50), id="single")
    assert score_project(project(crowd, single)).journey.score == -30


def test_a_weight_of_zero_takes_a_touchpoint_out_of_the_total_but_not_out_of_sight() -> None:
    journey = score_project(
        project(touchpoint(at_score(-80), id="muted", weight=0), touchpoint(at_score(-20), id="heard"))
    ).journey
    assert journey.score == -20
    assert journey.failed == 1
    assert journey.worst is not None
    assert journey.worst[0].id == "muted"


@pytest.mark.parametrize(
    "point",
    [
        touchpoint(),
        touchpoint(row("duration", expected=40)),
        touchpoint(at_score(-20), weight=0),
        touchpoint(at_score(-20, weight=0)),
    ],
    ids=["no row", "no scored row", "touchpoint of weight 0", "row of weight 0"],
)
def test_without_anything_of_weight_there_is_no_total(point: Touchpoint) -> None:
    journey = score_project(project(point)).journey
    assert (journey.score, journey.raw, journey.known_share, journey.interval) == (None, None, None, None)
    assert set(journey.levers.values()) == {None}


def test_an_empty_project_has_no_figures() -> None:
    journey = score_project(project(stages=())).journey
    assert (journey.score, journey.coverage, journey.unweighted, journey.worst) == (None, None, None, None)


def test_a_mean_does_not_hide_its_failures() -> None:
    rows = [at_score(30, id="good"), at_score(-60, id="bad"), at_score(-60, id="bad-too")]
    found = score_project(project(touchpoint(*rows)))
    assert found.touchpoints[0].failed == found.stages[0].failed == found.journey.failed == 2
    assert found.touchpoints[0].worst is not None
    assert found.touchpoints[0].worst.id == "bad"


def test_the_first_in_the_file_is_the_worst_of_equals_though_its_stage_comes_later() -> None:
    points = [
        touchpoint(at_score(-60), id="first", stage="b"),
        touchpoint(at_score(-60 - 1e-12), id="second", stage="a"),
    ]
    worst = score_project(project(*points, stages=("a", "b"))).journey.worst
    assert worst is not None
    assert worst[0].id == "first"


def test_known_means_both_numbers_are_known() -> None:
    rows = [
        at_score(-10, id="both"),
        at_score(-10, id="guessed", basis="assumed"),
        at_score(-10, id="unmeasured", delivered_by="assumed"),
        at_score(-10, id="promised", basis="promised", delivered_by="asked"),
    ]
    assert score_project(project(touchpoint(*rows))).journey.known_share == 0.5


def test_levers_are_weighted_means_of_their_rows() -> None:
    points = [
        touchpoint(at_score(-40, id="quick", lever="time"), at_score(20, id="dear", lever="cost"), weight=2),
        touchpoint(at_score(-10, lever="time"), at_score(-90, id="none"), id="other"),
    ]
    levers = score_project(project(*points)).levers
    assert levers == {"time": (-40 * 1 + -10 * 0.5) / 1.5, "cost": 20, "service": None}


def test_a_row_has_its_part_of_the_weight_of_its_touchpoint() -> None:
    points = [
        touchpoint(at_score(-40, lever="time"), id="alone"),
        touchpoint(
            at_score(-10, lever="time", weight=1), at_score(0, id="heavy", weight=3), id="shared", weight=2
        ),
    ]
    levers = score_project(project(*points)).levers
    assert levers["time"] == (-40 * 1 + -10 * 2 * 1 / 4) / (1 + 2 * 1 / 4)


class TestPriorities:
    def test_they_are_ordered_by_weight_times_shortfall(self) -> None:
        points = [
            touchpoint(at_score(-40), id="light"),
            touchpoint(at_score(-20), id="heavy", weight=3),
            touchpoint(at_score(10), id="fine", weight=9),
            touchpoint(row("money", expected=9), id="unscored", weight=9),
        ]
        found = [
            (each.touchpoint.id, each.touchpoint.priority)
            for each in score_project(project(*points)).priorities()
        ]
        assert found == [("heavy", 60), ("light", 40), ("fine", 0)]

    @pytest.mark.parametrize("most", [None, 2, 50])
    def test_equals_are_ordered_by_how_far_past_the_cap_they_are(self, most: int | None) -> None:
        points = [
            touchpoint(row("count", expected=0, tolerance=1, delivered=-3), id="bad"),
            touchpoint(row("count", expected=0, tolerance=1, delivered=-9), id="worse"),
        ]
        found = score_project(project(*points)).priorities(most)
        assert [each.touchpoint.id for each in found] == ["worse", "bad"]

    def test_neighbours_whose_intervals_overlap_are_not_separable(self) -> None:
        def kept(share: float, id: str, n: int | None = 400) -> Touchpoint:
            return touchpoint(row("yes_no", delivered=share, delivered_n=n), id=id)

        points = [kept(0.70, "worst"), kept(0.80, "middle"), kept(0.82, "near"), kept(0.99, "unsure", None)]
        found = score_project(project(*points)).priorities()
        assert [each.not_separable for each in found] == [False, True, None, None]
        assert [each.not_separable for each in score_project(project(*points)).priorities(2)] == [False, True]

    @given(projects(most=6), st.integers(0, 6))
    def test_the_first_few_are_the_first_of_all(self, drawn: Project, most: int) -> None:
        scores = score_project(drawn)
        assert scores.priorities(most) == scores.priorities()[:most]


@pytest.mark.parametrize(
    ("rows", "step"),
    [
        ((), "ask first"),
        ((row("duration", delivered=4), row("money", "other", expected=4)), "ask first"),
        ((row("duration", expected=4),), "measure"),
        ((at_score(-20), at_score(-30, id="lower", basis="assumed")), "ask first"),
        ((at_score(-20, basis="assumed"), at_score(-30, id="lower")), "fix"),
        ((at_score(-4), row("money", "unasked", delivered=4)), "hold"),
    ],
)
def test_the_next_step_of_a_touchpoint_is_that_of_its_lowest_row(rows: tuple[Any, ...], step: str) -> None:
    assert score_project(project(touchpoint(*rows))).touchpoints[0].next_step == step


class TestRollups:
    POINTS = (
        touchpoint(at_score(-60), id="one"),
        touchpoint(at_score(40, basis="assumed"), id="two"),
        touchpoint(at_score(-10), id="three", stage="b"),
        touchpoint(at_score(-100), id="muted", weight=0),
        touchpoint(row("money", expected=4), id="unscored"),
    )

    @pytest.mark.parametrize(
        ("rollup", "score"), [("mean", (-60 + 0 - 10) / 3), ("worst", -60), ("peak_end", -60 / 2 - 10 / 2)]
    )
    def test_they_change_the_journey_and_nothing_else(self, rollup: str, score: float) -> None:
        scores = score_project(project(*self.POINTS, stages=("a", "b", "stage"), rollup=rollup))
        assert scores.journey.score == pytest.approx(score)
        assert (scores.journey.interval is None) == (rollup != "mean")
        assert scores.stages[2].score == -30
        assert scores.journey.unweighted == (-60 + 0 - 10 - 100) / 4

    def test_the_lower_of_two_equal_peaks_is_remembered(self) -> None:
        points = [
            touchpoint(at_score(50), id="up"),
            touchpoint(at_score(-50), id="down"),
            touchpoint(at_score(0), id="end"),
        ]
        assert score_project(project(*points, rollup="peak_end")).journey.score == -25

    def test_raw_rolls_up_too(self) -> None:
        points = [touchpoint(at_score(50, basis="assumed"), id="up"), touchpoint(at_score(-20), id="down")]
        journey = score_project(project(*points, rollup="peak_end")).journey
        assert (journey.score, journey.raw) == (-20, 25 - 10)


class TestIntervals:
    def test_independent_rows_narrow_the_total(self) -> None:
        """Four equal rows: the total is half as wide as one of them."""
        rows = [row("yes_no", f"row-{at}", delivered=0.9, delivered_n=400) for at in range(4)]
        scores = score_project(project(touchpoint(*rows)))
        half = scores.touchpoints[0].rows[0].uncertainty
        assert half is not None
        for found in (scores.journey, scores.stages[0], scores.touchpoints[0]):
            assert found.score is not None
            assert found.interval == pytest.approx(
                (found.score - half.half_width / 2, found.score + half.half_width / 2)
            )

    def test_a_row_widens_the_total_by_its_share(self) -> None:
        points = [
            touchpoint(
                row("yes_no", "heavy", delivered=0.9, delivered_n=40, weight=3),
                at_score(0, id="sure"),
                weight=2,
            ),
            touchpoint(at_score(0), id="other"),
        ]
        scores = score_project(project(*points))
        half = scores.touchpoints[0].rows[0].uncertainty
        assert half is not None
        assert scores.touchpoints[0].variance ** 0.5 == pytest.approx(half.half_width * 3 / 4)
        assert scores.journey.half_width == pytest.approx(half.half_width * 3 / 4 * 2 / 3)

    def test_rows_without_an_interval_are_counted(self) -> None:
        rows = [
            row("yes_no", "sure", delivered=0.9, delivered_n=400),
            row("yes_no", "unsure", delivered=0.9),
            row("yes_no", "guessed", delivered=0.9, delivered_n=400, expected_by="assumed"),
            row("yes_no", "unscored"),
        ]
        scores = score_project(project(touchpoint(*rows)))
        assert scores.journey.without_interval == scores.touchpoints[0].without_interval == 2

    def test_a_total_stays_in_the_range_of_scores(self) -> None:
        rows = [row("yes_no", delivered=0.62, delivered_n=5)]
        interval = score_project(project(touchpoint(*rows))).journey.interval
        assert interval is not None
        assert interval[0] == -100


class TestSchemesInPoints:
    POINTS = (
        touchpoint(
            row("rating", "smile", expected=8, delivered=6, lever="service", expected_by="assumed"),
            row("duration", "wait", expected=10, delivered=13, lever="time"),
            row("rating", "unasked", delivered=6),
        ),
        touchpoint(row("duration", expected=10, delivered=20), id="slow"),
    )

    @pytest.mark.parametrize(("scheme", "score"), [("servqual", -2), ("servperf", 6), ("libqual", -2)])
    def test_totals_are_points_of_ratings(self, scheme: str, score: float) -> None:
        scores = score_project(project(*self.POINTS, scheme=scheme))
        journey = scores.journey
        assert (journey.score, journey.raw, journey.unweighted) == (score, score, score)
        assert (journey.coverage, journey.interval) == (0.5, None)
        assert journey.levers == {"time": None, "cost": None, "service": score}
        assert scores.touchpoints[1].score is None

    @pytest.mark.parametrize("scheme", ["servqual", "servperf", "libqual"])
    def test_what_to_do_stays_on_the_common_scale(self, scheme: str) -> None:
        plain = score_project(project(*self.POINTS))
        points = score_project(project(*self.POINTS, scheme=scheme))
        for ours, theirs in zip(points.touchpoints, plain.touchpoints, strict=True):
            assert ours.priority == theirs.priority
            assert (ours.failed, ours.next_step) == (theirs.failed, theirs.next_step)
        assert points.journey.failed == plain.journey.failed == 3
        assert points.journey.worst is not None
        assert points.journey.worst[1].tolerance_score == -100


def test_bands_and_failures_do_not_follow_the_scheme() -> None:
    """A loss past the limit stays failed where the selected scheme would number it above -50."""
    point = touchpoint(row("count", expected=0, tolerance=1, delivered=-1.01))
    for scheme in ("tolerance", "symmetric", "promise_strict", "prospect"):
        assert score_project(project(point, scheme=scheme)).journey.failed == 1


@given(projects())
def test_every_total_is_a_number_in_its_range_or_missing(drawn: Project) -> None:
    scores = score_project(drawn)
    rules = scores.rules
    found: list[JourneyScore | StageScore | TouchpointScore]
    found = [scores.journey, *scores.stages, *scores.touchpoints]
    for each in found:
        for figure in (each.score, each.raw, each.coverage, each.known_share, *(each.interval or ())):
            assert figure is None or math.isfinite(figure)
        assert each.known_share is None or 0 <= each.known_share <= 1 + 1e-12
        if each.score is not None and each.raw is not None and not rules.in_points:
            assert rules.lowest - 1e-9 <= each.score <= each.raw + 1e-9
            assert each.raw <= rules.highest + 1e-9
    for point in scores.touchpoints:
        assert point.priority is None or point.priority >= 0


@st.composite
def _edited(draw: st.DrawFn, drawn: Project) -> Project:
    """A project after one change of any kind, small or large."""
    points = list(drawn.touchpoints)
    match draw(st.sampled_from(["row", "row", "add", "remove", "move", "stages", "rules", "nothing"])):
        case "row" if points and points[(at := draw(st.integers(0, len(points) - 1)))].expectations:
            rows = list(points[at].expectations)
            rows[draw(st.integers(0, len(rows) - 1))] = draw(expectations(rows[-1].id))
            points[at] = points[at].model_copy(update={"expectations": tuple(rows)})
        case "add":
            points.insert(draw(st.integers(0, len(points))), draw(touchpoints(f"new-{len(points)}")))
        case "remove" if points:
            del points[draw(st.integers(0, len(points) - 1))]
        case "move" if points:
            taken = points.pop(draw(st.integers(0, len(points) - 1)))
            stage = draw(st.sampled_from(STAGES))
            points.insert(draw(st.integers(0, len(points))), taken.model_copy(update={"stage": stage}))
        case "stages":
            names = draw(st.permutations(STAGES))
            return drawn.model_copy(update={"stages": tuple(Stage(id=each, name="New") for each in names)})
        case "rules":
            scoring = Scoring(scheme=draw(st.sampled_from(["tolerance", "prospect", "servqual"])))
            about = About(name="A journey", rating_scale=(1, draw(st.sampled_from([5, 10]))))
            return drawn.model_copy(update={"scoring": scoring, "about": about})
    return drawn.model_copy(update={"touchpoints": tuple(points)})


@given(projects(), st.data())
def test_an_edit_gives_to_the_last_bit_what_a_fresh_start_gives(drawn: Project, data: st.DataObject) -> None:
    scores = score_project(drawn)
    if data.draw(st.booleans(), label="figures were looked at before"):
        everything(scores)
    for _ in range(3):
        drawn = data.draw(_edited(drawn))
        scores = score_project(drawn, scores)
        assert scores.project is drawn
        assert everything(scores) == everything(score_project(drawn))


@pytest.mark.parametrize("size", [1, FAN_OUT, FAN_OUT + 1, FAN_OUT**2 + 5])
def test_a_long_journey_gives_the_same_after_an_edit(size: int) -> None:
    """Sums of many parts are added up in steps; their edges are where an edit could go astray."""
    points = [
        touchpoint(at_score(-at % 97 - 0.1), id=f"p{at}", stage=STAGES[at % 2], weight=0.1)
        for at in range(size)
    ]
    before = score_project(project(*points, stages=STAGES))
    everything(before)
    for at in {0, size // 2, size - 1}:
        points[at] = touchpoint(at_score(-33.3), id=f"p{at}", stage=STAGES[at % 2], weight=0.7)
        after = project(*points, stages=STAGES)
        before = score_project(after, before)
        assert everything(before) == everything(score_project(after))
    wanted = math.fsum(each.weight * (row.score or 0) for each, row in before.rows())
    assert before.journey.score == pytest.approx(
        wanted / math.fsum(each.weight for each in points), rel=1e-13
    )


def test_an_edit_scores_one_touchpoint_and_takes_over_the_rest() -> None:
    points = [touchpoint(at_score(-at), id=f"p{at}", stage=STAGES[at % 3]) for at in range(9)]
    before = score_project(project(*points, stages=STAGES))
    changed = touchpoint(at_score(-50), id="p4", stage="b")
    after = before.project.model_copy(update={"touchpoints": (*points[:4], changed, *points[5:])})
    scores = score_project(after, before)
    taken_over = [new is old for new, old in zip(scores.touchpoints, before.touchpoints, strict=True)]
    assert taken_over == [True] * 4 + [False] + [True] * 4
    assert [new is old for new, old in zip(scores.stages, before.stages, strict=True)] == [True, False, True]


def test_scores_are_found_by_id() -> None:
    points = [touchpoint(at_score(-at), id=f"p{at}") for at in range(3)]
    scores = score_project(project(*points))
    found = scores.row("p2", "row")
    assert found is not None
    assert found.score == -2
    assert scores.touchpoint("p9") is None
    assert scores.row("p2", "other") is None
    assert scores.stage("stage") is scores.stages[0]
