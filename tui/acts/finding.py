"""What keys do in the Findings view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.acts.moving import show_view
from tui.acts.stepping import step_of
from tui.lists.findinglist import FindingList, Grouping, listed
from tui.lists.listing import Key, entries_of
from tui.views.fields import detail_fields
from tui.workspace import Workspace

if TYPE_CHECKING:
    from model.findings.finding import Finding


def findings_shown(workspace: Workspace) -> tuple[Finding, ...]:
    """The findings of the list, in its order; none before the rules have looked."""
    if workspace.noticed is None:
        return ()
    place = workspace.finding_list
    return listed(workspace.noticed, place.by, ignored=place.ignored)


def selected_finding(workspace: Workspace) -> Finding | None:
    """The finding under the cursor; the last one where the list became shorter."""
    found = findings_shown(workspace)
    return found[min(workspace.finding_list.at, len(found) - 1)] if found else None


def in_findings(workspace: Workspace, command: str, page: int) -> Workspace | None:
    """The workspace after a command in the Findings view; None where it means what it always does."""
    if command == "open":
        return _opened(workspace)
    step = step_of(command, page)
    if step is None:
        return None
    last = len(findings_shown(workspace)) - 1
    return select_finding(workspace, min(workspace.finding_list.at, max(0, last)) + step)


def select_finding(workspace: Workspace, at: int) -> Workspace:
    """With the finding at a place of the list selected, the nearest there is."""
    found = findings_shown(workspace)
    at = max(0, min(at, len(found) - 1))
    there = replace(workspace, finding_list=replace(workspace.finding_list, at=at), message=None)
    key = _key(there, found[at]) if found else None
    # What is added or opened from here is about the same row.
    return there.select(key) if key else there


def to_findings(workspace: Workspace) -> Workspace:
    """With the findings in front; from a promise or a row, with the first one about it selected."""
    there = show_view(workspace, "findings")
    if workspace.view == "promises":
        wanted = [each.promise == workspace.ledger.selected for each in findings_shown(there)]
    elif workspace.view == "detail":
        wanted = [_key(there, each) == workspace.selected for each in findings_shown(there)]
    else:
        return there
    return select_finding(there, wanted.index(True)) if any(wanted) else there


def _key(workspace: Workspace, found: Finding) -> Key | None:
    """The line of the board that a finding is about; None where it is about no touchpoint."""
    score = workspace.scores.touchpoint(found.touchpoint or "")
    if score is None:
        return None
    if found.expectation is not None and score.row(found.expectation) is not None:
        return score.id, found.expectation
    return next(entries_of(score)).key


def _opened(workspace: Workspace) -> Workspace:
    """With what the selected finding is about in front: its row and field, promise, action or stage."""
    found = selected_finding(workspace)
    if found is None:
        return workspace
    if found.action is not None:
        order = [each.id for each in workspace.project.actions]
        if found.action not in order:
            return workspace.saying("The action is gone.", "error")
        from tui.acts.doing import select_action

        return select_action(show_view(workspace, "actions"), found.action)
    if found.promise is not None:
        from tui.acts.ledgering import chosen

        # Whatever was filtered away there: this one is to be seen.
        whole = replace(
            workspace, ledger=replace(workspace.ledger, states=frozenset(), text="", opened=False)
        )
        return chosen(show_view(whole, "promises"), found.promise)
    if found.touchpoint is not None:
        return _at_row(workspace, found)
    if found.stage is not None:
        return show_view(workspace, "board").show_stage(found.stage)
    return show_view(workspace, "priorities")


def _at_row(workspace: Workspace, found: Finding) -> Workspace:
    key = _key(workspace, found)
    if key is None:
        return workspace.saying("The touchpoint is gone.", "error")
    there = show_view(workspace, "detail").select(key)
    field = str(found.path[-1])
    return replace(there, detail_field=field) if field in detail_fields(there) else there


def _by(workspace: Workspace) -> Workspace:
    """Group by how grave they are or by touchpoint; the finding stays selected."""
    by: Grouping = "touchpoint" if workspace.finding_list.by == "level" else "level"
    found = selected_finding(workspace)
    there = replace(workspace, finding_list=replace(workspace.finding_list, by=by, at=0))
    at = next((at for at, each in enumerate(findings_shown(there)) if each is found), 0)
    return select_finding(there, at)


def _ignored(workspace: Workspace) -> Workspace:
    place = workspace.finding_list
    return replace(workspace, finding_list=FindingList(by=place.by, ignored=not place.ignored), message=None)


FINDINGS: dict[str, Callable[[Workspace], Workspace]] = {"findings.by": _by, "findings.ignored": _ignored}
"""The commands of this file by their ids."""
