"""What is at stake beside the scores: value at risk, advice on the levers, what an action would bring."""

from __future__ import annotations

from datetime import date

import pytest

from model.editing.edits import set_field
from model.editing.places import row_place
from model.files.loading import load
from model.journey.action import Action, WouldDeliver
from model.journey.project import Project
from model.scoring.effects import days_over, effect_of
from model.scoring.levers import lever_advice
from model.scoring.risk import value_at_risk
from model.scoring.totals import score_project
from tests.conftest import REPO_ROOT
from tests.scoring.building import at_score, project, row, touchpoint


def _worth(shown: Project, **about: float) -> Project:
    return shown.model_copy(update={"about": shown.about.model_copy(update=about)})


def test_value_at_risk_lies_between_the_largest_and_the_sum() -> None:
    kept = [row("yes_no", f"r{at}", delivered=share) for at, share in enumerate((0.9, 0.76, True))]
    bonus = row("yes_no", "extra", bonus=True, delivered=0.2, expected_by=None)
    shown = _worth(project(touchpoint(*kept, bonus)), customers_per_year=1000, value_per_customer=50)
    found = value_at_risk(shown, score_project(shown))
    assert found is not None
    assert found.shares == pytest.approx((0.24, 0.34))
    assert found.values == pytest.approx((12_000, 17_000))
    assert found.words == "12000 to 17000 EUR a year: 24 % to 34 % of journeys have a failure"
    assert "1000 customers a year x 50.00 EUR x 34 % = 17000 EUR" in found.working
    assert any("24 % + 10 % = 34 %" in line for line in found.working)


def test_no_more_than_every_journey_fails() -> None:
    kept = [row("yes_no", f"r{at}", delivered=0.3) for at in range(3)]
    shown = _worth(project(touchpoint(*kept)), customers_per_year=10, value_per_customer=1)
    found = value_at_risk(shown, score_project(shown))
    assert found is not None
    assert found.shares == pytest.approx((0.7, 1.0))


def test_value_at_risk_needs_customers_value_and_a_keep_rate() -> None:
    kept = project(touchpoint(row("yes_no", delivered=0.9)))
    assert value_at_risk(kept, score_project(kept)) is None
    assert value_at_risk(_worth(kept, customers_per_year=5), score_project(kept)) is None
    late = _worth(project(touchpoint(at_score(-9))), customers_per_year=5, value_per_customer=5)
    assert value_at_risk(late, score_project(late)) is None


@pytest.mark.parametrize(
    ("time", "cost", "service", "words"),
    [
        (None, None, None, ""),
        (5, 6, 7, "All three are pushed at once"),
        (-20, -30, 0, "Meet what is expected first, cost before all"),
        (9, -30, 0, "You exceed on time and fall short on cost"),
        (9, 8, 0, "You exceed on time and cost: one is enough."),
        (0, 8, 0, "You exceed on cost: keep it so"),
        (0, -1, 3, "All are as expected: exceed on one, service is nearest."),
    ],
)
def test_exceed_on_one(time: float | None, cost: float | None, service: float | None, words: str) -> None:
    said = lever_advice({"time": time, "cost": cost, "service": service}, 5.0)
    assert said.startswith(words)
    assert bool(said) == bool(words)


def test_an_action_does_what_typing_its_number_would_do() -> None:
    shown = load(REPO_ROOT / "sample_config.toml").project
    assert shown is not None
    scores = score_project(shown)
    with_effect = [each for each in shown.actions if each.would_deliver is not None]
    assert len(with_effect) >= 3
    for action in with_effect:
        would = action.would_deliver
        effect = effect_of(action, scores)
        assert would is not None
        assert effect is not None
        place = row_place(action.touchpoint, would.expectation)
        typed = score_project(set_field(shown, place, "delivered", would.delivered).apply(shown))
        assert typed.journey.score is not None
        assert scores.journey.score is not None
        assert effect.journey == pytest.approx(typed.journey.score - scores.journey.score)
        row = typed.row(action.touchpoint, would.expectation)
        assert row is not None
        assert effect.after.score == row.score


def test_an_action_that_gives_a_first_score_counts_it_in() -> None:
    shown = project(
        touchpoint(at_score(-40), id="one"), touchpoint(row("count", expected=100, tolerance=50), id="two")
    )
    action = Action(
        touchpoint="two", what="Count", would_deliver=WouldDeliver(expectation="row", delivered=80)
    )
    effect = effect_of(action, score_project(shown))
    assert effect is not None
    assert effect.before.score is None
    assert effect.journey == pytest.approx(-30 - -40)
    assert effect.per(4) == pytest.approx(2.5)
    assert effect.per(None) is effect.per(0) is None


def test_without_a_promise_of_effect_nothing_is_said() -> None:
    shown = project(touchpoint(at_score(-40)))
    assert effect_of(Action(touchpoint="point", what="Talk"), score_project(shown)) is None


def test_overdue_counts_from_the_day_after() -> None:
    action = Action(touchpoint="point", what="Ring", due=date(2026, 11, 20))
    assert [days_over(action, date(2026, 11, day)) for day in (19, 20, 21, 30)] == [0, 0, 1, 10]
    done = action.model_copy(update={"done": date(2026, 11, 29)})
    assert days_over(done, date(2026, 11, 30)) == 0
