"""`gapline keys`: every key of the dashboard."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from model.journey.problem import UserError
from tui.commandline.answer import Answer, Terminal, painted
from tui.commandline.arguments import Parser, add_colour, refuse_several


def parser() -> Parser:
    """The arguments of `gapline keys`."""
    made = Parser("keys", "Print every key of the dashboard and what it does.", "gapline keys | less")
    made.add_argument(
        "--write",
        action="store_true",
        help="make a settings file with every setting and key as a comment, to be edited",
    )
    made.add_argument("--markdown", action="store_true", help="as a Markdown table")
    add_colour(made)
    return made


def answer(arguments: argparse.Namespace, terminal: Terminal) -> Answer:
    """The key table, by group."""
    from tui.commands import GROUPS
    from tui.registry.keytable import keys_label, markdown_table

    refuse_several(arguments, "write", "markdown")
    if arguments.markdown:
        return Answer(markdown_table())

    from tui.settings import read_settings, settings_file, settings_template

    if arguments.write:
        return _written(settings_file(), settings_template())
    commands = read_settings(os.environ).keymap.commands
    colours = terminal.colours(arguments.color)
    wide = max(len(keys_label(command)) for command in commands)
    names = max(len(command.id) for command in commands)
    lines: list[str] = []
    for group in GROUPS:
        lines += ["", painted(group, "strong", colours)] if lines else [painted(group, "strong", colours)]
        lines += [
            f"  {keys_label(command):<{wide}}  {command.id:<{names}}  {command.about}"
            for command in commands
            if command.group == group
        ]
    return Answer("\n".join(lines) + "\n")


def _written(path: Path, text: str) -> Answer:
    from model.files.saving import create

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "the system gave no reason").lower()
        raise UserError(f"{path.parent} cannot be made: {reason}.") from None
    create(path, text.encode())
    return Answer(f"{path}\n", notes=("every line in it is a comment; take the # away to change something.",))
