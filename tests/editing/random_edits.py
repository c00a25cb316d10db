"""Random valid edits of every kind, for whatever has to hold after any of them.

`random_edit(rng, project)` gives an edit that a session on `project` accepts. With a seeded `Random` the
same edits come in every run.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from model.editing.building import (
    adding,
    adding_touchpoint,
    naming,
    removing,
    renaming,
    shifting,
    to_stage,
    writing_ids,
)
from model.editing.edits import ABSENT, Batch, Edit, Move, set_field
from model.editing.places import Place, index_at, items_at, row_place
from model.editing.session import Session
from model.journey.expectation import NUMBER_FIELDS
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from model.journey.quantity import DELIVERED_BASES, EXPECTED_BASES, KINDS, LEVERS
from tests.editing.generated import UNITS, day, number, row_number, text_value

TOP = ("stages", "segments", "touchpoints", "promises", "actions", "scenarios")


def random_edit(rng: Random, project: Project) -> Edit:
    """An edit that a session on `project` accepts, of any kind the program can make."""
    session = Session.opened(project)
    for _ in range(400):
        edit = rng.choices(_MAKERS, _SHARES)[0](rng, project)
        if edit is None:
            continue
        try:
            session.apply(edit)
        except ProblemsFound:
            continue
        return edit
    raise AssertionError("no edit fits this project")


def random_rows(project: Project) -> list[Place]:
    """The places of all rows."""
    return [row_place(each.id, row.id) for each in project.touchpoints for row in each.expectations]


def _pick(rng: Random, places: list[Place]) -> Place | None:
    return rng.choice(places) if places else None


def _any_item(rng: Random, project: Project) -> Place | None:
    name = rng.choice((*TOP, "expectations", "expectations"))
    if name == "expectations":
        return _pick(rng, random_rows(project))
    return _pick(rng, [(name, each.id) for each in getattr(project, name)])


def _item(rng: Random, project: Project, name: str) -> Place | None:
    return _pick(rng, [(name, each.id) for each in getattr(project, name)])


def _set_number(rng: Random, project: Project) -> Edit | None:
    place = _pick(rng, random_rows(project))
    if place is None:
        return None
    row = items_at(project, place[:-1])[index_at(project, place)]
    field = rng.choice((*NUMBER_FIELDS, "delivered", "expected"))
    scale = project.scale_of(row.scale)
    value = ABSENT if rng.random() < 0.1 else row_number(rng, row.to_data(), scale)
    return set_field(project, place, field, value)


def _values(rng: Random, project: Project) -> dict[str, dict[str, Callable[[], Any]]]:
    """For each kind of table its keys, and what could be written there."""
    ids = [each.id for each in project.touchpoints]
    return {
        "project": {
            "name": lambda: text_value(rng),
            "currency": lambda: rng.choice(("EUR", "TRY", "GBP")),
            "stale_after_days": lambda: rng.randint(1, 999),
            "value_per_customer": lambda: number(rng, 0, 500),
            "working_days": lambda: rng.sample(["mon", "tue", "wed", "sun"], 2),
            "holidays": lambda: [day(rng) for _ in range(rng.randint(0, 3))],
        },
        "scoring": {
            "scheme": lambda: rng.choice(("tolerance", "servqual")),
            "loss_aversion": lambda: rng.choice((1, 1.0, 2, 2.25)),
            "rollup": lambda: "peak_end",
        },
        "check": {"few": lambda: rng.randint(1, 9), "far": lambda: 1.5, "ignore": lambda: ["GAP101"]},
        "stages": {"name": lambda: text_value(rng), "purchase": lambda: rng.random() < 0.5},
        "segments": {"name": lambda: text_value(rng), "share": lambda: rng.choice((0, 1, 0.5))},
        "touchpoints": {
            "channel": lambda: text_value(rng),
            "owner": lambda: text_value(rng),
            "weight": lambda: number(rng, 0, 9),
            "says": lambda: text_value(rng),
            "depends_on": lambda: rng.sample(ids, min(len(ids), rng.randint(0, 2))),
            "feedback": lambda: text_value(rng),
            "authority": lambda: {"who": text_value(rng), "backed_by": "lead"},
            "authority.who": lambda: text_value(rng),
            "authority.up_to": lambda: text_value(rng),
            "reassurance": lambda: rng.random() < 0.5,
            "reviewed": lambda: {"on": day(rng), "by": ["Ana", text_value(rng)], "score": -3.5},
            "reviewed.on": lambda: day(rng),
            "notes": lambda: [text_value(rng), {"text": text_value(rng), "on": day(rng)}][
                : rng.randint(0, 2)
            ],
            "ignore": lambda: ["GAP104"],
        },
        "expectations": {
            "kind": lambda: rng.choice(KINDS),
            "unit": lambda: rng.choice((*UNITS, "calls")),
            "lever": lambda: rng.choice(LEVERS),
            "better": lambda: rng.choice(("lower", "higher")),
            "scale": lambda: rng.choice(([1, 7], [0, 100.0])),
            "tolerance": lambda: number(rng, 1, 9),
            "bonus": lambda: rng.random() < 0.5,
            "expected_by": lambda: rng.choice(EXPECTED_BASES),
            "expected_n": lambda: rng.randrange(99),
            "expected_on": lambda: day(rng),
            "delivered_by": lambda: rng.choice(DELIVERED_BASES),
            "delivered_sd": lambda: number(rng, 0, 9),
            "delivered_on": lambda: day(rng),
            "weight": lambda: number(rng, 0, 9),
            "segment": lambda: rng.choice([each.id for each in project.segments] or ["none"]),
            "observations": lambda: rng.choice(([1, 0.5, 1], {"file": "times.csv", "column": "m"})),
        },
        "promises": {
            "to": lambda: text_value(rng),
            "due": lambda: day(rng),
            "done": lambda: day(rng),
            "exists": lambda: rng.random() < 0.5,
            "days": lambda: number(rng, 0, 30),
            "outcome": lambda: "withdrawn",
            "after": lambda: rng.sample([each.id for each in project.promises], 1),
            "needs": lambda: [{"what": text_value(rng), "from": "customer", "asked": day(rng)}],
        },
        "actions": {
            "owner": lambda: text_value(rng),
            "done": lambda: day(rng),
            "effort": lambda: number(rng, 0, 30),
            "would_deliver.delivered": lambda: 1,
        },
        "scenarios": {"cost": lambda: number(rng, 0, 90), "sets": lambda: []},
    }


def _set_any(rng: Random, project: Project) -> Edit | None:
    values = _values(rng, project)
    if rng.random() < 0.15:
        place: Place | None = (rng.choice(("project", "scoring", "check")),)
    else:
        place = _any_item(rng, project)
    if place is None:
        return None
    keys = values[place[0] if len(place) == 1 else place[-2]]
    key = rng.choice(list(keys))
    value = ABSENT if key not in ("name", "due") and rng.random() < 0.2 else keys[key]()
    return set_field(project, place, key, value)


def _basis(rng: Random, project: Project) -> Edit | None:
    place = _pick(rng, random_rows(project))
    return set_field(project, place, "expected_by", rng.choice(EXPECTED_BASES)) if place else None


def _name(rng: Random, project: Project) -> Edit | None:
    place = _any_item(rng, project)
    return naming(project, place, text_value(rng)) if place else None


def _rename(rng: Random, project: Project) -> Edit | None:
    place = _any_item(rng, project)
    return renaming(project, place, f"{rng.choice('abcxyz')}-{rng.randrange(10_000)}") if place else None


def _remove(rng: Random, project: Project) -> Edit | None:
    place = _any_item(rng, project)
    if place and place[0] == "stages" and len(project.stages) < 2:
        return None
    return removing(project, place) if place else None


def _move(rng: Random, project: Project) -> Edit | None:
    place = _any_item(rng, project)
    if place is None:
        return None
    return Move(place, index_at(project, place), rng.randrange(len(items_at(project, place[:-1]))))


def _shift(rng: Random, project: Project) -> Edit | None:
    place = _any_item(rng, project)
    return shifting(project, place, rng.choice((-1, 1))) if place else None


def _restage(rng: Random, project: Project) -> Edit | None:
    place = _item(rng, project, "touchpoints")
    stage = _item(rng, project, "stages")
    return to_stage(project, place[1], stage[1], at_end=rng.random() < 0.5) if place and stage else None


def _add(rng: Random, project: Project) -> Edit | None:
    name = rng.choice(TOP)
    touchpoint, stage = _item(rng, project, "touchpoints"), _item(rng, project, "stages")
    if name == "touchpoints":
        after = touchpoint[1] if touchpoint and rng.random() < 0.5 else None
        return adding_touchpoint(project, stage[1], text_value(rng), after) if stage else None
    if name in ("stages", "segments", "scenarios"):
        index = rng.randint(0, len(getattr(project, name)))
        return adding(project, (name,), {"name": text_value(rng)}, index)
    if touchpoint is None:
        return None
    data: dict[str, Any] = {"touchpoint": touchpoint[1], "what": text_value(rng)}
    if name == "promises":
        data |= {"due": day(rng), "needs": [{"what": "drawing", "from": text_value(rng)}]}
    return adding(project, (name,), data)


def _add_row(rng: Random, project: Project) -> Edit | None:
    touchpoint = _item(rng, project, "touchpoints")
    if touchpoint is None:
        return None
    row: dict[str, Any] = {"name": text_value(rng), "kind": rng.choice(KINDS), "unit": "h"}
    row |= {"expected": row_number(rng, row, (1, 5)), "delivered": row_number(rng, row, (1, 5))}
    place = (*touchpoint, "expectations")
    index = rng.randint(0, len(items_at(project, place)))
    return adding(project, place, row, index)


def _write_ids(rng: Random, project: Project) -> Edit | None:  # noqa: ARG001 - one shape for all makers
    return writing_ids(project)


def _batch(rng: Random, project: Project) -> Edit | None:
    edits: list[Edit] = []
    for _ in range(rng.randint(2, 5)):
        edit = rng.choice((_set_number, _set_any, _basis, _add_row, _move, _remove))(rng, project)
        if edit is None:
            continue
        try:
            project = Session.opened(project).apply(edit).project
        except ProblemsFound:
            continue
        edits.append(edit)
    return Batch(tuple(edits)) if len(edits) > 1 else None


_MAKERS = (
    _set_number,
    _set_any,
    _basis,
    _name,
    _rename,
    _remove,
    _move,
    _shift,
    _restage,
    _add,
    _add_row,
    _write_ids,
    _batch,
)
_SHARES = (20, 30, 5, 6, 4, 4, 6, 6, 4, 8, 8, 1, 6)
