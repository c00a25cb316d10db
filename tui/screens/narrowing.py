"""What is listed on the board: filtered by words or kind, sorted, grouped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.lists.listing import GROUPS as GROUPINGS
from tui.lists.listing import QUICK, SORTS
from tui.screens.filter import Filter
from tui.views.popup import Option

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


async def find(screen: Asking) -> None:
    """List only the rows that have the words that are typed."""
    before = screen.workspace
    text = await screen.app.push_screen_wait(
        Filter(before.listing.text, screen.look, screen.journey.filter_by)
    )
    if text is None:
        screen.show_workspace(replace(screen.workspace, listing=before.listing).steady())


async def quick(screen: Asking) -> None:
    """List only the rows of some kinds."""
    keys = {"b": "below", "f": "failed", "a": "assumed", "u": "unknown", "m": "marked", "i": "mine"}

    def options() -> list[Option]:
        on = screen.workspace.listing.quick
        listed = [Option(key, QUICK[name], name, name in on) for key, name in keys.items()]
        return [*listed, Option("x", "no filter: every row", "none", not on)]

    def switch(name: str) -> list[Option]:
        listing = screen.workspace.listing
        quick = frozenset() if name == "none" else listing.quick ^ {name}
        screen.show_workspace(replace(screen.workspace, listing=replace(listing, quick=quick)).steady())
        return options()

    await screen.choose("Show only rows that are", options(), switch=switch)


async def sort(screen: Asking) -> None:
    """List the rows in another order, or grouped otherwise."""
    keys = dict(zip("jspwgno", SORTS, strict=True))
    groups = dict(zip("TLOBU", GROUPINGS, strict=True))
    listing = screen.workspace.listing
    options = [
        Option(key, f"sort: {SORTS[name]}", f"sort:{name}", name == listing.sort)
        for key, name in keys.items()
    ]
    options += [
        Option(key, f"group: {GROUPINGS[name]}", f"group:{name}", name == listing.group)
        for key, name in groups.items()
    ]
    chosen = await screen.choose("Sort and group", options)
    if chosen is None:
        return
    what, _, name = chosen.partition(":")
    changed = replace(listing, sort=name) if what == "sort" else replace(listing, group=name)
    screen.show_workspace(replace(screen.workspace, listing=changed).steady())


FLOWS: dict[str, Flow] = {"find": find, "quick": quick, "sort": sort}
"""The commands of this file by their ids."""
