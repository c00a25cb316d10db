"""A review under way on the main screen: its clock, and its log on disk."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from textual.timer import Timer

from model.review.review import Review
from tui.acts.reviewing import running, ticked
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.journey import JourneyScreen


class Sitting:
    """Looks at every workspace that is shown: starts and stops the clock, writes down what must survive."""

    def __init__(self, screen: JourneyScreen) -> None:
        self._screen = screen
        self._kept: Review | None = None
        self._refused = False
        self._looked = False
        self._timer: Timer | None = None
        self._last = 0.0

    def took(self, review: Review) -> None:
        """A review was read from disk: there is nothing to write until it changes."""
        self._kept = review

    def follow(self, workspace: Workspace) -> Workspace:
        """Keep up with what is shown next; says so where the review cannot be kept."""
        self._run(running(workspace))
        review = workspace.review
        if review is None:
            return self._recalled(workspace)
        if review is self._kept:
            return workspace
        before, self._kept = self._kept, review
        if before is not None and (before.log, before.end) == (review.log, review.end):
            return workspace
        return self._keep(workspace, review, before)

    def _recalled(self, workspace: Workspace) -> Workspace:
        """With the review that was kept for this file, for whoever wants to read its minutes."""
        from model.files.reviews import kept_review

        if not self._looked:
            self._looked = True
            self._kept = kept_review(self._screen.gapline.file.loaded.real, workspace.project)
        return replace(workspace, review=self._kept)

    def _keep(self, workspace: Workspace, review: Review, before: Review | None) -> Workspace:
        # Loaded with the first review: it takes time that a session without one need not spend.
        from model.files.reviews import NotKept, keep_review

        try:
            keep_review(self._screen.gapline.file.loaded.real, review, before)
        except NotKept as error:
            if not self._refused:
                self._refused = True
                return workspace.saying(str(error), "error")
        return workspace

    # -- the clock ----------------------------------------------------------------------------------

    def _run(self, wanted: bool) -> None:
        if wanted and self._timer is None:
            self._last = monotonic()
            self._timer = self._screen.set_interval(1.0, self.tick)
        elif not wanted and self._timer is not None:
            self._timer.stop()
            self._timer = None

    def tick(self) -> None:
        """Once a second: show how much time went by, unless a popup lies over it."""
        if self._screen.app.screen is not self._screen:
            # Below a popup all of the screen would be painted; the time is made up for when it closes.
            return
        now = monotonic()
        self.pass_time(now - self._last)
        self._last = now

    def pass_time(self, seconds: float) -> None:
        """Let the clock of the review go on, and show it."""
        self._screen.show(ticked(self._screen.workspace, seconds))
