"""What somebody types to move a promise: days later or earlier, or the new day itself."""

from __future__ import annotations

import re
from datetime import date

from model.journey.problem import Problem, ProblemsFound
from model.journey.project import Project
from model.promises.calendar import WEEK, Calendar
from model.promises.slip import Moved, days_typed
from model.promises.steps import planned, waits

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def shift_typed(text: str, standing: date, calendar: Calendar) -> float:
    """The counted days that a typed text moves a promise which stands for `standing`: below 0 for earlier.

    `+2d`, `2` and `+1wk` as `days_typed` has them, the same with a minus, or a day such as 2026-11-24.

    Raises:
        ProblemsFound: it is nothing of that, or moves nothing.
    """
    text = text.strip()
    if _DAY.fullmatch(text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise _refused(f"{text} is no day", "write one such as 2026-11-24") from None
        moved = calendar.between(standing, day)
        if not moved:
            name = WEEK[day.weekday()].title()
            raise _refused(f"{name} {day} is no {calendar.noun} away from {standing}", "write another day")
        return moved
    if text.startswith("-"):
        days = -days_typed(text[1:], calendar)
        if days != int(days):
            raise _refused(f'"{text[:40]}" is no number of whole days', "write one such as -1d")
        return days
    return days_typed(text, calendar)


def sooner(project: Project, promise: str, days: int) -> Moved:
    """Where the promise with this id stands when it is promised for `days` >= 1 counted days earlier.

    Nothing else moves: whatever waits for it keeps its day, and is given that much room.

    Raises:
        ProblemsFound: there is no such promise, it is done or withdrawn, or promises wait in a ring.
    """
    calendar = Calendar.of(project.about)
    each = next((one for one in project.promises if one.id == promise), None)
    if each is None:
        raise _refused(f'there is no promise "{promise[:64]}"', "name one that is there")
    if each.done is not None or each.outcome == "withdrawn":
        what = "done" if each.done is not None else "withdrawn"
        raise _refused(f'"{each.what[:64]}" is {what}', "only an open promise can move")
    old = planned(each)
    new = calendar.minus(old, days)
    links = waits(project)[promise]
    behind = [one for one in project.promises if one.id in links and one.done is None and planned(one) > new]
    lines = [f"is promised for {calendar.days(days)} earlier: {old} > {new}"]
    lines += [f"it waits for {one.what[:64]}, which stands for {planned(one)}" for one in behind]
    return Moved(each, old, new, -float(days), 0.0, links, breaks=False, arithmetic=tuple(lines))


def _refused(found: str, mend: str) -> ProblemsFound:
    return ProblemsFound([Problem((), found, mend)])
