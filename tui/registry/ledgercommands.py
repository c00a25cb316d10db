"""The commands of the promise ledger and of the promise planner."""

from __future__ import annotations

from tui.registry.command import PLAN_ROWS, Command

_PLANNER = ("planner",)

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
        "view.planner",
        ("p",),
        "planner",
        "Show which promise the times of the selected row can carry.",
        "Look",
        PLAN_ROWS,
    ),
    Command("planner.more", ("+",), "keep more", "Ask for a promise kept more often.", "Look", _PLANNER),
    Command("planner.less", ("-",), "keep less", "Ask for one kept less often.", "Look", _PLANNER),
    Command("planner.surer", (">",), "surer", "Ask for more confidence in that.", "Look", _PLANNER),
    Command("planner.unsure", ("<",), "less sure", "Ask for less confidence in that.", "Look", _PLANNER),
    Command(
        "planner.promise",
        ("p",),
        "set promise",
        "Promise what the times can carry.",
        "Change",
        _PLANNER,
        changes=True,
    ),
    Command(
        "planner.target",
        ("t",),
        "set target",
        "Aim for the median of the times.",
        "Change",
        _PLANNER,
        changes=True,
    ),
    Command(
        "promise.new",
        ("n",),
        "new promise",
        "Add a promise at the selected touchpoint: what, by when, by whom.",
        "Change",
        ("promises",),
        changes=True,
    ),
    Command(
        "promise.edit",
        ("e",),
        "edit promise",
        "Change the selected promise field by field.",
        "Change",
        ("promises",),
        changes=True,
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
