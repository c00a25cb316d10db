"""Saving where somebody else saved meanwhile: merge, and ask where both changed one thing."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING

from model.editing.session import Session
from model.journey.problem import ProblemsFound
from tui.acts.goingback import heard_of
from tui.company.attending import author_of
from tui.company.deciding import Deciding
from tui.company.theirs import CannotTake, Taken, merged_words, take
from tui.progress import Progress
from tui.screens.atlength import at_length
from tui.screens.merging import Merging
from tui.views.popup import Option

if TYPE_CHECKING:
    from tui.app import GaplineApp
    from tui.openfile import OpenFile


class MergingSave:
    """What a save does before it may write over somebody else's version."""

    def __init__(self, app: GaplineApp, file: OpenFile) -> None:
        self._app = app
        self._file = file
        self.told = ""
        """What came from them, for the message of the save."""

    async def take_theirs(self) -> bool:
        """Merge what is on disk into the session; False where this save is over."""
        screen = self._app.journey
        if self._trying("Somebody else saved the file meanwhile.", "save merges the two"):
            return False
        while True:
            before = screen.workspace.session
            try:
                taken = await at_length(self._app, "Merging with what is saved", partial(self._take, before))
            except CannotTake as error:
                await self._whole_file(str(error))
                return False
            if screen.workspace.session is before:
                return await self._took(taken)
            # Whoever follows the file was quicker.

    def _take(self, session: Session, progress: Progress) -> Taken:
        progress.step("Reading and comparing the two versions")
        return take(session, self._file.loaded.path)

    async def _took(self, taken: Taken) -> bool:
        screen = self._app.journey
        others = screen.workspace.others
        author = await asyncio.to_thread(author_of, taken.loaded, others.company)
        lost = self._app.following.found(taken.theirs, author)
        self._file.loaded = taken.loaded
        screen.show(heard_of(screen.workspace.at(taken.session), author.user, taken.told))
        told = [self.told, merged_words(taken.merged, author.named_to(screen.workspace.user))]
        if lost:
            count = "a change" if len(lost) == 1 else f"{len(lost)} changes"
            told.append(f"{author.program} saved over {count} of yours. R brings it back.")
        self.told = " ".join(each for each in told if each)
        return not taken.session.conflicts or await self.decide()

    async def decide(self) -> bool:
        """Ask about every open conflict; False where this save is over."""
        screen = self._app.journey
        if self._trying("Both changed the same thing.", "save asks which one holds"):
            return False
        while screen.workspace.session.conflicts:
            session = screen.workspace.session
            deciding = Deciding.of(session, self._app.following.who)
            asked = Merging(deciding, screen.workspace.file, self._app.today, self._app.look)
            decision = await self._app.push_screen_wait(asked)
            if decision is None:
                self._later()
                return False
            if decision.what == "beside":
                await self._file.save_beside()
                return False
            if decision.what == "reload":
                await self._file.read_again()
                return False
            self._settle(decision.session, asked.deciding, session)
        return True

    def _trying(self, why: str, then: str) -> bool:
        """Whether changes are tried beside the plan, which is said: what is tried cannot be merged."""
        screen = self._app.journey
        if screen.workspace.trying:
            words = f"{why} Leave what-if with x; then {then}."
            screen.show(screen.workspace.saying(words, "error"))
        return screen.workspace.trying

    def _settle(self, chosen: Session | None, deciding: Deciding, asked: Session) -> None:
        """Take the choices over; what came up while they were made is asked about in turn."""
        screen = self._app.journey
        present = screen.workspace.session
        if present is not asked:
            try:
                chosen = present.settled(deciding.values)
            except ProblemsFound as error:
                screen.show(screen.workspace.saying(str(error), "error"))
                return
        if chosen is not None:
            screen.show(screen.workspace.at(chosen))

    def _later(self) -> None:
        screen = self._app.journey
        count = len(screen.workspace.session.conflicts)
        words = "1 change waits" if count == 1 else f"{count} changes wait"
        told = f"{self.told} " if self.told else ""
        screen.show(
            screen.workspace.saying(f"{told}Nothing was written; {words} for your choice: save asks again.")
        )

    async def _whole_file(self, why: str) -> None:
        chosen = await self._app.choose(
            "The file changed while you worked, and cannot be merged",
            [
                Option("b", "save my version beside it, in a new file", "beside"),
                Option("D", "discard my changes and read the file again", "reload"),
            ],
            f"{why} Nothing was written, and nothing of yours is lost. Esc: decide later.",
        )
        if chosen == "beside":
            await self._file.save_beside(f"conflict-{{user}}-{time.strftime('%Y%m%d-%H%M%S')}")
        elif chosen == "reload":
            await self._file.read_again()
