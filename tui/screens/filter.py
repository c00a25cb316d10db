"""The filter line: rows narrow while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.pictures.picture import Look
from tui.screens.bottomline import BottomLine
from tui.widgets.line import TypingLine
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.asking import Asking


class Filter(BottomLine):
    """Ends with the text on Enter, or None on Esc; calls `narrow` at every key."""

    def __init__(self, text: str, look: Look, narrow: Callable[[str], None]) -> None:
        super().__init__(" filter /", text, look, lambda typed: narrow(typed.strip()))

    def on_typing_line_left(self, event: TypingLine.Left) -> None:
        """Enter and the arrows keep the filter, Esc takes it back."""
        event.stop()
        if event.key == "ctrl+q":
            self.end_to_quit()
        else:
            self.end(None if event.key == "escape" else event.text.strip())


async def narrow_while_typed(
    screen: Asking, before: str, narrowed: Callable[[Workspace, str], Workspace]
) -> None:
    """Narrow a list that has a filter of its own at every key; Esc puts back the words of `before`."""

    def narrow(text: str) -> None:
        screen.show_workspace(narrowed(screen.workspace, text))

    if await screen.app.push_screen_wait(Filter(before, screen.look, narrow)) is None:
        narrow(before)
