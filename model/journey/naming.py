"""Ids: how they look, and how an absent one is derived from a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_ID = 64
ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_OTHER = re.compile(r"[^a-z0-9]+")


def derived_id(name: str, taken: Iterable[str], fallback: str) -> str:
    """An id for `name`: lower case, runs of other characters to `-`, then `-2`, `-3` until it is free.

    `fallback` (such as "touchpoint") stands in for a name without any letter or digit an id may hold.
    """
    stem = _OTHER.sub("-", name.lower()).strip("-")[:LONGEST_ID].rstrip("-") or fallback
    used = taken if isinstance(taken, (set, frozenset, dict)) else set(taken)
    if stem not in used:
        return stem
    number = 2
    while True:
        suffix = f"-{number}"
        candidate = stem[: LONGEST_ID - len(suffix)].rstrip("-") + suffix
        if candidate not in used:
            return candidate
        number += 1
