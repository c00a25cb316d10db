"""Inks: what a style sends to the terminal, and what leads from one ink to another. Knows no Textual."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from gapline.frames import Row

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
PLAIN = (frozenset[str](), "", "")
"""No attribute and neither colour set: how every repaint begins and ends."""

Ink = tuple[frozenset[str], str, str]
"""The attributes of a style, and the codes of its colour and its ground; empty for the terminal's own."""


@lru_cache(maxsize=1024)
def ink_of(style: Style, colours: ColorSystem) -> Ink:
    """The ink of a style in a terminal with these colours."""
    attributes = frozenset(code for name, code in _ATTRIBUTES.items() if getattr(style, name))
    colour, ground = style.color, style.bgcolor
    return (
        attributes,
        "" if colour is None else ";".join(colour.downgrade(colours).get_ansi_codes()),
        "" if ground is None else ";".join(ground.downgrade(colours).get_ansi_codes(foreground=False)),
    )


@lru_cache(maxsize=4096)
def change(last: Ink, ink: Ink) -> str:
    """The numbers of the SGR sequence that leads from one ink to another; empty where they are the same."""
    if last == ink:
        return ""
    codes: list[str] = []
    lost = last[0] - ink[0] or (last[1] and not ink[1]) or (last[2] and not ink[2])
    if lost:
        codes.append("0")
        last = PLAIN
    codes += sorted(ink[0] - last[0])
    codes += [now for was, now in zip(last[1:], ink[1:], strict=True) if now and now != was]
    return ";".join(codes)


@lru_cache(maxsize=256)
def colourless(style: Style) -> Style:
    """The same style with nothing but bold, underline, italic and reverse."""
    return Style(bold=style.bold, italic=style.italic, underline=style.underline, reverse=style.reverse)


def spelled(lines: Iterable[Iterable[Segment]], colours: ColorSystem) -> tuple[Row, ...]:
    """Lines as they are sent, one after the other, to a terminal that begins with a plain ink."""
    rows: list[Row] = []
    last = PLAIN
    for line in lines:
        row: list[tuple[str, str]] = []
        for text, style, control in line:
            if control or not text:
                continue
            ink = PLAIN if style is None else ink_of(style, colours)
            codes, last = change(last, ink), ink
            if row and not codes:
                row[-1] = row[-1][0], row[-1][1] + text
            else:
                row.append((codes, text))
        rows.append(tuple(row))
    return tuple(rows)
