"""Pictures as files: SVG, plain text, and text with ANSI colours. The same bytes on every machine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from tui.pictures.blocks import BLOCKS, CELL_HEIGHT, CELL_WIDTH
from tui.pictures.picture import Line, Picture, characters
from tui.text import has_hidden, show, width_of
from tui.themes import Theme

FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
FONT_SIZE = 15
"""Usual monospace letters are 0.6 of their size wide, so that one fills a cell exactly."""
_BASELINE = 14
# A theme without colours leaves them to the terminal; a file has no terminal, so it is ink on paper.
_PAPER, _INK = "#ffffff", "#000000"
_LOOKS_ACTIVE = re.compile(r"(?<=script):|(?<=http):|(?<=https):|(?<=\w)=(?=\S)", re.IGNORECASE)
# What XML cannot hold even when it is escaped; the views spell out the rest of what is hidden.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Ink(NamedTuple):
    """How a run of cells is drawn; a colour is `#rrggbb`, or None for the terminal's own."""

    colour: str | None = None
    ground: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    swapped: bool = False


class Cell(NamedTuple):
    """One column of a line: its text (nothing in the second half of a wide character) and ink."""

    text: str
    ink: Ink


def svg_of(picture: Picture, theme: Theme, title: str) -> str:
    """The picture as one SVG file of its own: no links, no scripts, no fonts to fetch."""
    lines = [_cells(line, theme) for line in picture]
    columns = max((len(cells) for cells in lines), default=0)
    width, height = columns * CELL_WIDTH, len(lines) * CELL_HEIGHT
    paper = theme.ground or _PAPER
    drawn = "".join(
        f"<g>{inside}</g>\n"
        for row, cells in enumerate(lines)
        if (inside := "".join(_grounds(cells, row, paper)) + "".join(_runs(cells, row, paper)))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img">\n'
        f"<title>{escaped(show(title))}</title>\n"
        f'<rect width="{width}" height="{height}" fill="{paper}"/>\n'
        f'<g font-family="{FONTS}" font-size="{FONT_SIZE}" xml:space="preserve">\n{drawn}</g>\n</svg>\n'
    )


def text_of(picture: Picture) -> str:
    """The picture as plain text, without trailing blanks."""
    return "".join("".join(_safe(span.text) for span in line).rstrip() + "\n" for line in picture)


def ansi_of(picture: Picture, theme: Theme) -> str:
    """The picture as text with ANSI colours (24 bit), each line ending without any."""
    return "".join(_ansi_line(_cells(line, theme)) + "\n" for line in picture)


def escaped(text: str) -> str:
    """`text` for the inside of an XML element or attribute.

    What only looks like an address, a script or an event handler becomes a character reference there:
    it is read as the same text, and no filter has to tell the one from the other.
    """
    text = _NOT_XML.sub("\ufffd", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return _LOOKS_ACTIVE.sub(lambda match: f"&#{ord(match[0])};", text)


def ink_of(theme: Theme, roles: str) -> Ink:
    """The ink for one or more roles."""
    style = theme.style(roles)
    colours = [
        each.get_truecolor().hex if each is not None and not each.is_default else None
        for each in (style.color, style.bgcolor)
    ]
    return Ink(
        colours[0],
        colours[1],
        bool(style.bold),
        bool(style.italic),
        bool(style.underline),
        bool(style.reverse),
    )


def _cells(line: Line, theme: Theme) -> list[Cell]:
    inks: dict[str, Ink] = {}
    cells = []
    for text, role in characters(line):
        if role not in inks:
            inks[role] = ink_of(theme, role)
        cells.append(Cell(_safe(text), inks[role]))
    return cells


def _safe(text: str) -> str:
    """A second wall behind the views: a hidden character that slipped through becomes one visible mark."""
    if not has_hidden(text):
        return text
    return "".join("\ufffd" if has_hidden(each) else each for each in text)


# -- SVG -------------------------------------------------------------------------------------------------


def _ink_and_paper(ink: Ink, paper: str) -> tuple[str, str]:
    colour, ground = ink.colour or _INK, ink.ground or paper
    return (ground, colour) if ink.swapped else (colour, ground)


def _grounds(cells: list[Cell], row: int, paper: str) -> Iterator[str]:
    column = 0
    for ground, run in groupby(cells, lambda cell: _ink_and_paper(cell.ink, paper)[1]):
        length = len(list(run))
        if ground != paper:
            yield _rect(column, row, (0, 0, length * CELL_WIDTH, CELL_HEIGHT), ground)
        column += length


def _runs(cells: list[Cell], row: int, paper: str) -> Iterator[str]:
    at = 0
    while at < len(cells):
        cell = cells[at]
        if cell.text in ("", " "):
            at += 1
        elif cell.text in BLOCKS:
            end = at + 1
            while end < len(cells) and cells[end] == cell:
                end += 1
            yield from _block(cell, at, end - at, row, paper)
            at = end
        else:
            end = _end_of_run(cells, at)
            yield _text(cells[at:end], at, row, paper)
            at = end


def _block(cell: Cell, column: int, length: int, row: int, paper: str) -> Iterator[str]:
    colour = _ink_and_paper(cell.ink, paper)[0]
    for x, y, width, height, shade in BLOCKS[cell.text]:
        if x == 0 and width == CELL_WIDTH:
            yield _rect(column, row, (0, y, width * length, height), colour, shade)
        else:
            for each in range(length):
                yield _rect(column + each, row, (x, y, width, height), colour, shade)


def _rect(column: int, row: int, box: tuple[int, int, int, int], colour: str, shade: float = 1.0) -> str:
    x, y, width, height = box
    x, y = x + column * CELL_WIDTH, y + row * CELL_HEIGHT
    opacity = "" if shade == 1.0 else f' fill-opacity="{shade}"'
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"{opacity}'
        ' shape-rendering="crispEdges"/>'
    )


def _text(run: list[Cell], column: int, row: int, paper: str) -> str:
    ink = run[0].ink
    more = ' font-weight="bold"' if ink.bold else ""
    more += ' font-style="italic"' if ink.italic else ""
    more += ' text-decoration="underline"' if ink.underline else ""
    x, y = column * CELL_WIDTH, row * CELL_HEIGHT + _BASELINE
    text = escaped("".join(cell.text for cell in run))
    # The length holds the columns whatever font the reader has.
    return (
        f'<text x="{x}" y="{y}" textLength="{len(run) * CELL_WIDTH}" lengthAdjust="spacingAndGlyphs"'
        f' fill="{_ink_and_paper(ink, paper)[0]}"{more}>{text}</text>'
    )


def _end_of_run(cells: list[Cell], at: int) -> int:
    """Where the run that begins at `at` ends: one ink and one kind of letter, no gap of two blanks."""
    first = cells[at]
    kind = _kind(first.text)
    end = at + 1
    while end < len(cells) and cells[end].ink == first.ink:
        text = cells[end].text
        if text == "":
            end += 1
            continue
        if text == " ":
            following = cells[end + 1] if end + 1 < len(cells) else None
            # Single blanks stay in a sentence, but only where every font gives them the same width.
            if kind != "plain" or following is None or following.ink != first.ink:
                break
            if _kind(following.text) != "plain" or following.text in ("", " "):
                break
        elif kind == "sign" or _kind(text) != kind or text in BLOCKS:
            break
        end += 1
    return end


def _kind(text: str) -> str:
    """Which characters share a run: those that any one font draws equally wide."""
    if text.isascii():
        return "plain"
    if unicodedata.category(text[0])[0] not in "LMN":
        return "sign"
    if width_of(text) == 2:
        return "wide"
    return "plain" if len(text) == 1 and ord(text) < 0x250 else "letter"


# -- ANSI ------------------------------------------------------------------------------------------------


def _ansi_line(cells: list[Cell]) -> str:
    pieces = []
    for ink, run in groupby(cells, lambda cell: cell.ink):
        codes = _codes(ink)
        pieces.append((f"\x1b[0;{codes}m" if codes else "\x1b[0m") + "".join(cell.text for cell in run))
    return "".join(pieces) + "\x1b[0m"


def _codes(ink: Ink) -> str:
    codes = [
        code
        for code, wanted in (
            ("1", ink.bold),
            ("3", ink.italic),
            ("4", ink.underline),
            ("7", ink.swapped),
        )
        if wanted
    ]
    for start, colour in (("38", ink.colour), ("48", ink.ground)):
        if colour:
            codes.append(f"{start};2;" + ";".join(str(part) for part in bytes.fromhex(colour[1:])))
    return ";".join(codes)
