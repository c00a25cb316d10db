"""Moving a promise as it is typed, and promising it for an earlier day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.editing.promising import conclude_edit, sooner_edit
from model.editing.session import Session
from model.journey.problem import ProblemsFound
from model.promises.calendar import Calendar
from model.promises.shift import shift_typed, sooner
from tests.promises.building import TODAY, planned, promise
from tests.promises.test_calendar import OFFICE, calendars, counted

EVERY_DAY = Calendar.of(planned().about)
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "calendar", "days"),
    [
        ("+2d", EVERY_DAY, 2),
        ("2", EVERY_DAY, 2),
        ("+1wk", OFFICE, 5),
        ("-1d", EVERY_DAY, -1),
        ("-1wk", OFFICE, -5),
        ("2026-11-24", EVERY_DAY, 4),
        ("2026-11-24", OFFICE, 2),
        ("2026-11-19", OFFICE, -1),
        (" 2026-11-24 ", OFFICE, 2),
    ],
)
def test_later_earlier_or_a_day(text: str, calendar: Calendar, days: float) -> None:
    assert shift_typed(text, FRIDAY, calendar) == days


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("two", r"write one such as \+2d"),
        ("--2d", r"write one such as \+2d"),
        ("-1.5d", "no number of whole days"),
        ("2026-02-30", "is no day"),
        ("2026-11-20", "no working day away"),
        ("2026-11-21", "no working day away"),
    ],
)
def test_what_moves_nothing(text: str, says: str) -> None:
    with pytest.raises(ProblemsFound, match=says):
        shift_typed(text, FRIDAY, OFFICE)


@given(calendars(), st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(1, 400))
def test_days_earlier_is_the_last_day_from_which_so_many_count(
    calendar: Calendar, start: date, less: int
) -> None:
    found = calendar.minus(start, less)
    assert calendar.counts(found)
    assert counted(calendar, found, start) == less
    following = found + timedelta(days=1)
    while following < start and not calendar.counts(following):
        following += timedelta(days=1)
    assert counted(calendar, following, start) == less - 1


def test_earlier_than_any_day_of_a_file_is_refused() -> None:
    with pytest.raises(ProblemsFound, match="1900-01-01"):
        EVERY_DAY.minus(date(1900, 1, 5), 9)


def test_only_the_promise_itself_comes_earlier() -> None:
    project = planned(
        promise("a", TODAY + timedelta(days=3)), promise("b", TODAY + timedelta(days=5), after=("a",))
    )
    moved = sooner(project, "b", 4)
    assert moved.new == TODAY + timedelta(days=1)
    assert moved.arithmetic[1:] == ("it waits for A, which stands for 2026-11-25",)
    after = sooner_edit(project, "a", 2).apply(project)
    assert [(each.outcome, each.moved_to) for each in after.promises] == [
        ("moved", TODAY + timedelta(days=1)),
        (None, None),
    ]


def test_back_on_its_first_day_it_is_no_moved_promise() -> None:
    project = planned(promise("a", outcome="moved", moved_to=TODAY + timedelta(days=2)))
    session = Session.opened(project).apply(sooner_edit(project, "a", 2))
    assert (session.project.promises[0].outcome, session.project.promises[0].moved_to) == (None, None)
    assert session.undo().project is project


@pytest.mark.parametrize("fields", [{"done": TODAY}, {"outcome": "withdrawn"}])
def test_what_has_ended_does_not_move(fields: dict[str, Any]) -> None:
    with pytest.raises(ProblemsFound, match="only an open promise"):
        sooner(planned(promise("a", **fields)), "a", 1)
    with pytest.raises(ProblemsFound, match='no promise "b"'):
        sooner(planned(promise("a", **fields)), "b", 1)


def test_not_done_after_all_moved_and_withdrawn() -> None:
    project = planned(promise("a", TODAY - timedelta(days=1), done=TODAY))
    later = TODAY + timedelta(days=3)
    broken = conclude_edit(project, "a", undone=True, reason="rain").apply(project).promises[0]
    assert (broken.done, broken.reason) == (None, "rain")
    moved = conclude_edit(project, "a", moved_to=later).apply(project).promises[0]
    assert (moved.done, moved.outcome, moved.moved_to) == (None, "moved", later)
    again = planned(moved)
    opened = conclude_edit(again, "a", undone=True).apply(again).promises[0]
    assert (opened.outcome, opened.moved_to) == (None, None)
