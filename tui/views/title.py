"""The first line of the screen: which file, where in it, in which mode, how the journey scores."""

from __future__ import annotations

from tui.picture import Line, Look, Pen
from tui.scoretext import journey_text
from tui.text import width_of
from tui.workspace import Workspace

PLACES = {
    "board": "Board",
    "detail": "Detail",
    "curve": "Curve",
    "priorities": "Priorities",
    "compare": "Compare",
    "working": "Working",
    "problems": "Problems",
    "messages": "Messages",
}


def title_line(workspace: Workspace, look: Look, width: int) -> Line:
    """File, place and mode on the left; the journey's score and what is unsaved on the right."""
    pen = Pen(look, width, "title")
    mode = "READ-ONLY " if workspace.read_only else "MOVING " if workspace.grabbed else ""
    scores = workspace.shown_scores
    now, was = journey_text(scores), journey_text(workspace.opened)
    parts = [f"journey {now}"]
    if workspace.box and workspace.box.preview:
        parts[0] = f"journey {journey_text(workspace.scores)} {look.glyphs.arrow} {now} preview"
    elif now != was:
        parts[0] += f" (was {was})"
    if workspace.unsaved:
        parts.append("*edited")
    against = workspace.compared if workspace.view == "compare" else None
    if against is not None:
        parts[0] = f"journey {journey_text(against.comparison.before)} {look.glyphs.arrow} {now}"
    right = "  ".join(parts)
    if width < 60:
        right = now + (" *" if workspace.unsaved else "")
    left_room = width - width_of(right) - 2
    pen.put(" ").put(mode, "strong")
    place = PLACES[workspace.view]
    stage = workspace.current_stage
    trail = f"{workspace.file} {look.glyphs.arrow} {place}"
    if stage and workspace.view in ("board", "detail") and not workspace.listing.flat:
        trail += f" {look.glyphs.arrow} {look.text(stage.name)}"
    if workspace.view == "detail" and workspace.touchpoint:
        trail += f" {look.glyphs.arrow} {look.text(workspace.touchpoint.touchpoint.name)}"
    if against is not None:
        trail += f"  {look.text(against.label)} {look.glyphs.arrow} now"
    if workspace.listing.flat and workspace.view in ("board", "priorities"):
        trail += f"  [{workspace.listing.words}]"
    room = left_room - pen.column
    pen.user(trail, max(0, room), "strong" if width < 60 else "title")
    pen.to(max(pen.column, width - width_of(right) - 1))
    return pen.put(right, "strong").line()
