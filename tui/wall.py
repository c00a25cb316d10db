"""The last wall before the terminal: nothing that could act on it leaves in the text of a segment."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


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
