"""The ledger: what became of each promise by a given day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from model.journey.project import Project
from model.journey.promise import Promise

State = Literal["kept", "late", "broken", "open", "moved", "withdrawn"]
Risk = Literal["target", "need", "after"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many promises stand where. `at_risk` are among the `open`; moved and withdrawn are in none."""

    kept: int
    late: int
    broken: int
    open: int
    at_risk: int

    @property
    def keep_rate(self) -> float | None:
        """The share kept of those that were due or done, 0..1; None before the first."""
        concluded = self.kept + self.late + self.broken
        return self.kept / concluded if concluded else None


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
    if any(need.got is None and need.asked is not None and need.asked < as_of for need in promise.needs):
        found.append("need")
    waits_for = [others[each] for each in promise.after if each in others]
    if any(state_of(each, as_of) in ("late", "broken") for each in waits_for):
        found.append("after")
    return tuple(found)


def promise_counts(project: Project, as_of: date) -> Counts:
    """How many promises of a project are kept, late, broken, open, and at risk among the open, by a day."""
    others = {each.id: each for each in project.promises}
    states = [state_of(each, as_of) for each in project.promises]
    return Counts(
        kept=states.count("kept"),
        late=states.count("late"),
        broken=states.count("broken"),
        open=states.count("open"),
        at_risk=sum(1 for each in project.promises if risks_of(each, others, as_of)),
    )
