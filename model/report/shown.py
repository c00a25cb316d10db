"""Text of a file as a document shows it: nothing in it can act, hide, or turn the text around it."""

from __future__ import annotations

import re

HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff\U0001d173-\U0001d17a]"
)
"""Characters that a reader would not see, or that act on what stands beside them."""
LONGEST = 65_536
"""Characters of one text that are shown; a longer one ends in a mark."""


def shown(text: str) -> str:
    """`text` with every control, bidi, zero-width and other hidden character spelled out.

    C0 controls become their pictures, the rest its code point in brackets, so that what is read is what
    is in the file. The screen shows the same. The stored text is never changed.
    """
    if text.isascii() and text.isprintable() and len(text) <= LONGEST:
        return text
    if len(text) > LONGEST:
        text = text[:LONGEST] + " ..."
    return HIDDEN.sub(_spelled, text)


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a longer text, each of them `shown`; empty ones are left out."""
    return tuple(shown(line) for line in text.splitlines() if line.strip())


def _spelled(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xFE00 <= code <= 0xFE0F:
        return ""
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨{code:04X}⟩"


def signed(score: float | None, decimals: int = 1) -> str:
    """A score with its sign and always as many decimals, so that a column lines up: `-17.5`, `+4.0`, `?`."""
    if score is None:
        return "?"
    text = f"{score:+.{decimals}f}"
    return text[1:] if float(text) == 0 else text


def minus(text: str) -> str:
    """A number as text with a true minus sign, which is as wide as the plus and read aloud as one."""
    return text.replace("-", "−")


def minus_sentence(text: str) -> str:
    """A sentence with the minus signs of its numbers as such, and its hyphens as they are."""
    return " ".join(minus(word) if word[:1] == "-" else word for word in text.split(" "))
