"""The part of the main screen that asks: popups and prompts, and what is typed into them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Literal, cast

from textual import events

from model.editing.edits import Edit
from model.files.journalline import Draft
from model.journey.problem import UserError
from tui.pictures.picture import Look
from tui.progress import Stopped
from tui.screens.flows import flow_of
from tui.screens.macros import Macro, Played
from tui.screens.queueing import Queueing
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.app import GaplineApp
    from tui.screens.journey import JourneyScreen


class Asking(Queueing):
    """The part of the main screen that asks."""

    workspace: Workspace
    look: Look
    macro: Macro
    _asked = ""
    """The command that asks, or asked last."""
    began = ""
    """The key that ran a command which asks for a line, where that key is the beginning of the line."""
    _draft: Draft | None = None
    """What an earlier session was typing into a line that is about to be asked for again."""

    def ask(self, command: str) -> None:
        """Run a command that asks something or touches the file."""
        flow = flow_of(command, self.workspace.view)
        if flow is not None:
            self._asked = command
            self.begin(flow(self))

    def heard(self, event: events.Key) -> None:
        """A key has reached whoever it was meant for: the macro listens."""
        self.macro.heard(event)

    def next_waiting(self) -> events.Key | None:
        """The first key that waits; of a macro only as long as none of its keys was refused."""
        if self.macro.playing and self.macro.stopped():
            self._waiting = deque(each for each in self._waiting if not isinstance(each, Played))
        return super().next_waiting()

    def complain(self, error: UserError) -> None:
        """Say what went wrong in the message line."""
        # What somebody stopped is no mistake of theirs.
        kind: Literal["message", "error"] = "message" if isinstance(error, Stopped) else "error"
        self.show_workspace(self.workspace.saying(str(error), kind))

    @property
    def gapline(self) -> GaplineApp:
        """The application."""
        from tui.app import GaplineApp

        return cast(GaplineApp, self.app)

    @property
    def journey(self) -> JourneyScreen:
        """This screen, whole."""
        return cast("JourneyScreen", self)

    def show_workspace(self, workspace: Workspace) -> None:
        """Draw another workspace."""
        self.journey.show(workspace)

    def typing(self, title: str, text: str, opened_by: str = "") -> None:
        """Keep what is being typed, should the connection be lost."""
        draft = Draft(title, text, self.workspace.selected, opened_by or self._asked)
        self.gapline.keeping.typing(draft)

    async def type_line(self, title: str, text: str = "", hint: str = "Enter set  Esc back") -> str | None:
        """Ask for a line of text, with what was typed there when the connection was lost."""
        draft, self._draft = self._draft, None
        if draft is not None and draft.label == title:
            text = draft.text
        return await super().type_line(title, text, hint)

    def typed(self) -> None:
        """Nothing is being typed any more."""
        self.gapline.keeping.typed()

    def type_again(self, draft: Draft) -> None:
        """Open what an earlier session was typing into, with what it had typed."""
        if self.workspace.scores.touchpoint(draft.row[0]) is not None:
            self.show_workspace(self.workspace.select(draft.row).steady())
        field = draft.opened_by.removeprefix("set.")
        if flow_of(draft.opened_by) is not None:
            self._draft = draft
            self.ask(draft.opened_by)
        elif field != draft.opened_by and self.workspace.selected == draft.row:
            self.journey.open_box(field, draft.text)

    def do(self, edit: Edit) -> None:
        """Apply an edit and show what it changed."""
        self.show_workspace(self.workspace.apply(edit))
