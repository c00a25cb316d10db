"""Single observations that a row keeps in a csv file beside the project."""

from __future__ import annotations

import csv
import io
import math
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from model.files import limits
from model.journey.expectation import Expectation, ObservationFile
from model.journey.problem import Path as Place
from model.journey.problem import Problem
from model.journey.project import Project

_Table = list[tuple[int, list[str]]]
"""The rows that hold anything, each with the number of its line."""

_YES_NO = {"yes": 1.0, "true": 1.0, "no": 0.0, "false": 0.0}


class _Mistake(Exception):
    """What is wrong with an observation file: the key that names it, what was found, how to mend it."""

    def __init__(self, key: str | None, found: str, mend: str) -> None:
        super().__init__(found)
        self.key = key
        self.found = found
        self.mend = mend


def with_observations(project: Project, folder: Path) -> tuple[Project, tuple[Problem, ...]]:
    """`project` holding what the observation files of its rows say, and a problem for each unreadable one.

    The files are looked up in `folder`, where the project file is, or below it, and nowhere else.
    """
    rows_of = [each.expectations for each in project.touchpoints]
    if not any(isinstance(row.observations, ObservationFile) for rows in rows_of for row in rows):
        return project, ()
    problems: list[Problem] = []
    texts: dict[str, _Table | _Mistake] = {}
    touchpoints = []
    for index, touchpoint in enumerate(project.touchpoints):
        rows = []
        for number, row in enumerate(touchpoint.expectations):
            if isinstance(row.observations, ObservationFile):
                place: Place = ("touchpoints", index, "expectations", number, "observations")
                try:
                    row = row.with_observed(tuple(_values(row, row.observations, folder, texts)))
                except _Mistake as mistake:
                    path = (*place, mistake.key) if mistake.key else place
                    problems.append(Problem(path, mistake.found, mistake.mend))
            rows.append(row)
        if any(new is not old for new, old in zip(rows, touchpoint.expectations, strict=True)):
            touchpoint = touchpoint.model_copy(update={"expectations": tuple(rows)})
        touchpoints.append(touchpoint)
    if any(new is not old for new, old in zip(touchpoints, project.touchpoints, strict=True)):
        project = project.model_copy(update={"touchpoints": tuple(touchpoints)})
    return project, tuple(problems)


def _values(
    row: Expectation, source: ObservationFile, folder: Path, texts: dict[str, _Table | _Mistake]
) -> Iterator[float]:
    if source.file not in texts:
        try:
            texts[source.file] = _table(_read(source.file, folder), source.file)
        except _Mistake as mistake:
            texts[source.file] = mistake
    table = texts[source.file]
    if isinstance(table, _Mistake):
        raise table
    at, first = _column(table, source)
    for number, cells in table[first:]:
        cell = cells[at].strip() if at < len(cells) else ""
        if not cell:
            continue
        value = _number(cell, yes_no=row.kind == "yes_no")
        if value is None:
            raise _Mistake(
                "file",
                f'"{cell[:30]}" in line {number} of {source.file} is not a number',
                "write a number, with a point before its decimals, or leave the cell empty",
            )
        yield value


def _column(table: _Table, source: ObservationFile) -> tuple[int, int]:
    """The position of the column to read, and of the first row below the names of the columns."""
    names = [cell.strip() for cell in table[0][1]] if table else []
    if source.column is not None:
        if source.column in names:
            return names.index(source.column), 1
        raise _Mistake(
            "column",
            f'{source.file} has no column "{source.column[:40]}"',
            f"its first row has: {', '.join(name[:40] for name in names[:12])}" if names else "it is empty",
        )
    if len(names) > 1:
        raise _Mistake(
            None,
            f"{source.file} has {len(names)} columns",
            f'say which one holds the observations: column = "{names[0][:40]}"',
        )
    return 0, 1 if names and _number(names[0], yes_no=True) is None else 0


def _number(cell: str, *, yes_no: bool) -> float | None:
    if yes_no and cell.lower() in _YES_NO:
        return _YES_NO[cell.lower()]
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in cell else None


def _table(text: str, name: str) -> _Table:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [(rows.line_num, cells) for cells in rows if any(cells)]
    except csv.Error as error:
        raise _Mistake("file", f"{name} is not a csv file ({error})", "save it as csv") from None


def _read(name: str, folder: Path) -> str:
    raw = _bytes(name, folder)
    try:
        return raw.removeprefix(limits.BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line, _ = limits.place(raw, error.start)
        raise _Mistake(
            "file", f"line {line} of {name} is not UTF-8 text", "save the csv file as UTF-8"
        ) from None


def _bytes(name: str, folder: Path) -> bytes:
    parts = Path(name).parts
    if not name or "\0" in name or Path(name).is_absolute() or ".." in parts or not parts:
        raise _Mistake(
            "file", f'"{name[:60]}" does not lie beside the project file', "name a file in the same folder"
        )
    opened: list[int] = []
    try:
        # Step by step without following links: a link could lead anywhere, and be changed at any time.
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        opened.append(fd)
        for part in parts[:-1]:
            fd = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=fd)
            opened.append(fd)
        fd = os.open(parts[-1], os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=fd)
        opened.append(fd)
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise _Mistake("file", f"{name} is not a file with text in it", "name a csv file")
        if status.st_size > limits.LARGEST_FILE:
            size = limits.LARGEST_FILE // limits.MIB
            raise _Mistake("file", f"{name} is larger than {size} MiB", "keep fewer rows in it")
        with os.fdopen(os.dup(fd), "rb") as file:
            return file.read(limits.LARGEST_FILE)
    except FileNotFoundError:
        raise _Mistake(
            "file", f"{name} does not exist beside the project file", "check its name, or remove the key"
        ) from None
    except OSError as error:
        if _is_link(folder, parts):
            raise _Mistake(
                "file", f"{name} is a link", "put the file itself beside the project file"
            ) from None
        reason = (error.strerror or "no reason given").lower()
        raise _Mistake("file", f"{name} cannot be read: {reason}", "check the file") from None
    finally:
        for fd in opened:
            os.close(fd)


def _is_link(folder: Path, parts: tuple[str, ...]) -> bool:
    return any(folder.joinpath(*parts[:end]).is_symlink() for end in range(1, len(parts) + 1))
