"""Why nothing was saved, in sentences that say what is still safe."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

from model.files.descriptors import LOCK_WAIT, Busy
from model.journey.problem import UserError

SAFE = "The file is as it was, and your edits are kept."
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk is mounted read-only",
    errno.EACCES: "you may not write it",
    errno.EPERM: "you may not write it",
    errno.EIO: "the disk reported an error",
    errno.ENOTDIR: "a part of its path is not a folder",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "a link stands in its place",
    errno.EISDIR: "a folder stands in its place",
}


class CannotSave(UserError):
    """Nothing was saved; the message says why and what is still safe."""


class FileGone(CannotSave):
    """The file was deleted or moved away since it was read."""


class ChangedOnDisk(UserError):
    """Somebody else's version is in the file. Nothing was written; `current` is what the file holds."""

    def __init__(self, name: str, current: bytes) -> None:
        super().__init__(f"{name} was changed by another program; nothing was written.")
        self.current = current


def reason_of(error: OSError) -> str:
    """What the system refused, as a clause."""
    return _REASONS.get(error.errno or 0) or (error.strerror or "the system gave no reason").lower()


@contextlib.contextmanager
def told(name: str, *, there: bool = True) -> Iterator[None]:
    """Turn what the system refuses into a sentence; `there` says that the file was there before."""
    try:
        yield
    except FileNotFoundError:
        if there:
            raise FileGone(
                f"{name} is not there any more; nothing was written, and your edits are kept. "
                "Save them under a new name, or put the file back."
            ) from None
        raise CannotSave(
            f"{name} was not written: its folder does not exist; make the folder first."
        ) from None
    except Busy:
        raise CannotSave(
            f"{name} was not saved: another program has held it locked for {LOCK_WAIT:.0f} seconds. {SAFE}"
        ) from None
    except OSError as error:
        safe = SAFE if there else "Nothing was left behind."
        raise CannotSave(
            f"{name} was not {'saved' if there else 'written'}: {reason_of(error)}. {safe}"
        ) from None
