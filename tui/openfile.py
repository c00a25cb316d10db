"""The file that is open: saved, saved beside itself, read again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from model.editing.session import Session, State, Step
from model.files.keeping import history_of, save_kept
from model.files.loading import Loaded, load
from model.files.refusals import ChangedOnDisk
from model.files.saving import create
from model.journey.problem import UserError
from model.journey.project import Project
from tui.acts.goingback import happened
from tui.opening import reopened, user_name
from tui.progress import Progress, Stopped
from tui.screens.atlength import at_length
from tui.text import show
from tui.views.popup import Option
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.app import GaplineApp


class OpenFile:
    """What was read, and everything the application does with the file on disk."""

    def __init__(self, app: GaplineApp, loaded: Loaded) -> None:
        self._app = app
        self.loaded = loaded
        self._saving = False
        self._not_kept = ""
        """Why the last save kept no version; told once."""
        self._told = False

    @property
    def saving(self) -> bool:
        """Whether a save is under way."""
        return self._saving

    async def save(self) -> bool:
        """Write what changed; True where everything is on disk now."""
        screen = self._app.journey
        workspace = screen.workspace
        if workspace.read_only:
            screen.show(workspace.saying(f"Nothing can be saved: {workspace.read_only}", "error"))
            return False
        if not workspace.plan.unsaved:
            words = "the file says what the plan says" if workspace.trying else "the file says the same"
            screen.show(workspace.saying(f"Nothing to save: {words}."))
            return True
        if self._saving:
            return False
        self._saving = True
        try:
            return await self._save_merged()
        except UserError as error:
            screen.complain(error)
            return False
        finally:
            self._saving = False

    async def _save_merged(self) -> bool:
        """Write, after merging whatever somebody else wrote before; as often as that happens."""
        # Few saves need what merges, and the first picture should not wait for it.
        from tui.company.merging import MergingSave

        screen = self._app.journey
        merging = MergingSave(self._app, self)
        while True:
            if screen.workspace.plan.conflicts and not await merging.decide():
                return False
            plan = screen.workspace.plan
            if not plan.unsaved:
                words = f"The file says what you have. {merging.told}"
                screen.show(screen.workspace.saying(words.strip()))
                return True
            try:
                raw = await at_length(
                    self._app, f"Saving {screen.workspace.file}", partial(self._write, plan)
                )
            except ChangedOnDisk:
                if not await merging.take_theirs():
                    return False
            else:
                self._saved(plan.state, raw, merging.told)
                return True

    def _write(self, session: Session, progress: Progress) -> tuple[bytes, bool]:
        """The slow part, off the screen's thread: replay, guard, write, read back."""
        progress.step("Putting the edits into the text")
        base, steps = session.since_text()
        disk = session.disk_text
        if base is None or disk is None:
            raise UserError("This project has no file yet; save it beside with :save.beside.")
        raw = _rewritten(base, steps, session.project)
        progress.last("Writing the file")
        self._app.attending.announce(raw, self._app.journey.workspace)
        history = history_of(self.loaded.real)
        saved = save_kept(self.loaded.real, disk, raw, history)
        self._not_kept = history.trouble
        _carry_bookmarks(self.loaded.real, session)
        return raw, saved.confirmed

    def _saved(self, state: State, result: tuple[bytes, bool], told: str) -> None:
        raw, confirmed = result
        screen = self._app.journey
        workspace = screen.workspace
        words = f"Saved {workspace.file}."
        if not confirmed:
            words = (
                f"Saved {workspace.file}; the disk did not confirm it, so keep this window open for a while."
            )
        if workspace.trying:
            words += " The plan, not what is tried."
        if self._not_kept and not self._told:
            self._told = True
            words += f" No earlier version is kept: {self._not_kept}"
        if workspace.plan.disk is not None:
            self._app.following.saved(workspace.plan.disk.project, state.project)
        if told:
            words = f"{words} {told}"
        saved = workspace.with_plan(workspace.plan.saved(raw, state)).saying(words)
        screen.show(happened(saved, workspace.user, f"Saved {workspace.file}"))

    async def save_beside(self, ending: str = "{user}") -> bool:
        """Write the project to a new file in the same folder; never over anything."""
        screen = self._app.journey
        session = screen.workspace.plan
        if screen.workspace.problems and not self.loaded.newer_format:
            words = "A copy would have the same problems: mend the file first, g k lists them."
            screen.show(screen.workspace.saying(words, "error"))
            return False
        base, steps = session.since_text()
        stem = self.loaded.real.stem
        name = f"{stem}.{ending.format(user=user_name() or 'mine')}"
        for number in range(1, 1000):
            suffix = "" if number == 1 else f"-{number}"
            path = self.loaded.real.with_name(f"{name}{suffix}.toml")
            if path.exists():
                continue
            try:
                make = partial(_made_beside, path, base or b"", steps, session.project)
                await at_length(self._app, f"Writing {path.name}", make)
            except UserError as error:
                screen.complain(error)
                return False
            screen.show(screen.workspace.saying(f"Your version is in {show(path.name)}, beside the file."))
            return True
        return False

    async def reload(self) -> None:
        """Read the file again; asks where that would discard something."""
        if self._app.journey.workspace.trying:
            await self.read_again()
            return
        if self._app.journey.workspace.plan.unsaved:
            chosen = await self._app.choose(
                "Read the file again",
                [
                    Option("b", "save my version beside it first", "beside"),
                    Option("D", "discard my changes", "discard"),
                ],
                "Your changes are not saved.",
            )
            if chosen is None or (chosen == "beside" and not await self.save_beside()):
                return
        await self.read_again()

    async def read_again(self) -> None:
        """Read the file again, whatever that discards."""
        screen = self._app.journey
        before = screen.workspace
        if before.trying:
            words = "What is tried belongs to the plan as it was read: leave what-if with x, then reload."
            screen.show(before.saying(words, "error"))
            return
        try:
            loaded, again = await at_length(self._app, f"Reading {before.file} again", self._read_again)
        except Stopped as stopped:
            screen.complain(stopped)
            return
        except UserError as error:
            screen.show(screen.workspace.saying(f"{error} The view is kept.", "error"))
            return
        self.loaded = loaded
        words = f"Read {again.file} again"
        screen.show(happened(again, again.user, words).saying(f"{words}."))

    def _read_again(self, progress: Progress) -> tuple[Loaded, Workspace]:
        progress.step("Reading")
        loaded = load(self.loaded.path)
        progress.step("Scoring")
        return loaded, reopened(self._app.journey.workspace, loaded, self._app.wishes, self._app.today)


def _carry_bookmarks(path: Path, session: Session) -> None:
    # Loaded with the first save, so that the first picture does not wait for it.
    from model.files.bookmarks import carry_bookmarks

    carry_bookmarks(path, session)


def _made_beside(
    path: Path, base: bytes, steps: tuple[Step, ...], project: Project, progress: Progress
) -> None:
    progress.step("Putting the edits into the text")
    raw = _rewritten(base, steps, project)
    progress.last("Writing the file")
    create(path, raw)


def text_of(session: Session) -> bytes:
    """The text of the file as a save would write it now, with everything that is not saved yet.

    Raises UserError.
    """
    base, steps = session.since_text()
    return _rewritten(base or b"", steps, session.project)


def _rewritten(base: bytes, steps: tuple[Step, ...], project: Project) -> bytes:
    """The text of the file with the edits made; see `guarded`."""
    # It takes a good part of the start to load, and is soon enough there for the first save.
    from model.files.document import guarded

    return guarded(base, steps, project.to_data())
