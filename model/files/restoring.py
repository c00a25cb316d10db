"""Lost work put onto the file as it is now: by the merge that any two versions go through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from model.editing.building import one_step
from model.editing.checking import still_there
from model.editing.edits import Add, Batch, Edit, Move, Remove, SetField, set_field, written
from model.editing.merge import CannotMerge, merge
from model.editing.places import item_at
from model.editing.renames import renames_by
from model.editing.sameness import same
from model.editing.session import Session
from model.editing.wording import said
from model.files.journalline import hash_of
from model.files.loading import understood
from model.files.lostwork import LostWork
from model.files.regular import CannotRead, Stamp
from model.journey.problem import ProblemsFound
from model.journey.project import Project


@dataclass(frozen=True, slots=True)
class Restored:
    """A session with lost work in it."""

    session: Session
    left_out: tuple[Edit, ...] = ()
    """Edits that found nothing in the file to change; damage to the journal is what leads to them."""
    changed: bool = False
    """Whether the file was changed since the edits were made."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One lost edit in words: text of the file."""

    edit: str
    file: str = ""
    """What became of it in the file meanwhile; empty where the file is as it was there."""


def restored(plan: Session, work: LostWork) -> Restored:
    """`plan` with the edits of `work`, as one step of undo where the file is as it was.

    A file that was changed meanwhile is merged: what both sides changed waits among the conflicts of the
    session. Raises CannotMerge, also where `plan` has edits of its own which differ; ProblemsFound.
    """
    on_disk = plan.state is plan.disk
    if work.hash and work.hash == _hash_of_disk(plan) and plan.disk is not None:
        base: Project | None = plan.disk.project
        changed = False
    else:
        base = _base(work)
        changed = True
    if base is None:
        edits, left = _fitting(plan.project, work.edits, strict=True)
        return Restored(_with(plan, edits), left, changed)
    edits, left = _fitting(base, work.edits)
    if on_disk and not changed:
        return Restored(replace(_with(plan, edits), undecided=work.undecided), left)
    if on_disk and plan.disk is not None and plan.disk_text is not None:
        lost = replace(_with(Session.opened(base, work.text), edits), undecided=work.undecided)
        return Restored(lost.merged(plan.disk_text, plan.disk.project)[0], left, changed)
    mine = _with(Session.opened(base), edits).project
    merged = merge(base, mine, plan.project, renames_by(edits))
    if merged.choices:
        raise CannotMerge("They change the same as your edits of now: save those first, then :recover.")
    return Restored(_with(plan, merged.from_me), left, changed)


def review(plan: Session, work: LostWork) -> list[Reviewed]:
    """Every edit of `work`, and what the file says there now."""
    unchanged = work.hash == _hash_of_disk(plan)
    base = plan.disk.project if unchanged and plan.disk is not None else _base(work)
    project = base or plan.project
    rows: list[Reviewed] = []
    for edit in _parts(work.edits):
        there = "" if unchanged else " ".join(_meanwhile(edit, plan.project))
        try:
            rows.append(Reviewed(said(edit, project), there))
            project = edit.apply(project)
        except ProblemsFound:
            rows.append(Reviewed(said(edit, project), "There is nothing left that it could change."))
    return rows


def _parts(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits one by one; a step of more than values, such as a deletion with all that goes, stays one."""
    for edit in edits:
        if isinstance(edit, Batch) and all(isinstance(each, SetField) for each in edit.edits):
            yield from _parts(edit.edits)
        else:
            yield edit


def _meanwhile(edit: Edit, now: Project) -> Iterator[str]:
    try:
        if isinstance(edit, SetField):
            value = written(item_at(now, edit.place), edit.field)
            if same(value, edit.after):
                yield "The file says the same."
            elif not same(value, edit.before):
                change = SetField(edit.place, edit.field, edit.before, value)
                yield f"In the file: {said(change, now)}."
        elif isinstance(edit, Remove) and not same(item_at(now, edit.place), edit.item):
            yield "It was changed in the file since, and stays."
        elif isinstance(edit, Add) and still_there(now, edit.place):
            yield "It is in the file."
    except ProblemsFound:
        yield "It is not in the file any more."


def _hash_of_disk(plan: Session) -> str:
    return hash_of(plan.disk_text) if plan.disk_text is not None else ""


def _base(work: LostWork) -> Project | None:
    """The project that the edits were made on; None where the journal is too damaged to say."""
    if work.text is None:
        return None
    try:
        loaded = understood(Path("journal"), Path("journal"), work.text, Stamp(-1, -1, -1, -1, -1))
    except CannotRead:
        return None
    return loaded.project if loaded.editable else None


def _with(session: Session, edits: Sequence[Edit]) -> Session:
    return session.apply(one_step(list(edits))) if edits else session


def _fitting(
    project: Project, edits: Sequence[Edit], *, strict: bool = False
) -> tuple[list[Edit], tuple[Edit, ...]]:
    """The edits that find what they change, and the rest; `strict` wants it to be as it was."""
    fitting: list[Edit] = []
    rest: list[Edit] = []
    for edit in edits:
        try:
            after = edit.apply(project)
        except ProblemsFound:
            rest.append(edit)
            continue
        if strict and not _finds(edit, project):
            rest.append(edit)
        else:
            fitting.append(edit)
            project = after
    return fitting, tuple(rest)


def _finds(edit: Edit, project: Project) -> bool:
    """Whether everything is there as it was when the edit was made."""
    if isinstance(edit, Batch):
        for each in edit.edits:
            if not _finds(each, project):
                return False
            project = each.apply(project)
        return True
    if isinstance(edit, SetField):
        return same(set_field(project, edit.place, edit.field, None).before, edit.before)
    if isinstance(edit, Remove):
        return same(item_at(project, edit.place), edit.item)
    if isinstance(edit, Move):
        return still_there(project, edit.place)
    return not still_there(project, edit.place)
