"""Dated copies of a project file, in the folder `.snapshots` beside it: made by one command, read by Compare.

Beside `shop.toml` they lie in `.snapshots/shop/`, so that several projects may share a folder. Their
names begin with the day: `2026-11-22.toml`, then `2026-11-22-2.toml`, or `2026-11-22-before-the-move.toml`.
Files with single observations that the project names lie in a folder of the same name ending in `.files`.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from model.files.limits import LARGEST_FILE
from model.files.loading import Loaded, understood
from model.files.refusals import CannotSave
from model.files.regular import Stamp, read_regular
from model.files.saving import create
from model.journey.expectation import ObservationFile
from model.journey.naming import derived_id
from model.journey.project import Project

FOLDER = ".snapshots"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-([a-z0-9-]+))?\.toml")
_MOST_A_DAY = 1000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One dated copy."""

    path: Path
    day: date
    name: str = ""
    """What it was called, or the number that tells it from others of its day; empty for the first."""

    @property
    def label(self) -> str:
        """`2026-11-22 'before-the-move'`."""
        return f"{self.day} '{self.name}'" if self.name else str(self.day)


@dataclass(frozen=True, slots=True)
class Taken:
    """A snapshot that was just made."""

    path: Path
    confirmed: bool
    """Whether the disk confirmed it."""
    problems: int = 0
    """How many problems the file has, and so its copy."""


def folder_of(file: Path) -> Path:
    """Where the snapshots of a project file lie, links to the file followed."""
    real = Path(os.path.realpath(file))
    return real.parent / FOLDER / (real.stem if real.suffix == ".toml" else real.name)


def snapshots_of(file: Path) -> tuple[Snapshot, ...]:
    """The snapshots of a project file, the oldest first; of one day, in the order of their names."""
    try:
        paths = list(folder_of(file).iterdir())
    except OSError:
        return ()
    found = [each for each in map(snapshot_at, paths) if each is not None]
    return tuple(sorted(found, key=lambda each: (each.day, _natural(each.name))))


def snapshot_at(path: Path) -> Snapshot | None:
    """The snapshot that is known by this path; None for any other file."""
    parts = _NAME.fullmatch(path.name)
    if parts is None or Path(os.path.realpath(path)).parent.parent.name != FOLDER:
        return None
    try:
        return Snapshot(path, date.fromisoformat(parts[1]), parts[2] or "")
    except ValueError:
        return None


def _natural(name: str) -> list[tuple[int, str]]:
    """Numbers in a name in the order of their size: `2` before `10`."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name) if part]


def take_snapshot(file: Path, day: date, name: str = "") -> Taken:
    """Copy a project file, byte by byte, to a new name of this day; never over anything.

    Raises CannotRead where `file` is no project file, CannotSave where the copy cannot be written.
    """
    raw, status = read_regular(file, LARGEST_FILE)
    real = Path(os.path.realpath(file))
    loaded = understood(file, real, raw, Stamp.of(status))
    folder = folder_of(file)
    _make(folder.parent)
    _make(folder)
    slug = f"{day}-{derived_id(name, (), 'snapshot')}" if name.strip() else str(day)
    for number in range(1, _MOST_A_DAY):
        path = folder / f"{slug}{f'-{number}' if number > 1 else ''}.toml"
        if os.path.lexists(path) or os.path.lexists(_beside(path)):
            continue
        if not loaded.problems:
            _copy_observations(loaded, path)
        try:
            return Taken(path, create(path, raw).confirmed, len(loaded.problems))
        except CannotSave:
            # Somebody else may have taken the name at this very moment: the next one then.
            if not os.path.lexists(path):
                raise
    raise CannotSave(f"{folder} holds {_MOST_A_DAY} snapshots called {slug}; give this one another name.")


def load_snapshot(path: Path) -> Loaded:
    """Read a project file, with the observations that were copied with it where it is a snapshot.

    Raises CannotRead.
    """
    raw, status = read_regular(path, LARGEST_FILE)
    real = Path(os.path.realpath(path))
    beside = _beside(real)
    if snapshot_at(path) is not None and beside.is_dir():
        real = beside / real.name
    return understood(path, real, raw, Stamp.of(status))


def observation_files(project: Project | None) -> tuple[str, ...]:
    """The files of single observations that the rows of a project name, each once."""
    rows = [row.observations for each in project.touchpoints for row in each.expectations] if project else []
    return tuple(dict.fromkeys(each.file for each in rows if isinstance(each, ObservationFile)))


def _beside(path: Path) -> Path:
    return path.with_suffix(".files")


def _copy_observations(loaded: Loaded, path: Path) -> None:
    """Copy what the rows are scored from. Reading them has shown that they lie in the project's folder."""
    for name in observation_files(loaded.project):
        raw, _ = read_regular(loaded.real.parent / name, LARGEST_FILE)
        copy = _beside(path) / name
        _make(_beside(path))
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _no_folder(copy.parent, error) from None
        create(copy, raw)


def _make(folder: Path) -> None:
    """Make a folder, or see that it is one and no link that leads elsewhere."""
    try:
        folder.mkdir()
    except FileExistsError:
        if folder.is_symlink() or not folder.is_dir():
            raise CannotSave(
                f"{folder} is a link or no folder; no snapshot was made; remove it or move it away."
            ) from None
    except OSError as error:
        raise _no_folder(folder, error) from None


def _no_folder(folder: Path, error: OSError) -> CannotSave:
    reason = (error.strerror or "the system gave no reason").lower()
    return CannotSave(f"{folder} could not be made: {reason}; no snapshot was made.")
