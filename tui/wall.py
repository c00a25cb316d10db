"""The last wall before the terminal: what must not reach it is taken out of every line, whoever made it."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.inks import colourless

_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e0fff]"
)


class ControlFilter(LineFilter):
    """Takes control, bidi and zero-width characters out of every line, whatever widget made it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """The segments without characters that a terminal acts on."""
        return [
            Segment(_CONTROLS.sub("", segment.text), segment.style, segment.control)
            if not segment.control and _CONTROLS.search(segment.text)
            else segment
            for segment in segments
        ]


class ColourFilter(LineFilter):
    """Takes every colour out, also the terminal's own default ones: NO_COLOR means no colour code at all."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """The segments with nothing but bold, underline, italic and reverse."""
        return [
            segment
            if segment.style is None
            else Segment(segment.text, colourless(segment.style), segment.control)
            for segment in segments
        ]
