"""The days that count, against counting them one by one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.journey.problem import ProblemsFound
from model.journey.project import About, Weekday
from model.promises.calendar import Calendar

WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = Calendar.of(About(name="x"))
OFFICE = Calendar.of(About(name="x", working_days=WEEK[:5], holidays=(date(2026, 12, 25), date(2027, 1, 1))))

days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    week = draw(st.none() | st.sets(st.sampled_from(WEEK), min_size=1))
    holidays = draw(st.lists(days, max_size=30))
    return Calendar.of(About(name="x", working_days=tuple(week) if week else None, holidays=tuple(holidays)))


def counted(calendar: Calendar, start: date, end: date) -> int:
    return sum(calendar.counts(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))


@given(calendars(), days, days)
def test_days_between_are_those_that_count_one_by_one(calendar: Calendar, one: date, other: date) -> None:
    start, end = min(one, other), max(one, other)
    assert calendar.between(start, end) == counted(calendar, start, end)
    assert calendar.between(end, start) == -calendar.between(start, end)


@given(calendars(), days, st.integers(0, 400))
def test_days_later_is_the_first_day_by_which_so_many_counted(
    calendar: Calendar, start: date, more: int
) -> None:
    end = calendar.plus(start, more)
    assert end >= start
    assert calendar.between(start, end) == more
    assert more == 0 or calendar.counts(end)


@pytest.mark.parametrize(
    ("calendar", "start", "more", "end"),
    [
        (EVERY_DAY, date(2026, 11, 22), 2, date(2026, 11, 24)),
        (EVERY_DAY, date(2026, 12, 31), 1, date(2027, 1, 1)),
        (EVERY_DAY, date(2026, 4, 29), 3, date(2026, 5, 2)),
        (EVERY_DAY, date(2028, 2, 28), 1, date(2028, 2, 29)),
        (EVERY_DAY, date(2028, 2, 28), 2, date(2028, 3, 1)),
        (EVERY_DAY, date(2027, 2, 28), 1, date(2027, 3, 1)),
        (OFFICE, date(2026, 11, 20), 1, date(2026, 11, 23)),
        (OFFICE, date(2026, 11, 21), 1, date(2026, 11, 23)),
        (OFFICE, date(2026, 12, 24), 1, date(2026, 12, 28)),
        (OFFICE, date(2026, 12, 31), 1, date(2027, 1, 4)),
        (OFFICE, date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_weekends_holidays_month_ends_and_leap_days(
    calendar: Calendar, start: date, more: int, end: date
) -> None:
    assert calendar.plus(start, more) == end


def test_the_arithmetic_day_by_day() -> None:
    assert OFFICE.words(date(2026, 12, 24), date(2026, 12, 28)) == (
        "Fri 2026-12-25: holiday, not counted",
        "Sat 2026-12-26: no working day, not counted",
        "Sun 2026-12-27: no working day, not counted",
        "Mon 2026-12-28: working day 1",
    )
    assert EVERY_DAY.words(date(2026, 11, 22), date(2026, 11, 23)) == ("Mon 2026-11-23: day 1",)
    assert OFFICE.words(date(2026, 11, 23), date(2026, 11, 23)) == ()


def test_long_arithmetic_is_cut_and_still_adds_up() -> None:
    lines = EVERY_DAY.words(date(2026, 1, 1), date(2026, 3, 1))
    assert len(lines) == 32
    assert lines[-1] == "... to 2026-03-01: 28 days more, 59 days in all"


def test_a_century_of_one_day_weeks_leaves_the_calendar() -> None:
    sundays = Calendar.of(About(name="x", working_days=("sun",)))
    with pytest.raises(ProblemsFound, match="2199-12-31"):
        sundays.plus(date(2190, 1, 1), 36_500)


def test_words_for_numbers_of_days() -> None:
    assert [EVERY_DAY.days(1), EVERY_DAY.days(2.5), OFFICE.days(2), OFFICE.days(1.0)] == [
        "1 day",
        "2.5 days",
        "2 working days",
        "1 working day",
    ]
