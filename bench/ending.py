"""Every way out: until the process is gone, and what it leaves behind."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Effort, Family, Figure, in_turns
from bench.terminal import BOARD_READY, HELLO, HELLO_READY, Watched, copied_sample, gapline, journals, watched
from tests.terminal.endings import ending, stall

ENDING = Family("ending", "every way out, until the process is gone")
_MOST = 300
"""Milliseconds."""
_EDIT, _NOTED = "d3\r", b'"new":3'
"""What is typed for an edit, and how the journal has it."""


@dataclass(frozen=True, slots=True)
class _Exit:
    """A way out, and what it is to be tried with."""

    name: str
    leave: Callable[[Watched], object]
    edited: bool = True
    """Whether an edit is unsaved then, which the journal has to keep; leaving by a key would ask about it."""
    lost: bool = False
    """Whether the terminal is gone, so that nothing can be left on in it."""
    stalled: bool = False


_EXITS = (
    _Exit("q", lambda terminal: terminal.type("q"), edited=False),
    _Exit("INT", lambda terminal: terminal.signal(signal.SIGINT)),
    _Exit("TERM", lambda terminal: terminal.signal(signal.SIGTERM)),
    _Exit("HUP", lambda terminal: terminal.signal(signal.SIGHUP)),
    _Exit("the terminal is lost", Watched.hangup, lost=True),
    _Exit(
        "TERM, while nobody reads the terminal",
        lambda terminal: terminal.signal(signal.SIGTERM),
        stalled=True,
    ),
)


@dataclass
class _Left:
    """How one run ended."""

    ms: float
    faults: list[str] = field(default_factory=list)


@ENDING.measurement
def exits(effort: Effort) -> Iterator[Figure]:
    """Each way out, of several runs the fastest; a fault in any of them counts."""
    rounds = effort.times(2, 10)
    (bare,) = in_turns(rounds, _hello)
    for way in _EXITS:
        (runs,) = in_turns(rounds, lambda way=way: _left(way))  # type: ignore[misc]
        faults = sorted({fault for run in runs for fault in run.faults})
        floor = f"bare Textual {min(bare):.0f} ms" if way.name == "q" else ""
        kept = ", the edit kept" if way.edited else ""
        yield Figure(
            way.name,
            min(run.ms for run in runs),
            "ms",
            _MOST,
            floor,
            "" if faults else f"nothing left on or running{kept}",
            wrong=", ".join(faults),
        )


def _hello() -> float:
    with watched(HELLO) as terminal:
        terminal.ready(HELLO_READY)
        return _seconds(terminal, lambda: terminal.type("q")) * 1000


def _left(way: _Exit) -> _Left:
    with TemporaryDirectory() as folder:
        state = Path(folder, "state")
        with watched(gapline(copied_sample(Path(folder))), state=state) as terminal:
            terminal.ready(BOARD_READY)
            if way.edited:
                terminal.type(_EDIT)
                terminal.wait_for(lambda: _NOTED in journals(state), "the edit in the journal")
                while terminal.silent(0.2):
                    pass
            if way.stalled:
                stall(terminal)
            left = _Left(_seconds(terminal, lambda: way.leave(terminal), reads=not way.stalled) * 1000)
            terminal.exit_code()
            if not way.lost and (modes := terminal.modes_left_on):
                left.faults.append(f"modes left on: {' '.join(sorted(modes))}")
            if way.edited and _NOTED not in journals(state):
                left.faults.append("the edit is not in the journal")
            if _orphans(terminal.pid):
                left.faults.append("a process is left")
            return left


def _seconds(terminal: Watched, leave: Callable[[], object], *, reads: bool = True) -> float:
    return ending(terminal.pid, leave, (lambda: terminal.read(0)) if reads else (lambda: None)).seconds


def _orphans(session: int) -> list[int]:
    """Processes that are left of the session which a program was the first of."""
    found = []
    for each in Path("/proc").iterdir():
        with suppress(OSError):
            state, _, _, its = (each / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(its) == session and state != "Z":
                found.append(int(each.name))
    return found
