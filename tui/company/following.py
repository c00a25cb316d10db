"""Following: what others save is on this screen within a second, and nothing typed here is lost by it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from model.editing.session import Session
from model.editing.standing import Mine, Standing
from model.editing.telling import Told, told_between
from model.files.limits import LARGEST_FILE
from model.files.loading import Loaded, understood
from model.files.presence import Here
from model.files.regular import Stamp, read_regular
from model.files.watching import Company, News, Watch
from model.journey.problem import UserError
from model.journey.project import Project
from model.scoring.totals import ProjectScores, score_project
from tui.acts.goingback import heard_of
from tui.company.alongside import accompanied, steadily
from tui.company.arrivals import UNKNOWN, Author, arriving, orphaned
from tui.company.attending import Attending, author_of, meeting
from tui.opening import reopened
from tui.text import show

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.app import GaplineApp
    from tui.workspace import Workspace

EVERY = 0.5
"""Seconds between two looks at the file and at who is here."""
_FADES = 4.0
"""Seconds for which what others changed is marked."""


@dataclass(frozen=True, slots=True)
class _Version:
    """What the file says, merged and scored off the screen's thread; nothing of it is shown yet."""

    loaded: Loaded
    merged: tuple[Session, ProjectScores] | None = None
    """None where the file says what it said, or holds a version that cannot be merged."""
    told: Told = field(default_factory=Told)
    """What they changed, for the history."""


class Following:
    """Looks at the file now and then, and takes over what changed when nobody would be disturbed."""

    def __init__(self, app: GaplineApp, loaded: Loaded, attending: Attending) -> None:
        self._app = app
        self._attending = attending
        self._watch = Watch(loaded.real, loaded.stamp)
        self._broken = ""
        """Why the file cannot be read at the moment."""
        self._standing = Standing()
        self._timer: Timer | None = None
        self.lost: tuple[Mine, ...] = ()
        """What another program saved over, until it is brought back."""
        self.who = UNKNOWN
        """Who saved what was merged since the last save, where it was one person whose name is known."""

    async def watch(self) -> None:
        """Look for ever."""
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """One look: who is here, and whether the file is another."""
        screen = self._app.journey
        before = screen.workspace.others.company
        here = self._attending.here(screen.workspace)
        company, news = await asyncio.to_thread(self._seen, here)
        met = meeting(screen.workspace, company)
        if met.box is None and not self._disturbing():
            met = accompanied(met)
        if met is not screen.workspace:
            screen.show(met)
        if news == "same" or not screen.workspace.others.followed or self._disturbing():
            return
        if news == "gone":
            self._watch.read(None)
            self._tell("is gone: it was deleted or moved away. What you see is kept; saving says what to do.")
        else:
            # An editor that saves and leaves at once has taken its lock with it.
            await self._take(replace(company, editors=(*company.editors, *before.editors)))

    def switch(self) -> None:
        """Begin or stop to take over what others save."""
        screen = self._app.journey
        others = screen.workspace.others
        words = (
            "What others save waits now until you save, or choose it again with F."
            if others.followed
            else "What others save appears here by itself."
        )
        turned = replace(others, followed=not others.followed)
        screen.show(replace(screen.workspace, others=turned).saying(words))

    def saved(self, before: Project, after: Project) -> None:
        """Remember what a save of ours changed, to notice when somebody saves over it."""
        self._standing = self._standing.saved(before, after)

    def found(self, project: Project, author: Author) -> tuple[Mine, ...]:
        """What of ours is lost in a version that was found in the file, which `author` saved."""
        workspace = self._app.journey.workspace
        who = author.named_to(workspace.user)
        self.who = who if workspace.plan.common is None or who == self.who else UNKNOWN
        lost = () if author.careful else self._standing.overwritten(project)
        self._standing = self._standing.seen(project)
        self.lost = lost or self.lost
        return lost

    # -- what is under way --------------------------------------------------------------------------

    def _seen(self, here: Here) -> tuple[Company, News]:
        return self._attending.look(here), self._watch.look()

    def _disturbing(self) -> bool:
        """Whether something is under way that another version would get in the way of."""
        screen = self._app.journey
        workspace = screen.workspace
        over = self._app.screen is not screen or screen.asking or self._app.file.saving
        return over or workspace.trying or workspace.grabbed is not None

    async def _take(self, company: Company) -> None:
        screen = self._app.journey
        before = screen.workspace
        try:
            version = await asyncio.to_thread(self._read, before)
        except UserError as error:
            if screen.workspace.plan is before.plan:
                self._watch.read(self._watch.latest)
                self._cannot(str(error))
            return
        # What was done here meanwhile goes first; the next look tries again.
        if self._disturbing() or screen.workspace.plan is not before.plan:
            return
        if version.merged and orphaned(screen.workspace, version.merged[0]):
            return
        self._watch.read(version.loaded.stamp)
        self._app.file.loaded = version.loaded
        self._show(version, company)

    def _read(self, workspace: Workspace) -> _Version:
        """The slow part: read, understand, merge, score. Raises UserError."""
        file = self._app.file.loaded
        raw, status = read_regular(file.real, LARGEST_FILE)
        # Told by its name alone: on this screen there is no other file.
        loaded = understood(Path(file.real.name), file.real, raw, Stamp.of(status))
        loaded = loaded._replace(path=file.path)
        same = loaded.raw == workspace.plan.disk_text
        if same or (workspace.read_only and workspace.problems):
            return _Version(loaded)
        if not loaded.editable or loaded.project is None:
            first = loaded.problems[0]
            where = f":{first.line}" if first.line else ""
            raise UserError(f"{show(loaded.path.name)}{where}: {first.sentence}")
        session, _ = workspace.session.merged(loaded.raw, loaded.project)
        before = workspace.session.disk
        told = told_between(before.project, loaded.project) if before is not None else Told()
        return _Version(loaded, (session, score_project(session.project, workspace.scores)), told)

    def _show(self, version: _Version, company: Company) -> None:
        screen = self._app.journey
        before, loaded = screen.workspace, version.loaded
        if version.merged is not None:
            assert loaded.project is not None
            author = author_of(loaded, company)
            lost = self.found(loaded.project, author)
            arrived = steadily(arriving(before, *version.merged, author, lost))
            screen.show(heard_of(arrived, author.user, version.told))
            screen.renew_box()
            self._fade_later()
        elif before.problems and loaded.raw != before.plan.disk_text:
            again = reopened(before, loaded, self._app.wishes, self._app.today)
            words = f"{again.file} has no problems any more." if loaded.editable else "The file was changed."
            screen.show(again.hearing(words))
        if self._broken:
            self._broken = ""
            self._tell("can be read again.")

    def _cannot(self, why: str) -> None:
        if why == self._broken:
            return
        self._broken = why
        screen = self._app.journey
        words = f"{why} The view is kept; saving waits until the file is mended."
        screen.show(screen.workspace.saying(words, "error"))

    def _tell(self, words: str) -> None:
        screen = self._app.journey
        screen.show(screen.workspace.hearing(f"{screen.workspace.file} {words}"))

    def _fade_later(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(_FADES, self._fade) if self._app.wishes.watch else None

    def _fade(self) -> None:
        screen = self._app.journey
        if screen.workspace.others.fresh:
            screen.show(replace(screen.workspace, others=screen.workspace.others.faded()))
