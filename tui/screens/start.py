"""The start menu: a new project by four questions, a file of this folder, the sample, a recent one."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal, cast

from textual import events
from textual.app import ComposeResult

from model.files.beginning import Beginning, begin, file_name
from model.files.loading import load
from model.files.recent import recent
from model.files.saving import create
from model.files.templates import TEMPLATES, template
from model.journey.problem import UserError
from tui.pictures.picture import Look, Picture
from tui.registry.keys import key_name
from tui.screens.queueing import Queueing
from tui.text import show
from tui.themedapp import ThemedApp
from tui.views.popup import Option, listed
from tui.views.start import start_picture
from tui.widgets.canvas import Canvas

_MOST_FILES = 40
"""Project files of the folder that are offered; the others can be typed."""


class StartScreen(Queueing):
    """Ends the application with the path of a project that can be opened, with the tutor, or with None."""

    AUTO_FOCUS = "Canvas"

    def __init__(self, look: Look, folder: Path) -> None:
        super().__init__()
        self.look = look
        self.folder = folder
        self.problem = ""

    def compose(self) -> ComposeResult:
        """The picture below the menu."""
        yield Canvas(self.look, draw=self._drawn)

    def _drawn(self, width: int, height: int) -> Picture:
        return start_picture(self.problem, self.look, width, height)

    def on_canvas_sized(self, event: Canvas.Sized) -> None:
        """Draw for the new size; at first, open the menu."""
        event.stop()
        self._draw()
        if not self.asking:
            self.begin(self._menu())

    def _draw(self) -> None:
        canvas = self.query_one(Canvas)
        if canvas.size.width:
            canvas.show(self._drawn(*canvas.size))

    def on_key(self, event: events.Key) -> None:
        """Keep a key for the menu."""
        event.stop()
        event.prevent_default()
        self.wait(event)

    def take_waiting(self) -> None:
        """Nothing is asked any more: open the menu again, which takes the keys."""
        self.begin(self._menu())

    def complain(self, error: UserError) -> None:
        """Say what went wrong under the menu."""
        self.problem = str(error)
        self._draw()

    async def _menu(self) -> None:
        lately = await asyncio.to_thread(recent)
        options = [
            Option("n", "a new project, by four questions", "new"),
            Option("o", "open a project file of this folder", "open"),
            Option("s", "look at the sample, in a copy of your own", "sample"),
            Option("t", "learn it in seven tasks, ten minutes", "tutor"),
            *(
                Option(str(number), f"{path.name}, in {path.parent}", str(path))
                for number, path in enumerate(lately, 1)
            ),
            Option("q", "leave", "quit"),
        ]
        flows = {"new": self._new, "open": self._open, "sample": self._sample}
        chosen = await self.choose("Gapline", options, "Where customers expect more than they get.")
        self.problem = ""
        self._draw()
        waiting = self.next_waiting()
        if waiting is not None and key_name(waiting) == "ctrl+q":
            chosen = "quit"
        elif waiting is not None:
            self.wait(waiting, first=True)
        if chosen == "quit":
            self.app.exit(None)
        elif chosen == "tutor":
            cast("StartApp", self.app).exit("tutor")
        elif chosen in flows:
            await flows[chosen]()
        elif chosen is not None:
            await self._end(Path(chosen))

    async def _new(self) -> None:
        name = await self.type_line("1 of 4: what is it called?", hint="Such as: Corner Pizza, a Friday")
        if not name:
            return
        options = [
            Option(key, f"{each}: {TEMPLATES[each]}", each)
            for key, each in zip("brot", ("blank", "retail", "software", "service"), strict=True)
        ]
        kind = await self.choose("2 of 4: what does it begin with?", options)
        if kind is None:
            return
        currency = await self.type_line(
            "3 of 4: which currency?", hint="Three letters such as EUR; empty for none"
        )
        if currency is None:
            return
        beginning = Beginning(name, kind, currency.upper())
        file = await self.type_line("4 of 4: in which file?", file_name(name), "Enter makes it  Esc back")
        if not file:
            return
        path = self._path(file)
        await asyncio.to_thread(begin, path, beginning)
        await self._end(path)

    async def _open(self) -> None:
        found = await asyncio.to_thread(self._projects)
        options = listed(((path.name, path.name) for path in found), taken="o")
        options.append(Option("o", "another file, by its name", ""))
        chosen = await self.choose(f"Project files in {self.folder.name or self.folder}", options)
        if chosen == "":
            chosen = await self.type_line("Which file?")
        if chosen:
            await self._end(self._path(chosen))

    async def _sample(self) -> None:
        file = await self.type_line("The sample, in which file of your own?", "sample.toml")
        if file:
            path = self._path(file)
            await asyncio.to_thread(create, path, template("sample"))
            await self._end(path)

    def _path(self, name: str) -> Path:
        return self.folder / Path(name).expanduser()

    def _projects(self) -> list[Path]:
        """Files of the folder that look like projects: their first kilobyte names the format."""
        found = []
        for path in sorted(self.folder.glob("*.toml")):
            try:
                if path.is_file() and path.open("rb").read(4096).find(b"format") >= 0:
                    found.append(path)
            except OSError:
                continue
        return found[:_MOST_FILES]

    async def _end(self, path: Path) -> None:
        """Leave for the dashboard, unless the file cannot be shown; then say why and stay."""
        loaded = await asyncio.to_thread(load, path)
        if loaded.project is None:
            first = loaded.problems[0].sentence if loaded.problems else "there is nothing to show."
            raise UserError(f"{show(path.name)}: {first}")
        cast("StartApp", self.app).exit(path)


class StartApp(ThemedApp[Path | Literal["tutor"] | None]):
    """The start menu as an application; the dashboard is another one, which follows it."""

    def __init__(self, look: Look, folder: Path, driver: str = "sparing") -> None:
        super().__init__(look, driver)
        self.folder = folder

    def get_default_screen(self) -> StartScreen:
        """The menu."""
        return StartScreen(self.look, self.folder)
