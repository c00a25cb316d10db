"""A review as it stands: its log beside the project it walks through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from model.editing.edits import Edit, set_field
from model.journey.project import Project
from model.review.log import Log, Remark, Stamp
from model.scoring.tolerance import rounded
from model.scoring.totals import ProjectScores

Status = Literal["confirmed", "skipped", "open"]


class StageLeft(NamedTuple):
    """How much of a stage is still to be walked through."""

    name: str
    left: int
    """Touchpoints that are neither confirmed nor skipped."""


@dataclass(frozen=True, slots=True)
class Review:
    """A walk through the touchpoints, and the project as it was when the walk began."""

    log: Log
    start: Project
    end: Project | None = None
    """The project as the walk left it; None while it goes on."""

    @classmethod
    def beginning(
        cls, start: Project, order: tuple[str, ...], began: date, people: tuple[str, ...], allowed: float
    ) -> Review:
        """A review at its first touchpoint; `allowed` is in minutes, 0 for no timer."""
        return cls(Log(order, began, people, order[0] if order else "", allowed), start)

    def with_log(self, log: Log) -> Review:
        """With another log, of the same project."""
        return self if log is self.log else replace(self, log=log)

    def changed_by(self, edit: Edit, hand: str) -> Review:
        """With whose hand made an edit, as long as the walk goes on."""
        return self if self.end is not None else replace(self, log=self.log.changing(edit, hand))

    def ended(self, end: Project | None) -> Review:
        """With the walk over, and the project as it is then; taken up again with None."""
        return replace(self, end=end)

    # -- where it stands ----------------------------------------------------------------------------

    def status(self, touchpoint: str, scores: ProjectScores) -> Status:
        """What became of a touchpoint. A stamp that was undone, or lost unsaved, leaves it open."""
        stamp = self.log.stamps.get(touchpoint)
        found = scores.touchpoint(touchpoint)
        if stamp is not None and found is not None and stamp.stands(found.touchpoint.reviewed):
            return "confirmed"
        return "skipped" if touchpoint in self.log.skipped else "open"

    def walked(self, scores: ProjectScores) -> tuple[str, ...]:
        """The touchpoints of the walk that still exist, in its order."""
        return tuple(each for each in self.log.order if scores.touchpoint(each) is not None)

    def done(self, scores: ProjectScores) -> int:
        """How many touchpoints are confirmed or skipped."""
        touched = {*self.log.stamps, *self.log.skipped}
        return sum(
            1
            for each in touched
            if scores.touchpoint(each) is not None and self.status(each, scores) != "open"
        )

    def left(self, scores: ProjectScores) -> tuple[str, ...]:
        """The touchpoints that are still open, in the order of the walk."""
        return tuple(each for each in self.walked(scores) if self.status(each, scores) == "open")

    def after(self, scores: ProjectScores) -> str | None:
        """The next touchpoint that is open; None where the walk is done.

        Past the last one it turns to those before, such as one whose confirmation was undone.
        """
        order, left = self.walked(scores), set(self.left(scores)) - {self.log.at}
        at = order.index(self.log.at) + 1 if self.log.at in order else 0
        return next((each for each in (*order[at:], *order[:at]) if each in left), None)

    def beside(self, scores: ProjectScores) -> str | None:
        """The touchpoint that follows in the walk, open or not; behind the last one what `after` says."""
        order = self.walked(scores)
        at = order.index(self.log.at) + 1 if self.log.at in order else 0
        return order[at] if at < len(order) else self.after(scores)

    def before(self, scores: ProjectScores) -> str | None:
        """The touchpoint before the present one; None at the first."""
        order = self.walked(scores)
        at = order.index(self.log.at) if self.log.at in order else 0
        return order[at - 1] if at > 0 else None

    def agenda(self, scores: ProjectScores) -> tuple[StageLeft, ...]:
        """The stages with something left, in the order of the journey."""
        left = set(self.left(scores))
        found = [
            StageLeft(stage.stage.name, sum(1 for each in stage.touchpoints if each.id in left))
            for stage in scores.stages
        ]
        return tuple(each for each in found if each.left)

    # -- time ---------------------------------------------------------------------------------------

    def seconds_each(self, scores: ProjectScores) -> float:
        """What every touchpoint gets of the time allowed, in seconds; 0 without a timer."""
        return self.log.allowed * 60 / max(1, len(self.walked(scores)))

    # -- what is said -------------------------------------------------------------------------------

    def remarks_here(self) -> Iterator[tuple[str, Remark]]:
        """Decisions and open questions of the present touchpoint, with the word for each."""
        for kind, remarks in (("decided", self.log.decisions), ("open question", self.log.questions)):
            for each in remarks:
                if each.touchpoint == self.log.at:
                    yield kind, each

    def stamp(self, scores: ProjectScores, today: date) -> Stamp:
        """The stamp that confirming the present touchpoint writes."""
        found = scores.touchpoint(self.log.at)
        score = found.score if found else None
        return Stamp(today, self.log.people, None if score is None else rounded(round(score, 1)))


def confirming(project: Project, touchpoint: str, stamp: Stamp) -> Edit | None:
    """The edit that stamps a touchpoint as reviewed; None where it says so already."""
    found = project.touchpoint(touchpoint)
    if found is None or stamp.stands(found.reviewed):
        return None
    return set_field(project, ("touchpoints", touchpoint), "reviewed", stamp.data())
