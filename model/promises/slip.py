"""Slip and domino: when one promise is late, which later ones move, how far, and who has to be told."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Sequence
from datetime import date
from typing import NamedTuple

from model.journey.problem import Problem, ProblemsFound
from model.journey.project import Project
from model.journey.promise import Promise
from model.promises.calendar import Calendar
from model.promises.ledger import state_of
from model.promises.steps import EPOCH, Steps, planned, steps_of, waits

_ROUND = 9
"""Decimals to which a number of days is trusted before it is rounded up to whole ones."""
_TYPED = re.compile(r"\+?\s*(\d+(?:\.\d+)?)\s*(d|days?|wk|weeks?)?", re.IGNORECASE)


class Moved(NamedTuple):
    """One promise of a domino: where it stands, and where it would stand."""

    promise: Promise
    old: date
    """The day it is promised for now: `moved_to` where it was moved before, else `due`."""
    new: date
    """The day it would be ready; never earlier."""
    slip: float
    """Counted days between them, before they are rounded up to whole days."""
    slack: float
    """Counted days of delay it can take before it moves itself."""
    waits_for: tuple[str, ...]
    """Ids of the promises it waits for: its `after`, and those of the same customer by `depends_on`."""
    breaks: bool
    """Whether it can no longer be kept, and could before."""
    arithmetic: tuple[str, ...]
    """How the new day comes about, in words, day by day."""


class Domino(NamedTuple):
    """What a slip does: the promise that slips, and each one that waits for it, directly or not."""

    first: Moved
    later: tuple[Moved, ...]
    """In the order in which they fall, those that their slack still holds among them."""
    touchpoints: tuple[str, ...]
    """Ids of touchpoints that depend on those where something moves, in file order."""

    @property
    def moved(self) -> tuple[Moved, ...]:
        """The slipping promise and the later ones that it moves."""
        return (self.first, *(each for each in self.later if each.slip > 0.0))

    @property
    def held(self) -> tuple[Moved, ...]:
        """Later promises that keep their day thanks to their slack."""
        return tuple(each for each in self.later if each.slip <= 0.0)

    @property
    def broken(self) -> tuple[Moved, ...]:
        """Promises that could be kept before and cannot now."""
        return tuple(each for each in self.moved if each.breaks)

    @property
    def tell(self) -> tuple[tuple[str | None, tuple[Moved, ...]], ...]:
        """Who has to be told today, each with the promises that move for them; None where nobody is named."""
        groups: dict[str | None, list[Moved]] = {}
        for each in self.moved:
            groups.setdefault(each.promise.to, []).append(each)
        return tuple((to, tuple(moved)) for to, moved in groups.items())


def days_typed(text: str, calendar: Calendar) -> float:
    """The counted days that `+2d`, `2` or `+1wk` mean; a week has as many as the calendar says.

    Raises:
        ProblemsFound: it is no such number, or not above 0.
    """
    match = _TYPED.fullmatch(text.strip())
    days = float(match[1]) if match else 0.0
    if match and (match[2] or "d")[0].lower() == "w":
        days *= sum(calendar.week)
    return _above_zero(days, text)


def _above_zero(days: float, said: object) -> float:
    if not days > 0.0 or days > 36_500:
        raise ProblemsFound([Problem((), f'"{str(said)[:40]}" is no slip', "write one such as +2d")])
    return days


def domino(project: Project, promise: str, days: float, as_of: date) -> Domino:
    """What happens when the promise with this id slips by `days` counted days, on the day `as_of`.

    Raises:
        ProblemsFound: there is no such promise, it is done or withdrawn, `days` is not above 0, promises
            wait for each other in a ring (named), or a day would leave the calendar.
    """
    _above_zero(days, days)
    promises = {each.id: each for each in project.promises}
    start = promises.get(promise)
    if start is None:
        raise ProblemsFound([Problem((), f'there is no promise "{promise[:64]}"', "name one that is there")])
    if start.done is not None or start.outcome == "withdrawn":
        what = "done" if start.done is not None else "withdrawn"
        raise ProblemsFound([Problem((), f'"{start.what[:64]}" is {what}', "only an open promise can slip")])
    links = waits(project)
    plan = steps_of(project, {id: promises[id].done or planned(promises[id]) for id in links}, links)
    fixed = {id: plan.at[id] for id in links if promises[id].done is not None}
    ends, _ = plan.finishes({promise: days}, fixed)
    calendar = Calendar.of(project.about)

    def moved(id: str) -> Moved:
        each, slip = promises[id], round(ends[id] - plan.at[id], _ROUND)
        old = planned(each)
        new = calendar.plus(old, math.ceil(slip))
        could = state_of(each, as_of) in ("open", "moved") and as_of <= old
        lines = _arithmetic(slip, plan.slack[id], days if id == promise else None, calendar, old, new)
        return Moved(each, old, new, slip, plan.slack[id], links[id], slip > 0.0 and could, lines)

    later = tuple(moved(id) for id in _behind(plan, promise, fixed))
    first = moved(promise)
    places = [first.promise.touchpoint, *(each.promise.touchpoint for each in later if each.slip > 0.0)]
    return Domino(first, later, _downstream(project, places))


def _behind(plan: Steps, first: str, fixed: Container[str]) -> list[str]:
    """All that wait for `first`, directly or not, in the order of the plan; what is done holds up nothing."""
    reached = {first}
    found = []
    for id in plan.order:
        if id not in reached and id not in fixed and not reached.isdisjoint(plan.links[id]):
            reached.add(id)
            found.append(id)
    return found


def _downstream(project: Project, touchpoints: Sequence[str]) -> tuple[str, ...]:
    """The touchpoints that depend on some, directly or not, in file order, without those themselves."""
    users: dict[str, list[str]] = {}
    for each in project.touchpoints:
        for other in each.depends_on:
            users.setdefault(other, []).append(each.id)
    reached, todo = set(touchpoints), list(touchpoints)
    while todo:
        for user in users.get(todo.pop(), ()):
            if user not in reached:
                reached.add(user)
                todo.append(user)
    return tuple(each.id for each in project.touchpoints if each.id in reached.difference(touchpoints))


def _arithmetic(
    slip: float, slack: float, own: float | None, calendar: Calendar, old: date, new: date
) -> tuple[str, ...]:
    if own is not None:
        head = f"slips by {calendar.days(own)}"
    elif slip > 0.0:
        held = f", after {calendar.days(slack)} of slack," if slack else ""
        head = f"what it waits for finishes later{held} and moves it by {calendar.days(slip)}"
    else:
        room = f" with {calendar.days(slack)} of slack" if slack else ""
        return (f"what it waits for is still finished in time{room}: it stays on {old}",)
    rounded = f", rounded up to {calendar.days(math.ceil(slip))}" if slip != math.ceil(slip) else ""
    return (f"{head}{rounded}: {old} > {new}", *(() if calendar.every_day else calendar.words(old, new)))


class Effect(NamedTuple):
    """A promise that has slipped, and the later ones that it takes along as things stand."""

    cause: Promise
    over: float
    """Counted days it is over so far."""
    breaks: tuple[tuple[Promise, date], ...]
    """Open promises that cannot be kept any more, each with the day it can be ready at the earliest."""


def effects(project: Project, as_of: date) -> tuple[Effect, ...]:
    """Which later promises the slips so far break, by cause, in the order in which they fall.

    A late promise finished when it was done; a broken one finishes today at the earliest; a moved one on
    its new day.

    Raises:
        ProblemsFound: promises wait for each other in a ring.
    """
    promises = {each.id: each for each in project.promises}
    links = waits(project)
    plan = steps_of(project, {id: promises[id].due for id in links}, links)
    calendar = Calendar.of(project.about)
    states = {id: state_of(promises[id], as_of) for id in links}
    known = {
        id: promises[id].done or (planned(promises[id]) if states[id] == "moved" else as_of)
        for id in links
        if states[id] in ("late", "broken", "moved") or promises[id].done
    }
    reached = {id: float(calendar.between(EPOCH, day)) for id, day in known.items()}
    fixed = {id: end for id, end in reached.items() if promises[id].done}
    ends, held_by = plan.finishes({}, fixed, {id: end for id, end in reached.items() if id not in fixed})
    broken: dict[str, list[tuple[Promise, date]]] = {}
    source: dict[str, str] = {}
    for id in plan.order:
        if id not in held_by:
            continue
        before = held_by[id]
        source[id] = source.get(before, before)
        now = planned(promises[id])
        slip = round(ends[id] - float(calendar.between(EPOCH, now)), _ROUND)
        if slip > 0.0 and states[id] in ("open", "moved") and as_of <= now:
            broken.setdefault(source[id], []).append((promises[id], calendar.plus(now, math.ceil(slip))))
    return tuple(Effect(promises[id], ends[id] - plan.at[id], tuple(found)) for id, found in broken.items())
