"""What somebody else saved, as it arrives on this screen: merged, told, marked, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from model.editing.differences import Change, differences
from model.editing.edits import ABSENT, written
from model.editing.places import item_at
from model.editing.session import Session
from model.editing.standing import Mine
from model.editing.wording import label
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from model.journey.quantity import number_text
from model.journey.record import Record
from model.scoring.totals import ProjectScores
from tui.box import Box
from tui.scoretext import score_change
from tui.values import said_value
from tui.workspace import Workspace

UNKNOWN = "theirs"
"""Who saved, where nothing tells, or where it was somebody with the reader's own name."""
_MOST_MARKED = 500


@dataclass(frozen=True, slots=True)
class Author:
    """Who saved a version, as far as it can be told."""

    user: str = "Somebody"
    careful: bool = False
    """Whether it was Gapline, which merges and does not save over what it has not seen."""
    program: str = "Another program"

    def named_to(self, reader: str) -> str:
        """The name that tells them from the reader, or `UNKNOWN`."""
        return UNKNOWN if self == Author() or self.user == reader else self.user


def arriving(
    before: Workspace, session: Session, scores: ProjectScores, author: Author, lost: tuple[Mine, ...]
) -> Workspace:
    """With a version that others saved, merged into the session; with words for it."""
    was = before.session.disk.project if before.session.disk else before.project
    now = session.disk.project if session.disk else session.project
    _, changes = differences(was, now)
    fresh = frozenset((each.place, each.field) for each in changes[:_MOST_MARKED])
    others = replace(before.others, fresh=fresh)
    box = _with_theirs(before.box, session.project, author)
    there = replace(before, session=session, scores=scores, box=box, others=others).steady()
    if lost:
        # What can be done comes first: names may be long, and a line is cut at its end.
        many = f"{len(lost)} of your changes" if len(lost) > 1 else "your change"
        words = f"{author.program} saved over {many}; R brings back: {_lost_words(lost, now)}"
        return there.saying(words, "error")
    waiting = " ".join(
        each
        for each in (_waiting_words(before.session, session), _kept_words(before.session, session))
        if each
    )
    if not changes and not waiting:
        return there
    head, what = _changed_words(changes, now, author) if changes else (f"{author.user} saved the file.", "")
    # On a narrow screen a long name gives way to what became of it.
    tail = f"{what} {waiting or score_change(before.scores, scores)}"
    return there.hearing(head, tail=tail.strip())


def about(project: Project, change: Change) -> str:
    """What a change is about: text of the file."""
    place = change.place
    try:
        if len(place) == 4:
            touchpoint = item_at(project, place[:2])
            alone = len(touchpoint.expectations) == 1
            return str(touchpoint.name if alone else f"{touchpoint.name} / {change.name}")
    except ProblemsFound:
        pass
    return change.name or place[0]


def _changed_words(changes: tuple[Change, ...], now: Project, author: Author) -> tuple[str, str]:
    """Who changed what, and to what."""
    from model.report.changewords import change_words  # loaded when somebody else has saved

    first, more = changes[0], len(changes) - 1
    end = f", and {more} more." if more else "."
    return f"{author.user} changed {about(now, first)}:", f"{change_words(first)}{end}"


def _waiting_words(before: Session, session: Session) -> str:
    known = {each.about for each in before.conflicts}
    new = [each for each in session.conflicts if each.about not in known]
    if not new:
        return ""
    if len(new) == 1:
        return "Yours stays; saving asks."
    return f"{len(new)} of yours stay; saving asks."


def _kept_words(before: Session, session: Session) -> str:
    """What was settled by itself just now: what stays though deleted, what went though moved."""
    from model.editing.conflictwords import settled_words

    new = [each for each in session.kept if each not in before.kept]
    return settled_words(new, session.project)


def _lost_words(lost: tuple[Mine, ...], now: Project) -> str:
    first = lost[0]
    words = mine_words(first, now)
    if first.field:
        words += f" ({_value(first.value)}, now {_value(_present(first, now))})"
    more = len(lost) - 1
    return f"{words} and {more} more." if more else f"{words}."


def mine_words(mine: Mine, project: Project) -> str:
    """`Web shop: delivered`: what a change of mine is about, text of the file."""
    change = Change("changed", mine.place, mine.name, mine.field)
    if not mine.field:
        return mine.name
    try:
        change = replace(change, name=str(getattr(item_at(project, mine.place), "name", mine.name)))
    except ProblemsFound:
        return f"{mine.place[-1]}: {label(mine.field).lower()}"
    return f"{about(project, change)}: {label(mine.field).lower()}"


def _present(mine: Mine, project: Project) -> Any:
    try:
        return written(item_at(project, mine.place), mine.field)
    except ProblemsFound:
        return ABSENT


def _value(value: Any) -> str:
    if value is ABSENT or value is None:
        return "none"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number_text(value, 4)
    text = str(value)
    return text if len(text) <= 24 else f"{text[:22]}.."


def _with_theirs(box: Box | None, now: Project, author: Author) -> Box | None:
    """The open box, its text left alone; its hint says what they made of the field meanwhile."""
    if box is None:
        return None
    try:
        value = said_value(now, box.place, box.field)
    except (ProblemsFound, AttributeError):
        return box
    if value == box.was:
        return box
    hint = f"{author.user} made it {value} meanwhile. {box.hint}"
    return replace(box, was=value, hint=hint)


def orphaned(workspace: Workspace, session: Session) -> bool:
    """Whether the open box would have nothing to write to any more."""
    if workspace.box is None:
        return False
    try:
        found = item_at(session.project, workspace.box.place)
    except ProblemsFound:
        return True
    return not isinstance(found, Record)
