"""Findings: what the rules noticed, why it matters, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.acts.finding import findings_shown, selected_finding
from tui.lists.findinglist import GRAVITY, MARKS, Group, Noticed, lines
from tui.pictures.picture import Line, Look, Pen, Picture, Span, beside, filled, rule
from tui.pictures.roles import FINDING_ROLES
from tui.text import width_of
from tui.views.captions import count_of
from tui.views.empty import telling
from tui.workspace import Workspace

if TYPE_CHECKING:
    from model.findings.finding import Finding

SIDE_BY_SIDE = 120
"""From so many columns what the selected finding means stands beside the list."""
_NOUNS = {"error": "error", "warning": "warning", "info": "remark"}


def findings_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """How many there are, the list around the selected one, and what that one means."""
    noticed = workspace.noticed
    if noticed is None:
        words = " The rules are looking at the project."
        return filled(look, [Pen(look, width).put(words, "hint").line()], width, height)
    head = [_counts(workspace, noticed, look, width)]
    room = height - len(head)
    found = selected_finding(workspace)
    if found is None:
        words, step = "Nothing to mend.", "{back} leads back to the board."
        if workspace.finding_list.ignored:
            words, step = "Nothing is ignored.", "{findings.ignored} goes back to the others."
        lines = [*head, *telling(workspace, look, width, words, role="good")]
        return filled(look, [*lines, *telling(workspace, look, width, step)], width, height)
    if width >= SIDE_BY_SIDE:
        left = width * 3 // 5
        middle = Span(f" {look.glyphs.bar} ", "rule")
        listed = _list(workspace, noticed, look, left, room)
        meaning = filled(look, _meaning(found, look, width - left - 3), width - left - 3, room)
        return (*head, *beside(listed, meaning, middle))[:height]
    told = _meaning(found, look, width)
    below = min(len(told), max(0, room - 5), max(2, room // 2)) if room >= 6 else 0
    if not below:
        return filled(look, [*head, *_list(workspace, noticed, look, width, room)], width, height)
    listed = _list(workspace, noticed, look, width, room - below - 1)
    return filled(look, [*head, *listed, rule(look, width), *told[:below]], width, height)


def _counts(workspace: Workspace, noticed: Noticed, look: Look, width: int) -> Line:
    pen = Pen(look, width).put(" ")
    if noticed.scores is not workspace.scores:
        pen.put("Looking again. ", "hint")
    shown = noticed.ignored if workspace.finding_list.ignored else noticed.found
    levels = [each.level for each in shown]
    parts = [count_of(levels.count(each), _NOUNS[each]) for each in GRAVITY if each in levels]
    noun = "ignored finding" if workspace.finding_list.ignored else "finding"
    pen.put(count_of(len(shown), noun), "strong").put(f": {', '.join(parts)}." if parts else ".")
    if workspace.finding_list.ignored:
        return pen.put("  i brings one back, v goes back to the others.", "hint").line()
    if noticed.ignored:
        what = "it" if len(noticed.ignored) == 1 else "them"
        pen.put(f"  {len(noticed.ignored)} ignored, v shows {what}.", "hint")
    return pen.line()


def _list(workspace: Workspace, noticed: Noticed, look: Look, width: int, height: int) -> Picture:
    place = workspace.finding_list
    rows = lines(noticed, place.by, ignored=place.ignored)
    count = sum(1 for each in rows if isinstance(each, int))
    chosen = min(place.at, count - 1)
    at = rows.index(chosen)
    step = max(1, height - 1)
    # Whole pages: one that stays put costs the terminal two lines a step and not a screen.
    start = max(0, min(at // step * step, len(rows) - height))
    found = findings_shown(workspace)
    drawn: list[Line] = []
    for row in rows[start : start + height]:
        if isinstance(row, Group):
            drawn.append(_heading(row, look, width))
        else:
            drawn.append(_line(found[row], row, look, width, selected=row == chosen))
    return filled(look, drawn, width, height)


def _heading(group: Group, look: Look, width: int) -> Line:
    pen = Pen(look, width).put(" ")
    count = f" ({len(group.found)})"
    room = max(1, width - pen.column - len(count))
    pen.user(group.heading, min(width_of(look.text(group.heading)), room), "strong")
    return pen.put(count, "dim").line()


def _line(found: Finding, at: int, look: Look, width: int, *, selected: bool) -> Line:
    target = ("line", str(at))
    pen = Pen(look, width, "selected" if selected else "")
    pen.put(f"{look.glyphs.selected if selected else ' '} ", "strong", target)
    pen.put(f"{MARKS[found.level]} ", FINDING_ROLES[MARKS[found.level]], target)
    if width >= 40:
        pen.put(f"{found.code} ", "dim", target)
    return pen.user(found.message, max(1, width - pen.column), "text", target).line()


def _meaning(found: Finding, look: Look, width: int) -> list[Line]:
    """The whole sentence, why it matters, how to mend it, and where it stands in the file."""
    from model.findings.codes import CODES

    code = CODES[found.code]
    drawn = [
        Pen(look, width)
        .put(f" {found.code} ", "strong")
        .put(found.level, FINDING_ROLES[MARKS[found.level]])
        .put("  ")
        .user(code.title, None, "strong")
        .line()
    ]
    mend = f"{found.mend[:1].upper()}{found.mend[1:]}."
    for label, text, role in (
        ("", found.message, "text"),
        ("mend", mend, "text"),
        ("why", code.why, "dim"),
        ("where", found.key, "dim"),
    ):
        size = 7 if label else 1
        for at, part in enumerate(look.wrapped(text, max(1, width - size - 1), 4)):
            pen = Pen(look, width).put(f" {label}" if at == 0 else "", "dim").to(min(size, width // 2))
            drawn.append(pen.put(part, role).line())
    return drawn
