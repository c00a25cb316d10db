"""Scenarios and edits: a scenario made into the edits it stands for, and tries made into a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from model.editing.building import adding, naming, one_step
from model.editing.checking import still_there
from model.editing.differences import Change, differences
from model.editing.edits import ABSENT, Add, Batch, Edit, set_field, written
from model.editing.places import item_at, row_place
from model.journey.action import Scenario, ScenarioSet
from model.journey.problem import Problem, ProblemsFound
from model.journey.project import Project
from model.journey.record import Record, plain
from model.journey.rules import TRIABLE

_DERIVED = frozenset({"expected_by", "delivered_by", "better"})
"""Keys that mean something where they are not written, and so may seem changed by another key."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A value of a scenario that has nothing to change any more."""

    tried: ScenarioSet
    why: Literal["gone", "already"]
    """Its row is gone, or has that value."""

    @property
    def words(self) -> str:
        """One short sentence, without its full stop. Names stand in it as they are in the file."""
        row = f"{self.tried.touchpoint}/{self.tried.expectation}"
        if self.why == "gone":
            return f"{row} is gone"
        return f"{row} has {self.tried.field} {_plain_text(self.tried.to)} already"


@dataclass(frozen=True, slots=True)
class Steps:
    """What a scenario comes to on a project."""

    edits: tuple[Edit, ...]
    """One a value, each for the project after those before it."""
    stale: tuple[Stale, ...]


def steps_of(project: Project, sets: Sequence[ScenarioSet]) -> Steps:
    """The edits that somebody would type to give `project` these values, in their order."""
    edits: list[Edit] = []
    stale: list[Stale] = []
    for each in sets:
        place = row_place(each.touchpoint, each.expectation)
        if not still_there(project, place):
            stale.append(Stale(each, "gone"))
            continue
        if _equal(written(item_at(project, place), each.field), each.to):
            stale.append(Stale(each, "already"))
            continue
        edit = (
            naming(project, place, str(each.to))
            if each.field == "name"
            else set_field(project, place, each.field, each.to)
        )
        project = edit.apply(project)
        edits.append(edit)
    return Steps(tuple(edits), tuple(stale))


def scenario_edit(project: Project, id: str) -> Edit:
    """Everything the scenario with this id sets, as one step of undo.

    Raises:
        ProblemsFound: there is no such scenario, or nothing of it is left to set.
    """
    scenario: Scenario = item_at(project, ("scenarios", id))
    steps = steps_of(project, scenario.sets)
    if not steps.edits:
        found = "the plan says all of it already" if scenario.sets else "this scenario sets nothing"
        raise ProblemsFound([Problem((), found, "try something else, then keep it")])
    return one_step(list(steps.edits))


@dataclass(frozen=True, slots=True)
class Tries:
    """What differs between a plan and what is tried."""

    sets: tuple[ScenarioSet, ...]
    """What a scenario can hold: values of rows that the plan has too, in file order."""
    left_out: tuple[Change, ...]
    """What it cannot: rows and touchpoints that came, went or moved, and values elsewhere."""

    @property
    def count(self) -> int:
        """How many changes there are."""
        return len(self.sets) + len(self.left_out)


NO_TRIES = Tries((), ())


def scenario_of(plan: Project, tried: Project) -> Tries:
    """The values that lead from `plan` to `tried`, as a scenario holds them, and what it cannot hold.

    What was changed and changed back is no try.
    """
    if plan is tried:
        return NO_TRIES
    sets: list[ScenarioSet] = []
    left_out: list[Change] = []
    for change in differences(*_where_they_differ(plan, tried))[1]:
        if len(change.place) != 4 or change.kind not in ("changed", "renamed"):
            left_out.append(change)
            continue
        after = written(item_at(tried, change.place), change.field)
        if after is ABSENT and change.field in _DERIVED:
            continue
        holds = change.field in TRIABLE and isinstance(after, (bool, int, float, str))
        if not holds or not still_there(plan, change.place):
            left_out.append(change)
            continue
        _, touchpoint, _, row = change.place
        sets.append(ScenarioSet(touchpoint=touchpoint, expectation=row, field=change.field, to=after))
    return Tries(tuple(sets), tuple(left_out))


def _where_they_differ(plan: Project, tried: Project) -> tuple[Project, Project]:
    """Both without the touchpoints that are the very same, as long as none came, went or moved."""
    pairs = [
        pair for pair in zip(plan.touchpoints, tried.touchpoints, strict=False) if pair[0] is not pair[1]
    ]
    if len(plan.touchpoints) != len(tried.touchpoints) or any(was.id != now.id for was, now in pairs):
        return plan, tried
    was, now = tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)
    return plan.model_copy(update={"touchpoints": was}), tried.model_copy(update={"touchpoints": now})


def keeping(project: Project, name: str, sets: Sequence[ScenarioSet], cost: float | None = None) -> Add:
    """Add a scenario to the file; raises ProblemsFound where its values do not fit."""
    data: dict[str, Any] = {"name": name}
    if cost is not None:
        data["cost"] = cost
    return adding(project, ("scenarios",), {**data, "sets": plain(tuple(sets))})


def keeping_again(project: Project, id: str, sets: Sequence[ScenarioSet], cost: float | None) -> Edit | None:
    """Give a scenario other values, and another cost; None where it has them. Raises ProblemsFound."""
    place = ("scenarios", id)
    wanted = {"sets": plain(tuple(sets)) or ABSENT, "cost": ABSENT if cost is None else cost}
    item: Record = item_at(project, place)
    changed = {key: value for key, value in wanted.items() if not _equal(written(item, key), value)}
    if not changed:
        return None
    return one_step([set_field(project, place, key, value) for key, value in changed.items()])


def all_actions_done(project: Project) -> Scenario:
    """The scenario that always stands: every open action done, each with the effect it is expected to have.

    Of several actions on one row the value counts that pleases the customer most, since effects do not
    add up. The cost is the sum of the efforts that are stated; None without any.
    """
    best: dict[tuple[str, str], ScenarioSet] = {}
    efforts: list[float] = []
    for action in project.actions:
        effect = action.would_deliver
        if action.done is not None or effect is None:
            continue
        place = row_place(action.touchpoint, effect.expectation)
        if not still_there(project, place):
            continue
        efforts += [action.effort] if action.effort is not None else []
        key = (action.touchpoint, effect.expectation)
        higher = item_at(project, place).direction == "higher"
        if key in best and (float(effect.delivered) > float(best[key].to)) != higher:
            continue
        best[key] = ScenarioSet(touchpoint=key[0], expectation=key[1], field="delivered", to=effect.delivered)
    return Scenario(name=ALL_ACTIONS, cost=sum(efforts) if efforts else None, sets=tuple(best.values()))


ALL_ACTIONS = "All open actions done"


def as_one(edits: Sequence[Edit]) -> Edit:
    """Edits as one step of undo, without batches in batches."""
    flat: list[Edit] = []
    for each in edits:
        flat += each.edits if isinstance(each, Batch) else (each,)
    return one_step(flat)


def _equal(one: Any, other: Any) -> bool:
    """Whether two values of a file are the same to a reader: 6 and 6.0 are, 1 and true are not."""
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)


def _plain_text(value: bool | float | str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:g}"
