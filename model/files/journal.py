"""The journal: every edit that is not saved yet, on disk before the screen says that it is done.

A process has a journal of its own for a file, in the private folder of that file, and holds it locked
while it lives. Whatever ends the process, the next one finds the journal unlocked and offers what is in
it; see `lostwork`.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from operator import is_
from pathlib import Path

from model.editing.recording import recorded
from model.editing.session import Session, State
from model.editing.way import Stretch, way
from model.files.journalline import Draft, Entry, beginning, draft_data, hash_of, line_of
from model.files.statefolder import NoStateFolder, state_folder

SUFFIX = ".journal"
PATIENCE = 1.0
"""Seconds that an edit waits for the disk; then it is shown, with the warning that it is not safe yet."""


class Journal:
    """What this process has not saved, written down as it happens.

    Nothing is written before the first edit. Nothing here raises: without a journal one can still work,
    and what the person has to know is returned as a sentence.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        session: Session,
        now: Callable[[], datetime],
    ) -> None:
        self._real = Path(os.path.realpath(path))
        self._now = now
        self._disk = session.disk
        self._text = session.disk_text or b""
        self._hash = hash_of(self._text)
        self._undecided = session.undecided
        self._here = session.state
        self._stretches: list[Stretch] = []
        """From the state that is on disk to the present one, without what was undone."""
        self._draft: Draft | None = None
        self._seq = 0
        self._begun = False
        """Whether the file says on what its edits were made; else the next line has to."""
        self._filled = False
        """Whether anything is in the file, be it void."""
        self._told = ""
        self._noted = False
        """Whether something was sent that nobody waited for yet."""
        self._hangs = False
        """Whether the disk did not answer the last time."""
        self._writer: ThreadPoolExecutor | None = None
        self._under_way: Future[None] | None = None
        self._file = _File(self._real)

    @property
    def keeps(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self._stretches) or self._draft is not None

    @property
    def safe(self) -> bool:
        """Whether all there is to keep is on disk, as far as is known."""
        return not self._told

    def begin(self, session: Session) -> None:
        """Write down how the session came from where it was to where it is; waits for nothing."""
        known = self._here, self._disk, self._undecided
        if all(map(is_, (session.state, session.disk, session.undecided), known)):
            return
        entries = self._followed(session)
        if entries:
            self._draft = None
        self._send(entries)
        self._noted = True

    def note(self, session: Session) -> str:
        """Write down what `begin` did not, and wait for the disk.

        Returns what the person has to be told about it, which is nothing as long as all goes well.
        """
        self.begin(session)
        if not self._noted:
            return ""
        self._noted = False
        return self._kept()

    def typing(self, draft: Draft | None) -> None:
        """Write down what is being typed, or that nothing is any more; waits for nothing."""
        if draft != self._draft:
            self._draft = draft
            if not self.keeps:
                self._told = ""
            self._send([self._entry({"draft": draft_data(draft) if draft else None})])

    def again(self) -> str:
        """Try once more where the last time failed; returns what the person has to be told."""
        if not self._told:
            return ""
        self._send([])
        return self._kept()

    def end(self, why: str) -> None:
        """The process is about to end without having saved: write down why."""
        if self.keeps:
            self._send([self._entry({"end": why})])
            self._wait(PATIENCE)

    def close(self, *, discard: bool = False) -> None:
        """Let go of the journal; it is removed where nothing is left in it to keep, or with `discard`."""
        if self._writer is None:
            return
        if discard or not self.keeps:
            self._submit(self._file.remove)
        self._submit(self._file.close)
        self._wait(PATIENCE)
        self._writer.shutdown(wait=False)
        self._writer = None

    # -- what is written ----------------------------------------------------------------------------

    def _followed(self, session: Session) -> list[Entry]:
        """Go to where the session is; the entries that tell how."""
        if session.disk is not self._disk:
            self._rebase(session)
        entries: list[Entry] = []
        if session.undecided != self._undecided:
            self._undecided = session.undecided
            self._begun = False
        for stretch in way(self._here, session.state):
            if self._stretches and stretch.state is self._before_last:
                self._stretches.pop()
                entries.append(self._entry({"undo": True}))
            else:
                self._stretches.append(stretch)
                entries.append(self._entry({"edit": recorded(stretch.edit)}))
            self._here = stretch.state
        return entries

    @property
    def _before_last(self) -> State | None:
        return self._stretches[-2].state if len(self._stretches) > 1 else self._disk

    def _rebase(self, session: Session) -> None:
        """Something else is on disk now: it was saved, merged or read again."""
        self._disk, self._text = session.disk, session.disk_text or b""
        self._hash = hash_of(self._text)
        self._begun = False
        self._stretches = []
        self._here = session.disk or session.state
        # What was told of is no longer at stake; what is left is told of if it fails, else there is no news.
        self._told = ""

    def _start(self) -> Entry:
        """All there is to keep, in one entry that makes those before it void."""
        edits = [each.edit for each in self._stretches]
        return self._entry(beginning(self._text, edits, self._draft, self._undecided))

    def _entry(self, data: Entry) -> Entry:
        # Numbered, since a clock may jump; each with the hash of what it was made on.
        self._seq += 1
        return {
            "seq": self._seq,
            "time": self._now().isoformat(timespec="seconds"),
            "base": self._hash,
            **data,
        }

    # -- how it is written --------------------------------------------------------------------------

    def _kept(self) -> str:
        """Wait for what was sent, and try once more with all of it where that failed; what has to be told."""
        # Who waited for a disk that hangs is not made to wait for it again at every key.
        patience = 0 if self._hangs else PATIENCE
        trouble = self._wait(patience)
        self._hangs = self._slow
        if not self.keeps:
            self._told = ""
            return ""
        if trouble and not self._hangs:
            self._begun = False
            self._send([])
            trouble = self._wait(patience)
        if trouble:
            words = _NOT_KEPT.format(reason=trouble)
            told, self._told = self._told, words
            return words if words != told else ""
        told, self._told = self._told, ""
        return "Unsaved edits are kept again, whatever happens to the connection." if told else ""

    def _send(self, entries: list[Entry]) -> None:
        if not self.keeps:
            if self._filled:
                self._begun = self._filled = False
                self._submit(self._file.clear)
        elif not self._begun:
            self._begun = self._filled = True
            data = line_of(self._start())
            self._submit(lambda: self._file.begin(data))
        elif entries:
            data = b"".join(map(line_of, entries))
            self._submit(lambda: self._file.append(data))

    def _submit(self, task: Callable[[], None]) -> None:
        # One thread, so that all is written in order, and a disk that hangs does not stop the screen.
        if self._writer is None:
            self._writer = ThreadPoolExecutor(1, "journal")
        self._under_way = self._writer.submit(task)

    @property
    def _slow(self) -> bool:
        return self._under_way is not None and not self._under_way.done()

    def _wait(self, patience: float) -> str:
        """Wait for what was sent last; why it is not on disk, if it is not."""
        if self._under_way is None:
            return ""
        wait([self._under_way], patience)
        if self._slow:
            return "the disk does not answer."
        error = self._under_way.exception()
        if isinstance(error, NoStateFolder):
            return f"{str(error).rstrip('.')}."
        if isinstance(error, OSError):
            return f"the journal cannot be written, {(error.strerror or 'for no given reason').lower()}."
        if error is not None:
            raise error
        return ""


_NOT_KEPT = (
    "Unsaved edits would be lost with the connection: {reason} You can go on working; save often with ctrl+s."
)


class _File:
    """The file of one journal: made when there is something to write, locked until it is closed."""

    def __init__(self, real: Path) -> None:
        self._real = real
        self._fd = -1
        self._path: Path | None = None
        self._failed = False
        self._old: list[Path] = []
        """Files that failed; what they hold is all that is safe until a new one is written."""

    def begin(self, data: bytes) -> None:
        """Write a line that makes all before it void; into a new file where the old one failed."""
        if self._fd < 0 or self._failed or os.fstat(self._fd).st_nlink == 0:
            if self._path is not None:
                self._old.append(self._path)
            self.close()
            self._open()
        self._failed = True
        self._write(data)
        self._failed = False
        self._forget_old()

    def append(self, data: bytes) -> None:
        """Write more lines; raises OSError, and from then on nothing goes into this file any more."""
        # A file that somebody deleted takes lines that nobody will ever read.
        if self._failed or self._fd < 0 or os.fstat(self._fd).st_nlink == 0:
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        self._failed = True
        self._write(data)
        self._failed = False

    def clear(self) -> None:
        """Take everything out: it is saved."""
        if self._fd >= 0:
            os.ftruncate(self._fd, 0)

    def remove(self) -> None:
        """Delete the file, still locked, so that nobody takes it for one that was left behind."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)
        self._forget_old()

    def _forget_old(self) -> None:
        while self._old:
            self._old.pop().unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        fd, self._fd, self._path = self._fd, -1, None
        if fd >= 0:
            with contextlib.suppress(OSError):
                os.close(fd)

    def _open(self) -> None:
        folder = state_folder(self._real)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        while True:
            path = folder / f"{secrets.token_hex(8)}{SUFFIX}"
            fd = os.open(path, flags, 0o600)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                theirs = os.fstat(fd).st_nlink == 0
            except BlockingIOError:
                theirs = True
            except OSError:
                os.close(fd)
                raise
            if not theirs:
                self._fd, self._path = fd, path
                return
            # Another process came between making and locking it, and took it for one left behind.
            os.close(fd)

    def _write(self, data: bytes) -> None:
        if os.write(self._fd, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fdatasync(self._fd)
