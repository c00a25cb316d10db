"""Times of finished work from csv text: one column of numbers, or two of start and end dates."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from model.journey.problem import UserError
from model.journey.quantity import DURATION_SECONDS
from model.promises.planner import Cases

_LONGEST = 40
"""Characters of the file that a sentence repeats."""


class TimesUnreadable(UserError):
    """Times that cannot be understood, told in one sentence with the line."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a csv of times says."""

    cases: Cases
    empty: int
    """Rows without a value, which were left out."""


def numbers_read(text: str, name: str, column: str | None = None) -> Read:
    """The times in a csv with one number column, its header optional, or in the named `column`.

    Raises:
        TimesUnreadable: several columns and none named, or a cell that is no number of 0 or more.
    """
    if column is None and (found := _bare(text)) is not None:
        return found
    table = _table(text, name)
    at, first = _column(table, name, column) if table else (0, 0)
    times, empty = [], 0
    for line, cells in table[first:]:
        cell = cells[at].strip() if at < len(cells) else ""
        if not cell:
            empty += 1
            continue
        value = _number(cell)
        if value is None:
            raise TimesUnreadable(
                f'{name}:{line}: "{cell[:_LONGEST]}" is not a time;'
                " write a number of 0 or more, with a point before its decimals."
            )
        times.append(value)
    return _some(Cases.finished(times), empty, name)


def dates_read(text: str, name: str, start: str, end: str, as_of: date, unit: str = "d") -> Read:
    """The cases in a csv with a column of starts and one of ends; no end: the case is open on `as_of`.

    Times are in `unit`, one of s, min, h, d, wk; starts and ends are dates or ISO times of day. What ends
    after `as_of` is still open then.

    Raises:
        TimesUnreadable: a column is not there, a cell is no date, or an end lies before its start.
    """
    table = _table(text, name)
    names = [cell.strip() for cell in table[0][1]] if table else []
    at = [_index(names, each, name) for each in (start, end)]
    now = datetime.combine(as_of, time.min)
    seconds = DURATION_SECONDS[unit]
    finished: list[tuple[float, float]] = []
    waiting: list[float] = []
    empty = 0
    for line, cells in table[1:]:
        begin, finish = (cells[each].strip() if each < len(cells) else "" for each in at)
        if not begin:
            empty += 1
            continue
        began = _moment(begin, name, line)
        age = (now - began).total_seconds() / seconds
        if not finish:
            waiting.append(age)
            continue
        took = (_moment(finish, name, line) - began).total_seconds() / seconds
        if took < 0.0:
            raise TimesUnreadable(
                f"{name}:{line}: it ends on {finish[:_LONGEST]}, before it starts on {begin[:_LONGEST]};"
                " exchange the columns or mend the row."
            )
        # On the day itself a time of day is still to come by the clock, and the file knows it already.
        finished.append((took, max(age, took) if _moment(finish, name, line).date() <= as_of else age))
    return _some(Cases.started(finished, waiting), empty, name)


def _some(cases: Cases, empty: int, name: str) -> Read:
    if not cases.count:
        raise TimesUnreadable(f"{name} holds no times; write one number a line.")
    return Read(cases, empty)


def _bare(text: str) -> Read | None:
    """The times of a text with nothing but one number a line, the usual case; None for any other."""
    lines = text.rstrip().split("\n")
    if _number(lines[0]) is None:
        del lines[0]
    if not lines or "_" in text:
        return None
    try:
        cases = Cases.finished(list(map(float, lines)))
    except ValueError:
        return None
    # Sorting does not put a nan anywhere in particular, but a sum does not hide one.
    if not math.isfinite(sum(cases.times)) or cases.times[0] < 0.0:
        return None
    return Read(cases, 0)


def _table(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, each with the number of its line."""
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [(rows.line_num, cells) for cells in rows if cells]
    except csv.Error as error:
        raise TimesUnreadable(f"{name} is not a csv file ({error}); save it as csv.") from None


def _column(table: Sequence[tuple[int, list[str]]], name: str, column: str | None) -> tuple[int, int]:
    """The position of the column to read, and of the first row below the header."""
    names = [cell.strip() for cell in table[0][1]]
    if column is not None:
        return _index(names, column, name), 1
    if len(names) > 1:
        raise TimesUnreadable(
            f"{name} has {len(names)} columns; name the one with the times (--column {names[0][:_LONGEST]}),"
            " or the dates with --start and --end."
        )
    return 0, 1 if names and names[0] and _number(names[0]) is None else 0


def _index(names: Sequence[str], wanted: str, name: str) -> int:
    if wanted in names:
        return names.index(wanted)
    there = ", ".join(each[:_LONGEST] for each in names[:12])
    raise TimesUnreadable(
        f'{name} has no column "{wanted[:_LONGEST]}"; its first row has: {there or "nothing"}.'
    )


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0.0 and "_" not in cell else None


def _moment(cell: str, name: str, line: int) -> datetime:
    try:
        found = datetime.fromisoformat(cell)
    except ValueError:
        found = None
    # Moments of several zones can be compared, but "started at least P ago" could then differ by reader.
    if found is None or found.tzinfo is not None:
        raise TimesUnreadable(
            f'{name}:{line}: "{cell[:_LONGEST]}" is no date;'
            " write one such as 2026-11-22, or 2026-11-22T14:30 without a zone."
        )
    return found
