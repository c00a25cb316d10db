"""A regular file: its bytes, its stamp, and the sentences for a file that cannot be read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import NamedTuple

from model.files import limits
from model.files.limits import Excess
from model.journey.problem import UserError


class CannotRead(UserError):
    """A file that is no TOML project file at all, told in one sentence with its place."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class Stamp(NamedTuple):
    """What tells one version of a file on disk from the next without reading it."""

    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp in a stat result."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def read_regular(path: Path, most: int) -> tuple[bytes, os.stat_result]:
    """The bytes of a regular file of at most `most` bytes, and its status when it was opened.

    Never waits for a pipe or a device. Raises CannotRead.
    """
    try:
        # Non-blocking: opening a FIFO nobody writes to would wait for ever.
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise _cannot_open(path, error) from None
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise CannotRead(f"{shown_path(path)} is {_kind(status.st_mode)}, not a project file.")
        if status.st_size > most:
            raise refused(path, limits.too_large(status.st_size))
        with os.fdopen(os.dup(fd), "rb") as file:
            raw = file.read(most + 1)
        if len(raw) > most:
            raise refused(path, limits.too_large(len(raw)))
        return raw, status
    except OSError as error:
        raise CannotRead(f"{shown_path(path)} cannot be read: {_reason(error)}.") from None
    finally:
        os.close(fd)


def refused(path: Path, found: Excess | None) -> CannotRead:
    """The sentence for a file that is not parsed."""
    assert found is not None
    where = "" if found.line is None else f":{found.line}:{found.column}"
    link = ": " if found.line is not None else " cannot be opened: "
    return CannotRead(
        f"{shown_path(path)}{where}{link}{found.found}; {found.mend}.", found.line, found.column
    )


def _cannot_open(path: Path, error: OSError | ValueError) -> CannotRead:
    name = shown_path(path)
    if isinstance(error, ValueError):
        return CannotRead(f"{name} is not a possible file name; it holds a NUL.")
    if error.errno == errno.ENOENT:
        if path.is_symlink():
            return CannotRead(f"{name} is a link to a file that does not exist; mend the link or remove it.")
        if not path.parent.is_dir():
            return CannotRead(f"{name} does not exist, nor does its folder; check the path.")
        return CannotRead(f"{name} does not exist; check the name.")
    reasons = {
        errno.EACCES: "you may not read it; ask its owner, or check with `ls -l`",
        errno.ELOOP: "its links lead in a circle; mend the link",
        errno.ENXIO: "it is a socket or device, not a project file",
        errno.ENOTDIR: "a part of its path is a file, not a folder; check the path",
        errno.ENAMETOOLONG: "its name is too long; check the path",
    }
    return CannotRead(f"{name} cannot be opened: {reasons.get(error.errno or 0, _reason(error))}.")


def _reason(error: OSError) -> str:
    return (error.strerror or "the system gave no reason").lower()


def _kind(mode: int) -> str:
    kinds = {
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return kinds.get(stat.S_IFMT(mode), "no regular file")


def shown_path(path: Path) -> str:
    """The path as text; bytes that are no text, and control characters, as escapes."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in text)
