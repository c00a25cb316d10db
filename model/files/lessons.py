"""How far a person has come in the tutor, for the next time they open it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    # Loaded with the first lesson: a session without one need not wait for them.
    import shutil
    import tempfile

    try:
        folder = Path(tempfile.mkdtemp(prefix="gapline-"))
    except OSError as error:
        reason = (error.strerror or "the system gave no reason").lower()
        raise UserError(f"No copy of the sample can be made in {tempfile.gettempdir()}: {reason}.") from None
    path = folder / "sample.toml"
    try:
        path.write_bytes(template("sample"))
        yield path
    finally:
        shutil.rmtree(place_of_state(path), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


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
