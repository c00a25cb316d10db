"""The commands of the promise ledger."""

from __future__ import annotations

from tui.command import PLAN_ROWS, Command

LEDGER: tuple[Command, ...] = (
    Command("view.promises", (), "promises", "Show what was promised, and what became of it.", "Look"),
    Command(
        "rates",
        ("t",),
        "keep-rates",
        "How well promises are kept: by person, place, month.",
        "Look",
        ("promises",),
    ),
    Command(
        "conclude",
        ("c",),
        "conclude",
        "Say how a promise ended: kept, late, broken, moved, withdrawn; or that the customer was told.",
        "Change",
        (*PLAN_ROWS, "promises"),
        changes=True,
    ),
    Command(
        "slip",
        ("+", "-", *"0123456789"),
        "move",
        "Type +2d, -1d or a day: see what moves with the promise; Enter moves it.",
        "Change",
        ("promises",),
        changes=True,
    ),
)
"""As they stand in the registry; see `commands`."""
