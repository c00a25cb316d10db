"""Minutes: what a review came to, as a list to read and to scroll."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.report.minuteslines import Section, minutes_sections, minutes_summary
from model.review.minutes import Minutes
from tui.pictures.picture import Line, Look, Pen, Picture, filled
from tui.text import width_of
from tui.views.empty import empty_picture, to_review
from tui.workspace import Workspace


def minutes_picture(workspace: Workspace, look: Look, width: int, height: int) -> Picture:
    """The minutes from the line that is scrolled to."""
    if workspace.review is None:
        words = "No review was held yet; its minutes are written here as it goes."
        return empty_picture(workspace, look, width, height, words, to_review(workspace))
    minutes = Minutes.of(workspace.review, workspace.scores, workspace.file)
    lines = list(_lines(minutes, look, width, presenting=workspace.presenter is not None))
    start = max(0, min(workspace.scroll, len(lines) - height))
    seen = lines[start : start + height]
    left = len(lines) - start - height
    if left > 0 and height > 3:
        seen[-1] = Pen(look, width).put(f" {left + 1} more lines below", "dim").line()
    return filled(look, seen, width, height)


def _lines(minutes: Minutes, look: Look, width: int, *, presenting: bool) -> Iterator[Line]:
    for text, role in zip(minutes_summary(minutes), ("strong", *["text"] * 9), strict=False):
        for each in look.wrapped(text, width - 2, 3):
            yield Pen(look, width).put(f" {each}", role).line()
    for section in minutes_sections(minutes):
        if section.id == "notes" and presenting:
            continue
        yield Pen(look, width).line()
        yield Pen(look, width).put(f" {section.title}", "strong").line()
        if not section.rows:
            yield Pen(look, width).put(f"   {section.empty}", "dim").line()
        yield from _table(section, look, width) if width >= 60 else _list(section, look, width)


def _table(section: Section, look: Look, width: int) -> Iterator[Line]:
    """Columns as wide as they need to be; the first text column takes what is left."""
    if not section.rows:
        return
    widths = [
        max(width_of(title), *(width_of(look.text(row[at])) for row in section.rows))
        for at, title in enumerate(section.titles)
    ]
    room = width - 4 - 2 * (len(widths) - 1)
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda at: widths[at])
        widths[widest] -= 1
    yield _cells(section.titles, widths, section.numbers, look, width, "dim")
    for row in section.rows:
        for line in _broken(row, widths, look):
            yield _cells(line, widths, section.numbers, look, width, "text")


def _broken(row: Sequence[str], widths: Sequence[int], look: Look) -> Iterator[Sequence[str]]:
    """A row in as many lines as its longest cell takes."""
    cells = [look.wrapped(cell, size, 6) or [""] for cell, size in zip(row, widths, strict=True)]
    for at in range(max(map(len, cells))):
        yield [cell[at] if at < len(cell) else "" for cell in cells]


def _cells(
    cells: Sequence[str], widths: Sequence[int], numbers: Sequence[int], look: Look, width: int, role: str
) -> Line:
    pen = Pen(look, width).put("   ")
    for at, (cell, size) in enumerate(zip(cells, widths, strict=True)):
        pen.put(look.fit(cell, size, right=at in numbers), role)
        pen.put("  ")
    return pen.line()


def _list(section: Section, look: Look, width: int) -> Iterator[Line]:
    """A row in one sentence, for a screen with no room for columns."""
    for row in section.rows:
        words = ", ".join(
            f"{title} {cell}" if at else cell
            for at, (title, cell) in enumerate(zip(section.titles, row, strict=True))
            if cell
        )
        for number, text in enumerate(look.wrapped(words, max(4, width - 4), 6)):
            yield Pen(look, width).put(" - " if number == 0 else "   ").put(text).line()
