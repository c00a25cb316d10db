"""What stands where there is nothing to show: why, and which key helps."""

from __future__ import annotations

import re

from tui.pictures.picture import Line, Look, Pen, Picture, filled
from tui.workspace import Workspace

_COMMAND = re.compile(r"\{([a-z.-]+)\}")


def empty_picture(workspace: Workspace, look: Look, width: int, height: int, *sentences: str) -> Picture:
    """Nothing but sentences; see `telling`. Where there is no room for all, those that name a key."""
    lines = telling(workspace, look, width, *sentences)
    if len(lines) > height:
        lines = telling(workspace, look, width, *filter(_COMMAND.search, sentences)) or lines
    return filled(look, lines, width, height)


def telling(workspace: Workspace, look: Look, width: int, *sentences: str, role: str = "hint") -> list[Line]:
    """Sentences, one below the other, in which `{new.stage}` stands for the key of that command here.

    What stands between backticks is a key, too, such as one of a popup. A sentence about a change is left out
    where nothing can be changed.
    """
    commands = workspace.keymap.by_id
    lines: list[Line] = []
    for sentence in sentences:
        if workspace.locked and any(commands[each].changes for each in _COMMAND.findall(sentence)):
            continue
        named = _COMMAND.sub(lambda match: f"`{workspace.keymap.label(match[1])}`", sentence)
        lines += [_with_keys(text, look, width, role) for text in look.wrapped(named, max(1, width - 2), 6)]
    return lines


def _with_keys(text: str, look: Look, width: int, role: str) -> Line:
    pen = Pen(look, width).put(" ")
    for at, piece in enumerate(text.split("`")):
        pen.put(piece, "key" if at % 2 else role)
    return pen.line()


def first_step(workspace: Workspace) -> str:
    """What has to be there before anything else, for `telling`; empty where a row is selected."""
    project = workspace.project
    if not project.stages:
        step = "{new.stage} adds a stage, such as Discover, Order or Wait."
    elif not project.touchpoints:
        step = "{new} adds a touchpoint: a situation where customers meet you."
    elif workspace.touchpoint is None:
        return "{back} leads back to the board, to select a row there."
    elif not workspace.touchpoint.rows:
        step = "{new} adds what customers expect at this touchpoint."
    else:
        return ""
    if workspace.view in workspace.keymap.by_id["new"].views:
        return step
    return f"{{back}} leads back to the board. There, {step}"


def next_step(workspace: Workspace, sentence: str) -> str:
    """What to do with the selected row, or what has to be there before."""
    return first_step(workspace) or sentence


def to_review(workspace: Workspace) -> str:
    """How a review begins; it needs a touchpoint."""
    if not workspace.project.touchpoints:
        return first_step(workspace)
    if workspace.view in workspace.keymap.by_id["review"].views:
        return "{review} begins one."
    return "{back} leads back to the board. There, {review} begins one."
