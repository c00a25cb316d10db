"""`python -m bench [--full] [FAMILY ...]`: measure, print one table, keep it as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from pathlib import Path

from bench.commands import COMMANDS
from bench.editing import EDITING
from bench.exports import EXPORTS
from bench.figures import Effort, Family, Figure
from bench.keeping import KEEPING
from bench.line import LINE
from bench.peers import PEERS
from bench.promises import PROMISES
from bench.resources import RESOURCES
from bench.scoring import SCORING
from bench.start import START

FAMILIES = (START, EDITING, LINE, KEEPING, SCORING, PROMISES, RESOURCES, COMMANDS, EXPORTS, PEERS)
KEPT = Path(__file__).resolve().parent.parent / "build" / "bench.json"
_WIDTHS = (45, 12, 10, 30, 8)


def _line(*cells: str) -> str:
    padded = [cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=False)]
    return "  ".join([*padded, *cells[len(padded) :]]).rstrip()


def _told(figure: Figure) -> str:
    return _line(figure.what, figure.goal, figure.shown, figure.floor, figure.verdict, figure.note)


def main() -> int:
    """Measure what was asked for. A missed goal is told and is no failure: speed gates nothing."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="repeat everything more often")
    names = [family.name for family in FAMILIES]
    parser.add_argument("families", nargs="*", metavar="FAMILY", help=f"some of: {', '.join(names)}")
    asked = parser.parse_args()
    unknown = [name for name in asked.families if name not in names]
    if unknown:
        parser.error(f"no family is called {unknown[0]}; there are {', '.join(names)}")
    wanted = [family for family in FAMILIES if not asked.families or family.name in asked.families]
    figures = _measured(wanted, Effort(asked.full))
    missed = [figure for figure in figures if figure.verdict == "MISSES"]
    met = sum(figure.verdict == "meets" for figure in figures)
    print(f"\n{met} goals met, {len(missed)} missed. Kept in {os.path.relpath(KEPT)}")
    return 0


def _measured(families: list[Family], effort: Effort) -> list[Figure]:
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {busy}")
    figures: list[Figure] = []
    kept = []
    for family in families:
        print(f"\n{family.about}")
        print(_line("what", "goal", "figure", "floor", "verdict", "that is"))
        for measure in family.measurements:
            for figure in measure(effort):
                figures.append(figure)
                kept.append({"family": family.name, **asdict(figure), "verdict": figure.verdict})
                print(_told(figure), flush=True)
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps({"load": os.getloadavg(), "figures": kept}, indent=1) + "\n", encoding="utf-8")
    return figures


if __name__ == "__main__":
    sys.exit(main())
