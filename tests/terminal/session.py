"""A program in a pty of a given size: type keys, wait for what the screen shows, look at every byte."""

from __future__ import annotations

import errno
import os
import pty
import re
import select
import signal
import termios
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.terminal.emulation import Emulation

REPO_ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
"""Seconds after which a wait gives up. No test is faster or slower for it, unless it fails."""

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "insert": "\x1b[2~",
    "delete": "\x1b[3~",
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "backspace": "\x7f",
    "space": " ",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
_CURSOR_KEY = re.compile("\x1b\\[([A-DHF])\\Z")


class Waited(AssertionError):
    """What was waited for did not come; says what the screen showed instead."""


class Terminal:
    """One program in one pty, and the terminal that shows it and answers it.

    Nothing is read while nothing is waited for or looked at: a test that stops looking is a terminal
    that has stalled.
    """

    def __init__(
        self,
        command: list[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        kind: str = "xterm",
        patience: float = PATIENCE,
    ) -> None:
        """Start `command`.

        `size` is columns and rows. `env` is laid over this process's environment; an empty value takes a
        variable out. `kind` is how the terminal answers: xterm, modern or mute.
        """
        self.emulation = Emulation(size, kind)
        self.patience = patience
        self.raw = bytearray()
        """Every byte the program wrote."""
        self.last_byte = 0.0
        """When the last byte came, by time.perf_counter."""
        self._pending: list[tuple[float, bytes]] = []
        self._eof = False
        self._code: int | None = None
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(REPO_ROOT), **(env or {})}
        environment = {name: value for name, value in environment.items() if value}
        self._master, slave = pty.openpty()
        try:
            termios.tcsetwinsize(slave, (size[1], size[0]))
            name = os.ttyname(slave)
            self.started = time.perf_counter()
            # Not forked in Python: the test process may have threads. The first tty that the leader of a
            # new session opens becomes its controlling terminal.
            self.pid = os.posix_spawnp(
                command[0],
                command,
                environment,
                file_actions=[
                    (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0),
                    (os.POSIX_SPAWN_DUP2, 0, 1),
                    (os.POSIX_SPAWN_DUP2, 0, 2),
                ],
                setsid=True,
                setsigdef=[signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGPIPE],
            )
        except BaseException:
            os.close(self._master)
            raise
        finally:
            os.close(slave)
        self._process = os.pidfd_open(self.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- what is typed ------------------------------------------------------------------------------

    def type(self, keys: str) -> None:
        """Send characters as they are: `\\r` is Enter, `\\x1b` Escape."""
        self.send(keys.encode())

    def type_and_see(self, keys: str) -> None:
        """Send keys that change the screen, and wait until they have: an Esc is not run into the next key."""
        before = self.text()
        self.type(keys)
        self.wait_for(lambda: self.text() != before, f"what {keys!r} does")

    def press(self, *names: str) -> None:
        """Send keys by name (`down`, `ctrl+s`, `escape`) or one character, as the terminal's mode asks."""
        for name in names:
            key = KEYS.get(name, name)
            if self.emulation.modes.get("1"):
                key = _CURSOR_KEY.sub("\x1bO\\1", key)
            self.send(key.encode())

    def send(self, data: bytes) -> None:
        """Send bytes; a program that is gone takes none."""
        while data:
            try:
                sent = os.write(self._master, data)
            except OSError as error:
                if error.errno != errno.EIO:
                    raise
                return
            data = data[sent:]

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window; the program gets SIGWINCH."""
        self.emulation.resize((columns, rows))
        termios.tcsetwinsize(self._master, (rows, columns))

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def hangup(self) -> None:
        """Close the terminal under the program, as a lost connection does."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1
            self._eof = True

    # -- what is shown ------------------------------------------------------------------------------

    def lines(self) -> list[str]:
        """The screen as it is now, a string a line, without trailing blanks."""
        while self.read(0):
            pass
        self.show()
        return self.emulation.lines()

    def text(self) -> str:
        """The screen as it is now, in one string."""
        return "\n".join(self.lines())

    def wait_for(self, condition: Callable[[], object], what: str = "", timeout: float | None = None) -> None:
        """Read and show until `condition()` holds; raises Waited when it does not come."""
        deadline = time.perf_counter() + (timeout or self.patience)
        while not condition():
            left = deadline - time.perf_counter()
            if left <= 0 or (self._eof and not self._pending):
                self.show()
                if condition():
                    return
                # The end of the output comes a moment before the end of the program.
                ended = f"; the program ended with {self._code}" if self._ended(5 * self._eof) else ""
                words = what or getattr(condition, "__name__", "the condition")
                screen = "\n".join(f"|{line}" for line in self.emulation.lines())
                raise Waited(f"waited in vain for {words}{ended}; the screen:\n{screen}")
            # Looked at again now and then without any output, for a condition that is not about the screen.
            self.read(min(left, 0.05))
            self.show()

    def wait_for_text(self, text: str, timeout: float | None = None) -> None:
        """Wait until `text` stands in one line of the screen."""
        self.wait_for(lambda: text in "\n".join(self.emulation.lines()), repr(text), timeout)

    def read(self, wait: float) -> bool:
        """Take in what the program wrote, waiting at most `wait` seconds; True if anything came.

        Questions are answered at once. What came is shown at the next look: while time is measured, the
        emulator stays out of the program's way.
        """
        if self._eof or not select.select([self._master], [], [], max(0.0, wait))[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            data = b""
        if not data:
            self._eof = True
            return False
        self.last_byte = time.perf_counter()
        self.raw += data
        data = self.emulation.whole(data)
        self._pending.append((self.last_byte, data))
        for question in self.emulation.questions(data):
            if b"6n" in question:
                self.show()
            self.send(self.emulation.answer(question))
        return True

    def show(self, until: Callable[[], object] | None = None) -> float | None:
        """Bring the screen up to date; when the bytes came after which `until()` held, or None."""
        hit = None
        while self._pending:
            stamp, data = self._pending.pop(0)
            self.emulation.feed(data)
            if until is not None and hit is None and until():
                hit = stamp
        return hit

    # -- how it ends --------------------------------------------------------------------------------

    def exit_code(self, timeout: float | None = None) -> int:
        """Wait for the program to end, reading on; its exit code, or minus the signal that ended it."""
        deadline = time.perf_counter() + (timeout or self.patience)
        while self._code is None:
            left = deadline - time.perf_counter()
            watched = [self._process] if self._eof else [self._process, self._master]
            if left <= 0 or not select.select(watched, [], [], left)[0]:
                screen = "\n".join(f"|{line}" for line in self.emulation.lines())
                raise Waited(f"the program did not end; the screen:\n{screen}")
            self.read(0)
            self._ended(0)
        while self.read(0):
            pass
        self.show()
        return self._code

    @property
    def modes_left_on(self) -> set[str]:
        """Private modes that are on, but for line wrap and the cursor, which are on in every shell."""
        return {mode for mode, on in self.emulation.modes.items() if on} - {"7", "25"}

    def _ended(self, wait: float) -> bool:
        if self._code is None and select.select([self._process], [], [], wait)[0]:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._code is not None

    def close(self) -> None:
        """End the program, if it runs, and everything it started."""
        if self._process < 0:
            return
        # The child leads its own process group, so its children go with it.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._ended(self.patience)
        self.hangup()
        os.close(self._process)
        self._process = -1
