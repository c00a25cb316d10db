"""What-if mode: the plan kept aside while something else is tried."""

from __future__ import annotations

from dataclasses import dataclass

from model.editing.session import Session, State
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

    @property
    def title(self) -> str:
        """What the mode is called in the first line: text of the file."""
        return f"WHAT-IF '{self.name}'" if self.name else "WHAT-IF"
