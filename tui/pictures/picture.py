"""Pictures: lines of spans, made by pure functions and drawn by anything.

A view turns the workspace into a picture. The canvas of the dashboard draws it, an export writes it
to a file; neither knows what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui.pictures.glyphs import BLOCK, Glyphs
from tui.text import columns, fit, show, show_ascii, width_of, wrapped
from tui.themes import NIGHT, Theme

Target = tuple[str, ...]
"""What a click on a span means: `("row", touchpoint, expectation)`, `("stage", id)`, `("command", id)`,
`("field", name)`."""


class Span(NamedTuple):
    """A piece of one line in one style."""

    text: str
    role: str = "text"
    target: Target | None = None


Line = tuple[Span, ...]
Picture = tuple[Line, ...]


@dataclass(frozen=True)
class Look:
    """How a picture is drawn: glyphs, theme, and whether the terminal has only ASCII."""

    glyphs: Glyphs = BLOCK
    theme: Theme = NIGHT
    only_ascii: bool = False

    def text(self, text: str) -> str:
        """Text of a file, made safe to show."""
        return show_ascii(text) if self.only_ascii or self.glyphs.name == "ascii" else show(text)

    def fit(self, text: str, width: int, *, right: bool = False) -> str:
        """Text of a file, made safe, in exactly `width` columns."""
        return fit(self.text(text), width, right=right, ellipsis=self.glyphs.ellipsis)

    def wrapped(self, text: str, width: int, most: int) -> list[str]:
        """Text of a file, made safe, in at most `most` lines of at most `width` columns."""
        return wrapped(self.text(text), width, most, self.glyphs.ellipsis)


class Pen:
    """Writes one line of a picture from left to right, never past its width.

    Text handed to `put` is the program's own or already shown; `user` takes text of a file.
    """

    def __init__(self, look: Look, width: int, ground: str = "") -> None:
        self.look = look
        self.width = width
        self.ground = ground
        """Roles that lie under every span of the line, such as `selected`."""
        self.column = 0
        self._spans: list[Span] = []

    def put(self, text: str, role: str = "text", target: Target | None = None) -> Pen:
        """Write `text`; what does not fit is cut."""
        size = width_of(text)
        room = self.width - self.column
        if size > room:
            text = fit(text, room, ellipsis="")
            size = room
        if size > 0:
            self._spans.append(Span(text, f"{role} {self.ground}".rstrip(), target))
            self.column += size
        return self

    def user(
        self, text: str, width: int | None = None, role: str = "text", target: Target | None = None
    ) -> Pen:
        """Write text of a file in `width` columns, or in as many as it takes; what is cut has a mark."""
        shown = self.look.text(text)
        room = self.width - self.column
        if width is None and width_of(shown) <= room:
            return self.put(shown, role, target)
        wanted = room if width is None else width
        return self.put(fit(shown, wanted, ellipsis=self.look.glyphs.ellipsis), role, target)

    def right(self, text: str, width: int, role: str = "text", target: Target | None = None) -> Pen:
        """Write `text` at the right end of `width` columns."""
        return self.put(fit(text, width, right=True, ellipsis=""), role, target)

    def to(self, column: int, fill: str = " ", role: str = "text") -> Pen:
        """Fill up to `column`."""
        if column > self.column:
            self.put(fill * (min(column, self.width) - self.column), role)
        return self

    def line(self) -> Line:
        """The line, filled to its width."""
        self.to(self.width)
        return tuple(self._spans)


def blank(look: Look, width: int) -> Line:
    """An empty line."""
    return Pen(look, width).line()


def rule(look: Look, width: int, *, heavy: bool = False) -> Line:
    """A horizontal line."""
    glyph = look.glyphs.heavy_rule if heavy else look.glyphs.rule
    return (Span(glyph * width, "rule"),)


def filled(look: Look, lines: Sequence[Line], width: int, height: int) -> Picture:
    """Exactly `height` lines: cut, or filled with empty ones."""
    empty = blank(look, width)
    return tuple(lines[:height]) + (empty,) * max(0, height - len(lines))


def beside(left: Picture, right: Picture, middle: Span) -> Picture:
    """Two pictures of the same height side by side."""
    return tuple((*one, middle, *other) for one, other in zip(left, right, strict=True))


def plain_text(picture: Picture) -> str:
    """The picture as text, without trailing blanks."""
    return "\n".join("".join(span.text for span in line).rstrip() for line in picture)


def line_width(line: Line) -> int:
    """Columns a line takes."""
    return sum(width_of(span.text) for span in line)


def span_at(line: Line, column: int) -> Span | None:
    """The span under a column, or None past the end."""
    for span in line:
        column -= width_of(span.text)
        if column < 0:
            return span
    return None


def characters(line: Line) -> list[tuple[str, str]]:
    """The line column by column: each cell's text (the second half of a wide one is empty) and role."""
    return [(text, span.role) for span in line for text in columns(span.text)]
