"""The memory of the dashboard: of one, and of five people who have the same file open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Effort, Family, Figure
from bench.projects import write_project
from bench.terminal import BOARD_READY, HELLO, HELLO_READY, SAMPLE, copied_sample, gapline, watched

RESOURCES = Family("resources", "memory")
_PEOPLE = 5


@RESOURCES.measurement
def held(_effort: Effort) -> Iterator[Figure]:
    """The most that a bare Textual program, the sample and 10,000 touchpoints ever held."""
    with TemporaryDirectory() as folder:
        large = write_project(Path(folder), 10_000)
        with (
            watched(HELLO) as hello,
            watched(gapline(SAMPLE)) as sample,
            watched(gapline(large)) as many,
        ):
            hello.ready(HELLO_READY)
            sample.ready(BOARD_READY)
            many.ready(BOARD_READY)
            floor, mine, most = (each.memory_mb()[0] for each in (hello, sample, many))
    words = f"bare Textual {floor:.0f} MB"
    yield Figure("sample", mine / floor, "x", 1.25, words, f"{mine:.0f} MB")
    yield Figure("10,000 touchpoints", most / floor, "x", 4, words, f"{most:.0f} MB")


@RESOURCES.measurement
def together(_effort: Effort) -> Iterator[Figure]:
    """Five people in five terminals: pages that several of them use count a part for each (PSS)."""
    bare = _largest_share(HELLO, HELLO_READY)
    with TemporaryDirectory() as folder:
        mine = _largest_share(gapline(copied_sample(Path(folder))), BOARD_READY)
    words = f"bare Textual {bare:.1f} MB"
    yield Figure("each of five people on one file (PSS)", mine, "MB", 30, words)


def _largest_share(command: list[str], ready: str) -> float:
    with ExitStack() as stack:
        people = [stack.enter_context(watched(command)) for _ in range(_PEOPLE)]
        for each in people:
            each.ready(ready)
        return max(each.memory_mb()[1] for each in people)
