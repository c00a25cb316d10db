"""The two commands around snapshots: making one, and choosing what to compare with."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from model.editing.compare import compare
from model.files.earlier import Earlier, earlier_versions
from model.files.snapshots import Snapshot, Taken, take_snapshot
from model.files.trend import trend_of
from model.journey.problem import UserError
from tui.acts.moving import show_view
from tui.against import Against
from tui.progress import Progress
from tui.screens.atlength import at_length
from tui.text import show
from tui.views.popup import listed
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


async def choose(screen: Asking) -> None:
    """Ask which version to compare with, and show the comparison."""
    file = screen.gapline.file.loaded.real
    found = await asyncio.to_thread(earlier_versions, file)
    if not found:
        words = "There is nothing to compare with: no snapshot and no git revision of this file. S makes one."
        screen.show_workspace(screen.workspace.saying(words))
        return
    today = screen.workspace.today
    options = listed((_named(each, today), str(at)) for at, each in enumerate(found))
    chosen = await screen.choose("Compare with", options)
    if chosen is None:
        return
    await compare_with(screen, found[int(chosen)])


async def compare_with(screen: Asking, earlier: Earlier) -> None:
    """Show the project as it stands beside an earlier version."""
    title = f"Comparing with {_named(earlier, screen.workspace.today)}"
    against = await at_length(screen.gapline, title, partial(_beside, earlier, screen.workspace))
    screen.show_workspace(replace(show_view(screen.workspace, "compare"), against=against))


def _named(earlier: Earlier, today: date) -> str:
    """What a version is called in the list."""
    label = earlier.label_on(today)
    return f"snapshot {label}" if isinstance(earlier.source, Snapshot) else label


def _beside(earlier: Earlier, workspace: Workspace, progress: Progress) -> Against:
    """The slow part, off the screen's thread: read, compare, split, and score the snapshots."""
    progress.step("Reading the version")
    loaded = earlier.load()
    label = earlier.label_on(workspace.today)
    if loaded.project is None or loaded.problems:
        first = f" {loaded.problems[0].sentence}" if loaded.problems else ""
        raise UserError(f"{show(label)} has problems and cannot be compared with.{first}")
    progress.step("Comparing the two")
    comparison = compare(
        loaded.project, workspace.project, as_of=workspace.today, then=earlier.day, after=workspace.scores
    )
    progress.step("Reading the snapshots for the trend")
    against = Against(label, loaded.project, comparison, trend_of(earlier.file))
    progress.step("Splitting the change by its causes")
    # Worked out here, so that the first picture has no more to do than any other.
    _ = comparison.parts, against.lines
    return against


async def snapshot(screen: Asking) -> None:
    """Ask for a name and copy the file as it is on disk."""
    name = await screen.type_line("Keep a snapshot of the file", hint="A name, or none  Enter keep  Esc back")
    if name is None:
        return
    day = screen.workspace.today
    path = screen.gapline.file.loaded.path

    def take(progress: Progress) -> Taken:
        progress.last("Reading and copying the file")
        return take_snapshot(path, day, name)

    taken = await at_length(screen.gapline, "Keeping a snapshot", take)
    words = (
        f"Snapshot {show(taken.path.name)} kept in {show(str(taken.path.parent.parent.name))}. C compares."
    )
    if screen.workspace.plan.unsaved:
        words += " What is not saved yet is not in it."
    if not taken.confirmed:
        words += " The disk did not confirm it."
    screen.show_workspace(screen.workspace.saying(words))


FLOWS: dict[str, Flow] = {
    "compare": choose,
    "snapshot": snapshot,
}
"""The commands of this file by their ids."""
