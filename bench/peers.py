"""Other terminal programs, where they are installed, on the same kind of task: what is possible at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.commands import run
from bench.figures import Effort, Family, Figure, middle
from bench.terminal import watched

PEERS = Family("peers", "other programs that are installed, a text or table of 1,000 rows, 80x24")

_PROGRAMS = (
    ("sc", ["sc", "rows.sc"], "row 3"),
    ("vim", ["vim", "--clean", "rows.txt"], "row 3"),
    ("nano", ["nano", "--ignorercfiles", "rows.txt"], "row 3"),
    ("visidata", ["vd", "rows.csv"], "row 3"),
)
"""Name, command, and what stands on its screen when it has started."""


@PEERS.measurement
def peers(effort: Effort) -> Iterator[Figure]:
    """Start and one key down of each; visidata is written in Python as Gapline is, the others in C."""
    empty = min(run("-c", "pass") for _ in range(effort.times(5, 20)))
    with TemporaryDirectory() as name:
        folder = Path(name)
        rows = [f"row {at}" for at in range(1000)]
        folder.joinpath("rows.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
        folder.joinpath("rows.csv").write_text("name\n" + "\n".join(rows) + "\n", encoding="utf-8")
        cells = "\n".join(f'leftstring A{at} = "{row}"' for at, row in enumerate(rows))
        folder.joinpath("rows.sc").write_text(cells + "\n", encoding="utf-8")
        for program, command, ready in _PROGRAMS:
            if shutil.which(command[0]) is None:
                continue
            words = [*command[:-1], str(folder / command[-1])]
            starts = [_measured(words, ready) for _ in range(effort.times(3, 10))]
            first = min(start for start, _, _ in starts)
            floor = f"python -c pass {empty:.0f} ms"
            yield Figure(f"{program}: first paint", first / empty, "x", None, floor, f"{first:.0f} ms")
            yield Figure(f"{program}: bytes to start", middle([size for _, size, _ in starts]), "B")
            yield Figure(f"{program}: bytes of Down", middle([down for _, _, down in starts]), "B")


def _measured(command: list[str], ready: str) -> tuple[float, int, int]:
    """Milliseconds to the first paint, its bytes, and those of a key down."""
    with watched(command) as terminal:
        started = terminal.started_with(ready)
        # The cursor alone may move, which no cell of the screen tells.
        sizes = []
        for _ in range(2):
            terminal.press("down")
            sizes.append(terminal.silent(0.5))
        return started.first_ms, started.size, sizes[-1]
