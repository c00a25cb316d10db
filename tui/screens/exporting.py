"""Exporting from the screen: the view in front as a picture, or the project as a report or data."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from model.files.loading import Loaded
from model.files.trend import TrendPoint, trend_of
from model.report.document import Report
from model.report.formats import DOCUMENTS, Document, require, written
from tui.pictures.drawing import ansi_of, svg_of, text_of
from tui.pictures.picture import Look
from tui.progress import Progress
from tui.screens.outputs import output_path, write_at_length
from tui.text import show
from tui.themes import THEMES
from tui.views.frame import screen_picture
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow

_PICTURES = ("svg", "png", "txt", "ansi")


async def export(screen: Asking) -> None:
    """Ask for a file name; its ending says what is written."""
    loaded = screen.gapline.file.loaded
    title = "Export to a file; the ending says as what"
    path = await output_path(screen, title, f"{loaded.path.stem}.html", (*DOCUMENTS, *_PICTURES))
    if path is None:
        return
    kind = path.suffix.lower().removeprefix(".")
    require(kind)
    # A line of the moment is no part of what somebody wants to keep.
    workspace = screen.workspace.quiet()
    document = next((each for each in DOCUMENTS if each == kind), None)
    if document is None:
        make = partial(_picture, kind, workspace, screen.look, screen.app.size)
    else:
        make = partial(_document, document, workspace, loaded)
    confirmed = await write_at_length(screen, path, make)
    what = "The project" if document else "This view"
    words = f"{what} is in {show(str(path))}.{confirmed}"
    if workspace.trying:
        words += " It says what is tried."
    elif workspace.unsaved:
        words += " What is not saved yet is in it."
    screen.show_workspace(screen.workspace.saying(words))


def _picture(kind: str, workspace: Workspace, look: Look, size: tuple[int, int], progress: Progress) -> bytes:
    """The view as it stands on this screen."""
    progress.step("Drawing")
    # A file has all colours, whatever this terminal has.
    look = replace(look, theme=THEMES[look.theme.name], only_ascii=False)
    picture = screen_picture(workspace, look, *size)
    if kind in ("txt", "ansi"):
        text = text_of(picture) if kind == "txt" else ansi_of(picture, look.theme)
        return text.encode("utf-8", "replace")
    drawn = svg_of(picture, look.theme, f"{workspace.project.about.name}: {workspace.view}")
    if kind == "svg":
        return drawn.encode("utf-8")
    progress.step("Making a picture of it")
    # Its package is not installed with every Gapline; by now it is known to be here.
    from tui.pictures.raster import png_of

    return png_of(drawn)


def _document(kind: Document, workspace: Workspace, loaded: Loaded, progress: Progress) -> bytes:
    """The project as it stands, as a report or data."""
    past: tuple[TrendPoint, ...] = ()
    if kind == "html":
        progress.step("Reading the snapshots for the trend")
        past = trend_of(loaded.path)
    progress.step("Scoring, and looking for findings")
    # The lines of the file are those of what is saved.
    text = None if workspace.unsaved or workspace.trying else loaded.text
    report = Report.of(workspace.project, file=str(loaded.path), as_of=workspace.today, text=text, past=past)
    progress.step("Writing it up")
    return written(report, kind, workspace.view)


FLOWS: dict[str, Flow] = {"export": export}
"""The command of this file by its id."""
