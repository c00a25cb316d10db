"""A terminal that nobody reads: whether the work goes on, and what it shows when it is read again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Effort, Family, Figure
from bench.terminal import BOARD_READY, copied_sample, journals, watched
from bench.ticking import ticking, ticks
from tests.terminal.endings import stall
from tests.terminal.session import Waited

STALLED = Family("stalled", "behind a terminal that nobody reads")
_PERIOD = 0.1
"""Seconds between two runs of a timer; one that comes later than the next one was due is late."""
_KEYS = 10
"""Keys a second meanwhile, each of which changes the screen."""
_EDIT, _NOTED = "d3\r", b'"new":3'
_NEXT_EDIT, _SHOWN = "d5\r", "Delivered 3.0 > 5.0"


@STALLED.measurement
def timers(effort: Effort) -> Iterator[Figure]:
    """The same program with its own driver and with Textual's."""
    seconds = effort.times(6, 20)
    mine, faults = _late("sparing", seconds)
    stock, _ = _late("stock", seconds)
    yield Figure(
        f"timers late or missed in {seconds} s",
        mine,
        "%",
        0,
        f"Textual's own driver {stock:.0f} %",
        "" if faults else "an edit is in the journal meanwhile, and on the screen afterwards",
        wrong=", ".join(faults),
    )


def _late(driver: str, seconds: int) -> tuple[float, list[str]]:
    """How many timers did not run in time, per cent, and what else went wrong."""
    with TemporaryDirectory() as folder:
        state, log = Path(folder, "state"), Path(folder, "ticks")
        project = copied_sample(Path(folder))
        command = [*ticking(log, _PERIOD, project), "--driver", driver]
        with watched(command, state=state) as terminal:
            terminal.ready(BOARD_READY)
            stall(terminal)
            start = time.monotonic()
            terminal.type(_EDIT)
            for at in range(seconds * _KEYS):
                terminal.type("jk"[at % 2])
                time.sleep(max(0.0, start + at / _KEYS - time.monotonic()))
            end = time.monotonic()
            late = share_late(ticks(log), start, end, _PERIOD)
            faults = []
            if _NOTED not in journals(state):
                faults.append("the edit is not in the journal")
            if driver == "sparing":
                terminal.type(_NEXT_EDIT)
                try:
                    terminal.wait_for_text(_SHOWN)
                except Waited:
                    faults.append("the edit is not on the screen afterwards")
    return late, faults


def share_late(moments: list[float], start: float, end: float, period: float) -> float:
    """How many of the runs due between two moments were late or never came, per cent.

    A run is due a period after the one before, and late when the next one is due too.
    """
    inside = [start, *(each for each in moments if start < each < end), end]
    gaps = [later - each for each, later in pairwise(inside)]
    missed = sum(max(0, int(gap / period) - 1) for gap in gaps)
    return 100 * missed / max(1, round((end - start) / period))
