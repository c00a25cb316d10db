"""A session: the project as it stands, how it came to be, and which of its states are on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from model.editing.checking import refuse_broken
from model.editing.edits import Edit, Tables
from model.editing.sameness import same
from model.editing.steadying import steadied
from model.journey.project import Project


@dataclass(frozen=True, eq=False, slots=True)
class State:
    """The project after an edit. States form the line of undo; two are the same only if identical."""

    project: Project
    edit: Edit | None = None
    """The edit that led here; None for the state that was read."""
    parent: State | None = field(default=None, repr=False)


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
        """True where the project says something that the file does not."""
        return self.state is not self.disk and (
            self.disk is None or not same(self.project, self.disk.project)
        )

    @property
    def disk_text(self) -> bytes | None:
        """The bytes this session last saw on disk; None for a project that was never saved."""
        return next((raw for state, raw in self.texts if state is self.disk), None)

    def apply(self, edit: Edit) -> Session:
        """The session after `edit`; raises ProblemsFound, and nothing has changed, if a rule would break."""
        project = edit.apply(self.project)
        refuse_broken(project, edit, self.project)
        steady = steadied(self.project, edit, project)
        if steady is not edit:
            project = steady.apply(self.project)
        return replace(self, state=State(project, steady, self.state), redoable=())

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

    def steps(self) -> Iterator[Edit]:
        """The edits since the project was read, the last one first."""
        state: State | None = self.state
        while state is not None and state.edit is not None:
            yield state.edit
            state = state.parent

    def since_text(self) -> tuple[bytes | None, tuple[Step, ...]]:
        """The bytes of the nearest saved state on the line of undo, and the steps from there to here."""
        texts = {id(state): raw for state, raw in self.texts}
        steps: list[Step] = []
        state = self.state
        while id(state) not in texts:
            if state.parent is None or state.edit is None:
                return None, tuple(reversed(steps))
            steps.append(Step(state.edit, state.parent.project))
            state = state.parent
        return texts[id(state)], tuple(reversed(steps))

    def saved(self, raw: bytes, state: State | None = None) -> Session:
        """The session once `raw` is on disk for `state`, which is the present one unless said."""
        state = state or self.state
        kept = tuple(each for each in self.texts if each[0] is not state)
        return replace(self, texts=(*kept, (state, raw)), disk=state)
