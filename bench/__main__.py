"""`python -m bench [--full] [FAMILY ...]`: measure, print tables, keep them as JSON for `--docs`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from subprocess import SubprocessError

from bench.commands import COMMANDS
from bench.docs import put_into_docs
from bench.editing import EDITING
from bench.ending import ENDING
from bench.exports import EXPORTS
from bench.figures import Effort, Family, NotMeasured
from bench.idle import IDLE
from bench.keeping import KEEPING
from bench.line import LINE
from bench.peers import PEERS
from bench.promises import PROMISES
from bench.resources import RESOURCES
from bench.run import Run, read_run
from bench.saving import SAVING
from bench.scoring import SCORING
from bench.stalled import STALLED
from bench.start import START
from bench.tables import HEADING, side_by_side, told
from tests.terminal.session import REPO_ROOT

FAMILIES = (
    *(START, EDITING, LINE, STALLED, KEEPING, SCORING, SAVING, ENDING, IDLE, RESOURCES, COMMANDS),
    *(PROMISES, EXPORTS, PEERS),
)
KEPT = REPO_ROOT / "build" / "bench.json"


def main() -> int:
    """Measure what was asked for. A missed goal is told and is no failure: speed gates nothing."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="repeat everything more often")
    parser.add_argument(
        "--docs",
        action="store_true",
        help="measure nothing: put the last whole run into docs/performance.md and README.md",
    )
    names = [family.name for family in FAMILIES]
    parser.add_argument("families", nargs="*", metavar="FAMILY", help=f"some of: {', '.join(names)}")
    asked = parser.parse_args()
    unknown = [name for name in asked.families if name not in names]
    if unknown:
        parser.error(f"no family is called {unknown[0]}; there are {', '.join(names)}")
    if asked.docs:
        return _documented(names)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Ended from outside it leaves as it does by itself: with everything it started.
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    wanted = [family for family in FAMILIES if not asked.families or family.name in asked.families]
    run = measured(wanted, Effort(asked.full))
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(run.to_json(), encoding="utf-8")
    print(f"\n{run.summary} Kept in {os.path.relpath(KEPT)}")
    return 0


def measured(families: list[Family], effort: Effort) -> Run:
    """Measure, and print each figure as soon as it is known; what cannot be measured ends nothing else."""
    run = Run.here()
    print(run.machine)
    for family in families:
        run.families.append(family.name)
        print(f"\n{family.about}")
        if not family.compares:
            print(HEADING)
        for measure in family.measurements:
            try:
                for figure in measure(effort):
                    run.figures.append((family.name, figure))
                    if not family.compares:
                        print(told(figure), flush=True)
            except (NotMeasured, AssertionError, OSError, SubprocessError) as error:
                why = (str(error) or repr(error)).splitlines()[0]
                run.missing.append((family.name, why))
                print(f"not measured: {why}", flush=True)
        if family.compares:
            print(side_by_side([figure for name, figure in run.figures if name == family.name]), flush=True)
    return run


def _documented(names: list[str]) -> int:
    try:
        run = read_run(KEPT)
    except OSError:
        run = Run("")
    if missing := [name for name in names if name not in run.families]:
        print(f"{os.path.relpath(KEPT)} lacks {', '.join(missing)}: run make bench.", file=sys.stderr)
        return 2
    abouts = {family.name: family.about for family in FAMILIES}
    for path in put_into_docs(run, abouts, Path(REPO_ROOT)):
        print(f"Put into {os.path.relpath(path)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
