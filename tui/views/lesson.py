"""The task of the lesson, in a few lines below whatever view is in front."""

from __future__ import annotations

import re

from tui.pictures.picture import Line, Look, Pen, rule
from tui.text import width_of
from tui.tutor.lesson import heading_of, praise_of, text_of
from tui.workspace import Workspace

_MOST = 12
"""Lines of sentences at most, on the narrowest screen."""


def lesson_lines(workspace: Workspace, look: Look, width: int, most: int) -> list[Line]:
    """The task in at most `most` lines; what to do comes before what was done."""
    lesson = workspace.lesson
    if lesson is None or most < 1:
        return []
    head = Pen(look, width, "title").put(f" {heading_of(lesson)}", "strong")
    leave = f"{workspace.keymap.label('quit.now')} leaves "
    if not lesson.finished and width - head.column - width_of(leave) >= 2:
        head.to(width - width_of(leave)).put(leave, "hint")
    task = look.wrapped(text_of(workspace), width - 2, min(_MOST, max(1, most - 1)))
    praise = look.wrapped(praise_of(lesson), width - 2, _MOST)
    lines = [head.line()]
    if len(praise) + len(task) + 1 <= most:
        lines += [Pen(look, width).put(f" {each}", "message").line() for each in praise]
    lines += _with_keys(task, look, width)
    if len(lines) < most - 4:
        lines.insert(0, rule(look, width))
    return lines[:most]


def _with_keys(sentences: list[str], look: Look, width: int) -> list[Line]:
    """Lines in which what stands in brackets is drawn as keys are, also where it goes on in the next line."""
    lines: list[Line] = []
    inside = False
    for sentence in sentences:
        pen = Pen(look, width).put(" ")
        for character in re.split(r"([\[\]])", sentence):
            inside = inside or character == "["
            pen.put(character, "key" if inside else "text")
            inside = inside and character != "]"
        lines.append(pen.line())
    return lines
