"""Starting and leaving: until the board stands, how much is sent for it, until the shell is back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Effort, Family, Figure, in_turns
from bench.projects import write_project
from bench.terminal import BOARD_READY, HELLO, HELLO_READY, SAMPLE, first_paint, gapline, watched

START = Family("start", "starting and leaving, 80x24, 256 colours")


@START.measurement
def paint(effort: Effort) -> Iterator[Figure]:
    """The sample and 10,000 touchpoints against a bare Textual program."""
    with TemporaryDirectory() as folder:
        large = write_project(Path(folder), 10_000)
        hello, sample, many = in_turns(
            effort.times(4, 15),
            lambda: first_paint(HELLO, HELLO_READY),
            lambda: first_paint(gapline(SAMPLE), BOARD_READY),
            lambda: first_paint(gapline(large), BOARD_READY),
        )
    floor = min(each.first_ms for each in hello)
    first = min(each.first_ms for each in sample)
    loaded = min(each.first_ms for each in many)
    words = f"bare Textual {floor:.0f} ms"
    yield Figure("first paint of the board", first / floor, "x", 1.15, words, f"{first:.0f} ms")
    yield Figure("editable with 10,000 touchpoints", loaded / floor, "x", 3, words, f"{loaded:.0f} ms")
    bare = min(each.size for each in hello)
    yield Figure("bytes to start", min(each.size for each in sample), "B", 4_500, f"bare Textual {bare:,} B")


@START.measurement
def leave(effort: Effort) -> Iterator[Figure]:
    """From the key to the end of the process."""
    hello, mine = in_turns(
        effort.times(3, 10),
        lambda: _leaving(HELLO, HELLO_READY),
        lambda: _leaving(gapline(SAMPLE), BOARD_READY),
    )
    yield Figure("exit after q", min(mine), "ms", 300, f"bare Textual {min(hello):.0f} ms")


def _leaving(command: list[str], ready: str) -> float:
    with watched(command) as terminal:
        terminal.started_with(ready)
        start = time.perf_counter()
        terminal.type("q")
        terminal.exit_code()
        return (time.perf_counter() - start) * 1000
