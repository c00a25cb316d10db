"""A macro: keys that are recorded once and played again, as one step of undo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from textual import events

from model.editing.session import State
from tui.registry.keys import key_name
from tui.registry.keytable import key_label
from tui.widgets.line import TypingLine

if TYPE_CHECKING:
    from tui.messages import Message
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow
    from tui.screens.journey import JourneyScreen

MOST_KEYS = 2000
"""Keys a macro holds; whoever records more has forgotten that it runs."""


class Played(events.Key):
    """A key of the macro, as it waits among those that somebody types."""


class Macro:
    """The keys recorded last; listens to every key while it records, and watches each one it plays."""

    def __init__(self, screen: JourneyScreen) -> None:
        self._screen = screen
        self._keys: list[events.Key] = []
        self._rest = 0
        """How many keys were recorded when the screen asked for nothing."""
        self._left: int | None = None
        """How many keys are still to be played; None while nothing is."""
        self._start: State | None = None
        self._message: Message | None = None
        """What was said before the last key."""
        self._last = ""
        self.recording = False

    @property
    def playing(self) -> bool:
        """Whether its keys are being played."""
        return self._left is not None

    def heard(self, event: events.Key) -> None:
        """A key has reached whoever it was meant for."""
        if isinstance(event, Played) and self._left is not None:
            self._left -= 1
            self._last = key_name(event)
            self._message = self._screen.workspace.message
        elif self.recording and len(self._keys) < MOST_KEYS:
            self._keys.append(events.Key(event.key, event.character))

    def record(self) -> str:
        """Begin to record, or end; what to say of it."""
        self.recording = not self.recording
        if self.recording:
            self._keys, self._rest = [], 0
            return "Recording keys: the same command again ends it."
        # The keys that asked for the end are none of it.
        del self._keys[self._rest :]
        return f"Recorded {_counted(len(self._keys), 'key')}."

    def play(self) -> str:
        """Put the keys in front of all that wait; what to say where that cannot be."""
        if self.recording:
            return "A macro cannot play itself: end the recording first."
        if self.playing:
            return "A macro cannot play itself."
        if not self._keys:
            return "No macro is recorded yet."
        self._left = len(self._keys)
        self._start = self._screen.workspace.session.state
        self._message = self._screen.workspace.message
        self._last = ""
        for each in reversed(self._keys):
            self._screen.wait_first(Played(each.key, each.character))
        return ""

    def stopped(self) -> bool:
        """Whether the key played last was refused, which ends the macro with a word about where."""
        if self._left is None or not self._last:
            return False
        workspace = self._screen.workspace
        said = workspace.message
        error = said is not None and said is not self._message and said.kind == "error"
        refused = any(line.refused for line in self._screen.app.screen.query(TypingLine))
        if not error and not refused:
            return False
        at = len(self._keys) - self._left
        where = f"The macro stopped at key {at} of {len(self._keys)}, {key_label(self._last)}"
        if workspace.box is not None and refused:
            # While a value is typed, what is wrong with it stands where messages do.
            problem = f"{where}: {workspace.box.problem}"
            self._screen.show(replace(workspace, box=replace(workspace.box, problem=problem)))
        self._end(f"{where}: {said.text}" if error and said is not None else f"{where}.", "error")
        return True

    def rested(self) -> None:
        """The screen takes its next key, and nothing is asked or typed."""
        self._rest = len(self._keys)
        if self._left == 0 and not self.stopped():
            self._end(f"Played {_counted(len(self._keys), 'key')}; one undo takes all of it back.")

    def _end(self, words: str, kind: Literal["message", "error"] = "message") -> None:
        """No more is played: what was done so far is one step of undo."""
        before = self._start
        self._left, self._start, self._last = None, None, ""
        workspace = self._screen.workspace
        if before is not None:
            joined = workspace.session.joined(before)
            if joined is not workspace.session:
                workspace = replace(workspace, session=joined)
            elif kind == "message":
                return
        self._screen.show(workspace.saying(words, kind))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


async def record(screen: Asking) -> None:
    """Begin to record the keys that are pressed from here on, or end it."""
    macro = screen.macro
    words = macro.record()
    screen.show_workspace(replace(screen.workspace, recording=macro.recording).saying(words))


async def play(screen: Asking) -> None:
    """Play the keys recorded last, as if somebody typed them."""
    words = screen.macro.play()
    if words:
        screen.show_workspace(screen.workspace.saying(words, "error"))


FLOWS: dict[str, Flow] = {"macro.record": record, "macro.play": play}
"""The commands of this file by their ids."""
