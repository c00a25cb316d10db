"""The choices of whoever saves where somebody else saved meanwhile: a frozen value, as the workspace is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from model.editing.conflict import Conflict, Side
from model.editing.conflictwords import topic, value_words
from model.editing.edits import Edit, SetField
from model.editing.merge import Merged
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
    def of(cls, session: Session, what: Merged | None, who: str) -> Deciding:
        """Nothing chosen yet; `what` is the merge that brought it about, where there was one."""
        conflicts = session.conflicts
        lines, count = _merged_lines(what) if what else ((), 0)
        mine = score_project(session.project)
        disk = session.disk.project if session.disk else session.project
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
        """With a third value for the selected line; says why where it cannot be read."""
        conflict = self.conflict
        assert conflict is not None
        try:
            value = read_value(self.session.project, conflict.place, conflict.field, text, today)
            chosen: dict[About, tuple[Keep, Any]] = {**self.chosen, conflict.about: ("typed", value)}
            edit = conflict.settling(self.session.project, value)
            if edit is not None:
                edit.apply(self.session.project)
        except ProblemsFound as error:
            return replace(self, problem=_first(error))
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


def _merged_lines(what: Merged) -> tuple[tuple[Line, ...], int]:
    waiting = {each.about for each in what.choices}
    mine = [each for each in what.from_me if _about(each) not in waiting]
    theirs = [each for each in what.from_them if _about(each) not in waiting]
    kept = [each for each in what.conflicts if not each.choosable]
    lines = [
        *(_kept_line(each, what.pending) for each in kept),
        *_edit_lines(mine, what.theirs, "mine-auto"),
        *_edit_lines(theirs, what.mine, "theirs-auto"),
    ]
    return tuple(lines[:MOST_MERGED]), len(kept) + len(mine) + len(theirs)


def _about(edit: Edit) -> About | None:
    return (edit.place, edit.field) if isinstance(edit, SetField) else None


def _kept_line(conflict: Conflict, project: Project) -> Line:
    before, mine, theirs = (
        value_words(conflict, each, project) for each in (conflict.base, conflict.mine, conflict.theirs)
    )
    keep: Keep = "theirs-auto" if conflict.kind == "renamed" else "kept"
    return Line(topic(conflict, project), before, mine, theirs, keep)


def _edit_lines(edits: list[Edit], project: Project, keep: Keep) -> list[Line]:
    lines: list[Line] = []
    for edit in edits:
        if len(lines) == MOST_MERGED:
            break
        if isinstance(edit, SetField):
            before, after = (
                value_said(project, edit.place, edit.field, v) for v in (edit.before, edit.after)
            )
            mine, theirs = (after, before) if keep == "mine-auto" else (before, after)
            what = label(edit.field).lower()
            about = f"{subject(project, edit.place)} . {what}" if len(edit.place) > 1 else what
            lines.append(Line(about, before or "-", mine or "changed", theirs or "changed", keep))
        else:
            lines.append(Line(said(edit, project), "", "", "", keep))
        project = edit.apply(project)
    return lines
