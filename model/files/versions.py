"""A version of a project by the name somebody types: a file, a snapshot, or `FILE@REV` for a git revision."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from model.files.loading import Loaded
from model.files.revisions import is_revision, load_revision
from model.files.snapshots import load_snapshot, snapshot_at


@dataclass(frozen=True, slots=True)
class Version:
    """What was read, and what is known about when."""

    loaded: Loaded
    name: str
    """As it was named, without its folder."""
    revision: str | None = None
    """The full hash of the commit, for one from git."""
    day: date | None = None
    """The day of the snapshot or the commit; None for a file, which says nothing about it."""


def load_version(text: str) -> Version:
    """The version called `text`.

    A file of exactly this name comes first, whatever is in it; else what follows an `@` is a
    revision. Raises CannotRead, NoRevision.
    """
    path = Path(text)
    split = None if os.path.lexists(path) else split_revision(text)
    if split is None:
        snapshot = snapshot_at(path)
        return Version(load_snapshot(path), path.name, None, snapshot.day if snapshot else None)
    file, revision = split
    loaded, found = load_revision(file, revision)
    return Version(loaded, f"{file.name}@{revision}", found.id, found.day)


def split_revision(text: str) -> tuple[Path, str] | None:
    """File and revision of `FILE@REV`: the longest name that is a file, else all before the last `@`."""
    spots = [at for at, letter in enumerate(text) if letter == "@" and 0 < at < len(text) - 1]
    if not spots:
        return None
    files = [spot for spot in reversed(spots) if Path(text[:spot]).is_file()]
    at = next((spot for spot in files if is_revision(text[spot + 1 :])), files[0] if files else spots[-1])
    return Path(text[:at]), text[at + 1 :]
