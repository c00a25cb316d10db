"""The number that would make the two most urgent change places: it does, a bit less does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.editing.edits import set_field
from model.editing.places import Place, row_place
from model.files.loading import load
from model.journey.project import Project
from model.scoring.flip import Flip, flips
from model.scoring.totals import score_project
from tests.conftest import REPO_ROOT
from tests.scoring.building import at_score, project, row, touchpoint


def _order(shown: Project) -> list[str]:
    return [each.touchpoint.id for each in score_project(shown).priorities(2)]


def _with(shown: Project, flip: Flip, value: float) -> Project:
    place: Place = ("touchpoints", flip.touchpoint)
    if flip.row is not None:
        place = row_place(flip.touchpoint, flip.row.id)
    return set_field(shown, place, flip.field, value).apply(shown)


def _assert_flips(shown: Project, flip: Flip) -> None:
    before = _order(shown)
    assert _order(_with(shown, flip, flip.after))[0] == before[1]
    step = 10.0**-flip.decimals if flip.after > flip.before else -(10.0**-flip.decimals)
    less = round(flip.after - step, flip.decimals)
    assert _order(_with(shown, flip, less))[0] == before[0]


def test_delivered_expected_and_weight_are_found_at_the_very_number() -> None:
    """Priorities 40 and 30: the first must reach -30, which is 70 delivered of 100 on a tolerance of 50."""
    shown = project(
        touchpoint(at_score(-40), id="first"),
        touchpoint(at_score(-30), id="second"),
    )
    number, weight = flips(score_project(shown))
    assert (number.touchpoint, number.field, number.before) == ("first", "delivered", 60.0)
    assert (number.after, number.decimals) == (71.0, 0)
    assert number.size == pytest.approx(11 / 50)
    assert (weight.touchpoint, weight.field, weight.after) == ("first", "weight", 0.74)
    for each in (number, weight):
        _assert_flips(shown, each)


def test_a_number_goes_no_farther_than_its_scale() -> None:
    """The first is over the cap: one of its two rows alone cannot take it below the second."""
    far = {"expected": 9, "delivered": 1, "tolerance": 1}
    shown = project(
        touchpoint(row("rating", "a", **far), row("rating", "b", **far), id="first", weight=3),
        touchpoint(at_score(-20), id="second"),
    )
    (weight,) = flips(score_project(shown))
    assert weight.field == "weight"
    _assert_flips(shown, weight)


def test_nothing_flips_where_nothing_is_second() -> None:
    assert flips(score_project(project())) == ()
    assert flips(score_project(project(touchpoint(at_score(-40))))) == ()
    fine = project(touchpoint(at_score(-40), id="first"), touchpoint(at_score(10), id="second"))
    assert flips(score_project(fine)) == ()


def test_in_the_sample_too() -> None:
    shown = load(REPO_ROOT / "sample_config.toml").project
    assert shown is not None
    found = flips(score_project(shown))
    assert len(found) == 2
    for each in found:
        _assert_flips(shown, each)


@settings(max_examples=60)
@given(
    scores=st.lists(st.integers(-100, -1), min_size=2, max_size=5),
    weights=st.lists(st.sampled_from([1, 2, 0.5, 3]), min_size=5, max_size=5),
    assumed=st.booleans(),
)
def test_whatever_the_journey(scores: list[int], weights: list[float], assumed: bool) -> None:
    basis = "assumed" if assumed else "asked"
    shown = project(
        *[
            touchpoint(
                at_score(score, basis=basis), at_score(score + 1, id="two"), id=f"t{at}", weight=weight
            )
            for at, (score, weight) in enumerate(zip(scores, weights, strict=False))
        ]
    )
    for each in flips(score_project(shown)):
        _assert_flips(shown, each)
