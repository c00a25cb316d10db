"""A picture in SVG as PNG, drawn with the typefaces that come with Gapline. Needs the extra `png`."""

from __future__ import annotations

import resvg_py

from model.report.typefaces import FALLBACK_FAMILY, MONO, SANS, fallback

ZOOM = 2
"""Pixels of the file for each of the picture: sharp on a projector and on dense screens."""


def png_of(svg: str) -> bytes:
    """The picture as PNG. It depends on nothing but `svg`: no typeface of the machine is looked at."""
    with fallback(svg) as more:
        files = [*MONO, *SANS, *(more.iterdir() if more else ())]
        return resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=ZOOM,
            skip_system_fonts=True,
            font_files=[str(each) for each in files],
            font_family="JetBrains Mono",
            monospace_family="JetBrains Mono",
            sans_serif_family="Inter",
            serif_family=FALLBACK_FAMILY,
            languages=["en"],
        )
