"""What the dashboard holds and burns: memory, and bytes and processor time while nobody does anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Effort, Family, Figure
from bench.projects import write_project
from bench.terminal import BOARD_READY, HELLO, HELLO_READY, SAMPLE, gapline, watched

RESOURCES = Family("resources", "memory and idling")


@RESOURCES.measurement
def held(effort: Effort) -> Iterator[Figure]:
    """Memory and idling of a bare Textual program, the sample and 10,000 touchpoints, side by side."""
    seconds = effort.times(5, 30)
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
            (floor, _), (mine, share), (most, _) = (each.memory_mb() for each in (hello, sample, many))
            before = [each.cpu_ms() for each in (hello, sample)]
            sent = sample.silent(seconds)
            burnt, mine_burnt = (
                (each.cpu_ms() - was) / seconds / 10
                for each, was in zip((hello, sample), before, strict=True)
            )
    words = f"bare Textual {floor:.0f} MB"
    yield Figure("memory, sample", mine / floor, "x", 1.25, words, f"{mine:.0f} MB")
    yield Figure("memory, 10,000 touchpoints", most / floor, "x", 4, words, f"{most:.0f} MB")
    yield Figure("memory of one's own, alone (PSS)", share, "MB", None, "", "five users at once share more")
    yield Figure(f"bytes in {seconds} idle seconds", sent, "B", 0)
    yield Figure("processor while idle", mine_burnt, "%", 0.5, f"bare Textual {burnt:.2g} %")
