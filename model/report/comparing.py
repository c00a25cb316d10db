"""A comparison of two versions as data for programs and as Markdown; the screen draws its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from model.editing.compare import Comparison, RowChange
from model.editing.differences import Change
from model.journey.naming import NOUNS
from model.journey.project import Project
from model.report.changewords import (
    blame_words,
    change_words,
    counts_words,
    numbers,
    parts_words,
    since_words,
    subject,
)
from model.report.shown import shown, signed
from model.scoring.rows import RowScore

FORMAT = 1
"""The version of the shape of `compare_report`; it only changes when a key changes its meaning or goes."""
TITLES = ("touchpoint", "expected", "delivered", "gap", "score", "verdict")


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two versions is called."""

    name: str
    """As it was named, without its folder."""
    revision: str | None = None
    day: date | None = None


def compare_report(comparison: Comparison, old: Side, new: Side) -> dict[str, Any]:
    """The comparison as `gapline compare --json` writes it: plain numbers, None for what is missing."""
    before, after = comparison.before.journey, comparison.after.journey
    found = comparison.since
    return {
        "format": FORMAT,
        "old": _side(comparison.old, old),
        "new": _side(comparison.new, new),
        "then": _plain(comparison.then),
        "as_of": comparison.as_of.isoformat(),
        "same": comparison.same,
        "journey": {
            "before": before.score,
            "after": after.score,
            "change": comparison.change,
            "parts": comparison.parts,
        },
        "stages": [_total(each, comparison, "stages") for each in _ids(comparison, "stages")],
        "touchpoints": [_total(each, comparison, "touchpoints") for each in _ids(comparison, "touchpoints")],
        "expectations": [_row(each) for each in comparison.rows],
        "changes": [_change(each) for each in comparison.changes],
        "counts": {
            each: comparison.counts[each] for each in ("better", "worse", "same", "new", "gone", "unknown")
        },
        "not_our_work": comparison.not_our_work,
        "promises_since": {state: found.count(state) for state in ("kept", "late", "broken")},
        "actions_since": {"open_then": found.actions_open_then, "done": found.actions_done},
    }


def _side(project: Project, side: Side) -> dict[str, Any]:
    scoring = project.scoring
    return {
        "project": project.about.name,
        "file": side.name,
        "revision": side.revision,
        "day": _plain(side.day),
        "scoring": {
            "scheme": scoring.scheme,
            "loss_aversion": float(scoring.loss_aversion),
            "rollup": scoring.rollup,
        },
    }


def _ids(comparison: Comparison, name: str) -> list[str]:
    now = [each.id for each in getattr(comparison.new, name)]
    return now + [each.id for each in getattr(comparison.old, name) if each.id not in set(now)]


def _total(id: str, comparison: Comparison, name: str) -> dict[str, Any]:
    kind = NOUNS[name]
    was, now = getattr(comparison.before, kind)(id), getattr(comparison.after, kind)(id)
    item = now or was
    return {
        "id": id,
        "name": getattr(item, kind).name,
        "before": None if was is None else was.score,
        "after": None if now is None else now.score,
        "there": {"before": was is not None, "after": now is not None},
    }


def _row(row: RowChange) -> dict[str, Any]:
    was, now = row.before, row.after
    return {
        "touchpoint": row.touchpoint,
        "id": row.id,
        "name": _expectation_name(row),
        "expected": _two(was and was.expected, now and now.expected),
        "delivered": _two(was and was.delivered, now and now.delivered),
        "gap": _two(was and was.gap, now and now.gap),
        "score": _two(was and was.score, now and now.score),
        "credited": _two(was and was.credited, now and now.credited),
        "verdict": row.verdict.direction,
        "because": row.verdict.because or None,
        "parts": None if row.parts is None else {"delivery": row.parts[0], "expectation": row.parts[1]},
    }


def _expectation_name(row: RowChange) -> str:
    present: RowScore | None = row.after or row.before
    return "" if present is None else present.expectation.name


def _two(was: Any, now: Any) -> dict[str, Any]:
    return {"before": was, "after": now}


def _change(change: Change) -> dict[str, Any]:
    place = change.place
    return {
        "kind": change.kind,
        "where": {
            "table": place[-2] if len(place) > 1 else place[0],
            "id": place[-1] if len(place) > 1 else None,
            "touchpoint": place[1] if place[0] == "touchpoints" and len(place) > 1 else None,
        },
        "name": change.name,
        "field": change.field or None,
        "before": _plain(change.before),
        "after": _plain(change.after),
    }


def _plain(value: Any) -> Any:
    """A value of TOML as JSON knows it: days as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


# -- for reading -----------------------------------------------------------------------------------------


def row_cells(
    comparison: Comparison, rows: Sequence[RowChange], arrow: str = ">"
) -> tuple[tuple[str, ...], ...]:
    """One line of `TITLES` a row. Names are as in the file: whoever shows them makes them safe."""
    return tuple((row.name, *numbers(row, comparison, arrow), row.verdict.words) for row in rows)


def other_lines(comparison: Comparison, arrow: str = ">") -> tuple[tuple[str, str, str], ...]:
    """Everything that differs besides the numbers of rows: what, its name, and the change in words."""
    told = [each for each in comparison.changes if len(each.place) != 4 or _worth_saying(each)]
    return tuple((subject(each), each.name, change_words(each, arrow)) for each in told)


def _worth_saying(change: Change) -> bool:
    """Whether the table of rows does not say it already."""
    return change.kind not in ("added", "removed") and change.field not in ("expected", "delivered")


def summary_lines(comparison: Comparison) -> tuple[str, ...]:
    """What the comparison comes to, in sentences."""
    lines = (
        parts_words(comparison),
        counts_words(comparison),
        blame_words(comparison),
        since_words(comparison),
    )
    return tuple(line for line in lines if line)


def journey_line(comparison: Comparison, arrow: str = ">") -> str:
    """`Journey -24.9 > -23.1`."""
    before, after = comparison.before.journey, comparison.after.journey
    return f"Journey {signed(before.score)} {arrow} {signed(after.score)}"


def compare_markdown(comparison: Comparison, old: Side, new: Side) -> str:
    """The comparison for a pull request or a wiki: a table of rows, then everything else as a list."""
    lines = [
        f"### {_md(comparison.new.about.name)}",
        "",
        f"{_md(old.name)} compared with {_md(new.name)}, as of {comparison.as_of}",
        "",
    ]
    if comparison.same:
        return "\n".join([*lines, "No differences."]) + "\n"
    lines += [f"**{_md(journey_line(comparison, '→'))}**", ""]
    lines += [f"- {_md(line)}" for line in summary_lines(comparison)]
    if comparison.shown:
        lines += ["", f"| {' | '.join(TITLES)} |", "|---|--:|--:|--:|--:|---|"]
        for cells in row_cells(comparison, comparison.shown, "→"):
            lines.append(f"| {' | '.join(map(_md, cells))} |")
    others = other_lines(comparison, "→")
    if others:
        lines += ["", "Also changed:", ""]
        for what, name, words in others:
            lines.append(f"- {_md(what)}{f' ({_md(name)})' if name else ''}: {_md(words)}")
    return "\n".join(lines) + "\n"


_MARKUP = re.compile(r"[\\`*_{}\[\]#!|~$@]")
_ADDRESS = re.compile(r"(://|www\.)", re.IGNORECASE)


def _md(text: str) -> str:
    """Text of a file in Markdown: shown, and nothing in it marks up, links or opens a tag."""
    escaped = _MARKUP.sub(lambda found: f"\\{found[0]}", shown(text))
    escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ADDRESS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", escaped)
