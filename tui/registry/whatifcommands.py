"""The commands of what-if and of the scenarios."""

from __future__ import annotations

from tui.registry.command import Command

WHATIF: tuple[Command, ...] = (
    Command("whatif", ("x",), "what-if on/off", "Try changes beside the plan; there, leave.", "What-if"),
    Command("view.whatif", (), "what-if", "Show what is tried beside the plan.", "What-if"),
    Command("view.scenarios", (), "scenarios", "Show the scenarios side by side.", "What-if"),
    Command(
        "whatif.keep", ("K",), "keep", "Keep what is tried as a scenario in the file.", "What-if", ("whatif",)
    ),
    Command(
        "whatif.apply",
        ("A",),
        "apply",
        "Make all that is tried in the plan, as one step of undo.",
        "What-if",
        ("whatif",),
    ),
    Command(
        "whatif.back",
        ("D",),
        "take back",
        "Have the selected row as it is in the plan again.",
        "What-if",
        ("whatif",),
    ),
    Command("whatif.cost", ("c",), "cost", "Type what the change would cost.", "What-if", ("whatif",)),
    Command(
        "whatif.levers",
        ("t",),
        "two levers",
        "Close the row's gap: deliver better, or promise and expect less.",
        "What-if",
        ("whatif",),
    ),
    Command("scenario.try", ("enter",), "try", "Try the selected scenario.", "What-if", ("scenarios",)),
    Command(
        "scenario.apply",
        ("A",),
        "apply",
        "Apply the selected scenario to the plan, as one step of undo.",
        "What-if",
        ("scenarios",),
        changes=True,
    ),
    Command(
        "scenario.rename",
        ("e",),
        "rename",
        "Give the selected scenario another name.",
        "What-if",
        ("scenarios",),
        changes=True,
    ),
    Command(
        "scenario.delete",
        ("D",),
        "delete",
        "Delete the selected scenario; undo brings it back.",
        "What-if",
        ("scenarios",),
        changes=True,
    ),
)
"""As they stand in the registry; see `commands`."""
