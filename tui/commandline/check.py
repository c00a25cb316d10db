"""`gapline check`: what is wrong in project files, one line each, for people, editors and builds."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from tui.commandline.answer import Answer, Terminal, painted
from tui.commandline.arguments import Parser, add_as_of, add_colour, one_of
from tui.diagnostics import ExitCode

PROBLEM = "GAP001"
"""The code of a file that breaks a rule of the format."""
LEVELS = ("info", "warning", "error")
BARS = (*LEVELS, "never")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about a file. Problems are errors; what is only noticed has a lower level."""

    code: str
    level: str
    line: int | None
    column: int | None
    key: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One file with what there is to say about it."""

    file: str
    """As it was given."""
    remarks: tuple[Remark, ...] = ()
    unreadable: str = ""
    """Why it is no project file at all, in one sentence; empty for one that could be read."""


def parser() -> Parser:
    """The arguments of `gapline check`."""
    made = Parser(
        "check",
        "Say what is wrong in project files, one line each: file:line:column: code sentence."
        "\nExit code 0: nothing at or above the bar; 1: something; 2: a file cannot be read.",
        "gapline check journeys/*.toml",
    )
    made.add_argument("files", metavar="FILE", nargs="+", help="project files; - reads stdin")
    made.add_argument(
        "--fail-on",
        type=one_of(BARS),
        default="error",
        metavar="LEVEL",
        help="the lowest level that ends with exit code 1: info, warning, error or never (default: error)",
    )
    made.add_argument("--json", action="store_true", help="the same as JSON")
    add_as_of(made)
    add_colour(made)
    return made


def answer(arguments: argparse.Namespace, terminal: Terminal) -> Answer:
    """Check each file and say what was found."""
    checked = [check(file) for file in arguments.files]
    remarks = [remark for each in checked for remark in each.remarks]
    code = _exit_code(checked, arguments.fail_on)
    if arguments.json:
        return Answer(_json(checked), (), code)
    colours = terminal.colours(arguments.color)
    lines = [_line(each.file, remark, terminal, colours) for each in checked for remark in each.remarks]
    notes = [each.unreadable for each in checked if each.unreadable]
    notes.append(_summary(len(checked), len(remarks), len(notes)))
    return Answer("".join(f"{line}\n" for line in lines), tuple(notes), code)


def check(file: str) -> Checked:
    """Everything there is to say about one file."""
    from model.files.loading import CannotRead
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
    remarks = tuple(
        Remark(PROBLEM, "error", each.line, each.column, each.key, each.sentence, each.mend)
        for each in loaded.problems
    )
    return Checked(name, remarks)


def _exit_code(checked: list[Checked], bar: str) -> ExitCode:
    if any(each.unreadable for each in checked):
        return ExitCode.COULD_NOT
    over = LEVELS[LEVELS.index(bar) :] if bar in LEVELS else ()
    found = any(remark.level in over for each in checked for remark in each.remarks)
    return ExitCode.NO if found else ExitCode.FINE


def _line(file: str, remark: Remark, terminal: Terminal, colours: bool) -> str:
    from tui.commandline.reading import problem_line

    code = painted(remark.code, "failed" if remark.level == "error" else "short", colours)
    place = problem_line(terminal.shown(file), remark.line, remark.column, code)
    return f"{place} {terminal.shown(remark.message)}"


def _summary(files: int, remarks: int, unreadable: int) -> str:
    parts = [_count(files, "file") + " checked"]
    parts.append(_count(remarks, "problem") if remarks else "no problems")
    if unreadable:
        parts.append(f"{unreadable} could not be read")
    return ", ".join(parts) + "."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _json(checked: list[Checked]) -> bytes:
    from model.report.jsontext import json_text

    files: list[dict[str, Any]] = [
        {
            "file": PurePath(each.file).name,
            "readable": not each.unreadable,
            "error": each.unreadable.replace(each.file, PurePath(each.file).name, 1) or None,
            "findings": [
                {
                    "code": remark.code,
                    "level": remark.level,
                    "where": {"key": remark.key, "line": remark.line, "column": remark.column},
                    "message": remark.message,
                    "fix": remark.fix,
                }
                for remark in each.remarks
            ],
        }
        for each in checked
    ]
    return json_text({"format": 1, "files": files}).encode("utf-8")
