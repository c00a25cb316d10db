"""The screen for a room: one touchpoint and its numbers as large as they fit, and the view below them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from model.scoring.rows import RowScore
from model.scoring.totals import TouchpointScore
from tui.pictures.picture import Line, Look, Pen, Picture, filled
from tui.pictures.roles import BAND_ROLES
from tui.scoretext import score_text
from tui.text import fit, width_of
from tui.views.bars import best_score, delivered_text, expected_text, gap_text, put_bar
from tui.views.digits import number_and_unit
from tui.views.foot import message_line
from tui.views.letters import largest, largest_together
from tui.views.title import title_line
from tui.workspace import Workspace

_ONE_ROW = frozenset({"board", "detail", "curve", "priorities", "review", "working", "whatif", "planner"})
"""Views that are about the selected row."""
_LEAST = 5
"""Lines of the view itself, at least, where there is room for both."""

View = Callable[[Workspace, Look, int, int], Picture]


def presenter_picture(workspace: Workspace, look: Look, width: int, height: int, view: View) -> Picture:
    """The whole screen while somebody presents; `view` draws what stands in front otherwise."""
    first = title_line(workspace, look, width)
    foot = [keys_line(workspace, look, width)] if height >= 2 else []
    if height >= 3 and (workspace.message is not None or workspace.box is not None):
        foot.insert(0, message_line(workspace, look, width))
    room = height - 1 - len(foot)
    lines: list[Line] = []
    here = workspace.touchpoint
    if workspace.view in _ONE_ROW and here is not None and room >= 6:
        lines = list(_large(workspace, here, look, width, room))
    below = room - len(lines)
    if below > 0:
        lines += _airy(view(workspace, look, width, below), look, width, below)
    return filled(look, [first, *filled(look, lines, width, room), *foot], width, height)


def keys_line(workspace: Workspace, look: Look, width: int) -> Line:
    """`? keys`, how to end it, and the keys that were pressed last."""
    pen = Pen(look, width).put(" ")
    for id, words in (("help", " keys  "), ("presenter", " end")):
        if id == "help" or width >= 40:
            pen.put(workspace.keymap.label(id), "key", ("command", id)).put(words, "hint", ("command", id))
    pressed = workspace.presenter.pressed if workspace.presenter else ()
    shown: list[str] = []
    for each in reversed(pressed):
        if width_of("  ".join([each, *shown])) + pen.column + 12 > width:
            break
        shown.insert(0, each)
    if shown:
        words = "  ".join(shown)
        pen.to(width - width_of(words) - 10).put("pressed  ", "hint").put(words, "strong")
    return pen.line()


def _airy(picture: Picture, look: Look, width: int, height: int) -> list[Line]:
    """A list with an empty line behind each, where all of it still fits."""
    lines = [each for each in picture if "".join(span.text for span in each).strip()]
    if len(lines) * 2 > height:
        return list(picture)
    return [each for line in lines for each in (Pen(look, width).line(), line)]


# -- the large part ----------------------------------------------------------------------------------------


def _large(workspace: Workspace, here: TouchpointScore, look: Look, width: int, room: int) -> Iterator[Line]:
    """Name, expected, delivered and gap, in as many lines as leave the view some of its own."""
    row = workspace.row or here.worst
    wide_apart = room >= 30
    least = _LEAST if room >= 16 else 3
    spare = room - least - (3 if row is None else 9 if wide_apart else 6)
    ink = "#" if look.glyphs.name == "ascii" else "█"
    # The numbers come first: a name can be read aloud.
    numbers = _numbers(workspace, row, look, width, spare, ink) if row is not None else []
    spare -= max(0, len(numbers) - 2)
    name = look.text(here.touchpoint.name)
    high = min(spare + 1, max(0, len(numbers) - 1) or room // 3)
    letters = largest(name, ink, width - 6, high)
    if room >= 12:
        yield Pen(look, width).line()
    for line in letters or (fit(name, width - 6, ellipsis=look.glyphs.ellipsis),):
        yield Pen(look, width).put("   ").put(line, "strong").line()
    if row is None:
        yield Pen(look, width).line()
        words = f"   score {score_text(here.score)}" if here.rows else "   Nothing is expected here yet."
        yield Pen(look, width).put(words, "dim").line()
        return
    if len(here.rows) > 1:
        yield Pen(look, width).put("   ").user(row.expectation.name, width - 4, "text").line()
    if room >= 12:
        yield Pen(look, width).line()
    yield from numbers
    if wide_apart:
        yield Pen(look, width).line()
    if room >= 10:
        bar = Pen(look, width).put("   ")
        put_bar(bar, row.tolerance_score, max(6, width - 30), best_score(row.rules), row.band)
        yield bar.put(f"  score {score_text(row.score)} {row.band}", BAND_ROLES[row.band]).line()
    if wide_apart:
        yield Pen(look, width).line()


def _numbers(workspace: Workspace, row: RowScore, look: Look, width: int, spare: int, ink: str) -> list[Line]:
    """The three numbers under their titles, large where they fit, else as text."""
    currency = workspace.project.about.currency
    parts = [
        (f"EXPECTED, {row.expected_by}", expected_text(row, currency), "expected"),
        (f"DELIVERED, {row.expectation.delivered_basis}", delivered_text(row, currency), "delivered"),
        (f"GAP, {row.band}", gap_text(row, currency), BAND_ROLES[row.band]),
    ]
    texts = [look.text(text) for _, text, _ in parts]
    split = [number_and_unit(each) for each in texts]
    column = max(6, (width - 4) // 3)
    unit = max(width_of(each) for _, each in split)
    shapes = largest_together([number for number, _ in split], ink, column - 3 - unit, max(0, min(15, spare)))
    if width < 48:
        pens = [
            Pen(look, width).put(f" {title.partition(',')[0].lower():<10}", "dim").put(text, role)
            for (title, _, role), text in zip(parts, texts, strict=True)
        ]
        return [pen.line() for pen in pens]
    heads = Pen(look, width).put("   ")
    height = len(shapes[0]) if shapes else 1
    pens = [Pen(look, width).put("   ") for _ in range(height)]
    for at, (title, _, role) in enumerate(parts):
        heads.put(fit(title, column - 1), "dim").to(3 + column * (at + 1))
        for line, pen in enumerate(pens):
            if shapes is None:
                pen.put(fit(texts[at], column - 1, ellipsis=look.glyphs.ellipsis), role)
            else:
                pen.put(shapes[at][line], role)
                if line == height - 1 and split[at][1]:
                    pen.put(f" {split[at][1]}", "dim")
            pen.to(3 + column * (at + 1))
    return [heads.line(), *(pen.line() for pen in pens)]
