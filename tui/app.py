"""The application: one project in one terminal, its file, and the way out."""

from __future__ import annotations

import asyncio
import gc
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.binding import BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import Theme as TextualTheme

from model.editing.session import Session, State, Step
from model.files.loading import Loaded, load
from model.files.saving import ChangedOnDisk, create, save
from model.journey.problem import UserError
from model.journey.project import Project
from tui.opening import Wishes, look_for, today_of_clock, user_name, workspace_of
from tui.picture import Look
from tui.screens.choice import Choice
from tui.screens.journey import JourneyScreen
from tui.sending import Sparing
from tui.text import show
from tui.themes import THEMES
from tui.views.popup import Option
from tui.wall import ColourFilter, ControlFilter


def run(
    path: Path,
    *,
    read_only: bool = False,
    theme: str | None = None,
    glyphs: str | None = None,
    cursor: bool = False,
) -> int:
    """Open the dashboard on a project file and stay until the person leaves; returns the exit code.

    Raises UserError where the file cannot be shown at all.
    """
    wishes = Wishes(read_only, theme, glyphs, cursor)
    app = GaplineApp(load(path), look_for(wishes, os.environ), today_of_clock(), wishes)
    # What was read stays for good: the collector need not walk all of a large project again and again.
    gc.freeze()
    app.run(mouse=True)
    return app.return_code or 0


class GaplineApp(App[None], inherit_bindings=False):
    """Holds the file; the main screen holds the workspace."""

    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    # Textual's own would quit on ctrl+q without a question; every key is in the command registry.
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS_PATH = "styles/gapline.tcss"

    def __init__(self, loaded: Loaded, look: Look, today: date, wishes: Wishes) -> None:
        self.look = look
        super().__init__(ansi_color=look.theme.colourless)
        self.animation_level = "none"
        self.loaded = loaded
        self.today = today
        self.wishes = wishes
        for theme in THEMES.values():
            self.register_theme(_textual_theme(theme.name))
        self.theme = f"gapline-{look.theme.name}"
        # Whatever a view or a widget forgot, no control character of a file reaches the terminal.
        self._filters.append(ControlFilter())
        if look.theme.colourless:
            self._filters.append(ColourFilter())
            self.add_class("-colourless")
        self._saving = False

    def get_default_screen(self) -> JourneyScreen:
        """The main screen."""
        return JourneyScreen(workspace_of(self.loaded, self.wishes, self.today), self.look)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        # The one place where Textual hands an update to the terminal; it offers no public one.
        if isinstance(renderable, CompositorUpdate):
            renderable = Sparing(renderable)
        super()._display(screen, renderable)

    @property
    def journey(self) -> JourneyScreen:
        """The main screen, whatever lies over it."""
        screen = self.screen_stack[0]
        assert isinstance(screen, JourneyScreen)
        return screen

    def on_mount(self) -> None:
        """Show the terminal's cursor where it was asked for; Textual hides it."""
        if self.wishes.cursor and self._driver is not None:
            self._driver.write("\x1b[?25h")

    # -- the file -----------------------------------------------------------------------------------

    async def save(self) -> bool:
        """Write what changed; True where everything is on disk now."""
        screen = self.journey
        workspace = screen.workspace
        if workspace.read_only:
            screen.show(workspace.saying(f"Nothing can be saved: {workspace.read_only}", "error"))
            return False
        if not workspace.session.unsaved:
            screen.show(workspace.saying("Nothing to save: the file says the same."))
            return True
        if self._saving:
            return False
        self._saving = True
        state = workspace.session.state
        try:
            raw = await asyncio.to_thread(self._write, workspace.session)
        except ChangedOnDisk:
            return await self._changed_on_disk()
        except UserError as error:
            screen.show(screen.workspace.saying(str(error), "error"))
            return False
        finally:
            self._saving = False
        self._saved(state, raw)
        return True

    def _write(self, session: Session) -> tuple[bytes, bool]:
        """The slow part, off the screen's thread: replay, guard, write, read back."""
        base, steps = session.since_text()
        disk = session.disk_text
        if base is None or disk is None:
            raise UserError("This project has no file yet; save it beside with :save.beside.")
        raw = _rewritten(base, steps, session.project)
        return raw, save(self.loaded.real, disk, raw).confirmed

    def _saved(self, state: State, result: tuple[bytes, bool]) -> None:
        raw, confirmed = result
        screen = self.journey
        workspace = screen.workspace
        words = f"Saved {workspace.file}."
        if not confirmed:
            words = (
                f"Saved {workspace.file}; the disk did not confirm it, so keep this window open for a while."
            )
        session = workspace.session.saved(raw, state)
        screen.show(replace(workspace, session=session).saying(words))

    async def _changed_on_disk(self) -> bool:
        chosen = await self._choose(
            "The file changed while you worked",
            [
                Option("b", "save my version beside it, in a new file", "beside"),
                Option("D", "discard my changes and read the file again", "reload"),
            ],
            "Somebody else's version is in the file. Nothing was written over it; nothing of yours is lost.",
        )
        if chosen == "beside":
            return await self.save_beside()
        if chosen == "reload":
            self._reload()
        return False

    async def save_beside(self) -> bool:
        """Write the project to a new file in the same folder; never over anything."""
        screen = self.journey
        session = screen.workspace.session
        base, steps = session.since_text()
        stem = self.loaded.real.stem
        name = f"{stem}.{user_name() or 'mine'}"
        for number in range(1, 1000):
            suffix = "" if number == 1 else f"-{number}"
            path = self.loaded.real.with_name(f"{name}{suffix}.toml")
            if path.exists():
                continue
            try:
                raw = await asyncio.to_thread(_rewritten, base or b"", steps, session.project)
                await asyncio.to_thread(create, path, raw)
            except UserError as error:
                screen.show(screen.workspace.saying(str(error), "error"))
                return False
            screen.show(screen.workspace.saying(f"Your version is in {show(path.name)}, beside the file."))
            return True
        return False

    async def reload(self) -> None:
        """Read the file again; asks where that would discard something."""
        if self.journey.workspace.session.unsaved:
            chosen = await self._choose(
                "Read the file again",
                [
                    Option("b", "save my version beside it first", "beside"),
                    Option("D", "discard my changes", "discard"),
                ],
                "Your changes are not saved.",
            )
            if chosen is None or (chosen == "beside" and not await self.save_beside()):
                return
        self._reload()

    def _reload(self) -> None:
        screen = self.journey
        before = screen.workspace
        try:
            loaded = load(self.loaded.path)
            workspace = workspace_of(loaded, self.wishes, self.today)
        except UserError as error:
            screen.show(before.saying(f"{error} The view is kept.", "error"))
            return
        self.loaded = loaded
        kept = replace(
            workspace,
            opened=before.opened,
            selected=before.selected,
            stage=before.stage,
            listing=before.listing,
            messages=before.messages,
            view=workspace.view if loaded.problems else before.view,
        )
        screen.show(kept.steady().saying(f"Read {workspace.file} again."))

    # -- the way out --------------------------------------------------------------------------------

    async def leave(self, asked: str) -> None:
        """Back out one layer, and from the board quit; asks where something is unsaved."""
        screen = self.journey
        workspace = screen.workspace
        if asked == "q" and (workspace.view != "board" or workspace.listing.flat or workspace.marks):
            screen.back_out()
            return
        if not workspace.session.unsaved:
            self.exit()
            return
        chosen = await self._choose(
            "Quit",
            [Option("s", "save and quit", "save"), Option("D", "discard my changes and quit", "discard")],
            f"{workspace.file} has changes that are not saved.",
        )
        if chosen == "discard" or (chosen == "save" and await self.save()):
            self.exit()

    async def save_and_quit(self) -> None:
        """Save, then quit; stays where saving failed."""
        if not self.journey.workspace.session.unsaved or await self.save():
            self.exit()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's signature; its own calls ask for markup
    ) -> None:
        """What Textual itself has to say, never read as markup."""
        super().notify(show(message), title=show(title), severity=severity, timeout=timeout, markup=False)

    async def _choose(self, title: str, options: list[Option], note: str) -> str | None:
        return await self.push_screen_wait(Choice(title, options, self.look, note=note))


def _rewritten(base: bytes, steps: tuple[Step, ...], project: Project) -> bytes:
    """The text of the file with the edits made; see `guarded`."""
    # It takes a good part of the start to load, and is soon enough there for the first save.
    from model.files.document import guarded

    return guarded(base, steps, project.to_data())


def _textual_theme(name: str) -> TextualTheme:
    """Gapline's palette for the few widgets of Textual's own that are used."""
    theme = THEMES[name]
    box = theme.style("box")
    current = theme.style("current").bgcolor
    ground = theme.ground or "ansi_default"
    text = theme.style("text").color
    return TextualTheme(
        name=f"gapline-{name}",
        primary=ground,
        background=ground,
        surface=ground,
        panel=ground,
        foreground=text.name if text and not theme.colourless else "ansi_default",
        dark=theme.dark,
        variables={
            "box-ground": box.bgcolor.name if box.bgcolor else "ansi_default",
            "box-selection": current.name if current else "ansi_default",
            "box-text": box.color.name if box.color else "ansi_default",
        },
    )
