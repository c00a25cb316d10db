"""What `gapline check` has to say about a file: one remark a mistake or missed bar, whoever found it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final, Literal

from model.findings.finding import Finding
from model.journey.problem import Problem
from model.report.jsontext import json_text

Level = Literal["info", "warning", "error"]
LEVELS: Final[tuple[Level, ...]] = ("info", "warning", "error")

PROBLEM: Final = "GAP001"
CODES: Final = {
    PROBLEM: "The file breaks a rule of the format.",
    "GAP010": "The journey's score is below the bar of --min-score.",
    "GAP011": "More rows are past the customer's limit than --max-failed allows.",
    "GAP012": "More of the score rests on assumptions than --max-assumed allows.",
    "GAP013": "The journey's score is worse than in the version --no-worse-than names.",
}
"""What each code of a remark means."""

FORMAT: Final = 1
"""The version of the shape of `check_report`; it only changes when a key changes its meaning or goes."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about a file. Problems and missed bars are errors."""

    code: str
    level: Level
    line: int | None
    column: int | None
    key: str
    """The place in words: `touchpoints[3].expectations[1].expected`; empty for the whole file."""
    message: str
    fix: str
    touchpoint: str | None = None
    expectation: str | None = None
    """Ids of the row it is about, where it is about one."""

    @classmethod
    def of(cls, problem: Problem) -> Remark:
        """A problem of the file as a remark."""
        return cls(
            PROBLEM, "error", problem.line, problem.column, problem.key, problem.sentence, problem.mend
        )

    @classmethod
    def of_finding(cls, finding: Finding, place: tuple[int, int]) -> Remark:
        """What a rule noticed as a remark; `place` is its line and column."""
        line, column = place
        sentence = finding.message if finding.message.endswith(".") else f"{finding.message}."
        return cls(
            finding.code,
            finding.level,
            line,
            column,
            finding.key,
            sentence,
            finding.mend,
            finding.touchpoint,
            finding.expectation,
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """One file with what there is to say about it."""

    file: str
    """As it was given."""
    remarks: tuple[Remark, ...] = ()
    unreadable: str = ""
    """Why it is no project file at all, in one sentence; empty for one that could be read."""
    score: float | None = None
    """The journey's score; None without one, and for a file with problems, which is not scored."""
    failed: int | None = None
    """How many rows are past the customer's limit; None for a file that is not scored."""
    assumed_share: float | None = None
    """The share of the score, 0..1, that rests on assumptions; None where nothing is scored."""


def check_report(checked: tuple[Checked, ...]) -> dict[str, Any]:
    """The remarks as `gapline check --json` has them: files by their last part, None for what is missing."""
    every = [remark for each in checked for remark in each.remarks]
    return {
        "format": FORMAT,
        "files": [_file(each) for each in checked],
        "summary": {
            "files": len(checked),
            "unreadable": sum(1 for each in checked if each.unreadable),
            **{f"{level}s": sum(1 for each in every if each.level == level) for level in reversed(LEVELS)},
        },
    }


def check_json(checked: tuple[Checked, ...]) -> bytes:
    """`check_report` as text in UTF-8."""
    return json_text(check_report(checked)).encode("utf-8")


def _file(checked: Checked) -> dict[str, Any]:
    name = PurePath(checked.file).name
    return {
        "file": name,
        "readable": not checked.unreadable,
        "error": checked.unreadable.replace(checked.file, name, 1) or None,
        "score": checked.score,
        "failed": checked.failed,
        "assumed_share": checked.assumed_share,
        "findings": [
            {
                "code": remark.code,
                "level": remark.level,
                "where": {
                    "key": remark.key,
                    "line": remark.line,
                    "column": remark.column,
                    "touchpoint": remark.touchpoint,
                    "expectation": remark.expectation,
                },
                "message": remark.message,
                "fix": remark.fix,
            }
            for remark in checked.remarks
        ],
    }
