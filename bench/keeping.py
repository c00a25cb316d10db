"""What it costs that an edit is in the journal before it is shown: beside a bare write to the same disk."""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Effort, Family, Figure, in_turns, middle, timed
from bench.projects import write_project
from model.editing.edits import set_field
from model.editing.places import row_place
from model.editing.session import Session
from model.files.journal import Journal
from model.files.loading import load

KEEPING = Family("keeping", "an edit on its way to the disk, before it is shown")
_ROW = row_place("t0", "r0")
_LINE = 300
"""Bytes of a line of the journal, about."""


@KEEPING.measurement
def journal(effort: Effort) -> Iterator[Figure]:
    """An edit noted in the journal, in turns with as many bytes written and synced without one."""
    with TemporaryDirectory(dir=Path.home()) as folder:
        before = os.environ.get("XDG_STATE_HOME")
        os.environ["XDG_STATE_HOME"] = folder
        try:
            noted, bare = _measured(write_project(Path(folder), 50), effort.times(200, 1000))
        finally:
            if before is None:
                del os.environ["XDG_STATE_HOME"]
            else:
                os.environ["XDG_STATE_HOME"] = before
    usual, slow = (f"write and fdatasync {each:.2f} ms" for each in (middle(bare), _slowest(bare)))
    # The ratio is the disk's as much as ours: a fast one makes it large.
    yield Figure(
        "an edit in the journal", middle(noted) / middle(bare), "x", None, usual, f"{middle(noted):.2f} ms"
    )
    yield Figure("what the journal adds to the disk", middle(noted) - middle(bare), "ms", 1)
    yield Figure("what one edit in a hundred takes", _slowest(noted), "ms", 5, slow)


def _measured(path: Path, rounds: int) -> list[list[float]]:
    """Milliseconds of each edit noted, and of each line written without a journal."""
    loaded = load(path)
    assert loaded.project is not None
    session = Session.opened(loaded.project, loaded.raw)
    journal = Journal(path, session, lambda: datetime.now(UTC))
    line = b"x" * (_LINE - 1) + b"\n"
    number = 0
    bare = os.open(path.with_name("bare"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write() -> None:
        os.write(bare, line)
        os.fdatasync(bare)

    def note() -> float:
        nonlocal session, number
        number += 1
        session = session.apply(set_field(session.project, _ROW, "tolerance", number))
        return timed(lambda: journal.note(session))

    try:
        note()
        return in_turns(rounds, note, lambda: timed(write))
    finally:
        os.close(bare)
        journal.close(discard=True)


def _slowest(values: list[float]) -> float:
    """What one in a hundred takes longer than."""
    return statistics.quantiles(values, n=100)[98]
