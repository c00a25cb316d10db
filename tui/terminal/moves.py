"""The shortest way from one place of the terminal to another."""

from __future__ import annotations

from functools import lru_cache

from tui.terminal.frames import Place

_MOST_BACKSPACES = 4
"""More of them are longer than to say how many."""


@lru_cache(maxsize=4096)
def way(was: Place | None, to: Place) -> str:
    """The shortest sequence that brings the cursor from a place, None for any, to another.

    No way goes through the right edge, where terminals differ, and none needs the terminal to scroll.
    """
    x, y = to
    straight = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"
    if was is None:
        return straight
    if was == to:
        return ""
    return min(_up_or_down(y - was[1]) + _along(was[0], x), straight, key=len)


def _up_or_down(rows: int) -> str:
    # Not the new line: what it does to the column is for the terminal's line to say.
    if abs(rows) == 1:
        return "\x1bD" if rows > 0 else "\x1bM"
    return counted(abs(rows), "B" if rows > 0 else "A") if rows else ""


def _along(was: int, x: int) -> str:
    if was == x:
        return ""
    if x > was:
        return min(counted(x - was, "C"), f"\x1b[{x + 1}G", key=len)
    ways = ["\r" + (counted(x, "C") if x else ""), counted(was - x, "D"), f"\x1b[{x + 1}G"]
    if was - x <= _MOST_BACKSPACES:
        ways.append("\b" * (was - x))
    return min(ways, key=len)


def counted(count: int, letter: str) -> str:
    """A sequence with a count, which is left out where it is one."""
    return f"\x1b[{count if count > 1 else ''}{letter}"
