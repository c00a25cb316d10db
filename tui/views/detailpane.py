"""The small detail pane under the board: the selected row in as many lines as there are."""

from __future__ import annotations

from model.scoring.rows import RowScore
from tui.lists.listing import Entry
from tui.pictures.picture import Line, Look, Pen, Picture, filled
from tui.pictures.roles import BAND_ROLES
from tui.scoretext import score_text
from tui.text import width_of
from tui.views.bars import gap_text, weight_text
from tui.views.captions import count_of
from tui.views.empty import first_step, telling
from tui.views.fields import field_value, interval_text
from tui.views.ladder import ladder
from tui.views.surroundings import action_text, actions_of, findings_text, note_text, promises_text, pushes
from tui.views.waterfall import short_waterfall
from tui.workspace import Workspace

_Part = tuple[str, str]
"""Text and role."""
_AROUND = 10
"""The line, or the last of fewer, on which begins what surrounds a row."""
_FIRST = 11
"""The column of the first number of a line."""
_SECOND = 31
"""The column of the second label of a line: what is alike of two rows stands at the same place."""
_TAIL = {2: 34, 1: 18}
"""So many columns before the edge the lever begins, and the owner."""


def detail_pane(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The selected row: its numbers first, then what surrounds it, cut where the room ends."""
    entry = workspace.entry
    if entry is None:
        return filled(look, [Pen(look, width).put(" Nothing selected.", "dim").line()], width, height)
    lines = [_name(entry, look, width)]
    if entry.row is None:
        lines += _touchpoint(entry, look, width)
        if not entry.touchpoint.rows:
            lines += telling(workspace, look, width, first_step(workspace))
    elif height >= 9 or width < 76:
        lines += _row(workspace, entry, entry.row, look, width)
    else:
        lines += _row_closely(workspace, entry, entry.row, look, width)
    around = _around(workspace, entry, look, width)
    drawing = () if entry.row is None else ladder(entry.row, look, width, workspace.project.about.currency)
    if drawing and len(lines) + len(drawing) + min(3, len(around)) <= height:
        lines += drawing
    # Always there, where it is found again while one goes through the rows of a touchpoint.
    lines += [Pen(look, width).line()] * (min(_AROUND, height - len(around)) - len(lines))
    lines += around
    return filled(look, lines, width, height)


def _name(entry: Entry, look: Look, width: int) -> Line:
    touchpoint, row = entry.touchpoint.touchpoint, entry.row
    name = touchpoint.name
    if row is not None and len(entry.touchpoint.rows) > 1:
        name += f": {row.expectation.name}"
    tail: list[_Part] = []
    if row is not None:
        tail.append((f"   lever {row.expectation.lever or '-'}", "dim"))
    tail.append((f"   owner {touchpoint.owner or 'nobody'}", "dim" if touchpoint.owner else "unknown"))
    shown = [(look.text(text), role) for text, role in tail]
    while shown and sum(width_of(text) for text, _ in shown) > width // 2:
        shown.pop(0)
    pen = Pen(look, width).put(" ")
    room = width - 2 - sum(width_of(text) for text, _ in shown)
    pen.put(look.fit(name, min(room, width_of(look.text(name)))), "strong")
    for at, (text, role) in enumerate(shown):
        left = width - sum(width_of(each) for each, _ in shown[at:])
        pen.to(max(pen.column, min(width - _TAIL[len(shown) - at], left))).put(text, role)
    return pen.line()


def _line(look: Look, width: int, label: str, parts: list[_Part]) -> Line:
    pen = Pen(look, width).put(f" {label}", "dim").to(min(_FIRST, width // 3))
    for text, role in parts:
        pen.user(text, None, role)
    return pen.line()


def _number(workspace: Workspace, entry: Entry, name: str, most: int = 3) -> list[_Part]:
    """E or D with how it is known, from how many cases, and when; `most` of 1 to 3 leaves out the last."""
    value = field_value(workspace, entry, name)
    basis = field_value(workspace, entry, f"{name}_by")
    parts: list[_Part] = [(value.text, value.role), (f"  {basis.text}", basis.role)]
    row = entry.row
    if row is None:
        return parts
    wish = row.expectation
    n = wish.expected_n if name == "expected" else row.n
    day = wish.expected_on if name == "expected" else wish.delivered_on
    known = [f"n {n}" if n is not None and most > 1 else ""]
    if name == "delivered" and wish.delivered_sd is not None and most > 1:
        known.append(f"sd {wish.delivered_sd:g}")
    known.append(str(day) if day and most > 2 else "")
    told = ", ".join(each for each in known if each)
    return [*parts, (f" {told}" if told else "", "dim")]


def _gap(workspace: Workspace, row: RowScore, look: Look, width: int) -> Line:
    role = BAND_ROLES[row.band]
    pen = Pen(look, width).put(" gap", "dim").to(min(_FIRST, width // 3))
    pen.user(gap_text(row, workspace.project.about.currency), None, role).put(f"  {row.band}", role)
    _second(pen, "score").put(score_text(row.score), f"strong {role}")
    if row.unverified is not None:
        pen.put(f", {score_text(row.unverified)} unverified", "unknown")
    sure = interval_text(row)
    return pen.put(f"   {sure}" if sure else "", "dim").line()


def _second(pen: Pen, label: str, column: int = _SECOND) -> Pen:
    """Begin the second number of a line, at a column or behind the first."""
    pen.put("  ")
    return pen.to(column).put(f" {label}".ljust(_FIRST if pen.column == _SECOND else len(label) + 2), "dim")


def _row(workspace: Workspace, entry: Entry, row: RowScore, look: Look, width: int) -> list[Line]:
    weight = entry.touchpoint.weight if len(entry.touchpoint.rows) == 1 else row.expectation.weight
    why: list[_Part] = [(weight_text(weight), "text"), ("   next ", "dim"), (row.next_step, "text")]
    return [
        _line(look, width, "expected", _number(workspace, entry, "expected")),
        _line(look, width, "delivered", _number(workspace, entry, "delivered")),
        _gap(workspace, row, look, width),
        _line(look, width, "weight", why),
        _why(workspace, row, look, width),
    ]


def _row_closely(workspace: Workspace, entry: Entry, row: RowScore, look: Look, width: int) -> list[Line]:
    """The same in two lines fewer, where the pane is low."""

    def numbers(told: int, column: int, room: int) -> Pen:
        pen = Pen(look, room).put(" expected", "dim").to(_FIRST)
        for text, role in _number(workspace, entry, "expected", told):
            pen.user(text, None, role)
        _second(pen, "delivered", column)
        for text, role in _number(workspace, entry, "delivered", told):
            pen.user(text, None, role)
        return pen

    # What is known gives way to no column.
    ways = [(told, column) for told in (3, 2, 1) for column in (_SECOND, 0)]
    fits = next((each for each in ways if numbers(*each, 2 * width).column <= width), (1, 0))
    return [
        numbers(*fits, width).line(),
        _gap(workspace, row, look, width),
        _why(workspace, row, look, width),
    ]


def _why(workspace: Workspace, row: RowScore, look: Look, width: int) -> Line:
    pen = Pen(look, width).put(" why", "dim").to(min(_FIRST, width // 3))
    for span in short_waterfall(row, look, width - pen.column, workspace.project.about.currency):
        pen.put(span.text, span.role)
    return pen.line()


def _touchpoint(entry: Entry, look: Look, width: int) -> list[Line]:
    score = entry.touchpoint
    parts: list[_Part] = [(score_text(score.score), "strong")]
    if score.interval and score.interval[0] != score.interval[1]:
        parts.append((f"   95 % {score_text(score.interval[0])} to {score_text(score.interval[1])}", "dim"))
    parts.append((f"   weight {weight_text(score.weight)}", "dim"))
    lines = [_line(look, width, "score", parts)]
    failed: list[_Part] = [(f"   {score.failed} failed", "failed")] if score.failed else []
    rows = f"{count_of(len(score.rows), 'expectation')}, {score.scored} scored"
    lines.append(_line(look, width, "rows", [(rows, "text"), *failed]))
    if score.worst is not None:
        role = BAND_ROLES[score.worst.band]
        worst = score.worst.expectation.name
        lines.append(
            _line(
                look,
                width,
                "worst",
                [(worst, "text"), (f" {score_text(score.worst.tolerance_score)} {score.worst.band}", role)],
            )
        )
    lines.append(_line(look, width, "next", [(score.next_step, "text")]))
    return lines


def _around(workspace: Workspace, entry: Entry, look: Look, width: int) -> list[Line]:
    touchpoint = entry.touchpoint.touchpoint
    found: list[tuple[str, str]] = []
    noticed = findings_text(workspace, entry)
    if noticed:
        more = f" (+{len(noticed) - 1})" if len(noticed) > 1 else ""
        found.append(("finding", f"{' '.join(noticed[0])}{more}"))
    if touchpoint.says:
        found.append(("says", f'"{touchpoint.says}"'))
    found.append(("promises", promises_text(workspace, touchpoint.id)))
    notes = touchpoint.notes
    if notes and workspace.presenter is None:
        more = f" (+{len(notes) - 1})" if len(notes) > 1 else ""
        found.append(("note", f"{note_text(notes[-1])}{more}"))
    found += [("action", action_text(each)) for each in actions_of(workspace, touchpoint.id)[:2]]
    found.append(("pushes", pushes(workspace, touchpoint.id)))
    size = max(1, width - min(_FIRST, width // 3))
    return [
        _line(look, width, label, [(look.fit(text, size).rstrip(), "text")]) for label, text in found if text
    ]
