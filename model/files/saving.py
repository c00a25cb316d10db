"""Saving so that a file is always the whole old version or the whole new one, and nobody's work is lost.

`save` writes a standing file, `create` a new one, `write_output` an export. Each ends in one of three
ways: saved; saved, but the disk did not confirm; or an error, which says what is still safe.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from model.files.descriptors import (
    Temporary,
    attributes_kept,
    exchange,
    identity,
    may,
    open_locked,
    opened,
    read_all,
    read_settled,
    rename_new,
    reserve,
    stat_at,
    write_all,
)
from model.files.refusals import SAFE, CannotSave, ChangedOnDisk, reason_of, told
from model.files.regular import Stamp

_TRIES = 20
"""How often a save begins anew because somebody else's program touched the file meanwhile."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A save after which the file was read again and found to hold the new text."""

    stamp: Stamp
    """Of the file as it stands now."""
    confirmed: bool = True
    """Whether the disk confirmed; if not, a power cut could still bring the old version back."""
    left: str | None = None
    """The name beside the file under which its old version was left, where that could not be removed."""


def save(
    path: str | os.PathLike[str],
    base: bytes,
    new: bytes,
    aside: Callable[[bytes, bytes], object] | None = None,
) -> Saved:
    """Write `new` over the file at `path`, which must still hold `base`.

    Symlinks are followed, and stay. `aside` is called with the old and the new text before a file is
    overwritten in place, which a kill could interrupt; an OSError of its own stops the save.
    Raises ChangedOnDisk, FileGone, CannotSave.
    """
    real = Path(os.path.realpath(path))
    with told(real.name), opened(real.parent, os.O_RDONLY | os.O_DIRECTORY) as folder:
        for _ in range(_TRIES):
            with contextlib.suppress(_Meanwhile):
                return _save_once(folder, real.name, base, new, aside)
        raise CannotSave(f"{real.name} was not saved: another program keeps writing it. {SAFE}")


def create(path: str | os.PathLike[str], new: bytes) -> Saved:
    """Write a new file; raises CannotSave, also where anything stands at `path` already."""
    target = Path(path)
    name = target.name
    with (
        told(name, there=False),
        opened(target.parent, os.O_RDONLY | os.O_DIRECTORY) as folder,
        Temporary(folder, name, 0o666) as fresh,
    ):
        _fill(fresh.fd, new)
        try:
            if not rename_new(folder, fresh.name, name):
                os.link(fresh.name, name, src_dir_fd=folder, dst_dir_fd=folder)
                os.unlink(fresh.name, dir_fd=folder)
        except FileExistsError:
            raise CannotSave(f"{name} exists already and was left alone; choose another name.") from None
        return _finished(folder, fresh)


def write_output(path: str | os.PathLike[str], data: bytes) -> Saved:
    """Write an export, over an earlier one if there is one; raises CannotSave.

    Never writes through a link, nor to anything that is not a regular file.
    """
    target = Path(path)
    name = target.name
    with told(name, there=False), opened(target.parent, os.O_RDONLY | os.O_DIRECTORY) as folder:
        mode = None
        with contextlib.suppress(FileNotFoundError):
            present = stat_at(folder, name)
            if stat.S_ISLNK(present.st_mode):
                raise CannotSave(f"{name} is a link; nothing was written; remove it or name another file.")
            if not stat.S_ISREG(present.st_mode):
                raise CannotSave(f"{name} is no regular file; nothing was written; name another one.")
            mode = stat.S_IMODE(present.st_mode)
        with Temporary(folder, name, 0o666) as fresh:
            if mode is not None:
                os.fchmod(fresh.fd, mode)
            _fill(fresh.fd, data)
            os.rename(fresh.name, name, src_dir_fd=folder, dst_dir_fd=folder)
            return _finished(folder, fresh)


class _Meanwhile(Exception):
    """The file was touched while it was being saved: look again from the start."""


def _save_once(
    folder: int, name: str, base: bytes, new: bytes, aside: Callable[[bytes, bytes], object] | None
) -> Saved:
    lock = open_locked(folder, name)
    try:
        status = os.fstat(lock)
        if not stat.S_ISREG(status.st_mode):
            raise CannotSave(f"{name} was not saved: it is no regular file any more. Your edits are kept.")
        current = read_all(lock)
        if current != base:
            raise ChangedOnDisk(name, current)
        if not may(folder, name, os.W_OK):
            code = errno.EROFS if os.fstatvfs(lock).f_flag & os.ST_RDONLY else errno.EACCES
            raise OSError(code, os.strerror(code))
        saved = _replaced(folder, name, lock, status, base, new) if _replaceable(folder, status) else None
        return saved or _overwritten(folder, name, base, new, aside)
    finally:
        with contextlib.suppress(OSError):
            os.close(lock)


def _replaceable(folder: int, status: os.stat_result) -> bool:
    """Whether a new file may take the place of the old one without anybody noticing the difference."""
    own = os.geteuid() in (status.st_uid, 0)
    return own and status.st_nlink == 1 and may(folder, ".", os.W_OK | os.X_OK)


def _replaced(
    folder: int, name: str, lock: int, status: os.stat_result, base: bytes, new: bytes
) -> Saved | None:
    """Put a new file in place of the old one; None, with nothing done, if it could not be made alike."""
    with Temporary(folder, name, 0o600) as fresh:
        fresh.lock()
        write_all(fresh.fd, new)
        if not attributes_kept(lock, fresh.fd):
            return None
        _settle(fresh.fd, new)
        if identity(stat_at(folder, name)) != identity(status):
            raise _Meanwhile
        if not fresh.exchanged(name):
            os.rename(fresh.name, name, src_dir_fd=folder, dst_dir_fd=folder)
            return _finished(folder, fresh)
        try:
            with opened(fresh.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, folder) as fd:
                old, settled = read_settled(fd)
            if old == base and settled:
                os.unlink(fresh.name, dir_fd=folder)
        except OSError:
            return _finished(folder, fresh, left=fresh.name)
        if old != base:
            raise _given_back(folder, name, fresh, old)
        return _finished(folder, fresh, left=None if settled else fresh.name)


def _given_back(folder: int, name: str, fresh: Temporary, old: bytes) -> CannotSave | ChangedOnDisk:
    """Put back what another program wrote between our last look and the exchange."""
    try:
        exchange(folder, fresh.name, name)
        if fresh.is_back():
            return ChangedOnDisk(name, old)
        # Yet another version had taken the place of ours: the newest one has to stand at the name.
        exchange(folder, fresh.name, name)
    except OSError as error:
        return CannotSave(
            f"{name} holds your version now, and {fresh.name} the one another program wrote at this moment, "
            f"which could not be put back: {reason_of(error)}."
        )
    return CannotSave(
        f"{name} was not saved: other programs wrote it twice at this moment. It holds the newer of their "
        f"versions, {fresh.name} the older one, and your edits are kept."
    )


def _overwritten(
    folder: int, name: str, base: bytes, new: bytes, aside: Callable[[bytes, bytes], object] | None
) -> Saved:
    """Write into the file that is there, because its links, owner or folder must stay as they are."""
    if aside is not None:
        aside(base, new)
    with contextlib.ExitStack() as closing:
        fd = os.open(name, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
        closing.callback(_close_quietly, fd)
        reserve(fd, len(new))
        current = read_all(fd)
        if current != base:
            raise ChangedOnDisk(name, current)
        try:
            _put(fd, new)
        except OSError as error:
            found = _foreign(fd, base, new)
            if found is not None and aside is not None:
                aside(found, new)
            _put_back(fd, name, base, error)
            if found is None:
                raise
            raise CannotSave(
                f"{name} was not saved: another program wrote it at this moment. It holds the text from "
                "before again; the other version is among the kept ones. Your edits are kept."
            ) from None
        closing.pop_all()
    stamp = _stamp(fd)
    try:
        os.close(fd)
    except OSError:
        return Saved(stamp, confirmed=False)
    return Saved(stamp)


def _close_quietly(fd: int) -> None:
    """Close what failed already; its own error is the one to tell."""
    with contextlib.suppress(OSError):
        os.close(fd)


def _put(fd: int, text: bytes) -> None:
    write_all(fd, text)
    os.ftruncate(fd, len(text))
    _settle(fd, text)


def _foreign(fd: int, base: bytes, new: bytes) -> bytes | None:
    """What stands in the file where that is neither of our texts, nor the one over the other."""
    try:
        found = read_all(fd)
    except OSError:
        return None
    shortest, longest = sorted((len(base), len(new)))
    ours = shortest <= len(found) <= longest and all(
        each in pair for each, pair in zip(found, zip_longest(base, new), strict=False)
    )
    return None if ours else found


def _put_back(fd: int, name: str, base: bytes, error: OSError) -> None:
    try:
        _put(fd, base)
    except OSError:
        raise CannotSave(
            f"{name} may be damaged: saving failed ({reason_of(error)}), and so did putting the old text "
            "back. Your edits are kept; save them under another name."
        ) from None


def _fill(fd: int, data: bytes) -> None:
    write_all(fd, data)
    _settle(fd, data)


def _settle(fd: int, data: bytes) -> None:
    """Have the disk take what was written, and see that it is what was meant."""
    os.fsync(fd)
    if read_all(fd) != data:
        raise OSError(errno.EIO, "what was written could not be read back")


def _finished(folder: int, fresh: Temporary, left: str | None = None) -> Saved:
    stamp = _stamp(fresh.fd)
    try:
        os.fsync(folder)
        fresh.close()
    except OSError:
        return Saved(stamp, confirmed=False, left=left)
    return Saved(stamp, left=left)


def _stamp(fd: int) -> Stamp:
    """The stamp of what was saved; where there is none, one that equals no other: all look again."""
    try:
        return Stamp.of(os.fstat(fd))
    except OSError:
        return Stamp(-1, -1, -1, -1, -1)
