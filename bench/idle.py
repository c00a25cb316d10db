"""What the dashboard does while nobody does anything: bytes, processor time, and how often it wakes up."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bench.figures import Effort, Family, Figure
from bench.terminal import BOARD_READY, HELLO, HELLO_READY, LAUNCH, SAMPLE, gapline, watched
from tui.company.following import EVERY

IDLE = Family("idle", "while nobody does anything")
_NEVER_LOOKING = [sys.executable, "-c", f"import tui.company.following as f; f.EVERY = 3600.0; {LAUNCH}"]
"""Gapline without its looks at the file: whatever still wakes it up is something else."""


@IDLE.measurement
def idle(effort: Effort) -> Iterator[Figure]:
    """A bare Textual program, Gapline, and Gapline that does not look at its file, side by side."""
    seconds = effort.times(10, 30)
    with (
        watched(HELLO) as hello,
        watched(gapline(SAMPLE)) as mine,
        watched([*_NEVER_LOOKING, str(SAMPLE)]) as blind,
    ):
        hello.ready(HELLO_READY)
        mine.ready(BOARD_READY)
        blind.ready(BOARD_READY)
        # Until a start has nothing left to do, as keeping its first frame.
        mine.silent(5)
        all_three = hello, mine, blind
        before = [(each.cpu_ms(), each.wake_ups()) for each in all_three]
        sent = mine.silent(seconds)
        after = [(each.cpu_ms(), each.wake_ups()) for each in all_three]
    burnt = [(now - was) / seconds / 10 for (was, _), (now, _) in zip(before, after, strict=True)]
    woken = [(now - was) / seconds for (_, was), (_, now) in zip(before, after, strict=True)]
    yield Figure(f"bytes in {seconds} seconds", sent, "B", 0)
    yield Figure("processor", burnt[1], "%", 0.5, f"bare Textual {burnt[0]:.2g} %")
    yield Figure(
        "wake-ups a second beyond looking at the file",
        woken[2],
        "/s",
        0,
        f"bare Textual {woken[0]:.1f}/s",
        "it asks every 5 s whether the terminal is still there",
    )
    words = f"it looks every {EVERY} s"
    yield Figure("wake-ups a second, all", woken[1], "/s", None, f"bare Textual {woken[0]:.1f}/s", words)
