"""The commands of the command line against starting Python at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Effort, Family, Figure, in_turns, timed
from bench.terminal import ENVIRONMENT, SAMPLE

COMMANDS = Family("commands", "the command line, on the sample")


def _run(*arguments: str | Path) -> float:
    command = [sys.executable, *map(str, arguments)]
    environment = {name: value for name, value in {**os.environ, **ENVIRONMENT}.items() if value}

    def run() -> None:
        # 1 is an answer too: `check` found something.
        subprocess.run(command, env=environment, capture_output=True, check=False)

    return timed(run)


@COMMANDS.measurement
def against_python(effort: Effort) -> Iterator[Figure]:
    """`--version` against an empty program; what reads a project against the import of pydantic."""
    empty, pydantic, version, score, check = in_turns(
        effort.times(10, 30),
        lambda: _run("-c", "pass"),
        lambda: _run("-c", "import pydantic"),
        lambda: _run("-m", "gapline", "--version"),
        lambda: _run("-m", "gapline", "score", SAMPLE, "--json"),
        lambda: _run("-m", "gapline", "check", SAMPLE),
    )
    words = f"python -c pass {min(empty):.0f} ms"
    least = min(version)
    yield Figure("gapline --version", least / min(empty), "x", 1.5, words, f"{least:.0f} ms")
    words = f"import pydantic {min(pydantic):.0f} ms"
    for name, runs in (("score --json", score), ("check", check)):
        yield Figure(f"gapline {name}", min(runs) / min(pydantic), "x", 1.3, words, f"{min(runs):.0f} ms")
