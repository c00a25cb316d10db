"""The first frame: how a project opens, painted before the application is loaded, and kept."""

from __future__ import annotations

import time
from pathlib import Path

from rich.segment import Segment

from gapline.early import TERMINAL
from gapline.frames import Key, Row, forget, keep
from model.files.limits import LARGEST_FILE
from model.files.regular import CannotRead, read_regular
from model.journey.expectation import ObservationFile
from model.journey.project import Project
from tui.inks import colourless, spelled
from tui.pictures.picture import Look
from tui.views.frame import screen_picture
from tui.widgets.differing import segments_of
from tui.workspace import Workspace

SETTLED = 2.0
"""Seconds after which a file that changes is told by its time, whatever clock its disk goes by."""


def paint(workspace: Workspace, look: Look) -> None:
    """Show how the project opens, unless that is shown already."""
    key = TERMINAL.key
    if key is not None and not TERMINAL.rows and TERMINAL.take():
        TERMINAL.paint(rows_of(workspace, look, key.size))


def rows_of(workspace: Workspace, look: Look, size: tuple[int, int]) -> tuple[Row, ...]:
    """The workspace as it is sent to this terminal."""
    lines = [segments_of(line, look.theme) for line in screen_picture(workspace, look, *size)]
    if look.theme.colourless:
        lines = [[Segment(text, style and colourless(style)) for text, style, _ in line] for line in lines]
    return spelled(lines, look.theme.colours)


def keep_frame(key: Key, workspace: Workspace, look: Look, raw: bytes) -> None:
    """Keep how the project opens next time, where the file still holds `raw` and rests.

    Nothing is kept of what may look otherwise though the file is the same.
    """
    if workspace.problems or _leans_on_others(workspace.project) or str(workspace.today) != key.day:
        forget(key)
        return
    try:
        found, status = read_regular(Path(key.real), LARGEST_FILE)
    except CannotRead:
        return
    if found == raw and time.time() - status.st_mtime > SETTLED:
        keep(key, status, rows_of(workspace, look, key.size))


def _leans_on_others(project: Project) -> bool:
    """Whether figures come from other files, which change without this one."""
    return any(
        isinstance(row.observations, ObservationFile)
        for touchpoint in project.touchpoints
        for row in touchpoint.expectations
    )
