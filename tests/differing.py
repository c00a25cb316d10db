"""What differs between two texts."""

from __future__ import annotations

from typing import TypeVar

Text = TypeVar("Text", str, bytes)


def went_and_came(before: Text, after: Text) -> tuple[list[Text], list[Text]]:
    """The lines between the first and the last that differ, in the one text and in the other."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    least -= head
    tail = next((at for at in range(least) if old[-1 - at] != new[-1 - at]), least)
    return old[head : len(old) - tail], new[head : len(new) - tail]
