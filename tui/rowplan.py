"""Which promise the times of a row can carry, worked out once for all that ask."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from model.scoring.rows import RowScore
from tui.lists.ledger import Ledger
from tui.workspace import Workspace

if TYPE_CHECKING:
    # The first picture should not wait for what plans.
    from model.promises.planner import Plan


def why_no_plan(row: RowScore | None) -> str:
    """Why the planner has nothing to say about a row; empty where it has."""
    if row is None:
        return "Select a row that is a time: the planner says which promise its times can carry."
    if row.expectation.kind != "duration":
        return "This row is no time. The planner says which promise the times of a duration can carry."
    if row.expectation.direction != "lower":
        return "Longer is better here, and the planner is for work that must not take longer than promised."
    if not row.expectation.observed:
        return (
            "No single times are known here, and a mean carries no promise. Give the row"
            ' observations = [12, 14, ...] or { file = "times.csv", column = "days" }.'
        )
    return ""


def row_to_plan(workspace: Workspace) -> RowScore | None:
    """The selected row; of a touchpoint with several the first one that has times, else its first."""
    if workspace.row is not None or workspace.touchpoint is None:
        return workspace.row
    rows = workspace.touchpoint.rows
    return next((each for each in rows if not why_no_plan(each)), rows[0] if rows else None)


def plan_of(row: RowScore | None, ledger: Ledger) -> Plan | None:
    """What the times of a row say, for the chosen shares; None where it has none."""
    if row is None or why_no_plan(row):
        return None
    promised = row.expectation.promised
    promise = None if promised is None else float(promised)
    return _planned(row.expectation.observed, promise, ledger.keep, ledger.confidence)


@lru_cache(maxsize=8)
def _planned(times: tuple[float, ...], promise: float | None, keep: float, confidence: float) -> Plan:
    from model.promises.planner import Cases, plan

    return plan(Cases.finished(times), promise, keep=keep, confidence=confidence)
