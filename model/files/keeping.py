"""Versions of a file in the private folder of whoever saves it: the last ten, and what a kill may cut.

They are plain copies, named after the moment (UTC) and what they are: `20261122T140211.508123Z-saved.toml`.
A folder that cannot be used stops no save; `History.trouble` says what is wrong with it.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from model.files.descriptors import (
    Busy,
    Temporary,
    open_locked,
    opened,
    read_all,
    rename_new,
    stat_at,
    write_all,
)
from model.files.limits import LARGEST_FILE, MIB
from model.files.saving import Saved, save
from model.files.statefolder import NoStateFolder, state_folder

MOST = 10
"""Saved versions that are kept of a file, and as many others."""
MOST_BYTES = 32 * MIB
"""What all kept versions of a file may take on the disk, its newest one aside."""
_MOST_PAIRS = 3
_STALE = 60.0
"""Seconds after which a temporary file nobody has locked belongs to nobody."""


class Kind(StrEnum):
    """Where a kept version comes from."""

    SAVED = "saved"
    """What a save wrote."""
    FOUND = "found"
    """What somebody else, or another program, had written before a save."""
    LEFTOVER = "leftover"
    """What a save that was killed had not finished, or not cleared away."""
    BEFORE = "before"
    """What a file held before it was overwritten in place; there until that save was through."""
    AFTER = "after"
    """What it was to hold afterwards."""


_PAIR = (Kind.BEFORE, Kind.AFTER)
_NAME = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-(saved|found|leftover|before|after)\.toml")
_MOMENT = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True, slots=True)
class Kept:
    """One version that is kept."""

    path: Path
    when: datetime
    """In UTC."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A save in place that was cut off: the file holds neither the one text nor the other."""

    when: datetime
    """In UTC."""
    before: Kept
    after: Kept
    current: bytes
    """What the file holds."""


class History:
    """The kept versions of one project file, in a folder of their own that is made when it is needed."""

    def __init__(self, folder: Path | None, trouble: str = "") -> None:
        self._folder = folder
        self._pair: tuple[str, ...] = ()
        self.trouble = trouble
        """Why something could not be kept, as a sentence; empty while all is well."""

    def versions(self) -> tuple[Kept, ...]:
        """What is kept of earlier times, the newest first; not what belongs to a save under way."""
        return tuple(each for each in self._all() if each.kind not in _PAIR)

    def set_aside(self, old: bytes, new: bytes) -> None:
        """Put both texts safely on disk before `new` is written over `old` in place."""
        moment = _now()
        with self._told(), self._opened() as folder:
            self._pair = tuple(f"{moment}-{kind}.toml" for kind in _PAIR)
            for name, text in zip(self._pair, (old, new), strict=True):
                _write(folder, name, text, lasting=True)
            os.fsync(folder)

    def keep(self, base: bytes, new: bytes) -> None:
        """Keep what was saved, and what it took the place of if that is not kept yet."""
        with self._told(), self._opened() as folder:
            last = next(iter(self.versions()), None)
            if last is None or _text(last) != base:
                _write(folder, f"{_now()}-{Kind.FOUND}.toml", base)
            _write(folder, f"{_now()}-{Kind.SAVED}.toml", new)
            # Only our own: another session may be setting its pair aside at this moment.
            for name in self._pair:
                _gone(folder, name)
            self._pair = ()
            self._prune(folder)

    def interrupted(self, path: str | os.PathLike[str]) -> Interrupted | None:
        """The save of the file at `path` that a kill cut off; None where there is none.

        Looks at the file when no other save is under way. Where it holds one of the two texts nothing
        was cut, and they are no longer set aside.
        """
        pairs = self._pairs()
        if not pairs:
            return None
        before, after = pairs[0]
        try:
            current = _settled(Path(os.path.realpath(path)))
            old, new = before.path.read_bytes(), after.path.read_bytes()
        except (OSError, Busy):
            return None
        if current not in (old, new):
            return Interrupted(before.when, before, after, current)
        self.release(saved=current == new)
        return None

    def release(self, *, saved: bool = False) -> None:
        """Count what was set aside among the other versions: the file is whole again, or left as it is."""
        with self._told(), self._opened() as folder:
            for each in self._all():
                if each.kind in _PAIR:
                    after = Kind.SAVED if saved else Kind.LEFTOVER
                    kind = Kind.FOUND if each.kind is Kind.BEFORE else after
                    rename_new(folder, each.path.name, f"{each.when:{_MOMENT}}-{kind}.toml")
            self._prune(folder)

    def take_leftovers(self, path: str | os.PathLike[str]) -> int:
        """Move temporary files of killed saves from beside the file at `path` to the kept versions.

        Only our own ones that nobody has locked, and that have not been touched for a minute.
        """
        real = Path(os.path.realpath(path))
        taken = 0
        with self._told(), opened(real.parent, os.O_RDONLY | os.O_DIRECTORY) as beside:
            for name in filter(Temporary.names(real.name).fullmatch, _names(beside)):
                text = _abandoned(beside, name)
                if text is not None:
                    with self._opened() as folder:
                        _write(folder, f"{_now()}-{Kind.LEFTOVER}.toml", text, lasting=True)
                        os.fsync(folder)
                        self._prune(folder)
                    os.unlink(name, dir_fd=beside)
                    taken += 1
        return taken

    def _all(self) -> list[Kept]:
        found = []
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir() if self._folder else ():
                name = _NAME.fullmatch(path.name)
                if name:
                    when = datetime.strptime(name[1], _MOMENT).replace(tzinfo=UTC)
                    found.append(Kept(path, when, Kind(name[2])))
        return sorted(found, key=lambda each: each.path.name, reverse=True)

    def _pairs(self) -> list[tuple[Kept, Kept]]:
        """What was set aside, the newest first. A single one was cut off before the file was touched."""
        paired = [each for each in self._all() if each.kind in _PAIR]
        groups = [list(group) for _, group in groupby(paired, key=lambda each: each.when)]
        return [(each[0], each[1]) for each in groups if len(each) == len(_PAIR)]

    def _prune(self, folder: int) -> None:
        """Remove the oldest: of saved versions, of others, of pairs, and where all take too much."""
        saved: list[Kept] = []
        others: list[Kept] = []
        paired: list[Kept] = []
        for each in self._all():
            (paired if each.kind in _PAIR else saved if each.kind is Kind.SAVED else others).append(each)
        surplus = [*saved[MOST:], *others[MOST:], *paired[_MOST_PAIRS * len(_PAIR) :]]
        total = 0
        for each in sorted([*saved[:MOST], *others[:MOST]], key=lambda each: each.when, reverse=True):
            total += _size_and_age(folder, each.path.name)[0]
            if total > MOST_BYTES and each is not saved[0]:
                surplus.append(each)
        for each in surplus:
            _gone(folder, each.path.name)
        for name in _names(folder):
            if name.endswith(".tmp") and _size_and_age(folder, name)[1] > _STALE:
                _gone(folder, name)

    @contextlib.contextmanager
    def _opened(self) -> Iterator[int]:
        if self._folder is None:
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with opened(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW) as folder:
            yield folder

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever the system refuses here is told, and stops nothing."""
        try:
            yield
        except OSError as error:
            reason = (error.strerror or "the system gave no reason").lower()
            self.trouble = self.trouble or f"{self._folder} cannot be written: {reason}."


def history_of(path: str | os.PathLike[str]) -> History:
    """The kept versions of the file at `path`, in the state folder of whoever runs this."""
    try:
        return History(state_folder(path) / "versions")
    except NoStateFolder as error:
        return History(None, str(error))


def save_kept(path: str | os.PathLike[str], base: bytes, new: bytes, history: History) -> Saved:
    """Save as `save` does, with both texts set aside where a kill could cut it, and the versions kept."""
    saved = save(path, base, new, history.set_aside)
    history.keep(base, new)
    history.take_leftovers(path)
    return saved


def _names(folder: int) -> list[str]:
    with os.scandir(folder) as entries:
        return [each.name for each in entries]


def _now() -> str:
    return f"{datetime.now(UTC):{_MOMENT}}"


def _write(folder: int, name: str, text: bytes, *, lasting: bool = False) -> None:
    """A new file that is there as a whole or not at all; `lasting` has the disk take it first."""
    with Temporary(folder, name, 0o600) as fresh:
        write_all(fresh.fd, text)
        if lasting:
            os.fsync(fresh.fd)
            if read_all(fresh.fd) != text:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        if not rename_new(folder, fresh.name, name):
            os.rename(fresh.name, name, src_dir_fd=folder, dst_dir_fd=folder)


def _gone(folder: int, name: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)


def _text(version: Kept) -> bytes | None:
    """What a version holds; None where another session removed it at this moment."""
    try:
        return version.path.read_bytes()
    except FileNotFoundError:
        return None


def _size_and_age(folder: int, name: str) -> tuple[int, float]:
    """Bytes, and seconds since it was written; nothing where another session removed it at this moment."""
    try:
        status = stat_at(folder, name)
    except FileNotFoundError:
        return 0, 0.0
    return status.st_size, time.time() - status.st_mtime


def _settled(real: Path) -> bytes:
    """What the file holds while nobody is saving it; raises Busy, OSError."""
    with opened(real.parent, os.O_RDONLY | os.O_DIRECTORY) as folder:
        lock = open_locked(folder, real.name)
        try:
            return read_all(lock)
        finally:
            os.close(lock)


def _abandoned(folder: int, name: str) -> bytes | None:
    """What a temporary file holds that nobody will come back for; None for any other."""
    try:
        with opened(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, folder) as fd:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            status = os.fstat(fd)
            ours = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
            if not ours or status.st_size > LARGEST_FILE or time.time() - status.st_mtime < _STALE:
                return None
            return read_all(fd)
    except OSError:
        return None
