"""Remarks as SARIF 2.1.0, the format in which code hosts and editors take findings of any tool.

The standard: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from model.findings.codes import CODES as FINDINGS
from model.report.jsontext import json_text
from model.report.remarks import CODES, Checked, Remark

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def sarif(checked: tuple[Checked, ...], version: str, folder: Path) -> bytes:
    """The remarks about files as one SARIF log. `folder` is where names of files are relative to."""
    rules = dict.fromkeys((*CODES, *(remark.code for each in checked for remark in each.remarks)))
    codes = list(rules)
    unreadable = [each for each in checked if each.unreadable]
    run = {
        "tool": {
            "driver": {
                "name": "Gapline",
                "version": version,
                "semanticVersion": version,
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not unreadable,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": _text(each.unreadable)},
                        "locations": [_location(each.file, None, None, folder)],
                    }
                    for each in unreadable
                ],
            }
        ],
        "results": [
            _result(each.file, remark, codes.index(remark.code), folder)
            for each in checked
            for remark in each.remarks
        ],
    }
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json_text(log).encode("utf-8")


def _rule(code: str) -> dict[str, Any]:
    return {"id": code, "shortDescription": {"text": _text(_meaning(code))}}


def _meaning(code: str) -> str:
    noticed = FINDINGS.get(code)
    return noticed.title if noticed else CODES.get(code, code)


def _result(file: str, remark: Remark, rule: int, folder: Path) -> dict[str, Any]:
    # By what it is about and not by its line, so that a host knows it again when lines move.
    about = remark.touchpoint and f"{remark.touchpoint}/{remark.expectation or ''}"
    known = hashlib.sha256(f"{remark.code} {about or remark.key}".encode("utf-8", "replace")).hexdigest()
    return {
        "ruleId": remark.code,
        "ruleIndex": rule,
        "level": _LEVELS[remark.level],
        "message": {"text": _text(remark.message)},
        "locations": [_location(file, remark.line, remark.column, folder)],
        "partialFingerprints": {"gaplinePlace/v1": known[:32]},
    }


def _location(file: str, line: int | None, column: int | None, folder: Path) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(file, folder)}}
    if line is not None:
        place["region"] = {"startLine": line, **({} if column is None else {"startColumn": column})}
    return {"physicalLocation": place}


def _uri(file: str, folder: Path) -> str:
    """A relative reference for what lies below `folder`, else an absolute one, so that no machine is told."""
    path = Path(file)
    if path.is_absolute():
        try:
            path = path.relative_to(folder)
        except ValueError:
            return f"file://{quote(path.as_posix(), safe='/')}"
    return quote(path.as_posix(), safe="/")


def _text(text: str) -> str:
    """Text that SARIF takes literally: no placeholder and no link in it."""
    return _LINK.sub(r"\\[", text.replace("{", "{{").replace("}", "}}"))
