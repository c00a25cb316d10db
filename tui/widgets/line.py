"""One line to type in, with undo of typing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Input

from tui.text import show

if TYPE_CHECKING:
    from tui.themedapp import ThemedApp


class Listening(Protocol):
    """A screen with a line on it, which hears of the keys that the line takes by itself."""

    def heard(self, event: events.Key) -> None:
        """Take note of a key."""


class TypingLine(Input):
    """An Input that hands over the keys which leave it, and undoes typing with ctrl+z.

    Keys typed faster than the screen follows are never lost: from the moment a leaving key was
    pressed until somebody calls `stay` or `start`, keys bubble up instead of being typed here.

    Hidden characters of a file are spelled out here as everywhere. A text that nobody changed is
    handed back as it is stored; one that was changed is handed back as it is seen.
    """

    @dataclass
    class Left(Message):
        """A key that leaves the line: one of `LEAVING`."""

        key: str
        text: str

    LEAVING = ("enter", "tab", "shift+tab", "down", "up", "escape", "pageup", "pagedown", "ctrl+q")

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        self._before: list[str] = []
        self._undoing = True
        self._stored = text
        self._left_by = ""
        super().__init__(show(text), id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.leaving = False
        self.refused = False
        """Whether Enter was pressed last, and what stands here could not be taken."""
        self._undoing = False

    @property
    def _value(self) -> Text:
        # Textual hides with a bullet, which a terminal of only ASCII lacks.
        if self.password:
            return Text("*" * len(self.value), no_wrap=True, overflow="ignore", end="")
        return super()._value

    def start(self, text: str, *, selected: bool) -> None:
        """Begin with `text`, all of it selected or the cursor behind it."""
        self.leaving = self.refused = False
        self._stored = text
        with self.prevent(Input.Changed):
            self.value = show(text)
        self._before.clear()
        self.cursor_position = len(self.value)
        if selected:
            self.action_select_all()
        # The terminal's cursor goes along, once the line has its place.
        self.call_after_refresh(self.point)

    def point(self) -> None:
        """Put the terminal's cursor where something is typed here."""
        if self.has_focus:
            cast("ThemedApp[object]", self.app).point_at(self.cursor_screen_offset)

    @property
    def text(self) -> str:
        """What was typed, or the stored text where it stands here unchanged."""
        return self._stored if self.value == show(self._stored) else self.value

    def stay(self) -> None:
        """Go on typing here after a leaving key that did not end it."""
        self.leaving = False
        self.refused = self._left_by == "enter"

    def take(self, event: events.Key) -> None:
        """A key: one that leaves, one that is typed, or one that edits the line."""
        self.refused = False
        if event.key in self.LEAVING:
            self.leaving = True
            self._left_by = event.key
            self.post_message(self.Left(event.key, self.text))
        elif event.is_printable and event.character is not None:
            self.replace(event.character, *sorted(self.selection))
        else:
            self._edit(event.key)

    def _edit(self, key: str) -> None:
        # Not left to Input's own bindings: they only run for keys that reach the app, and none does.
        edits: dict[str, Callable[[], object]] = {
            "ctrl+z": self._undo_typing,
            "backspace": self.action_delete_left,
            "delete": self.action_delete_right,
            "ctrl+w": self.action_delete_left_word,
            "ctrl+u": self.action_delete_left_all,
            "ctrl+k": self.action_delete_right_all,
            "left": self.action_cursor_left,
            "right": self.action_cursor_right,
            "ctrl+left": self.action_cursor_left_word,
            "ctrl+right": self.action_cursor_right_word,
            "shift+left": partial(self.action_cursor_left, True),
            "shift+right": partial(self.action_cursor_right, True),
            "home": self.action_home,
            "ctrl+a": self.action_home,
            "end": self.action_end,
            "ctrl+e": self.action_end,
            "shift+home": partial(self.action_home, True),
            "shift+end": partial(self.action_end, True),
        }
        if key in edits:
            edits[key]()

    def watch_value(self, old: str, new: str) -> None:
        """Keep what stood before, for undo of typing."""
        if old != new and not self._undoing:
            self._before.append(old)

    def _undo_typing(self) -> None:
        if self._before:
            self._undoing = True
            self.value = self._before.pop()
            self._undoing = False
            self.cursor_position = len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        """The first line of what is pasted, hidden characters spelled out."""
        event.stop()
        event.prevent_default()
        lines = event.text.splitlines()
        if lines and not self.leaving:
            text = show(lines[0].replace("\t", " "))
            self.replace(text, *sorted(self.selection))
            for character in text:
                self._listening.heard(events.Key(character, character))

    async def _on_key(self, event: events.Key) -> None:
        # Textual calls Input's own handler after this one unless the default is prevented.
        event.prevent_default()
        if not self.leaving:
            event.stop()
            self._listening.heard(event)
            self.take(event)

    @property
    def _listening(self) -> Listening:
        return cast(Listening, self.screen)
