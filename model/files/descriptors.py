"""System calls the saver is made of: whole reads and writes, locks, exchanging two names."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import re
import secrets
import signal
import stat
import time
from collections.abc import Callable, Iterator

LOCK_WAIT = 5.0
"""Seconds to wait for another program's lock."""
WRITER_WAIT = 1.0
"""Seconds to wait for a program that takes no locks to finish what it writes."""
_LOCK_POLL = 0.01
_NO_REPLACE, _EXCHANGE = 1, 2
_KEEP_SIZE = 1
UNSUPPORTED = frozenset({errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})
"""What a system call fails with where this kernel or file system does not have it."""
_NO_LOCKS = frozenset({errno.ENOLCK, errno.EBADF, *UNSUPPORTED})


class Busy(Exception):
    """Another program holds the lock."""


def may(folder: int, name: str, mode: int) -> bool:
    """Whether we may use `name` in this way (os.W_OK and so on), as far as its mode says."""
    return os.access(name, mode, dir_fd=folder, effective_ids=os.access in os.supports_effective_ids)


def read_all(fd: int) -> bytes:
    """Everything in the file, from its start."""
    os.lseek(fd, 0, os.SEEK_SET)
    pieces = []
    while piece := os.read(fd, 1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data` from the start of the file on; does not cut what is behind it."""
    os.lseek(fd, 0, os.SEEK_SET)
    rest = memoryview(data)
    while rest:
        count = os.write(fd, rest)
        if count <= 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[count:]


@contextlib.contextmanager
def opened(
    name: str | os.PathLike[str], flags: int, folder: int | None = None, mode: int = 0o600
) -> Iterator[int]:
    """A descriptor that is closed afterwards whatever happens; a failing close is of no interest."""
    fd = os.open(name, flags | os.O_CLOEXEC, mode, dir_fd=folder)
    try:
        yield fd
    finally:
        with contextlib.suppress(OSError):
            os.close(fd)


def read_settled(fd: int) -> tuple[bytes, bool]:
    """What the file holds once no program has it open for writing; False where one still has.

    Waits a second for such a program. Of a file that nobody can open by name any more, nothing that
    anybody writes is missed. `fd` is open for reading only. Where this file system or this user may not
    ask, nobody is taken to be writing.
    """
    end = time.monotonic() + WRITER_WAIT
    while True:
        with _nobody_writing(fd) as nobody:
            text = read_all(fd)
            settled = nobody()
        if settled or time.monotonic() > end:
            return text, settled
        time.sleep(_LOCK_POLL)


@contextlib.contextmanager
def _nobody_writing(fd: int) -> Iterator[Callable[[], bool]]:
    """A read lease: granted where nobody has the file open for writing, and marked when somebody wants to."""
    try:
        # Whoever opens the file meanwhile has the kernel send us a signal; this one is ignored by default.
        fcntl.fcntl(fd, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        yield lambda: False
        return
    except OSError:
        yield lambda: True
        return
    try:
        yield lambda: fcntl.fcntl(fd, fcntl.F_GETLEASE) == fcntl.F_RDLCK
    finally:
        with contextlib.suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)


def identity(status: os.stat_result) -> tuple[int, ...]:
    """What changes when another file, or another version of it, stands at a name."""
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def stat_at(folder: int, name: str) -> os.stat_result:
    """The status of `name` itself, links not followed."""
    return os.stat(name, dir_fd=folder, follow_symlinks=False)


def open_locked(folder: int, name: str) -> int:
    """A descriptor of the file that stands at `name`, locked against other savers; the caller closes it.

    Raises Busy after five seconds, and OSError. A file system without locks gives an unlocked one.
    """
    end = time.monotonic() + LOCK_WAIT
    while True:
        with contextlib.ExitStack() as closing:
            fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
            closing.callback(os.close, fd)
            _lock(fd, end)
            if os.path.samestat(os.fstat(fd), stat_at(folder, name)):
                closing.pop_all()
                return fd
        # Somebody put another file at the name while we waited: that one has to be locked instead.
        if time.monotonic() > end:
            raise Busy(name)


def _lock(fd: int, end: float) -> None:
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise Busy from None
            time.sleep(_LOCK_POLL)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return
            raise
        else:
            return


def _stem(name: str) -> str:
    return os.fsencode(name)[:180].decode("utf-8", "ignore")


class Temporary:
    """A new file beside `name` under a name nobody can guess, gone again unless it was renamed."""

    def __init__(self, folder: int, name: str, mode: int) -> None:
        self.name = f".{_stem(name)}.{secrets.token_hex(8)}.tmp"
        self._ours = True
        self._folder = folder
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        self.fd = os.open(self.name, flags, mode, dir_fd=folder)
        try:
            self._status = os.fstat(self.fd)
        except OSError:
            os.unlink(self.name, dir_fd=folder)
            self.close()
            raise

    @staticmethod
    def names(name: str) -> re.Pattern[str]:
        """What such files beside `name` are called."""
        return re.compile(rf"\.{re.escape(_stem(name))}\.[0-9a-f]{{16}}\.tmp")

    def __enter__(self) -> Temporary:
        return self

    def __exit__(self, *_: object) -> None:
        if self._ours:
            with contextlib.suppress(OSError):
                os.unlink(self.name, dir_fd=self._folder)
        with contextlib.suppress(OSError):
            self.close()

    def exchanged(self, name: str) -> bool:
        """Swap places with what stands at `name`; False where the system cannot. Raises OSError.

        From then on what stands under the temporary name is not ours to delete, until `is_back`.
        """
        self._ours = False
        try:
            done = exchange(self._folder, self.name, name)
        except OSError:
            self._ours = True
            raise
        self._ours = not done
        return done

    def is_back(self) -> bool:
        """Whether this file stands under its temporary name again."""
        self._ours = os.path.samestat(self._status, stat_at(self._folder, self.name))
        return self._ours

    def lock(self) -> None:
        """Lock it before it gets its name, so that the next saver waits until this one is through."""
        with contextlib.suppress(OSError):
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def close(self) -> None:
        """Close it, once; raises OSError where the file system reports late that something went wrong."""
        fd, self.fd = self.fd, -1
        if fd >= 0:
            os.close(fd)


def exchange(folder: int, one: str, other: str) -> bool:
    """Swap what stands at two names, in one step; False where the system cannot. Raises OSError."""
    return _renameat2(folder, one, other, _EXCHANGE)


def rename_new(folder: int, one: str, other: str) -> bool:
    """Rename without replacing anything; False where the system cannot. Raises FileExistsError, OSError."""
    return _renameat2(folder, one, other, _NO_REPLACE)


def _renameat2(folder: int, one: str, other: str, flags: int) -> bool:
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is None:
        return False
    code = _called(lambda: function(folder, os.fsencode(one), folder, os.fsencode(other), flags))
    if code in UNSUPPORTED:
        return False
    if code:
        raise OSError(code, os.strerror(code), other)
    return True


def _called(call: Callable[[], int]) -> int:
    """Make a system call again while a signal interrupts it, as Python does with its own; 0 or the error."""
    while call() != 0:
        code = ctypes.get_errno()
        if code != errno.EINTR:
            return code
    return 0


def reserve(fd: int, size: int) -> None:
    """Make sure that `size` bytes fit on the disk before anything is overwritten; raises OSError.

    The visible size stays: a file that had grown would be torn if we were killed here.
    """
    function = getattr(ctypes.CDLL(None, use_errno=True), "fallocate", None)
    if function is None or size == 0:
        return
    code = _called(lambda: function(fd, _KEEP_SIZE, ctypes.c_int64(0), ctypes.c_int64(size)))
    if code and code not in UNSUPPORTED:
        raise OSError(code, os.strerror(code))


def attributes_kept(source: int, copy: int) -> bool:
    """Give `copy` the owner, group, mode, ACL and extended attributes of `source`; False where it cannot."""
    wanted, present = os.fstat(source), os.fstat(copy)
    try:
        if (wanted.st_uid, wanted.st_gid) != (present.st_uid, present.st_gid):
            owner = wanted.st_uid if wanted.st_uid != present.st_uid else -1
            os.fchown(copy, owner, wanted.st_gid)
        if not _copy_extended(source, copy):
            return False
        os.fchmod(copy, stat.S_IMODE(wanted.st_mode))
    except PermissionError:
        return False
    present = os.fstat(copy)
    return (wanted.st_uid, wanted.st_gid, wanted.st_mode) == (present.st_uid, present.st_gid, present.st_mode)


def _copy_extended(source: int, copy: int) -> bool:
    """Copy extended attributes; labels of the security module are the system's own affair."""
    if not hasattr(os, "listxattr"):
        return True
    try:
        names, surplus = os.listxattr(source), os.listxattr(copy)
    except OSError as error:
        if error.errno in UNSUPPORTED:
            return True
        raise
    for name in set(surplus) - set(names):
        # A default ACL of the folder, which the file itself does not have.
        if not name.startswith("security."):
            os.removexattr(copy, name)
    for name in names:
        if name.startswith("security."):
            continue
        try:
            os.setxattr(copy, name, os.getxattr(source, name))
        except OSError as error:
            if error.errno in (errno.EPERM, errno.EACCES, *UNSUPPORTED):
                return False
            raise
    return True
