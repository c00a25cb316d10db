"""What tries come to: the same numbers as two runs of `gapline score --json`."""

import json
from pathlib import Path

import pytest

from model.editing.building import removing
from model.editing.edits import set_field
from model.editing.scenarios import scenario_edit
from model.editing.session import Session
from model.editing.twolevers import two_levers
from model.editing.whatif import WhatIf, whatif_of
from model.journey.action import Scenario, ScenarioSet
from model.journey.problem import ProblemsFound
from model.scoring.totals import score_project
from tests.conftest import RunGapline
from tests.editing.projects import LINKED, MINUTES, linked
from tests.editing.test_bytes import opened
from tests.editing.test_scenarios import SAMPLE, tried, written_down


def whatif(text: str, *sets: ScenarioSet, cost: float | None = None) -> WhatIf:
    return whatif_of(score_project(linked(text)), Scenario(name="x", cost=cost, sets=sets))


def row_of(more: str, expected: str = "expected = 40", kind: str = 'kind = "duration"\nunit = "min"') -> str:
    """A journey of one row that delivers 47 minutes."""
    return (
        'format = 1\n[project]\nname = "X"\n[[stages]]\nid = "s"\nname = "S"\n'
        '[[touchpoints]]\nid = "door"\nstage = "s"\nname = "Door"\n'
        f'[[touchpoints.expectations]]\nid = "minutes"\nname = "M"\n{kind}\n'
        f'{expected}\nexpected_by = "asked"\ndelivered = 47\n{more}\n'
    )


@pytest.mark.parametrize("id", ["just-ring", "honest-date"])
def test_headline_levers_and_ranks_are_those_of_two_score_runs(
    id: str, tmp_path: Path, run_gapline: RunGapline
) -> None:
    start = opened(SAMPLE)
    applied = start.apply(scenario_edit(start.project, id))
    runs = []
    for name, session in (("before.toml", start), ("after.toml", applied)):
        path = tmp_path / name
        path.write_bytes(written_down(session))
        runs.append(json.loads(run_gapline("score", str(path), "--json").stdout))
    was, now = runs
    scenario = next(each for each in start.project.scenarios if each.id == id)
    found = whatif_of(score_project(start.project), scenario)
    assert found.journey == (was["journey"]["score"], now["journey"]["score"])
    assert found.closed == now["journey"]["score"] - was["journey"]["score"]
    assert found.closed_per_cost == (found.closed or 0) / (scenario.cost or 0)
    assert found.before.journey.failed == was["journey"]["failed"]
    assert found.after.journey.failed == now["journey"]["failed"]
    assert {lever: tuple(pair) for lever, pair in found.levers.items()} == {
        lever: (was["levers"][lever], now["levers"][lever]) for lever in was["levers"]
    }
    ranks = [
        {each["id"]: rank for rank, each in enumerate(sorted(run, key=lambda each: -each["priority"]), 1)}
        for run in ([each for each in run["touchpoints"] if each["priority"]] for run in runs)
    ]
    told = {each.touchpoint: (each.before, each.after) for each in found.ranks}
    assert told
    for name in ranks[0].keys() & ranks[1].keys():
        pair = (ranks[0][name], ranks[1][name])
        assert told.get(name, pair if pair[0] == pair[1] or min(pair) > 10 else None) == pair


def test_the_change_of_one_row_alone_is_a_scenario_of_that_row() -> None:
    both = [tried("minutes", "delivered", 42), tried("clear", "delivered", 8, "site")]
    found = whatif(LINKED, *both)
    assert found.rows == (("site", "clear"), ("door", "minutes"))
    for each in both:
        assert found.alone(each.touchpoint, each.expectation) == whatif(LINKED, each).closed
    assert found.alone("door", "warm") == 0
    assert found.alone("door", "nothing") is None


def test_a_row_that_came_or_went_is_no_row_of_the_plan() -> None:
    plan = score_project(linked())
    after = Session.opened(plan.project).apply(removing(plan.project, ("touchpoints", "door"))).project
    found = WhatIf(plan, score_project(after, plan))
    assert found.rows == ()
    assert [(each.touchpoint, each.after) for each in found.ranks if each.after is None] == [("door", None)]
    assert WhatIf(found.after, plan).rows == (("door", "minutes"), ("door", "warm"))
    assert WhatIf(found.after, plan).alone("door", "minutes") is None


def test_without_a_cost_or_without_a_score_nothing_is_divided() -> None:
    better = tried("minutes", "delivered", 42)
    assert whatif(LINKED, better).closed_per_cost is None
    assert whatif(LINKED, better, cost=0).closed_per_cost is None
    empty = 'format = 1\n[project]\nname = "X"\n'
    assert whatif(empty, cost=3).closed_per_cost is None
    assert whatif(empty).journey == (None, None)
    assert whatif(LINKED).ranks == ()


def test_values_that_break_a_rule_together_are_refused() -> None:
    sets = (tried("minutes", "expected", 50), tried("minutes", "limit", 45))
    with pytest.raises(ProblemsFound, match="on the better side"):
        whatif(row_of(""), *sets)


# -- two levers ------------------------------------------------------------------------------------------


def levers(text: str) -> tuple[object, ...]:
    """What each way sets, or why it is none."""
    project = linked(text)
    found = two_levers(score_project(project), "door", "minutes")
    assert found is not None
    told: list[object] = []
    for way in (found.deliver, found.promise):
        if way.edit is None:
            told.append(way.why_not)
            continue
        after = Session.opened(project).apply(way.edit).project
        row = after.touchpoints[0].expectations[0]
        told.append((row.delivered, row.expected, row.promised))
        assert way.after is not None
        assert way.after.journey.score == score_project(after).journey.score
    return tuple(told)


def test_both_ways_close_the_gap() -> None:
    assert levers(row_of("")) == ((40, 40, None), (47, 47, None))
    assert levers(row_of("promised = 45")) == ((40, 40, 45), (47, 47, 47))
    assert levers(row_of("promised = 60")) == ((40, 40, 60), (47, 47, 60))
    assert levers(row_of("promised = 45", expected="")) == ((45, None, 45), (47, None, 47))


def test_what_cannot_be_done_and_what_they_do_not_accept_is_no_way() -> None:
    beyond = "What is expected is beyond the best we could ever do: renegotiate."
    past = "What is delivered is at or past the worst they accept: promising it does not help."
    assert levers(row_of("feasible = 50")) == (beyond, (47, 47, None))
    assert levers(row_of("feasible = 43\nlimit = 47")) == ((43, 40, None), past)
    assert levers(row_of("limit = 45")) == ((40, 40, None), past)


def test_a_row_without_a_gap_has_no_levers() -> None:
    for text in (row_of("", expected="expected = 47"), row_of("", expected=""), row_of("", "expected = 60")):
        assert two_levers(score_project(linked(text)), "door", "minutes") is None
    assert two_levers(score_project(linked()), "door", "nothing") is None


def test_a_promise_that_is_kept_or_not_is_typed_as_yes() -> None:
    text = row_of("", expected="", kind='kind = "yes_no"').replace("delivered = 47", "delivered = 0.9")
    assert levers(text) == ((True, None, None), (0.9, 0.9, None))


def test_lowering_an_expectation_to_nothing_is_refused_with_its_reason() -> None:
    text = row_of('better = "higher"').replace("delivered = 47", "delivered = 0")
    assert levers(text)[1] == "An expectation of 0 has no tolerance to measure against."


def test_whatever_was_not_tried_is_not_scored_again() -> None:
    head, _, rest = row_of("").partition("[[touchpoints]]")
    many = "".join("[[touchpoints]]" + rest.replace('id = "door"', f'id = "t{at}"') for at in range(500))
    plan = score_project(linked(head + many))
    place = ("touchpoints", "t7", *MINUTES[2:])
    after = score_project(set_field(plan.project, place, "delivered", 41).apply(plan.project), plan)
    assert WhatIf(plan, after).changed == ("t7",)
    anew = [now for was, now in zip(plan.touchpoints, after.touchpoints, strict=True) if now is not was]
    assert [each.id for each in anew] == ["t7"]
