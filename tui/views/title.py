"""The first line of the screen: which file, where in it, in which mode, how the journey scores."""

from __future__ import annotations

from tui.pictures.picture import Line, Look, Pen
from tui.scoretext import journey_text
from tui.text import fit, width_of
from tui.workspace import Workspace

PLACES = {
    "board": "Board",
    "detail": "Detail",
    "curve": "Curve",
    "priorities": "Priorities",
    "findings": "Findings",
    "actions": "Actions",
    "notes": "Notes",
    "whatif": "What-if",
    "scenarios": "Scenarios",
    "promises": "Promises",
    "planner": "Planner",
    "review": "Review",
    "vote": "Vote",
    "minutes": "Minutes",
    "compare": "Compare",
    "history": "History",
    "working": "Working",
    "problems": "Problems",
    "messages": "Messages",
}

_FILE = 6
"""Columns of the file's name that stay where there is hardly any room."""
_NAME = 28
"""Columns of the name of what is tried."""


def title_line(workspace: Workspace, look: Look, width: int) -> Line:
    """File, place and mode on the left; the journey's score and what is unsaved on the right."""
    pen = Pen(look, width, "title")
    mode = _mode(workspace, look, width)
    scores = workspace.shown_scores
    before = workspace.opened if workspace.trial is None else workspace.trial.scores
    now, was = journey_text(scores), journey_text(before)
    score = f"journey {now}"
    told = ["*edited"] if workspace.unsaved else []
    against = workspace.compared if workspace.view == "compare" else None
    if against is not None:
        score = f"journey {journey_text(against.comparison.before)} {look.glyphs.arrow} {now}"
    elif workspace.trial is not None:
        score = f"journey {was} {look.glyphs.arrow} {now}"
    elif workspace.box and workspace.box.preview:
        score = f"journey {journey_text(workspace.scores)} {look.glyphs.arrow} {now} preview"
    elif now != was:
        told.append(f"was {was}")
    if workspace.trial is not None:
        told.append("not in the plan")
    # The score stands at the edge, where the next edit finds it again.
    right = "  ".join([*told, score])
    if width < 60:
        right = now + (" *" if workspace.unsaved else "")
        if workspace.trial is not None and width >= 40:
            right = f"{was} {look.glyphs.arrow} {right}"
    place = PLACES[workspace.view]
    if workspace.view == "review":
        place, right = _in_review(workspace, right, look, width)
    if workspace.trial is not None and workspace.trial.name:
        place += f" '{fit(look.text(workspace.trial.name), _NAME, ellipsis=look.glyphs.ellipsis).rstrip()}'"
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
    trail = look.text(trail)
    if width_of(mode) + width_of(trail) + width_of(right) + 3 > width < 60:
        trail, right = _narrow(workspace, mode, place, right, look, width)
    room = width - width_of(mode) - width_of(trail) - width_of(right) - 5
    others = next((each for each in _others(workspace, look) if width_of(each) <= room), "")
    right = f"{others}  {right}" if others else right
    pen.put(" ").put(mode, "strong")
    room = _room(mode, right, width)
    pen.put(fit(trail, room, ellipsis=look.glyphs.ellipsis), "strong" if width < 60 else "title")
    pen.to(max(pen.column, width - width_of(right) - 1))
    return pen.put(right, "strong").line()


def _narrow(
    workspace: Workspace, mode: str, place: str, right: str, look: Look, width: int
) -> tuple[str, str]:
    """File and place, both to be known again, and what there is room for at the right of them."""
    file, behind = look.text(workspace.file), f" {look.glyphs.arrow} {look.text(place)}"
    room = _room(mode, right, width)
    clocked = workspace.view == "review" and workspace.review is not None
    if min(width_of(file), _FILE) + width_of(behind) > room and not clocked:
        # The score stands on the board as well; the clock of a review and what is not saved stand only here.
        right = "*" if workspace.unsaved else ""
        room = _room(mode, right, width)
    left = room - width_of(behind)
    if left >= min(width_of(file), _FILE):
        return fit(file, left, ellipsis=look.glyphs.ellipsis).rstrip() + behind, right
    left = max(2, min(room // 2, room - width_of(look.text(place)) - 1))
    return f"{fit(file, left)} {fit(look.text(place), max(0, room - left - 1))}", right


def _room(mode: str, right: str, width: int) -> int:
    """Columns between the mode and what stands at the right."""
    return max(0, width - 1 - width_of(mode) - (width_of(right) + 2 if right else 0))


def _in_review(workspace: Workspace, right: str, look: Look, width: int) -> tuple[str, str]:
    """Where the review stands, and the timer before the score; on a narrow screen instead of it."""
    from tui.views.reviewline import review_trail, timer_text

    timer = timer_text(workspace, width)
    if not timer:
        return review_trail(workspace, look, width), right
    if width >= 80:
        right = f"{timer}  {right.replace('journey ', '') if width < 110 else right}"
    else:
        right = timer + (" *" if workspace.unsaved else "")
    return review_trail(workspace, look, width), right


def _mode(workspace: Workspace, look: Look, width: int) -> str:
    """What is out of the ordinary, with its reason where there is room for one."""
    if workspace.trying and workspace.read_only:
        return "READ-ONLY WHAT-IF " if width >= 40 else "RO WHAT-IF "
    if workspace.trying:
        return "WHAT-IF "
    if workspace.read_only:
        reason = workspace.read_only_why if width >= 70 else ""
        return f"READ-ONLY: {reason}  " if reason else "READ-ONLY "
    if workspace.grabbed:
        return "MOVING "
    if workspace.recording:
        return "RECORDING "
    others = workspace.others
    if others.leader is not None:
        return f"FOLLOWING {look.fit(others.leader.user, 16).rstrip()} " if width >= 40 else "FOLLOWING "
    return "" if others.followed else "NOT LIVE "


def _others(workspace: Workspace, look: Look) -> list[str]:
    """Who else is here and who has the pen, in more words and in fewer."""
    others = workspace.others
    pen = f"pen: {others.holder}" if others.holder else ""
    vote = ""
    if others.poll is not None:
        from tui.views.vote import vote_progress

        vote = vote_progress(workspace)
    variants = [
        f"{vote}  {others.here}  {pen}",
        f"{vote}  {others.count}  {pen}",
        f"{vote}  {pen}",
        vote or pen or others.count,
    ]
    return [look.text(each.strip()) for each in variants if each.strip()]


def company_words(workspace: Workspace) -> str:
    """Who else is at the selected touchpoint; their editing matters more than their looking."""
    here = workspace.others.at(workspace.selected[0])
    editing = list(dict.fromkeys(each.user for each in here if each.here.editing))
    names = editing or list(dict.fromkeys(each.user for each in here))
    doing = "editing" if editing else "looking"
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return f"{' and '.join(names[:2])}{more} {'is' if len(names) == 1 else 'are'} {doing} here too."
