"""`gapline score`: the scores as a table to read, or as JSON."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from tui.commandline.answer import Answer, Terminal
from tui.commandline.arguments import Parser, add_as_of, add_colour, one_of

if TYPE_CHECKING:
    from model.files.loading import Loaded
    from model.journey.project import Project

LEVELS = ("stage", "touchpoint", "expectation")


def parser() -> Parser:
    """The arguments of `gapline score`."""
    made = Parser(
        "score",
        "Print the scores of a project, as a table or as JSON. A score runs from -100"
        "\nto +50: 0 is as expected, -50 is the customer's limit.",
        "gapline score shop.toml --json | jq .journey.score",
    )
    made.add_argument("file", metavar="FILE", help="the project file; - reads stdin")
    made.add_argument("--json", action="store_true", help="everything as JSON, numbers not rounded")
    made.add_argument(
        "--by",
        type=one_of(LEVELS),
        default="touchpoint",
        metavar="WHAT",
        help="one line for each stage, touchpoint or expectation (default: touchpoint)",
    )
    add_as_of(made)
    add_colour(made)
    return made


def answer(arguments: argparse.Namespace, terminal: Terminal) -> Answer:
    """Read the file and say its scores; raises UserError."""
    from tui.commandline.reading import whole_project

    project, loaded = whole_project(arguments.file)
    today = arguments.as_of or date.today()  # noqa: DTZ011 - the reader's own day, not one of UTC
    if arguments.json:
        return Answer(score_json(project, loaded, today))
    from model.scoring.totals import score_project
    from tui.commandline.scoretable import scores_to_read

    colours = terminal.colours(arguments.color)
    return Answer(scores_to_read(project, score_project(project), arguments.by, terminal, colours))


def score_json(project: Project, loaded: Loaded, today: date) -> bytes:
    """The scores as JSON in UTF-8, whatever the terminal speaks."""
    from model.report.document import Report
    from model.report.formats import written

    return written(Report.of(project, file=str(loaded.path), as_of=today, text=loaded.text), "json")
