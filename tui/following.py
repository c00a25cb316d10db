"""Following: what others save is on this screen within a second, and nothing typed here is lost by it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from model.files.loading import Loaded
from model.files.presence import Here
from model.files.watching import Company, News, Watch
from tui.attending import Attending, meeting

if TYPE_CHECKING:
    from tui.app import GaplineApp

EVERY = 0.5
"""Seconds between two looks at the file and at who is here."""


class Following:
    """Looks at the file now and then, and takes over what changed when nobody would be disturbed."""

    def __init__(self, app: GaplineApp, loaded: Loaded, attending: Attending) -> None:
        self._app = app
        self._attending = attending
        self._watch = Watch(loaded.real, loaded.stamp)

    async def watch(self) -> None:
        """Look for ever."""
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """One look: who is here, and whether the file is another."""
        here = self._attending.here(self._app.journey.workspace)
        company, _ = await asyncio.to_thread(self._seen, here)
        self._meet(company)

    def _seen(self, here: Here) -> tuple[Company, News]:
        return self._attending.look(here), self._watch.look()

    def _meet(self, company: Company) -> None:
        screen = self._app.journey
        met = meeting(screen.workspace, company)
        if met is not screen.workspace:
            screen.show(met)

    async def switch(self) -> None:
        """Begin or stop to take over what others save."""
