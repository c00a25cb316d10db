"""What is listed in the promise ledger: filtered by words or state, sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.acts.ledgering import narrowed, sorted_by, switched
from tui.lists.ledger import SORTS, STATES
from tui.screens.filter import narrow_while_typed
from tui.views.popup import Option

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


async def find(screen: Asking) -> None:
    """List only the promises that have the words that are typed."""
    await narrow_while_typed(screen, screen.workspace.ledger.text, narrowed)


async def quick(screen: Asking) -> None:
    """List only the promises in some states."""
    keys = dict(zip("brolmkwu", STATES, strict=True))

    def options() -> list[Option]:
        on = screen.workspace.ledger.states
        listed = [Option(key, STATES[state], state, state in on) for key, state in keys.items()]
        return [*listed, Option("x", "no filter: every promise", "all", not on)]

    def switch(state: str) -> list[Option]:
        screen.show_workspace(switched(screen.workspace, state))
        return options()

    await screen.choose("Show only promises that are", options(), switch=switch)


async def sort(screen: Asking) -> None:
    """List the promises in another order."""
    now = screen.workspace.ledger.sort
    options = [Option(name[0], words, name, name == now) for name, words in SORTS.items()]
    chosen = await screen.choose("Sort promises by", options)
    if chosen is not None:
        screen.show_workspace(sorted_by(screen.workspace, chosen))


FLOWS: dict[str, Flow] = {"find": find, "quick": quick, "sort": sort}
"""The commands of this file by their ids."""
