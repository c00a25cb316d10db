"""Over a real ssh on a slow line: how far the screen is behind the keys, and until the board stands."""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Effort, Family, Figure
from bench.link import Line, slow
from bench.projects import write_project
from bench.terminal import BOARD_READY, ENVIRONMENT, Watched, gapline, watched
from tests.terminal.session import REPO_ROOT
from tests.terminal.sshd import NoServer, served

LINE = Family("line", "over ssh on a slow line, 80x24, 256 colours")
_LINES = {"512 kbit/s, 100 ms": Line(0.1, 64_000), "128 kbit/s, 250 ms": Line(0.25, 16_000)}
_HELD = 2.0
"""Seconds a key is held."""
_QUIET = 2.0
"""Seconds without a byte after which the screen is taken to be done, on any of these lines."""
_KEYS = {"Down": ("down",), "a page down and up": ("pagedown", "pageup"), "Up": ("up",)}
_REPEAT = 1 / 30
"""Seconds between two repeats of a held key."""


@contextmanager
def _remote(ssh: list[str], line: Line, command: list[str]) -> Iterator[Watched]:
    """A program on the other end of a slow line."""
    place = ssh.index("-p") + 1
    words = ["env", f"PYTHONPATH={REPO_ROOT}", "TERM=xterm-256color", "LC_ALL=C.UTF-8"]
    words += [f"{name}={value}" for name, value in {**os.environ, **ENVIRONMENT}.items() if name == "HOME"]
    with slow(line, int(ssh[place])) as port:
        there = [*ssh[:place], str(port), *ssh[place + 1 :]]
        with watched([*there, f"exec {shlex.join([*words, *command])}"]) as terminal:
            yield terminal


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
    while time.perf_counter() - max(since, terminal.last_byte) < _QUIET:
        terminal.read(0.05)


@LINE.measurement
def held(_effort: Effort) -> Iterator[Figure]:
    """Down and PageDown held, with both drivers."""
    with TemporaryDirectory() as folder:
        path = write_project(Path(folder), 400)
        place = Path(folder) / "sshd"
        place.mkdir()
        try:
            with served(place) as ssh:
                for name, line in _LINES.items():
                    yield from _on_line(ssh, name, line, path)
        except NoServer as error:
            yield Figure(f"no sshd can be run here: {error}", 0, "x")


def _on_line(ssh: list[str], name: str, line: Line, path: Path) -> Iterator[Figure]:
    behind: dict[str, dict[str, float]] = {}
    started: dict[str, float] = {}
    for driver in ("sparing", "stock"):
        with _remote(ssh, line, [*gapline(path), "--driver", driver]) as terminal:
            answer = terminal.started_with(BOARD_READY)
            started[driver] = answer.first_ms / 1000 - answer.size / line.bandwidth
            # The picture is there before the application is, which then sets its modes.
            while not terminal.emulation.modes.get("2004"):
                terminal.read(0.05)
            _rest(terminal)
            behind[driver] = {name: _behind(terminal, keys) for name, keys in _KEYS.items()}
    for key, seconds in behind["sparing"].items():
        trips, others = (each / line.round_trip for each in (seconds, behind["stock"][key]))
        yield Figure(
            f"{key}, 2 s, {name}: trips behind",
            trips,
            "x",
            2,
            f"Textual's own driver {others:.1f}",
            f"{seconds * 1000:.0f} ms",
        )
    yield Figure(f"start, {name}, without its bytes", started["sparing"] * 1000, "ms")
