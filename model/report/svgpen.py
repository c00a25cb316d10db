"""Drawing in SVG by role: in the colours of a palette, or with classes that a page gives colours to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

FONTS = "Inter, system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """A colour (`#rrggbb`) for each role of a chart."""

    paper: str
    ink: str
    dim: str
    rule: str
    alternate: str
    """Ground of every second stage."""
    zone: str
    """Ground of what is past the customer's limit."""
    expected: str
    delivered: str
    better: str
    worse: str
    exceeded: str
    met: str
    short: str
    failed: str
    unknown: str


LIGHT = Palette(
    paper="#ffffff",
    ink="#1b2027",
    dim="#59616c",
    rule="#c9ced6",
    alternate="#f4f5f7",
    zone="#fdf1ef",
    expected="#8a5300",
    delivered="#0b5cab",
    better="#cfe9d5",
    worse="#f6d5d1",
    exceeded="#176b34",
    met="#235a9e",
    short="#8a5300",
    failed="#b3231b",
    unknown="#6a3fae",
)
DARK = Palette(
    paper="#14171c",
    ink="#e8ebf0",
    dim="#9aa4b2",
    rule="#3a424e",
    alternate="#1a1e25",
    zone="#241a1d",
    expected="#f2bd5c",
    delivered="#6bb6ff",
    better="#17402a",
    worse="#4a1f26",
    exceeded="#6fce8c",
    met="#8fb8e8",
    short="#f0b45b",
    failed="#ff8078",
    unknown="#b9a2e8",
)
INK_ONLY = Palette(
    paper="#ffffff",
    ink="#000000",
    dim="#000000",
    rule="#bbbbbb",
    alternate="#ffffff",
    zone="#ffffff",
    expected="#000000",
    delivered="#000000",
    better="#e8e8e8",
    worse="#cccccc",
    exceeded="#000000",
    met="#000000",
    short="#000000",
    failed="#000000",
    unknown="#000000",
)
PALETTES = {"day": LIGHT, "night": DARK, "mono": INK_ONLY}
"""By the names of the themes of the screen."""


def xml(text: str) -> str:
    """Text already shown, for the inside of an XML or HTML element or attribute.

    Also what is harmless there but looks like a scheme, an address or an event handler is written as a
    character reference, so that no filter and no search has to tell the one from the other.
    """
    return text.translate(_ESCAPES)


_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#39;",
        ":": "&#58;",
        "=": "&#61;",
    }
)


def coordinate(value: float) -> str:
    """A coordinate with one decimal at most."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is drawn, a little more rather than less; no font is asked."""
    cells = sum(
        0.0
        if unicodedata.combining(each)
        else 1.8
        if unicodedata.east_asian_width(each) in "WF"
        else 0.55
        if each in " .,:;il|'!()jtfI1"
        else 1.05
        for each in text
    )
    return cells * size * (0.65 if bold else 0.6)


def cut(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """`text`, shortened with an ellipsis to fit into `room`."""
    if width_of(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and width_of(kept + "…", size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…" if kept else ""


def wrapped(text: str, size: float, room: float, most: int) -> list[str]:
    """`text` in at most `most` lines that fit into `room`, broken between words."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        candidate = f"{line} {word}" if line else word
        if not line or width_of(candidate, size) <= room:
            line = candidate
        else:
            lines.append(line)
            line = word
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return [cut(each, size, room) for each in lines]


@dataclass(slots=True)
class SvgPen:
    """Collects elements. Without a palette it writes classes (`f-role`, `s-role`) instead of colours."""

    palette: Palette | None
    elements: list[str] = field(default_factory=list)

    def _fill(self, role: str) -> str:
        if self.palette is None:
            return f'class="f-{role}"'
        return f'fill="{getattr(self.palette, role)}"'

    def _stroke(self, role: str) -> str:
        if self.palette is None:
            return f'class="s-{role}" fill="none"'
        return f'stroke="{getattr(self.palette, role)}" fill="none"'

    def rect(self, x: float, y: float, width: float, height: float, role: str) -> None:
        """A filled box."""
        self.elements.append(
            f'<rect x="{coordinate(x)}" y="{coordinate(y)}" width="{coordinate(width)}"'
            f' height="{coordinate(height)}" {self._fill(role)}/>'
        )

    def line(self, points: Iterable[tuple[float, float]], role: str, width: float, dash: str = "") -> None:
        """A line through points."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.elements.append(
            f'<path d="{_path(points)}" {self._stroke(role)} stroke-width="{coordinate(width)}"'
            f'{dashes} stroke-linejoin="round"/>'
        )

    def shape(self, points: Iterable[tuple[float, float]], role: str) -> None:
        """A filled polygon."""
        self.elements.append(f'<path d="{_path(points)}Z" {self._fill(role)}/>')

    def mark(self, x: float, y: float, band: str, size: float = 5.0) -> None:
        """The sign of a band: up, round, down, a diamond, a question mark; told apart without colour."""
        if band == "unknown":
            self.text(x, y + size * 0.8, "?", "unknown", size * 2.6, anchor="middle", bold=True)
        elif band == "met":
            self.elements.append(
                f'<circle cx="{coordinate(x)}" cy="{coordinate(y)}" r="{coordinate(size)}"'
                f" {self._fill(band)}/>"
            )
        else:
            self.shape([(x + dx * size, y + dy * size) for dx, dy in _SIGNS[band]], band)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        role: str,
        size: float,
        *,
        anchor: str = "start",
        bold: bool = False,
        halo: bool = False,
        turn: float = 0.0,
    ) -> None:
        """A line of text; with a halo it stays readable on what is drawn below."""
        more = f' text-anchor="{anchor}"' if anchor != "start" else ""
        more += ' font-weight="bold"' if bold else ""
        more += f' transform="rotate({coordinate(turn)} {coordinate(x)} {coordinate(y)})"' if turn else ""
        fill = self._fill(role)
        if halo:
            if self.palette is None:
                fill = f'class="f-{role} halo"'
            else:
                fill += (
                    f' stroke="{self.palette.paper}" stroke-width="3" stroke-linejoin="round"'
                    ' paint-order="stroke"'
                )
        self.elements.append(
            f'<text x="{coordinate(x)}" y="{coordinate(y)}" font-size="{coordinate(size)}" {fill}{more}>'
            f"{xml(text)}</text>"
        )


_SIGNS = {
    "exceeded": ((-1.1, 0.9), (0.0, -1.1), (1.1, 0.9)),
    "short": ((-1.1, -0.9), (0.0, 1.1), (1.1, -0.9)),
    "failed": ((0.0, -1.35), (1.35, 0.0), (0.0, 1.35), (-1.35, 0.0)),
}


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
