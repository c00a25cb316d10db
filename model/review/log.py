"""What a review writes down as it goes: who is there, where it stands, what was said of which touchpoint."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from model.editing.edits import Add, Batch, Edit, Move, Remove
from model.editing.places import Place
from model.journey.touchpoint import Reviewed


@dataclass(frozen=True, slots=True)
class Stamp:
    """What confirming a touchpoint wrote into the file."""

    on: date
    by: tuple[str, ...]
    score: float | None
    """The touchpoint's score as it was confirmed, to one decimal; None where it has none."""

    def data(self) -> dict[str, Any]:
        """The stamp as the file says it."""
        found: dict[str, Any] = {"on": self.on}
        if self.by:
            found["by"] = list(self.by)
        return found if self.score is None else {**found, "score": self.score}

    def stands(self, reviewed: Reviewed | None) -> bool:
        """Whether this very stamp is in the project: not undone, lost, or written over."""
        return reviewed is not None and (reviewed.on, reviewed.by, reviewed.score) == (
            self.on,
            self.by,
            self.score,
        )


@dataclass(frozen=True, slots=True)
class Remark:
    """A decision or an open question of the room."""

    touchpoint: str
    """The id of the touchpoint it was said of."""
    text: str
    by: str = ""
    """Who wrote it down."""


@dataclass(frozen=True, slots=True)
class Log:
    """All of a review that the project file has no place for. Kept on disk, so that it can be resumed."""

    order: tuple[str, ...]
    """The ids of the touchpoints to walk through."""
    began: date
    people: tuple[str, ...] = ()
    """Who is in the room."""
    at: str = ""
    """The id of the touchpoint the room looks at."""
    allowed: float = 0.0
    """Minutes for the whole walk; 0 for no timer."""
    stamps: dict[str, Stamp] = field(default_factory=dict)
    """By the touchpoint's id. Whether a stamp still stands is for the project to say."""
    skipped: tuple[str, ...] = ()
    decisions: tuple[Remark, ...] = ()
    questions: tuple[Remark, ...] = ()
    hands: dict[str, str] = field(default_factory=dict)
    """Who last changed what, by `spot`."""
    timed: bool = True
    """Whether the timer is shown and runs, where there is one."""
    written: bool = False
    """Whether the minutes are in a file as they are now."""
    spent: float = field(default=0.0, compare=False)
    """Seconds since it began, breaks left out."""
    lap: float = field(default=0.0, compare=False)
    """Seconds at the present touchpoint."""

    def spending(self, seconds: float) -> Log:
        """After `seconds` more."""
        return replace(self, spent=self.spent + seconds, lap=self.lap + seconds)

    def arriving(self, touchpoint: str) -> Log:
        """At another touchpoint."""
        return self if touchpoint == self.at else replace(self, at=touchpoint, lap=0.0)

    def stamping(self, touchpoint: str, stamp: Stamp) -> Log:
        """With a touchpoint confirmed."""
        kept = tuple(each for each in self.skipped if each != touchpoint)
        return replace(self, stamps={**self.stamps, touchpoint: stamp}, skipped=kept, written=False)

    def skipping(self, touchpoint: str) -> Log:
        """With a touchpoint passed over."""
        if touchpoint in self.skipped:
            return self
        return replace(self, skipped=(*self.skipped, touchpoint), written=False)

    def deciding(self, text: str, by: str, touchpoint: str = "") -> Log:
        """With a decision about a touchpoint, the present one where none is named."""
        said = Remark(touchpoint or self.at, text, by)
        return replace(self, decisions=(*self.decisions, said), written=False)

    def asking(self, text: str, by: str) -> Log:
        """With a question about the present touchpoint left open."""
        return replace(self, questions=(*self.questions, Remark(self.at, text, by)), written=False)

    def changing(self, edit: Edit, by: str) -> Log:
        """With whose hand made `edit`."""
        hands = {spot(place, field): by for place, field in _touched(edit)}
        return replace(self, hands={**self.hands, **hands}, written=False)


def spot(place: Place, field: str) -> str:
    """A key of the file in one text; the whole item with an empty `field`."""
    return "/".join((*place, field.partition(".")[0]))


def _touched(edit: Edit) -> list[tuple[Place, str]]:
    if isinstance(edit, Batch):
        return [each for part in edit.edits for each in _touched(part)]
    if isinstance(edit, (Add, Remove, Move)):
        return [(edit.place, "")]
    return [(edit.place, edit.field)]
