"""The typefaces that come with Gapline, so that a picture or a printed report needs none of the machine's."""

from __future__ import annotations

import lzma
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(__file__).with_name("fonts")
MONO = (FOLDER / "JetBrainsMono-Regular.ttf", FOLDER / "JetBrainsMono-Bold.ttf")
SANS = (FOLDER / "Inter-Regular.otf", FOLDER / "Inter-Bold.otf")
FALLBACK_FAMILY = "Unifont"
_FALLBACK = FOLDER / "Unifont.otf.xz"
_UPPER = FOLDER / "UnifontUpper.otf.xz"
"""Emoji and old scripts: what lies beyond the first 65,536 characters."""

# Letters of these blocks, and the signs the views draw with, are in both typefaces. Whatever is neither
# brings the large fallback in; that it might not have been needed costs time only.
_LAST_LETTER = 0x24F
_GREEK_CYRILLIC = range(0x370, 0x460)
_SIGNS = frozenset("–—’“”…→←↑↓·●◆►○▲▼−×≥≤≠€")


def covered(text: str) -> bool:
    """Whether every character of a text is surely in the typefaces that are always there."""
    return text.isascii() or all(
        ord(each) <= _LAST_LETTER or ord(each) in _GREEK_CYRILLIC or each in _SIGNS for each in set(text)
    )


@contextmanager
def fallback(text: str) -> Iterator[Path | None]:
    """A folder with the typeface of every other letter, for as long as it is needed; None where it is not."""
    if covered(text):
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="gapline-fonts-") as folder:
        needed = (_FALLBACK, _UPPER) if max(text) > "\uffff" else (_FALLBACK,)
        for packed in needed:
            (Path(folder) / packed.stem).write_bytes(lzma.decompress(packed.read_bytes()))
        yield Path(folder)
