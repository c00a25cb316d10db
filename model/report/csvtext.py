"""The rows of a project as comma-separated values: one line an expectation, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from model.report.document import Report
from model.report.shown import shown

COLUMNS = (
    "stage_id",
    "stage",
    "touchpoint_id",
    "touchpoint",
    "channel",
    "owner",
    "touchpoint_weight",
    "touchpoint_score",
    "touchpoint_priority",
    "touchpoint_next_step",
    "expectation_id",
    "expectation",
    "segment",
    "kind",
    "lever",
    "unit",
    "better",
    "weight",
    "expected",
    "expected_by",
    "expected_n",
    "limit",
    "believed",
    "promised",
    "target",
    "feasible",
    "delivered",
    "delivered_by",
    "n",
    "gap",
    "tolerance",
    "tolerance_from",
    "score",
    "credited",
    "band",
    "next_step",
    "interval_low",
    "interval_high",
    "interval_kind",
    "gap_knowledge",
    "gap_standards",
    "gap_delivery",
    "gap_communication",
    "gap_experience",
    "buffer",
    "file",
    "as_of",
    "scheme",
    "loss_aversion",
    "rollup",
)
"""New ones are added at the end only, so that a script may count them."""

# A spreadsheet takes a cell that begins so for a formula; some also the wide forms of the same signs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

Cell = str | float | int | None


def csv_text(report: Report) -> str:
    """Every expectation in the order of the file, numbers not rounded, what is not known left empty."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for cells in rows(report):
        writer.writerow([_written(each) for each in cells])
    return stream.getvalue()


def rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    """The cells below `COLUMNS`: texts as they are shown, numbers as numbers, None for what is not known."""
    project, rules = report.project, report.scores.rules
    names = {each.id: shown(each.name) for each in project.stages}
    tail: tuple[Cell, ...] = (
        shown(report.file),
        report.day,
        rules.scheme,
        rules.loss_aversion,
        rules.rollup,
    )
    currency = project.about.currency
    for touchpoint in report.scores.touchpoints:
        said = touchpoint.touchpoint
        head: tuple[Cell, ...] = (
            said.stage,
            names.get(said.stage),
            said.id,
            shown(said.name),
            _text(said.channel),
            _text(said.owner),
            touchpoint.weight,
            touchpoint.score,
            touchpoint.priority,
            touchpoint.next_step,
        )
        for score in touchpoint.rows:
            row = score.expectation
            ends = score.uncertainty
            yield (
                *head,
                row.id,
                shown(row.name),
                row.segment,
                row.kind,
                row.lever,
                _text(currency if row.kind == "money" else row.unit),
                row.direction,
                float(row.weight),
                score.expected,
                score.expected_by,
                row.expected_n,
                _number(row.limit),
                _number(row.believed),
                _number(row.promised),
                _number(row.target),
                _number(row.feasible),
                score.delivered,
                row.delivered_basis,
                score.n,
                score.gap,
                score.tolerance,
                score.tolerance_from,
                score.score,
                score.credited,
                score.band,
                score.next_step,
                None if ends is None else ends.low,
                None if ends is None else ends.high,
                None if ends is None else ends.kind,
                *score.gaps,
                score.buffer,
                *tail,
            )


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before what would begin one."""
    return f"'{text}" if text.lstrip(" \u00a0\u3000").startswith(_FORMULA) else text


def _written(cell: Cell) -> str | float | int | None:
    return defused(cell) if isinstance(cell, str) else cell


def _text(text: str | None) -> str | None:
    return None if text is None else shown(text)


def _number(value: bool | float | None) -> float | None:
    return None if value is None else float(value)
