"""What is sent for a screen, and that it gives that screen: cell by cell in an emulated terminal."""

from __future__ import annotations

import re
from itertools import chain, product
from typing import Any

import pytest
from hypothesis import example, given
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


GROUNDS = ["38;5;9;48;5;17", ""]
"""With colours, and without any: there a letter has the ink of the blanks around it."""


def frame(rows: list[list[tuple[int, str, str]]], ground: str = GROUNDS[0]) -> str:
    """A whole screen as Textual sends it: every piece with its whole style and a reset."""
    sent = []
    for y, pieces in enumerate(rows):
        sent.append(f"\x1b[{y + 1};1H\x1b[{ground}m" + " " * WIDTH + "\x1b[0m")
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


BARS: list[Any] = [
    [[(4, f"{beside}│{beside}", ""), (20, "z", "")]] + [[]] * (HEIGHT - 1) for beside in ("word", "    ")
]
"""What goes on both sides of what stays."""


@pytest.mark.parametrize("erases", [True, False], ids=["erases with a ground", "erases without"])
@given(screens=SCREENS, ground=st.sampled_from(GROUNDS))
@example(screens=BARS, ground="")
def test_every_screen_comes_out_as_it_went_in(erases: bool, screens: list[Any], ground: str) -> None:
    shadow = Shadow(erases=erases)
    rows: list[Any] = [[] for _ in range(HEIGHT)]
    sent = []
    for each in screens:
        rows = rows[each:] + rows[:each] if isinstance(each, int) else each
        assert shadow.take(frame(rows, ground), (WIDTH, HEIGHT))
        sent.append(shadow.changes())
        assert shown(*sent) == shown(frame(rows, ground)), sent
        assert not shadow.changes()


EDGES = [
    "x" * WIDTH,
    "x" * (WIDTH - 2) + "配",
    "配" * (WIDTH // 2),
    "x" + "配" * (WIDTH // 2 - 1) + "x",
    "x" * (WIDTH - 1) + "e\u0301",
    "x" * (WIDTH - 2) + "e\u0301\u0323y",
    " " * (WIDTH - 2) + "配",
    "x" + " " * (WIDTH - 1),
]
"""Lines with something wide or combined at the right edge, or without."""


@pytest.mark.parametrize("erases", [True, False], ids=["erases with a ground", "erases without"])
def test_what_is_wide_or_combined_at_the_edge_comes_and_goes_whole(erases: bool) -> None:
    shadow = Shadow(erases=erases)
    emulation = Emulation((WIDTH, HEIGHT))
    emulation.feed(b"\x1b[?7l")
    for line in chain.from_iterable(product(EDGES, repeat=2)):
        # In the last row, too, where a terminal that wraps would scroll.
        screen = "".join(f"\x1b[{y};1H\x1b[48;5;17m{line}\x1b[0m" for y in (1, HEIGHT))
        assert shadow.take(screen, (WIDTH, HEIGHT))
        emulation.feed(shadow.changes().encode())
        assert cells(emulation) == shown("\x1b[?7l", screen), line


LINK = re.compile(r"\x1b\]8;([^\x1b]*)\x1b\\|\x1b\[[\d;]*[A-Za-z]|(.)")


def linked(*sent: str) -> list[tuple[str, str]]:
    """Every letter that was sent, and the link it was sent with."""
    link, found = "", []
    for match in LINK.finditer("".join(sent)):
        if match[1] is not None:
            link = match[1].strip(";")
        elif match[2] and match[2] != " ":
            found.append((match[2], link))
    assert not link, "a link is left open"
    return found


def test_a_link_is_sent_with_its_text_and_with_nothing_else() -> None:
    shadow = Shadow(erases=True)
    where = "id=1;http://x"
    frame = "\x1b[1;1Hsee \x1b]8;id=1;http://x\x1b\\{}\x1b]8;;\x1b\\ now"
    assert shadow.take(frame.format("here"), (WIDTH, HEIGHT))
    # Not in order: what has one ink is written first.
    assert sorted(linked(shadow.changes())) == sorted(
        [*((each, "") for each in "seenow"), *((each, where) for each in "here")]
    )
    assert shadow.take(frame.format("hare"), (WIDTH, HEIGHT))
    assert linked(shadow.changes()) == [("a", where)]
