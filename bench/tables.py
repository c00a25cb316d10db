"""Figures as lines of text for a terminal, and as Markdown for the docs."""

from __future__ import annotations

from collections.abc import Sequence

from bench.figures import Figure

_WIDTHS = (44, 12, 11, 32, 7)
_NAMES = ("what", "goal", "figure", "measured against", "verdict", "that is")


def line(*cells: str) -> str:
    """Cells in columns; the first has lines of its own where it is too long for its column."""
    first, *others = cells
    width = _WIDTHS[0]
    padded = [cell.ljust(width) for cell, width in zip(others, _WIDTHS[1:], strict=False)]
    rest = "  ".join([*padded, *others[len(padded) :]])
    if len(first) > width:
        return f"{first}\n{' ' * width}  {rest}".rstrip()
    return f"{first:{width}}  {rest}".rstrip()


HEADING = line(*_NAMES)


def told(figure: Figure) -> str:
    """One line of the table."""
    return line(figure.what, figure.goal, figure.shown, figure.floor, figure.verdict, _remark(figure))


def _remark(figure: Figure) -> str:
    return "; ".join(filter(None, (figure.wrong, figure.note)))


def markdown(figures: Sequence[Figure]) -> str:
    """A table of figures and their goals, the missed ones in bold."""
    rows = [("what", "goal", "figure", "measured against", "that is")]
    rows += [(each.what, each.goal, _stated(each), each.floor, _remark(each)) for each in figures]
    return _markdown(rows)


def compared(figures: Sequence[Figure]) -> str:
    """A table with a row for each program and a column for each thing that was measured of them."""
    return _markdown(_by_program(figures))


def side_by_side(figures: Sequence[Figure]) -> str:
    """The same for a terminal."""
    rows = _by_program(figures)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    return "\n".join("  ".join(row).rstrip() for row in padded)


def _by_program(figures: Sequence[Figure]) -> list[list[str]]:
    columns = list(dict.fromkeys(each.what for each in figures))
    cells = {(each.program, each.what): each.shown for each in figures}
    programs = dict.fromkeys(each.program for each in figures)
    rows = [[program, *(cells.get((program, what), "") for what in columns)] for program in programs]
    return [["program", *columns], *rows]


def _stated(figure: Figure) -> str:
    return f"**{figure.shown}, missed**" if figure.verdict == "MISSES" else figure.shown


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    heading, *others = rows
    lines = [heading, ["---"] * len(heading), *others]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |" for cells in lines)
