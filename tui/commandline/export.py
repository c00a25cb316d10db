"""`gapline export`: a snapshot of a project as a picture, a document or data."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from model.journey.problem import UserError
from tui.commandline.answer import Answer, Terminal
from tui.commandline.arguments import Parser, UsageError, add_as_of, meant, one_of
from tui.commandline.open import add_look

if TYPE_CHECKING:
    from model.files.loading import Loaded
    from model.files.trend import TrendPoint
    from model.journey.project import Project

PICTURES = ("svg", "png", "txt", "ansi")
# Named here and not asked of the module that writes them: `gapline export --help` should load no model.
DOCUMENTS = ("html", "md", "json", "csv", "xlsx", "mmd", "pdf")
FORMATS = (*PICTURES, *DOCUMENTS)
VIEWS = (
    "board",
    "detail",
    "curve",
    "priorities",
    "promises",
    "planner",
    "findings",
    "actions",
    "notes",
    "scenarios",
    "review",
)
STDOUT = "-"
SMALLEST, LARGEST = (20, 6), (500, 500)


class NotExported(UserError):
    """An export that makes no sense, or would destroy something."""


def parser() -> Parser:
    """The arguments of `gapline export`."""
    made = Parser(
        "export",
        "Write a snapshot of a project. Pictures of a view: svg, png, txt, and ansi with"
        "\ncolours for a terminal. Reports: html, pdf, md. Data: json, csv, xlsx. Diagram:"
        "\nmmd (Mermaid). The same file and day give the same bytes on every machine. The"
        "\noptions of a picture mean nothing to the rest.",
        "gapline export shop.toml --view curve --as-of 2026-11-22 -o shop.svg",
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
        help=f"what to draw: {', '.join(VIEWS)} (default: board); svg and mmd draw a chart for curve",
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
    from model.report.formats import require
    from tui.commandline.reading import whole_project

    kind = arguments.format or _format_of(arguments.output)
    require(kind)
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
    data = _data(kind, project, loaded, today, arguments)
    if arguments.output == STDOUT:
        return Answer(data)
    from model.files.saving import write_output

    saved = write_output(Path(arguments.output), data)
    if saved.confirmed:
        return Answer()
    return Answer(notes=(f"{arguments.output} is written, but the disk did not confirm it.",))


def _data(kind: str, project: Project, loaded: Loaded, today: date, arguments: argparse.Namespace) -> bytes:
    """The bytes of the file. Neither a document nor a chart loads what draws a screen."""
    chart = kind == "svg" and arguments.view == "curve"
    if kind in PICTURES and not chart:
        from model.editing.session import Session
        from tui.snapshot import Wanted, snapshot

        wanted = Wanted(
            kind, arguments.view, arguments.size, arguments.theme, arguments.glyphs, arguments.touchpoint
        )
        return snapshot(Session.opened(project, loaded.raw), loaded.path.name, today, wanted)
    from model.report.document import Report

    past: tuple[TrendPoint, ...] = ()
    if kind == "html" and arguments.file != "-":
        from model.files.trend import trend_of

        past = trend_of(loaded.path)
    report = Report.of(project, file=str(loaded.path), as_of=today, text=loaded.text, past=past)
    if chart:
        from model.report.chart import CELL, chart_svg
        from model.report.svgpen import PALETTES

        size = (arguments.size[0] * CELL[0], arguments.size[1] * CELL[1])
        palette = PALETTES[arguments.theme]
        drawn = chart_svg(report, size=size, palette=palette, heading=True, selected=arguments.touchpoint)
        return drawn.encode("utf-8")
    from model.report.formats import DOCUMENTS, written

    return written(report, next(each for each in DOCUMENTS if each == kind), arguments.view)


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
