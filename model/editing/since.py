"""What became of promises and actions between two versions of a project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from model.journey.project import Project
from model.promises.ledger import State, state_of

CONCLUDED: tuple[State, ...] = ("kept", "late", "broken")


@dataclass(frozen=True, slots=True)
class Since:
    """Promises concluded since the older version, and how far the actions that were open then have come."""

    promises: tuple[tuple[str, State], ...]
    """Ids with what became of them, in the order of the newer version."""
    actions_open_then: int
    actions_done: int
    """Of those, how many are done now."""

    def count(self, state: State) -> int:
        """How many promises ended so."""
        return sum(1 for _, each in self.promises if each == state)


def since(old: Project, new: Project, then: date | None, as_of: date) -> Since:
    """What became of promises and actions of `new` by `as_of` that was not so in `old` on the day `then`.

    Without a day, promises of the old version that nothing was done about count as open then.
    """
    before = {each.id: state_of(each, each.due if then is None else then) for each in old.promises}
    ended = []
    for promise in new.promises:
        state = state_of(promise, as_of)
        if state in CONCLUDED and before.get(promise.id) != state:
            ended.append((promise.id, state))
    now_done = {each.id: each.done is not None for each in new.actions}
    open_then = [each.id for each in old.actions if each.done is None and each.id in now_done]
    return Since(tuple(ended), len(open_then), sum(now_done[each] for each in open_then))


def newest_day(project: Project, most: date) -> date | None:
    """The newest day, up to `most`, on which the project says that something happened; None without any.

    For a version that nobody dated: it cannot be older than what it tells.
    """
    return max((each for each in _days(project) if each is not None and each <= most), default=None)


def _days(project: Project) -> Iterator[date | None]:
    for touchpoint in project.touchpoints:
        yield touchpoint.reviewed.on if touchpoint.reviewed else None
        for note in touchpoint.notes:
            yield None if isinstance(note, str) else note.on
        for row in touchpoint.expectations:
            yield row.expected_on
            yield row.delivered_on
    for promise in project.promises:
        yield from (promise.made, promise.done, promise.told)
        for need in promise.needs:
            yield from (need.asked, need.got)
    for action in project.actions:
        yield action.done
