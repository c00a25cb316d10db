"""How a project opens: what was wished for, what this terminal can show, what stands in front first."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from rich.color import ColorSystem

from model.editing.session import Session
from model.files.loading import Loaded
from model.files.rights import owner_of, writable
from model.journey.problem import UserError
from tui.keymap import STANDARD, Keymap
from tui.lists.chronicle import Chronicle
from tui.pictures.glyphs import GLYPHS
from tui.pictures.picture import Look
from tui.terminal.colours import colours_of
from tui.text import show
from tui.themes import theme_in
from tui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line and the settings ask for; None leaves it to the terminal."""

    read_only: bool = False
    theme: str | None = None
    glyphs: str | None = None
    cursor: bool = False
    mouse: bool = True
    driver: str = "sparing"
    """What writes to the terminal: `sparing`, or `stock` for Textual's own."""
    step: float = 1
    """How far one nudge goes, in fifths of the tolerance."""
    keymap: Keymap = STANDARD
    cache: bool = True
    """Whether the first picture is kept, to be there at once the next time."""
    presence: bool = True
    """Whether to say beside the file that this session is here."""
    watch: bool = True
    """Whether to look around by itself: at the file and at who else is here."""
    tutor: bool = False
    """Whether the file is a copy to learn with, and the lesson is on."""


def today_of_clock() -> date:
    """The date of this machine's clock, in its own time zone: the day the people in the room would say."""
    return date.today()  # noqa: DTZ011 - the local date is meant


def now_of_clock() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def look_for(wishes: Wishes, environment: Mapping[str, str]) -> Look:
    """Theme and glyphs for this terminal: what was asked for, else what it can show."""
    term = environment.get("TERM", "")
    utf8 = "utf" in (getattr(sys.stdout, "encoding", "") or "").lower()
    plain = term in ("linux", "dumb") or not utf8
    colours = colours_of(environment)
    theme = wishes.theme or ("mono" if environment.get("NO_COLOR") or colours is None else "night")
    glyphs = wishes.glyphs or ("ascii" if plain else "block")
    # Whoever asks for colours where none are known gets those that every terminal has.
    return Look(GLYPHS[glyphs], theme_in(theme, colours or ColorSystem.STANDARD), only_ascii=not utf8)


def workspace_of(loaded: Loaded, wishes: Wishes, today: date) -> Workspace:
    """A workspace on what was read; raises UserError where there is nothing to show."""
    project = loaded.project
    if project is None:
        first = loaded.problems[0].sentence if loaded.problems else "there is nothing to show."
        raise UserError(f"{show(loaded.path.name)}: {first}")
    why, read_only = _read_only(loaded, wishes)
    return Workspace.opening(
        Session.opened(project, loaded.raw),
        show(loaded.path.name),
        today,
        user=user_name(),
        read_only=read_only,
        read_only_why=why,
        problems=loaded.problems,
        view="problems" if loaded.problems else "board",
        step=wishes.step,
        keymap=wishes.keymap,
        clock=now_of_clock,
        chronicle=Chronicle(now_of_clock()),
    )


def reopened(before: Workspace, loaded: Loaded, wishes: Wishes, today: date) -> Workspace:
    """A workspace on what was read again, with the reader where they were; raises UserError."""
    workspace = workspace_of(loaded, wishes, today)
    kept = replace(
        workspace,
        opened=before.opened,
        selected=before.selected,
        stage=before.stage,
        listing=before.listing,
        messages=before.messages,
        review=before.review,
        others=before.others,
        presenter=before.presenter,
        chronicle=before.chronicle,
        lesson=before.lesson,
        recording=before.recording,
        view=workspace.view if loaded.problems else before.view,
    )
    return kept.steady()


def _read_only(loaded: Loaded, wishes: Wishes) -> tuple[str, str]:
    """Why nothing can be changed, in a few words and in a sentence; nothing where it can."""
    if loaded.newer_format:
        number = loaded.project.format if loaded.project else "?"
        return (
            "newer format",
            f"this file has format {number}, made by a newer Gapline; take that one to change it.",
        )
    if loaded.problems:
        count = len(loaded.problems)
        words = "1 problem" if count == 1 else f"{count} problems"
        return words, f"{words} in the file, listed by g k; read-only until the file is mended."
    if wishes.read_only:
        return "--read-only", "opened with --read-only; open it without to change it."
    if not writable(loaded.real):
        owner = owner_of(loaded.real)
        return (
            "not yours to write",
            f"you may not write this file of {owner}; :save.beside makes a copy that is yours.",
        )
    return "", ""


def user_name() -> str:
    """The login name, for notes; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
