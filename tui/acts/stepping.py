"""How far the commands that move go in a list."""

from __future__ import annotations

FAR = 1_000_000
"""More lines than any list has."""


def step_of(command: str, page: int, *, sideways: bool = False) -> int | None:
    """How many lines down a command goes, up below 0; None where it moves along no list.

    `page` is how many lines a screen holds. Left and right go where items stand `sideways` too.
    """
    steps = {
        "move.down": 1,
        "move.up": -1,
        "move.page-down": page,
        "move.page-up": -page,
        "move.first": -FAR,
        "move.last": FAR,
    }
    if sideways:
        steps |= {"move.right": 1, "move.left": -1}
    return steps.get(command)
