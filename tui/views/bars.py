"""Bullet bars of a score, and the numbers beside them."""

from __future__ import annotations

from model.journey.quantity import value_text
from model.scoring.rows import RowScore
from model.scoring.schemes import CAP, Rules
from tui.pictures.picture import Pen, Target
from tui.pictures.roles import BAND_ROLES


def put_bar(
    pen: Pen, score: float | None, width: int, highest: float, band: str, target: Target | None = None
) -> None:
    """Write a bullet bar of a score on -100..`highest` in `width` columns.

    Filled up to delivered, then what is short of the expected mark, or what goes over it.
    """
    glyphs = pen.look.glyphs
    if width < 6:
        pen.put(" " * width, "text", target)
        return
    left = max(3, round((width - 1) * 2 / 3))
    right = width - 1 - left
    if score is None:
        pen.put(" " * left, "text", target).put(glyphs.expected, "dim", target).put(
            " " * right, "text", target
        )
        return
    role = BAND_ROLES[band]
    filled = left if score >= 0 else round(left * (1 + score / 100))
    pen.put(glyphs.delivered * filled, role, target)
    pen.put(glyphs.short * (left - filled), "dim", target)
    pen.put(glyphs.expected, "expected", target)
    over = round(right * max(0.0, score) / highest)
    pen.put(glyphs.over * over, "good", target).put(" " * (right - over), "text", target)


def best_score(rules: Rules) -> float:
    """The highest tolerance score there is, 100 / loss aversion: the right end of every bar."""
    return rules.plain(CAP)


def expected_text(row: RowScore, currency: str | None, *, unit: bool = True) -> str:
    """What is expected, with `~` before an assumed number, `?` where it is unknown, `bonus` for an extra."""
    if row.expectation.bonus:
        return "bonus"
    if row.expected is None:
        return "?"
    text = value_text(
        _shown(row, row.expectation.expected, row.expected),
        row.expectation.kind,
        unit_of(row, currency, unit),
    )
    return f"~{text}" if row.expected_by == "assumed" else text


def delivered_text(row: RowScore, currency: str | None, *, unit: bool = True) -> str:
    """What is delivered, or `?`."""
    if row.delivered is None:
        return "?"
    return value_text(
        _shown(row, row.expectation.delivered, row.delivered),
        row.expectation.kind,
        unit_of(row, currency, unit),
    )


def gap_text(row: RowScore, currency: str | None, *, unit: bool = True) -> str:
    """The gap in the row's own unit with its sign, or `?`; negative is short."""
    if row.gap is None:
        return "?"
    return value_text(row.gap, row.expectation.kind, unit_of(row, currency, unit), signed=True)


def unit_of(row: RowScore, currency: str | None, wanted: bool = True) -> str | None:
    """The unit written behind a number of the row."""
    if not wanted or row.expectation.kind in ("rating", "yes_no"):
        return None
    return currency if row.expectation.kind == "money" else row.expectation.unit


def _shown(row: RowScore, written: bool | float | None, used: float) -> bool | float:
    """True and false are said as written, not as 100 % and 0 %."""
    if row.expectation.kind == "yes_no" and (
        isinstance(written, bool) or (written is None and used in (0.0, 1.0))
    ):
        return bool(used)
    return used


def weight_text(weight: float) -> str:
    """A weight as `x3`."""
    return f"x{weight:g}"


def journey_marks(bands: list[str]) -> str:
    """One character a touchpoint: `+` exceeded, `=` met, `-` short, `!` failed, `?` unknown."""
    return "".join(_MARKS[band] for band in bands)


_MARKS = {"exceeded": "+", "met": "=", "short": "-", "failed": "!", "unknown": "?"}
