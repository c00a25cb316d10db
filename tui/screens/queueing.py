"""A screen on which commands ask: keys typed meanwhile wait in line for whoever they were meant for."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Sequence
from typing import Any

from textual import events
from textual.screen import Screen

from model.journey.problem import UserError
from tui.pictures.picture import Look
from tui.screens.choice import Choice
from tui.screens.prompt import Prompt
from tui.views.popup import Option


class Queueing(Screen[None]):
    """The screen at the bottom, over which popups ask."""

    look: Look

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key] = deque()
        self._flows = 0

    @property
    def asking(self) -> bool:
        """Whether a command is waiting for an answer, or one that it started; keys wait meanwhile."""
        return self._flows > 0

    def begin(self, flow: Awaitable[object]) -> None:
        """Carry out something that asks; keys wait until it has ended."""
        self._flows += 1
        self.run_worker(self._flow(flow), exclusive=False)

    async def _flow(self, flow: Awaitable[object]) -> None:
        try:
            await flow
        except UserError as error:
            self.complain(error)
        finally:
            self._flows -= 1
            if self.is_attached:
                self.take_waiting()

    def complain(self, error: UserError) -> None:
        """Say what went wrong; a screen with a place for such things says it there."""
        self.notify(str(error), severity="error", markup=False)

    def take_waiting(self) -> None:
        """Take the keys that wait, in order; by itself a screen leaves them to its popups."""

    def wait(self, event: events.Key, *, first: bool = False) -> None:
        """Keep a key until whoever it was meant for stands; `first` for one that goes before the others."""
        kept = events.Key(event.key, event.character)
        if first:
            self.wait_first(kept)
        else:
            self._waiting.append(kept)

    def wait_first(self, event: events.Key) -> None:
        """Keep a key, as it is, in front of all others."""
        self._waiting.appendleft(event)

    def next_waiting(self) -> events.Key | None:
        """The first key that waits, taken off the line."""
        if not self._waiting:
            return None
        event = self._waiting.popleft()
        self.heard(event)
        return event

    def heard(self, event: events.Key) -> None:
        """A key has reached whoever it was meant for; nothing follows from it unless a screen listens."""

    async def choose(self, title: str, options: Sequence[Option], note: str = "", **more: Any) -> str | None:
        """Ask for one of several things."""
        return await self.app.push_screen_wait(Choice(title, options, self.look, note=note, **more))

    def typing(self, title: str, text: str, opened_by: str = "") -> None:
        """Something is typed into a line asked for; nothing is kept of it unless a screen does."""

    def typed(self) -> None:
        """The line was left."""

    async def type_line(self, title: str, text: str = "", hint: str = "Enter set  Esc back") -> str | None:
        """Ask for a line of text; None where it was left with Esc."""
        return await self.app.push_screen_wait(Prompt(title, self.look, text=text, hint=hint))
