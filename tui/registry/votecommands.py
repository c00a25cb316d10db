"""The commands of a vote."""

from __future__ import annotations

from tui.registry.command import Command

_VOTE = ("vote",)

VOTE: tuple[Command, ...] = (
    Command("vote", ("V",), "vote", "Vote where a vote runs; else have the room vote on this row.", "Review"),
    Command("view.vote", (), "the vote", "Show the vote that runs.", "Review"),
    Command(
        "vote.cast",
        ("enter",),
        "your vote",
        "Type your vote; nobody sees it before all are opened.",
        "Review",
        _VOTE,
    ),
    Command("vote.on", ("space",), "go on", "Open the votes; then say the mean.", "Review", _VOTE),
    Command(
        "vote.withdraw",
        ("w",),
        "no vote",
        "Take your vote back, or say that you have none: nobody waits for you.",
        "Review",
        _VOTE,
    ),
    Command(
        "vote.accept",
        ("a",),
        "accept",
        "Write what the vote came to into the project, as one step of undo.",
        "Review",
        _VOTE,
        changes=True,
    ),
    Command("vote.end", ("D",), "end it", "End the vote; nothing comes of it.", "Review", _VOTE),
)
"""As they stand in the registry; see `commands`."""

VOTE_HINTS: dict[str, tuple[str, ...]] = {
    "vote": ("vote.cast", "vote.on", "vote.withdraw", "vote.accept", "vote.end", "back", "line"),
}
"""What the hint line names, the most useful first."""
