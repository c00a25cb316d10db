"""`gapline keys`: every key of the dashboard."""

from __future__ import annotations

import argparse

from tui.commandline.answer import Answer, Terminal, painted
from tui.commandline.arguments import Parser, add_colour


def parser() -> Parser:
    """The arguments of `gapline keys`."""
    made = Parser("keys", "Print every key of the dashboard and what it does.", "gapline keys | less")
    made.add_argument("--markdown", action="store_true", help="as a Markdown table")
    add_colour(made)
    return made


def answer(arguments: argparse.Namespace, terminal: Terminal) -> Answer:
    """The key table, by group."""
    from tui.commands import COMMANDS, GROUPS, keys_label, markdown_table

    if arguments.markdown:
        return Answer(markdown_table())
    colours = terminal.colours(arguments.color)
    wide = max(len(keys_label(command)) for command in COMMANDS)
    names = max(len(command.id) for command in COMMANDS)
    lines: list[str] = []
    for group in GROUPS:
        lines += ["", painted(group, "strong", colours)] if lines else [painted(group, "strong", colours)]
        lines += [
            f"  {keys_label(command):<{wide}}  {command.id:<{names}}  {command.about}"
            for command in COMMANDS
            if command.group == group
        ]
    return Answer("\n".join(lines) + "\n")
