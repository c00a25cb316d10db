"""Starting: until the board stands, until it takes keys, and how much is sent for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.commands import run
from bench.figures import Effort, Family, Figure, in_turns
from bench.projects import write_project
from bench.terminal import (
    BOARD_READY,
    HELLO,
    HELLO_READY,
    SAMPLE,
    copied_sample,
    first_paint,
    gapline,
    keep_frame,
    rested,
    watched,
)

START = Family("start", "starting, 80x24, 256 colours")


_LOAD = "import sys; from pathlib import Path; from model.files.loading import load; load(Path(sys.argv[1]))"
"""Reads a project and does nothing else."""


@START.measurement
def again(effort: Effort) -> Iterator[Figure]:
    """The picture of a project that was opened before and is the same, against Python that does nothing."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        cache = folder / "cache"
        projects = copied_sample(folder), rested(write_project(folder, 10_000))
        for project in projects:
            keep_frame(watched(gapline(project), cache=cache), cache)
        empty, *kept = in_turns(
            effort.times(10, 40),
            lambda: run("-c", "pass"),
            *(
                lambda project=project: first_paint(gapline(project), BOARD_READY, cache=cache).first_ms
                for project in projects
            ),
        )
    words = f"python -c pass {min(empty):.0f} ms"
    for what, mine in zip(("", " of 10,000 rows"), kept, strict=True):
        name = f"first paint{what}, opened before"
        yield Figure(name, min(mine) / min(empty), "x", 1.5, words, f"{min(mine):.0f} ms")


@START.measurement
def paint(effort: Effort) -> Iterator[Figure]:
    """The sample and 10,000 touchpoints against a bare Textual program, for the first time."""
    with TemporaryDirectory() as folder:
        large = write_project(Path(folder), 10_000)
        loading = min(run("-c", _LOAD, large) for _ in range(effort.times(2, 5)))
        answers = in_turns(
            effort.times(4, 15),
            lambda: first_paint(HELLO, HELLO_READY),
            lambda: first_paint(gapline(SAMPLE), BOARD_READY),
            lambda: first_paint(gapline(SAMPLE), "► +Answer", typed="j"),
            lambda: first_paint(gapline(large), BOARD_READY),
            lambda: first_paint(gapline(large), "► +Touchpoint 1 ", typed="j"),
        )
    floor, sample, typed, first, many = (min(each.first_ms for each in runs) for runs in answers)
    words = f"bare Textual {floor:.0f} ms"
    for what, ms, most in (
        ("first paint of the board, the first time", sample, 1.15),
        ("a key typed at once is answered", typed, None),
        ("editable with 10,000 touchpoints", many, 3),
    ):
        yield Figure(what, ms / floor, "x", most, words, f"{ms:.0f} ms")
    yield Figure(
        "first screen of 10,000 before the rest",
        first / many,
        "x",
        1,
        f"editable {many:.0f} ms",
        f"{first:.0f} ms; only reading the file takes {loading:.0f} ms",
    )
    bare, mine = (min(each.size for each in runs) for runs in answers[:2])
    yield Figure("bytes to start", mine, "B", 4_500, f"bare Textual {bare:,} B")
