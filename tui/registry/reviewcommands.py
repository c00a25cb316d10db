"""The commands of a review and of its minutes."""

from __future__ import annotations

from tui.registry.command import NOT_REVIEW, Command

REVIEW: tuple[Command, ...] = (
    Command(
        "review",
        ("r",),
        "review",
        "Walk through the touchpoints one at a time; goes on where it stopped.",
        "Review",
        NOT_REVIEW,
    ),
    Command(
        "review.confirm",
        ("enter",),
        "confirm, next",
        "Keep the numbers, stamp the touchpoint as reviewed, go on.",
        "Review",
        ("review",),
        changes=True,
    ),
    Command("review.skip", ("l", "right"), "skip", "Go on without a stamp.", "Review", ("review",)),
    Command("review.back", ("h", "left"), "back", "Go back to the touchpoint before.", "Review", ("review",)),
    Command(
        "review.decide",
        ("c",),
        "decision",
        "Write down what the room decided here, for the minutes.",
        "Review",
        ("review",),
    ),
    Command(
        "review.question",
        ("p",),
        "open question",
        "Park a question that stays open, for the minutes.",
        "Review",
        ("review",),
    ),
    Command(
        "review.drop",
        ("D",),
        "drop",
        "Delete the decision or question written down last here.",
        "Review",
        ("review",),
    ),
    Command("review.timer", ("t",), "timer", "Switch the timer on or off.", "Review", ("review",)),
    Command("review.new", (), "new review", "Begin another review from the start.", "Review"),
    Command("view.minutes", (), "minutes", "Show the minutes of the review as they are now.", "Review"),
    Command(
        "minutes.write",
        ("w",),
        "write to a file",
        "Write the minutes to a file: .md or .html.",
        "Review",
        ("minutes",),
    ),
)

REVIEW_HINTS: dict[str, tuple[str, ...]] = {
    "review": (
        "review.confirm",
        "review.skip",
        "review.back",
        "set.delivered",
        "note",
        "action",
        "review.decide",
        "review.question",
        "review.timer",
        "back",
        "line",
    ),
    "minutes": ("move.down", "minutes.write", "review", "undo", "back", "line"),
}
"""What the hint line names, the most useful first."""
