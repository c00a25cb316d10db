"""Which documents a report can be written as, and the one place that knows what each of them needs."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Literal

from model.journey.problem import UserError
from model.report.document import Report

Document = Literal["html", "md", "json", "csv", "xlsx", "mmd", "pdf"]

DOCUMENTS: tuple[Document, ...] = ("html", "md", "json", "csv", "xlsx", "mmd", "pdf")
"""By the ending of the file."""

EXTRAS = {"png": ("resvg_py", "resvg-py"), "xlsx": ("xlsxwriter", "xlsxwriter"), "pdf": ("typst", "typst")}
"""Formats that need a package which is not installed by itself: its module, and its name."""


class ExtraMissing(UserError):
    """The package that writes a format is not installed."""


def require(kind: str) -> None:
    """Raise ExtraMissing where a format cannot be written for want of its package."""
    if kind not in EXTRAS:
        return
    module, package = EXTRAS[kind]
    try:
        import_module(module)
    except ImportError:
        raise ExtraMissing(
            f"{kind} needs the package {package}, which is not installed: pip install 'gapline[{kind}]'"
        ) from None


def written(report: Report, kind: Document, view: str = "board") -> bytes:
    """The report as the bytes of a file, the same on every machine. Raises ExtraMissing.

    `view` matters to `mmd` only, which has two diagrams: the journey, and for `curve` a chart.
    """
    require(kind)
    return _WRITERS[kind](report, view)


# Each writer is loaded when it is asked for: a csv should not wait for what a pdf needs.


def _html(report: Report, _view: str) -> bytes:
    from model.report.html import html_page

    return html_page(report).encode("utf-8")


def _markdown(report: Report, _view: str) -> bytes:
    from model.report.markdown import markdown_text

    return markdown_text(report).encode("utf-8")


def _json(report: Report, _view: str) -> bytes:
    from model.report.jsontext import json_text

    return json_text(report.data()).encode("utf-8")


def _csv(report: Report, _view: str) -> bytes:
    from model.report.csvtext import csv_text

    return csv_text(report).encode("utf-8")


def _xlsx(report: Report, _view: str) -> bytes:
    from model.report.xlsx import workbook

    return workbook(report)


def _mermaid(report: Report, view: str) -> bytes:
    from model.report.mermaid import curve_text, journey_text

    return (curve_text if view == "curve" else journey_text)(report).encode("utf-8")


def _pdf(report: Report, _view: str) -> bytes:
    from model.report.pdf import pdf_pages

    return pdf_pages(report)


_WRITERS: dict[Document, Callable[[Report, str], bytes]] = {
    "html": _html,
    "md": _markdown,
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "mmd": _mermaid,
    "pdf": _pdf,
}
