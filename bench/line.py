"""Over a real ssh on a slow line: how far the screen is behind the keys, and until the board stands."""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from bench.figures import Effort, Family, Figure, NotMeasured
from bench.link import Line, slow
from bench.projects import write_project
from bench.terminal import (
    BOARD_READY,
    ENVIRONMENT,
    Answer,
    Watched,
    copied_sample,
    first_paint,
    gapline,
    keep_frame,
    watched,
)
from tests.conftest import find_tool
from tests.terminal.session import REPO_ROOT
from tests.terminal.sshd import NoServer, served

LINE = Family("line", "over ssh on a slow line: behind a key held for 2 s, and until the board stands")
_DOWN = {"Down": ("down",), "page down and up": ("pagedown", "pageup")}
_ANY = {**_DOWN, "Up": ("up",), "stage and back": ("right", "left"), "edit and back": ("+", "-")}
_LINES = {
    "512 kbit/s, 100 ms": (Line(0.1, 64_000), _DOWN),
    "128 kbit/s, 250 ms": (Line(0.25, 16_000), _ANY),
}
"""Each with the keys that are held there."""
_HELD = 2.0
"""Seconds a key is held."""
_MOST_BEHIND, _MOST_TO_START = 2, 3
"""Round trips."""
_QUIET, _LONG_QUIET = 2.0, 6.0
"""Seconds without a byte after which the screen is taken to be done; the long ones while none came at all."""
_REPEAT = 1 / 30
"""Seconds between two repeats of a held key."""
_WORD = "logged-in"


class _Remote:
    """The other end of slow lines: where this user can log in, with settings of its own in a folder."""

    def __init__(self, ssh: list[str], folder: Path) -> None:
        self._ssh = ssh
        self._folder = folder

    @contextmanager
    def run(self, line: Line, command: list[str], cache: Path | None = None) -> Iterator[Watched]:
        """A program on the other end of a line."""
        settings: Mapping[str, str] = {
            **ENVIRONMENT,
            "HOME": os.environ.get("HOME", ""),
            "PYTHONPATH": str(REPO_ROOT),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            # A journal that one leaves would have the next ask about it.
            "XDG_STATE_HOME": mkdtemp(dir=self._folder),
            "XDG_CACHE_HOME": str(cache or ENVIRONMENT["XDG_CACHE_HOME"]),
        }
        words = ["env", *(f"{name}={value}" for name, value in settings.items() if value)]
        place = self._ssh.index("-p") + 1
        with slow(line, int(self._ssh[place])) as port:
            there = [*self._ssh[:place], str(port), *self._ssh[place + 1 :]]
            with watched([*there, f"exec {shlex.join([*words, *command])}"]) as terminal:
                yield terminal


@contextmanager
def _server() -> Iterator[tuple[_Remote, Path]]:
    """The other end, and a folder for projects; raises NotMeasured where there can be none."""
    if missing := [name for name in ("sshd", "ssh", "ssh-keygen") if find_tool(name) is None]:
        raise NotMeasured(f"{' and '.join(missing)} not installed (make peers)")
    with TemporaryDirectory() as name:
        folder = Path(name)
        place, state = folder / "sshd", folder / "state"
        place.mkdir()
        state.mkdir()
        try:
            with served(place) as ssh:
                yield _Remote(ssh, state), folder
        except NoServer as error:
            raise NotMeasured(f"no sshd can be run here: {error}") from error


def _behind(terminal: Watched, keys: tuple[str, ...]) -> float:
    """Hold a key, or some in turns; seconds from the last one to the last byte of its screen."""
    end = time.perf_counter() + _HELD
    turns = cycle(keys)
    while (now := time.perf_counter()) < end:
        terminal.press(next(turns))
        while (left := now + _REPEAT - time.perf_counter()) > 0:
            terminal.read(left)
    since = time.perf_counter()
    _rest(terminal)
    return max(0.0, terminal.last_byte - since)


def _rest(terminal: Watched) -> None:
    """Read until nothing comes any more."""
    since = time.perf_counter()
    # A busy machine may take its time for the first byte. None comes where the last screen is shown already.
    while time.perf_counter() - max(since, terminal.last_byte) < (
        _QUIET if terminal.last_byte > since else _LONG_QUIET
    ):
        terminal.read(0.05)


@LINE.measurement
def held(_effort: Effort) -> Iterator[Figure]:
    """Keys held for two seconds, with both drivers."""
    with _server() as (remote, folder):
        path = write_project(folder, 400)
        for name, (line, keys) in _LINES.items():
            behind: dict[str, list[float]] = {}
            for driver in ("sparing", "stock"):
                with remote.run(line, [*gapline(path), "--driver", driver]) as terminal:
                    terminal.started_with(BOARD_READY)
                    # The picture is there before the application is, which then sets its modes.
                    terminal.wait_for(lambda: terminal.emulation.modes.get("2004"), "the application")
                    _rest(terminal)
                    behind[driver] = [_behind(terminal, each) for each in keys.values()]
            for key, mine, stock in zip(keys, behind["sparing"], behind["stock"], strict=True):
                words = f"Textual's own driver {stock / line.round_trip:.1f}"
                yield Figure(
                    f"{key} held, {name}",
                    mine / line.round_trip,
                    "trips",
                    _MOST_BEHIND,
                    words,
                    f"{mine * 1000:.0f} ms",
                )


@LINE.measurement
def start(effort: Effort) -> Iterator[Figure]:
    """Until the board stands, beside a command that only says a word: the rest is ssh's own."""
    rounds = effort.times(3, 8)
    with _server() as (remote, folder):
        path = copied_sample(folder)
        for name, (line, _) in _LINES.items():
            kept = folder / name.partition(" ")[0]
            keep_frame(remote.run(line, gapline(path), kept), kept)
            words: list[Answer] = []
            runs: dict[str, list[Answer]] = {"opened before": [], "the first time": []}
            here: list[float] = []
            for at in range(rounds):
                with remote.run(line, ["printf", _WORD]) as terminal:
                    words.append(terminal.started_with(_WORD))
                for what, cache in zip(runs, (kept, folder / f"{kept.name}-{at}"), strict=True):
                    with remote.run(line, gapline(path), cache) as terminal:
                        runs[what].append(terminal.started_with(BOARD_READY))
                here.append(first_paint(gapline(path), BOARD_READY).first_ms)
            word = min(answer.first_ms for answer in words)
            notes = {"the first time": f"; without a line {min(here):,.0f} ms"}
            for what, answers in runs.items():
                best = min(answers, key=lambda each: each.first_ms)
                yield Figure(
                    f"start, {what}, {name}",
                    trips(best, word, line),
                    "trips",
                    _MOST_TO_START,
                    f"ssh saying a word {word:,.0f} ms",
                    f"{best.first_ms:,.0f} ms, its {best.size:,} B not counted{notes.get(what, '')}",
                )


def trips(answer: Answer, floor_ms: float, line: Line) -> float:
    """Round trips that a start takes beyond those of `floor_ms` and the time for its bytes."""
    return ((answer.first_ms - floor_ms) / 1000 - answer.size / line.bandwidth) / line.round_trip
