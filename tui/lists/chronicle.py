"""What happened to the open file: this session's edits, what others saved meanwhile, and earlier versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from model.editing.session import Session, State
from model.editing.wording import said

if TYPE_CHECKING:
    # Most sessions never look, and the first picture should not wait for what reads and tells versions.
    from model.editing.telling import Told
    from model.files.earlier import Earlier

_MOST = 500
"""Things that happened which are remembered besides edits."""
What = Literal["edit", "undone", "start", "happened", "version"]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something besides an edit of this session: a save, or what somebody else saved."""

    when: datetime
    who: str
    what: str
    """A sentence; text of the file among it."""
    details: tuple[str, ...] = ()
    """What it changed, a sentence each."""


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of the file, and what it changed against the one before it."""

    earlier: Earlier
    told: Told | None = None
    """None while nobody has read it, or where it is too large to be read unasked."""
    first: bool = False
    """Whether it is the oldest of its kind, so that there is nothing to tell it from."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history."""

    what: What
    when: datetime | None = None
    who: str = ""
    state: State | None = None
    happening: Happening | None = None
    version: Version | None = None
    on_disk: bool = False
    """Whether this is what the file says."""
    here: bool = False
    """Whether the project stands so."""

    @property
    def key(self) -> object:
        """What tells it from every other line."""
        return self.state or self.happening or (self.version.earlier if self.version else None)


@dataclass(frozen=True, slots=True)
class Chronicle:
    """What is remembered besides the edits, and where the reader of the history is."""

    began: datetime | None = None
    happenings: tuple[Happening, ...] = ()
    """The oldest first."""
    versions: tuple[Version, ...] | None = None
    """The newest first; None while nobody has looked for them."""
    selected: object = field(default=None, compare=False)
    """The key of the selected line; the present state where there is no such line."""

    def with_happening(self, happening: Happening) -> Chronicle:
        """With one more thing that happened."""
        return replace(self, happenings=(*self.happenings[1 - _MOST :], happening))


def lines_of(chronicle: Chronicle, session: Session, user: str) -> tuple[Line, ...]:
    """All lines of the history, the newest first, earlier versions behind those of this session."""
    return (
        *_session(chronicle, session, user),
        *(
            Line("version", each.earlier.when, each.earlier.who, version=each)
            for each in chronicle.versions or ()
        ),
    )


def _session(chronicle: Chronicle, session: Session, user: str) -> list[Line]:
    """Edits in the order of undo; what happened besides stands where its time puts it among them."""
    line = session.line
    present = line.index(session.state)
    found: list[Line] = []
    happened = list(chronicle.happenings)
    for at, state in enumerate(line):
        while happened and state.when is not None and happened[0].when < state.when:
            found.append(_happened(happened.pop(0)))
        what: What = "start" if state.edit is None else "undone" if at > present else "edit"
        when = state.when or (chronicle.began if at == 0 else None)
        on_disk, here = state is session.disk, at == present
        found.append(Line(what, when, user, state, on_disk=on_disk, here=here))
    return [*map(_happened, reversed(happened)), *reversed(found)]


def _happened(happening: Happening) -> Line:
    return Line("happened", happening.when, happening.who, happening=happening)


def words_of(line: Line, file: str) -> str:
    """What a line says: text of the file."""
    state = line.state
    if state is not None:
        if state.edit is None or state.parent is None:
            return f"{file} as it was read"
        words = said(state.edit, state.parent.project)
        return f"undone: {words}" if line.what == "undone" else words
    if line.happening is not None:
        return line.happening.what
    assert line.version is not None
    return _version_words(line.version)


def _version_words(version: Version) -> str:
    if version.told is not None:
        what = version.told.line or "the same as before"
    else:
        what = "the oldest one" if version.first else "Enter shows what differs"
    return f"{version.earlier.name}: {what}"


def details_of(line: Line) -> Sequence[str]:
    """What a line changed, a sentence each: text of the file."""
    state = line.state
    if state is not None and state.edit is not None and state.parent is not None:
        from model.editing.telling import told

        return told(state.parent.project, (state.edit,)).sentences
    if line.happening is not None:
        return line.happening.details
    if line.version is not None and line.version.told is not None:
        return line.version.told.sentences
    return ()


def selected_at(lines: Sequence[Line], selected: object) -> int:
    """Where the selected line stands; the present state where there is none of that key."""
    found = next((at for at, each in enumerate(lines) if _is(each.key, selected)), None)
    return next((at for at, each in enumerate(lines) if each.here), 0) if found is None else found


def _is(key: object, selected: object) -> bool:
    # Two states are the same only if identical; versions are read anew and compared by what they are.
    return selected is not None and (key is selected or (not isinstance(key, State) and key == selected))
