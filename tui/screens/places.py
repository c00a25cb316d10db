"""The goto popup: every view, stage and place one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.acts.moving import next_shortfall, show_view
from tui.views.popup import Option

if TYPE_CHECKING:
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


async def goto(screen: Asking) -> None:
    """Ask where to go, and go there."""
    views = (
        ("b", "board", "Board"),
        ("d", "detail", "Detail of the selected row"),
        ("c", "curve", "Curve"),
        ("r", "priorities", "Priorities, ranked"),
        ("f", "findings", "Findings, and how to mend them"),
        ("a", "actions", "Actions"),
        ("o", "notes", "Notes along the journey"),
        ("s", "scenarios", "Scenarios, side by side"),
        ("p", "promises", "Promises"),
        ("n", "planner", "Planner: the promise that the times can carry"),
        ("w", "working", "Working: the arithmetic in words"),
        ("y", "history", "History: who changed what and when"),
        ("k", "problems", "Problems in the file"),
        ("m", "messages", "Messages"),
    )
    options = [Option(key, words, f"view.{view}") for key, view, words in views]
    options += [
        Option("u", "Minutes of the review", "view.minutes"),
        Option("t", "Vote of the room", "view.vote"),
        Option("v", "Compare with an earlier version", "compare"),
        Option("l", "A bookmark", "bookmark.go"),
        Option("h", "Who is here", "people"),
        Option("x", "Next shortfall", "shortfall"),
        Option("g", "First row", "move.first"),
        Option("e", "Last row", "move.last"),
    ]
    stages = screen.workspace.project.stages
    options += [
        Option(str(i), f"Stage {each.name}", f"stage:{each.id}") for i, each in enumerate(stages[:9], 1)
    ]
    chosen = await screen.choose("Go to", options)
    if chosen is None:
        return
    if chosen.startswith("stage:"):
        board = show_view(screen.workspace, "board")
        screen.show_workspace(board.show_stage(chosen.removeprefix("stage:")))
    elif chosen == "shortfall":
        screen.show_workspace(next_shortfall(screen.workspace))
    else:
        screen.journey.run_command(chosen)


FLOWS: dict[str, Flow] = {"goto": goto}
"""The command of this file by its id."""
