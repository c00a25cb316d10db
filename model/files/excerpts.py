"""The parts of a file's text that edits are about, so that a save need not take apart all of a large file.

The engine that keeps comments and layout takes time for each line it is given. Most saves change keys of a
few touchpoints, and for those it is enough to give it the lines of these touchpoints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from model.editing.edits import Batch, Edit, SetField
from model.editing.places import index_at
from model.editing.session import Step
from model.files.layout import SECTIONS
from model.journey.project import Project

LEAST = 64 * 1024
"""Bytes of a file from which looking for its parts pays."""
_HEADER = b"[[touchpoints]]"
# A line of an array that looks like a header cuts a part short, and the engine then finds it incomplete.
_BETWEEN = re.compile(rb"""\n(?=\[(?!\[?[ \t]*["']?touchpoints["']?[ \t]*\.))""")


@dataclass(slots=True)
class Excerpt:
    """The lines of one touchpoint, and the edits in it."""

    start: int
    end: int
    """In bytes of the whole text."""
    following: bytes
    """A header to stand behind the lines, as one does in the whole text; empty at its end."""
    steps: list[Step] = field(default_factory=list)
    """Made for a project of this touchpoint alone."""


def excerpts(raw: bytes, steps: Sequence[object]) -> list[Excerpt] | None:
    """The parts of `raw` that the steps change, in the order of the text; None where it takes the whole.

    What is found is a guess by the look of the lines: whoever uses it reads the whole text back.
    """
    if len(raw) < LEAST or not steps:
        return None
    ends = raw.count(b"\r\n")
    if ends not in (0, raw.count(b"\n")):
        return None
    line = _HEADER + (b"\r\n" if ends else b"\n")
    bounds = [found.end() for found in _BETWEEN.finditer(raw)]
    starts = [at for at, start in enumerate(bounds) if raw.startswith(_HEADER, start)]
    bounds.append(len(raw))
    result: dict[int, Excerpt] = {}
    for change in _changes(steps):
        if change is None or len(starts) != len(change[1].touchpoints):
            return None
        edit, project = change
        index = index_at(project, edit.place[:2])
        if index not in result:
            start, end = bounds[starts[index]], bounds[starts[index] + 1]
            result[index] = Excerpt(start, end, line if end < len(raw) else b"")
        alone = project.model_copy(update={"touchpoints": (project.touchpoints[index],)})
        result[index].steps.append(Step(edit, alone))
    return [result[index] for index in sorted(result)]


def _changes(steps: Sequence[object]) -> Iterator[tuple[SetField, Project] | None]:
    """Each change of a key of a touchpoint or a row, with the project it is made in; None for any other."""
    for step in steps:
        if not isinstance(step, Step):
            yield None
            return
        project = step.before
        for edit in _single(step.edit):
            if not isinstance(edit, SetField) or edit.place[0] != "touchpoints" or edit.field in SECTIONS:
                yield None
                return
            yield edit, project
            if edit is not step.edit:
                project = edit.apply(project)


def _single(edit: Edit) -> Iterator[Edit]:
    if isinstance(edit, Batch):
        for each in edit.edits:
            yield from _single(each)
    else:
        yield edit
