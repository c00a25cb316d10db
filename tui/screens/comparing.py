"""The two commands around snapshots: making one, and choosing what to compare with."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from model.editing.compare import compare
from model.files.keeping import Kept, history_of
from model.files.limits import LARGEST_FILE
from model.files.loading import Loaded, Stamp, read_regular, understood
from model.files.revisions import load_revision, revisions_of
from model.files.snapshots import load_snapshot, snapshots_of, take_snapshot
from model.files.trend import trend_of
from model.journey.problem import UserError
from tui.against import Against
from tui.moving import show_view
from tui.text import show
from tui.views.popup import Option
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.asking import Asking

_KEYS = "123456789abcdefghimnopqrstuvwxyz"
"""The keys of a list; j, k and l are left to those who expect them to move."""


@dataclass(frozen=True, slots=True)
class _Earlier:
    """A version that can be compared with."""

    day: date
    label: str
    """What it is called while it is compared with."""
    path: Path
    revision: str = ""
    beside: Path | None = None
    """For a kept version, the file it is a version of: single observations are looked for beside it."""

    @property
    def words(self) -> str:
        """What it is called in the list."""
        return self.label if self.revision or self.beside else f"snapshot {self.label}"

    def load(self) -> Loaded:
        """What it says; raises UserError."""
        if self.revision:
            return load_revision(self.path, self.revision)[0]
        if self.beside:
            raw, status = read_regular(self.path, LARGEST_FILE)
            return understood(self.path, self.beside, raw, Stamp.of(status))
        return load_snapshot(self.path)


async def choose(screen: Asking) -> None:
    """Ask which version to compare with, and show the comparison."""
    file = screen.gapline.file.loaded.real
    found = await asyncio.to_thread(_earlier, file, screen.workspace.today)
    if not found:
        words = "There is nothing to compare with: no snapshot and no git revision of this file. S makes one."
        screen.show_workspace(screen.workspace.saying(words))
        return
    keys = [*_KEYS, *[""] * len(found)]
    options = [
        Option(key, each.words, str(at)) for at, (key, each) in enumerate(zip(keys, found, strict=False))
    ]
    chosen = await screen.choose("Compare with", options)
    if chosen is None:
        return
    against = await asyncio.to_thread(_beside, found[int(chosen)], file, screen.workspace)
    screen.show_workspace(replace(show_view(screen.workspace, "compare"), against=against))


def _earlier(file: Path, today: date) -> list[_Earlier]:
    """Kept versions, snapshots and the revisions that touched the file; the newest day first."""
    kept = [_kept(each, file, today) for each in history_of(file).versions()]
    snapshots = [_Earlier(each.day, each.label, each.path) for each in snapshots_of(file)]
    revisions = [
        _Earlier(each.day, f"git {each.day} {each.short} {each.subject}", file, each.id)
        for each in revisions_of(file)
    ]
    return sorted([*kept, *reversed(snapshots), *revisions], key=lambda each: each.day, reverse=True)


def _kept(version: Kept, file: Path, today: date) -> _Earlier:
    """`saved 14:02`, `found 14:02` for what a save took the place of; with the day where it is not today."""
    when = version.when.astimezone()
    label = (
        f"{version.kind} {when:%H:%M}" if when.date() == today else f"{version.kind} {when:%Y-%m-%d %H:%M}"
    )
    return _Earlier(when.date(), label, version.path, beside=file)


def _beside(earlier: _Earlier, file: Path, workspace: Workspace) -> Against:
    """The slow part, off the screen's thread: read, compare, split, and score the snapshots."""
    loaded = earlier.load()
    if loaded.project is None or loaded.problems:
        first = f" {loaded.problems[0].sentence}" if loaded.problems else ""
        raise UserError(f"{show(earlier.label)} has problems and cannot be compared with.{first}")
    comparison = compare(
        loaded.project, workspace.project, as_of=workspace.today, then=earlier.day, after=workspace.scores
    )
    against = Against(earlier.label, loaded.project, comparison, trend_of(file))
    # Worked out here, so that the first picture has no more to do than any other.
    _ = comparison.parts, against.lines
    return against


async def snapshot(screen: Asking) -> None:
    """Ask for a name and copy the file as it is on disk."""
    name = await screen.type_line("Keep a snapshot of the file", hint="A name, or none  Enter keep  Esc back")
    if name is None:
        return
    day = screen.workspace.today
    taken = await asyncio.to_thread(take_snapshot, screen.gapline.file.loaded.path, day, name)
    words = (
        f"Snapshot {show(taken.path.name)} kept in {show(str(taken.path.parent.parent.name))}. C compares."
    )
    if screen.workspace.plan.unsaved:
        words += " What is not saved yet is not in it."
    if not taken.confirmed:
        words += " The disk did not confirm it."
    screen.show_workspace(screen.workspace.saying(words))
