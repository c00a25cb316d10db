"""The commands of the command line against starting Python at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Effort, Family, Figure, in_turns, timed
from bench.terminal import ENVIRONMENT, LAUNCH, SAMPLE
from tests.terminal.session import REPO_ROOT

COMMANDS = Family("commands", "the command line, on the sample")


def _environment() -> dict[str, str]:
    said = {**os.environ, "PYTHONPATH": str(REPO_ROOT), **ENVIRONMENT}
    return {name: value for name, value in said.items() if value}


def run(*arguments: str | Path) -> float:
    """Milliseconds that Python takes with these arguments."""
    command = [sys.executable, *map(str, arguments)]
    environment = _environment()

    def whole() -> None:
        # 1 is an answer too: `check` found something.
        subprocess.run(command, env=environment, capture_output=True, check=False)

    return timed(whole)


@COMMANDS.measurement
def against_python(effort: Effort) -> Iterator[Figure]:
    """`--version` against an empty program; what reads a project against the import of pydantic."""
    empty, pydantic, version, score, check = in_turns(
        effort.times(10, 30),
        lambda: run("-c", "pass"),
        lambda: run("-c", "import pydantic"),
        lambda: run("-c", LAUNCH, "--version"),
        lambda: run("-c", LAUNCH, "score", SAMPLE, "--json"),
        lambda: run("-c", LAUNCH, "check", SAMPLE),
    )
    words = f"python -c pass {min(empty):.0f} ms"
    least = min(version)
    yield Figure("gapline --version", least / min(empty), "x", 1.5, words, f"{least:.0f} ms")
    words = f"import pydantic {min(pydantic):.0f} ms"
    for name, runs in (("score --json", score), ("check", check)):
        yield Figure(f"gapline {name}", min(runs) / min(pydantic), "x", 1.3, words, f"{min(runs):.0f} ms")


@COMMANDS.measurement
def loaded(_effort: Effort) -> Iterator[Figure]:
    """What of Textual the commands load that have no screen."""
    for words in (["--version"], ["score", str(SAMPLE), "--json"], ["check", str(SAMPLE)]):
        command = [sys.executable, "-X", "importtime", "-c", LAUNCH, *words]
        ended = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
        modules = [line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()]
        count = sum(name.partition(".")[0] == "textual" for name in modules)
        yield Figure(f"gapline {words[0]}: modules of Textual", count, "modules", 0)
