"""What popups have in common: no key is lost, however fast somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from textual import events
from textual.screen import ModalScreen

from tui.widgets.line import TypingLine

if TYPE_CHECKING:
    from tui.screens.queueing import Queueing

Answer = TypeVar("Answer")


class Asked(ModalScreen[Answer]):
    """A popup over the main screen.

    Keys typed before it stood wait with the main screen and are taken over here; keys that come
    after it ended are handed back.
    """

    ended = False

    @property
    def room(self) -> tuple[int, int]:
        """The columns and lines a popup may take: the first line of the screen and the last stay in sight."""
        width, height = self.app.size
        return width, max(1, height - 2)

    @property
    def below(self) -> Queueing:
        """The screen at the bottom, with which keys wait."""
        return cast("Queueing", self.app.screen_stack[0])

    def end(self, answer: Answer | None) -> None:
        """Close with an answer, once."""
        if not self.ended:
            self.ended = True
            self.dismiss(answer)

    def end_to_quit(self) -> None:
        """Close without an answer; the key that quits is for the screen below."""
        self.below.wait(events.Key("ctrl+q", "\x11"), first=True)
        self.end(None)

    def on_key(self, event: events.Key) -> None:
        """A key in its turn: behind those that wait already."""
        event.stop()
        event.prevent_default()
        self.below.wait(event)
        self.take_waiting()

    def take_waiting(self) -> None:
        """Take the keys that wait, as far as this popup takes any; the rest is for what comes after it."""
        while not self.ended and self.ready():
            event = self.below.next_waiting()
            if event is None:
                return
            self.take(event)

    def heard(self, event: events.Key) -> None:
        """A key that a line of this popup took by itself."""
        self.below.heard(event)

    def ready(self) -> bool:
        """Whether the next key may come: not between a key that leaves the line and what it does."""
        return not any(line.leaving for line in self.query(TypingLine))

    def take(self, event: events.Key) -> None:
        """A key that did not reach the line by itself, since the line had no focus yet."""
        self.query_one(TypingLine).take(event)
