"""The days that promises are counted in: working days where the file names them, else every day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from model.journey.problem import Problem, ProblemsFound
from model.journey.project import About

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ONE = timedelta(days=1)
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)
"""The first and the last day a file may name."""
MOST_WORDS = 31
"""Days that are spelled out one by one; of more, the first ones and how many follow."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days count. A day stands at the number of counting days up to and including it."""

    week: tuple[bool, ...]
    """Whether a Monday, Tuesday ... Sunday counts; at least one does."""
    holidays: tuple[date, ...]
    """Days that do not count although their weekday does, ascending."""

    @classmethod
    def of(cls, about: About) -> Calendar:
        """The calendar of a project; every day counts where it names no working days."""
        named = about.working_days
        week = tuple(day in named for day in WEEK) if named else (True,) * 7
        return cls(week, tuple(sorted({each for each in about.holidays if week[each.weekday()]})))

    @property
    def every_day(self) -> bool:
        """Whether all days count alike, so that there is nothing to explain."""
        return all(self.week) and not self.holidays

    @property
    def noun(self) -> str:
        """What one counted day is called."""
        return "day" if self.every_day else "working day"

    def days(self, count: float) -> str:
        """A number of counted days in words: `1 working day`, `2.5 days`."""
        text = f"{count:.2f}".rstrip("0").rstrip(".")
        return f"{text} {self.noun}{'' if text == '1' else 's'}"

    def counts(self, day: date) -> bool:
        """Whether this day counts."""
        return self.week[day.weekday()] and day not in self.holidays

    def between(self, start: date, end: date) -> int:
        """How many days count after `start`, up to and including `end`; negative where `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        weeks, rest = divmod((end - start).days, 7)
        total = weeks * sum(self.week)
        total += sum(self.week[(start.weekday() + 1 + step) % 7] for step in range(rest))
        return total - (bisect_right(self.holidays, end) - bisect_right(self.holidays, start))

    def plus(self, start: date, days: int) -> date:
        """The day on which the last of `days` >= 0 counted days after `start` falls; `start` itself for 0.

        Raises:
            ProblemsFound: that day lies beyond the last one a file can name.
        """
        day, left, in_week = start, days, sum(self.week)
        while left > 0:
            # Whole weeks first, so that a hundred years take as long as a month.
            step = timedelta(days=max(1, (left - 1) // in_week * 7))
            if step > _LAST - day:
                raise ProblemsFound(
                    [Problem((), f"{self.days(days)} after {start} is past {_LAST}", "write fewer days")]
                )
            left -= self.between(day, day + step)
            day += step
        return day

    def minus(self, start: date, days: int) -> date:
        """The latest counted day from which `days` >= 1 days are counted until `start`.

        Raises:
            ProblemsFound: that day lies before the first one a file can name.
        """
        day, left, in_week = start, days, sum(self.week)
        while left > 0 or not self.counts(day):
            step = timedelta(days=max(1, (left - 1) // in_week * 7))
            if step > day - _FIRST:
                raise ProblemsFound(
                    [Problem((), f"{self.days(days)} before {start} is before {_FIRST}", "write fewer days")]
                )
            left -= self.between(day - step, day)
            day -= step
        return day

    def words(self, start: date, end: date) -> tuple[str, ...]:
        """The count from `start` to `end` day by day, a line each: `Fri 2026-12-25: holiday, not counted`.

        Empty where `end` is not after `start`. Long counts end in `... and 40 more days`.
        """
        span = (end - start).days
        lines = list(self._walk(start, min(span, MOST_WORDS)))
        if span > MOST_WORDS:
            left = self.between(start + MOST_WORDS * _ONE, end)
            lines.append(
                f"... to {end}: {self.days(left)} more, {self.days(self.between(start, end))} in all"
            )
        return tuple(lines)

    def _walk(self, start: date, span: int) -> Iterator[str]:
        counted = 0
        for step in range(1, span + 1):
            day = start + step * _ONE
            name = f"{WEEK[day.weekday()].title()} {day}"
            if self.counts(day):
                counted += 1
                yield f"{name}: {self.noun} {counted}"
            else:
                why = "holiday" if self.week[day.weekday()] else "no working day"
                yield f"{name}: {why}, not counted"
