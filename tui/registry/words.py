"""What the short words and signs on the screen mean: lines of the help that run nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tui.pictures.glyphs import Glyphs

WORDS = "Words and signs"
"""What stands over them."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign that a reader may not know, and what it stands for."""

    sign: str
    about: str


def words(glyphs: Glyphs) -> tuple[Word, ...]:
    """Every one of them, as this set of glyphs draws it."""
    bar, point = (glyphs.delivered, glyphs.short), (glyphs.expected, glyphs.over)
    return (
        Word("score", "0 is as expected, -50 the customer's limit, -100 twice past it."),
        Word("gap", "Delivered against expected, in the row's unit; below 0 is worse."),
        Word("T", "Tolerance: how far from expected is worth 50 points."),
        Word("wt", "Weight: how much it counts; x1 is usual."),
        Word("n", "How many customers were asked, or cases measured."),
        Word("sd", "Standard deviation: how far single cases lie from their mean."),
        Word("95 %", "Interval: of 100 such intervals 95 hold the true value."),
        Word("buf", "Buffer: from the internal target to what was promised."),
        Word("~", "Assumed: nobody asked the customer, so a gain is not credited."),
        Word("?", "Unknown: left out of every total, and never taken for 0."),
        Word("bonus", "An extra that nobody expects: without it nothing is lost."),
        Word("E ! i", "Findings: an error, a warning, something good to know."),
        Word(" ".join(bar), "In a bar: what is delivered, and what is missing of the expected."),
        Word(" ".join(point), "In a bar: what is expected, and what is beyond it."),
        Word(f"{glyphs.marked} {glyphs.fresh}", "A marked row, and one that somebody else just changed."),
        Word("i P M D t", "Along a promise: internal target, promised, moved to, done, today."),
        Word("b L P t f", "Along a row: believed, limit, promised, target, feasible."),
    )
