"""The project files a person opened last, for the start menu."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from model.files.refusals import CannotSave
from model.files.saving import write_output
from model.files.statefolder import state_home
from model.journey.problem import UserError

MOST = 9
"""Files that are remembered: as many as a digit can choose from."""
_LONGEST = 64 * 1024
"""Bytes of the list that are read."""


def recent() -> tuple[Path, ...]:
    """The files opened last that are still there, the last one first; empty where nothing is known."""
    try:
        with _list().open("rb") as file:
            lines = file.read(_LONGEST).decode("utf-8", "replace").splitlines()
    except OSError:
        return ()
    paths: list[Path] = []
    for line in lines:
        with contextlib.suppress(ValueError):
            name = json.loads(line)
            if isinstance(name, str) and "\0" not in name and Path(name).is_file():
                paths.append(Path(name))
    return tuple(dict.fromkeys(paths))[:MOST]


def remember(path: Path) -> None:
    """Put a file first in the list; without a folder to keep it in, nothing is remembered."""
    real = Path(os.path.realpath(path))
    kept = [real, *(each for each in recent() if each != real)][:MOST]
    with contextlib.suppress(OSError, UserError, CannotSave):
        _list().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_output(_list(), "".join(f"{json.dumps(str(each))}\n" for each in kept).encode())


def _list() -> Path:
    return state_home() / "recent"
