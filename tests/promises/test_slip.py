"""What a slip moves: lines, diamonds, rings, customers, calendars; and that dates only ever get later."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.editing.promising import conclude_edit, slip_edit
from model.editing.session import Session
from model.files.document import edited
from model.files.loading import load
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from model.journey.promise import Promise
from model.promises.calendar import Calendar
from model.promises.slip import Domino, days_typed, domino, effects
from model.promises.steps import in_order, steps_of, waits
from tests.conftest import REPO_ROOT
from tests.promises.building import TODAY, planned, promise

DAY = timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def _line(*slacks: float) -> Project:
    """Promises a, b, c ... each after the one before, three days of work and these slacks."""
    promises: list[Promise] = []
    due = TODAY
    for at, slack in enumerate(slacks):
        due += timedelta(days=3 + slack) if at else timedelta()
        after = (promises[-1].id,) if at else ()
        promises.append(promise("abcdefgh"[at], due, days=3, after=after))
    return planned(*promises)


def _dates(found: Domino) -> dict[str, tuple[date, date]]:
    return {each.promise.id: (each.old, each.new) for each in (found.first, *found.later)}


def test_the_line_example() -> None:
    """Delays 1.5, 0, 0.5, 0 with slack 0, 1, 0, 0 give slips 1.5, 0.5, 1.0, 1.0."""
    project = _line(0, 1, 0, 0)
    links = waits(project)
    steps = steps_of(project, {each.id: each.due for each in project.promises}, links)
    assert list(steps.slack.values()) == [0, 1, 0, 0]
    ends, held_by = steps.finishes({"a": 1.5, "c": 0.5})
    assert [ends[id] - steps.at[id] for id in "abcd"] == [1.5, 0.5, 1.0, 1.0]
    assert held_by == {"b": "a", "c": "b", "d": "c"}


def test_slack_takes_up_a_slip_and_the_rest_moves_on() -> None:
    found = domino(_line(0, 1, 0, 5), "a", 2, TODAY)
    assert [each.slip for each in (found.first, *found.later)] == [2, 1, 1, 0]
    assert [each.promise.id for each in found.moved] == ["a", "b", "c"]
    assert [each.promise.id for each in found.held] == ["d"]
    assert all(each.new - each.old == each.slip * DAY for each in (found.first, *found.later))


def test_half_days_add_up_before_they_are_rounded() -> None:
    found = domino(_line(0, 0, 0), "a", 0.5, TODAY)
    assert [each.new - each.old for each in (found.first, *found.later)] == [DAY, DAY, DAY]
    assert "rounded up to 1 day" in found.later[-1].arithmetic[0]


def test_without_work_days_there_is_no_slack() -> None:
    project = planned(promise("a"), promise("b", TODAY + 30 * DAY, after=("a",)))
    assert domino(project, "a", 1, TODAY).later[0].slip == 1


def test_a_diamond_moves_by_the_slower_side() -> None:
    """Top to left and right, both to bottom; the right side has four days of slack, the left none."""
    project = planned(
        promise("top", TODAY),
        promise("left", TODAY + 6 * DAY, days=6, after=("top",)),
        promise("right", TODAY + 6 * DAY, days=2, after=("top",)),
        promise("bottom", TODAY + 9 * DAY, days=2, after=("left", "right")),
    )
    slips = {each.promise.id: each.slip for each in domino(project, "top", 3, TODAY).later}
    assert slips == {"left": 3, "right": 0, "bottom": 2}
    assert [each.slip for each in domino(project, "right", 1, TODAY).later] == [0]
    assert [each.slip for each in domino(project, "right", 4, TODAY).later] == [3]


def test_an_earlier_side_may_slip_up_to_the_latest_one() -> None:
    """What is waited for is the latest: a side due four days before it has those days, too."""
    project = planned(
        promise("early", TODAY),
        promise("late", TODAY + 4 * DAY),
        promise("end", TODAY + 5 * DAY, days=1, after=("early", "late")),
    )
    assert domino(project, "early", 4, TODAY).later[0].slip == 0
    assert domino(project, "early", 5, TODAY).later[0].slip == 1


def test_a_ring_names_its_members() -> None:
    ring = planned(promise("a", after=("c",)), promise("b", after=("a",)), promise("c", after=("b",)))
    with pytest.raises(ProblemsFound, match="a > c > b > a"):
        domino(ring, "a", 1, TODAY)


def test_what_is_done_stays_and_holds_up_nobody() -> None:
    project = planned(
        promise("a"),
        promise("b", TODAY + DAY, after=("a",), done=TODAY),
        promise("c", TODAY + 2 * DAY, after=("b",)),
        promise("d", TODAY + 2 * DAY, after=("a",), outcome="withdrawn"),
    )
    assert domino(project, "a", 5, TODAY).later == ()


@pytest.mark.parametrize("fields", [{"done": TODAY}, {"outcome": "withdrawn"}])
def test_what_has_ended_cannot_slip(fields: dict[str, Any]) -> None:
    with pytest.raises(ProblemsFound, match="only an open promise can slip"):
        domino(planned(promise("a", **fields)), "a", 1, TODAY)


@pytest.mark.parametrize("days", [0, -1, float("nan"), 40_000])
def test_a_slip_is_a_number_of_days_above_0(days: float) -> None:
    with pytest.raises(ProblemsFound, match="is no slip"):
        domino(planned(promise("a")), "a", days, TODAY)


def test_a_promise_that_is_not_there_cannot_slip() -> None:
    with pytest.raises(ProblemsFound, match='no promise "b"'):
        domino(planned(promise("a")), "b", 1, TODAY)


def test_a_slip_past_the_end_of_the_calendar_is_refused() -> None:
    with pytest.raises(ProblemsFound, match="2199-12-31"):
        domino(planned(promise("a", date(2199, 12, 30))), "a", 2, TODAY)


@pytest.mark.parametrize(
    ("text", "days"), [("+2d", 2), ("2", 2), (" +1.5 d ", 1.5), ("+1wk", 5), ("3 days", 3), ("2 WEEKS", 10)]
)
def test_days_as_they_are_typed(text: str, days: float) -> None:
    calendar = Calendar.of(planned(working_days=WEEKDAYS).about)
    assert days_typed(text, calendar) == days


@pytest.mark.parametrize("text", ["", "-2d", "+0d", "two", "2 months", "1e3"])
def test_what_is_no_number_of_days(text: str) -> None:
    with pytest.raises(ProblemsFound, match=r"write one such as \+2d"):
        days_typed(text, Calendar.of(planned().about))


# -- customers, touchpoints, calendars -------------------------------------------------------------------


def _shop(*promises: Any, **about: Any) -> Project:
    base = planned(*promises, **about)
    (point,) = base.touchpoints
    touchpoints = (
        point.model_copy(update={"id": "build"}),
        point.model_copy(update={"id": "collect", "depends_on": ("build",)}),
        point.model_copy(update={"id": "ride", "depends_on": ("collect",)}),
    )
    return base.model_copy(update={"touchpoints": touchpoints})


def test_a_touchpoint_that_depends_on_another_moves_for_the_same_customer() -> None:
    project = _shop(
        promise("bike", touchpoint="build", to="Ann"),
        promise("lesson", TODAY + 2 * DAY, touchpoint="collect", to="Ann"),
        promise("other", TODAY + 2 * DAY, touchpoint="collect", to="Bob"),
        promise("before", TODAY - DAY, touchpoint="collect", to="Ann"),
        promise("unnamed", TODAY + 2 * DAY, touchpoint="collect"),
    )
    found = domino(project, "bike", 1, TODAY)
    assert [each.promise.id for each in found.later] == ["lesson"]
    assert found.later[0].waits_for == ("bike",)
    assert found.touchpoints == ("ride",)


def test_links_by_touchpoint_never_turn_an_explicit_one_into_a_ring() -> None:
    project = _shop(
        promise("bike", TODAY, touchpoint="build", to="Ann", after=("lesson",)),
        promise("lesson", TODAY + DAY, touchpoint="collect", to="Ann"),
    )
    assert waits(project) == {"bike": ("lesson",), "lesson": ()}


def test_nor_a_longer_one() -> None:
    project = _shop(
        promise("bike", TODAY - DAY, touchpoint="build", to="Ann", after=("parts",)),
        promise("parts", TODAY + DAY, touchpoint="ride", after=("lesson",)),
        promise("lesson", TODAY + DAY, touchpoint="collect", to="Ann"),
        promise("gift", TODAY, touchpoint="ride", after=("bike",)),
    )
    assert waits(project)["lesson"] == ()
    assert [each.promise.id for each in domino(project, "lesson", 1, TODAY).later] == [
        "parts",
        "bike",
        "gift",
    ]
    assert [(each.cause.id, len(each.breaks)) for each in effects(project, TODAY)] == [("bike", 1)]


def test_working_days_weekends_and_holidays() -> None:
    project = planned(
        promise("a", date(2026, 12, 23), to="Ann"),
        promise("b", date(2026, 12, 24), days=1, after=("a",), to="Bob"),
        working_days=WEEKDAYS,
        holidays=(date(2026, 12, 25),),
    )
    found = domino(project, "a", 2, TODAY)
    assert _dates(found) == {
        "a": (date(2026, 12, 23), date(2026, 12, 28)),
        "b": (date(2026, 12, 24), date(2026, 12, 29)),
    }
    assert found.first.arithmetic == (
        "slips by 2 working days: 2026-12-23 > 2026-12-28",
        "Thu 2026-12-24: working day 1",
        "Fri 2026-12-25: holiday, not counted",
        "Sat 2026-12-26: no working day, not counted",
        "Sun 2026-12-27: no working day, not counted",
        "Mon 2026-12-28: working day 2",
    )
    assert [(to, [each.promise.id for each in moved]) for to, moved in found.tell] == [
        ("Ann", ["a"]),
        ("Bob", ["b"]),
    ]


def test_month_ends_and_leap_days() -> None:
    project = planned(promise("a", date(2028, 2, 28)), promise("b", date(2028, 2, 29), after=("a",)))
    assert _dates(domino(project, "a", 1, TODAY)) == {
        "a": (date(2028, 2, 28), date(2028, 2, 29)),
        "b": (date(2028, 2, 29), date(2028, 3, 1)),
    }


def test_only_what_could_still_be_kept_becomes_broken() -> None:
    project = planned(
        promise("a", TODAY - DAY),
        promise("b", TODAY, after=("a",)),
        promise("c", TODAY - DAY, after=("a",), outcome="moved", moved_to=TODAY + DAY),
    )
    assert [each.promise.id for each in domino(project, "a", 1, TODAY).broken] == ["b", "c"]


# -- what has slipped already ----------------------------------------------------------------------------


def test_a_broken_promise_breaks_what_waits_for_it_day_by_day() -> None:
    """Two days of slack: on the third day over, the later one cannot be kept any more."""
    project = planned(promise("a"), promise("b", TODAY + 5 * DAY, days=3, after=("a",)))
    assert [bool(effects(project, TODAY + over * DAY)) for over in range(5)] == [False] * 3 + [True] * 2
    (effect,) = effects(project, TODAY + 4 * DAY)
    assert (effect.cause.id, effect.over) == ("a", 4)
    assert [(each.id, day) for each, day in effect.breaks] == [("b", TODAY + 7 * DAY)]


def test_a_late_promise_counts_until_it_was_done() -> None:
    project = planned(
        promise("a", TODAY - 4 * DAY, done=TODAY), promise("b", TODAY + DAY, days=2, after=("a",))
    )
    (effect,) = effects(project, TODAY)
    assert [(each.id, day) for each, day in effect.breaks] == [("b", TODAY + 2 * DAY)]


def test_what_moves_along_is_not_broken() -> None:
    moved: dict[str, Any] = {"outcome": "moved", "moved_to": TODAY + 3 * DAY}
    project = planned(
        promise("a", **moved),
        promise("b", TODAY + DAY, after=("a",), **{**moved, "moved_to": TODAY + 4 * DAY}),
    )
    assert effects(project, TODAY) == ()
    left = planned(project.promises[0], promise("b", TODAY + DAY, after=("a",)))
    assert [(each.id, day) for each, day in effects(left, TODAY)[0].breaks] == [("b", TODAY + 4 * DAY)]


# -- laws ------------------------------------------------------------------------------------------------


@st.composite
def plans(draw: st.DrawFn) -> Project:
    """Up to eight promises that wait for earlier ones, in any state, in any calendar."""
    promises: list[Promise] = []
    for at in range(draw(st.integers(1, 8))):
        due = TODAY + draw(st.integers(-20, 40)) * DAY
        fields: dict[str, Any] = {"days": draw(st.none() | st.sampled_from([0, 0.5, 1, 3, 10]))}
        fields["after"] = tuple(draw(st.sets(st.sampled_from([each.id for each in promises])))) if at else ()
        state = draw(st.sampled_from(["open", "open", "open", "done", "moved", "withdrawn"]))
        if state == "done":
            fields["done"] = due + draw(st.integers(-3, 9)) * DAY
        elif state == "moved":
            fields |= {"outcome": "moved", "moved_to": due + draw(st.integers(-3, 9)) * DAY}
        elif state == "withdrawn":
            fields["outcome"] = "withdrawn"
        promises.append(promise(f"p{at}", due, to=draw(st.sampled_from([None, "Ann"])), **fields))
    promises.append(promise("slips", TODAY, after=()))
    week = draw(st.none() | st.sets(st.sampled_from(WEEKDAYS), min_size=1))
    return _shop(
        *(
            each.model_copy(update={"touchpoint": draw(st.sampled_from(["build", "collect"]))})
            for each in promises
        ),
        working_days=tuple(week) if week else None,
    )


@given(plans(), st.floats(0.1, 60), st.floats(0, 30), st.data())
def test_a_slip_never_moves_a_date_earlier(
    project: Project, days: float, more: float, data: st.DataObject
) -> None:
    movable = [each.id for each in project.promises if each.done is None and each.outcome != "withdrawn"]
    id = data.draw(st.sampled_from(movable))
    found, larger = domino(project, id, days, TODAY), domino(project, id, days + more, TODAY)
    for each, further in zip((found.first, *found.later), (larger.first, *larger.later), strict=True):
        assert each.old <= each.new <= further.new
    session = Session.opened(project).apply(slip_edit(project, id, days, TODAY))
    for old, new in zip(project.promises, session.project.promises, strict=True):
        assert (new.moved_to or new.due) >= (old.moved_to or old.due)
        assert new.due == old.due
    assert session.undo().project is project
    assert slip_edit(project, id, days, TODAY).inverse().apply(session.project) == project


@given(plans(), st.integers(-30, 60))
def test_effects_are_later_than_the_promised_day(project: Project, on: int) -> None:
    for effect in effects(project, TODAY + on * DAY):
        assert effect.over > 0
        for each, day in effect.breaks:
            assert day > (each.moved_to or each.due)


@given(st.dictionaries(st.integers(0, 9), st.sets(st.integers(0, 9)), max_size=10))
def test_each_stands_behind_what_it_waits_for(graph: dict[int, set[int]]) -> None:
    links = {
        str(id): tuple(str(each) for each in others if each < id and each in graph)
        for id, others in graph.items()
    }
    order = in_order(links)
    assert sorted(order) == sorted(links)
    assert all(order.index(other) < order.index(id) for id, others in links.items() for other in others)


def test_a_line_of_thousands_falls_at_once() -> None:
    ids = [f"p{at}" for at in range(5000)]
    project = planned(*(promise(id, after=tuple(ids[at - 1 : at])) for at, id in enumerate(ids)))
    assert len(domino(project, "p0", 1, TODAY).moved) == 5000


# -- the edits -------------------------------------------------------------------------------------------


def test_applying_and_undoing_restores_the_bytes() -> None:
    loaded = load(REPO_ROOT / "sample_config.toml")
    assert loaded.project is not None
    session = Session.opened(loaded.project, loaded.raw)
    slipped = session.apply(slip_edit(loaded.project, "school-service", 2, TODAY))
    moved = {each.id: each.moved_to for each in slipped.project.promises if each.outcome == "moved"}
    assert moved == {
        "school-service": date(2026, 12, 9),
        "school-return": date(2026, 12, 10),
        "rees-service": date(2026, 12, 18),
    }
    _, steps = slipped.since_text()
    assert len(steps) == 1
    raw = edited(loaded.raw, steps)
    added = set(raw.decode().splitlines()) - set(loaded.text.splitlines())
    assert added == {"moved_to = 2026-12-09", "moved_to = 2026-12-10", 'outcome = "moved"'}
    assert slipped.undo().since_text() == (loaded.raw, ())
    back = slipped.apply(steps[0].edit.inverse())
    assert edited(loaded.raw, back.since_text()[1]) == loaded.raw


def test_a_slip_asks_again_whether_the_customer_was_told() -> None:
    project = planned(promise("a", told=TODAY), promise("b", TODAY + DAY, after=("a",)))
    untold = slip_edit(project, "a", 1, TODAY).apply(project)
    assert [each.told for each in untold.promises] == [None, None]
    told = slip_edit(project, "a", 1, TODAY, told=TODAY).apply(project)
    assert [each.told for each in told.promises] == [TODAY, TODAY]


def test_concluding_a_promise() -> None:
    project = planned(promise("a"), promise("b", outcome="moved", moved_to=TODAY + DAY))
    done = conclude_edit(project, "a", done=TODAY + DAY, told=TODAY, reason="rain").apply(project).promises[0]
    assert (done.done, done.told, done.reason, done.outcome) == (TODAY + DAY, TODAY, "rain", None)
    moved = conclude_edit(project, "b", done=TODAY + DAY).apply(project).promises[1]
    assert (moved.done, moved.outcome, moved.moved_to, moved.due) == (TODAY + DAY, None, None, TODAY)
    withdrawn = Session.opened(project).apply(conclude_edit(project, "b", withdrawn=True)).project.promises[1]
    assert (withdrawn.outcome, withdrawn.moved_to) == ("withdrawn", None)
    with pytest.raises(ProblemsFound, match="no promise"):
        conclude_edit(project, "gone", done=TODAY)
