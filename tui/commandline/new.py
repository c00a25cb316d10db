"""`gapline new`: a project file to begin with."""

from __future__ import annotations

import argparse

from tui.commandline.answer import Answer, Terminal
from tui.commandline.arguments import Parser, one_of


def parser() -> Parser:
    """The arguments of `gapline new`."""
    from model.files.templates import TEMPLATES

    made = Parser(
        "new",
        "Make a new project file from a template. A file that is there already is"
        "\nnever touched."
        "\n\ntemplates:\n" + "\n".join(f"  {name:<10}{about}" for name, about in TEMPLATES.items()),
        "gapline new shop.toml --template retail",
    )
    made.add_argument("file", metavar="FILE", help="the file to make; - writes to stdout")
    made.add_argument(
        "--template",
        type=one_of(tuple(TEMPLATES)),
        default="blank",
        metavar="NAME",
        help="what to begin with (default: blank)",
    )
    return made


def answer(arguments: argparse.Namespace, _terminal: Terminal) -> Answer:
    """Make the file and say what to do next; raises UserError."""
    from model.files.templates import template

    text = template(arguments.template)
    if arguments.file == "-":
        return Answer(text)
    from pathlib import Path

    from model.files.saving import create

    create(Path(arguments.file), text)
    name = arguments.file if not arguments.file.startswith("-") else f"./{arguments.file}"
    return Answer(notes=(f"made {name}. Next: gapline {quoted(name)} opens it; any editor changes it too.",))


def quoted(name: str) -> str:
    """A file name as a shell needs it."""
    import shlex

    return shlex.quote(name)
