"""How a project file is laid out: what stands in sections of its own, and in which order keys stand."""

from __future__ import annotations

from functools import cache

from model.journey.action import Action, Scenario
from model.journey.expectation import Expectation
from model.journey.project import About, Check, Project, Scoring, Segment, Stage
from model.journey.promise import Promise
from model.journey.record import Record
from model.journey.touchpoint import Touchpoint

Trail = tuple[str, ...]
"""The keys from the top of the file to a table, without positions in arrays."""

SECTIONS = frozenset(
    {
        "stages",
        "segments",
        "touchpoints",
        "expectations",
        "promises",
        "actions",
        "scenarios",
        "evidence",
    }
)
"""Arrays of tables written as `[[sections]]` where a file does not do otherwise."""

TABLE_ARRAYS = SECTIONS | {"notes", "needs", "sets"}
"""Keys whose empty array says the same as no key at all."""

TABLES = frozenset({"project", "scoring", "check"})
"""Top-level tables; an empty one says the same as none."""

_RECORDS: dict[Trail, type[Record]] = {
    (): Project,
    ("project",): About,
    ("scoring",): Scoring,
    ("check",): Check,
    ("stages",): Stage,
    ("segments",): Segment,
    ("touchpoints",): Touchpoint,
    ("touchpoints", "expectations"): Expectation,
    ("promises",): Promise,
    ("actions",): Action,
    ("scenarios",): Scenario,
}


@cache
def key_order(trail: Trail) -> tuple[str, ...]:
    """The usual order of the keys of the table at `trail`; empty where it has none."""
    record = _RECORDS.get(trail)
    return tuple(field.alias or name for name, field in record.model_fields.items()) if record else ()
