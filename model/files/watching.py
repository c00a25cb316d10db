"""Watching a file and its surroundings: whether it changed, and who else has it open.

By looking, not by being told: a network file system tells nobody what another machine did.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from model.files.editorlocks import EditorLock, lock_at, names_of_locks
from model.files.presence import Person, alive, prefix_of, seen_at, sweep
from model.files.regular import Stamp

News = Literal["same", "changed", "gone"]

_TICK = 0.05
"""Seconds within which a file can be written twice and bear the same times: file systems tick."""
_RESCAN = 5.0
"""Seconds after which the folder is listed again, whatever its own times say."""
_MOST = 64
"""Presence files that are looked at. Nobody works with so many, but anybody can make them."""


class Watch:
    """One file, looked at by its stamp: no byte of it is read."""

    def __init__(self, path: Path, stamp: Stamp) -> None:
        self.path = path
        self._stamp: Stamp | None = stamp
        self._settled = False
        self.latest: Stamp | None = stamp
        """What the last look saw; None where nothing stood there."""

    def look(self) -> News:
        """Whether it may differ from what `read` was told of last; asks no more than one stat."""
        try:
            stamp = self.latest = Stamp.of(self.path.stat())
        except OSError:
            self.latest = None
            return "same" if self._stamp is None else "gone"
        return "same" if stamp == self._stamp and self._settled else "changed"

    def read(self, stamp: Stamp | None) -> None:
        """Tell it which version was read; None for that it is gone."""
        self._stamp = stamp
        now = time.time_ns()
        # Read in the very moment it was written it may change once more and look the same.
        self._settled = stamp is None or all(
            abs(now - each) > _TICK * 1e9 for each in (stamp.mtime_ns, stamp.ctime_ns)
        )


@dataclass(frozen=True, slots=True)
class Company:
    """Who else has the project open."""

    people: tuple[Person, ...] = ()
    """Other sessions of Gapline, those who came first in front."""
    editors: tuple[EditorLock, ...] = ()

    @property
    def pen(self) -> Person | None:
        """Who of them took the pen last."""
        holders = [each for each in self.people if each.here.pen]
        return max(holders, key=lambda each: each.here.pen, default=None)


class Surroundings:
    """The folder of a project: presence files and locks of editors, read again only where they changed."""

    def __init__(self, project: Path, own: Path) -> None:
        """`own` is the presence file of this session, which is not company."""
        self._project = project
        self._own = own.name
        self._prefix = prefix_of(project.name)
        self._locks = names_of_locks(project.name)
        self._listed: tuple[str, ...] = ()
        self._folder: tuple[int, float] = (-1, 0.0)
        self._seen: dict[str, tuple[Stamp, Person, str] | None] = {}

    def look(self) -> Company:
        """Who is there now. What cannot be read is nobody."""
        folder = self._project.parent
        people = []
        for name in self._names():
            seen = self._presence(folder / name)
            if seen is None:
                continue
            stamp, person, machine = seen
            if alive(person.pid, machine, stamp, time.time()):
                people.append(person)
            else:
                sweep(folder / name)
        people.sort(key=lambda each: (each.here.since, each.user, each.pid))
        editors = [lock for name in self._locks if (lock := lock_at(folder / name)) is not None]
        return Company(tuple(people), tuple(dict.fromkeys(editors)))

    def _names(self) -> tuple[str, ...]:
        try:
            changed = self._project.parent.stat().st_mtime_ns
        except OSError:
            return ()
        now = time.monotonic()
        known, then = self._folder
        if changed != known or now - then > _RESCAN:
            self._folder = changed, now
            try:
                with os.scandir(self._project.parent) as entries:
                    names = [
                        each.name
                        for each in entries
                        if each.name.startswith(self._prefix) and each.name != self._own
                    ]
            except OSError:
                names = []
            self._listed = tuple(sorted(names)[:_MOST])
            self._seen = {name: seen for name, seen in self._seen.items() if name in self._listed}
        return self._listed

    def _presence(self, path: Path) -> tuple[Stamp, Person, str] | None:
        try:
            stamp = Stamp.of(path.lstat())
        except OSError:
            return None
        known = self._seen.get(path.name)
        if known is None or known[0] != stamp:
            known = self._seen[path.name] = seen_at(path)
        return known
