"""Who has a project open: one small file a session beside it. It advises, and nothing depends on it.

The file is `.NAME.here.USER.PID`, at most 1 KiB of JSON. What it says is taken as a hint and never as
text to show: whose it is comes from the owner of the file.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
import time
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from model.files.regular import Stamp
from model.files.rights import user_of
from model.voting.statement import Statement, statement_of

LARGEST = 1024
"""Bytes of a presence file."""
REFRESH = 10.0
"""Seconds after which a session says again that it is there."""
STALE = 30.0
"""Seconds after which a session that said nothing is taken to be gone."""
_LONGEST_NAME = 150
_MOST_DIGESTS = 4
_ID = re.compile(r"[a-z0-9-]{0,64}\Z")
_HIGHEST_PID = 1 << 22


@dataclass(frozen=True, slots=True)
class Here:
    """What a session says of itself."""

    touchpoint: str = ""
    """The id of the selected touchpoint."""
    row: str = ""
    """The id of the selected expectation; empty where the touchpoint as a whole is selected."""
    editing: bool = False
    """Whether a value is being typed, or something is changed and not saved."""
    since: float = 0.0
    """When the session began, in seconds since 1970."""
    pen: float = 0.0
    """When it took the pen, in seconds since 1970; 0 for a session that has not."""
    saved: tuple[str, ...] = ()
    """Digests of the texts it wrote last, so that others know them for a careful program's."""
    vote: Statement | None = None
    """What it says of the vote it takes part in."""
    view: str = ""
    """The view in front, by its id; empty where it is not said."""
    item: str = ""
    """The id of what is selected in a view of promises, actions or scenarios."""
    after: int = 0
    """The number of the session it follows; 0 where it goes its own way."""


@dataclass(frozen=True, slots=True)
class Person:
    """A session that is there, as others see it."""

    user: str
    """The login name of the owner of the file."""
    pid: int
    here: Here


class Presence:
    """This session's own file. Where the folder cannot be written there is none, and nobody is told."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self.path = project.with_name(f"{prefix_of(project.name)}{_user_part()}.{os.getpid()}")
        self._fd = -1

    def say(self, here: Here) -> bool:
        """Write what this session is about; False where it could not be written."""
        data = _encoded(here)
        try:
            if not self._stands():
                self._make()
            os.pwrite(self._fd, data, 0)
            os.ftruncate(self._fd, len(data))
            # A write of the same bytes within one tick of the clock would not look like a sign of life.
            os.utime(self._fd)
        except OSError:
            self.close()
            return False
        return True

    def close(self) -> None:
        """Take the file away."""
        if self._fd < 0:
            return
        with contextlib.suppress(OSError):
            if self._stands():
                self.path.unlink()
        with contextlib.suppress(OSError):
            os.close(self._fd)
        self._fd = -1

    def _stands(self) -> bool:
        """Whether the file that we made, and no other, is the one at the name."""
        if self._fd < 0:
            return False
        try:
            return os.path.samestat(os.fstat(self._fd), self.path.lstat())
        except FileNotFoundError:
            return False

    def _make(self) -> None:
        # What stands there is from a dead session with our number, or was put there by somebody. The name
        # is taken away, never what it may lead to.
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        with contextlib.suppress(FileNotFoundError):
            self.path.unlink()
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        self._fd = os.open(self.path, flags, 0o600)
        # Who may read the project may see who works on it.
        os.fchmod(self._fd, 0o600 | (stat.S_IMODE(self._project.stat().st_mode) & 0o044))


def prefix_of(name: str) -> str:
    """What the names of all presence files of a project called `name` begin with."""
    raw = os.fsencode(name)
    if len(raw) > _LONGEST_NAME:
        # Whole, it would make a name longer than a folder can hold.
        name = f"{raw[:_LONGEST_NAME].decode('utf-8', 'ignore')}-{sha256(raw).hexdigest()[:12]}"
    return f".{name}.here."


def digest(text: bytes) -> str:
    """A short name for a text that was written."""
    return sha256(text).hexdigest()[:16]


def seen_at(path: Path) -> tuple[Stamp, Person, str] | None:
    """What the presence file at `path` says, with the machine it was written on; None for no such file.

    Reads at most 1 KiB, and only from a regular file that is no link.
    """
    pid = _pid_in(path.name)
    found = _read(path) if pid else None
    if pid is None or found is None:
        return None
    raw, status = found
    data = _decoded(raw)
    if not data.get("here"):
        return None
    here = Here(
        touchpoint=_id(data, "touchpoint"),
        row=_id(data, "row"),
        editing=data.get("doing") == "edit",
        since=_moment(data, "since"),
        pen=_moment(data, "pen"),
        saved=_digests(data),
        vote=statement_of(data.get("vote"), time.time() + STALE),
        view=_id(data, "view"),
        item=_id(data, "item"),
        after=_pid(data, "after"),
    )
    machine = data.get("machine")
    person = Person(user_of(status.st_uid), pid, here)
    return Stamp.of(status), person, machine if isinstance(machine, str) else ""


def alive(pid: int, machine: str, stamp: Stamp, now: float) -> bool:
    """Whether the session behind a presence file is still there."""
    if abs(now - stamp.mtime_ns / 1e9) > STALE:
        return False
    return machine != this_machine() or runs(pid)


def sweep(path: Path) -> None:
    """Remove a presence file that a dead session left behind, if it is one of our own."""
    with contextlib.suppress(OSError):
        status = path.lstat()
        ours = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
        if ours and status.st_nlink == 1 and status.st_size <= LARGEST and _pid_in(path.name):
            path.unlink()


def runs(pid: int) -> bool:
    """Whether a process with this number runs here."""
    if not 0 < pid <= _HIGHEST_PID:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@lru_cache(maxsize=1)
def this_machine() -> str:
    """This start of this machine, and the space in which its process numbers count."""
    parts = []
    with contextlib.suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
    with contextlib.suppress(OSError):
        parts.append(Path("/proc/self/ns/pid").readlink().name)
    return " ".join(parts)


def _user_part() -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "_", user_of(os.geteuid()))[:32]


def _pid_in(name: str) -> int | None:
    text = name.rpartition(".")[2]
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        return None
    return int(text) if 0 < int(text) <= _HIGHEST_PID else None


def _read(path: Path) -> tuple[bytes, os.stat_result] | None:
    try:
        # Non-blocking: opening a pipe nobody writes to would wait for ever.
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            return None
        raw = os.read(fd, LARGEST + 1)
        return (raw, status) if len(raw) <= LARGEST else None
    except OSError:
        return None
    finally:
        os.close(fd)


def _encoded(here: Here) -> bytes:
    data: dict[str, Any] = {
        "here": 1,
        "machine": this_machine(),
        "since": round(here.since, 3),
        "touchpoint": here.touchpoint,
        "row": here.row,
        "doing": "edit" if here.editing else "view",
        "pen": round(here.pen, 3),
        "saved": here.saved[-_MOST_DIGESTS:],
        "view": here.view,
        "item": here.item,
        "after": here.after,
    }
    if here.vote is not None:
        data["vote"] = here.vote.data()
    return json.dumps(data, separators=(",", ":")).encode("ascii") + b"\n"


def _decoded(raw: bytes) -> dict[str, Any]:
    """What a file says, as far as it can be read at all; keys of a later version are no harm."""
    try:
        data = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _id(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) and _ID.match(value) else ""


def _moment(data: dict[str, Any], key: str) -> float:
    value = data.get(key)
    good = (
        isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= time.time() + STALE
    )
    return float(value) if good and value is not None else 0.0


def _pid(data: dict[str, Any], key: str) -> int:
    value = data.get(key)
    return (
        value if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _HIGHEST_PID else 0
    )


def _digests(data: dict[str, Any]) -> tuple[str, ...]:
    value = data.get("saved")
    listed = value if isinstance(value, list) else []
    return tuple(each for each in listed[:_MOST_DIGESTS] if isinstance(each, str) and len(each) <= 64)
