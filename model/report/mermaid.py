"""A journey as a Mermaid diagram, with everything a diagram cannot show kept in comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from model.report.document import Report
from model.report.jsontext import escape_hidden
from model.report.lines import TouchpointLine
from model.report.points import rating_scale
from model.report.shown import shown, signed

FEELINGS = {"failed": 1, "short": 2, "met": 3, "exceeded": 4}
"""A journey diagram knows whole numbers from 1 to 5 only."""
DELIGHT = 25.0
"""The score from which a touchpoint is a 5; at a loss aversion of 2 a full tolerance above expected."""

# What ends a name, begins a comment or a directive, or would be markup in the picture.
_ACTIVE = re.compile(r"""[#:;,<>"'`%&{}\[\]()|\\=@^$~*_]""")
# At the beginning of a name these are words of the language.
_KEYWORD = re.compile(r"(?i)(?:title|section|journey|acc(?:title|descr)|graph|---)")


def journey_text(report: Report) -> str:
    """A `journey`: a section for each stage, a task for each touchpoint, from 1 (failed) to 5."""
    return "\n".join((*_records(report), "journey", *_journey(report))) + "\n"


def curve_text(report: Report) -> str:
    """An `xychart-beta` of what is expected and what is delivered, touchpoint by touchpoint.

    In points of the rating scale where every row is a rating on the same one, else on the common
    scale, on which whatever is expected is 0.
    """
    return "\n".join((*_records(report), "xychart-beta", *_curve(report))) + "\n"


def label(text: str) -> str:
    """A name of the file, safe anywhere in a diagram; characters that act are written as `#58;`."""
    text = shown(text).strip() or "-"
    if _KEYWORD.match(text):
        text = f"#{ord(text[0])};{_entities(text[1:])}"
        return text
    return _entities(text)


def _entities(text: str) -> str:
    return _ACTIVE.sub(lambda match: f"#{ord(match[0])};", text)


def _records(report: Report) -> Iterator[str]:
    """The whole report as comments, a record a line: `%% gapline`, `%% stage`, `%% touchpoint`."""
    data = report.data()
    stages, touchpoints = data.pop("stages"), data.pop("touchpoints")
    yield f"%% gapline {_json(data)}"
    for each in stages:
        yield f"%% stage {_json(each)}"
    for each in touchpoints:
        yield f"%% touchpoint {_json(each)}"


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # A percent sign or a brace could begin a directive, which is obeyed in comments too.
    return escape_hidden(text).replace("%", "\\u0025")


def _journey(report: Report) -> Iterator[str]:
    score = f"{signed(report.scores.journey.score)}{report.points_unit}"
    yield f"    title {label(report.title)} (journey {score}, {report.day})"
    for stage in report.stages():
        if not stage.touchpoints:
            continue
        yield f"    section {label(stage.name)}"
        for each in stage.touchpoints:
            yield f"      {label(each.name)} {_said(each)}: {_feeling(each)}: {label(each.owner or 'nobody')}"


def _said(line: TouchpointLine) -> str:
    return "(no score)" if line.common is None else f"({signed(line.common)} {line.band})"


def _feeling(line: TouchpointLine) -> int:
    if line.common is None:
        return 3
    if line.common >= DELIGHT:
        return 5
    return FEELINGS[line.band]


def _curve(report: Report) -> Iterator[str]:
    points = report.points()
    scale = rating_scale(points)
    if scale is None:
        known = [each for each in points if each.score is not None]
        expected = [0.0 for _ in known]
        delivered = [each.score for each in known]
        axis = '"score (0 is as expected)" -100 --> 50'
    else:
        known = [each for each in points if each.expected is not None and each.delivered is not None]
        expected = [each.expected or 0.0 for each in known]
        delivered = [each.delivered for each in known]
        axis = f'"rating" {scale[0]:g} --> {scale[1]:g}'
    if any((each or 0.0) > 50 for each in delivered) and scale is None:
        axis = axis.replace("--> 50", "--> 100")
    names = ", ".join(f'"{label(each.name)}"' for each in known)
    if not known:
        # The language has no empty chart.
        names, expected, delivered = '"no touchpoint has a score"', [0.0], [0.0]
    yield f'    title "{label(report.title)}: expected and delivered, {report.day}"'
    yield f"    x-axis [{names}]"
    yield f"    y-axis {axis}"
    yield f'    line "expected" [{", ".join(_plain(each) for each in expected)}]'
    yield f'    line "delivered" [{", ".join(_plain(each) for each in delivered)}]'


def _plain(value: float | None) -> str:
    text = f"{value or 0.0:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
