"""A review in the first line of the screen: where the walk stands, and its timer."""

from __future__ import annotations

from tui.pictures.picture import Look
from tui.workspace import Workspace


def clock(seconds: float) -> str:
    """Minutes and seconds: `01:42`."""
    whole = int(seconds)
    return f"{whole // 60:02d}:{whole % 60:02d}"


def review_trail(workspace: Workspace, look: Look, width: int) -> str:
    """Where the review stands: `Review 8 of 14 [#######.......]`."""
    review = workspace.review
    if review is None:
        return "Review"
    order = review.walked(workspace.scores)
    at = order.index(review.log.at) + 1 if review.log.at in order else 0
    words = f"Review {at} of {len(order)}"
    if width < 96 or not order:
        return words
    cells = min(len(order), 20)
    full = round(review.done(workspace.scores) * cells / len(order))
    return f"{words} [{look.glyphs.delivered * full}{'.' * (cells - full)}]"


def timer_text(workspace: Workspace, width: int) -> str:
    """The timer: the present touchpoint, and on a wide screen the session; empty where none runs."""
    review = workspace.review
    if review is None or not (review.log.timed and review.log.allowed):
        return ""
    log, each = review.log, review.seconds_each(workspace.scores)
    text = f"{clock(log.lap)} of {clock(each)}"
    if log.lap >= each:
        text += " TIME"
    if width >= 110:
        text += f"  session {clock(log.spent)} of {clock(log.allowed * 60)}"
        if log.spent >= log.allowed * 60:
            text += " OVER"
    return text
