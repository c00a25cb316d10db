"""The earlier versions of the open file, found and read off the screen's thread while the history is open."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from itertools import groupby
from time import monotonic
from typing import TYPE_CHECKING

from model.editing.telling import told_between
from model.files.earlier import Earlier, earlier_versions
from model.files.loading import Loaded
from model.journey.problem import UserError
from tui.acts.goingback import selected_version
from tui.lists.chronicle import Version
from tui.screens.comparing import compare_with

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow
    from tui.screens.journey import JourneyScreen

READ_UNASKED = 512 * 1024
"""Bytes of a version beyond which it is only read for whoever asks."""
_MOST_TOLD = 20
"""Versions of one kind that are told from each other."""
_APART = 1.0
"""Seconds between two repaints while versions are read."""


class Recalling:
    """Looks for earlier versions once the history is in front, and tells each from the one before it."""

    def __init__(self, screen: JourneyScreen) -> None:
        self._screen = screen
        self._known: dict[Earlier, Version] = {}
        self._looking = False

    def follow(self) -> None:
        """Begin to look, where the history is in front and nobody has looked."""
        workspace = self._screen.workspace
        if workspace.view == "history" and workspace.chronicle.versions is None and not self._looking:
            self._looking = True
            self._screen.run_worker(self._look())

    @property
    def looking(self) -> bool:
        """Whether versions are being read."""
        return self._looking

    async def _look(self) -> None:
        try:
            found = await asyncio.to_thread(earlier_versions, self._screen.gapline.file.loaded.real)
            shown = 0.0
            for kind in _by_kind(found):
                async for _ in self._tell(kind):
                    if self._screen.workspace.view != "history":
                        return
                    if monotonic() - shown > _APART:
                        shown = monotonic()
                        self._show(found)
        finally:
            self._looking = False
        self._show(found)

    async def _tell(self, kind: Sequence[Earlier]) -> AsyncIterator[None]:
        """Tell the versions of one kind, the newest first, each from the next older one."""
        newer: Loaded | None = None
        for at, each in enumerate(kind[:_MOST_TOLD]):
            if at + 1 == len(kind):
                self._known[each] = Version(each, first=True)
                return
            older = kind[at + 1]
            known = self._known.get(each)
            if known is None or known.first or known.told is None:
                newer = newer or await asyncio.to_thread(_read, each)
                other = await asyncio.to_thread(_read, older)
                self._known[each] = await asyncio.to_thread(_told, each, other, newer)
                newer = other
            yield

    def _show(self, found: Sequence[Earlier]) -> None:
        workspace = self._screen.workspace
        versions = tuple(self._known.get(each, Version(each)) for each in found)
        self._screen.show(replace(workspace, chronicle=replace(workspace.chronicle, versions=versions)))


def _by_kind(found: Sequence[Earlier]) -> list[list[Earlier]]:
    """Kept versions, snapshots and revisions apart, each in its order."""
    ordered = sorted(found, key=lambda each: type(each.source).__name__)
    return [list(group) for _, group in groupby(ordered, key=lambda each: type(each.source))]


def _read(earlier: Earlier) -> Loaded | None:
    try:
        return earlier.load()
    except UserError:
        return None


def _told(earlier: Earlier, older: Loaded | None, newer: Loaded | None) -> Version:
    """What a version changed; nothing where one of the two is too large, or cannot be read."""
    if older is None or newer is None or max(len(older.raw), len(newer.raw)) > READ_UNASKED:
        return Version(earlier)
    if older.project is None or newer.project is None or older.problems or newer.problems:
        return Version(earlier)
    return Version(earlier, told_between(older.project, newer.project))


async def compare_selected(screen: Asking) -> None:
    """Show the selected earlier version beside the project as it stands."""
    if screen.workspace.view != "history":
        words = "H shows the history; Enter there goes back to the selected line."
        screen.show_workspace(screen.workspace.saying(words))
        return
    version = selected_version(screen.workspace)
    if version is None:
        return
    await compare_with(screen, version.earlier)


FLOWS: dict[str, Flow] = {"history.back": compare_selected}
"""The command of this file by its id."""
