"""The minutes of a review: what was confirmed, skipped, changed and decided, and what is left to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from model.editing.differences import Change, differences
from model.editing.wording import label
from model.journey.action import Action
from model.journey.project import Project
from model.journey.touchpoint import Note, Touchpoint
from model.review.log import Remark, spot
from model.review.review import Review, Status
from model.review.values import value_words
from model.scoring.totals import ProjectScores, score_project


class Looked(NamedTuple):
    """What became of one touchpoint."""

    name: str
    status: Status
    last: float | None
    """The score of the review before; None where there was none."""
    last_on: date | None
    score: float | None
    """Its score now."""


class Changed(NamedTuple):
    """One value that is another one than before the review."""

    where: str
    """What it belongs to: `Told when dates move: From slip to phone call`."""
    field: str
    """Which value of it; empty where the whole came, went or moved."""
    before: str
    after: str
    by: str
    """Who changed it; empty where it came from somebody else's version of the file."""


class Said(NamedTuple):
    """A decision, an open question or a note, with the touchpoint it was said of."""

    touchpoint: str
    text: str
    by: str


class ToDo(NamedTuple):
    """An action that the room agreed on."""

    touchpoint: str
    what: str
    owner: str
    due: date | None


@dataclass(frozen=True)
class Minutes:
    """What a review came to. Names and texts are as they are in the file: whoever shows them makes them safe.

    Everything is worked out from the review and the project as it stands, so an edit that was undone is
    not in them, and the same review of the same project always gives the same minutes.
    """

    review: Review
    project: Project
    """As the walk left it, or as it stands while the walk goes on."""
    scores: ProjectScores
    file: str = ""
    """The project file's name."""

    @classmethod
    def of(cls, review: Review, scores: ProjectScores, file: str) -> Minutes:
        """The minutes as they are now; `scores` are those of the project as it stands."""
        if review.end is not None and review.end is not scores.project:
            scores = score_project(review.end, scores)
        return cls(review, scores.project, scores, file)

    @property
    def title(self) -> str:
        """The project's name."""
        return self.project.about.name

    @property
    def day(self) -> date:
        """When the review began."""
        return self.review.log.began

    @property
    def people(self) -> tuple[str, ...]:
        """Who was in the room."""
        return self.review.log.people

    @cached_property
    def before(self) -> float | None:
        """The journey's score when the review began."""
        return score_project(self.review.start).journey.score

    @property
    def after(self) -> float | None:
        """The journey's score now."""
        return self.scores.journey.score

    def looked(self, status: Status) -> tuple[Looked, ...]:
        """The touchpoints of the walk that are confirmed, skipped or open, in the order of the walk."""
        return tuple(each for each in self._looked if each.status == status)

    @cached_property
    def _looked(self) -> tuple[Looked, ...]:
        first = {each.id: each for each in self.review.start.touchpoints}
        found = []
        for id in self.review.walked(self.scores):
            score = self.scores.touchpoint(id)
            if score is None:
                continue
            last = first[id].reviewed if id in first else None
            status = self.review.status(id, self.scores)
            found.append(
                Looked(
                    score.touchpoint.name,
                    status,
                    None if last is None or last.score is None else float(last.score),
                    None if last is None else last.on,
                    score.score,
                )
            )
        return tuple(found)

    @cached_property
    def changed(self) -> tuple[Changed, ...]:
        """Every value that changed, in the order of the file; stamps, notes and actions stand elsewhere."""
        _, changes = differences(self.review.start, self.project)
        return tuple(self._changed(each) for each in changes if not _told_elsewhere(each))

    def _changed(self, change: Change) -> Changed:
        by = self.review.log.hands
        hand = by.get(spot(change.place, change.field)) or by.get(spot(change.place, ""), "")
        where = self._where(change)
        if change.kind in ("added", "removed"):
            return Changed(where, "", "", change.kind, hand)
        before, after = (value_words(change, each, self.project) for each in (change.before, change.after))
        return Changed(where, label(change.field).lower(), before, after, hand)

    def _where(self, change: Change) -> str:
        if len(change.place) == 4:
            holder = self.project.touchpoint(change.place[1])
            return f"{holder.name}: {change.name}" if holder else change.name
        return change.name or change.place[0]

    @property
    def decisions(self) -> tuple[Said, ...]:
        """What the room decided."""
        return tuple(self._said(self.review.log.decisions))

    @property
    def questions(self) -> tuple[Said, ...]:
        """What the room could not answer."""
        return tuple(self._said(self.review.log.questions))

    def _said(self, remarks: tuple[Remark, ...]) -> Iterator[Said]:
        for each in remarks:
            yield Said(self._name(each.touchpoint), each.text, each.by)

    def _name(self, touchpoint: str) -> str:
        found = self.scores.touchpoint(touchpoint)
        if found is not None:
            return found.touchpoint.name
        gone = self.review.start.touchpoint(touchpoint)
        return gone.name if gone else touchpoint

    @cached_property
    def actions(self) -> tuple[ToDo, ...]:
        """The actions that were agreed on, in the order of the file."""
        known = {each.id for each in self.review.start.actions}
        return tuple(self._to_do(each) for each in self.project.actions if each.id not in known)

    def _to_do(self, action: Action) -> ToDo:
        return ToDo(self._name(action.touchpoint), action.what, action.owner or "", action.due)

    @cached_property
    def notes(self) -> tuple[Said, ...]:
        """The notes that were made, in the order of the file."""
        first = {each.id: each for each in self.review.start.touchpoints}
        found = []
        for touchpoint in self.project.touchpoints:
            was = first.get(touchpoint.id)
            if was is not touchpoint:
                found += [Said(touchpoint.name, text, by) for text, by in _new_notes(was, touchpoint)]
        return tuple(found)


def _new_notes(was: Touchpoint | None, now: Touchpoint) -> Iterator[tuple[str, str]]:
    known = list(was.notes) if was else []
    for note in now.notes:
        if note in known:
            known.remove(note)
        elif isinstance(note, Note):
            yield note.text, note.by or ""
        else:
            yield note, ""


def _told_elsewhere(change: Change) -> bool:
    if change.place[0] == "actions" and change.kind == "added":
        return True
    if len(change.place) != 2 or change.place[0] != "touchpoints":
        return False
    return change.field.partition(".")[0] in ("reviewed", "notes")
