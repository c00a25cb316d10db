"""Differences in words: the numbers of a row then and now, and every other change as a clause.

Names and values stand in them as they are in the file: text that whoever shows it has to make safe.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from model.editing.compare import Comparison, RowChange
from model.editing.differences import Change
from model.editing.wording import label
from model.journey.naming import NOUNS
from model.journey.quantity import number_text, value_text
from model.report.shown import signed
from model.scoring.rows import RowScore

_LONGEST = 48
_MISSING = "-"
"""What stands for a row that is not in one of the versions; `?` is a number nobody knows."""


def numbers(
    row: RowChange, comparison: Comparison, arrow: str = ">", *, units: bool = True
) -> tuple[str, str, str, str]:
    """Expected, delivered, gap and the score that counts, each `then > now`."""
    was, now = row.before, row.after
    older, newer = comparison.old.about.currency, comparison.new.about.currency
    return (
        _pair(_expected(was, older), _expected(now, newer), arrow, units),
        _pair(_delivered(was, older), _delivered(now, newer), arrow, units),
        _pair(_gap(was, older), _gap(now, newer), arrow, units),
        f"{_score(was)} {arrow} {_score(now)}",
    )


def _pair(was: tuple[str, str], now: tuple[str, str], arrow: str, units: bool) -> str:
    """Two numbers with their unit, which is said once where it is the same."""
    if not units and was[1] == now[1]:
        return f"{was[0]} {arrow} {now[0]}"
    one = was[0] if was[1] == now[1] or was[0] in ("?", _MISSING) else "".join(was)
    return f"{one} {arrow} {''.join(now)}"


def _number(row: RowScore, value: float | None, currency: str | None, signs: bool = False) -> tuple[str, str]:
    kind = row.expectation.kind
    if value is None:
        return "?", ""
    unit = currency if kind == "money" else row.expectation.unit if kind in ("duration", "count") else None
    return value_text(value, kind, signed=signs), f" {unit}" if unit else ""


def _expected(row: RowScore | None, currency: str | None) -> tuple[str, str]:
    if row is None:
        return _MISSING, ""
    text, unit = _number(row, row.expected, currency)
    return f"~{text}" if row.expected_by == "assumed" and row.expected is not None else text, unit


def _delivered(row: RowScore | None, currency: str | None) -> tuple[str, str]:
    return (_MISSING, "") if row is None else _number(row, row.delivered, currency)


def _gap(row: RowScore | None, currency: str | None) -> tuple[str, str]:
    return (_MISSING, "") if row is None else _number(row, row.gap, currency, signs=True)


def _score(row: RowScore | None) -> str:
    return _MISSING if row is None else signed(row.counted)


def change_words(change: Change, arrow: str = ">") -> str:
    """What changed, as a clause without its subject: `owner Joe > Sam`, `renamed, was 'Web'`, `added`."""
    if change.kind in ("added", "removed"):
        return change.kind
    if change.kind == "renamed":
        return f"renamed, was '{_cut(str(change.before))}'"
    if change.kind == "moved":
        what = "stage" if change.field == "stage" else "place"
        return f"moved from {what} {change.before} to {what} {change.after}"
    name = label(change.field)
    name = name[0].lower() + name[1:]
    was, now = _said(change.before), _said(change.after)
    return f"{name} {was} {arrow} {now}" if was and now else f"{name} changed"


def subject(change: Change) -> str:
    """What changed, as a noun and its id: `promise frame-order`, `scoring`."""
    if len(change.place) == 1:
        return change.place[0]
    return f"{NOUNS[change.place[-2]]} {change.place[-1]}"


def _said(value: Any) -> str:
    """A value in a few characters; nothing where it has none that fits a line."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return number_text(value, 4)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _cut(value) if value and "\n" not in value else ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        text = ", ".join(value)
        return text if len(text) <= _LONGEST else ""
    return ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2] + ".."


def parts_words(comparison: Comparison) -> str:
    """The change of the journey's score as a sum, the parts that brought nothing left out."""
    change, parts = comparison.change, comparison.parts
    if change is None or parts is None:
        return "The change cannot be split: one of the two versions has no journey score."
    told = [f"{cause} {signed(part)}" for cause, part in _rounded(parts, change).items() if part]
    return f"Change {signed(change)} = {' + '.join(told)}" if told else f"Change {signed(change)}"


def _rounded(parts: dict[str, float], change: float) -> dict[str, float]:
    """The parts in tenths that add up to the change in tenths, as a reader who adds them up will see."""
    tenths = {cause: round(part * 10) for cause, part in parts.items()}
    missing = round(change * 10) - sum(tenths.values())
    step = 1 if missing > 0 else -1
    # Whatever was rounded away most, in the direction that is missing, gives it back first.
    by_loss = sorted(parts, key=lambda cause: step * (tenths[cause] - parts[cause] * 10))
    for cause in by_loss[: abs(missing)]:
        tenths[cause] += step
    return {cause: tenth / 10 for cause, tenth in tenths.items()}


def counts_words(comparison: Comparison) -> str:
    """How many rows are better, worse and the same, came and went."""
    counts = comparison.counts
    words = [f"{counts[each]} {each}" for each in ("better", "worse", "same")]
    words += [f"{counts[each]} {each}" for each in ("new", "gone") if counts[each]]
    if counts["unknown"]:
        words.append(f"{counts['unknown']} unknown")
    return ", ".join(words)


def blame_words(comparison: Comparison) -> str:
    """How much of what is worse is not the team's doing; nothing where there is none."""
    worse, theirs = comparison.counts["worse"], comparison.not_our_work
    if not theirs:
        return ""
    those = (
        f"{theirs} of the {worse} 'worse' {'is' if theirs == 1 else 'are'}" if worse > 1 else "The 'worse' is"
    )
    return f"{those} not our work: they now expect more. Meet or renegotiate."


def since_words(comparison: Comparison) -> str:
    """What became of promises and actions in between; nothing where there were none."""
    found = comparison.since
    words = []
    if found.promises:
        ended = ", ".join(f"{found.count(state)} {state}" for state in ("kept", "late", "broken"))
        words.append(f"Promises since: {ended}.")
    if found.actions_open_then:
        words.append(f"Actions open then: {found.actions_done} of {found.actions_open_then} done.")
    return " ".join(words)
