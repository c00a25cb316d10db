"""Edits that hide a finding and bring it back: what `ignore` says, in the file and in its rows."""

from __future__ import annotations

from model.editing.building import one_step
from model.editing.edits import ABSENT, Edit, set_field
from model.editing.places import Place, item_at, row_place
from model.findings.finding import Finding
from model.journey.problem import Problem, ProblemsFound
from model.journey.project import Project

EVERYWHERE: Place = ("check",)
"""Where the file hides a code as a whole."""


def ignoring_place(found: Finding) -> Place | None:
    """The narrowest table that can hide a finding: its row, promise or touchpoint; None where none can."""
    if found.promise is not None:
        return ("promises", found.promise)
    if found.touchpoint is None:
        return None
    if found.expectation is not None:
        return row_place(found.touchpoint, found.expectation)
    return ("touchpoints", found.touchpoint)


def ignoring(project: Project, found: Finding, place: Place) -> Edit:
    """Hide the code of a finding at `place`; raises ProblemsFound where it is hidden there already."""
    codes = list(item_at(project, place).ignore)
    if found.code in codes:
        raise ProblemsFound([Problem((), f"{found.code} is hidden there already", "")])
    return set_field(project, place, "ignore", [*codes, found.code])


def heeding(project: Project, found: Finding) -> Edit | None:
    """Take the code out of every list that hides this finding; None where none does."""
    places: list[Place] = [EVERYWHERE]
    if found.touchpoint is not None:
        places.append(("touchpoints", found.touchpoint))
    own = ignoring_place(found)
    if own is not None and own not in places:
        places.append(own)
    edits: list[Edit] = []
    for place in places:
        codes = list(item_at(project, place).ignore)
        if found.code in codes:
            kept = [each for each in codes if each != found.code]
            edits.append(set_field(project, place, "ignore", kept or ABSENT))
    return one_step(edits) if edits else None
