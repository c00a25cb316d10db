"""Following a person: this screen goes where somebody else goes, and lays it out for its own size."""

from __future__ import annotations

import os
from dataclasses import replace

from model.files.presence import Person
from model.files.watching import Company
from tui.acts.finding import to_findings
from tui.acts.moving import show_view
from tui.company.others import Leader, Spot
from tui.lists.listing import Listing
from tui.workspace import Workspace

_INSTEAD = {"review": "detail", "whatif": "board", "minutes": "board", "compare": "board"}
"""Views that are made of what only their own session knows, and what is shown in their stead."""
_FOLLOWED = frozenset(
    {
        *("board", "detail", "curve", "priorities", "findings", "actions", "scenarios", "promises"),
        *("planner", "working", "vote"),
    }
)


def spot_of(workspace: Workspace) -> Spot:
    """Where a session is: its view and what is selected in it."""
    items = {
        "promises": workspace.ledger.selected,
        "actions": workspace.action_list.selected,
        "scenarios": workspace.scenario,
    }
    return workspace.view, *workspace.selected, items.get(workspace.view, "")


def following(workspace: Workspace, person: Person) -> Workspace:
    """With somebody followed from now on, at the place where they are."""
    leader = Leader(person.user, person.pid, ("", "", "", ""), spot_of(workspace))
    there = replace(workspace, others=replace(workspace.others, leader=leader))
    words = f"Following {person.user}: this screen goes where they go, until you move or press F."
    return accompanied(there).saying(words)


def accompanied(workspace: Workspace) -> Workspace:
    """At the place of whoever is followed, if they moved; alone again if they left or follow this one."""
    leader = workspace.others.leader
    if leader is None:
        return workspace
    person = _found(workspace.others.company, leader)
    if person is None:
        return _alone(workspace).hearing(f"{leader.user} has left: nobody is followed any more.")
    if person.here.after == os.getpid() < person.pid:
        return _alone(workspace).hearing(f"{leader.user} follows you: nobody is followed any more.")
    here = person.here
    spot = (here.view, here.touchpoint, here.row, here.item)
    if spot == leader.spot:
        return workspace
    return steadily(_there(workspace, spot), spot)


def steadily(workspace: Workspace, spot: Spot | None = None) -> Workspace:
    """Still following from where the workspace is now, whatever led it there; `spot` is where they are."""
    leader = workspace.others.leader
    if leader is None:
        return workspace
    stays = replace(leader, spot=spot or leader.spot, here=spot_of(workspace))
    return replace(workspace, others=replace(workspace.others, leader=stays))


def parted(workspace: Workspace, before: Workspace, *, moved: bool = False) -> Workspace:
    """Alone again where the reader went elsewhere, or `moved` a cursor; said behind what else is new."""
    leader = workspace.others.leader
    if leader is None or not (moved or spot_of(workspace) != leader.here):
        return workspace
    words = f"You no longer follow {leader.user}. F follows again."
    there = _alone(workspace)
    message = there.message
    if message is None or message is before.message:
        return there.saying(words)
    return there.saying(message.text, message.kind, tail=f"{message.tail} {words}".strip())


def _alone(workspace: Workspace) -> Workspace:
    return replace(workspace, others=replace(workspace.others, leader=None))


def _found(company: Company, leader: Leader) -> Person | None:
    both = (leader.user, leader.pid)
    return next((each for each in company.people if (each.user, each.pid) == both), None)


def _there(workspace: Workspace, spot: Spot) -> Workspace:
    """At a place another session named, as far as it is one here as well."""
    view, touchpoint, row, item = spot
    view = _INSTEAD.get(view, view)
    there = workspace
    if view in _FOLLOWED and view != there.view:
        there = to_findings(there) if view == "findings" else show_view(there, view)
    if view == "promises" and item:
        there = replace(there, ledger=replace(there.ledger, selected=item))
    elif view == "actions":
        there = replace(there, action_list=replace(there.action_list, selected=item))
    elif view == "scenarios":
        there = replace(there, scenario=item)
    if there.project.touchpoint(touchpoint) is None:
        return there
    found = there.select((touchpoint, row))
    if found.position is None and found.listing.flat:
        # What is filtered away here is looked at there.
        found = replace(found, listing=Listing())
    return found.steady()
