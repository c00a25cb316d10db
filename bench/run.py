"""One run of the measurements: on which machine, what was measured, what could not be."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Self

from bench.figures import Figure


@dataclass
class Run:
    """Figures in the order of the table, each with the name of its family."""

    machine: str
    """Versions, processors and the load before it began, in words."""
    families: list[str] = field(default_factory=list)
    """All that were asked for."""
    figures: list[tuple[str, Figure]] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    """Families, and why something of them could not be measured."""

    @classmethod
    def here(cls) -> Self:
        """A run that begins now."""
        load = ", ".join(f"{load:.1f}" for load in os.getloadavg())
        day = datetime.now(UTC).date()
        return cls(
            f"Python {platform.python_version()}, Textual {version('textual')}, {os.cpu_count()} processors,"
            f" load {load} when it began, {day}"
        )

    @property
    def summary(self) -> str:
        """How many goals are met, in a sentence."""
        verdicts = [figure.verdict for _, figure in self.figures]
        words = f"{verdicts.count('meets')} goals met, {verdicts.count('MISSES')} missed"
        return f"{words}, {len(self.missing)} not measured." if self.missing else f"{words}."

    def to_json(self) -> str:
        """As JSON; `read_run` reads it. What follows from a figure stands there too, for other readers."""
        figures = [
            {"family": family, **asdict(figure), "verdict": figure.verdict} for family, figure in self.figures
        ]
        missing = [{"family": family, "why": why} for family, why in self.missing]
        data = {"machine": self.machine, "families": self.families, "figures": figures, "missing": missing}
        return json.dumps(data, indent=1) + "\n"


def read_run(path: Path) -> Run:
    """A run that was kept; raises OSError."""
    data = json.loads(path.read_text(encoding="utf-8"))
    figures = []
    for each in data["figures"]:
        family = each.pop("family")
        del each["verdict"]
        figures.append((family, Figure(**each)))
    missing = [(each["family"], each["why"]) for each in data["missing"]]
    return Run(data["machine"], data["families"], figures, missing)
