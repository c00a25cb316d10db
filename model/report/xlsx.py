"""A report as a workbook: the scores, the journey with a chart, promises, findings, and what they rest on.

Needs xlsxwriter, the extra `xlsx`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from model.report.csvtext import COLUMNS, rows
from model.report.document import SCALE_SENTENCE, Report
from model.report.lines import day_text

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
_WIDTHS = {"stage": 16, "touchpoint": 26, "expectation": 30, "owner": 14, "channel": 16, "file": 20}
_NUMBERS = "0.0##"
_LONGEST_CELL = 32_767
"""Characters a cell holds; the library leaves a longer one out without a word."""

Cell = str | float | int | date | None


def workbook(report: Report) -> bytes:
    """The workbook. The same report gives the same bytes on every machine."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    # The library would write the hour of the export; what a workbook holds has no time zone.
    created = datetime(report.as_of.year, report.as_of.month, report.as_of.day)  # noqa: DTZ001
    book.set_properties({"title": report.title[:255], "created": created})
    _scores(book, report)
    _journey(book, report)
    _promises(book, report)
    _findings(book, report)
    _about(book, report)
    book.close()
    return _repacked(stream.getvalue())


def _repacked(data: bytes) -> bytes:
    """The same parts without compression, which differs from one build of zlib to the next."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as packed,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as plain,
    ):
        for part in packed.infolist():
            entry = zipfile.ZipInfo(part.filename, _FIRST_MOMENT)
            entry.external_attr = 0o600 << 16
            # Whatever system wrote it, it says Unix: the byte is part of the file.
            entry.create_system = 3
            plain.writestr(entry, packed.read(part))
    return stream.getvalue()


def _sheet(book: Any, name: str, titles: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Any:
    """A sheet with a heading that stays in sight; strings are only ever strings, empty cells are empty."""
    sheet = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    numbers = book.add_format({"num_format": _NUMBERS, "valign": "top"})
    days = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    words = book.add_format({"valign": "top"})
    for at, title in enumerate(titles):
        sheet.write_string(0, at, title, heading)
        sheet.set_column(at, at, _WIDTHS.get(title, max(9, min(18, len(title) + 2))))
    last = 0
    for last, line in enumerate(lines, 1):
        for at, cell in enumerate(line):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(last, at, cell[:_LONGEST_CELL], words)
            elif isinstance(cell, date):
                day = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - a cell has no time zone
                sheet.write_datetime(last, at, day, days)
            elif cell is not None:
                sheet.write_number(last, at, cell, numbers)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(titles) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _scores(book: Any, report: Report) -> None:
    titles = [each.replace("_", " ") for each in COLUMNS]
    sheet = _sheet(book, "Scores", titles, rows(report))
    for title in ("stage", "touchpoint", "expectation"):
        sheet.set_column(COLUMNS.index(title), COLUMNS.index(title), _WIDTHS[title])
    sheet.freeze_panes(1, COLUMNS.index("touchpoint") + 1)
    band, last = COLUMNS.index("band"), 1 + sum(len(each.rows) for each in report.scores.touchpoints)
    for word, colour in (("exceeded", "#176b34"), ("short", "#8a5300"), ("failed", "#b3231b")):
        ink = book.add_format({"font_color": colour, "bold": word == "failed"})
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": ink}
        sheet.conditional_format(1, band, last, band, rule)


def _journey(book: Any, report: Report) -> None:
    """One line a touchpoint, and the chart over them."""
    titles = (
        "stage",
        "touchpoint",
        "score",
        "expected",
        "limit",
        "weight",
        "priority",
        "failed",
        "next step",
        "owner",
    )
    lines = [
        (
            each.stage,
            each.name,
            each.common,
            0,
            -50,
            each.score.weight,
            each.score.priority,
            each.score.failed,
            each.score.next_step,
            each.owner,
        )
        for stage in report.stages()
        for each in stage.touchpoints
    ]
    sheet = _sheet(book, "Journey", titles, lines)
    if not lines:
        return
    chart = book.add_chart({"type": "line"})
    names = ["Journey", 1, 0, len(lines), 1]
    for column, title, line, marker in (
        (2, "delivered", {"color": "#0b5cab", "width": 2.25}, {"type": "circle", "size": 6}),
        (3, "expected", {"color": "#8a5300", "width": 1.5, "dash_type": "dash"}, {"type": "none"}),
        (4, "the customer's limit", {"color": "#b3231b", "width": 1, "dash_type": "round_dot"}, None),
    ):
        values = ["Journey", 1, column, len(lines), column]
        series = {"name": title, "categories": names, "values": values, "line": line}
        chart.add_series({**series, "marker": marker or {"type": "none"}})
    chart.set_title({"name": f"Expected and delivered, {report.day}", "name_font": {"size": 12}})
    chart.set_y_axis({"min": -100, "max": 50, "major_unit": 25, "major_gridlines": {"visible": True}})
    chart.set_x_axis({"label_position": "low", "num_font": {"rotation": -45}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": max(720, min(1800, 60 * len(lines))), "height": 420})
    sheet.insert_chart(len(lines) + 2, 1, chart, {"description": "Scores of the touchpoints in order."})


def _promises(book: Any, report: Report) -> None:
    titles = (
        "promise",
        "to",
        "touchpoint",
        "made by",
        "agreed by",
        "made",
        "due",
        "target",
        "done",
        "told",
        "state",
        "days over",
        "at risk",
        "reason",
    )
    lines = [
        (
            each.what,
            each.to,
            each.touchpoint,
            each.made_by,
            each.agreed_by,
            each.made,
            each.due,
            each.target,
            each.done,
            each.told,
            each.state,
            each.over or None,
            each.at_risk,
            each.reason,
        )
        for each in report.promises()
    ]
    _sheet(book, "Promises", titles, lines).set_column(0, 0, 40)


def _findings(book: Any, report: Report) -> None:
    titles = ("code", "level", "touchpoint", "expectation", "line", "message", "fix")
    lines = [
        (each.code, each.level, each.touchpoint, each.expectation, each.line, each.message, each.fix)
        for each in report.noticed()
    ]
    _sheet(book, "Findings", titles, lines).set_column(5, 6, 60)


def _about(book: Any, report: Report) -> None:
    """Title and facts, and the actions below them."""
    facts = [("Project", report.title), *report.facts(), ("Scale", SCALE_SENTENCE)]
    sheet = _sheet(book, "About", ("fact", "value"), facts)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100, book.add_format({"text_wrap": True}))
    for at, line in enumerate(report.actions(), len(facts) + 3):
        beside = ", ".join(each for each in (line.owner, day_text(line.due), line.state) if each)
        sheet.write_string(at, 0, "Action")
        sheet.write_string(at, 1, f"{line.what} ({beside})"[:_LONGEST_CELL])
