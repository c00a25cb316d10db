"""One line to type in, with undo of typing."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input


class TypingLine(Input):
    """An Input that hands over the keys which leave it, and undoes typing with ctrl+z.

    Keys typed faster than the screen follows are never lost: from the moment a leaving key was
    pressed until somebody calls `stay` or `start`, keys bubble up instead of being typed here.
    """

    @dataclass
    class Left(Message):
        """A key that leaves the line: one of `LEAVING`."""

        key: str
        text: str

    LEAVING = ("enter", "tab", "shift+tab", "down", "up", "escape", "pageup", "pagedown")

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        self._before: list[str] = []
        self._undoing = True
        super().__init__(text, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.leaving = False
        self._undoing = False

    def start(self, text: str, *, selected: bool) -> None:
        """Begin with `text`, all of it selected or the cursor behind it."""
        self.leaving = False
        with self.prevent(Input.Changed):
            self.value = text
        self._before.clear()
        self.cursor_position = len(text)
        if selected:
            self.action_select_all()

    def stay(self) -> None:
        """Go on typing here after a leaving key that did not end it."""
        self.leaving = False

    def take(self, event: events.Key) -> None:
        """A key that came while something else had the focus."""
        if event.key in self.LEAVING:
            self._leave(event.key)
        elif event.key == "ctrl+z":
            self._undo_typing()
        elif event.is_printable and event.character is not None:
            self.replace(event.character, *sorted(self.selection))
        elif event.key == "backspace":
            self.action_delete_left()

    def _leave(self, key: str) -> None:
        self.leaving = True
        self.post_message(self.Left(key, self.value))

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

    async def _on_key(self, event: events.Key) -> None:
        # Textual calls Input's own handler after this one unless the default is prevented.
        if self.leaving:
            event.prevent_default()
        elif event.key in self.LEAVING:
            event.stop()
            event.prevent_default()
            self._leave(event.key)
        elif event.key == "ctrl+z":
            event.stop()
            event.prevent_default()
            self._undo_typing()
