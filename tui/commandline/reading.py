"""The project a command works on: read from a file or from stdin, or refused with its problems."""

from __future__ import annotations

import sys
from pathlib import Path

from model.files.limits import LARGEST_FILE
from model.files.loading import Loaded, load, understood
from model.files.regular import Stamp
from model.journey.problem import UserError
from model.journey.project import Project

STDIN = "-"


class ProblemsInFile(UserError):
    """A file that can be read but breaks rules; scores of what is left of it would mislead."""

    def __init__(self, loaded: Loaded) -> None:
        name = str(loaded.path)
        self.sentences = tuple(
            problem_line(name, each.line, each.column, each.sentence) for each in loaded.problems
        )
        super().__init__(" ".join(self.sentences))


def read(name: str) -> Loaded:
    """What the file called `name` says; `-` reads stdin. Raises CannotRead."""
    if name != STDIN:
        return load(name)
    stream = sys.stdin
    raw = b"" if stream is None else stream.buffer.read(LARGEST_FILE + 1)
    # The file that observations may name is looked up beside the project file: for a pipe, in this folder.
    return understood(Path("<stdin>"), Path.cwd() / "stdin", raw, Stamp(0, 0, len(raw), 0, 0))


def whole_project(name: str) -> tuple[Project, Loaded]:
    """The project in a file without problems; raises CannotRead or ProblemsInFile."""
    loaded = read(name)
    if loaded.project is None or loaded.problems:
        raise ProblemsInFile(loaded)
    return loaded.project, loaded


def problem_line(file: str, line: int | None, column: int | None, text: str) -> str:
    """`file:line:col: text`, as compilers say it and editors follow it."""
    place = "" if line is None else f":{line}" if column is None else f":{line}:{column}"
    return f"{file}{place}: {text}"
