"""Work that may take long: off the screen's thread, with its progress in sight, and Esc to stop it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events

from tui.pictures.picture import Look, Picture
from tui.progress import SOON, Progress, Stopped
from tui.registry.keys import key_name
from tui.screens.pictured import Pictured
from tui.views.progress import HEIGHT, progress_picture, progress_width

if TYPE_CHECKING:
    from tui.themedapp import ThemedApp

_GLANCE = 0.25
"""Seconds between two looks at how far it is; painted is only what changed."""

Result = TypeVar("Result")


class Busy(Pictured[None]):
    """Stands over the screen while something takes long; keys but Esc wait for whatever comes after it."""

    def __init__(self, title: str, progress: Progress, look: Look) -> None:
        super().__init__(look)
        self.heading = title
        self.progress = progress
        self._began = monotonic() - SOON
        self._shown: tuple[object, ...] = ()

    def extent(self, widest: int) -> tuple[int, int]:
        """Three lines, wide enough for the title."""
        return progress_width(self.heading, self.look, widest), HEIGHT

    def picture(self, width: int, height: int) -> Picture:
        """What is being done, and for how long."""
        words, seconds, stoppable = self._state
        return progress_picture(self.heading, words, seconds, self.look, width, height, stoppable=stoppable)

    def on_mount(self) -> None:
        """Show it, and look at it now and then."""
        super().on_mount()
        self.set_interval(_GLANCE, self._glance)

    @property
    def _state(self) -> tuple[str, int, bool]:
        return self.progress.words, int(monotonic() - self._began), self.progress.stoppable

    def _glance(self) -> None:
        if self._state != self._shown and not self.ended:
            self._shown = self._state
            self.redraw()

    def ready(self) -> bool:
        """No key that waits is for this popup."""
        return False

    def on_key(self, event: events.Key) -> None:
        """Esc stops the work, as far as it can be; whoever quits stops it too. All else waits."""
        key = key_name(event)
        if key in ("escape", "ctrl+q") and self.progress.stop():
            event.stop()
            event.prevent_default()
            if key == "ctrl+q":
                self.end_to_quit()
            self.end(None)
        elif key == "escape":
            event.stop()
            event.prevent_default()
        else:
            super().on_key(event)


async def at_length(app: ThemedApp[Any], title: str, work: Callable[[Progress], Result]) -> Result:
    """What `work` gives; it is done in a thread and says there how far it is.

    Raises what it raises, and Stopped where somebody stopped it: the thread then ends at its next step, and
    what it had done by then is thrown away.
    """
    progress = Progress()
    progress.step("Beginning")
    doing = asyncio.ensure_future(asyncio.to_thread(work, progress))
    await asyncio.wait({doing}, timeout=SOON)
    if doing.done():
        return doing.result()
    busy = Busy(title, progress, app.look)
    closed = app.push_screen(busy, wait_for_dismiss=True)
    either: list[asyncio.Future[Any]] = [doing, closed]
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    if not doing.done():
        # Nobody waits for it any more, whatever it ends with.
        doing.add_done_callback(_looked_at)
        raise Stopped(f"{title}: stopped. Nothing was changed.")
    busy.end(None)
    await closed
    return doing.result()


def _looked_at(done: asyncio.Future[Result]) -> None:
    if not done.cancelled():
        done.exception()
