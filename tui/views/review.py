"""Review: one touchpoint in front of the room, its numbers, what to ask, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.review.questions import questions
from model.review.review import Review
from model.review.spoken import spoken
from model.scoring.rows import RowScore
from model.scoring.totals import TouchpointScore
from tui.pictures.picture import Line, Look, Pen, Picture, filled
from tui.pictures.roles import BAND_ROLES
from tui.scoretext import score_text
from tui.text import width_of
from tui.views.bars import best_score, delivered_text, expected_text, gap_text, put_bar
from tui.views.digits import HEIGHT, large, number_and_unit
from tui.views.empty import empty_picture, to_review
from tui.views.reviewline import clock
from tui.views.surroundings import action_text, actions_of, note_text, pushes, reviewed_text
from tui.views.vote import vote_here
from tui.workspace import Workspace

_WIDE, _HIGH = 120, 24
"""From this width and this many lines on the numbers of the selected row are large."""
_LABEL = 10

Block = tuple[int, list[Line]]
"""Lines that stand or go together, and how soon they go: the higher the sooner."""


def review_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The touchpoint in front; what the room can do without is left out where there is no room for it."""
    review, here = workspace.review, workspace.touchpoint
    if review is None or here is None:
        words = "No review is under way: the touchpoints one at a time, with minutes at the end."
        return empty_picture(workspace, look, width, height, words, to_review(workspace))
    wide = width >= _WIDE and height >= _HIGH
    blocks = list(_blocks(workspace, review, here, look, width, wide))
    if height >= 14:
        blocks = _apart(blocks, look, width)
    while len(blocks) > 1 and sum(len(lines) for _, lines in blocks) > height:
        del blocks[max(range(len(blocks)), key=lambda at: blocks[at][0])]
    return filled(look, [line for _, lines in blocks for line in lines], width, height)


def _apart(blocks: list[Block], look: Look, width: int) -> list[Block]:
    """With an empty line between the groups; those go first of all."""
    spaced: list[Block] = []
    for number, (rank, lines) in enumerate(blocks):
        if number and rank % 10 == 0:
            spaced.append((100 + rank, [Pen(look, width).line()]))
        spaced.append((rank, lines))
    return spaced


def _blocks(
    workspace: Workspace, review: Review, here: TouchpointScore, look: Look, width: int, wide: bool
) -> Iterator[Block]:
    """What there is to show, from top to bottom. A rank that ends in 0 begins a group."""
    row = workspace.row
    presenting = workspace.presenter is not None
    if not presenting:
        yield 1, [_heading(workspace, here, look, width)]
    if here.touchpoint.says and not presenting:
        said = look.wrapped(f"'{here.touchpoint.says}'", width - 6, 2)
        yield 62, [Pen(look, width).put(f"   {each}", "dim").line() for each in said]
    if wide and row is not None and not presenting:
        yield 50, list(_large(workspace, row, look, width))
    if row is None:
        words = f"   Nothing is expected here yet. {'n on the board adds an expectation.'}"
        yield 3, [Pen(look, width).put(words, "hint").line()]
    elif len(here.rows) > 1 or not (wide or presenting):
        yield 0, list(_rows(workspace, here, look, width))
    sentences = [_sentence(workspace, each, look, width) for each in here.rows]
    selected = here.rows.index(row) if row in here.rows else 0
    for at, lines in enumerate(sentences):
        yield (10 if at == 0 else 35) if at != selected else (2 if at else 10), lines
    yield from _past_and_future(workspace, review, here, look, width)


def _heading(workspace: Workspace, here: TouchpointScore, look: Look, width: int) -> Line:
    stage = workspace.project.stage(here.touchpoint.stage)
    status = workspace.review.status(here.id, workspace.scores) if workspace.review else "open"
    right = "" if status == "open" else status
    pen = Pen(look, width).put("   " if width >= 40 else " ")
    if stage is not None and width >= 40:
        pen.user(stage.name, None, "dim").put(f" {look.glyphs.arrow} ", "dim")
    room = width - pen.column - (width_of(right) + 2 if right else 0)
    name = look.text(here.touchpoint.name)
    pen.put(look.fit(name, max(1, min(width_of(name), room))), "strong")
    if here.touchpoint.owner and width - pen.column > 30:
        pen.put("   owner ", "dim").user(here.touchpoint.owner, min(20, width - pen.column - 20))
    if right:
        pen.to(width - width_of(right) - 1).put(right, "good" if right == "confirmed" else "short")
    return pen.line()


# -- the numbers ------------------------------------------------------------------------------------------


def _rows(workspace: Workspace, here: TouchpointScore, look: Look, width: int) -> Iterator[Line]:
    """A line for each row with expected, delivered and gap in its own unit."""
    if width >= 60:
        yield _header(look, width)
    for row in here.rows:
        yield _row(workspace, here, row, look, width)


def _columns(width: int) -> tuple[int, int, int]:
    """Columns of the name, of a number, and of the bar."""
    if width < 60:
        return max(4, width - 29), 10, 0
    number = 12 if width < 100 else 14
    bar = min(36, max(0, width - 3 - 24 - 3 * number - 18))
    name = width - 3 - 3 * number - 18 - (bar + 1 if bar >= 8 else 0)
    return min(44, name), number, bar if bar >= 8 else 0


def _header(look: Look, width: int) -> Line:
    name, number, _ = _columns(width)
    pen = Pen(look, width).put("   ").put("".ljust(name), "dim")
    for title in ("expected", "delivered", "gap"):
        pen.right(title, number, "dim")
    return pen.right("score", 8, "dim").line()


def _row(workspace: Workspace, here: TouchpointScore, row: RowScore, look: Look, width: int) -> Line:
    chosen = row is workspace.row
    target = ("row", here.id, row.id)
    name, number, bar = _columns(width)
    pen = Pen(look, width, "selected" if chosen and len(here.rows) > 1 else "")
    mark = look.glyphs.selected if chosen and len(here.rows) > 1 else " "
    pen.put(f" {mark} " if width >= 60 else mark, "strong", target)
    currency = workspace.project.about.currency
    role = BAND_ROLES[row.band]
    numbers = [
        (expected_text(row, currency), "expected", "expected"),
        (delivered_text(row, currency), "delivered", "delivered"),
        (gap_text(row, currency), role, ""),
    ]
    pen.user(row.expectation.name, name, "text", target)
    for text, each, field in numbers if width >= 60 else numbers[:2]:
        # Where a value is typed, the line lies over it.
        over = ("field", field) if chosen and field else target
        pen.put(" ", "text", target).put(look.fit(look.text(text), number - 1, right=True), each, over)
    if width < 60:
        return pen.right(score_text(row.score), 8, role, target).line()
    pen.right(score_text(row.score), 8, role, target).put(f" {row.band}".ljust(10), role, target)
    if bar:
        put_bar(pen, row.tolerance_score, bar, best_score(row.rules), row.band, target)
    return pen.line()


def _large(workspace: Workspace, row: RowScore, look: Look, width: int) -> Iterator[Line]:
    """Expected, delivered and gap of the selected row as large as a wall needs them."""
    currency = workspace.project.about.currency
    column = (width - 6) // 3
    ink = "#" if look.glyphs.name == "ascii" else "█"
    wanted = row.expectation
    n = f" {wanted.expected_n}" if wanted.expected_n else ""
    parts = (
        (f"EXPECTED ({row.expected_by}{n})", expected_text(row, currency), "expected"),
        (
            f"DELIVERED ({wanted.delivered_basis}{f' {row.n}' if row.n else ''})",
            delivered_text(row, currency),
            "delivered",
        ),
        (f"GAP, {row.band.upper()}", gap_text(row, currency), BAND_ROLES[row.band]),
    )
    heads = Pen(look, width).put("   ")
    pens = [Pen(look, width).put("   ") for _ in range(HEIGHT)]
    for at, (title, text, role) in enumerate(parts):
        heads.put(look.fit(title, column), "dim")
        number, unit = number_and_unit(look.text(text))
        drawn = large(number, ink)
        if drawn is None or len(drawn[0]) + 1 + width_of(unit) + 2 > column:
            drawn, unit = ("", "", text, "", ""), ""
        for line, pen in enumerate(pens):
            pen.put(look.fit(drawn[line], min(column - 2, len(drawn[line]))), role)
            if unit and line == HEIGHT - 1:
                pen.put(f" {unit}", "dim")
            pen.to(3 + column * (at + 1))
    yield heads.line()
    yield from (pen.line() for pen in pens)
    bar = Pen(look, width).put("   ")
    put_bar(bar, row.tolerance_score, width - 30, best_score(row.rules), row.band)
    bar.put(f"  score {score_text(row.score)} {row.band}", BAND_ROLES[row.band])
    yield Pen(look, width).line()
    yield bar.line()


def _sentence(workspace: Workspace, row: RowScore, look: Look, width: int) -> list[Line]:
    words = look.wrapped(spoken(row, workspace.project.about.currency), width - 5, 3)
    role = "text" if row is workspace.row else "dim"
    indent = "   " if width >= 40 else " "
    return [Pen(look, width).put(f"{indent}{each}", role).line() for each in words]


# -- what was, what is open, what comes -------------------------------------------------------------------


def _past_and_future(
    workspace: Workspace, review: Review, here: TouchpointScore, look: Look, width: int
) -> Iterator[Block]:
    touchpoint = here.touchpoint
    last = reviewed_text(touchpoint)
    now = score_text(here.score)
    yield (
        20,
        _labelled(
            "now", (f"{now}, last time {last}" if last else f"{now}, never reviewed before",), look, width, 1
        ),
    )
    pushed = pushes(workspace, here.id)
    if pushed and width >= _WIDE:
        yield 71, _labelled("moves", (f"{pushed} when it slips",), look, width, 1)
    actions = actions_of(workspace, here.id)
    unfinished = [each for each in actions if each.done is None]
    yield 30, _labelled("ask", questions(here, len(unfinished)), look, width, 7 if width >= _WIDE else 3)
    voted = vote_here(workspace, here.id)
    if voted:
        yield 22, _labelled("vote", (voted,), look, width, 3)
    remarks = tuple(f"{kind}: {each.text}" for kind, each in review.remarks_here())
    if remarks:
        yield 21, _labelled("noted", remarks, look, width, 4)
    notes = [] if workspace.presenter is not None else [note_text(each) for each in touchpoint.notes]
    if notes:
        yield 60, _labelled("notes", _counted(notes[::-1], 3), look, width, 3)
    if unfinished:
        yield (
            51,
            _labelled("actions", _counted([action_text(each) for each in unfinished], 3), look, width, 3),
        )
    following = _names_after(workspace, review)
    yield 40, _labelled("next", (following or "the minutes",), look, width, 1)
    yield 41, _labelled("left", _agenda(workspace, review), look, width, 1)


def _counted(texts: list[str], most: int) -> tuple[str, ...]:
    left = len(texts) - most
    return (*texts[:most], f"and {left} more") if left > 0 else tuple(texts)


def _labelled(label: str, texts: Sequence[str], look: Look, width: int, most: int) -> list[Line]:
    """Texts under one label, each beginning a line of its own where there is room for all."""
    indent = 3 if width >= 40 else 1
    column = indent + (_LABEL if width >= 40 else len(label) + 1)
    room = max(4, width - column - 2)
    shown = list(texts)
    lines = [line for each in shown for line in look.wrapped(each, room, most)]
    if len(lines) > most:
        # One behind the other, as many as fit: a question cut off in the middle asks nothing.
        while len(shown) > 1 and len(look.wrapped("  ".join(shown), room, most + 1)) > most:
            shown.pop()
        lines = look.wrapped("  ".join(shown), room, most)
    found = []
    for number, text in enumerate(lines[:most]):
        pen = Pen(look, width).put(" " * indent).put(label if number == 0 else "", "dim").to(column)
        found.append(pen.put(text).line())
    return found


def _names_after(workspace: Workspace, review: Review) -> str:
    order = review.walked(workspace.scores)
    at = order.index(review.log.at) + 1 if review.log.at in order else 0
    found = [workspace.scores.touchpoint(each) for each in order[at : at + 3]]
    return ", ".join(each.touchpoint.name for each in found if each is not None)


def _agenda(workspace: Workspace, review: Review) -> tuple[str, ...]:
    """How much is left in which stage, and how long there is for each: as they were on arrival."""
    stages = review.agenda(workspace.scores)
    if not stages:
        return ("nothing: every touchpoint is confirmed or skipped",)
    words = ", ".join(f"{each.name} {each.left}" for each in stages)
    log = review.log
    if not (log.timed and log.allowed):
        return (words,)
    left = sum(each.left for each in stages)
    seconds = max(0.0, log.allowed * 60 - (log.spent - log.lap))
    return (f"{clock(seconds / left)} each: {words}",)
