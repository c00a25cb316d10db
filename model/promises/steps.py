"""What waits for what: promises as the steps of one plan, and when each can be finished."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from model.journey.cycles import rings
from model.journey.problem import Problem, ProblemsFound
from model.journey.project import Project
from model.journey.promise import Promise
from model.promises.calendar import Calendar

EPOCH = date(1899, 12, 31)
"""Where positions count from: the day before the first one a file may name."""


def planned(promise: Promise) -> date:
    """The day a promise stands for now: the day it was moved to, else the day it was due."""
    return promise.moved_to if promise.outcome == "moved" and promise.moved_to else promise.due


def waits(project: Project) -> dict[str, tuple[str, ...]]:
    """For each promise, in file order, the ids of those it waits for.

    Its `after`; and where its touchpoint depends on another, the last promise made there to the same
    customer for an earlier day, unless `after` says the opposite. Withdrawn promises wait for nothing and
    hold up nothing.

    Raises:
        ProblemsFound: promises wait for each other in a ring by `after`; it names the members.
    """
    standing = {each.id: each for each in project.promises if each.outcome != "withdrawn"}
    after = {id: tuple(each for each in item.after if each in standing) for id, item in standing.items()}
    for ring in rings(after):
        members = " > ".join((*ring, ring[0]))
        index = next(at for at, each in enumerate(project.promises) if each.id == ring[0])
        found = f"promises wait for each other: {members}"
        raise ProblemsFound([Problem(("promises", index, "after"), found, "remove one of the links")])
    depends = {each.id: each.depends_on for each in project.touchpoints if each.depends_on}
    if not depends:
        return after
    # What somebody wrote goes first: a link by touchpoints that turns against it would only close a ring.
    rank = {id: at for at, id in enumerate(_by_day(standing, after))}
    made: dict[tuple[str, str], list[Promise]] = {}
    for promise in sorted(standing.values(), key=planned):
        if promise.to:
            made.setdefault((promise.touchpoint, promise.to), []).append(promise)
    links = {}
    for id, promise in standing.items():
        implied = []
        for touchpoint in depends.get(promise.touchpoint, ()) if promise.to else ():
            others = made.get((touchpoint, promise.to or ""), [])
            earlier = bisect_left(others, planned(promise), key=planned)
            if earlier and rank[others[earlier - 1].id] < rank[id]:
                implied.append(others[earlier - 1].id)
        links[id] = tuple(dict.fromkeys((*after[id], *implied)))
    return links


def _by_day(promises: Mapping[str, Promise], after: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Ids so that each stands behind those it comes after, and by day where that leaves the choice."""
    missing = {id: len(set(others)) for id, others in after.items()}
    followers: dict[str, list[str]] = {}
    for id, others in after.items():
        for other in set(others):
            followers.setdefault(other, []).append(id)
    ready = [(planned(promises[id]), id) for id, count in missing.items() if not count]
    heapify(ready)
    while ready:
        _, id = heappop(ready)
        yield id
        for follower in followers.get(id, ()):
            missing[follower] -= 1
            if not missing[follower]:
                heappush(ready, (planned(promises[follower]), follower))


def in_order(links: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Ids so that each stands behind all it waits for; the order given otherwise. No rings."""
    done: dict[str, None] = {}
    for start in links:
        todo = [start]
        while todo:
            ahead = [id for id in links[todo[-1]] if id not in done and id in links]
            if ahead:
                todo += reversed(ahead)
            else:
                done.setdefault(todo.pop())
    return tuple(done)


class Steps(NamedTuple):
    """The promises as steps of one plan: what waits for what, and how much room each has.

    Days are positions: how many days count up to them.
    """

    links: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...]
    at: Mapping[str, float]
    """The planned finish of each."""
    slack: Mapping[str, float]
    """Counted days between what each waits for and its own start, 0 or more."""

    def finishes(
        self,
        delays: Mapping[str, float],
        fixed: Mapping[str, float] | None = None,
        earliest: Mapping[str, float] | None = None,
    ) -> tuple[dict[str, float], dict[str, str]]:
        """The finish of each with its own `delays` in counted days, and which one it was held up by.

        A step starts at its planned start or when the latest it waits for has finished, whichever is
        later, so that on a line slip = max(0, slip before - slack) + delay. `fixed` finishes stand
        whatever comes before them; no step finishes before its `earliest`.
        """
        fixed, earliest = fixed or {}, earliest or {}
        ends: dict[str, float] = {}
        held_by: dict[str, str] = {}
        for id in self.order:
            if id in fixed:
                ends[id] = fixed[id]
                continue
            carried = 0.0
            if before := self.links[id]:
                last = max(before, key=lambda each: ends[each])
                room = max(self.at[each] for each in before) + self.slack[id]
                carried = ends[last] - room
                if carried > 0.0:
                    held_by[id] = last
            end = self.at[id] + max(0.0, carried) + delays.get(id, 0.0)
            if id in earliest and earliest[id] > end:
                held_by.pop(id, None)
                end = earliest[id]
            ends[id] = end
        return ends, held_by


def steps_of(project: Project, days: Mapping[str, date], links: Mapping[str, tuple[str, ...]]) -> Steps:
    """The plan in which each promise is finished on the day that `days` holds for it."""
    calendar = Calendar.of(project.about)
    work = {each.id: each.days for each in project.promises}
    at = {id: float(calendar.between(EPOCH, days[id])) for id in links}
    slack = {}
    for id, before in links.items():
        needed = work[id]
        room = 0.0 if needed is None or not before else at[id] - max(at[each] for each in before) - needed
        slack[id] = max(0.0, room)
    return Steps(links, in_order(links), at, slack)
