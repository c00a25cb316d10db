"""`gapline export`: a snapshot of a project as a picture, as text or as data."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

from model.journey.problem import UserError
from tui.commandline.answer import Answer, Terminal
from tui.commandline.arguments import Parser, UsageError, add_as_of, meant, one_of
from tui.commandline.open import add_look

FORMATS = ("svg", "txt", "ansi", "json")
VIEWS = ("board", "detail", "curve", "priorities")
STDOUT = "-"
SMALLEST, LARGEST = (20, 6), (500, 500)


class NotExported(UserError):
    """An export that makes no sense, or would destroy something."""


def parser() -> Parser:
    """The arguments of `gapline export`."""
    made = Parser(
        "export",
        "Write a snapshot of a project: a picture of a view (svg), the same as text (txt) or as text with"
        " colours\n(ansi), or the scores (json). The same file and day give the same bytes on every machine.",
        "gapline export shop.toml --view curve --size 140x40 --as-of 2026-11-22 -o shop.svg",
    )
    made.add_argument("file", metavar="FILE", help="the project file; - reads stdin")
    made.add_argument(
        "-o", "--output", metavar="OUT", required=True, help="the file to write; - writes to stdout"
    )
    made.add_argument(
        "--format",
        type=one_of(FORMATS),
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)} (default: what the ending of OUT says)",
    )
    made.add_argument(
        "--view",
        type=one_of(VIEWS),
        default="board",
        metavar="VIEW",
        help=f"what to draw: {', '.join(VIEWS)} (default: board)",
    )
    made.add_argument("--touchpoint", metavar="ID", help="the touchpoint to select, by its id")
    made.add_argument(
        "--size", type=a_size, default=(120, 40), metavar="SIZE", help="columns x lines (default: 120x40)"
    )
    add_look(made, "night", "block")
    add_as_of(made)
    return made


def answer(arguments: argparse.Namespace, _terminal: Terminal) -> Answer:
    """Make the snapshot and write it; raises UserError."""
    from tui.commandline.reading import whole_project

    kind = arguments.format or _format_of(arguments.output)
    project, loaded = whole_project(arguments.file)
    _refuse_same_file(arguments.file, arguments.output)
    today = arguments.as_of or date.today()  # noqa: DTZ011 - the reader's own day, not one of UTC
    if arguments.touchpoint is not None and all(
        each.id != arguments.touchpoint for each in project.touchpoints
    ):
        known = [each.id for each in project.touchpoints]
        raise NotExported(
            f"there is no touchpoint with the id {arguments.touchpoint}{meant(arguments.touchpoint, known)}."
        )
    if kind == "json":
        from tui.commandline.score import score_json

        data = score_json(project, loaded, today)
    else:
        from model.editing.session import Session
        from tui.snapshot import Wanted, snapshot

        wanted = Wanted(
            kind, arguments.view, arguments.size, arguments.theme, arguments.glyphs, arguments.touchpoint
        )
        data = snapshot(Session.opened(project, loaded.raw), loaded.path.name, today, wanted)
    if arguments.output == STDOUT:
        return Answer(data)
    from model.files.saving import write_output

    saved = write_output(Path(arguments.output), data)
    if saved.confirmed:
        return Answer()
    return Answer(notes=(f"{arguments.output} is written, but the disk did not confirm it.",))


def a_size(text: str) -> tuple[int, int]:
    """A type for columns and lines: `120x40`."""
    found = re.fullmatch(r"(\d{1,4})[xX](\d{1,4})", text)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(low <= each <= high for low, each, high in zip(SMALLEST, size, LARGEST, strict=True)):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a size; write columns x lines as 120x40, from 20x6 to 500x500"
        )
    return size


def _format_of(output: str) -> str:
    if output == STDOUT:
        raise UsageError(f"for stdout, say --format and one of {', '.join(FORMATS)}.")
    ending = Path(output).suffix[1:].lower()
    if ending in FORMATS:
        return ending
    found = f"the ending .{ending}" if ending else "a name without an ending"
    raise UsageError(
        f"{output}: {found} names no known format; end it with {', '.join(f'.{each}' for each in FORMATS)},"
        " or say --format."
    )


def _refuse_same_file(source: str, output: str) -> None:
    try:
        same = Path(output).samefile(source)
    except (OSError, ValueError):
        return
    if same:
        raise NotExported(f"{output} is the project itself; an export would overwrite it. Name another file.")
