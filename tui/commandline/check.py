"""`gapline check`: what is wrong in project files, one line each, for people, editors and builds."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commandline.answer import Answer, Terminal, painted
from tui.commandline.arguments import Parser, UsageError, add_as_of, add_colour, one_of, refuse_several
from tui.diagnostics import ExitCode

if TYPE_CHECKING:
    from model.files.loading import Loaded
    from model.journey.project import Project
    from model.report.remarks import Checked, Remark

BARS = ("info", "warning", "error", "never")


def parser() -> Parser:
    """The arguments of `gapline check`."""
    made = Parser(
        "check",
        "Say what is wrong in project files, one line each:"
        "\n  file:line:column: code sentence"
        "\nExit code 0: nothing at or above the bar; 1: something; 2: a file cannot be"
        "\nread.",
        "gapline check journeys/*.toml --min-score -20 --max-failed 0",
    )
    made.add_argument("files", metavar="FILE", nargs="+", help="project files; - reads stdin")
    made.add_argument(
        "--fail-on",
        type=one_of(BARS),
        default="error",
        metavar="LEVEL",
        help="the lowest level that ends with exit code 1: info, warning, error or never (default: error)",
    )
    made.add_argument(
        "--min-score", type=a_score, metavar="N", help="what each journey has to score at least"
    )
    made.add_argument(
        "--max-failed", type=a_count, metavar="N", help="how many rows may be past the customer's limit"
    )
    made.add_argument(
        "--max-assumed",
        type=a_share,
        metavar="SHARE",
        help="how much of the score may rest on assumptions, such as 0.25",
    )
    made.add_argument(
        "--no-worse-than",
        metavar="OLD",
        help="a version whose journey score may not be undercut: a file, FILE@REV,"
        " or @REV for each file as it was in that git revision",
    )
    made.add_argument("--json", action="store_true", help="the same as JSON")
    made.add_argument(
        "--sarif", action="store_true", help="the same as SARIF 2.1.0, for code hosts and editors"
    )
    made.add_argument("--github", action="store_true", help="the same as annotations of GitHub Actions")
    add_as_of(made)
    add_colour(made)
    return made


def a_score(text: str) -> float:
    """A type for a score."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise argparse.ArgumentTypeError(f"{text!r} is not a score; write a number such as -20")
    return number


def a_count(text: str) -> int:
    """A type for a number of rows."""
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of rows; write 0 or more")
    return int(text)


def a_share(text: str) -> float:
    """A type for a share, as `0.25` or `25%`."""
    try:
        number = float(text[:-1]) / 100.0 if text.endswith("%") else float(text)
    except ValueError:
        number = math.nan
    if not 0.0 <= number <= 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share; write one from 0 to 1, such as 0.25")
    return number


def answer(arguments: argparse.Namespace, terminal: Terminal) -> Answer:
    """Check each file and say what was found; raises UserError where the version to beat cannot be read."""
    refuse_several(arguments, "json", "sarif", "github")
    _refuse_one_for_many(arguments)
    notes: list[str] = []
    checked = tuple([_checked(file, arguments, notes) for file in arguments.files])
    code = _exit_code(checked, arguments.fail_on)
    if arguments.json:
        from model.report.remarks import check_json

        return Answer(check_json(checked), tuple(notes), code)
    if arguments.sarif:
        from gapline import __version__
        from model.report.sarif import sarif

        return Answer(sarif(checked, __version__, Path.cwd()), tuple(notes), code)
    if arguments.github:
        from model.report.annotations import github_annotations

        data: str | bytes = github_annotations(checked).encode("utf-8", "replace")
    else:
        colours = terminal.colours(arguments.color)
        lines = [_line(each.file, remark, terminal, colours) for each in checked for remark in each.remarks]
        data = "".join(f"{line}\n" for line in lines)
    notes += [each.unreadable for each in checked if each.unreadable]
    return Answer(data, (*notes, _summary(checked)), code)


def _refuse_one_for_many(arguments: argparse.Namespace) -> None:
    old = arguments.no_worse_than
    if old is not None and not old.startswith("@") and len(arguments.files) > 1:
        raise UsageError(
            f"--no-worse-than {old} is one version for several files; name one file,"
            " or write --no-worse-than @REV for each file as it was in a git revision."
        )


def _checked(file: str, arguments: argparse.Namespace, notes: list[str]) -> Checked:
    """Everything there is to say about one file."""
    from model.files.regular import CannotRead
    from model.report.remarks import Checked, Remark
    from tui.commandline.reading import problem_line, read

    try:
        loaded = read(file)
    except CannotRead as error:
        return Checked(file, unreadable=str(error))
    name = str(loaded.path)
    if loaded.newer_format:
        # Its rules are not known here, so "no" would be as wrong an answer as "yes".
        first = loaded.problems[0]
        return Checked(name, unreadable=problem_line(name, first.line, first.column, first.sentence))
    if loaded.problems or loaded.project is None:
        # What is left of a file with problems is not scored: it would mislead.
        return Checked(name, tuple(map(Remark.of, loaded.problems)))
    return _judged(name, file, loaded, loaded.project, arguments, notes)


def _judged(
    name: str,
    file: str,
    loaded: Loaded,
    project: Project,
    arguments: argparse.Namespace,
    notes: list[str],
) -> Checked:
    """A file without problems: what the rules noticed, and the bars of the command line."""
    from model.findings.runner import findings, lines_of
    from model.report.gates import Bars, missed
    from model.report.remarks import Checked, Remark
    from model.scoring.totals import score_project

    scores = score_project(project)
    today = arguments.as_of or date.today()  # noqa: DTZ011 - the reader's own day, not one of UTC
    bars = Bars(arguments.min_score, arguments.max_failed, arguments.max_assumed)
    old, old_name = _version_to_beat(file, arguments.no_worse_than, notes)
    known = scores.journey.known_share
    noticed = findings(project, scores, today)
    places = lines_of(noticed, loaded.text)
    return Checked(
        name,
        (
            *(Remark.of_finding(each, places[each]) for each in noticed),
            *missed(loaded, scores, bars, old, old_name, today),
        ),
        score=scores.journey.score,
        failed=scores.journey.failed,
        assumed_share=None if known is None else 1.0 - known,
    )


def _version_to_beat(file: str, old: str | None, notes: list[str]) -> tuple[Project | None, str]:
    """The project that may not be undercut; none for a file that its revision does not have yet."""
    if old is None:
        return None, ""
    from model.files.revisions import NotThen
    from tui.commandline.compare import version

    text = f"{file}{old}" if old.startswith("@") else old
    try:
        found, project = version(text)
    except NotThen as error:
        notes.append(f"{error} There is nothing it could be worse than.")
        return None, ""
    return project, found.name


def _exit_code(checked: Sequence[Checked], bar: str) -> ExitCode:
    from model.report.remarks import LEVELS

    if any(each.unreadable for each in checked):
        return ExitCode.COULD_NOT
    over = LEVELS[BARS.index(bar) :]
    found = any(remark.level in over for each in checked for remark in each.remarks)
    return ExitCode.NO if found else ExitCode.FINE


def _line(file: str, remark: Remark, terminal: Terminal, colours: bool) -> str:
    from tui.commandline.reading import problem_line

    code = painted(remark.code, "failed" if remark.level == "error" else "short", colours)
    place = problem_line(terminal.shown(file), remark.line, remark.column, code)
    return f"{place} {terminal.shown(remark.message)}"


def _summary(checked: Sequence[Checked]) -> str:
    from model.report.remarks import PROBLEM

    every = [remark.code for each in checked for remark in each.remarks]
    problems = every.count(PROBLEM)
    parts = [_count(len(checked), "file") + " checked"]
    parts.append(_count(problems, "problem") if problems else "no problems")
    if len(every) > problems:
        parts.append(_count(len(every) - problems, "finding"))
    unreadable = sum(1 for each in checked if each.unreadable)
    if unreadable:
        parts.append(f"{unreadable} could not be read")
    return ", ".join(parts) + "."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
