"""What this session changed, the newest first: the column at the right of a very wide board."""

from __future__ import annotations

from model.editing.wording import said
from tui.picture import Line, Look, Pen, Picture, filled
from tui.text import wrapped
from tui.workspace import Workspace


def history_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The edits of this session in words, with the saved state marked."""
    lines: list[Line] = [Pen(look, width).put(" THIS SESSION", "strong").line()]
    state = workspace.session.state
    while len(lines) < height:
        if state is workspace.session.disk:
            lines.append(Pen(look, width).put(" on disk", "good").line())
        if state.edit is None or state.parent is None:
            break
        words = look.text(said(state.edit, state.parent.project))
        for number, text in enumerate(wrapped(words, max(1, width - 4), 3)):
            lines.append(Pen(look, width).put(" - " if number == 0 else "   ", "dim").put(text).line())
        state = state.parent
    return filled(look, lines, width, height)
