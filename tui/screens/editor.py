"""The text of the project in the person's own editor, and what comes back from there."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.editing.edits import Batch
from model.editing.session import Session
from model.files.limits import LARGEST_FILE
from model.files.loading import Loaded, understood
from model.files.positions import positions
from model.files.privatefolder import clear_away, private_folder
from model.files.regular import CannotRead, read_regular
from model.files.saving import create
from model.journey.problem import UserError
from tui.openfile import text_of
from tui.outside.editorcommand import at_line, editor_words
from tui.outside.suspending import run_outside
from tui.text import show
from tui.views.popup import Option
from tui.workspace import Workspace

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


@dataclass(frozen=True, slots=True)
class _Returned:
    """A text that came back from the editor."""

    why: str
    """Why it is not simply taken over; empty where it is."""
    line: int | None = None
    loaded: Loaded | None = None
    """What it says, where it could be taken over all the same."""


async def edit_text(screen: Asking) -> None:
    """Open the text as it would be saved now, at the selected row, and take over what was written."""
    workspace = screen.workspace
    if workspace.trying:
        _say(screen, "The editor shows the plan: leave what-if with x first.", error=True)
        return
    words = editor_words(os.environ)
    raw = await asyncio.to_thread(text_of, workspace.plan)
    folder = private_folder()
    path = folder / screen.gapline.file.loaded.real.name
    path.write_bytes(raw)
    try:
        await _edited(screen, words, path, raw, _line_of(workspace, raw))
    except UserError:
        clear_away(folder)
        raise
    # Where the program ends before, such as with its connection, the text stays where it is.
    clear_away(folder)


async def _edited(screen: Asking, words: list[str], path: Path, raw: bytes, line: int | None) -> None:
    """Let the person edit until the text can be taken over, is dropped or put beside the file."""
    while True:
        code = await run_outside(screen.gapline, at_line(words, path, line))
        try:
            new, _ = read_regular(path, LARGEST_FILE)
        except CannotRead as error:
            _say(screen, f"{error} Nothing was changed.", error=True)
            return
        if new == raw:
            why = f"The editor ended with an error ({code})" if code else "The text came back as it was"
            _say(screen, f"{why}: nothing was changed.", error=bool(code))
            return
        back = await asyncio.to_thread(_read, path, screen.gapline.file.loaded, new, code)
        if not back.why and back.loaded is not None:
            _take(screen, new, back.loaded)
            return
        chosen = await _what_now(screen, back)
        if chosen == "take" and back.loaded is not None:
            _take(screen, new, back.loaded)
            return
        if chosen == "drop":
            _say(screen, "Dropped what was written in the editor. Everything is as it was.")
            return
        if chosen != "again":
            await _keep_beside(screen, new)
            return
        line = back.line or line


def _read(path: Path, file: Loaded, new: bytes, code: int) -> _Returned:
    """What the text says, and why it cannot simply be taken over; touches the files it names."""
    try:
        loaded = understood(Path(path.name), file.real, new, file.stamp)._replace(path=file.path)
    except CannotRead as error:
        return _Returned(str(error), error.line)
    if loaded.project is None or not loaded.editable:
        first = loaded.problems[0]
        more = f" ({len(loaded.problems) - 1} more)" if len(loaded.problems) > 1 else ""
        where = f"Line {first.line}: " if first.line else ""
        return _Returned(f"{where}{first.sentence}{more}", first.line)
    return _Returned(f"The editor ended with an error ({code})." if code else "", None, loaded)


async def _what_now(screen: Asking, back: _Returned) -> str | None:
    where = f" at line {back.line}" if back.line else ""
    options = [
        Option("o", f"open it again{where}", "again"),
        Option("b", "keep the text in a file beside this one", "beside"),
        Option("D", "drop what was written", "drop"),
    ]
    if back.loaded is not None:
        options.insert(1, Option("t", "take it over all the same", "take"))
    return await screen.choose(
        "What was written is not taken over yet", options, f"{back.why} Esc keeps it beside the file."
    )


def _take(screen: Asking, raw: bytes, loaded: Loaded) -> None:
    """One step of undo, which a save writes exactly as it was typed."""
    workspace = screen.workspace
    assert loaded.project is not None
    session = workspace.plan.rewritten(raw, loaded.project)
    screen.show_workspace(workspace.at(session).saying(_taken_words(session)))


def _taken_words(session: Session) -> str:
    edit = session.state.edit
    count = len(edit.edits) if isinstance(edit, Batch) else 1
    if not count:
        return "Taken over from the editor: comments and layout. Not saved yet; u takes it back."
    changes = "1 change" if count == 1 else f"{count} changes"
    return f"Taken over from the editor: {changes}. Not saved yet; u takes it all back."


async def _keep_beside(screen: Asking, raw: bytes) -> None:
    """Put the text into a new file beside the project; where that fails, it is not lost either."""
    real = screen.gapline.file.loaded.real
    for number in range(1, 1000):
        path = real.with_name(f"{real.stem}.edited{'' if number == 1 else f'-{number}'}.toml")
        if path.exists():
            continue
        try:
            await asyncio.to_thread(create, path, raw)
        except UserError as error:
            kept = private_folder() / path.name
            kept.write_bytes(raw)
            _say(screen, f"{error} What was written in the editor is in {kept}.", error=True)
            return
        _say(screen, f"What was written in the editor is in {show(path.name)}, beside the file.")
        return


def _say(screen: Asking, words: str, *, error: bool = False) -> None:
    screen.show_workspace(screen.workspace.saying(words, "error" if error else "message"))


def _line_of(workspace: Workspace, raw: bytes) -> int | None:
    """The line at which the selected row begins."""
    touchpoint, row = workspace.selected
    project = workspace.plan.project
    ids = [each.id for each in project.touchpoints]
    if touchpoint not in ids:
        return None
    path: tuple[str | int, ...] = ("touchpoints", ids.index(touchpoint))
    rows = [each.id for each in project.touchpoints[ids.index(touchpoint)].expectations]
    if row in rows:
        path = (*path, "expectations", rows.index(row))
    return positions(raw.decode("utf-8-sig"), [path])[path][0]


FLOWS: dict[str, Flow] = {"editor": edit_text}
"""The command of this file by its id."""
