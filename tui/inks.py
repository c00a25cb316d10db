"""Rich's styles as a terminal is sent them. Knows no Textual: the first frame is painted without it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from gapline.frames import Row
from tui.terminal.inks import Ink, codes_between

_ATTRIBUTES = {
    "bold": "1",
    "dim": "2",
    "italic": "3",
    "underline": "4",
    "blink": "5",
    "reverse": "7",
    "conceal": "8",
    "strike": "9",
}
_PLAIN = Ink(frozenset(), "", "")


@lru_cache(maxsize=256)
def colourless(style: Style) -> Style:
    """The same style with nothing but bold, underline, italic and reverse."""
    return Style(bold=style.bold, italic=style.italic, underline=style.underline, reverse=style.reverse)


def spelled(lines: Iterable[Iterable[Segment]], colours: ColorSystem) -> tuple[Row, ...]:
    """Lines as they are sent, one after the other, to a terminal that begins with a plain ink."""
    rows: list[Row] = []
    last = _PLAIN
    for line in lines:
        row: list[tuple[str, str]] = []
        for text, style, control in line:
            if control or not text:
                continue
            ink = _PLAIN if style is None else _ink_of(style, colours)
            codes, last = _codes(last, ink), ink
            if row and not codes:
                row[-1] = row[-1][0], row[-1][1] + text
            else:
                row.append((codes, text))
        rows.append(tuple(row))
    return tuple(rows)


@lru_cache(maxsize=1024)
def _ink_of(style: Style, colours: ColorSystem) -> Ink:
    colour, ground = style.color, style.bgcolor
    return Ink(
        frozenset(code for name, code in _ATTRIBUTES.items() if getattr(style, name)),
        "" if colour is None else ";".join(colour.downgrade(colours).get_ansi_codes()),
        "" if ground is None else ";".join(ground.downgrade(colours).get_ansi_codes(foreground=False)),
    )


@lru_cache(maxsize=4096)
def _codes(last: Ink, ink: Ink) -> str:
    codes = codes_between(last, ink)
    return "" if codes is None else codes or "0"
