"""Editors that have a file open, by the lock files they leave beside it.

Vim and nano write `.NAME.swp` in one layout, Emacs makes a link `.#NAME` that leads nowhere. Both are
only read, never trusted for a name: who it is comes from the owner.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from model.files.presence import runs
from model.files.rights import user_of

_HEADER = 1024
_PID, _HOST, _NAME, _DIRTY = slice(24, 28), slice(68, 108), 108, 1007
_UNSAVED = 0x55
_EMACS = re.compile(r"[^@]*@(?P<host>.*)\.(?P<pid>\d{1,8})(?::(?P<boot>\d{1,12}))?\Z", re.DOTALL)
_CLOCK_STEP = 60
"""Seconds by which the time of the last start may differ from what an editor wrote: clocks are set."""


@dataclass(frozen=True, slots=True)
class EditorLock:
    """Somebody has the file open in an editor."""

    user: str
    """The login name of the owner of the lock."""
    program: str
    """`vim`, `nano` or `emacs`."""
    unsaved: bool
    """Whether there are changes in it that are not saved."""


def names_of_locks(name: str) -> tuple[str, ...]:
    """What lock files of a file called `name` can be called."""
    return (f".{name}.swp", f".{name}.swo", f".{name}.swn", f".#{name}")


def lock_at(path: Path) -> EditorLock | None:
    """The lock at `path`; None where there is none, it cannot be read, or its editor is gone."""
    try:
        return _emacs(path) if path.name.startswith(".#") else _vim(path)
    except OSError:
        return None


def _vim(path: Path) -> EditorLock | None:
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            return None
        header = os.read(fd, _HEADER)
    finally:
        os.close(fd)
    if len(header) <= _DIRTY or not header.startswith(b"b0"):
        return None
    host = header[_HOST].split(b"\0")[0]
    if host == _host() and not runs(int.from_bytes(header[_PID], "little")):
        return None
    program = "nano" if header[2:6] == b"nano" else "vim"
    return EditorLock(user_of(status.st_uid), program, header[_DIRTY] == _UNSAVED)


def _emacs(path: Path) -> EditorLock | None:
    status = path.lstat()
    if not stat.S_ISLNK(status.st_mode):
        return None
    found = _EMACS.match(os.fsdecode(path.readlink()))
    if found is None:
        return None
    if os.fsencode(found["host"]) == _host():
        started = _started()
        other_start = found["boot"] and started and abs(int(found["boot"]) - started) > _CLOCK_STEP
        if other_start or not runs(int(found["pid"])):
            return None
    # Emacs locks a file when it is first changed, and unlocks it when it is saved.
    return EditorLock(user_of(status.st_uid), "emacs", unsaved=True)


def _host() -> bytes:
    return os.fsencode(socket.gethostname())


@lru_cache(maxsize=1)
def _started() -> int:
    """When this machine started, in seconds since 1970; 0 where it does not say."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/stat").read_text(encoding="ascii").splitlines():
            if line.startswith("btime "):
                return int(line.split()[1])
    return 0
