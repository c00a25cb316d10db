"""The line that says how long a large file has been read, before there is an application to say it."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from gapline.early import TERMINAL
from tui.pictures.picture import Look
from tui.progress import SOON
from tui.text import fit, width_of

_KIB, _MIB = 1 << 10, 1 << 20
_LEAST_NAME = 8
"""Columns of a name that still tell which file it is."""


@contextmanager
def told(path: Path, look: Look) -> Iterator[None]:
    """Say on the early terminal, second by second, that the file is being read; ctrl+c interrupts it.

    Only for the main thread. By a timer of the system and no thread of our own: reading leaves none of its
    time to another, and what ends the program ends the timer.
    """
    if TERMINAL.key is None or not TERMINAL.take():
        yield
        return
    width = TERMINAL.key.size[0]
    began = time.monotonic()
    last = -1

    def tick(_number: int, _frame: FrameType | None) -> None:
        nonlocal last
        # A tick may come late, behind a long call, and the next one in time.
        seconds = int(time.monotonic() - began)
        if seconds > last:
            last = seconds
            TERMINAL.tell(reading_line(path, look, seconds, width))

    before = signal.signal(signal.SIGALRM, tick)
    try:
        signal.setitimer(signal.ITIMER_REAL, SOON, 1)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        TERMINAL.hush()


def reading_line(path: Path, look: Look, seconds: int, width: int) -> str:
    """`Reading shop.toml, 7.9 MiB: 3 s. Ctrl+C stops.`, in exactly `width` columns.

    A name too long is cut, so that the time and the key stay in sight.
    """
    rest = f"{_size(path)}: {seconds} s. Ctrl+C stops."
    name = look.text(path.name)
    room = max(_LEAST_NAME, width - len(" Reading ") - len(rest))
    if width_of(name) > room:
        name = fit(name, room, ellipsis=look.glyphs.ellipsis)
    return fit(f" Reading {name}{rest}", width, ellipsis=look.glyphs.ellipsis)


def _size(path: Path) -> str:
    try:
        size = path.stat().st_size
    except OSError:
        return ""
    return f", {size / _MIB:.1f} MiB" if size >= _MIB else f", {size // _KIB} KiB"
