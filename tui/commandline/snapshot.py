"""`gapline snapshot`: a dated copy of a project file, to compare with later."""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path

from tui.commandline.answer import Answer, Terminal
from tui.commandline.arguments import Parser, UsageError, add_as_of


def parser() -> Parser:
    """The arguments of `gapline snapshot`."""
    made = Parser(
        "snapshot",
        "Copy a project file, byte by byte, into the folder .snapshots beside it, under"
        "\ntoday's date, and print the path of the copy. Nothing is ever overwritten.",
        'gapline snapshot shop.toml --name "before the move"',
    )
    made.add_argument("file", metavar="FILE", help="the project file")
    made.add_argument("--name", metavar="TEXT", default="", help="what to call it besides its date")
    add_as_of(made)
    return made


def answer(arguments: argparse.Namespace, terminal: Terminal) -> Answer:
    """Make the copy and print its path; raises UserError."""
    from model.files.snapshots import take_snapshot

    if arguments.file == "-":
        raise UsageError("a snapshot is a copy of a file; name the file instead of -.")
    day = arguments.as_of or date.today()  # noqa: DTZ011 - the reader's own day, not one of UTC
    taken = take_snapshot(Path(arguments.file), day, arguments.name)
    notes = []
    if taken.problems:
        count = f"{taken.problems} problem{'s' if taken.problems != 1 else ''}"
        notes.append(f"the file has {count}, and so has the copy; gapline check lists them.")
    if not taken.confirmed:
        notes.append("the copy is written, but the disk did not confirm it.")
    path = _from_here(taken.path)
    # A program that reads the path needs its very bytes; a terminal must not get what they could hold.
    data = f"{terminal.shown(path)}\n" if terminal.is_terminal else os.fsencode(path) + b"\n"
    return Answer(data, tuple(notes))


def _from_here(path: Path) -> str:
    """The path as short as it can be said from the current folder."""
    try:
        return str(path.relative_to(Path.cwd().resolve()))
    except (OSError, ValueError):
        return str(path)
