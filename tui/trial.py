"""What-if mode: the plan kept aside while something else is tried."""

from __future__ import annotations

from dataclasses import dataclass

from model.editing.session import Session, State
from model.scoring.rows import RowScore
from model.scoring.totals import ProjectScores


@dataclass(frozen=True)
class Trial:
    """The plan as it was when the trying began, and what the tries are called.

    The workspace's own session is then the tried one. It begins at a state of its own without a parent, so
    that undo ends there; what saves, quits or reads the file looks at `Workspace.plan` instead.
    """

    plan: Session
    scores: ProjectScores
    """The plan's."""
    name: str = ""
    """What the tries are called; empty until they are kept."""
    scenario: str = ""
    """The id of the scenario they are kept as in the file; empty where they are not."""
    cost: float | None = None
    """What making the change costs, in the unit of `effort`, as somebody typed it."""
    kept: State | None = None
    """The tried state that nothing is lost of by leaving: as it began, was read, or was kept last."""

    def planned(self, touchpoint: str, row: RowScore) -> RowScore | None:
        """The row as the plan has it, where what is tried differs or the plan has none; else `row` itself."""
        was = self.scores.row(touchpoint, row.id)
        return row if was is not None and was.expectation is row.expectation else was
