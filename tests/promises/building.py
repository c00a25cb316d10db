"""Promises for tests, and small plans of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from model.journey.project import Project
from model.journey.promise import Promise
from tests.scoring.building import project, touchpoint

TODAY = date(2026, 11, 22)
"""A Sunday."""


def promise(id: str = "sample", due: date = TODAY, **fields: Any) -> Promise:
    """A promise at the touchpoint `point`."""
    given: dict[str, Any] = {"touchpoint": "point", "what": id.title(), **fields}
    return Promise(id=id, due=due, **given)


def planned(*promises: Promise, **about: Any) -> Project:
    """A project with these promises; `about` fills its `[project]` table."""
    plain = project(touchpoint())
    return plain.model_copy(update={"promises": promises, "about": plain.about.model_copy(update=about)})
