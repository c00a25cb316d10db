"""Every document of a large project against the JSON of its scores, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Effort, Family, Figure, in_turns, timed
from bench.projects import write_project

EXPORTS = Family("exports", "documents of 1,000 touchpoints, against score --json")
_GOALS: dict[str, float | None] = {
    "json": 2.0,
    "csv": 2.0,
    "md": 2.0,
    "html": 2.0,
    "mmd": 2.0,
    "xlsx": None,
    "pdf": None,
}
"""The formats that need no package beside Gapline have a goal."""


@EXPORTS.measurement
def documents(effort: Effort) -> Iterator[Figure]:
    """The whole command, from starting Python to the file on the disk."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        project = write_project(folder, 1_000)

        def run(*words: str | Path) -> float:
            command = [sys.executable, "-m", "gapline", *map(str, words), "--as-of", "2026-11-22"]
            return timed(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))

        for kind, goal in _GOALS.items():
            scores, exports = in_turns(
                effort.times(3, 10),
                lambda: run("score", project, "--json"),
                lambda kind=kind: run("export", project, "-o", folder / f"out.{kind}"),  # type: ignore[misc]  # a default binds it
            )
            words = f"score --json {min(scores):.0f} ms"
            yield Figure(
                f"export {kind}", min(exports) / min(scores), "x", goal, words, f"{min(exports):.0f} ms"
            )
