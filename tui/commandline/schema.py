"""`gapline schema`: the JSON Schema of the project file."""

from __future__ import annotations

import argparse

from tui.commandline.answer import Answer, Terminal
from tui.commandline.arguments import Parser


def parser() -> Parser:
    """The arguments of `gapline schema`: none."""
    return Parser(
        "schema",
        "Print the JSON Schema of the project file, with which editors complete and\ncheck its keys.",
        "gapline schema > gapline.schema.json",
    )


def answer(_arguments: argparse.Namespace, _terminal: Terminal) -> Answer:
    """The schema as JSON."""
    from model.journey.schema import json_schema
    from model.report.jsontext import json_text

    return Answer(json_text(json_schema()).encode("utf-8"))
