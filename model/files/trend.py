"""The score of the journey over the snapshots of a project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from model.files.regular import CannotRead
from model.files.snapshots import load_snapshot, snapshots_of
from model.scoring.totals import score_project

MOST = 60
"""Snapshots that are read for a trend, the newest; each is a whole project to read and score."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The journey's score in one snapshot."""

    day: date
    name: str
    """What the snapshot was called, besides its day."""
    score: float


def trend_of(file: Path, most: int = MOST) -> tuple[TrendPoint, ...]:
    """The journey's score in each snapshot of a project file, the oldest first.

    What cannot be read, has problems or has no score is left out. A score is as that version's own rules
    give it.
    """
    points = []
    for snapshot in snapshots_of(file)[-most:]:
        try:
            loaded = load_snapshot(snapshot.path)
        except CannotRead:
            continue
        if loaded.project is None or loaded.problems:
            continue
        score = score_project(loaded.project).journey.score
        if score is not None:
            points.append(TrendPoint(snapshot.day, snapshot.name, score))
    return tuple(points)
