"""`gapline FILE`: the dashboard."""

from __future__ import annotations

import argparse
import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from gapline.early import TERMINAL, draws
from model.journey.problem import UserError
from tui.commandline.answer import Answer, Terminal
from tui.commandline.arguments import Parser, UsageError, one_of
from tui.diagnostics import tell

if TYPE_CHECKING:
    from model.files.ahead import Ahead
    from tui.opening import Wishes

# Named here and not asked of the modules that hold them: `gapline --help` should load neither.
THEMES = ("night", "day", "mono")
GLYPHS = ("ascii", "block")
DRIVERS = ("sparing", "stock")


class NotOpened(UserError):
    """The dashboard cannot be shown here, or there is no file to show."""


def parser() -> Parser:
    """The arguments of `gapline open`."""
    made = Parser(
        "open",
        "Open a project in the dashboard. The word `open` may be left out, unless the"
        "\nfile is called like a command.",
        "gapline shop.toml",
    )
    made.suggest("--version")
    made.add_argument(
        "file", metavar="FILE", nargs="?", help="the project file; without it the start menu opens"
    )
    made.add_argument("--read-only", action="store_true", help="show it and change nothing")
    made.add_argument(
        "--plain",
        action="store_true",
        help="no screen: read a command a line and answer in lines, for pipes and for listening",
    )
    made.add_argument(
        "--cursor",
        action="store_true",
        help="put the terminal's cursor on the selected row, for screen readers",
    )
    add_look(made)
    made.add_argument(
        "--driver",
        type=one_of(DRIVERS),
        default="sparing",
        metavar="NAME",
        help="what writes to the terminal: sparing sends only what changed and waits for a slow line,"
        " stock is Textual's own (default: sparing)",
    )
    return made


def add_look(made: Parser, theme: str | None = None, glyphs: str | None = None) -> None:
    """Add `--theme` and `--glyphs`."""
    default = f" (default: {theme})" if theme else ""
    made.add_argument(
        "--theme",
        type=one_of(THEMES),
        default=theme,
        metavar="NAME",
        help=f"colours: {', '.join(THEMES)}{default}",
    )
    default = f" (default: {glyphs})" if glyphs else ""
    made.add_argument(
        "--glyphs",
        type=one_of(GLYPHS),
        default=glyphs,
        metavar="SET",
        help=f"what is drawn with: {' or '.join(GLYPHS)}{default}",
    )


def answer(arguments: argparse.Namespace, terminal: Terminal) -> Answer:
    """Open the dashboard and return when it is left; raises UserError."""
    if arguments.file == "-":
        raise UsageError(
            "the dashboard needs a file of its own to save to; stdin is for score, check and export."
        )
    path = Path(arguments.file or "")
    if arguments.file is None and arguments.plain:
        raise UsageError("--plain needs the file to read and change in lines: gapline --plain FILE.")
    if arguments.file is None:
        _refuse_without_terminal(terminal)
    elif not path.exists() and not path.is_symlink():
        from tui.commandline.new import quoted

        raise NotOpened(
            f"{path} does not exist; check the name, or make it with: gapline new {quoted(str(path))}"
        )
    if arguments.plain:
        return _plain(path, arguments)
    _refuse_without_terminal(terminal)
    if not draws():
        return _in_lines(path, arguments)
    ahead = None
    if arguments.file is not None:
        from model.files.ahead import read_ahead

        TERMINAL.take()
        ahead = read_ahead(path)
    from tui.settings import read_settings

    settings = read_settings(os.environ)
    # Textual reads it once, when it is loaded; a terminal's own ESCDELAY stays where it was set on purpose.
    os.environ.setdefault("ESCDELAY", str(settings.escape_delay))

    from tui.opening import Wishes

    wishes = Wishes(
        read_only=arguments.read_only,
        theme=arguments.theme or settings.theme,
        glyphs=arguments.glyphs or settings.glyphs,
        cursor=arguments.cursor or settings.cursor,
        mouse=settings.mouse,
        driver=arguments.driver,
        step=float(settings.step),
        keymap=settings.keymap,
        presence=settings.presence,
        cache=settings.cache,
    )
    if arguments.file is None:
        from tui.app import learn, start

        while (chosen := start(wishes)) == "tutor":
            if code := learn(wishes):
                return Answer(code=code)
        if isinstance(chosen, int):
            return Answer(code=chosen)
        path = chosen
        TERMINAL.again()
    if not wishes.read_only:
        from tui.mending import mend_cut_off

        mend_cut_off(path, _asked_in_lines)
    return Answer(code=_shown(path, ahead, wishes))


def _shown(path: Path, ahead: Ahead | None, wishes: Wishes) -> int:
    """Read the file and show how it opens, then load what the dashboard needs behind that picture."""
    from model.files.loading import load
    from tui.firstframe import paint
    from tui.opening import look_for, today_of_clock, workspace_of
    from tui.reading import told

    look = look_for(wishes, os.environ)
    with told(path, look):
        if ahead is not None and not ahead.ready:
            # Needed behind the picture anyway, so the time is not spent on waiting.
            import_module("tui.app")
        loaded = load(path, ahead)
        workspace = workspace_of(loaded, wishes, today_of_clock())
    paint(workspace, look)
    from tui.app import run

    return run(loaded, workspace, look, wishes)


def _asked_in_lines(question: str) -> str:
    TERMINAL.give_back()
    return input(question)


def _refuse_without_terminal(terminal: Terminal) -> None:
    if not terminal.is_terminal or sys.stdin is None or not sys.stdin.isatty():
        raise NotOpened(
            "the dashboard needs a terminal for its screen and keys;"
            " in a script use gapline --plain, score, check or export."
        )


def _in_lines(path: Path, arguments: argparse.Namespace) -> Answer:
    """The plain mode, for a terminal on which nothing can be drawn, such as the shell of an editor."""
    term = os.environ.get("TERM", "")
    why = f"nothing can be drawn here: TERM is {term or 'not set'}"
    if arguments.file is None:
        raise NotOpened(f"{why}; name a file to read and change it in lines: gapline FILE.")
    tell(f"{why}. So the project is read and changed in lines, as with --plain.")
    return _plain(path, arguments)


def _plain(path: Path, arguments: argparse.Namespace) -> Answer:
    from tui.opening import Wishes, today_of_clock
    from tui.plain.conversation import converse

    if sys.stdin is None or sys.stdout is None:
        raise NotOpened("--plain needs an input to read commands from and an output for its answers.")
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    converse(path, Wishes(read_only=arguments.read_only), today_of_clock(), sys.stdin, sys.stdout)
    return Answer()
