"""What is sent for a screen, and that it gives that screen: cell by cell in an emulated terminal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.terminal.emulation import Emulation
from tests.terminal.mirrors import cells
from tui.terminal.shadow import Shadow

WIDTH, HEIGHT = 30, 9
INKS = [
    "",
    "1",
    "2",
    "38;5;9",
    "48;5;17",
    "1;38;2;1;2;3;48;5;17",
    "4",
    "7",
    "9;31;44",
    "3;97;104",
    "7;48;5;17",
]
PIECES = st.lists(
    st.tuples(
        st.integers(0, WIDTH - 1),
        st.sampled_from(["x", "word", " ", " " * 14, "a b", "─▄", "配a", "é"]),
        st.sampled_from(INKS),
    ),
    max_size=9,
)
ROWS = st.lists(PIECES, min_size=HEIGHT, max_size=HEIGHT)
SCREENS = st.lists(st.one_of(ROWS, st.integers(-3, 3)), min_size=1, max_size=6)
"""One screen after another: each new, or the last one moved up or down."""


def frame(rows: list[list[tuple[int, str, str]]]) -> str:
    """A whole screen as Textual sends it: every piece with its whole style and a reset."""
    sent = []
    for y, pieces in enumerate(rows):
        sent.append(f"\x1b[{y + 1};1H" + "\x1b[38;5;9;48;5;17m" + " " * WIDTH + "\x1b[0m")
        end = 0
        for x, text, ink in sorted(pieces):
            # Over no half of a wide character, as Textual does not either.
            if x >= end and x + 4 < WIDTH:
                text = text[: WIDTH - x - 2]
                sent.append(f"\x1b[{y + 1};{x + 1}H\x1b[{ink}m{text}\x1b[0m")
                end = x + 2 * len(text)
    return "".join(sent)


def shown(*sent: str) -> list[list[Any]]:
    emulation = Emulation((WIDTH, HEIGHT))
    for each in sent:
        emulation.feed(emulation.whole(each.encode()))
    return cells(emulation)


@pytest.mark.parametrize("erases", [True, False], ids=["erases with a ground", "erases without"])
@given(screens=SCREENS)
def test_every_screen_comes_out_as_it_went_in(erases: bool, screens: list[Any]) -> None:
    shadow = Shadow(erases=erases)
    rows: list[Any] = [[] for _ in range(HEIGHT)]
    sent = []
    for each in screens:
        rows = rows[each:] + rows[:each] if isinstance(each, int) else each
        assert shadow.take(frame(rows), (WIDTH, HEIGHT))
        sent.append(shadow.changes())
        assert shown(*sent) == shown(frame(rows)), sent
        assert not shadow.changes()
