"""Two windows that are taken through the same steps, and show the same after each."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.terminal.mirrors import cells
from tests.terminal.session import Terminal


def await_frame(window: Terminal, words: str) -> None:
    """Wait for a screen of the sample, in the size of the window, with these words in it."""

    def drawn() -> bool:
        first, *_, last = lines = window.emulation.lines()
        reaches = " journey -" in first and window.emulation.size[0] - len(first) <= 1
        return reaches and "? keys" in last and any(words in line for line in lines)

    window.wait_for(drawn, repr(words))


def differing(windows: Sequence[Terminal]) -> list[str]:
    """The cells in which two windows differ, in words."""
    stock, sparing = (cells(window.emulation) for window in windows)
    return [
        f"column {x}, row {y}: {tuple(one)} is {tuple(other)}"
        for y, (row, its) in enumerate(zip(stock, sparing, strict=True))
        for x, (one, other) in enumerate(zip(row, its, strict=True))
        if one != other
    ]


def await_equality(windows: Sequence[Terminal], when: object) -> None:
    """Wait until both windows show the same in every cell, and say where they do not."""

    def equal() -> bool:
        for window in windows:
            window.lines()
        return not differing(windows)

    try:
        windows[0].wait_for(equal, "the same screen")
    except AssertionError:
        pytest.fail(f"after {when!r}:\n" + "\n".join(differing(windows)[:5]))
