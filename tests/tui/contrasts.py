"""How far text stands out from its ground, in the colours that terminals have for it."""

from __future__ import annotations

from dataclasses import dataclass

from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.style import Style


def _triplets(colours: str) -> tuple[ColorTriplet, ...]:
    return tuple(ColorTriplet(*bytes.fromhex(each)) for each in colours.split())


@dataclass(frozen=True)
class Terminal:
    """The sixteen colours of a terminal; those above have the same value in every one."""

    name: str
    colours: tuple[ColorTriplet, ...]
    bright: bool = True
    """Whether bold text in one of the first eight is shown in one of the second."""
    underlined: int | None = None
    """The colour that all underlined text is shown in."""
    italic: int | None = None

    def ink(self, style: Style) -> ColorTriplet:
        """The colour of a letter."""
        if style.underline and self.underlined is not None:
            return self.colours[self.underlined]
        if style.italic and self.italic is not None:
            return self.colours[self.italic]
        return self._colour(style.color, bright=self.bright and bool(style.bold))

    def ground(self, style: Style) -> ColorTriplet:
        """The colour behind it."""
        return self._colour(style.bgcolor, bright=False)

    def _colour(self, colour: Color | None, *, bright: bool) -> ColorTriplet:
        assert colour is not None
        if colour.type is not ColorType.STANDARD:
            return colour.get_truecolor()
        assert colour.number is not None
        return self.colours[colour.number + 8 if bright and colour.number < 8 else colour.number]


XTERM = Terminal(
    "xterm",
    _triplets(
        "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5"
        " 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
    ),
)
LINUX = Terminal(
    "the Linux console",
    _triplets(
        "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa"
        " 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
    ),
    underlined=6,
    italic=2,
)


def contrast(style: Style, terminal: Terminal = XTERM) -> float:
    """WCAG 2: 1 for the same colour, 21 for black on white."""
    one, other = sorted((_light(terminal.ink(style)), _light(terminal.ground(style))), reverse=True)
    return (one + 0.05) / (other + 0.05)


def _light(colour: ColorTriplet) -> float:
    parts = []
    for each in colour:
        part = each / 255
        parts.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
