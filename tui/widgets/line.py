"""One line to type in, with undo of typing."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input


class TypingLine(Input):
    """An Input that hands over the keys which leave it, and undoes typing with ctrl+z."""

    @dataclass
    class Left(Message):
        """A key that leaves the line: `enter`, `tab`, `shift+tab`, `down`, `up` or `escape`."""

        key: str
        text: str

    LEAVING = ("enter", "tab", "shift+tab", "down", "up", "escape", "pageup", "pagedown")

    def __init__(self, text: str = "", *, id: str | None = None, selected: bool = True) -> None:
        super().__init__(text, id=id, select_on_focus=selected, compact=True)
        self.cursor_blink = False
        self._before: list[str] = []

    def start(self, text: str, *, selected: bool) -> None:
        """Begin with `text`, all of it selected or the cursor behind it."""
        self._before.clear()
        self.select_on_focus = selected
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)
        if selected:
            self.action_select_all()

    async def _on_key(self, event: events.Key) -> None:
        if event.key in self.LEAVING:
            event.stop()
            event.prevent_default()
            self.post_message(self.Left(event.key, self.value))
            return
        if event.key == "ctrl+z":
            event.stop()
            event.prevent_default()
            if self._before:
                self.value = self._before.pop()
                self.cursor_position = len(self.value)
            return
        before = self.value
        await super()._on_key(event)
        if self.value != before:
            self._before.append(before)
