"""Edits that need the rest of the project: what refers to a row, where it stands, what is free."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from model.editing.edits import ABSENT, Add, Batch, Edit, Move, Remove, SetField, new_item, set_field
from model.editing.places import Place, index_at, item_at, items_at, row_place
from model.journey.naming import NOUNS, derived_id, has_own_id
from model.journey.project import Project
from model.journey.record import plain

_LISTS = {"touchpoints": "depends_on", "promises": "after"}
"""The key under which rows of a kind name others of their own kind."""


def one_step(edits: list[Edit]) -> Edit:
    """Several edits as one step of undo; a single one stays itself."""
    return edits[0] if len(edits) == 1 else Batch(tuple(edits))


def adding(project: Project, collection: Place, data: dict[str, Any], index: int | None = None) -> Add:
    """Add an item with an id that is free, at `index` or at the end; raises ProblemsFound."""
    items = items_at(project, collection)
    name = collection[-1]
    if "id" not in data:
        text = str(data.get("name") or data.get("what") or "")
        data = {"id": derived_id(text, {item.id for item in items}, NOUNS[name]), **data}
    return Add(collection, len(items) if index is None else index, new_item(name, data))


def adding_touchpoint(project: Project, stage: str, name: str, after: str | None = None) -> Add:
    """Add a touchpoint to a stage, behind `after` or behind the stage's last one."""
    order = [each.id for each in project.stages]
    early = frozenset(order[: order.index(stage)]) if stage in order else frozenset()
    touchpoints = list(enumerate(project.touchpoints))
    # The first touchpoint of a stage goes behind those of the stages before it.
    behind = max((index for index, each in touchpoints if each.stage in early), default=-1)
    behind = max((index for index, each in touchpoints if each.stage == stage), default=behind)
    behind = next((index for index, each in touchpoints if each.id == after), behind)
    return adding(project, ("touchpoints",), {"stage": stage, "name": name}, behind + 1)


def noting(project: Project, touchpoint: str, text: str, by: str, on: date) -> Edit:
    """Add a note to a touchpoint, with its day and, where it is known, its author.

    Raises ProblemsFound where the touchpoint is gone.
    """
    place: Place = ("touchpoints", touchpoint)
    note = {"text": text, "by": by, "on": on} if by else {"text": text, "on": on}
    return set_field(project, place, "notes", [*plain(item_at(project, place).notes), note])


def removing(project: Project, place: Place) -> Edit:
    """Remove an item with everything that could not stand without it; raises ProblemsFound if it is gone."""
    item = item_at(project, place)
    edits: list[Edit] = []
    step = project
    if place[0] == "stages":
        for touchpoint in [each.id for each in project.touchpoints if each.stage == place[1]]:
            edit = removing(step, ("touchpoints", touchpoint))
            step = edit.apply(step)
            edits.append(edit)
    for edit in _releasing(step, place):
        step = edit.apply(step)
        edits.append(edit)
    edits.append(Remove(place, index_at(step, place), item))
    return one_step(edits)


def _releasing(project: Project, place: Place) -> Iterator[Edit]:
    """Edits that take away what refers to `place`; each is built for the project after the ones before."""
    name, id = place[-2], place[-1]
    if name == "touchpoints":
        for other in [each.id for each in project.promises if each.touchpoint == id]:
            edit = removing(project, ("promises", other))
            project = edit.apply(project)
            yield edit
        for action in [each for each in project.actions if each.touchpoint == id]:
            remove = Remove(("actions", action.id), index_at(project, ("actions", action.id)), action)
            project = remove.apply(project)
            yield remove
    if name in ("touchpoints", "expectations"):
        yield from _releasing_rows(project, place)
    listed = _LISTS.get(name, "")
    for each in items_at(project, place[:-1]) if listed else ():
        others = getattr(each, listed)
        if id in others and each.id != id:
            kept = [other for other in others if other != id]
            yield SetField((name, each.id), listed, list(others), kept or ABSENT)
    if name == "segments":
        for place_of, row in _rows(project):
            if row.segment == id:
                yield SetField(place_of, "segment", id, ABSENT)


def _releasing_rows(project: Project, place: Place) -> Iterator[Edit]:
    whole = len(place) == 2
    for action in project.actions:
        effect = action.would_deliver
        if not whole and action.touchpoint == place[1] and effect and effect.expectation == place[3]:
            yield SetField(("actions", action.id), "would_deliver", plain(effect), ABSENT)
    for scenario in project.scenarios:
        kept = [
            each
            for each in scenario.sets
            if each.touchpoint != place[1] or (not whole and each.expectation != place[3])
        ]
        if len(kept) != len(scenario.sets):
            after = plain(tuple(kept)) if kept else ABSENT
            yield SetField(("scenarios", scenario.id), "sets", plain(scenario.sets), after)


def renaming(project: Project, place: Place, id: str) -> Edit:
    """Give an item another id and let every reference follow."""
    before = place[-1]
    first = SetField(place, "id", before if has_own_id(item_at(project, place)) else ABSENT, id)
    return one_step([first, *_following(project, place, before, id)])


def naming(project: Project, place: Place, name: str) -> Edit:
    """Give an item another name.

    A row whose id is only derived from its name gets the id written down where something refers to
    it, since the next reader of the file would derive another one.
    """
    item = item_at(project, place)
    field = "name" if "name" in type(item).model_fields else "what"
    edits: list[Edit] = []
    if not has_own_id(item) and any(_following(project, place, item.id, f"{item.id}-renamed")):
        edits.append(SetField(place, "id", ABSENT, item.id))
    return one_step([*edits, set_field(project, place, field, name)])


def _following(project: Project, place: Place, before: str, after: str) -> Iterator[Edit]:
    """Edits that turn each reference to `before` into one to `after`; `place` is the item's old place."""
    kind = place[-2]
    if kind == "stages":
        for touchpoint in project.touchpoints:
            if touchpoint.stage == before:
                yield SetField(("touchpoints", touchpoint.id), "stage", before, after)
    elif kind == "segments":
        for place_of, row in _rows(project):
            if row.segment == before:
                yield SetField(place_of, "segment", before, after)
    elif kind == "touchpoints":
        for name in ("promises", "actions"):
            for each in getattr(project, name):
                if each.touchpoint == before:
                    yield SetField((name, each.id), "touchpoint", before, after)
    elif kind == "expectations":
        for action in project.actions:
            effect = action.would_deliver
            if action.touchpoint == place[1] and effect and effect.expectation == before:
                yield SetField(("actions", action.id), "would_deliver.expectation", before, after)
    yield from _following_lists(project, place, before, after)


def _following_lists(project: Project, place: Place, before: str, after: str) -> Iterator[Edit]:
    kind = place[-2]
    listed = _LISTS.get(kind, "")
    for each in items_at(project, place[:-1]) if listed else ():
        others = list(getattr(each, listed))
        if before in others:
            id = after if each.id == before else each.id
            yield SetField((kind, id), listed, others, [after if x == before else x for x in others])
    if kind in ("touchpoints", "expectations"):
        for scenario in project.scenarios:
            sets = [
                {**each, kind[:-1]: after}
                if each[kind[:-1]] == before and (kind == "touchpoints" or each["touchpoint"] == place[1])
                else each
                for each in plain(scenario.sets)
            ]
            if sets != plain(scenario.sets):
                yield SetField(("scenarios", scenario.id), "sets", plain(scenario.sets), sets)


def shifting(project: Project, place: Place, step: int) -> Edit | None:
    """Move an item one place up (-1) or down (+1) as the board shows it; None at the end of the road.

    Touchpoints stand by stage on the board: past the end of its stage one goes to the next stage.
    """
    if place[-2] != "touchpoints":
        index = index_at(project, place)
        target = index + step
        return Move(place, index, target) if 0 <= target < len(items_at(project, place[:-1])) else None
    index = index_at(project, place)
    stage = project.touchpoints[index].stage
    mates = [position for position, each in enumerate(project.touchpoints) if each.stage == stage]
    among = mates.index(index) + step
    if 0 <= among < len(mates):
        return Move(place, index, mates[among])
    order = [each.id for each in project.stages]
    other = order.index(stage) + step
    return to_stage(project, place[1], order[other], at_end=step < 0) if 0 <= other < len(order) else None


def to_stage(project: Project, touchpoint: str, stage: str, *, at_end: bool = True) -> Edit:
    """Move a touchpoint to another stage, as its last or first one."""
    place = ("touchpoints", touchpoint)
    index = index_at(project, place)
    before = project.touchpoints[index].stage
    edits: list[Edit] = [SetField(place, "stage", before, stage)] if before != stage else []
    mates = [position for position, each in enumerate(project.touchpoints) if each.stage == stage]
    if mates:
        target = mates[-1] + 1 if at_end else mates[0]
        target -= 1 if index < target else 0
        if target != index:
            edits.append(Move(place, index, target))
    return one_step(edits)


def writing_ids(project: Project) -> Edit | None:
    """Write down every id that is only derived from a name; None where all are written."""
    edits: list[Edit] = []
    for name in ("stages", "segments", "touchpoints", "promises", "actions", "scenarios"):
        edits += [
            SetField((name, each.id), "id", ABSENT, each.id)
            for each in getattr(project, name)
            if not has_own_id(each)
        ]
    edits += [SetField(place, "id", ABSENT, row.id) for place, row in _rows(project) if not has_own_id(row)]
    return one_step(edits) if edits else None


def _rows(project: Project) -> Iterator[tuple[Place, Any]]:
    for touchpoint in project.touchpoints:
        for row in touchpoint.expectations:
            yield row_place(touchpoint.id, row.id), row
