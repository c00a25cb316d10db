"""Starting and leaving: until the board stands, how much is sent for it, until the shell is back."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.commands import run
from bench.figures import Effort, Family, Figure, in_turns
from bench.projects import write_project
from bench.terminal import BOARD_READY, HELLO, HELLO_READY, SAMPLE, first_paint, gapline, watched

START = Family("start", "starting and leaving, 80x24, 256 colours")


@START.measurement
def again(effort: Effort) -> Iterator[Figure]:
    """The picture of a project that was opened before and is the same, against Python that does nothing."""
    with TemporaryDirectory() as folder:
        project, cache = _sample(Path(folder)), Path(folder, "cache")
        cache.mkdir(mode=0o700)
        _keep_frame(project, cache)
        empty, kept = in_turns(
            effort.times(10, 40),
            lambda: run("-c", "pass"),
            lambda: first_paint(gapline(project), BOARD_READY, cache=cache).first_ms,
        )
    words = f"python -c pass {min(empty):.0f} ms"
    yield Figure("first paint, opened before", min(kept) / min(empty), "x", 1.5, words, f"{min(kept):.0f} ms")


@START.measurement
def paint(effort: Effort) -> Iterator[Figure]:
    """The sample and 10,000 touchpoints against a bare Textual program, for the first time."""
    with TemporaryDirectory() as folder:
        large = write_project(Path(folder), 10_000)
        hello, sample, typed, many, first = in_turns(
            effort.times(4, 15),
            lambda: first_paint(HELLO, HELLO_READY),
            lambda: first_paint(gapline(SAMPLE), BOARD_READY),
            lambda: first_paint(gapline(SAMPLE), "► +Answer", typed="j"),
            lambda: first_paint(gapline(large), "► +Touchpoint 1 ", typed="j"),
            lambda: first_paint(gapline(large), BOARD_READY),
        )
    floor = min(each.first_ms for each in hello)
    words = f"bare Textual {floor:.0f} ms"
    for what, answers, most in (
        ("first paint of the board", sample, 1.15),
        ("a key typed at once is answered", typed, None),
        ("first paint of 10,000 touchpoints", first, None),
        ("editable with 10,000 touchpoints", many, 3),
    ):
        least = min(each.first_ms for each in answers)
        yield Figure(what, least / floor, "x", most, words, f"{least:.0f} ms")
    bare = min(each.size for each in hello)
    yield Figure("bytes to start", min(each.size for each in sample), "B", 4_500, f"bare Textual {bare:,} B")


def _sample(folder: Path) -> Path:
    """A copy of the sample that nobody changed for a while."""
    path = folder / "sample.toml"
    path.write_bytes(SAMPLE.read_bytes())
    long_ago = time.time() - 3600
    os.utime(path, (long_ago, long_ago))
    return path


def _keep_frame(project: Path, cache: Path) -> None:
    """Open a project until its first frame is kept."""
    with watched(gapline(project), cache=cache) as terminal:
        terminal.wait_for(lambda: list(cache.rglob("*.frame")), "a frame in the cache")


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
        terminal.ready(ready)
        start = time.perf_counter()
        terminal.type("q")
        terminal.exit_code()
        return (time.perf_counter() - start) * 1000
