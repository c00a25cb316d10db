"""What keys do in the promise planner: other shares, and what it says written into the row."""

from __future__ import annotations

from dataclasses import replace

from model.editing.edits import set_field
from model.editing.places import row_place
from model.scoring.rows import RowScore
from tui.acts.moving import show_view
from tui.lists.ledger import SHARES
from tui.rowplan import plan_of, row_to_plan, why_no_plan
from tui.workspace import Workspace


def planned(workspace: Workspace, command: str, _page: int) -> Workspace | None:
    """The workspace after a command in the planner; None where the command means what it always does."""
    if command == "open":
        return show_view(workspace, "detail")
    if command.startswith("planner."):
        return planning(workspace, command)
    return None


def planning(workspace: Workspace, command: str) -> Workspace:
    """With another share asked for, or with what the planner says written into the row."""
    ledger = workspace.ledger
    if command in ("planner.more", "planner.less"):
        keep = _stepped(ledger.keep, 1 if command == "planner.more" else -1)
        return replace(workspace, ledger=replace(ledger, keep=keep), message=None)
    if command in ("planner.surer", "planner.unsure"):
        confidence = _stepped(ledger.confidence, 1 if command == "planner.surer" else -1)
        return replace(workspace, ledger=replace(ledger, confidence=confidence), message=None)
    row = row_to_plan(workspace)
    found = plan_of(row, ledger)
    if row is None or found is None:
        return workspace.saying(why_no_plan(row), "error")
    if command == "planner.target":
        return _written(workspace, row, "target", found.target)
    if found.carries is None:
        from tui.plantext import why_none

        return workspace.saying(f"No promise can be carried yet: {why_none(found)}.", "error")
    return _written(workspace, row, "promised", found.carries)


def _stepped(share: float, step: int) -> float:
    return SHARES[max(0, min(SHARES.index(share) + step, len(SHARES) - 1))]


def _written(workspace: Workspace, row: RowScore, field: str, value: float | None) -> Workspace:
    touchpoint = workspace.touchpoint
    if touchpoint is None or value is None:
        return workspace
    number = int(value) if value == int(value) else value
    if getattr(row.expectation, field) == number:
        return workspace.saying(f"The {field} is that already.")
    place = row_place(touchpoint.id, row.id)
    return workspace.apply(set_field(workspace.project, place, field, number))
