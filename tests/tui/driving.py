"""The dashboard without a terminal: keys go in as a terminal sends them, the screen comes out as text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from rich.cells import cell_len
from rich.color import ColorSystem
from textual import events
from textual._context import visible_screen_stack
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from model.files.loading import load
from model.journey.project import Project
from tui.app import GaplineApp
from tui.opening import Wishes
from tui.pictures.glyphs import GLYPHS
from tui.pictures.picture import Look
from tui.screens.asked import Asked
from tui.screens.atlength import Busy
from tui.screens.journey import JourneyScreen
from tui.screens.noticing import LOOKED_AT_ONCE
from tui.themes import theme_in
from tui.widgets.canvas import Canvas
from tui.widgets.line import TypingLine
from tui.workspace import Workspace

TODAY = date(2026, 11, 22)
SAMPLE = Path(__file__).resolve().parents[2] / "sample_config.toml"
PATIENCE = 60.0
"""Seconds after which a wait gives up: a disk may be slow. A test that succeeds needs a few milliseconds."""

_CHARACTERS = {
    "enter": "\r",
    "tab": "\t",
    "space": " ",
    "escape": "\x1b",
    "backspace": "\x7f",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
AnyWidget = TypeVar("AnyWidget", Canvas, TypingLine)


def key_event(name: str) -> events.Key:
    """The event that Textual makes of a key: one character, or a name such as `down` or `ctrl+s`."""
    if len(name) == 1:
        return events.Key("space" if name == " " else _character_to_key(name), name)
    return events.Key(name, _CHARACTERS.get(name))


def keys_of(text: str) -> Iterator[str]:
    """The keys of a line such as `jd4.5<enter>u`; names stand in angle brackets, `<` alone is a key."""
    while text:
        name, end, rest = text[1:].partition(">")
        if text[0] == "<" and end and name.replace("+", "").isalnum() and len(name) > 1:
            yield name
            text = rest
        else:
            yield text[0]
            text = text[1:]


@dataclass
class Drive:
    """A running dashboard."""

    app: GaplineApp
    pilot: Pilot[None]
    path: Path

    # -- what goes in -------------------------------------------------------------------------------

    def post(self, keys: str | Iterable[str]) -> None:
        """Hand over keys all at once, as a paste of a fast typist; waits for nothing."""
        for name in keys_of(keys) if isinstance(keys, str) else keys:
            event = key_event(name)
            event.set_sender(self.app)
            driver = self.app._driver
            assert driver is not None
            driver.send_message(event)

    async def keys(self, keys: str | Iterable[str]) -> None:
        """Hand over keys all at once, and wait until all is done that they ask for."""
        self.post(keys)
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste text as a terminal in bracketed paste mode does."""
        event = events.Paste(text)
        event.set_sender(self.app)
        driver = self.app._driver
        assert driver is not None
        driver.send_message(event)
        await self.settle()

    async def command(self, id: str) -> None:
        """Run a command by its name from the `:` line."""
        await self.keys(":")
        await self.paste(id)
        await self.keys(["enter"])

    async def click(self, x: int, y: int) -> None:
        """One click of the mouse on a cell, and all that it asks for."""
        self.post_click(x, y)
        await self.settle()

    def post_click(self, x: int, y: int) -> None:
        """One click of the mouse on a cell; waits for nothing."""
        driver = self.app._driver
        assert driver is not None
        for kind in (events.MouseDown, events.MouseUp):
            event = kind(None, x, y, 0, 0, 1, False, False, False, x, y)
            event.set_sender(self.app)
            driver.send_message(event)

    async def resize(self, columns: int, rows: int) -> None:
        """Another size of the window."""
        driver = self.app._driver
        assert driver is not None
        driver._size = (columns, rows)
        size = Size(columns, rows)
        self.app.post_message(events.Resize(size, size))
        await self.settle()

    async def look_around(self) -> None:
        """One look at the file and at who else is here, as a running dashboard takes twice a second."""
        await self.app.following.look()
        await self.settle()

    async def settle(self) -> None:
        """Wait until every message is handled and nothing is under way but a question to the person."""
        quiet = 0
        end = monotonic() + PATIENCE
        while monotonic() < end:
            if not self.running:
                return
            await self._drain()
            if not self.running:
                return
            # From below to the top: what changed below a popup reaches the popup's own picture.
            for screen in self.app.screen_stack:
                screen._on_timer_update()
            quiet = 0 if self._busy() else quiet + 1
            if quiet >= 2:
                return
            # Sizes follow by a timer of Textual's own; a thread that writes the file gets its turn.
            await asyncio.sleep(0.001 if not quiet else 0)
        raise AssertionError("the dashboard does not come to rest")

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until `condition()` holds."""
        end = monotonic() + PATIENCE
        while monotonic() < end:
            if condition():
                return
            await self._drain()
            await asyncio.sleep(0.001)
        raise AssertionError("waited in vain")

    def _busy(self) -> bool:
        top = self.app.screen
        if top is self.journey and (self.journey.asking or self.journey._waiting):
            return True
        if self.journey.noticing.looking and len(self.project.touchpoints) <= LOOKED_AT_ONCE:
            return True
        recalling = self.journey.recalling
        if recalling is not None and recalling.looking:
            return True
        if isinstance(top, Busy):
            # No key is for it; work that somebody waits for comes to an end.
            if self.journey.asking:
                return True
        elif isinstance(top, Asked) and not top.ended and not top.ready():
            # The key that leaves a line takes its way through the widgets around it.
            return True
        canvases = [each for each in top.query(Canvas).results(Canvas) if each.display]
        drawn = all(each.size.height == len(each.picture) for each in canvases)
        sized = top._compositor.size == self.app.size == self._window
        stack = self.app.screen_stack
        unpainted = any(each._dirty_widgets or each._compositor._dirty_regions for each in stack)
        return not canvases or not drawn or not sized or unpainted or bool(top._layout_required)

    @property
    def _window(self) -> Size:
        driver = self.app._driver
        assert driver is not None
        assert driver._size is not None
        return Size(*driver._size)

    async def _drain(self) -> None:
        pumps: list[MessagePump] = [self.app]
        for screen in self.app.screen_stack:
            pumps += screen.walk_children(with_self=True)
        done: list[asyncio.Event] = []
        for pump in pumps:
            event = asyncio.Event()
            if pump.call_later(event.set):
                done.append(event)
        crashed: asyncio.Task[Any] = asyncio.create_task(self.app._exception_event.wait())
        handled = asyncio.ensure_future(asyncio.gather(*(each.wait() for each in done)))
        try:
            await asyncio.wait([crashed, handled], timeout=10, return_when=asyncio.FIRST_COMPLETED)
        finally:
            crashed.cancel()
            handled.cancel()

    # -- what is there ------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether the app still runs; an exception in it ends it."""
        return self.app.is_running and not self.app._exit and self.app._exception is None

    @property
    def journey(self) -> JourneyScreen:
        """The main screen."""
        return self.app.journey

    @property
    def workspace(self) -> Workspace:
        """What the main screen shows."""
        return self.journey.workspace

    @property
    def project(self) -> Project:
        """The project as it stands."""
        return self.workspace.project

    @property
    def top(self) -> Screen[Any]:
        """The screen in front."""
        return self.app.screen

    def one(self, selector: str, kind: type[AnyWidget]) -> AnyWidget:
        """A widget of the screen in front."""
        return self.app.screen.query_one(selector, kind)

    @property
    def foot(self) -> str:
        """What stands above the hint line, as one line: a long message takes up to three."""
        return " ".join(line.strip() for line in self.lines()[-4:-1])

    @property
    def said(self) -> str:
        """The message line's text in the workspace; empty where nothing is said."""
        message = self.workspace.message
        return message.whole if message else ""

    def strips(self) -> list[Strip]:
        """The screen as it is, popups included, as the terminal would get it."""
        visible_screen_stack.set(self.app._background_screens)
        return self.app.screen._compositor.render_strips()

    def lines(self) -> list[str]:
        """The screen as it is, a string a line, at full width."""
        return ["".join(segment.text for segment in strip) for strip in self.strips()]

    def text(self) -> str:
        """The screen as it is, without trailing blanks."""
        return "\n".join(line.rstrip() for line in self.lines())

    def aligned(self) -> bool:
        """Whether every line takes exactly the width of the window."""
        return {cell_len(line) for line in self.lines()} == {self.app.size.width}


@asynccontextmanager
async def opened(
    path: Path,
    size: tuple[int, int] = (80, 24),
    *,
    glyphs: str = "ascii",
    theme: str = "night",
    colours: ColorSystem = ColorSystem.TRUECOLOR,
    wishes: Wishes | None = None,
    view: str = "",
) -> AsyncIterator[Drive]:
    """The dashboard on a file, in a window of `size` columns and rows, as it is when all is drawn."""
    look = Look(GLYPHS[glyphs], theme_in(theme, colours))
    # Nothing happens behind a test's back: it looks around when the test says so.
    wishes = replace(wishes or Wishes(presence=False), watch=False)
    app = GaplineApp(load(path), look, TODAY, wishes)
    async with app.run_test(size=size, notifications=True) as pilot:
        drive = Drive(app, pilot, path)
        await drive.settle()
        if view:
            drive.journey.run_command(f"view.{view}" if view != "working" else view)
            await drive.settle()
        yield drive


def run_of(strips: Sequence[Strip]) -> Iterator[tuple[int, int]]:
    """The cell in the middle of every run of text of one style: column and row."""
    for y, strip in enumerate(strips):
        x = 0
        for segment in strip:
            size = cell_len(segment.text)
            if segment.text.strip():
                yield x + size // 2, y
            x += size
