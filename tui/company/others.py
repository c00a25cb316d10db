"""Other people at the same project, as far as this screen knows of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeAlias

from model.editing.places import Place
from model.files.editorlocks import EditorLock
from model.files.presence import Person
from model.files.watching import Company
from model.journey.project import Project
from model.voting.poll import Poll

Spot: TypeAlias = tuple[str, str, str, str]
"""A view, a touchpoint, a row, and what is selected in a list of its own."""


@dataclass(frozen=True, slots=True)
class Leader:
    """Another session whose place this screen takes."""

    user: str
    pid: int
    spot: Spot
    """Where they were when this screen went there last."""
    here: Spot
    """Where this screen stood after that; anywhere else is one's own way."""


@dataclass(frozen=True, slots=True)
class Others:
    """Who else is here, and who of all has the pen."""

    company: Company = field(default_factory=Company)
    pen: float = 0.0
    """When this session took the pen, in seconds since 1970; 0 where it did not."""
    greeted: str = ""
    """Whose pen the reader was told of when editing without it."""
    fresh: frozenset[tuple[Place, str]] = frozenset()
    """Places and keys that others changed just now."""
    poll: Poll | None = None
    """The vote that runs, or the last one."""
    followed: bool = True
    """Whether what others save is taken over while this person looks on."""
    leader: Leader | None = None
    """Whom this screen follows from place to place."""

    @property
    def has_pen(self) -> bool:
        """Whether this session has the pen: nobody took it later."""
        other = self.company.pen
        return self.pen > 0 and (other is None or other.here.pen <= self.pen)

    @property
    def holder(self) -> str:
        """Who has the pen: a login name, `you`, or nobody."""
        if self.has_pen:
            return "you"
        return self.company.pen.user if self.company.pen else ""

    def is_fresh(self, place: Place, field: str = "") -> bool:
        """Whether others changed this just now; without a field, whether anything of it."""
        return (place, field) in self.fresh or (not field and any(each == place for each, _ in self.fresh))

    def faded(self) -> Others:
        """Without marks on what others changed."""
        return replace(self, fresh=frozenset()) if self.fresh else self

    def without_pen(self) -> Others:
        """After this session gave the pen away."""
        return replace(self, pen=0.0)

    def noticing(self) -> tuple[str, Others]:
        """What an edit without the pen is told, once for each who holds it. It is never refused."""
        if not self.holder or self.has_pen or self.greeted == self.holder:
            return "", self
        words = f" {self.holder} has the pen; nobody is locked out."
        return words, replace(self, greeted=self.holder)

    @property
    def here(self) -> str:
        """`3 here: ana, dev, you`; nothing where nobody else is."""
        people = self.company.people
        if not people:
            return ""
        names = list(dict.fromkeys(each.user for each in people))
        return f"{len(people) + 1} here: {', '.join([*names, 'you'])}"

    @property
    def count(self) -> str:
        """`3 here`; nothing where nobody else is."""
        people = self.company.people
        return f"{len(people) + 1} here" if people else ""

    def at(self, touchpoint: str) -> tuple[Person, ...]:
        """Who else has this touchpoint selected."""
        return tuple(
            each for each in self.company.people if touchpoint and each.here.touchpoint == touchpoint
        )


def place_words(person: Person, project: Project) -> str:
    """Where somebody is: `editing at Delivery, Promise`, text of the file."""
    doing = "editing" if person.here.editing else "viewing"
    touchpoint = project.touchpoint(person.here.touchpoint)
    if touchpoint is None:
        return doing
    rows = [each.name for each in touchpoint.expectations if each.id == person.here.row]
    name = f"{touchpoint.name}, {rows[0]}" if rows and len(touchpoint.expectations) > 1 else touchpoint.name
    return f"{doing} at {name}"


def clock(moment: float) -> str:
    """A moment as this machine's clock showed it: `10:51`, with the day where it was another one."""
    try:
        then = datetime.fromtimestamp(moment, tz=UTC).astimezone()
    except (OverflowError, ValueError, OSError):
        return "?"
    today = datetime.now(tz=UTC).astimezone().date()
    return f"{then:%H:%M}" if then.date() == today else f"{then:%Y-%m-%d %H:%M}"


def lock_words(lock: EditorLock) -> str:
    """`root has this open in vim, unsaved`."""
    return f"{lock.user} has this open in {lock.program}{', unsaved' if lock.unsaved else ''}"
