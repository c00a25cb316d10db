"""Other terminal programs, on the same kind of task and in the same minutes: what is possible at all."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Effort, Family, Figure, NotMeasured, in_turns, middle
from bench.projects import write_project
from bench.terminal import BOARD_READY, LAUNCH, Answer, Watched, first_paint, keep_frame, rested, watched
from tests.terminal.session import REPO_ROOT

PEERS = Family("peers", "Gapline and other programs, 1,000 rows, 80x24, 256 colours", compares=True)
_INSTALLED = REPO_ROOT / "build" / "peers" / "bin"
"""Where `make peers` puts what it does not get from the system."""
_ROWS = 1000
_FOLLOWING = 12
"""Cells that follow the one that is edited, in the spreadsheet."""
_QUIET = 0.6
"""Seconds without output after which a key is taken to be answered."""
_AT_REST = 2.0
"""The same after a start."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program, and how it is driven."""

    name: str
    program: str
    arguments: tuple[str, ...]
    """Behind them comes the file."""
    write: Callable[[Path], Path]
    """Writes what it opens into a folder."""
    ready: str
    """What stands on its screen when it has started."""
    edits: tuple[str, str]
    """Keys that change something, and keys that change it again, so that it can be repeated."""
    kept: bool = False
    """Whether it is opened once before."""

    @property
    def path(self) -> str | None:
        """Where the program is; None where it is not installed."""
        return shutil.which(self.program, path=_INSTALLED) or shutil.which(self.program)

    def command(self, folder: Path) -> list[str]:
        """The words that start it on a file in a folder."""
        return [str(self.path), *self.arguments, str(self.write(folder))]


def _text(folder: Path) -> Path:
    path = folder / "rows.txt"
    path.write_text("".join(f"row {at}\n" for at in range(_ROWS)), encoding="utf-8")
    return path


def _table(folder: Path) -> Path:
    path = folder / "rows.csv"
    lines = ["name,number\n", *(f"row {at},{at}\n" for at in range(_ROWS))]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _cells(folder: Path) -> Path:
    path = folder / "rows.sc"
    lines = [f'leftstring A{at} = "row {at}"\nlet B{at} = {at}\n' for at in range(_ROWS)]
    lines += [f"let C{at} = B0 * {at + 2}\n" for at in range(_FOLLOWING)]
    path.write_text("".join([*lines, "goto B0\n"]), encoding="utf-8")
    return path


def _project(folder: Path) -> Path:
    return rested(write_project(folder, _ROWS))


_GAPLINE = sys.executable, ("-c", LAUNCH)
_PROGRAMS = (
    Peer("Gapline, opened before", *_GAPLINE, _project, BOARD_READY, ("+", "-"), kept=True),
    Peer("Gapline, the first time", *_GAPLINE, _project, BOARD_READY, ("+", "-")),
    Peer("sc (C)", "sc", (), _cells, "row 3", ("=7\r", "=8\r")),
    Peer("vim (C)", "vim", ("--clean",), _text, "row 3", ("x", "u")),
    Peer("nano (C)", "nano", ("--ignorercfiles",), _text, "row 3", ("x", "\x7f")),
    Peer("visidata (Python)", "vd", ("-N",), _table, "row 3", ("e7\r", "e8\r")),
)


@PEERS.measurement
def starts(effort: Effort) -> Iterator[Figure]:
    """Until each shows its first picture, in turns: of several starts the fastest."""
    with ExitStack() as stack:
        there = [(peer, stack.enter_context(_set_up(peer))) for peer in _PROGRAMS if peer.path]
        runs = in_turns(
            effort.times(3, 10),
            *(partial(first_paint, command, peer.ready, cache=cache) for peer, (command, cache) in there),
        )
        for (peer, _), answers in zip(there, runs, strict=True):
            least = min(each.first_ms for each in answers)
            yield Figure("first picture", least, "ms", program=peer.name)
            size = middle([each.size for each in answers])
            yield Figure("bytes to start", size, "B", program=peer.name)
    if missing := [peer.name for peer in _PROGRAMS if not peer.path]:
        raise NotMeasured(f"not installed: {', '.join(missing)} (make peers)")


@PEERS.measurement
def keys(effort: Effort) -> Iterator[Figure]:
    """What keys cost in each: the middle one of several, and the fastest."""
    for peer in _PROGRAMS:
        if peer.path:
            yield from _keys(peer, effort)


@contextmanager
def _set_up(peer: Peer) -> Iterator[tuple[list[str], Path | None]]:
    """The command that starts a program on its file, and where Gapline has kept its first frame."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        command = peer.command(folder)
        cache = folder / "cache" if peer.kept else None
        if cache is not None:
            keep_frame(watched(command, cache=cache), cache)
        yield command, cache


def _keys(peer: Peer, effort: Effort) -> Iterator[Figure]:
    with _set_up(peer) as (command, cache), watched(command, cache=cache) as terminal:
        terminal.started_with(peer.ready)
        while terminal.silent(_AT_REST):
            pass
        # Which keys are sent depends on the modes that were set.
        terminal.text()
        edit = _pairs(terminal, peer.edits, effort)
        down = _pairs(terminal, ("down", "up"), effort)
        page = _pairs(terminal, ("pagedown", "pageup"), effort)
        memory, _ = terminal.memory_mb()
    for what, value, unit in (
        ("Down", middle([each.size for each in down]), "B"),
        ("Down, answered in", min(each.last_ms for each in down), "ms"),
        ("a page", middle([each.size for each in page]), "B"),
        ("an edit", middle([each.size for each in edit]), "B"),
        ("memory", memory, "MB"),
    ):
        yield Figure(what, value, unit, program=peer.name)


def _pairs(terminal: Watched, keys: tuple[str, str], effort: Effort) -> list[Answer]:
    """Both in turns; the first of each may draw more and is not counted."""
    return [_answer(terminal, each) for _ in range(effort.times(2, 10) + 1) for each in keys][2:]


def _answer(terminal: Watched, keys: str) -> Answer:
    """What follows keys; a cursor that only moves changes no cell, so there is nothing to wait for."""
    before, since = len(terminal.raw), time.perf_counter()
    terminal.press(keys)
    while terminal.silent(_QUIET):
        pass
    ms = max(0.0, terminal.last_byte - since) * 1000
    return Answer(ms, ms, len(terminal.raw) - before)
