"""Lists of sentences: what was said so far, and what is wrong in the file."""

from __future__ import annotations

from tui.pictures.picture import Line, Look, Pen, Picture, filled
from tui.views.empty import telling
from tui.workspace import Workspace


def messages_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """What was said in this session, the newest first."""
    lines: list[Line] = []
    for message in reversed(workspace.messages):
        role = "error" if message.kind == "error" else "text"
        word = "Error: " if message.kind == "error" else ""
        for text in look.wrapped(word + message.whole, max(1, width - 3), 4):
            lines.append(Pen(look, width).put(" ").put(text, role).line())
        if len(lines) >= height:
            break
    if not lines:
        words = "Nothing was said yet. Every edit and every error is kept here."
        lines += telling(workspace, look, width, words, "{back} leads back to the board.")
    return filled(look, lines, width, height)


def problems_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """What is wrong in the file, with line and column, in the order of the file."""
    count = len(workspace.problems)
    counted = "1 problem" if count == 1 else f"{count} problems"
    words = f" {counted}. The file is open read-only; nothing is saved over it." if count else " No problems."
    lines: list[Line] = [
        Pen(look, width).put(words, "error" if count else "good").line(),
        Pen(look, width).line(),
    ]
    if not count:
        lines = [lines[0], *telling(workspace, look, width, "{back} leads back to the board.")]
    for problem in workspace.problems:
        place = f"{problem.line}:{problem.column}" if problem.line else ""
        for number, text in enumerate(look.wrapped(problem.sentence, max(1, width - 10), 4)):
            pen = Pen(look, width).put(" ").put((place if number == 0 else "").rjust(7), "dim").put("  ")
            lines.append(pen.put(text, "text").line())
        if len(lines) >= height:
            break
    return filled(look, lines, width, height)
