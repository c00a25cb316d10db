"""What a key costs: bytes over the line, and the time until every figure on the screen follows an edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Effort, Family, Figure, middle
from bench.projects import write_project
from bench.terminal import BOARD_READY, SAMPLE, STOCK_READY, Answer, Watched, gapline, stock, watched

EDITING = Family("editing", "a key, 80x24, 256 colours, in a pty")


@EDITING.measurement
def sizes(effort: Effort) -> Iterator[Figure]:
    """Bytes of moving and of an edit, on the sample."""
    rounds = effort.times(5, 20)
    with watched(gapline(SAMPLE)) as terminal, watched(stock(SAMPLE)) as widgets:
        terminal.ready(BOARD_READY)
        widgets.ready(STOCK_READY)
        moves, others = (_size(_moves(each, rounds)) for each in (terminal, widgets))
        nudges, theirs = (_size(_nudges(each, rounds)) for each in (terminal, widgets))
        whole = [_whole_edit(terminal, value) for value in range(3, 3 + rounds)]
        pages = [terminal.pressed("right") for _ in range(4)]
    yield Figure("bytes of Down", moves, "B", 250, f"Textual's table alone {others:,.0f} B")
    yield Figure("bytes of an edit with one key (+)", nudges, "B", 204, f"Textual's widgets {theirs:,.0f} B")
    yield Figure("bytes of d, a digit, Enter with its preview", middle(whole), "B", None)
    yield Figure("bytes of another stage", _size(pages), "B", None)


def _size(answers: list[Answer]) -> float:
    return middle([each.size for each in answers])


def _moves(terminal: Watched, rounds: int) -> list[Answer]:
    return [terminal.pressed(key) for _ in range(rounds) for key in ("down", "up")]


def _nudges(terminal: Watched, rounds: int) -> list[Answer]:
    """Up and down in turns, so that the number stays where it began; the first of each is not counted."""
    return [terminal.pressed(key) for _ in range(rounds + 1) for key in ("+", "-")][2:]


def _whole_edit(terminal: Watched, value: int) -> float:
    digit = str(value % 7 + 3)
    answers = [terminal.pressed("d"), terminal.pressed(digit), terminal.pressed("enter")]
    return sum(each.size for each in answers)


@EDITING.measurement
def times(effort: Effort) -> Iterator[Figure]:
    """From the key to the last byte: 50 rows, 10,000 rows, and Textual's own widgets, in turns."""
    rounds = effort.times(10, 40)
    with TemporaryDirectory() as folder:
        few, many = (write_project(Path(folder), count) for count in (50, 10_000))
        with (
            watched(gapline(few)) as small,
            watched(gapline(many)) as large,
            watched(stock(few)) as widgets,
        ):
            small.ready(BOARD_READY)
            large.ready(BOARD_READY)
            widgets.ready(STOCK_READY)
            answers: list[list[Answer]] = [[], [], []]
            for _ in range(rounds):
                for terminal, mine in zip((small, large, widgets), answers, strict=True):
                    mine += _nudges(terminal, 1)
    fast, slow, other = ([each.last_ms for each in mine] for mine in answers)
    spread = f"least {min(fast):.1f} ms"
    yield Figure("edit to all figures on screen, 50 rows", middle(fast), "ms", 5, "", spread)
    words = f"Textual's widgets {min(other):.0f} ms"
    yield Figure("the same against Textual's own widgets", min(fast) / min(other), "x", 0.1, words)
    yield Figure(
        "10,000 rows against 50",
        min(slow) / min(fast),
        "x",
        1.3,
        f"50 rows {min(fast):.1f} ms",
        f"{min(slow):.1f} ms",
    )
