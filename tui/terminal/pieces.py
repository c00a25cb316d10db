"""What of a row has to be written: pieces of one ink each, and blanks that can be erased."""

from __future__ import annotations

from itertools import compress, count
from operator import ne
from typing import NamedTuple

from tui.terminal.inks import Inks

WORTH_ERASING = 4
"""So many bytes cost more than a sequence that erases, or that jumps."""
_WORTH_SKIPPING = 10
"""So many blanks cost more than erasing them and jumping over them."""


class Piece(NamedTuple):
    """Columns of a row, from `start` to before `end`, that are written in one go."""

    y: int
    start: int
    end: int
    ink: int
    """The ink they are written with; of blanks any that looks the same will do."""
    blank: bool = False
    """Whether they are blanks and nothing else."""
    combined: bool = False
    """Whether they are one character of several parts, which terminals have in different widths."""
    tail: bool = False
    """Whether nothing but such blanks stands behind them, and they can be erased to the end of the line."""


Row = tuple[list[str], list[int]]
"""The text of each cell, and its ink."""


def pieces_of(y: int, shown: Row, wanted: Row, inks: Inks, *, erases: bool) -> list[Piece]:
    """The pieces that make a row of the terminal show what is wanted, from left to right.

    The inks of blanks are bare in both. `erases` tells a terminal that erases with the ground of its ink.
    """
    runs = _runs(shown, wanted)
    if not runs:
        return []
    tail = _tail(wanted, inks, erases=erases)
    pieces: list[Piece] = []
    for start, end in runs:
        if end > tail and (end - max(start, tail) > WORTH_ERASING or end < runs[-1][1]):
            pieces += _cut(y, start, tail, wanted, inks, erases=erases)
            pieces.append(Piece(y, max(start, tail), len(wanted[0]), wanted[1][-1], blank=True, tail=True))
            break
        pieces += _cut(y, start, end, wanted, inks, erases=erases)
    return _joined(pieces, wanted, inks)


def _runs(shown: Row, wanted: Row) -> list[tuple[int, int]]:
    """The columns that look different."""
    (old_text, old_inks), (text, new_inks) = shown, wanted
    width = len(text)
    differing = {
        *compress(count(), map(ne, text, old_text)),
        *compress(count(), map(ne, new_inks, old_inks)),
    }
    runs: list[tuple[int, int]] = []
    for x in sorted(differing):
        start, end = x, x + 1
        # A wide character is written whole, and where one is written over no half of it stays.
        while start and (text[start] == "" or old_text[start] == ""):
            start -= 1
        while end < width and (text[end] == "" or old_text[end] == ""):
            end += 1
        if runs and start <= runs[-1][1]:
            runs[-1] = runs[-1][0], max(end, runs[-1][1])
        else:
            runs.append((start, end))
    return runs


def _tail(wanted: Row, inks: Inks, *, erases: bool) -> int:
    """The column from which on there is nothing but blanks that can be erased."""
    text, new_inks = wanted
    tail = len(text)
    if not inks.erasable(new_inks[-1]) or (inks.grounded(new_inks[-1]) and not erases):
        return tail
    while tail and text[tail - 1] == " " and new_inks[tail - 1] == new_inks[-1]:
        tail -= 1
    return tail


def _cut(y: int, start: int, end: int, wanted: Row, inks: Inks, *, erases: bool) -> list[Piece]:
    """Columns in pieces of one ink; many blanks are a piece of their own, others belong to a neighbour."""
    text, new_inks = wanted
    pieces: list[Piece] = []
    x = start
    while x < end:
        first, ink = x, new_inks[x]
        if text[x] == " ":
            while x < end and text[x] == " " and new_inks[x] == ink:
                x += 1
            last = pieces[-1] if pieces else None
            few = x - first <= (_WORTH_SKIPPING if x < end else WORTH_ERASING)
            written = few or not (erases and inks.erasable(ink))
            if written and last is not None and not last.combined and inks.bare[last.ink] == ink:
                pieces[-1] = last._replace(end=x)
            else:
                pieces.append(Piece(y, first, x, ink, blank=True))
            continue
        combined = len(text[x]) > 1
        x += 1
        while x < end and (
            text[x] == "" or (not combined and text[x] != " " and len(text[x]) == 1 and new_inks[x] == ink)
        ):
            x += 1
        pieces.append(Piece(y, first, x, ink, combined=combined))
    return pieces


def _joined(pieces: list[Piece], wanted: Row, inks: Inks) -> list[Piece]:
    """The pieces, those of one ink together where what stands between costs less than a jump over it."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined:
            last = joined[-1]
            ink = last.ink if piece.blank else piece.ink
            blank = last.blank and piece.blank and set(wanted[0][last.end : piece.start]) <= {" "}
            if _together(last, piece, inks) and _fills(last.end, piece.start, ink, wanted, inks):
                joined[-1] = Piece(piece.y, last.start, piece.end, ink, blank)
                continue
        joined.append(piece)
    return joined


def _together(last: Piece, piece: Piece, inks: Inks) -> bool:
    """Whether two pieces can be written in one ink, and are nothing that is better erased."""
    if piece.tail or piece.start - last.end > WORTH_ERASING:
        return False
    if last.blank and piece.blank:
        alike = last.ink == piece.ink
    elif last.blank or piece.blank:
        blank, other = (last, piece) if last.blank else (piece, last)
        alike = inks.bare[other.ink] == blank.ink
    else:
        alike = last.ink == piece.ink
    return alike and not (last.combined or piece.combined) and _short(last) and _short(piece)


def _fills(start: int, end: int, ink: int, wanted: Row, inks: Inks) -> bool:
    """Whether unchanged columns can be written once more in an ink, at little cost."""
    text, new_inks = wanted
    between = text[start:end]
    return (
        len("".join(between).encode()) <= WORTH_ERASING
        and all(
            each == ink or (character == " " and each == inks.bare[ink])
            for character, each in zip(between, new_inks[start:end], strict=True)
        )
        and all(len(each) <= 1 for each in between)
    )


def _short(piece: Piece) -> bool:
    return not piece.blank or piece.end - piece.start <= _WORTH_SKIPPING
