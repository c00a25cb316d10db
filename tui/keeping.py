"""Keeping what is done and not saved: in the journal before the screen shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from model.editing.session import State
from model.files.journal import Journal
from model.files.journalline import Draft
from tui.messages import Message
from tui.workspace import Workspace

if TYPE_CHECKING:
    from textual.timer import Timer

_TYPING = 2.0
"""Seconds between two drafts of what is being typed; this much of it may be lost."""


class Keeping:
    """The journal of this process, and what is being typed."""

    def __init__(self, real: Path, after: Callable[[float, Callable[[], None]], Timer]) -> None:
        self._real = real
        self._after = after
        self._journal: Journal | None = None
        self._disk: State | None = None
        self._warning = ""
        """What was last said of edits that are not safe."""
        self._draft: Draft | None = None
        self._timer: Timer | None = None

    @property
    def keeps(self) -> bool:
        """Whether there is anything that is not saved."""
        return self._journal is not None and self._journal.keeps

    @property
    def safe(self) -> bool:
        """Whether all of it is on disk, as far as is known."""
        return self._journal is None or self._journal.safe

    def begin(self, workspace: Workspace) -> None:
        """Have the plan written into the journal; the disk has until `kept` for it."""
        if self._journal is not None:
            self._journal.begin(workspace.plan)

    def kept(self, workspace: Workspace) -> Workspace:
        """The workspace once its plan is in the journal, with what the person has to be told about that."""
        plan = workspace.plan
        before, self._disk = self._disk, plan.disk
        if self._journal is None:
            self._journal = Journal(self._real, plan, lambda: datetime.now(UTC))
            return workspace
        told = self._journal.note(plan)
        if told and workspace.message is not None and plan.disk is not before:
            # That something was saved is no less worth knowing.
            told = f"{workspace.message.text} {told}"
        return self._telling(workspace, told)

    def again(self, workspace: Workspace) -> Workspace:
        """Try once more what could not be written; the workspace with what the person has to be told."""
        return self._telling(workspace, self._journal.again() if self._journal else "")

    def _telling(self, workspace: Workspace, told: str) -> Workspace:
        """With a warning before what is said; good news replaces only that, else it is among the messages."""
        said = workspace.message
        if not told:
            return workspace
        if not self.safe:
            if said is not None and said.whole not in (told, self._warning):
                told = f"{told} {said.whole}"
            self._warning = told
            return workspace.saying(told, "error")
        if said is None or said.text == self._warning:
            return workspace.saying(told)
        return replace(workspace, messages=(*workspace.messages, Message(told)))

    def typing(self, draft: Draft) -> None:
        """Something is being typed: write it down soon."""
        self._draft = draft
        if self._timer is None:
            self._timer = self._after(_TYPING, self._write)

    def typed(self) -> None:
        """Nothing is being typed any more."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._draft = None
        if self._journal is not None:
            self._journal.typing(None)

    def _write(self) -> None:
        self._timer = None
        if self._journal is not None and self._draft is not None:
            self._journal.typing(self._draft)

    def end(self, why: str) -> None:
        """The process ends without having saved."""
        self._write()
        if self._journal is not None:
            self._journal.end(why)

    def close(self, *, discard: bool = False) -> None:
        """Let go of the journal; it goes where nothing is left to keep, or with `discard`."""
        if self._journal is not None:
            self._journal.close(discard=discard)
