"""What the rules notice in the project on the screen, kept up with every change of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.lists.findinglist import notice
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.journey import JourneyScreen

LOOKED_AT_ONCE = 100
"""Up to so many touchpoints the rules look at every state in passing; after an edit it takes 1 ms."""
PAUSE = 0.2
"""Seconds without a change after which they look at a larger project again."""


class Noticing:
    """Lets the rules look at every workspace that is shown."""

    def __init__(self, screen: JourneyScreen) -> None:
        self._screen = screen
        self.looking = False
        """Whether the rules are looking at a state of the project off the screen's thread."""

    def follow(self, workspace: Workspace) -> Workspace:
        """With what the rules notice in it now; in a large project they look when nothing else is to do."""
        known = workspace.noticed
        if known is not None and known.scores is workspace.scores:
            return workspace
        if known is not None and len(workspace.project.touchpoints) <= LOOKED_AT_ONCE:
            return replace(workspace, noticed=notice(workspace.scores, workspace.today, known))
        if not self.looking:
            self.looking = True
            self._screen.run_worker(self._look_through())
        return workspace

    async def _look_through(self) -> None:
        """Let the rules look until they have seen the project as it stands."""
        screen = self._screen
        try:
            while screen.workspace.noticed is None or (
                screen.workspace.noticed.scores is not screen.workspace.scores
            ):
                scores, today = screen.workspace.scores, screen.workspace.today
                # Nor does the first look keep a large project that just opened from answering its first keys.
                if screen.workspace.noticed is not None or len(scores.project.touchpoints) > LOOKED_AT_ONCE:
                    await asyncio.sleep(PAUSE)
                    if screen.workspace.scores is not scores:
                        continue
                found = await asyncio.to_thread(notice, scores, today, screen.workspace.noticed)
                screen.workspace = replace(screen.workspace, noticed=found)
        finally:
            self.looking = False
        screen.show(screen.workspace)
