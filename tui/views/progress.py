"""The popup of long work: what is being done, for how long, and how to stop it."""

from __future__ import annotations

from tui.pictures.picture import Look, Pen, Picture, filled
from tui.text import width_of

HEIGHT = 3
_LEAST = 52


def progress_width(title: str, look: Look, widest: int) -> int:
    """Columns the popup takes."""
    return min(widest, max(_LEAST, width_of(look.text(title)) + 4))


def progress_picture(
    title: str, words: str, seconds: int, look: Look, width: int, height: int, *, stoppable: bool
) -> Picture:
    """Three lines; the time in whole seconds, so that it costs the terminal one small repaint in each."""
    time = f"{seconds} s"
    body = Pen(look, width, "box").put(" ").user(words, max(1, width - len(time) - 4))
    body.to(width - len(time) - 1).put(time, "strong")
    hint = "Esc stops it; nothing is changed" if stoppable else "a moment: the file is being written"
    return filled(
        look,
        [
            Pen(look, width, "title").put(" ").user(title, None, "strong").line(),
            body.line(),
            Pen(look, width, "box").put(f" {hint}", "hint").line(),
        ],
        width,
        height,
    )
