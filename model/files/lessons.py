"""How far a person has come in the tutor, for the next time they open it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.files.privatefolder import clear_away, private_folder
from model.files.refusals import CannotSave
from model.files.saving import write_output
from model.files.statefolder import place_of_state, state_home
from model.files.templates import template
from model.journey.problem import UserError


@contextmanager
def practice_file() -> Iterator[Path]:
    """A copy of the sample in a folder that nobody else may look into; gone afterwards with all around it.

    Raises UserError where no such folder can be made.
    """
    folder = private_folder()
    path = folder / "sample.toml"
    try:
        path.write_bytes(template("sample"))
        yield path
    finally:
        clear_away(place_of_state(path))
        clear_away(folder)


def tasks_done() -> int:
    """How many tasks of the tutor this person has done; 0 where nothing is known."""
    with contextlib.suppress(OSError, ValueError):
        return max(0, int(_mark().read_text(encoding="utf-8")[:4]))
    return 0


def remember_tasks(number: int) -> None:
    """Write down how many tasks are done; without a folder to keep it in, nothing is remembered."""
    with contextlib.suppress(OSError, UserError, CannotSave):
        _mark().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_output(_mark(), f"{number}\n".encode())


def _mark() -> Path:
    return state_home() / "tutor"
