"""The ledger: what became of each promise by a given day, and how well promises are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from model.journey.project import Project
from model.journey.promise import Need, Promise
from model.promises.calendar import Calendar
from model.scoring.uncertainty import wilson

State = Literal["kept", "late", "broken", "open", "moved", "withdrawn"]
Risk = Literal["target", "need", "after"]
Told = Literal["on the day", "late", "never"]
By = Literal["person", "deliverer", "touchpoint", "month"]

REPEATED = 3
"""A reason given so often is no longer an accident."""


class Counts(NamedTuple):
    """How many promises stand where. `at_risk` are among the `open`; moved and withdrawn are in none."""

    kept: int
    late: int
    broken: int
    open: int
    at_risk: int
    moved: int = 0
    withdrawn: int = 0

    @property
    def keep_rate(self) -> float | None:
        """The share kept of those that were due or done, 0..1; None before the first."""
        concluded = self.kept + self.late + self.broken
        return self.kept / concluded if concluded else None


class KeepRate(NamedTuple):
    """How many of the concluded promises (kept, late or broken) were kept."""

    kept: int
    n: int

    @property
    def rate(self) -> float | None:
        """The share kept, 0..1; None before the first promise was concluded."""
        return self.kept / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Its 95 % Wilson interval; None without a rate."""
        return wilson(self.kept / self.n, self.n) if self.n else None


class Reason(NamedTuple):
    """Why promises slipped, with all the promises that slipped for it."""

    text: str
    """As it was first written."""
    promises: tuple[Promise, ...]

    @property
    def repeated(self) -> bool:
        """Whether it was given so often that it should have been planned for."""
        return len(self.promises) >= REPEATED

    @property
    def sentence(self) -> str:
        """`power cut, 3 times: a reason given thrice is a plan that is missing`."""
        count = len(self.promises)
        end = ": a reason given thrice is a plan that is missing" if self.repeated else ""
        return f"{self.text}, {count} time{'' if count == 1 else 's'}{end}"


class Entry(NamedTuple):
    """One line of the ledger: a promise with all that follows from its dates by a day."""

    promise: Promise
    state: State
    risks: tuple[Risk, ...]
    """Why it is at risk; empty where it is not, or is not open."""
    told: Told | None
    """When the customer heard of the slip; None where nothing has slipped."""
    buffer: int | None
    """Counted days between the internal target and the promised day; None without a target."""
    over: int
    """Counted days past the promised day until it was done, or until now; 0 unless late or broken."""
    left: int | None
    """Counted days until the promised day, of an open one."""
    overdue_needs: tuple[Need, ...]
    """What somebody was asked for and has not supplied."""


def state_of(promise: Promise, as_of: date) -> State:
    """What became of a promise by a day: as the file says it was moved or withdrawn, else from its dates.

    Done on the due day is kept; on the due day itself an undone promise is still open.
    """
    if promise.outcome is not None:
        return promise.outcome
    if promise.done is not None:
        return "kept" if promise.done <= promise.due else "late"
    return "broken" if as_of > promise.due else "open"


def risks_of(promise: Promise, others: Mapping[str, Promise], as_of: date) -> tuple[Risk, ...]:
    """Why an open promise is at risk; empty where it is not, or is not open.

    It is past its own target; something it needs was asked for before this day and has not come; or a
    promise it waits for is late or broken. `others` holds the promises by id.
    """
    if state_of(promise, as_of) != "open":
        return ()
    found: list[Risk] = []
    if promise.target is not None and as_of > promise.target:
        found.append("target")
    if overdue_needs(promise, as_of):
        found.append("need")
    waits_for = [others[each] for each in promise.after if each in others]
    if any(state_of(each, as_of) in ("late", "broken") for each in waits_for):
        found.append("after")
    return tuple(found)


def overdue_needs(promise: Promise, as_of: date) -> tuple[Need, ...]:
    """What was asked for before this day and has not come."""
    return tuple(
        need for need in promise.needs if need.got is None and need.asked is not None and need.asked < as_of
    )


def told_of(promise: Promise, as_of: date) -> Told | None:
    """When the customer was told that it slips; None where it has not slipped.

    Late, broken, moved and withdrawn promises have. `on the day`: no later than the promised day itself.
    """
    if state_of(promise, as_of) in ("kept", "open"):
        return None
    if promise.told is None:
        return "never"
    return "on the day" if promise.told <= promise.due else "late"


def ledger(project: Project, as_of: date) -> tuple[Entry, ...]:
    """Every promise by a day, in file order; days are counted in the project's calendar."""
    calendar = Calendar.of(project.about)
    others = {each.id: each for each in project.promises}
    return tuple(_entry(each, others, calendar, as_of) for each in project.promises)


def _entry(promise: Promise, others: Mapping[str, Promise], calendar: Calendar, as_of: date) -> Entry:
    state, over = state_of(promise, as_of), 0
    if state in ("late", "broken"):
        over = calendar.between(promise.due, promise.done or as_of)
    return Entry(
        promise=promise,
        state=state,
        risks=risks_of(promise, others, as_of),
        told=told_of(promise, as_of),
        buffer=buffer_days(promise, calendar),
        over=over,
        left=calendar.between(as_of, promise.due) if state == "open" else None,
        overdue_needs=overdue_needs(promise, as_of) if promise.done is None else (),
    )


def buffer_days(promise: Promise, calendar: Calendar) -> int | None:
    """Counted days between the internal target and the promised day; None without a target."""
    return None if promise.target is None else calendar.between(promise.target, promise.due)


def promise_counts(project: Project, as_of: date) -> Counts:
    """How many promises of a project stand where by a day."""
    others = {each.id: each for each in project.promises}
    states = [state_of(each, as_of) for each in project.promises]
    return Counts(
        kept=states.count("kept"),
        late=states.count("late"),
        broken=states.count("broken"),
        open=states.count("open"),
        at_risk=sum(1 for each in project.promises if risks_of(each, others, as_of)),
        moved=states.count("moved"),
        withdrawn=states.count("withdrawn"),
    )


def keep_rate(promises: Iterable[Promise], as_of: date) -> KeepRate:
    """How many of those promises that were kept, late or broken by a day were kept."""
    states = [state_of(each, as_of) for each in promises]
    kept = states.count("kept")
    return KeepRate(kept, kept + states.count("late") + states.count("broken"))


_KEYS: Mapping[By, Callable[[Promise], str | None]] = {
    "person": lambda promise: promise.made_by,
    "deliverer": lambda promise: promise.agreed_by,
    "touchpoint": lambda promise: promise.touchpoint,
    "month": lambda promise: f"{promise.due:%Y-%m}",
}


def keep_rates(project: Project, as_of: date, by: By) -> tuple[tuple[str | None, KeepRate], ...]:
    """Keep-rates by who promised, who delivers, the touchpoint's id, or the month of the promised day.

    In the order of the file, months ascending; None stands for promises that do not say. Groups without
    a concluded promise are there, without a rate.
    """
    groups: dict[str | None, list[Promise]] = {}
    for promise in project.promises:
        groups.setdefault(_KEYS[by](promise), []).append(promise)
    names = sorted(groups, key=str) if by == "month" else list(groups)
    return tuple((name, keep_rate(groups[name], as_of)) for name in names)


def reasons(project: Project) -> tuple[Reason, ...]:
    """Why promises slipped, the commonest reason first; case and spaces make no difference."""
    groups: dict[str, list[Promise]] = {}
    for promise in project.promises:
        if promise.reason and (key := " ".join(promise.reason.casefold().split())):
            groups.setdefault(key, []).append(promise)
    found = [Reason((each[0].reason or "").strip(), tuple(each)) for each in groups.values()]
    return tuple(sorted(found, key=lambda each: -len(each.promises)))
