"""The application: one project in one terminal, its file, and the way out."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Literal

from gapline.early import TERMINAL
from gapline.frames import forget
from model.files.loading import Loaded, load
from model.files.recent import remember
from tui.company.attending import Attending
from tui.company.following import Following
from tui.diagnostics import tell_end
from tui.firstframe import SETTLED, keep_frame
from tui.keeping import Keeping
from tui.openfile import OpenFile
from tui.opening import Wishes, look_for, today_of_clock, workspace_of
from tui.pictures.picture import Look
from tui.screens.choice import Choice
from tui.screens.journey import JourneyScreen
from tui.themedapp import ThemedApp
from tui.tutor.learning import Learning
from tui.views.popup import Option
from tui.workspace import Workspace

_LOOK = 5.0
"""Seconds between two looks at what gives no sign: a disk that works again."""


def run(loaded: Loaded, opening: Workspace, look: Look, wishes: Wishes) -> int:
    """Open the dashboard on a project file and stay until the person leaves; returns the exit code.

    `opening` is the project as it opens.
    """
    # In its own time: the list is for another day, and the first picture should not wait for the disk.
    Thread(target=remember, args=(loaded.path,), daemon=True).start()
    return _run(GaplineApp(loaded, look, opening.today, wishes, opening))


def _run(app: GaplineApp) -> int:
    # What was read stays for good: the collector need not walk all of a large project again and again.
    gc.freeze()
    # From here on it is the garbage of single keys that is looked for, among little and so at once.
    gc.set_threshold(10_000, 20, 20)
    app.run(mouse=app.wishes.mouse)
    code = app.return_code or 0
    if code:
        tell_end(app.fault, kept=app.keeping.keeps)
    app.keeping.close()
    return code


def learn(wishes: Wishes) -> int:
    """Show the tutor on a copy of the sample until the person leaves; returns the exit code."""
    from model.files.lessons import practice_file

    with practice_file() as path:
        wishes = replace(wishes, read_only=False, presence=False, tutor=True)
        return _run(GaplineApp(load(path), look_for(wishes, os.environ), today_of_clock(), wishes))


def start(wishes: Wishes) -> Path | Literal["tutor"] | int:
    """Show the start menu; the project file that was chosen or made, the tutor, or an exit code."""
    from tui.screens.start import StartApp

    app = StartApp(look_for(wishes, os.environ), Path.cwd(), wishes.driver)
    chosen = app.run(mouse=wishes.mouse)
    if chosen is not None:
        return chosen
    code = app.return_code or 0
    if code:
        tell_end(app.fault, kept=False)
    return code


class GaplineApp(ThemedApp[None]):
    """Holds the file; the main screen holds the workspace."""

    def __init__(
        self, loaded: Loaded, look: Look, today: date, wishes: Wishes, opening: Workspace | None = None
    ) -> None:
        super().__init__(look, wishes.driver, pointing=wishes.cursor)
        self.today = today
        self._opening = opening
        self.take(loaded, wishes)
        self.learning = Learning(self)

    def take(self, loaded: Loaded, wishes: Wishes) -> None:
        """Have a file open; what belongs to another one is somebody else's to keep."""
        self.wishes = wishes
        self.file: OpenFile = OpenFile(self, loaded)
        self.attending = Attending(loaded.real, visible=wishes.presence)
        self.following = Following(self, loaded, self.attending)
        self.keeping = Keeping(loaded.real, self.set_timer)

    def get_default_screen(self) -> JourneyScreen:
        """The main screen."""
        workspace = self._opening or workspace_of(self.file.loaded, self.wishes, self.today)
        if self.wishes.tutor:
            from tui.tutor.lesson import taught

            workspace = taught(workspace)
        return JourneyScreen(workspace, self.look)

    @property
    def journey(self) -> JourneyScreen:
        """The main screen, whatever lies over it."""
        screen = self.screen_stack[0]
        assert isinstance(screen, JourneyScreen)
        return screen

    def on_mount(self) -> None:
        """Show the terminal's cursor where it was asked for, which Textual hides; begin to look around."""
        self.show_cursor()
        self.set_interval(_LOOK, self._look)
        self.look_around()
        self.keep_frame(self.file.loaded)

    def show_cursor(self) -> None:
        """Show the terminal's cursor where it was asked for; Textual hides it when it takes the terminal."""
        if self.wishes.cursor and self._driver is not None:
            self._driver.write("\x1b[?25h")

    def send(self, sequence: str) -> bool:
        """Hand the terminal something that is not drawn; False where there is no terminal to take it."""
        stream = sys.__stdout__
        if self.is_headless or self._driver is None or stream is None or not stream.isatty():
            return False
        self._driver.write(sequence)
        self._driver.flush()
        return True

    def look_around(self) -> None:
        """Look around from now on: at the file and at who else is here."""
        if self.wishes.watch:
            self.run_worker(self.following.watch(), group="following")

    def on_unmount(self) -> None:
        """Have one's own project open again, should the tutor be on; say to nobody that one is here."""
        self.learning.close()
        self.attending.close()

    def keep_frame(self, loaded: Loaded) -> None:
        """Keep how the project opens for the next time, as soon as its file rests."""
        key, wishes = TERMINAL.key, self.wishes
        if key is None or self.is_headless:
            return

        def keep() -> None:
            opening = workspace_of(loaded, wishes, self.today)
            Thread(target=keep_frame, args=(key, opening, self.look, loaded.raw), daemon=True).start()

        if wishes.cache:
            self.set_timer(2 * SETTLED, keep)
        else:
            forget(key)

    # -- the way out --------------------------------------------------------------------------------

    def keep(self, why: str) -> None:
        """What is not saved stays in the journal."""
        self.keeping.end(why)
        self.learning.end(why)

    def _look(self) -> None:
        before = self.journey.workspace
        told = self.keeping.again(before)
        if told is not before:
            self.journey.show(told)

    async def leave(self, asked: str) -> None:
        """Back out one layer, and from the board quit; asks where something is unsaved."""
        screen = self.journey
        workspace = screen.workspace
        if asked == "q" and (workspace.view != "board" or workspace.listing.flat or workspace.marks):
            screen.back_out()
            return
        if workspace.lesson is not None:
            self.learning.leave()
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
            self.keeping.close(discard=chosen == "discard")
            self.exit()

    async def save_and_quit(self) -> None:
        """Save, then quit; stays where saving failed."""
        if self.journey.workspace.lesson is not None:
            self.learning.leave()
            return
        if self.journey.workspace.trying:
            from tui.screens.whatif import leave

            if not await leave(self.journey):
                return
        if not self.journey.workspace.plan.unsaved or await self.file.save():
            self.exit()

    async def choose(self, title: str, options: list[Option], note: str) -> str | None:
        """Ask for one of several things; None on Esc."""
        return await self.push_screen_wait(Choice(title, options, self.look, note=note))
