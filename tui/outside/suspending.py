"""Giving the terminal to another program for a while, and taking it back."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from model.journey.problem import UserError
from tui.terminal import hangup
from tui.text import show

if TYPE_CHECKING:
    from tui.app import GaplineApp


async def run_outside(app: GaplineApp, words: Sequence[str]) -> int:
    """Run a program in this terminal until it ends; returns its exit code, negative for a signal.

    Raises UserError where there is no such program.
    """
    with _terminal_given_away(app):
        try:
            process = await asyncio.create_subprocess_exec(*words)
        except (OSError, ValueError) as error:
            reason = (getattr(error, "strerror", None) or "it cannot be started").lower()
            raise UserError(
                f"{show(words[0])} was not started: {reason}; set VISUAL or EDITOR to your editor."
            ) from None
        return await process.wait()


@contextmanager
def _terminal_given_away(app: GaplineApp) -> Iterator[None]:
    if app.is_headless:
        yield
        return
    loop = asyncio.get_running_loop()
    # Ctrl+C is meant for whoever has the terminal. A handler, since what is ignored stays so in a child.
    loop.add_signal_handler(signal.SIGINT, lambda: None)
    try:
        # Nothing is painted meanwhile: it would stand in the other program's screen.
        with app.batch_update(), app.suspend():
            try:
                yield
            except UserError as error:
                refused: UserError | None = error
            else:
                refused = None
    finally:
        hangup.watch(app.end)
    app.show_cursor()
    app.journey.redraw()
    if refused is not None:
        raise refused
