"""The journey as a row of points, as the screen needs it: where the selection stands, and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from model.report.points import (
    Point,
    Sentence,
    journey_points,
    journey_stages,
    point_of,
    rating_scale,
    sentences,
)
from tui.scoretext import score_text
from tui.views.bars import delivered_text, expected_text
from tui.workspace import Workspace

__all__ = [
    "Point",
    "Sentence",
    "curve_table",
    "journey_points",
    "journey_stages",
    "point_of",
    "position_of",
    "rating_scale",
    "sentences",
]


def position_of(points: Sequence[Point], workspace: Workspace) -> int | None:
    """Where the selected touchpoint stands among `points`."""
    id = workspace.selected[0]
    return next((at for at, point in enumerate(points) if point.touchpoint.id == id), None)


def curve_table(workspace: Workspace) -> tuple[tuple[str, str, str, str], ...]:
    """The curve as text: touchpoint, expected, delivered, score; the first row names the columns.

    A touchpoint with several rows has a line of its own with its total, then one a row. The names are
    those of the file; whoever shows them passes them through the gate.
    """
    currency = workspace.project.about.currency
    table = [("touchpoint", "expected", "delivered", "score")]
    for point in journey_points(workspace.scores):
        rows = point.touchpoint.rows
        if len(rows) != 1:
            table.append((point.name, "", "", score_text(point.touchpoint.score)))
        for row in rows:
            name = point.name if len(rows) == 1 else f"{point.name}: {row.expectation.name}"
            table.append(
                (name, expected_text(row, currency), delivered_text(row, currency), score_text(row.counted))
            )
    return tuple(table)
