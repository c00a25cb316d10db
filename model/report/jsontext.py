"""JSON as every command writes it: the same bytes for the same data, and nothing hidden in them."""

from __future__ import annotations

import json
import re
from typing import Any

# Harmless to a JSON reader, but a terminal that prints the text would obey or hide them. Inside JSON they can
# stand in strings only, so that each may be replaced wherever it is found. C0 controls are escaped by `json`.
_HIDDEN = re.compile(
    "[\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff\U0001d173-\U0001d17a]"
)


def json_text(data: Any) -> str:
    r"""`data` as indented JSON with a final newline.

    User text stays as it is, except that control, bidi, zero-width and other hidden characters are
    `\u`-escaped. Keys keep the order of `data`. A number that JSON does not know (NaN, infinity) raises
    ValueError: what is missing has to be None before it comes here.
    """
    return escape_hidden(json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"


def escape_hidden(text: str) -> str:
    r"""JSON text with its hidden characters as `\u` escapes; a reader of it finds the same data."""
    return _HIDDEN.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
