"""What the Compare view shows: the version the project is compared with, and where the reader is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from model.editing.compare import Comparison, RowChange, compare
from model.editing.differences import Change
from model.files.trend import TrendPoint
from model.journey.project import Project
from model.scoring.totals import ProjectScores


@dataclass(frozen=True)
class Against:
    """An earlier version beside the project as it stands, and the line that is selected."""

    label: str
    """What the version is called: text of a file name or a commit."""
    old: Project
    """The version as it was read."""
    comparison: Comparison
    trend: tuple[TrendPoint, ...] = ()
    at: int = 0

    @cached_property
    def lines(self) -> tuple[RowChange | Change, ...]:
        """The changed rows, then everything else that differs: what j and k go through."""
        return (*self.comparison.shown, *self.comparison.others)

    @property
    def line(self) -> RowChange | Change | None:
        """The selected one."""
        return self.lines[self.at] if 0 <= self.at < len(self.lines) else None

    @property
    def row(self) -> RowChange | None:
        """The selected row; None where something else is selected."""
        return self.line if isinstance(self.line, RowChange) else None

    @property
    def other(self) -> Change | None:
        """The selected change that is not about the numbers of a row."""
        return self.line if isinstance(self.line, Change) else None

    def to(self, at: int) -> Against:
        """With another line selected, the nearest there is."""
        return replace(self, at=max(0, min(at, len(self.lines) - 1)))

    def renewed(self, project: Project, scores: ProjectScores, today: date) -> Against:
        """Beside the project as it stands now."""
        fresh = compare(self.old, project, as_of=today, then=self.comparison.then, after=scores)
        return replace(self, comparison=fresh).to(self.at)
