"""Detail: everything there is to say about the selected row, or about a touchpoint with several or none."""

from __future__ import annotations

from dataclasses import dataclass

from model.journey.quantity import value_text
from model.scoring.rows import RowScore
from model.scoring.touchpoints import TouchpointScore
from tui.lists.listing import Entry
from tui.pictures.picture import Line, Look, Pen, Picture, Span, beside, filled
from tui.pictures.roles import BAND_ROLES, FINDING_ROLES
from tui.scoretext import journey_text, score_text
from tui.text import width_of
from tui.values import place_of
from tui.views.bars import gap_text, unit_of
from tui.views.captions import count_of
from tui.views.detailpane import detail_pane
from tui.views.empty import empty_picture, first_step, telling
from tui.views.fields import box_field, detail_fields, field_value, interval_text
from tui.views.ladder import ladder
from tui.views.planner import detail_plan
from tui.views.sheet import Cell, Sheet
from tui.views.surroundings import (
    action_text,
    actions_of,
    findings_text,
    note_text,
    promises_text,
    pushes,
    reviewed_text,
    same_stage,
    waits_for,
)
from tui.views.waterfall import waterfall
from tui.workspace import Workspace

__all__ = ["detail_fields", "detail_pane", "detail_picture"]

TWO_COLUMNS = 110
"""From so many columns the ladder and the neighbours stand beside the fields."""


def detail_picture(
    workspace: Workspace, look: Look, width: int, height: int, *, field: str | None = None
) -> Picture:
    """The whole view. `field` is the selected one; it scrolls into view, the first lines stay."""
    entry = workspace.entry
    if entry is None:
        return empty_picture(workspace, look, width, height, "Nothing is selected.", first_step(workspace))
    head = [title(workspace, entry, look, width), *summary(workspace, entry, look, width)]
    if not entry.touchpoint.rows:
        head += telling(workspace, look, width, first_step(workspace))
    room = max(0, height - len(head))
    if width >= TWO_COLUMNS and room >= 6:
        middle = Span(f" {look.glyphs.bar} ", "rule")
        left = (width - 3) // 2
        right = width - 3 - left
        sheet = _fields(workspace, entry, look, left, field)
        _noticed(workspace, entry, sheet, 8)
        _context(workspace, entry, sheet)
        aside = _aside(workspace, entry, look, right, room)
        body = beside(filled(look, sheet.window(room), left, room), filled(look, aside, right, room), middle)
        return filled(look, (*head, *body), width, height)
    sheet = _fields(workspace, entry, look, width, field)
    _noticed(workspace, entry, sheet, 3)
    sheet.add(_drawings(workspace, entry, look, width))
    _context(workspace, entry, sheet)
    neighbours = same_stage(workspace, look, width, 9)
    if neighbours:
        sheet.gap()
        sheet.add(neighbours)
    return filled(look, (*head, *sheet.window(room)), width, height)


def title(workspace: Workspace, entry: Entry, look: Look, width: int) -> Line:
    """Which row of which touchpoint in which stage, and what kind of number it is."""
    pen = Pen(look, width).put(" ")
    touchpoint, row = entry.touchpoint.touchpoint, entry.row
    stage = workspace.project.stage(touchpoint.stage)
    name = touchpoint.name
    if row is not None and len(entry.touchpoint.rows) > 1:
        name += f": {row.expectation.name}"
    kind = ""
    if row is not None:
        wish = row.expectation
        kind = "bonus" if wish.bonus else f"{wish.kind}, {wish.direction} is better".replace("_", "/")
    else:
        kind = count_of(len(entry.touchpoint.rows), "expectation")
    where = f"  {look.text(stage.name)}" if stage else ""
    tail = f"  {kind} " if width >= 56 else ""
    room = max(8, width - 1 - width_of(where) - width_of(tail))
    pen.put(look.fit(name, min(room, width_of(look.text(name)))), "strong")
    pen.put(where, "dim")
    return pen.to(width - width_of(tail)).put(tail, "dim").line()


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the summary that is not broken over two lines."""

    spans: tuple[tuple[str, str], ...]

    @property
    def width(self) -> int:
        return sum(width_of(text) for text, _ in self.spans)


def summary(workspace: Workspace, entry: Entry, look: Look, width: int) -> list[Line]:
    """Gap, band, score, how sure it is; while a value is typed, what it would become."""
    preview = workspace.box is not None and workspace.box.preview is not None
    parts = _of_row(workspace, entry.row, look) if entry.row else _of_touchpoint(entry.touchpoint)
    if preview:
        parts = _previewed(workspace, entry, look)
    lines: list[Line] = []
    pen = Pen(look, width).put(" ")
    for part in parts:
        if pen.column > 1 and pen.column + part.width > width:
            lines.append(pen.line())
            pen = Pen(look, width).put(" ")
        for text, role in part.spans:
            pen.put(text, role)
        pen.put("   ")
    return [*lines, pen.line()][:2]


def _of_row(workspace: Workspace, row: RowScore, look: Look) -> list[_Part]:
    role = BAND_ROLES[row.band]
    currency = workspace.project.about.currency
    points = " points" if row.rules.in_points and row.score is not None else ""
    parts = [
        _Part((("gap ", "dim"), (look.text(gap_text(row, currency)), role), (f" {row.band}", role))),
        _Part((("score ", "dim"), (f"{score_text(row.score)}{points}", f"strong {role}"))),
    ]
    if row.rules.in_points and row.tolerance_score is not None:
        parts.append(_Part((("on the common scale ", "dim"), (score_text(row.tolerance_score), role))))
    if row.unverified is not None:
        words = f"credited {score_text(row.credited)}, {score_text(row.unverified)} unverified"
        parts.append(_Part(((words, "unknown"),)))
    sure = interval_text(row)
    if sure:
        parts.append(_Part(((sure, "dim"),)))
    parts.append(_Part((("next ", "dim"), (row.next_step, "text"))))
    return parts


def _of_touchpoint(score: TouchpointScore) -> list[_Part]:
    parts = [_Part((("score ", "dim"), (score_text(score.score), "strong")))]
    interval = score.interval
    if interval and interval[0] != interval[1]:
        words = f"95 % {score_text(interval[0])} to {score_text(interval[1])}"
        parts.append(_Part(((words, "dim"),)))
    if score.failed:
        parts.append(_Part(((f"{score.failed} failed", "failed"),)))
    parts.append(_Part(((f"{score.scored} of {score.counts} scored", "dim"),)))
    if score.known_share is not None:
        parts.append(_Part(((f"{score.known_share * 100:.0f} % known", "dim"),)))
    if score.priority is not None:
        parts.append(_Part((("priority ", "dim"), (f"{score.priority:.1f}", "text"))))
    parts.append(_Part((("next ", "dim"), (score.next_step, "text"))))
    return parts


def _previewed(workspace: Workspace, entry: Entry, look: Look) -> list[_Part]:
    """Before and after of the gap's score, its band and the journey, said to be a preview."""
    arrow = f" {look.glyphs.arrow} "
    before = workspace.scores.touchpoint(entry.touchpoint.id)
    parts = [_Part((("PREVIEW ", "preview"),))]
    if entry.row is not None:
        was = before.row(entry.row.id) if before else None
        currency = workspace.project.about.currency
        gap = look.text(gap_text(entry.row, currency))
        parts.append(_Part((("gap ", "dim"), (gap, "preview"))))
        old, new = was.score if was else None, entry.row.score
        bands = (was.band if was else "unknown", entry.row.band)
        said = f"{bands[0]}{arrow}{bands[1]}" if bands[0] != bands[1] else bands[1]
        parts.append(_score_part(old, new, arrow))
        parts.append(_Part(((said, "preview"),)))
    else:
        old, new = before.score if before else None, entry.touchpoint.score
        parts.append(_score_part(old, new, arrow))
    journey = _change(journey_text(workspace.scores), journey_text(workspace.shown_scores), arrow)
    parts.append(_Part((("journey ", "dim"), (journey, "preview"))))
    return parts


def _score_part(old: float | None, new: float | None, arrow: str) -> _Part:
    return _Part((("score ", "dim"), (_change(score_text(old), score_text(new), arrow), "preview")))


def _change(old: str, new: str, arrow: str) -> str:
    return f"{old}{arrow}{new}" if old != new else f"{new} as before"


def _fields(workspace: Workspace, entry: Entry, look: Look, width: int, field: str | None) -> Sheet:
    """The numbers of the row, or the rows of the touchpoint."""
    sheet = Sheet(look, width, field, workspace.box, box_field(workspace))
    row = entry.row
    if row is None:
        sheet.text(_cell(workspace, entry, "name", "name"), 1)
        sheet.grid([_cell(workspace, entry, "weight", "weight")], 24)
        return sheet
    for number in ("expected", "delivered"):
        names = [number, f"{number}_by", f"{number}_n", f"{number}_sd", f"{number}_on"]
        known = [each for each in names if each != "expected_sd"]
        sheet.row(number, [_cell(workspace, entry, each, "") for each in known])
    names = ["limit", "believed", "promised", "target", "feasible", "tolerance", "weight", "lever", "segment"]
    cells = [_cell(workspace, entry, each, each) for each in names]
    if row.buffer is not None and width >= 46:
        # Beside the two it comes from; it is worked out and cannot be typed.
        text = buffer_text(row, workspace.project.about.currency)
        cells.insert(6, Cell("buffer", text, "short" if row.buffer <= 0 else "text"))
    sheet.grid(cells, 26)
    sheet.text(_cell(workspace, entry, "name", "name"), 2)
    return sheet


def buffer_text(row: RowScore, currency: str | None) -> str:
    """How much stricter the target is than the promise, or that it is not."""
    if row.buffer is None:
        return "-"
    if row.buffer == 0:
        return "none"
    return value_text(row.buffer, row.expectation.kind, unit_of(row, currency), signed=True)


def _cell(workspace: Workspace, entry: Entry, name: str, label: str) -> Cell:
    value = field_value(workspace, entry, name)
    fresh = workspace.others.is_fresh(place_of(workspace.project, entry.key, name), name)
    return Cell(label, value.text, f"{value.role} fresh" if fresh else value.role, name)


def _drawings(workspace: Workspace, entry: Entry, look: Look, width: int) -> list[Line]:
    """The ladder and the waterfall, or the rows of a touchpoint."""
    if entry.row is None:
        return []
    currency = workspace.project.about.currency
    return [
        *ladder(entry.row, look, width, currency),
        *waterfall(entry.row, look, width, currency),
        *detail_plan(workspace, look, width),
    ]


def _aside(workspace: Workspace, entry: Entry, look: Look, width: int, height: int) -> list[Line]:
    empty = Pen(look, width).line()
    lines: list[Line] = []
    if entry.row is not None:
        currency = workspace.project.about.currency
        lines += ladder(entry.row, look, width, currency)
        lines.append(empty)
        lines += waterfall(entry.row, look, width, currency)
        lines.append(empty)
    plan = detail_plan(workspace, look, width) if entry.row is not None else []
    if plan and len(lines) + len(plan) + 8 <= height:
        lines += [*plan, empty]
    lines += same_stage(workspace, look, width, height - len(lines))
    lines.append(empty)
    from tui.views.working import working_lines

    spelled = working_lines(entry, workspace, look, width)
    return [*lines, *spelled] if len(lines) + len(spelled) <= height else lines


def _noticed(workspace: Workspace, entry: Entry, sheet: Sheet, most: int) -> None:
    """What the rules noticed here, one line each, and how many more there are."""
    found = findings_text(workspace, entry)
    shown = found if len(found) <= most else found[: most - 1]
    for at, (mark, text) in enumerate(shown):
        sheet.text(Cell("" if at else "findings", f"{mark} {text}", FINDING_ROLES[mark]), 1)
    if len(found) > len(shown):
        sheet.text(Cell("", f"{len(found) - len(shown)} more: g f lists them", "hint"), 1)


def _context(workspace: Workspace, entry: Entry, sheet: Sheet) -> None:
    """Who is there, what was said, promised, noted and planned."""
    touchpoint = entry.touchpoint.touchpoint
    sheet.gap()
    sheet.row("owner", [_cell(workspace, entry, "owner", "")])
    sheet.row("channel", [_cell(workspace, entry, "channel", "")])
    sheet.text(_cell(workspace, entry, "says", "says"))
    sheet.text(_cell(workspace, entry, "feedback", "feedback"), 2)
    for name, label in (("who", "authority"), ("up_to", "  up to"), ("backed_by", "  backed by")):
        if touchpoint.authority is not None or name == "who":
            sheet.text(_cell(workspace, entry, f"authority.{name}", label), 2)
    sheet.gap()
    for label, text in (
        ("promises", promises_text(workspace, touchpoint.id)),
        ("waits for", waits_for(workspace, touchpoint)),
        ("pushes", pushes(workspace, touchpoint.id)),
        ("reviewed", reviewed_text(touchpoint)),
    ):
        if text:
            sheet.text(Cell(label, text), 2)
    for at, action in enumerate(actions_of(workspace, touchpoint.id)[:6]):
        sheet.text(Cell("" if at else "actions", action_text(action)), 2)
    notes = touchpoint.notes[:8] if workspace.presenter is None else ()
    for at, note in enumerate(notes):
        sheet.text(Cell("" if at else "notes", note_text(note)), 3)
