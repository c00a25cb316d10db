"""`gapline compare`: what differs between two versions of a project, and why the score changed."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from tui.commandline.answer import Answer, Terminal
from tui.commandline.arguments import Parser, UsageError, add_as_of, add_colour, refuse_several
from tui.diagnostics import ExitCode

if TYPE_CHECKING:
    from model.editing.compare import Comparison
    from model.files.versions import Version
    from model.journey.project import Project
    from model.report.comparing import Side


def parser() -> Parser:
    """The arguments of `gapline compare`."""
    made = Parser(
        "compare",
        "Say what differs between two versions of a project, by id and key, and split"
        "\nthe change of the score by its causes. A version is a file, a snapshot, or"
        "\nFILE@REV for a git revision."
        "\nExit code 0: no differences; 1: they differ; 2: one of them cannot be read.",
        "gapline compare shop.toml@HEAD~1 shop.toml",
    )
    made.add_argument("old", metavar="OLD", help="the older version; - reads stdin")
    made.add_argument("new", metavar="NEW", help="the newer version; - reads stdin")
    made.add_argument("--json", action="store_true", help="everything as JSON, numbers not rounded")
    made.add_argument("--md", action="store_true", help="as Markdown, for a pull request")
    add_as_of(made)
    add_colour(made)
    return made


def answer(arguments: argparse.Namespace, terminal: Terminal) -> Answer:
    """Compare the two and say what differs; raises UserError."""
    from model.editing.compare import compare

    refuse_several(arguments, "json", "md")
    if arguments.old == arguments.new == "-":
        raise UsageError("only one of the two versions can come from stdin; name a file for the other.")
    old, before = version(arguments.old)
    new, after = version(arguments.new)
    today = arguments.as_of or date.today()  # noqa: DTZ011 - the reader's own day, not one of UTC
    comparison = compare(before, after, as_of=today, then=old.day)
    code = ExitCode.FINE if comparison.same else ExitCode.NO
    return Answer(_said(arguments, comparison, old, new, terminal), (), code)


def version(name: str) -> tuple[Version, Project]:
    """The version called `name` and its project; raises UserError where it has problems."""
    from model.files.versions import Version, load_version
    from tui.commandline.reading import STDIN, ProblemsInFile, read

    found = load_version(name) if name != STDIN else Version(read(name), "<stdin>")
    if found.loaded.project is None or found.loaded.problems:
        raise ProblemsInFile(found.loaded)
    return found, found.loaded.project


def _said(
    arguments: argparse.Namespace, comparison: Comparison, old: Version, new: Version, terminal: Terminal
) -> str | bytes:
    from model.report.comparing import Side, compare_markdown, compare_report

    sides = Side(old.name, old.revision, old.day), Side(new.name, new.revision, new.day)
    if arguments.json:
        from model.report.jsontext import json_text

        return json_text(compare_report(comparison, *sides)).encode("utf-8")
    if arguments.md:
        return compare_markdown(comparison, *sides).encode("utf-8", "replace")
    return _to_read(comparison, sides, terminal, terminal.colours(arguments.color))


def _to_read(comparison: Comparison, sides: tuple[Side, Side], terminal: Terminal, colours: bool) -> str:
    from model.report.comparing import TITLES, journey_line, other_lines, row_cells, summary_lines
    from tui.commandline.scoretable import table

    if comparison.same:
        return "no differences\n"
    old, new = (terminal.shown(side.name) for side in sides)
    lines = [f"{old} > {new}", journey_line(comparison), *summary_lines(comparison)]
    rows = [tuple(map(terminal.shown, cells)) for cells in row_cells(comparison, comparison.shown)]
    if rows:
        lines += ["", *table(TITLES, rows, terminal.columns, colours)]
    others = other_lines(comparison)
    if others:
        lines.append("")
        for what, name, words in others:
            title = f" ({terminal.shown(name)})" if name else ""
            lines.append(f"{terminal.shown(what)}{title}: {terminal.shown(words)}")
    return "\n".join(lines) + "\n"
