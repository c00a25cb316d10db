"""A session: the project as it stands, how it came to be, and which of its states are on disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from model.editing.between import edits_between
from model.editing.checking import refuse_broken
from model.editing.conflict import Conflict
from model.editing.edits import Batch, Edit, Tables
from model.editing.merge import CannotMerge, Merged, Merging
from model.editing.places import Place
from model.editing.rebasing import renewed
from model.editing.renames import Renames, renames_from
from model.editing.sameness import same
from model.editing.sharing import sharing
from model.editing.steadying import steadied
from model.journey.problem import ProblemsFound
from model.journey.project import Project


@dataclass(frozen=True, eq=False, slots=True)
class State:
    """The project after an edit. States form the line of undo; two are the same only if identical."""

    project: Project
    edit: Edit | None = None
    """The edit that led here; None for the state that was read."""
    parent: State | None = field(default=None, repr=False)
    when: datetime | None = None
    """When that edit was made; None where nobody said."""


@dataclass(frozen=True, slots=True)
class Step:
    """An edit with the project it was made for, ready to be replayed on that project's file."""

    edit: Edit
    before: Project

    def replay(self, tables: Tables) -> None:
        """Make the edit in `tables`, which say what the project before it said."""
        self.edit.replay(tables, self.before)


@dataclass(frozen=True, slots=True)
class Session:
    """One person's work on one project: frozen; every change gives a new session.

    Undo is linear and keeps old values. Each saved state keeps its bytes, so that undoing to it and
    saving gives back exactly its file.
    """

    state: State
    redoable: tuple[State, ...] = ()
    texts: tuple[tuple[State, bytes], ...] = ()
    """Saved states with the bytes of their file."""
    disk: State | None = None
    """The state that is on disk; None for a project that was never saved."""
    undecided: tuple[Conflict, ...] = ()
    """What somebody else changed otherwise, as far as nobody has chosen yet; see `conflicts`."""
    common: Project | None = None
    """What both sides started from, while others' versions are merged that no save has followed."""
    kept: tuple[Conflict, ...] = ()
    """What was settled by itself since then: an edit beat a delete, one of two new ids held."""

    @classmethod
    def opened(cls, project: Project, raw: bytes | None = None) -> Session:
        """A session on a project just read from `raw`, or on a new one without a file."""
        state = State(project)
        return cls(state) if raw is None else cls(state, (), ((state, raw),), state)

    @property
    def project(self) -> Project:
        """The project as it stands."""
        return self.state.project

    @property
    def unsaved(self) -> bool:
        """True where the project says something that the file does not, or its text was written anew."""
        if self.state is self.disk:
            return False
        if self.disk is None or not same(self.project, self.disk.project):
            return True
        own = self._text_of(self.state)
        return own is not None and own != self.disk_text

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What the file and this project say differently and somebody has to choose before a save.

        The project says mine. A change that was undone is none any more.
        """
        return tuple(each for each in self.undecided if not each.stands(self.project, each.theirs))

    @property
    def disk_text(self) -> bytes | None:
        """The bytes this session last saw on disk; None for a project that was never saved."""
        return None if self.disk is None else self._text_of(self.disk)

    def _text_of(self, state: State) -> bytes | None:
        return next((raw for each, raw in self.texts if each is state), None)

    def apply(self, edit: Edit, when: datetime | None = None) -> Session:
        """The session after `edit`; raises ProblemsFound, and nothing has changed, if a rule would break."""
        project = edit.apply(self.project)
        refuse_broken(project, edit, self.project)
        steady = steadied(self.project, edit, project)
        if steady is not edit:
            project = steady.apply(self.project)
        return replace(self, state=State(project, steady, self.state, when), redoable=())

    def rewritten(self, raw: bytes, project: Project) -> Session:
        """The session, one step on, after somebody wrote its whole text anew: `raw`, which says `project`.

        A save from here writes `raw` as it is, with its comments and its layout.
        """
        project = sharing(project, self.project)
        state = State(project, edits_between(self.project, project), self.state)
        return replace(self, state=state, redoable=(), texts=(*self.texts, (state, raw)))

    def undo(self) -> Session:
        """The session without its last edit; itself where there is none."""
        if self.state.parent is None:
            return self
        return replace(self, state=self.state.parent, redoable=(*self.redoable, self.state))

    def redo(self) -> Session:
        """The session with the edit that was undone last; itself where there is none."""
        if not self.redoable:
            return self
        return replace(self, state=self.redoable[-1], redoable=self.redoable[:-1])

    def at(self, state: State) -> Session:
        """The session undone or redone as far as `state`; itself where that is not on its line of undo."""
        step = Session.redo if state in self.redoable else Session.undo
        there = self
        while there.state is not state:
            further = step(there)
            if further is there:
                return self
            there = further
        return there

    def joined(self, since: State) -> Session:
        """The session with all edits since a state on its line of undo as one step.

        Itself where there are not two of them, where that state is not on the line any more, or where one
        of the states in between was saved: undo goes back to what was saved.
        """
        edits: list[Edit] = []
        state = self.state
        while state is not since:
            if state.parent is None or state.edit is None or any(state is each for each, _ in self.texts):
                return self
            edits.append(state.edit)
            state = state.parent
        if len(edits) < 2:
            return self
        return replace(self, state=State(self.project, Batch(tuple(edits[::-1])), since, self.state.when))

    def steps(self) -> Iterator[Edit]:
        """The edits since the project was read, the last one first."""
        state: State | None = self.state
        while state is not None and state.edit is not None:
            yield state.edit
            state = state.parent

    def since_text(self) -> tuple[bytes | None, tuple[Step, ...]]:
        """The bytes of the nearest saved state on the line of undo, and the steps from there to here.

        Where none of them was saved, those of the state on disk and one step that leads here.
        """
        texts = {id(state): raw for state, raw in self.texts}
        steps: list[Step] = []
        state = self.state
        while id(state) not in texts:
            if state.parent is None or state.edit is None:
                if self.disk is None or self.disk_text is None:
                    return None, tuple(reversed(steps))
                there = self.disk.project
                return self.disk_text, (Step(edits_between(there, self.project), there),)
            steps.append(Step(state.edit, state.parent.project))
            state = state.parent
        return texts[id(state)], tuple(reversed(steps))

    def saved(self, raw: bytes, state: State | None = None) -> Session:
        """The session once `raw` is on disk for `state`, which is the present one unless said."""
        state = state or self.state
        kept = tuple(each for each in self.texts if each[0] is not state)
        return replace(self, texts=(*kept, (state, raw)), disk=state, undecided=(), common=None, kept=())

    def merged(self, raw: bytes, theirs: Project) -> tuple[Session, Merged]:
        """The session once somebody else's version, `raw`, is on disk, and what was merged.

        Every state on the line of undo becomes what it would have been had they changed the file before:
        undoing takes back what was done here and nothing of theirs. What was not saved yet keeps mine
        where both changed one thing differently, and waits among the `conflicts`; older states have
        theirs, and without what they deleted. A save writes into `raw` only what differs from it.
        Raises CannotMerge, and nothing has changed; then only whole versions can be chosen.
        """
        if self.disk is None:
            raise CannotMerge("This project was never saved, so nothing can be merged with it.")
        theirs = sharing(theirs, self.disk.project)
        merging = Merging(self.disk.project, theirs)
        line = self.line
        present = line.index(self.state)
        on_disk = line.index(self.disk) if self.disk in line else present - 1
        known = renames_from([each.edit for each in line], on_disk if self.disk in line else None)
        merged = merging.with_mine(self.project, known[present])
        states: list[State] = []
        at: dict[int, State] = {}
        for index, old in enumerate(line):
            last = states[-1] if states else None
            again: State | None
            if index == present:
                again = onto(last, old, merged.pending)
            else:
                again = rebased(merging, old, last, known[index], mine_first=index > on_disk)
            if again is None:
                continue
            if again is not last:
                states.append(again)
            at[index] = again
        here = at[present]
        disk = at[on_disk] if self.disk in line else State(theirs)
        undecided = _still_undecided(self.undecided, merged.choices, theirs)
        redoable = tuple(reversed(states[states.index(here) + 1 :]))
        session = Session(here, redoable, ((disk, raw),), disk, undecided)
        if self.unsaved:
            kept = tuple(each for each in merged.conflicts if not each.choosable)
            session = replace(session, common=self.common or self.disk.project, kept=(*self.kept, *kept))
        return session, merged

    def settled(self, chosen: Mapping[tuple[Place, str], Any]) -> Session:
        """The session, one step on, in which each conflict of `chosen` has the value chosen for it.

        Keys are what a conflict is about. Raises ProblemsFound where the values break a rule together.
        """
        edits: list[Edit] = []
        project = self.project
        for conflict in self.conflicts:
            if conflict.about in chosen:
                edit = conflict.settling(project, chosen[conflict.about])
                if edit is not None:
                    project = edit.apply(project)
                    edits.append(edit)
        session = self.apply(Batch(tuple(edits))) if edits else self
        rest = tuple(each for each in self.undecided if each.about not in chosen)
        return replace(session, undecided=rest)

    @property
    def line(self) -> list[State]:
        """All states there are, from the first to the one that was undone first."""
        line: list[State] = []
        state: State | None = self.state
        while state is not None:
            line.append(state)
            state = state.parent
        return [*reversed(line), *reversed(self.redoable)]


def onto(last: State | None, old: State, project: Project) -> State:
    """The state after `last` that says `project` and stands for `old`; `last` where nothing differs."""
    if last is None:
        return State(project)
    if same(last.project, project):
        return last
    return State(project, renewed(old.edit, last.project, project), last, old.when)


def rebased(
    merging: Merging, old: State, last: State | None, known: Renames, *, mine_first: bool
) -> State | None:
    """`old` as it would be on top of theirs and behind `last`; None where it cannot be."""
    try:
        state = onto(last, old, merging.unchecked(old.project, known, mine_first=mine_first))
        if state is last:
            return state
        if last is not None and state.edit is not None:
            # Only what this step did can break a rule that the step before kept.
            refuse_broken(state.project, state.edit, last.project)
            return state
    except ProblemsFound:
        pass
    except CannotMerge:
        return None
    try:
        merged = merging.with_mine(old.project, known, yielding=not mine_first)
    except CannotMerge:
        return None
    return onto(last, old, merged.pending if mine_first else merged.project)


def _still_undecided(
    before: tuple[Conflict, ...], new: tuple[Conflict, ...], theirs: Project
) -> tuple[Conflict, ...]:
    """Conflicts nobody has settled, old and new, with the values that are on disk now."""
    older = {each.about: each for each in before}
    found = [replace(each, base=older[each.about].base) if each.about in older else each for each in new]
    known = {each.about for each in new}
    return (*(each.with_theirs(theirs) for each in before if each.about not in known), *found)
