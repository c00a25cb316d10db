"""Saving: how long it takes, and whether the screen answers meanwhile."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from itertools import cycle, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Effort, Family, Figure, in_turns, middle, timed
from bench.projects import write_project
from bench.terminal import BOARD_READY, Watched, watched
from bench.ticking import ticking, ticks
from model.editing.edits import set_field
from model.editing.session import Session
from model.files.document import guarded
from model.files.loading import Loaded, load
from model.files.saving import save

SAVING = Family("saving", "saving 1,000 touchpoints")
_SAVED = re.compile(rb"Saved journey-")
_REPEAT = 0.01
"""Seconds between two keys that are pressed while a save runs, if the last one was answered."""
_PERIOD = 0.005
"""Seconds between two runs of the timer."""
_AS_LONG = 0.5
"""Seconds for which keys are pressed without a save."""


@SAVING.measurement
def saving(effort: Effort) -> Iterator[Figure]:
    """An edit saved: replayed on the text, read back by another parser, written, read back from the disk."""
    with TemporaryDirectory() as folder:
        path = write_project(Path(folder), 1_000)
        other = Path(folder) / "plain"
        plain, mine = in_turns(
            effort.times(5, 20), lambda: timed(lambda: _write(other, path)), lambda: _saved(load(path))
        )
    yield Figure(
        "an edit saved, guard included", middle(mine), "ms", 200, f"write and fsync {min(plain):.1f} ms"
    )


def _saved(loaded: Loaded) -> float:
    assert loaded.project is not None
    session = Session.opened(loaded.project, loaded.raw)
    place = ("touchpoints", "t400", "expectations", "r400")
    value = 40 if b"delivered = 41\n" in loaded.raw else 41
    session = session.apply(set_field(session.project, place, "delivered", value))

    def write() -> None:
        base, steps = session.since_text()
        assert base is not None
        save(loaded.real, base, guarded(base, steps, session.project.to_data()))

    return timed(write)


def _write(path: Path, like: Path) -> None:
    data = like.read_bytes()
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@SAVING.measurement
def answering(effort: Effort) -> Iterator[Figure]:
    """What a save holds up: answers to keys, and timers of the application, which wait only for its thread.

    Of several saves the middle one; beside it the same while nothing is saved.
    """
    with TemporaryDirectory() as folder:
        log = Path(folder, "ticks")
        project = write_project(Path(folder), 1_000)
        with watched(ticking(log, _PERIOD, project)) as terminal:
            terminal.ready(BOARD_READY)
            # The first save loads what every save needs.
            first = _waits(terminal, log, saves=True)
            quiet, busy = in_turns(
                effort.times(4, 15),
                lambda: _waits(terminal, log, saves=False),
                lambda: _waits(terminal, log, saves=True),
            )
    for at, what in enumerate(("keys: longest wait for an answer", "timers: longest wait for their turn")):
        without, value = (middle([waits[at] for waits in each]) for each in (quiet, busy))
        words = f"no save {without:.0f} ms"
        yield Figure(what, value, "ms", 50, words, f"the first save of a session {first[at]:.0f} ms")


def _waits(terminal: Watched, log: Path, *, saves: bool) -> tuple[float, float]:
    """Milliseconds, at most, between two answers to keys and two runs of a timer, while an edit is saved.

    Without a save, while keys are pressed for about as long.
    """
    terminal.press("+")
    while terminal.silent(0.3):
        pass
    before = len(terminal.raw)
    start = time.monotonic()
    if saves:
        terminal.press("ctrl+s")
    keys = cycle(("down", "up"))
    answers = [start]
    while (now := time.monotonic()) - start < (terminal.patience if saves else _AS_LONG):
        if saves and _SAVED.search(terminal.raw, before):
            break
        terminal.press(next(keys))
        if terminal.read(1.0):
            answers.append(time.monotonic())
        terminal.read(_REPEAT)
    runs = [start, *(moment for moment in ticks(log) if start < moment < now), now]
    return longest(answers), longest(runs)


def longest(moments: list[float]) -> float:
    """Milliseconds between the two neighbours that are furthest apart."""
    return max((later - each for each, later in pairwise(moments)), default=0.0) * 1000
