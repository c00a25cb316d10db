"""Reading a project file: its bytes, what they say, and every mistake with its place."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomli

from model.files import limits
from model.files.limits import BOM, Excess
from model.files.observations import with_observations
from model.journey.problem import Problem, UserError
from model.journey.project import FORMAT, Project
from model.journey.reading import read_project


class CannotRead(UserError):
    """A file that is no TOML project file at all, told in one sentence with its place."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Stamp:
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


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project file as it was read at one moment."""

    path: Path
    """As it was given."""
    real: Path
    """Where the file really is, links followed."""
    raw: bytes
    text: str
    """`raw` decoded, without a byte order mark, with its line ends as they are."""
    bom: bool
    crlf: bool
    """Whether the first line ends in CR LF."""
    data: dict[str, Any]
    project: Project | None
    """What could be read; None where nothing could. With problems it is for showing, never for saving."""
    problems: tuple[Problem, ...]
    stamp: Stamp
    newer_format: bool = False
    """Whether a newer version of Gapline is needed to change this file."""

    @property
    def editable(self) -> bool:
        """Whether the project may be changed and saved."""
        return self.project is not None and not self.problems and not self.newer_format


def load(path: str | os.PathLike[str]) -> Loaded:
    """Read the project file at `path`.

    Mistakes in a readable file are problems of the result. Raises CannotRead for a file that cannot be
    opened, is no regular file, is too large or deep, is not UTF-8 text or not TOML.
    """
    given = Path(path)
    raw, status = read_regular(given, limits.LARGEST_FILE)
    real = Path(os.path.realpath(given))
    return understood(given, real, raw, Stamp.of(status))


def understood(path: Path, real: Path, raw: bytes, stamp: Stamp) -> Loaded:
    """What `raw`, read from `path`, says; raises CannotRead as `load` does."""
    if not raw.removeprefix(BOM).strip():
        raise CannotRead(
            f"{_shown(path)} is empty; a project file starts with `format = 1` and a [project] table."
        )
    text, data = toml_of(path, raw)
    if raw.count(b"=") > limits.MOST_KEYS and (found := limits.crowded(data)):
        raise _refused(path, found)
    if found := limits.many_items(data):
        raise _refused(path, found)
    newer = _newer_format(data)
    project, problems = read_project(data)
    if newer is not None:
        problems = (newer,)
    elif project is not None:
        project, mistakes = with_observations(project, real.parent)
        problems = (*problems, *mistakes)
    return Loaded(
        path=path,
        real=real,
        raw=raw,
        text=text,
        bom=raw.startswith(BOM),
        crlf=text.find("\r\n") == text.find("\n") - 1 >= 0,
        data=data,
        project=project,
        problems=placed(text, problems),
        stamp=stamp,
        newer_format=newer is not None,
    )


def toml_of(path: Path, raw: bytes) -> tuple[str, dict[str, Any]]:
    """The text of `raw`, read from `path`, and its TOML data; raises CannotRead, also for a parser's bomb."""
    if found := limits.excess(raw):
        raise _refused(path, found)
    text = raw.removeprefix(BOM).decode("utf-8")
    return text, _parsed(path, text)


def placed(text: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """`problems` with their lines and columns in `text`, in the order of the file."""
    problems = tuple(problems)
    if not problems:
        return ()
    from model.files.positions import positions

    where = positions(text, [each.path for each in problems])
    found = [replace(each, line=where[each.path][0], column=where[each.path][1]) for each in problems]
    return tuple(sorted(found, key=lambda each: (each.line or 0, each.column or 0)))


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
            raise CannotRead(f"{_shown(path)} is {_kind(status.st_mode)}, not a project file.")
        if status.st_size > most:
            raise _refused(path, limits.too_large(status.st_size))
        with os.fdopen(os.dup(fd), "rb") as file:
            raw = file.read(most + 1)
        if len(raw) > most:
            raise _refused(path, limits.too_large(len(raw)))
        return raw, status
    except OSError as error:
        raise CannotRead(f"{_shown(path)} cannot be read: {_reason(error)}.") from None
    finally:
        os.close(fd)


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        from model.files.messages import parse_failure

        found, mend, line, column = parse_failure(error)
        raise CannotRead(f"{_shown(path)}:{line}:{column}: {found}; {mend}.", line, column) from None
    except (ValueError, RecursionError, OverflowError) as error:
        raise CannotRead(f"{_shown(path)} holds a value that cannot be read ({error}).") from None


def _newer_format(data: dict[str, Any]) -> Problem | None:
    number = data.get("format")
    if not isinstance(number, int) or isinstance(number, bool) or number <= FORMAT:
        return None
    return Problem(
        ("format",),
        f"this file has format {number}, and this version of Gapline knows formats up to {FORMAT}",
        f"open it with a version of Gapline that knows format {number}; here it can only be looked at",
    )


def _refused(path: Path, found: Excess | None) -> CannotRead:
    assert found is not None
    where = "" if found.line is None else f":{found.line}:{found.column}"
    link = ": " if found.line is not None else " cannot be opened: "
    return CannotRead(f"{_shown(path)}{where}{link}{found.found}; {found.mend}.", found.line, found.column)


def _cannot_open(path: Path, error: OSError | ValueError) -> CannotRead:
    name = _shown(path)
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


def _shown(path: Path) -> str:
    """The path as text; bytes that are no text, and control characters, as escapes."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in text)
