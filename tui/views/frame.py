"""The whole screen: the first line, the view with its stage strip, and the lines at the foot."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from tui.pictures.picture import Line, Look, Pen, Picture, filled, rule
from tui.scoretext import score_text
from tui.text import fit, width_of
from tui.views.bars import journey_marks
from tui.views.board import board_picture
from tui.views.detailpane import detail_pane
from tui.views.foot import hint_line, message_lines
from tui.views.title import title_line
from tui.workspace import Workspace

Drawing = Callable[[Workspace, Look, int, int], Picture]


def screen_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The whole screen as a picture of exactly `height` lines of `width` columns."""
    if workspace.presenter is not None:
        from tui.views.presenter import presenter_picture

        return presenter_picture(workspace, look, width, height, _bare_view)
    first = title_line(workspace, look, width)
    said = message_lines(workspace, look, width, height) if height >= 3 else []
    hints = [hint_line(workspace, look, width)] if height >= 2 else []
    above = [rule(look, width)] if height >= 12 else []
    room = height - 1 - len(above) - len(said[:1]) - len(hints)
    if workspace.lesson is not None:
        from tui.views.lesson import lesson_lines

        task = lesson_lines(workspace, look, width, room - 2)
        above, room = [*task, *above], room - len(task)
    # What is said in more than one line covers the end of the view, which is not laid out anew for it.
    foot = [*above, *said, *hints]
    lines = [first, *body_picture(workspace, look, width, room)]
    return filled(look, [*lines[: height - len(foot)], *foot], width, height)


def body_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """What stands between the first line and the message line."""
    if workspace.view == "board":
        return _board_body(workspace, look, width, height)
    if height < 6:
        return _bare_view(workspace, look, width, height)
    return (rule(look, width), *_bare_view(workspace, look, width, height - 1))


_DRAWN = {
    "board": "board.board_picture",
    "detail": "frame.detail_body",
    "curve": "curve.curve_view",
    "priorities": "priorities.priorities_picture",
    "findings": "findings.findings_picture",
    "actions": "actions.actions_picture",
    "notes": "notes.notes_picture",
    "whatif": "whatif.whatif_picture",
    "scenarios": "scenarios.scenarios_picture",
    "promises": "promises.promises_picture",
    "planner": "planner.planner_picture",
    "review": "review.review_picture",
    "vote": "vote.vote_picture",
    "minutes": "minutes.minutes_picture",
    "compare": "compare.compare_picture",
    "history": "history.history_picture",
    "working": "working.working_picture",
    "problems": "lists.problems_picture",
    "messages": "lists.messages_picture",
}
"""What draws each view: a module here and its function, loaded for whoever looks at it."""


def _bare_view(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """A view and nothing around it: of the board, the rows alone."""
    module, name = _DRAWN[workspace.view].split(".")
    drawn: Drawing = getattr(import_module(f"tui.views.{module}"), name)
    return drawn(workspace, look, width, height)


def detail_body(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The detail view with the selected field."""
    from tui.views.detail import detail_picture

    return detail_picture(workspace, look, width, height, field=workspace.detail_field or None)


def _board_body(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    if width >= 180 and height >= 24:
        side = min(50, width - 140)
        left = _wide_board(workspace, look, width - side - 1, height)
        from tui.views.history import history_column

        right = history_column(workspace, look, side, height)
        bar = Pen(look, 1).put(look.glyphs.bar, "rule").line()
        return tuple((*one, *bar, *other) for one, other in zip(left, right, strict=True))
    if width >= 120 and height >= 22:
        return _wide_board(workspace, look, width, height)
    return _one_lane(workspace, look, width, height)


def _one_lane(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    lines: list[Line] = []
    if height >= 5:
        lines.append(strip_line(workspace, look, width))
    if height >= 9:
        lines.append(rule(look, width))
    room = height - len(lines)
    extras = width >= 60 and room >= 11
    table = room
    if extras:
        wanted = len(workspace.items) + 1
        table = max(5, min(wanted, room - 7, room * 2 // 3))
    lines += board_picture(workspace, look, width, table)
    room = height - len(lines)
    if room >= 3:
        lines.append(rule(look, width))
        room -= 1
        tail = _tail(workspace, look, width) if room >= 7 else []
        lines += detail_pane(workspace, look, width, room - len(tail))
        lines += tail
    return filled(look, lines, width, height)


def _wide_board(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    from tui.views.curve import curve_pane
    from tui.views.lanes import lanes_picture

    below = min(17, max(10, height * 2 // 5))
    tail = _next_best(workspace, look, width) if height >= 30 else []
    above = height - below - len(tail) - 2 - (1 if tail else 0)
    lines: list[Line] = [rule(look, width)]
    if workspace.listing.flat:
        lines += board_picture(workspace, look, width, above)
    else:
        lines += lanes_picture(workspace, look, width, above) or board_picture(workspace, look, width, above)
    lines.append(rule(look, width))
    left = width // 2
    bar = Pen(look, 2).put(f"{look.glyphs.bar} ", "rule").line()
    detail = detail_pane(workspace, look, left, below)
    curve = curve_pane(workspace, look, width - left - 2, below)
    lines += [(*one, *bar, *other) for one, other in zip(detail, curve, strict=True)]
    if tail:
        lines.append(rule(look, width))
        lines += tail
    return filled(look, lines, width, height)


def strip_line(workspace: Workspace, look: Look, width: int) -> Line:
    """All stages with their scores, the one in view in brackets; windowed where they do not fit."""
    stages = workspace.scores.stages
    cells = []
    for stage in stages:
        name = look.text(stage.stage.name)
        name = fit(name, 14, ellipsis="..").rstrip() if width_of(name) > 14 else name
        text = f"{name} {score_text(stage.score)}"
        current = stage.stage.id == workspace.stage and not workspace.listing.flat
        cells.append((f"[{text}]" if current else f" {text} ", current, ("stage", stage.stage.id)))
    at = next((index for index, cell in enumerate(cells) if cell[1]), 0)
    first = last = at
    total = width_of(cells[at][0]) if cells else 0
    while first > 0 or last < len(cells) - 1:
        grown = False
        if last < len(cells) - 1 and total + width_of(cells[last + 1][0]) <= width - 4:
            last += 1
            total += width_of(cells[last][0])
            grown = True
        if first > 0 and total + width_of(cells[first - 1][0]) <= width - 4:
            first -= 1
            total += width_of(cells[first][0])
            grown = True
        if not grown:
            break
    pen = Pen(look, width)
    pen.put("< " if first > 0 else " ", "dim")
    for text, current, target in cells[first : last + 1]:
        pen.put(text, "current" if current else "text", target)
    if last < len(cells) - 1:
        pen.put(" >", "dim")
    return pen.line()


def _tail(workspace: Workspace, look: Look, width: int) -> list[Line]:
    """The journey in one character a touchpoint, and what the marks mean."""
    scores = workspace.scores
    bands: list[str] = []
    at = 0
    for stage in scores.stages:
        for each in stage.touchpoints:
            if each.touchpoint.id == workspace.selected[0]:
                at = len(bands)
            bands.append(each.worst.band if each.worst else "unknown")
    room = width - 14
    start = max(0, min(at - room // 2, len(bands) - room))
    marks = journey_marks(bands)[start : start + room]
    first = Pen(look, width).put(" Journey  ", "dim").put(marks[: at - start], "text")
    if bands:
        first.put(f"[{marks[at - start]}]", "current").put(marks[at - start + 1 :], "text")
    if width - first.column > 44:
        first.put("   worst row of each: ! failed - short = met", "dim")
    glyphs = look.glyphs
    second = Pen(look, width).put(
        f" ~ assumed  ? unknown  {glyphs.delivered} delivered  {glyphs.short} short  "
        f"{glyphs.expected} expected  {glyphs.over} over  E ! i findings",
        "dim",
    )
    return [first.line(), second.line()]


def _next_best(workspace: Workspace, look: Look, width: int) -> list[Line]:
    scores = workspace.scores
    first = Pen(look, width).put(" NEXT BEST  ", "strong")
    for number, place in enumerate(scores.priorities(3), 1):
        if not place.touchpoint.priority:
            continue
        first.put(f"{number} ", "key", ("row", place.touchpoint.id, ""))
        first.user(place.touchpoint.touchpoint.name, None, "text", ("row", place.touchpoint.id, ""))
        first.put(f" {place.touchpoint.priority:.0f} {place.touchpoint.next_step}   ", "dim")
    second = Pen(look, width).put(" LEVERS     ", "strong")
    for lever, score in scores.levers.items():
        second.put(f"{lever} ", "dim").put(f"{score_text(score)}   ")
    journey = scores.journey
    known = f"{journey.known_share * 100:.0f} %" if journey.known_share is not None else "?"
    coverage = f"{journey.scored_count} of {journey.row_count} rows scored"
    second.put(f"{look.glyphs.bar} {coverage}, {known} known, {journey.failed} failed", "dim")
    return [first.line(), second.line()]
