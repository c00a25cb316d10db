"""A report to print, as a tagged PDF. Needs typst, the extra `pdf`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from model.report.chart import chart_svg
from model.report.document import BANDS, SCALE_SENTENCE, Report
from model.report.lines import PromiseLine, RowLine, TouchpointLine, day_text, weight_text
from model.report.scores import share_text
from model.report.shown import minus, minus_sentence, signed
from model.report.svgpen import LIGHT
from model.report.typefaces import FOLDER, fallback

TEMPLATE = Path(__file__).with_name("page.typ")
MOST_URGENT = 12
"""How many touchpoints the list of what to do next holds."""


def pdf_pages(report: Report) -> bytes:
    """The report as a PDF; its letters come from the typefaces of Gapline only."""
    data = json.dumps(_data(report), ensure_ascii=False)
    chart = chart_svg(report, size=(1080, 500), palette=LIGHT)
    moment = datetime(report.as_of.year, report.as_of.month, report.as_of.day, tzinfo=UTC)
    with fallback(data) as more:
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[FOLDER, more] if more else [FOLDER],
        )
        return typst.compile(
            TEMPLATE.read_bytes(),
            font_paths=fonts,
            format="pdf",
            sys_inputs={"report": data, "chart": chart},
            timestamp=moment,
        )


def _data(report: Report) -> dict[str, Any]:
    journey, counts = report.scores.journey, report.promise_counts()
    ends = journey.interval
    interval = ""
    if ends is not None and ends[0] != ends[1]:
        interval = f"95 % interval {minus(signed(ends[0]))} to {minus(signed(ends[1]))}"
    levers = [(f"Lever {name}", minus(score)) for name, score in report.levers()]
    return {
        "title": report.title,
        "day": report.day,
        "year": report.as_of.year,
        "month": report.as_of.month,
        "day_number": report.as_of.day,
        "footer": f"{report.title}: made with Gapline from {report.file}, as of {report.day}",
        "score": f"{minus(signed(journey.score))}{report.points_unit}",
        "interval": interval,
        "headline": [*report.headline(), *levers],
        "story": [(lead, name, minus_sentence(rest)) for lead, name, rest in report.story()],
        "alt": " ".join("".join(each) for each in report.story()) or "No touchpoint has a score yet.",
        "stages": [
            (
                each.name,
                minus(signed(each.score.score)),
                minus(signed(each.score.raw)),
                f"{each.score.scored_count} of {each.score.row_count}",
                share_text(each.score.known_share),
                str(each.score.failed),
            )
            for each in report.stages()
        ],
        "next": [
            {
                "rank": str(number),
                "name": line.name,
                "worst": line.worst,
                "step": place.touchpoint.next_step,
                "owner": line.owner,
                "priority": f"{place.touchpoint.priority:.0f}",
            }
            for number, (place, line) in enumerate(report.places(MOST_URGENT), 1)
        ],
        "touchpoints": [
            {
                "name": stage.name,
                "score": minus(signed(stage.score.score)),
                "touchpoints": [_touchpoint(each) for each in stage.touchpoints],
            }
            for stage in report.stages()
        ],
        "kept": (
            f"{counts.kept} kept, {counts.late} late, {counts.broken} broken, {counts.open} open "
            f"({counts.at_risk} at risk). Kept: {share_text(counts.keep_rate)} of those that were due."
        ),
        "promises": [_promise(each) for each in report.promises()],
        "actions": [
            {
                "what": each.what,
                "touchpoint": each.touchpoint,
                "effect": each.effect,
                "owner": each.owner,
                "due": day_text(each.due),
                "state": each.state,
            }
            for each in report.actions()
        ],
        "findings": [(each.message, each.fix, each.level, each.code) for each in report.noticed()],
        "scale": minus_sentence(SCALE_SENTENCE),
        "bands": BANDS,
        "facts": [
            (name, value if name in ("As of", "File") else minus_sentence(value))
            for name, value in report.facts()
        ],
    }


def _touchpoint(line: TouchpointLine) -> dict[str, Any]:
    score = line.score
    beside = [each for each in (line.channel, line.owner and f"owner {line.owner}") if each]
    beside += [f"weight {weight_text(score.weight)}", f"next step: {score.next_step}"]
    return {
        "name": line.name,
        "says": line.says,
        "beside": " · ".join(beside),
        "notes": line.notes,
        "score": minus(signed(score.score)),
        "band": line.band,
        "rows": [_row(each) for each in line.rows],
    }


def _row(row: RowLine) -> dict[str, Any]:
    under = [each for each in (row.score.expectation.lever, row.tolerance and f"T {row.tolerance}") if each]
    unverified = "" if row.unverified is None else f"{minus(signed(row.unverified))} unverified"
    return {
        "name": row.name,
        "under": ", ".join(under),
        "expected": row.expected,
        "expected_by": row.expected_by,
        "delivered": row.delivered,
        "delivered_by": row.delivered_by,
        "gap": minus(row.gap),
        "score": minus(signed(row.score.counted)),
        "band": row.band,
        "unverified": unverified,
    }


def _promise(line: PromiseLine) -> dict[str, str]:
    people = [line.to and f"to {line.to}", line.made_by and f"made by {line.made_by}", line.touchpoint]
    return {
        "what": line.what,
        "people": ", ".join(each for each in people if each),
        "due": day_text(line.due),
        "done": day_text(line.done) or "not yet",
        "words": line.words,
        "reason": line.reason,
    }
