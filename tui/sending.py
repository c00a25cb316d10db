"""What a repaint sends to the terminal: the changed columns, and of a style what differs from the last."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

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
_PLAIN = (frozenset[str](), "", "")
"""No attribute and neither colour set: how every repaint begins and ends."""

Ink = tuple[frozenset[str], str, str]
"""The attributes of a style, and the codes of its colour and its ground; empty for the terminal's own."""


class Sparing(CompositorUpdate):
    """An update of Textual's, sent in a third of the bytes.

    Textual sends a changed line from the beginning of its widget, and all of a style and a reset with
    every piece.
    """

    def __init__(self, update: CompositorUpdate) -> None:
        self.update = update

    def __rich_console__(self, console: Console, _options: ConsoleOptions) -> RenderResult:
        """The same in one piece, for whatever prints it."""
        yield Segment(self.render_segments(console))

    def render_segments(self, console: Console) -> str:
        """The bytes for the terminal, as text."""
        pieces = _pieces(self.update)
        if pieces is None:
            return self.update.render_segments(console)
        colours = console._color_system or ColorSystem.TRUECOLOR
        sent: list[str] = []
        last = _PLAIN
        for x, y, strip in pieces:
            sent.append(f"\x1b[{y + 1};{x + 1}H")
            for text, style, control in strip:
                if control or not text:
                    continue
                ink = _PLAIN if style is None else _ink(style, colours)
                if ink != last:
                    sent.append(_change(last, ink))
                    last = ink
                sent.append(text)
        if last != _PLAIN:
            sent.append("\x1b[0m")
        return "".join(sent)


def _pieces(update: CompositorUpdate) -> Iterator[tuple[int, int, Strip]] | None:
    """The parts of lines to send, each with its place; None for an update of another kind."""
    if isinstance(update, LayoutUpdate):
        return _whole_lines(update)
    return _parts(update) if isinstance(update, ChopsUpdate) else None


def _whole_lines(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, strips in enumerate(update.strips, update.region.y):
        yield update.region.x, y, Strip.join(strips)


def _parts(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, start, end in update.spans:
        for (x, strip), stop in zip(update.chops[y].items(), update.chop_ends[y], strict=False):
            left, right = max(x, start), min(stop, end)
            if strip is not None and left < right:
                yield left, y, strip.crop(left - x, right - x)


@lru_cache(maxsize=1024)
def _ink(style: Style, colours: ColorSystem) -> Ink:
    attributes = frozenset(code for name, code in _ATTRIBUTES.items() if getattr(style, name))
    colour, ground = style.color, style.bgcolor
    return (
        attributes,
        "" if colour is None else ";".join(colour.downgrade(colours).get_ansi_codes()),
        "" if ground is None else ";".join(ground.downgrade(colours).get_ansi_codes(foreground=False)),
    )


@lru_cache(maxsize=4096)
def _change(last: Ink, ink: Ink) -> str:
    """The sequence that leads from one ink to another."""
    codes: list[str] = []
    lost = last[0] - ink[0] or (last[1] and not ink[1]) or (last[2] and not ink[2])
    if lost:
        codes.append("0")
        last = _PLAIN
    codes += sorted(ink[0] - last[0])
    codes += [now for was, now in zip(last[1:], ink[1:], strict=True) if now and now != was]
    return f"\x1b[{';'.join(codes)}m"
