"""Scenarios: applying one equals typing its edits, and tries are kept as what they are."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.editing.building import removing
from model.editing.edits import ABSENT, set_field
from model.editing.scenarios import (
    ALL_ACTIONS,
    all_actions_done,
    as_one,
    keeping,
    keeping_again,
    scenario_edit,
    scenario_of,
    steps_of,
)
from model.editing.session import Session
from model.files.document import guarded
from model.files.sameness import difference
from model.journey.action import ScenarioSet
from model.journey.problem import ProblemsFound
from tests.conftest import REPO_ROOT
from tests.editing.generated import random_file
from tests.editing.projects import CLEAR, DOOR, LINKED, MINUTES, linked
from tests.editing.random_edits import random_edit
from tests.editing.test_bytes import opened

SAMPLE = (REPO_ROOT / "sample_config.toml").read_bytes()


def written_down(session: Session) -> bytes:
    """The bytes a save would write."""
    raw, steps = session.since_text()
    assert raw is not None
    return guarded(raw, steps, session.project.to_data())


def tried(row: str, field: str, to: bool | float | str, touchpoint: str = "door") -> ScenarioSet:
    return ScenarioSet(touchpoint=touchpoint, expectation=row, field=field, to=to)


def test_applying_a_scenario_of_the_sample_equals_typing_its_values() -> None:
    start = opened(SAMPLE)
    typed = start
    for each in start.project.scenarios[0].sets:
        place = ("touchpoints", each.touchpoint, "expectations", each.expectation)
        typed = typed.apply(set_field(typed.project, place, each.field, each.to))
    applied = start.apply(scenario_edit(start.project, "just-ring"))
    assert len(list(applied.steps())) == 1
    assert written_down(applied) == written_down(typed) != SAMPLE
    assert written_down(applied.undo()) == SAMPLE


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_what_was_tried_is_applied_as_the_same_bytes_in_every_style_of_file(seed: int) -> None:
    """Random values are tried, made into a scenario, and applied elsewhere: as if typed there."""
    rng = Random(seed)
    start = opened(random_file(rng))
    after = start
    for _ in range(rng.randint(1, 8)):
        after = after.apply(random_edit(rng, after.project))
    found = scenario_of(start.project, after.project)
    steps = steps_of(start.project, found.sets)
    assert not [each for each in steps.stale if each.why == "gone"]
    typed, whole = start, start
    try:
        for edit in steps.edits:
            typed = typed.apply(edit)
    except ProblemsFound:
        return  # values that only hold together with what a scenario cannot hold
    if steps.edits:
        whole = start.apply(as_one(steps.edits))
    assert written_down(whole) == written_down(typed)
    if not found.left_out:
        assert scenario_of(after.project, whole.project).sets == ()
    back = whole.undo() if steps.edits else whole
    assert back.project is start.project


def test_what_was_changed_back_is_no_try() -> None:
    plan = linked()
    session = Session.opened(plan).apply(set_field(plan, MINUTES, "delivered", 41))
    session = session.apply(set_field(session.project, MINUTES, "delivered", 47))
    assert scenario_of(plan, session.project).count == 0


def test_what_a_scenario_cannot_hold_is_told_and_the_rest_is_kept() -> None:
    plan = linked()
    session = Session.opened(plan)
    for place, field, value in (
        (MINUTES, "delivered", 41),
        (MINUTES, "segment", ABSENT),
        (DOOR, "weight", 3),
        (CLEAR, "name", "Prices"),
    ):
        session = session.apply(set_field(session.project, place, field, value))
    found = scenario_of(plan, session.project)
    assert [(each.field, each.to) for each in found.sets] == [("name", "Prices"), ("delivered", 41)]
    assert [(each.place, each.field) for each in found.left_out] == [(DOOR, "weight"), (MINUTES, "segment")]
    gone = Session.opened(plan).apply(removing(plan, MINUTES))
    assert [each.kind for each in scenario_of(plan, gone.project).left_out if each.place == MINUTES] == [
        "removed"
    ]


def test_values_with_nothing_to_do_are_told_in_words() -> None:
    plan = linked()
    steps = steps_of(plan, [tried("gone", "delivered", 1), tried("minutes", "delivered", 47.0)])
    assert steps.edits == ()
    assert [each.words for each in steps.stale] == [
        "door/gone is gone",
        "door/minutes has delivered 47 already",
    ]
    # Yes is not 1: whoever types 1 writes 1.
    assert len(steps_of(plan, [tried("warm", "delivered", True), tried("warm", "delivered", 1)]).edits) == 2


def test_a_scenario_that_has_nothing_left_to_set_says_so() -> None:
    plan = linked()
    session = Session.opened(plan)
    done = session.apply(scenario_edit(plan, "riders")).project
    with pytest.raises(ProblemsFound, match="the plan says all of it already"):
        scenario_edit(done, "riders")
    empty = session.apply(set_field(plan, ("scenarios", "riders"), "sets", [])).project
    with pytest.raises(ProblemsFound, match="sets nothing"):
        scenario_edit(empty, "riders")
    with pytest.raises(ProblemsFound, match='no scenario "nobody"'):
        scenario_edit(plan, "nobody")


def test_another_name_for_a_row_is_followed_as_if_typed() -> None:
    """The id derived from the name is written down, since the action and the scenarios refer to it."""
    plan = linked(LINKED.replace('id = "minutes"\n', "").replace('"minutes"', '"door-to-door"'))
    edit = as_one(steps_of(plan, [tried("door-to-door", "name", "All the way")]).edits)
    row = Session.opened(plan).apply(edit).project.touchpoints[2].expectations[0]
    assert (row.name, row.id, "id" in row.model_fields_set) == ("All the way", "door-to-door", True)


def test_keeping_writes_a_table_that_reads_the_same_and_undo_takes_it_away() -> None:
    start = opened(SAMPLE)
    sets = [tried("hours", "delivered", 3, "slip-told")]
    kept = start.apply(keeping(start.project, 'A "try" [b]', sets, 2.5))
    scenario = kept.project.scenarios[-1]
    assert (scenario.name, scenario.cost, scenario.sets) == ('A "try" [b]', 2.5, tuple(sets))
    again = opened(written_down(kept)).project
    assert difference(again.to_data(), kept.project.to_data()) is None
    assert keeping_again(kept.project, scenario.id, sets, 2.5) is None
    more = keeping_again(kept.project, scenario.id, [*sets, tried("chasing", "limit", 3, "slip-told")], None)
    assert more is not None
    changed = kept.apply(more)
    assert (changed.project.scenarios[-1].cost, len(changed.project.scenarios[-1].sets)) == (None, 2)
    assert written_down(changed.undo().undo()) == SAMPLE


def test_with_all_open_actions_done_the_best_effect_on_a_row_counts() -> None:
    more = "".join(
        f'[[actions]]\nid = "a{at}"\ntouchpoint = "door"\nwhat = "x"\n{rest}\n'
        for at, rest in enumerate(
            (
                'effort = 4\nwould_deliver = { expectation = "minutes", delivered = 35 }',
                'effort = 2.5\nwould_deliver = { expectation = "minutes", delivered = 39 }',
                'done = 2026-11-01\nwould_deliver = { expectation = "minutes", delivered = 10 }',
                "effort = 100",
                'would_deliver = { expectation = "warm", delivered = 0.95 }',
            )
        )
    )
    standing = all_actions_done(linked(LINKED.replace("[[scenarios]]", f"{more}[[scenarios]]")))
    assert (standing.name, standing.cost) == (ALL_ACTIONS, 6.5)
    assert [(each.expectation, each.to) for each in standing.sets] == [("minutes", 35), ("warm", 0.95)]
    assert all_actions_done(linked(LINKED.split("[[actions]]")[0])).sets == ()
