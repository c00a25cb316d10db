"""The choices of whoever saves where somebody else saved meanwhile: a frozen value, as the workspace is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from model.editing.between import edits_between
from model.editing.conflict import Conflict, Side
from model.editing.conflictwords import topic, twin_words, value_words
from model.editing.edits import ABSENT, Add, Edit, Move, Remove, SetField
from model.editing.places import Place
from model.editing.session import Session
from model.editing.wording import label, said, subject, value_said
from model.journey.problem import Problem, ProblemsFound
from model.journey.project import Project
from model.scoring.totals import ProjectScores, score_project
from tui.values import hint_of, read_value, value_as_typed

About = tuple[Place, str]
Keep = Literal["choose", "mine", "theirs", "typed", "mine-auto", "theirs-auto", "kept"]

MOST_MERGED = 500
"""Changes that needed no choice and are listed; more are only counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a thing and what became of it, in text of the file."""

    topic: str
    before: str
    mine: str
    theirs: str
    keep: Keep
    conflict: Conflict | None = None
    typed: str = ""
    """A third value, as it is said."""
    hint: str = ""
    """What to know before one goes on, as a clause."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The score of the journey in three versions."""

    mine: ProjectScores
    theirs: ProjectScores
    merged: ProjectScores | None
    """With everything chosen so far, and theirs where nothing is; None where that breaks a rule."""


@dataclass(frozen=True)
class Deciding:
    """The open conflicts of a session, and what was chosen so far."""

    session: Session
    who: str
    """Who saved: a name, or `theirs`."""
    conflicts: tuple[Conflict, ...]
    merged: tuple[Line, ...]
    """What needed no choice, as far as it is listed."""
    merged_count: int
    headline: Headline
    chosen: Mapping[About, tuple[Keep, Any]] = field(default_factory=dict)
    at: int = 0
    problem: str = ""
    """Why what was typed or chosen cannot be."""

    @classmethod
    def of(cls, session: Session, who: str) -> Deciding:
        """Nothing chosen yet."""
        conflicts = session.conflicts
        disk = session.disk.project if session.disk else session.project
        lines, count = _merged_lines(session, disk)
        mine = score_project(session.project)
        headline = Headline(mine, score_project(disk, mine), None)
        return cls(session, who, conflicts, lines, count, headline)._scored()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What has to be chosen, and below it what was merged."""
        return (*(self._line(each) for each in self.conflicts), *self.merged)

    @property
    def open(self) -> int:
        """How many still have to be chosen."""
        return sum(1 for each in self.conflicts if each.about not in self.chosen)

    @property
    def conflict(self) -> Conflict | None:
        """The selected conflict, or None on a line that needs no choice."""
        return self.conflicts[self.at] if self.at < len(self.conflicts) else None

    @property
    def values(self) -> dict[About, Any]:
        """The value chosen for each conflict."""
        return {about: value for about, (_, value) in self.chosen.items()}

    def _line(self, conflict: Conflict) -> Line:
        project = self.session.project
        before, mine, theirs = (
            value_words(conflict, each, project) for each in (conflict.base, conflict.mine, conflict.theirs)
        )
        keep, value = self.chosen.get(conflict.about, ("choose", None))
        typed = value_words(conflict, value, project) if keep == "typed" else ""
        return Line(topic(conflict, project), before, mine, theirs, keep, conflict, typed)

    def move(self, step: int) -> Deciding:
        """With another line selected."""
        last = len(self.conflicts) + len(self.merged) - 1
        return replace(self, at=max(0, min(self.at + step, last)), problem="")

    def choose(self, side: Side) -> Deciding:
        """With mine or theirs for the selected line, and the next open one selected."""
        conflict = self.conflict
        if conflict is None:
            return replace(self, problem="This one needs no choice: only one side changed it.")
        chosen = {**self.chosen, conflict.about: (side, conflict.value(side))}
        return replace(self, chosen=chosen, problem="")._scored()._onward()

    def choose_rest(self, side: Side) -> Deciding:
        """With mine or theirs for whatever is still open."""
        rest = {
            each.about: (side, each.value(side)) for each in self.conflicts if each.about not in self.chosen
        }
        return replace(self, chosen={**rest, **self.chosen}, problem="")._scored()

    def type_value(self, text: str, today: date) -> Deciding:
        """With a third value for the selected line; says why where it cannot be read or breaks a rule."""
        conflict = self.conflict
        assert conflict is not None
        if text == self.as_typed:
            return self.choose("mine")  # digits beyond those shown stay
        try:
            value = read_value(self.session.project, conflict.place, conflict.field, text, today)
            self.session.settled({conflict.about: value})
        except ProblemsFound as error:
            return replace(self, problem=_first(error))
        chosen: dict[About, tuple[Keep, Any]] = {**self.chosen, conflict.about: ("typed", value)}
        return replace(self, chosen=chosen, problem="")._scored()._onward()

    @property
    def typeable(self) -> bool:
        """Whether the selected line takes a value that is typed."""
        conflict = self.conflict
        return (
            conflict is not None
            and conflict.kind == "field"
            and not any(isinstance(each, (list, dict)) for each in (conflict.mine, conflict.theirs))
        )

    @property
    def as_typed(self) -> str:
        """My value of the selected line, as it would be typed."""
        conflict = self.conflict
        return value_as_typed(self.session.project, conflict.place, conflict.field) if conflict else ""

    @property
    def hint(self) -> str:
        """What can be typed for the selected line."""
        conflict = self.conflict
        return hint_of(self.session.project, conflict.place, conflict.field) if conflict else ""

    def not_typeable(self) -> Deciding:
        """Saying why no value can be typed here."""
        if self.conflict is None:
            return replace(self, problem="This one needs no choice: only one side changed it.")
        return replace(self, problem="This is more than one value: choose m or t, and edit it afterwards.")

    def still_open(self) -> Deciding:
        """With the next open line selected, saying that it is open."""
        words = f"{self.open} still to choose: m mine, t theirs, e a third value."
        return replace(self._onward(), problem=words)

    def settled(self) -> Session | None:
        """The session with everything chosen; None where the values break a rule together."""
        try:
            return self.session.settled(self.values)
        except ProblemsFound:
            return None

    def refused(self) -> Deciding:
        """Saying why the values that were chosen cannot stand together."""
        try:
            self.session.settled(self.values)
        except ProblemsFound as error:
            return replace(self, problem=_first(error))
        return self

    def _onward(self) -> Deciding:
        order = [*range(self.at, len(self.conflicts)), *range(self.at)]
        for index in order:
            if index < len(self.conflicts) and self.conflicts[index].about not in self.chosen:
                return replace(self, at=index)
        return self

    def _scored(self) -> Deciding:
        values = {each.about: each.theirs for each in self.conflicts} | self.values
        try:
            project: Project | None = self.session.settled(values).project
        except ProblemsFound:
            project = None
        merged = score_project(project, self.headline.mine) if project else None
        return replace(self, headline=replace(self.headline, merged=merged))


def _first(error: ProblemsFound) -> str:
    problem: Problem = error.problems[0]
    return f"{problem.found}; {problem.mend}" if problem.mend else problem.found


def _merged_lines(session: Session, disk: Project) -> tuple[tuple[Line, ...], int]:
    """What needed no choice, and how much that is beyond what is listed."""
    settled = {each.about for each in session.conflicts}
    whole = {each.place for each in session.conflicts if each.kind == "added"}
    kept = [_kept_line(each, session.project) for each in session.kept]
    whole |= {each.place for each in session.kept}
    mine = edits_between(disk, session.project).edits
    from_me, my_count = _edit_lines(mine, disk, "mine-auto", settled, whole)
    from_them: list[Line] = []
    their_count = 0
    if session.common is not None:
        # What was changed here after theirs came is mine.
        settled |= {_about(each) for each in mine if isinstance(each, SetField)}
        theirs = edits_between(session.common, disk).edits
        from_them, their_count = _edit_lines(theirs, session.common, "theirs-auto", settled, whole)
    lines = [*kept, *from_me, *from_them]
    return tuple(lines[:MOST_MERGED]), len(kept) + my_count + their_count


def _kept_line(conflict: Conflict, project: Project) -> Line:
    before, mine, theirs = (
        value_words(conflict, each, project) for each in (conflict.base, conflict.mine, conflict.theirs)
    )
    keep: Keep = "theirs-auto" if conflict.kind == "renamed" else "kept"
    if conflict.kind == "moved":
        keep = "mine-auto" if conflict.mine is ABSENT else "theirs-auto"
    hint = twin_words(conflict, project)
    return Line(topic(conflict, project), before, mine, theirs, keep, hint=hint)


def _edit_lines(
    edits: tuple[Edit, ...], project: Project, keep: Keep, settled: set[About], whole: set[Place]
) -> tuple[list[Line], int]:
    """A line for each edit, and how many; without those of `settled`, and of anything in `whole` items."""
    lines: list[Line] = []
    count = 0
    for edit in edits:
        place, field = _about(edit)
        if (place, field) not in settled and not any(place[: len(each)] == each for each in whole):
            count += 1
            if count <= MOST_MERGED:
                lines.append(_edit_line(edit, project, keep))
        project = edit.apply(project)
    return lines, count


def _about(edit: Edit) -> About:
    if isinstance(edit, SetField):
        return edit.place, edit.field
    if isinstance(edit, Add):
        return edit.place, ""
    if isinstance(edit, Move):
        return edit.place[:-1], ""  # as the conflict about the order
    return (edit.place, "") if isinstance(edit, Remove) else ((), "")


def _edit_line(edit: Edit, project: Project, keep: Keep) -> Line:
    if not isinstance(edit, SetField):
        return Line(said(edit, project), "", "", "", keep)
    before, after = (value_said(project, edit.place, edit.field, v) for v in (edit.before, edit.after))
    mine, theirs = (after, before) if keep == "mine-auto" else (before, after)
    what = label(edit.field).lower()
    about = f"{subject(project, edit.place)} . {what}" if len(edit.place) > 1 else what
    return Line(about, before or "-", mine or "changed", theirs or "changed", keep)
