"""The earlier versions of a project file that can still be read: kept ones, snapshots, git revisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from model.files.keeping import Kept, Kind, history_of
from model.files.limits import LARGEST_FILE
from model.files.loading import Loaded, understood
from model.files.regular import Stamp, read_regular
from model.files.revisions import Revision, load_revision, revisions_of
from model.files.rights import owner_of
from model.files.snapshots import Snapshot, load_snapshot, snapshots_of

_KINDS = {
    Kind.SAVED: "saved",
    Kind.FOUND: "found in the file",
    Kind.LEFTOVER: "left by a save that was cut off",
    Kind.BEFORE: "set aside before a save",
    Kind.AFTER: "set aside for a save",
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """One version of a project file."""

    file: Path
    """The project file that this is a version of, links followed."""
    source: Kept | Snapshot | Revision
    """Where it lies."""

    @property
    def when(self) -> datetime | None:
        """When it was written, as far as that is known to the minute."""
        return None if isinstance(self.source, Snapshot) else self.source.when

    @property
    def day(self) -> date:
        """The day it is from, where this machine stands; of a commit, where its author stood."""
        if isinstance(self.source, Kept):
            return self.source.when.astimezone().date()
        return self.source.day

    @property
    def who(self) -> str:
        """Who wrote it: text of somebody else, or nothing where nobody knows."""
        if isinstance(self.source, Kept) and self.source.kind is not Kind.SAVED:
            return ""
        return self.source.author if isinstance(self.source, Revision) else owner_of(self.source.path)

    @property
    def name(self) -> str:
        """What it is, without when: text of a file name or a commit."""
        if isinstance(self.source, Revision):
            return f"git {self.source.short} {self.source.subject}"
        if isinstance(self.source, Snapshot):
            return f"snapshot '{self.source.name}'" if self.source.name else "snapshot"
        return _KINDS[self.source.kind]

    @property
    def label(self) -> str:
        """What it is called while it is looked at: text of a file name or a commit."""
        if isinstance(self.source, Revision):
            return f"git {self.source.day} {self.source.short} {self.source.subject}"
        if isinstance(self.source, Snapshot):
            return self.source.label
        when = self.source.when.astimezone()
        return f"{self.source.kind} {when:%Y-%m-%d %H:%M}"

    def label_on(self, today: date) -> str:
        """The same, without the day where that is today's: `saved 14:02`."""
        return self.label.replace(f" {today} ", " ", 1) if isinstance(self.source, Kept) else self.label

    def load(self) -> Loaded:
        """What it says; raises UserError. Single observations of a kept version are those of now."""
        if isinstance(self.source, Revision):
            return load_revision(self.file, self.source.id)[0]
        if isinstance(self.source, Snapshot):
            return load_snapshot(self.source.path)
        raw, status = read_regular(self.source.path, LARGEST_FILE)
        return understood(self.source.path, self.file, raw, Stamp.of(status))


def earlier_versions(file: Path) -> tuple[Earlier, ...]:
    """Kept versions, snapshots and the revisions that touched the file; the newest day first."""
    kept = [Earlier(file, each) for each in history_of(file).versions()]
    snapshots = [Earlier(file, each) for each in reversed(snapshots_of(file))]
    revisions = [Earlier(file, each) for each in revisions_of(file)]
    return tuple(sorted([*kept, *snapshots, *revisions], key=lambda each: each.day, reverse=True))
