"""What a command is, and where it can be asked for."""

from __future__ import annotations

from dataclasses import dataclass

VIEWS = (
    "board",
    "detail",
    "curve",
    "priorities",
    "findings",
    "actions",
    "notes",
    "whatif",
    "scenarios",
    "promises",
    "planner",
    "review",
    "vote",
    "minutes",
    "compare",
    "history",
    "working",
    "problems",
    "messages",
)
"""Where a person can be; a popup or dialog lies over one of them."""

GROUPS = ("Move", "Find", "Look", "Change", "What-if", "Review", "Undo and save", "Help")

ROWS = ("board", "detail", "curve", "priorities", "whatif", "working")
"""Where lines are rows of the journey."""
LEDGER_ROWS = (*ROWS, "promises")
"""Where lines can be filtered and sorted, promises among them."""
PLAN_ROWS = tuple(view for view in ROWS if view != "whatif")
"""Where a row can be deleted; in the what-if view the same key has it as in the plan again."""
VALUES = (*ROWS, "review")
"""Where the numbers of the selected row can be changed."""
NOT_REVIEW = tuple(view for view in VIEWS if view != "review")
"""Every view but the review, where left and right go from touchpoint to touchpoint."""
OPENING = tuple(
    view for view in NOT_REVIEW if view not in ("actions", "scenarios", "minutes", "history", "vote")
)
"""Where Enter opens what is selected.

An action is edited where it stands, a scenario is tried, a line of the history is gone back to, a vote is
cast, and whoever confirms the last touchpoint of a review twice stays with its minutes.
"""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can ask for.

    `keys` are as typed: `d`, `+`, `ctrl+s`, `enter`. `views` is where the keys work; by name the
    command can be run everywhere. `changes` marks what a read-only file refuses.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    """Two or three words for the hint line."""
    about: str
    """One sentence for help and palette."""
    group: str
    views: tuple[str, ...] = VIEWS
    changes: bool = False
