"""How a program in a terminal ends: how long it took, how much it worked on its way out, what it left."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.terminal.session import Terminal

PATIENCE = 30.0
MOST_SECONDS = 2.0
MOST_CPU = 0.1
_TRIES = 3
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Ending:
    """A process from what ended it to its end."""

    seconds: float
    cpu: float
    """Seconds it kept a processor busy, in steps of a clock tick."""

    def __str__(self) -> str:
        return f"gone after {self.seconds:.2f} s, {self.cpu:.2f} s of a processor"

    @property
    def in_time(self) -> bool:
        """Whether it was within what is promised."""
        return self.seconds <= MOST_SECONDS and self.cpu <= MOST_CPU


def worked(pid: int) -> float | None:
    """Seconds of a processor that a process has taken; None where it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else (int(fields[11]) + int(fields[12])) / _TICK


def ending(pid: int, how: Callable[[], object], meanwhile: Callable[[], object] = lambda: None) -> Ending:
    """Do to a process what ends it, and watch it until it is gone."""
    process = os.pidfd_open(pid)
    try:
        before = last = worked(pid)
        assert before is not None
        start = time.perf_counter()
        how()
        # Readable means over. A dead process says no more how much it worked: the last look counts.
        while not select.select([process], [], [], 0.005)[0]:
            last = worked(pid) or last
            meanwhile()
            assert time.perf_counter() - start < PATIENCE, "it did not end"
        assert last is not None
        return Ending(time.perf_counter() - start, last - before)
    finally:
        os.close(process)


def in_time(attempt: Callable[[], Ending]) -> Ending:
    """An ending within what is promised, in one of a few attempts: others may be at work here too."""
    seen = []
    for _ in range(_TRIES):
        seen.append(attempt())
        print(seen[-1])  # noqa: T201 - the figures are what a failing run is judged by
        if seen[-1].in_time:
            return seen[-1]
    raise AssertionError("; ".join(map(str, seen)))


def stall(session: Terminal) -> None:
    """Fill the line to the terminal with what terminals ignore, so that it takes no more of the program."""
    # Written at the program's own end.
    end = os.open(f"/proc/{session.pid}/fd/1", os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        start = time.perf_counter()
        while select.select([], [end], [], 0.05)[1]:
            with suppress(BlockingIOError):
                os.write(end, bytes(4096))
            assert time.perf_counter() - start < PATIENCE, "its terminal takes all"
    finally:
        os.close(end)


def running(words: str) -> list[int]:
    """The processes whose command line holds `words`, but for those that only pass it on."""
    found = []
    for each in Path("/proc").iterdir():
        if each.name.isdecimal():
            try:
                line = (each / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if line[1:3] == [b"-m", b"gapline"] and any(words.encode() in part for part in line):
                found.append(int(each.name))
    return found
