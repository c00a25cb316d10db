"""What lies below the start menu."""

from __future__ import annotations

from tui.pictures.picture import Line, Look, Pen, Picture, filled

_ABOUT = (
    "A journey, what customers expect at every step of it, and what they get.",
    "Numbers change as you type; nothing is written to the file before you save.",
)


def start_picture(problem: str, look: Look, width: int, height: int) -> Picture:
    """The name, what it is for, and at the bottom what went wrong with the last choice."""
    lines: list[Line] = [Pen(look, width, "title").put(" Gapline", "strong").line(), Pen(look, width).line()]
    for sentence in _ABOUT:
        lines += [
            Pen(look, width).put(f" {each}", "text").line() for each in look.wrapped(sentence, width - 2, 3)
        ]
    foot = [Pen(look, width).put(f" {each}", "error").line() for each in look.wrapped(problem, width - 2, 4)]
    foot.append(Pen(look, width).put(" Enter choose  Esc back  q leave", "hint").line())
    room = max(0, height - len(foot))
    return (*filled(look, lines[:room], width, room), *foot[-height:])
