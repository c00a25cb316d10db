"""`gapline promise`: how well a promise is kept, and which promise the times so far can carry."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.commandline.answer import Answer, Terminal
from tui.commandline.arguments import Parser, UsageError, add_as_of, one_of

if TYPE_CHECKING:
    from model.promises.planner import Plan
    from model.promises.times import Read

STDIN = "-"
UNITS = ("s", "min", "h", "d", "wk")
LARGEST = 64 * 2**20
"""Bytes of a csv that are read; more than a million cases."""


def parser() -> Parser:
    """The arguments of `gapline promise`."""
    made = Parser(
        "promise",
        "Say how well a promise is kept, and which promise the times so far can carry."
        "\nTIMES is a csv file with one column of numbers, with or without a header, or one"
        "\nwith dates of start and end.",
        "gapline promise times.csv --promise 60 --unit min",
    )
    made.add_argument("times", metavar="TIMES", help="the csv file; - reads stdin")
    made.add_argument(
        "--promise", type=_a_time, metavar="TIME", help="the promise of today, in the same unit"
    )
    made.add_argument(
        "--keep",
        type=_a_share,
        default=0.9,
        metavar="SHARE",
        help="the share of cases in which a promise should be kept (default: 0.9)",
    )
    made.add_argument(
        "--confidence",
        type=_a_share,
        default=0.9,
        metavar="SHARE",
        help="how sure that should be (default: 0.9)",
    )
    made.add_argument(
        "--unit",
        type=one_of(UNITS),
        metavar="UNIT",
        help=f"the unit of the times: {', '.join(UNITS)} (of dates: d)",
    )
    made.add_argument("--column", metavar="NAME", help="the column of the times, where there are several")
    made.add_argument("--start", metavar="COL", help="the column of the dates on which cases started")
    made.add_argument("--end", metavar="COL", help="and the one on which they ended; empty: still open")
    made.add_argument(
        "--exact", action="store_true", help="the interval of Clopper and Pearson instead of Wilson's"
    )
    made.add_argument("--json", action="store_true", help="the same as JSON, numbers not rounded")
    add_as_of(made)
    return made


def answer(arguments: argparse.Namespace, terminal: Terminal) -> Answer:
    """Read the times and say what they carry; raises UserError."""
    from model.promises.planner import plan

    read = _read(arguments)
    found = plan(
        read.cases,
        arguments.promise,
        keep=arguments.keep,
        confidence=arguments.confidence,
        exact=arguments.exact,
    )
    rows = "row without a time was" if read.empty == 1 else "rows without a time were"
    notes = (f"{read.empty} {rows} left out.",) if read.empty else ()
    if arguments.json:
        from model.report.jsontext import json_text

        return Answer(json_text(promise_data(found)).encode("utf-8"), notes)
    from tui.plantext import plan_facts

    unit = arguments.unit or ("d" if arguments.start else "")
    lines = [f"{label:<9}{text}" for label, text in plan_facts(found, unit)]
    return Answer("".join(f"{terminal.shown(line)}\n" for line in lines), notes)


def promise_data(found: Plan) -> dict[str, Any]:
    """What `gapline promise --json` writes: shares 0..1, times in their unit, None for what is missing."""
    return {
        "n": found.n,
        "kept": found.kept,
        "keep_rate": found.keep_rate,
        "interval": None if found.interval is None else list(found.interval),
        "rank": found.rank,
        "carries": found.carries,
        "min_n": found.min_n,
        "target": found.target,
    }


def _read(arguments: argparse.Namespace) -> Read:
    from model.promises.times import dates_read, numbers_read

    dates = (arguments.start, arguments.end)
    if any(dates) and not all(dates):
        raise UsageError("--start and --end belong together: name the columns of both dates.")
    if all(dates) and arguments.column:
        raise UsageError("--column names times, --start and --end name dates: give one or the other.")
    text, name = _text(arguments.times)
    if not all(dates):
        return numbers_read(text, name, arguments.column)
    today = arguments.as_of or date.today()  # noqa: DTZ011 - the reader's own day, not one of UTC
    return dates_read(text, name, arguments.start, arguments.end, today, arguments.unit or "d")


def _text(name: str) -> tuple[str, str]:
    from model.files.regular import read_regular
    from model.promises.times import TimesUnreadable

    if name == STDIN:
        name, raw = "<stdin>", b"" if sys.stdin is None else sys.stdin.buffer.read(LARGEST)
    else:
        raw, _ = read_regular(Path(name), LARGEST)
    try:
        return raw.decode("utf-8-sig"), name
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TimesUnreadable(f"{name}:{line}: this is not UTF-8 text; save the csv file as UTF-8.") from None


def _a_share(text: str) -> float:
    """A type for a share: `0.9`."""
    value = _number(text)
    if value is None or not 0.0 < value < 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is no share; write one between 0 and 1, such as 0.9")
    return value


def _a_time(text: str) -> float:
    """A type for a time: `60`."""
    value = _number(text)
    if value is None or not 0.0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write a number such as 60")
    return value


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
