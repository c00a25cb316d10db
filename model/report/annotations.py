"""Remarks as workflow commands, which GitHub shows beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterator

from model.report.remarks import Checked, Remark
from model.report.shown import shown

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def github_annotations(checked: tuple[Checked, ...]) -> str:
    """One line a remark, and one for each file that cannot be judged: `::error file=...,line=31::...`."""
    return "".join(f"{line}\n" for each in checked for line in _lines(each))


def _lines(checked: Checked) -> Iterator[str]:
    if checked.unreadable:
        yield f"::error file={_property(checked.file)}::{_data(checked.unreadable)}"
    for remark in checked.remarks:
        place = "".join(f",{name}={value}" for name, value in _place(remark) if value is not None)
        yield (
            f"::{_LEVELS[remark.level]} file={_property(checked.file)}{place},title={remark.code}"
            f"::{_data(remark.message)}"
        )


def _place(remark: Remark) -> tuple[tuple[str, int | None], ...]:
    return ("line", remark.line), ("col", remark.column)


def _data(text: str) -> str:
    return shown(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
