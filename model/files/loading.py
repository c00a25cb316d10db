"""Reading a project file: its bytes, what they say, and every mistake with its place."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from model.files import limits
from model.files.limits import BOM
from model.files.observations import with_observations
from model.files.regular import CannotRead, Stamp, read_regular, shown_path
from model.files.tomldata import project_toml
from model.files.uncollected import uncollected
from model.journey.problem import Problem
from model.journey.project import FORMAT, Project
from model.journey.reading import read_project

if TYPE_CHECKING:
    from model.files.ahead import Ahead


class Loaded(NamedTuple):
    """A project file as it was read at one moment."""

    path: Path
    """As it was given."""
    real: Path
    """Where the file really is, links followed."""
    raw: bytes
    project: Project | None
    """What could be read; None where nothing could. With problems it is for showing, never for saving."""
    problems: tuple[Problem, ...]
    stamp: Stamp
    newer_format: bool = False
    """Whether a newer version of Gapline is needed to change this file."""

    @property
    def text(self) -> str:
        """`raw` decoded, without a byte order mark, with its line ends as they are."""
        return _text(self.raw)

    @property
    def editable(self) -> bool:
        """Whether the project may be changed and saved."""
        return self.project is not None and not self.problems and not self.newer_format


def load(path: str | os.PathLike[str], ahead: Ahead | None = None) -> Loaded:
    """Read the project file at `path`; what was read `ahead` is used where the file is still the same.

    Mistakes in a readable file are problems of the result. Raises CannotRead for a file that cannot be
    opened, is no regular file, is too large or deep, is not UTF-8 text or not TOML.
    """
    given = Path(path)
    raw, status = read_regular(given, limits.LARGEST_FILE)
    real = Path(os.path.realpath(given))
    return understood(given, real, raw, Stamp.of(status), ahead.data(raw) if ahead else None)


def understood(
    path: Path, real: Path, raw: bytes, stamp: Stamp, data: dict[str, Any] | None = None
) -> Loaded:
    """What `raw`, read from `path`, says; raises CannotRead as `load` does.

    `data` is what `project_toml` gives for `raw`, where that is known already.
    """
    if not raw.removeprefix(BOM).strip():
        raise CannotRead(
            f"{shown_path(path)} is empty; a project file starts with `format = 1` and a [project] table."
        )
    with uncollected():
        return _understood(path, real, raw, stamp, data if data is not None else project_toml(path, raw))


def _understood(path: Path, real: Path, raw: bytes, stamp: Stamp, data: dict[str, Any]) -> Loaded:
    newer = _newer_format(data)
    project, problems = read_project(data)
    if newer is not None:
        problems = (newer,)
    elif project is not None:
        project, mistakes = with_observations(project, real.parent)
        problems = (*problems, *mistakes)
    return Loaded(
        path=path,
        real=real,
        raw=raw,
        project=project,
        problems=placed(_text(raw), problems) if problems else (),
        stamp=stamp,
        newer_format=newer is not None,
    )


def _text(raw: bytes) -> str:
    return raw.removeprefix(BOM).decode("utf-8")


def placed(text: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """`problems` with their lines and columns in `text`, in the order of the file."""
    problems = tuple(problems)
    if not problems:
        return ()
    from model.files.positions import positions

    where = positions(text, [each.path for each in problems])
    found = [each._replace(line=where[each.path][0], column=where[each.path][1]) for each in problems]
    return tuple(sorted(found, key=lambda each: (each.line or 0, each.column or 0)))


def _newer_format(data: dict[str, Any]) -> Problem | None:
    number = data.get("format")
    if not isinstance(number, int) or isinstance(number, bool) or number <= FORMAT:
        return None
    return Problem(
        ("format",),
        f"this file has format {number}, and this version of Gapline knows formats up to {FORMAT}",
        f"open it with a version of Gapline that knows format {number}; here it can only be looked at",
    )
