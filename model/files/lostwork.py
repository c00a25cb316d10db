"""What sessions that ended without saving left behind, read from their journals."""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from model.editing.conflict import Conflict
from model.editing.edits import Edit
from model.editing.recording import Unreadable, conflict_of, edit_of
from model.files.descriptors import read_all
from model.files.journal import SUFFIX
from model.files.journalline import (
    FORMAT,
    Draft,
    Entry,
    draft_of,
    hash_of,
    unpacked,
    whole_lines,
)
from model.files.limits import LARGEST_FILE
from model.files.statefolder import place_of_state, state_folder

LARGEST_JOURNAL = 256 << 20
"""No session comes near it; a journal beyond it is left alone."""


@dataclass(slots=True)
class LostWork:
    """The edits of one session that ended without saving them.

    Its journal stays locked, so that no other process offers the same, until `release` or `remove`.
    """

    path: Path
    edits: tuple[Edit, ...] = ()
    """In order, each made on what the one before left; without those that were undone."""
    text: bytes | None = None
    """The file that the first was made on; None where the journal is too damaged to say."""
    hash: str = ""
    """The hash of that file."""
    undecided: tuple[Conflict, ...] = ()
    """What somebody else had changed otherwise in that file, and nobody had chosen yet."""
    draft: Draft | None = None
    """What was being typed."""
    when: datetime | None = None
    """When the last entry was made, by the clock of then."""
    why: str = ""
    """Why the session ended; empty where nothing could be written any more."""
    damaged: int = 0
    """How many entries cannot be read; an edit that was just being written, and never shown, is none."""
    _fd: int = field(default=-1, repr=False)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to offer."""
        return not self.edits and self.draft is None

    def release(self) -> None:
        """Leave it as it is, for the next time."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            with contextlib.suppress(OSError):
                os.close(fd)

    def remove(self) -> None:
        """Delete the journal: what it holds is elsewhere, or nobody wants it."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
        self.release()


def anything_lost(path: str | os.PathLike[str]) -> bool:
    """Whether there are journals for the file at `path`, of the dead or the living; looks no further."""
    try:
        return any(each.suffix == SUFFIX for each in place_of_state(path).iterdir())
    except OSError:
        return False


def lost_work(path: str | os.PathLike[str]) -> list[LostWork]:
    """What was left behind for the file at `path`, the oldest first; without what has nothing to offer.

    A journal in which nothing can be read is renamed, so that it is reported once and never lost. Raises
    NoStateFolder where there are journals in a folder that somebody else may write.
    """
    place = place_of_state(path)
    try:
        found = sorted(place.glob(f"*{SUFFIX}"))
    except OSError:
        return []
    if not found:
        return []
    state_folder(path)
    works = [work for each in found if (work := _read(each)) is not None]
    return sorted(works, key=lambda work: (work.when is not None, work.when and work.when.timestamp()))


def _read(path: Path) -> LostWork | None:
    """What a journal says; None where its process lives, or nothing is in it."""
    try:
        fd = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    work = LostWork(path, _fd=fd)
    try:
        status = os.fstat(fd)
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not stat.S_ISREG(status.st_mode) or not 0 < status.st_nlink <= 1:
            work.release()
            return None
        raw = read_all(fd) if status.st_size <= LARGEST_JOURNAL else b"too long\n"
    except OSError:
        work.release()
        return None
    _understand(work, raw)
    if not work.empty:
        return work
    if not work.damaged:
        work.remove()
        return None
    with contextlib.suppress(OSError):
        work.path = path.rename(path.with_suffix(".unreadable"))
    return work


def _understand(work: LostWork, raw: bytes) -> None:
    edits: list[Edit] = []
    sure = 0  # the edits before a gap: an "undo" behind it may mean one that is missing
    for entry in whole_lines(raw):
        try:
            if entry is None:
                raise Unreadable("damaged")
            work.hash = entry["base"] if isinstance(entry.get("base"), str) else work.hash
            work.when = _moment(entry) or work.when
            sure = _take(work, entry, edits, sure)
        except Unreadable:
            work.damaged += 1
            sure = len(edits)
    work.edits = tuple(edits)


def _take(work: LostWork, entry: Entry, edits: list[Edit], sure: int) -> int:
    """Take one entry in; how many of the edits no "undo" may take back. Raises Unreadable."""
    match entry:
        case {"journal": version, "edits": list(listed)}:
            if version != FORMAT:
                raise Unreadable("another version")
            text = unpacked(entry.get("text"), LARGEST_FILE + 1)
            work.text = text if text is not None and hash_of(text) == work.hash else None
            edits[:] = [edit_of(each) for each in listed]
            work.draft = draft_of(entry.get("draft"))
            work.why, work.damaged = "", 0
            undecided = entry.get("undecided")
            work.undecided = tuple(map(conflict_of, undecided)) if isinstance(undecided, list) else ()
            return 0
        case {"edit": data}:
            edits.append(edit_of(data))
            work.draft = None
        case {"undo": True}:
            if len(edits) <= sure:
                raise Unreadable("nothing to undo")
            edits.pop()
            work.draft = None
        case {"draft": data}:
            work.draft = draft_of(data)
        case {"end": str(why)}:
            work.why = why
        case _:
            raise Unreadable("no entry of this version")
    return sure


def _moment(entry: Entry) -> datetime | None:
    try:
        moment = datetime.fromisoformat(entry["time"])
    except (KeyError, TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.astimezone()
