"""The application: one project in one terminal, its file, and the way out."""

from __future__ import annotations

import gc
import os
from datetime import date
from pathlib import Path

from model.files.loading import Loaded, load
from tui.attending import Attending
from tui.following import Following
from tui.openfile import OpenFile
from tui.opening import Wishes, look_for, today_of_clock, workspace_of
from tui.picture import Look
from tui.screens.choice import Choice
from tui.screens.journey import JourneyScreen
from tui.themedapp import ThemedApp
from tui.views.popup import Option


def run(path: Path, wishes: Wishes) -> int:
    """Open the dashboard on a project file and stay until the person leaves; returns the exit code.

    Raises UserError where the file cannot be shown at all.
    """
    app = GaplineApp(load(path), look_for(wishes, os.environ), today_of_clock(), wishes)
    # What was read stays for good: the collector need not walk all of a large project again and again.
    gc.freeze()
    app.run(mouse=wishes.mouse)
    return app.return_code or 0


class GaplineApp(ThemedApp[None]):
    """Holds the file; the main screen holds the workspace."""

    def __init__(self, loaded: Loaded, look: Look, today: date, wishes: Wishes) -> None:
        super().__init__(look)
        self.file: OpenFile = OpenFile(self, loaded)
        self.attending = Attending(loaded.real, visible=wishes.presence)
        self.following = Following(self, loaded, self.attending)
        self.today = today
        self.wishes = wishes

    def get_default_screen(self) -> JourneyScreen:
        """The main screen."""
        return JourneyScreen(workspace_of(self.file.loaded, self.wishes, self.today), self.look)

    @property
    def journey(self) -> JourneyScreen:
        """The main screen, whatever lies over it."""
        screen = self.screen_stack[0]
        assert isinstance(screen, JourneyScreen)
        return screen

    def on_mount(self) -> None:
        """Show the terminal's cursor where it was asked for, which Textual hides; begin to look around."""
        if self.wishes.cursor and self._driver is not None:
            self._driver.write("\x1b[?25h")
        if self.wishes.watch:
            self.run_worker(self.following.watch(), group="following")

    def on_unmount(self) -> None:
        """Say to nobody any more that this session is here."""
        self.attending.close()

    # -- the way out --------------------------------------------------------------------------------

    async def leave(self, asked: str) -> None:
        """Back out one layer, and from the board quit; asks where something is unsaved."""
        screen = self.journey
        workspace = screen.workspace
        if asked == "q" and (workspace.view != "board" or workspace.listing.flat or workspace.marks):
            screen.back_out()
            return
        if workspace.trying:
            from tui.screens.whatif import leave

            if not await leave(screen) or asked == "q":
                return
            workspace = screen.workspace
        if not workspace.plan.unsaved:
            self.exit()
            return
        chosen = await self.choose(
            "Quit",
            [Option("s", "save and quit", "save"), Option("D", "discard my changes and quit", "discard")],
            f"{workspace.file} has changes that are not saved.",
        )
        if chosen == "discard" or (chosen == "save" and await self.file.save()):
            self.exit()

    async def save_and_quit(self) -> None:
        """Save, then quit; stays where saving failed."""
        if self.journey.workspace.trying:
            from tui.screens.whatif import leave

            if not await leave(self.journey):
                return
        if not self.journey.workspace.plan.unsaved or await self.file.save():
            self.exit()

    async def choose(self, title: str, options: list[Option], note: str) -> str | None:
        """Ask for one of several things; None on Esc."""
        return await self.push_screen_wait(Choice(title, options, self.look, note=note))
