"""Gapline with a clock in it: `python -m bench.ticking LOG SECONDS FILE ...` notes when its timers run.

Every `SECONDS` a timer of the application appends the monotonic time to LOG, as eight bytes; everything
behind is Gapline's own command line.
"""

from __future__ import annotations

import os
import struct
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app import GaplineApp

_TIME = struct.Struct("=d")


def ticking(log: Path, seconds: float, project: Path) -> list[str]:
    """The command that opens a project so."""
    return [sys.executable, "-m", "bench.ticking", str(log), str(seconds), str(project)]


def ticks(log: Path) -> list[float]:
    """When the timer ran."""
    return [moment for (moment,) in _TIME.iter_unpack(log.read_bytes())]


def main() -> int:
    """Run Gapline with the clock; returns its exit code."""
    from tui.app import GaplineApp
    from tui.cli import main as gapline

    log, seconds = Path(sys.argv[1]), float(sys.argv[2])
    sys.argv[1:3] = []
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    look_around = GaplineApp.look_around

    def look_and_tick(self: GaplineApp) -> None:
        look_around(self)
        self.set_interval(seconds, lambda: os.write(descriptor, _TIME.pack(time.monotonic())))

    GaplineApp.look_around = look_and_tick  # type: ignore[method-assign]  # called once, at the start
    return gapline()


if __name__ == "__main__":
    sys.exit(main())
