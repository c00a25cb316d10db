"""Programs in a pty, timed: each read is stamped when it leaves the pty and shown only when output pauses."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.terminal.session import REPO_ROOT, Terminal

SAMPLE = REPO_ROOT / "build" / "sample" / "sample_config.toml"
"""A copy: programs that are ended leave beside it what says that somebody is here."""
SAMPLE.parent.mkdir(parents=True, exist_ok=True)
SAMPLE.write_bytes((REPO_ROOT / SAMPLE.name).read_bytes())
LAUNCH = "import sys; from gapline.__main__ import main; sys.exit(main())"
"""What the installed script runs."""
HELLO = [sys.executable, "-m", "bench.hello"]
HELLO_READY = "HELLO-READY"
BOARD_READY = r"\? keys"
STOCK_READY = "journey"
QUIET = 0.15
"""Seconds without output after which a program is taken to be done."""
_AT_REST_MS = 15
"""Processor time in two such pauses, at most, of a program that waits for a key."""
BYTECODE = REPO_ROOT / "build" / "bytecode"
ENVIRONMENT = {
    # Over SSH COLORTERM is not passed on, so a program is told of 256 colours and nothing else.
    **dict.fromkeys(("COLORTERM", "NO_COLOR", "TEXTUAL_ANIMATIONS", "TERM_PROGRAM"), ""),
    # Modules are compiled once and kept, as for anybody who installed the program, whatever the caller set.
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(BYTECODE),
    # There can be no folder, so no first frame is kept where a measurement has none of its own.
    "XDG_CACHE_HOME": "/dev/null/none",
}
"""What is laid over the caller's environment; an empty value takes a variable out."""


def gapline(path: Path) -> list[str]:
    """The command that opens a project, as the installed script runs it."""
    return [sys.executable, "-c", LAUNCH, str(path)]


def stock(path: Path) -> list[str]:
    """The command that opens it in Textual's own widgets."""
    return [sys.executable, "-m", "bench.stock", str(path)]


def copied_sample(folder: Path) -> Path:
    """A copy of the sample, for edits of its own."""
    path = folder / SAMPLE.name
    path.write_bytes(SAMPLE.read_bytes())
    return rested(path)


def rested(path: Path) -> Path:
    """The same file as if nobody had changed it for a while, so that its first frame is kept."""
    long_ago = time.time() - 3600
    os.utime(path, (long_ago, long_ago))
    return path


def journals(state: Path) -> bytes:
    """What is in the journals of unsaved edits, of everybody who keeps them in this folder."""
    return b"".join(path.read_bytes() for path in state.rglob("*.journal"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What followed a key or a start."""

    first_ms: float
    """Until what was waited for was on the screen."""
    last_ms: float
    """Until the last byte."""
    size: int
    """Bytes."""


class Watched(Terminal):
    """A terminal with a clock."""

    def follow(self, since: float, until: Callable[[], object]) -> Answer:
        """Read until `until()` held and output paused."""
        before, hit, shown = len(self.raw), None, since
        deadline = time.perf_counter() + self.patience
        while time.perf_counter() < deadline:
            came = self.read(0.02)
            now = time.perf_counter()
            quiet = now - max(since, self.last_byte) >= QUIET
            if not came and (quiet or now - shown > 0.5):
                hit, shown = self.show(None if hit else until) or hit, now
            if quiet and hit is not None:
                return Answer((hit - since) * 1000, (self.last_byte - since) * 1000, len(self.raw) - before)
        raise AssertionError(f"nothing to time; the screen:\n{self.text()}")

    def started_with(self, pattern: str) -> Answer:
        """Follow the start until a pattern is on the screen."""
        return self.follow(self.started, lambda: re.search(pattern, "\n".join(self.emulation.lines())))

    def ready(self, pattern: str) -> None:
        """Wait until the program is all there: Gapline shows its first picture before it is, and reads on."""
        self.started_with(pattern)
        self.wait_for(lambda: "2004" in self.emulation.modes, "the application")
        before = self.cpu_ms()
        while self.silent(2 * QUIET) or self.cpu_ms() - before > _AT_REST_MS:
            before = self.cpu_ms()

    def pressed(self, *keys: str) -> Answer:
        """Press keys and follow what changes on the screen."""
        self.text()
        before = self._cells()
        start = time.perf_counter()
        self.press(*keys)
        return self.follow(start, lambda: self._cells() != before)

    def typed(self, keys: str, pattern: str) -> Answer:
        """Type, and follow until a pattern is on the screen."""
        self.text()
        start = time.perf_counter()
        self.type(keys)
        return self.follow(start, lambda: re.search(pattern, "\n".join(self.emulation.lines())))

    def silent(self, seconds: float) -> int:
        """Bytes that come while nothing is done."""
        before = len(self.raw)
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)
        return len(self.raw) - before

    def cpu_ms(self) -> float:
        """Processor time of the program so far, user and system, all its threads."""
        # How Linux names the processor clock of another process; see clock_getcpuclockid(3).
        return time.clock_gettime((~self.pid << 3) | 2) * 1000

    def memory_mb(self) -> tuple[float, float]:
        """The most memory it ever held, and its share where pages are shared (PSS)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        shares = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return _number(status, "VmHWM") / 1024, _number(shares, "Pss") / 1024

    def wake_ups(self) -> int:
        """How often its threads woke up so far: how often they slept."""
        found = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            # A thread may end while it is looked at.
            with suppress(FileNotFoundError):
                found += _number((task / "status").read_text(), "voluntary_ctxt_switches")
        return found

    def _cells(self) -> list[object]:
        screen = self.emulation.screen
        return [dict(screen.buffer[row]) for row in range(screen.lines)]


def _number(text: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE)
    assert found is not None
    return int(found[1])


@contextmanager
def watched(command: list[str], *, cache: Path | None = None, state: Path | None = None) -> Iterator[Watched]:
    """Run a program in a terminal with a clock, 80 columns wide and 24 rows high.

    `cache` is where it keeps first frames, `state` where its journals are; by default nowhere and in a place
    of its own, since a program that is ended leaves unsaved edits behind, which the next one would ask about.
    """
    environment = ENVIRONMENT if cache is None else {**ENVIRONMENT, "XDG_CACHE_HOME": str(cache)}
    with TemporaryDirectory() as own:
        environment = {**environment, "XDG_STATE_HOME": str(state or own)}
        with Watched(command, env=environment, patience=60) as terminal:
            yield terminal


def first_paint(command: list[str], ready: str, *, typed: str = "", cache: Path | None = None) -> Answer:
    """Start a program, type at once, follow it until it shows what is waited for, and end it."""
    with watched(command, cache=cache) as terminal:
        terminal.type(typed)
        return terminal.started_with(ready)


def keep_frame(opened: AbstractContextManager[Watched], cache: Path) -> None:
    """Open a project, with this folder for first frames, until its own is there."""
    cache.mkdir(mode=0o700, exist_ok=True)
    before = len(list(cache.rglob("*.frame")))
    with opened as terminal:
        terminal.wait_for(lambda: len(list(cache.rglob("*.frame"))) > before, "its frame in the cache")
