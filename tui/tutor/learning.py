"""The tutor beside the project that is open: it takes the project's place, and gives it back as it was."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from model.files import lessons
from model.files.loading import load
from tui.opening import Wishes, workspace_of
from tui.screens.sitting import Sitting
from tui.tutor.lesson import TASKS, progressed, taught

if TYPE_CHECKING:
    from tui.app import GaplineApp
    from tui.company.attending import Attending
    from tui.company.following import Following
    from tui.keeping import Keeping
    from tui.openfile import OpenFile
    from tui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that belongs to one open file, to be put aside and taken up again."""

    file: OpenFile
    attending: Attending
    following: Following
    keeping: Keeping
    sitting: Sitting
    wishes: Wishes
    workspace: Workspace


class Learning:
    """Changes between a person's own project and the copy they learn with."""

    def __init__(self, app: GaplineApp) -> None:
        self._app = app
        self._own: Desk | None = None
        """What lies aside while the lesson is on; None in a lesson that was chosen from the start menu."""
        self._paused: Desk | None = None
        self._practice = ExitStack()

    def progress(self) -> int:
        """How many tasks were done when the lesson was left last, perhaps on another day."""
        lesson = self._paused.workspace.lesson if self._paused else None
        done = lesson.at if lesson else lessons.tasks_done()
        return done if done < len(TASKS) else 0

    def begin(self, at: int = 0) -> None:
        """Begin with a fresh copy of the sample, `at` tasks done; raises UserError."""
        app = self._app
        practice = ExitStack()
        loaded = load(practice.enter_context(lessons.practice_file()))
        here = self._desk()
        if here.workspace.lesson is None:
            self._own = here
        else:
            self._paused = here
        self._clear_away()
        self._practice = practice
        wishes = replace(here.wishes, read_only=False, presence=False)
        self._put_aside()
        app.take(loaded, wishes)
        app.journey.sitting = Sitting(app.journey)
        app.look_around()
        app.journey.show(taught(workspace_of(loaded, wishes, app.today), at))

    def resume(self) -> None:
        """Go on where the lesson was left; raises UserError."""
        paused = self._paused
        if paused is None:
            self.begin(lessons.tasks_done())
            return
        self._own = self._desk()
        self._paused = None
        self._put_aside()
        self._take_up(paused)
        self._app.journey.show(paused.workspace)

    def follow(self) -> None:
        """Go on to the next task where this one is done; called when nothing is asked."""
        screen = self._app.journey
        workspace = screen.workspace
        if workspace.lesson is not None and workspace.box is None and workspace.grabbed is None:
            further = progressed(workspace)
            if further is not workspace:
                screen.show(further)

    def leave(self) -> None:
        """Back to the person's own project, or out where there is none."""
        app = self._app
        lesson = app.journey.workspace.lesson
        done = lesson.at if lesson else 0
        lessons.remember_tasks(done)
        if self._own is None:
            app.exit()
            return
        own, self._own = self._own, None
        self._paused = self._desk()
        self._put_aside()
        self._take_up(own)
        if done < len(TASKS):
            words = f"The tutor stops at task {done + 1} of {len(TASKS)}. :tutor goes on there."
        else:
            words = "All seven tasks are done. :tutor begins again."
            self._clear_away()
        app.journey.show(own.workspace.saying(words))

    def end(self, why: str) -> None:
        """The process ends while the person's own project lies aside."""
        if self._own is not None:
            self._own.keeping.end(why)

    def close(self) -> None:
        """The application has ended: have the person's own project open, and clear the copy away."""
        own, self._own = self._own, None
        if own is not None:
            self._app.keeping.close(discard=True)
            self._open(own)
        self._clear_away()

    def _clear_away(self) -> None:
        """Nobody learns with the copy any more."""
        paused, self._paused = self._paused, None
        if paused is not None:
            paused.keeping.close(discard=True)
        self._practice.close()

    def _desk(self) -> Desk:
        app = self._app
        screen = app.journey
        return Desk(
            app.file, app.attending, app.following, app.keeping, screen.sitting, app.wishes, screen.workspace
        )

    def _put_aside(self) -> None:
        self._app.workers.cancel_group(self._app, "following")

    def _take_up(self, desk: Desk) -> None:
        self._open(desk)
        self._app.journey.sitting = desk.sitting
        self._app.look_around()

    def _open(self, desk: Desk) -> None:
        app = self._app
        app.file, app.attending, app.following = desk.file, desk.attending, desk.following
        app.keeping, app.wishes = desk.keeping, desk.wishes
