"""A view of a project as a file, drawn without a terminal and without Textual."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from model.editing.session import Session
from tui.acts.moving import to_priorities
from tui.acts.reviewing import arrived, begun
from tui.lists.findinglist import notice
from tui.lists.listing import entries_of
from tui.pictures.drawing import ansi_of, svg_of, text_of
from tui.pictures.glyphs import GLYPHS
from tui.pictures.picture import Look, Picture
from tui.themes import THEMES
from tui.views.frame import screen_picture
from tui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to draw, and how."""

    kind: str
    """`svg`, `png`, `txt` or `ansi`."""
    view: str = "board"
    size: tuple[int, int] = (120, 40)
    """Columns and lines."""
    theme: str = "night"
    glyphs: str = "block"
    touchpoint: str | None = None
    """The id of the touchpoint to select; None leaves the first one selected."""


def snapshot(session: Session, file: str, today: date, wanted: Wanted) -> bytes:
    """The view as the bytes of a file. They depend on nothing but the arguments."""
    theme = THEMES[wanted.theme]
    picture = picture_of(session, file, today, wanted)
    if wanted.kind in ("svg", "png"):
        drawn = svg_of(picture, theme, f"{session.project.about.name}: {wanted.view}")
        if wanted.kind == "svg":
            return drawn.encode("utf-8")
        from tui.pictures.raster import png_of

        return png_of(drawn)
    text = text_of(picture) if wanted.kind == "txt" else ansi_of(picture, theme)
    return text.encode("utf-8", "replace")


def picture_of(session: Session, file: str, today: date, wanted: Wanted) -> Picture:
    """The whole screen as the dashboard would show it."""
    workspace = replace(Workspace.opening(session, file, today), view=wanted.view)
    workspace = replace(workspace, noticed=notice(workspace.scores, today))
    if wanted.touchpoint is not None:
        touchpoint = workspace.scores.touchpoint(wanted.touchpoint)
        if touchpoint is not None:
            workspace = workspace.select(next(entries_of(touchpoint)).key)
    elif wanted.view == "priorities":
        workspace = to_priorities(workspace)
    if wanted.view == "review":
        workspace = _in_review(workspace, wanted.touchpoint)
    look = Look(GLYPHS[wanted.glyphs], THEMES[wanted.theme])
    return screen_picture(workspace, look, *wanted.size)


def _in_review(workspace: Workspace, touchpoint: str | None) -> Workspace:
    """A review as it begins, or as it reaches a touchpoint."""
    there = begun(replace(workspace, view="board"), "worst", (), 0)
    review = there.review
    if review is None or touchpoint is None:
        return there
    return arrived(there, review.with_log(review.log.arriving(touchpoint)))
