"""Hiding a finding and bringing it back: asks where it is to be hidden, then makes one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.editing.places import Place, item_at
from tui.acts.finding import selected_finding
from tui.views.popup import Option

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow

_NOUNS = {2: "touchpoint", 4: "row"}


async def ignore(screen: Asking) -> None:
    """Hide the selected finding here or everywhere; where the hidden ones are listed, bring it back."""
    from model.findings.ignoring import EVERYWHERE, heeding, ignoring, ignoring_place

    found = selected_finding(screen.workspace)
    if found is None:
        screen.show_workspace(screen.workspace.saying("There is no finding to ignore."))
        return
    project = screen.workspace.project
    if screen.workspace.finding_list.ignored:
        edit = heeding(project, found)
        if edit is not None:
            screen.do(edit)
        return
    places: dict[str, Place] = {"everywhere": EVERYWHERE}
    options = [Option("e", f"{found.code} everywhere in this file", "everywhere")]
    place = ignoring_place(found)
    if place is not None:
        item = item_at(project, place)
        noun = "promise" if place[0] == "promises" else _NOUNS[len(place)]
        name = getattr(item, "name", "") or getattr(item, "what", "")
        places["here"] = place
        options.insert(0, Option("h", f"{found.code} at this {noun} only: {name}", "here"))
    chosen = await screen.choose(
        f"Ignore {found.code}", options, "The list of ignored ones, v, gives it back."
    )
    if chosen is not None:
        screen.do(ignoring(screen.workspace.project, found, places[chosen]))


FLOWS: dict[str, Flow] = {"findings.ignore": ignore}
"""The command of this file by its id."""
