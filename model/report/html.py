"""A report as one web page that needs nothing else: no script, no network, no file beside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

from model.report.chart import chart_svg
from model.report.document import BANDS, SCALE_SENTENCE, Report
from model.report.htmltables import (
    actions,
    expectations,
    findings,
    next_steps,
    promises,
    scenarios,
    stages,
)
from model.report.points import rating_scale
from model.report.shown import minus, minus_sentence, signed
from model.report.svgpen import coordinate, xml
from model.report.trendchart import trend

STYLE = Path(__file__).with_name("page.css")


def html_page(report: Report) -> str:
    """The page. Everything that was text in the file is text on it, escaped."""
    style = STYLE.read_text(encoding="utf-8")
    title = xml(report.title)
    return "\n".join(
        (
            *page_head(f"{title}: customer journey, {report.day}", style),
            "<body>",
            '<a class="skip" href="#content">Skip to the content</a>',
            *_header(report, title),
            '<main id="content">',
            *_summary(report),
            *_journey(report),
            *trend(report),
            *next_steps(report),
            *expectations(report),
            *promises(report),
            *actions(report),
            *scenarios(report),
            *findings(report),
            *_reading(report),
            "</main>",
            f"<footer><p>Made with Gapline from {xml(report.file)}, as of {report.day}. "
            "It shows the file as it was on that day and loads nothing from elsewhere.</p></footer>",
            "</body>",
            "</html>",
            "",
        )
    )


def page_head(title: str, style: str) -> Iterator[str]:
    """The lines above the body of a page with this title, escaped already, and this one style sheet."""
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{title}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"


def _policy(style: str) -> str:
    """Nothing may be loaded or run, whatever slipped in; only this very style sheet is obeyed."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _header(report: Report, title: str) -> Iterator[str]:
    places = [("journey", "The journey"), ("next", "What to do next"), ("touchpoints", "Every expectation")]
    if report.project.promises:
        places.append(("promises", "Promises"))
    if report.project.actions:
        places.append(("actions", "Actions"))
    if report.findings:
        places.append(("findings", "Findings"))
    places.append(("reading", "How to read it"))
    yield f'<header>\n<p class="eyebrow">Customer journey, as of {report.day}</p>\n<h1>{title}</h1>'
    links = "".join(f'<li><a href="#{id}">{words}</a></li>' for id, words in places)
    yield f'<nav aria-label="Contents"><ul>{links}</ul></nav>\n</header>'


def _summary(report: Report) -> Iterator[str]:
    journey = report.scores.journey
    yield '<section aria-labelledby="summary">\n<div class="hero">\n<div>'
    yield '<h2 id="summary">Journey score</h2>'
    yield f'<p class="big">{minus(signed(journey.score))}{report.points_unit}</p>'
    ends = journey.interval
    if ends is not None and ends[0] != ends[1]:
        yield (
            f'<p class="note">95 % interval {minus(signed(ends[0]))} to {minus(signed(ends[1]))}, '
            "assuming independent rows</p>"
        )
    if not report.scores.rules.in_points and journey.score is not None:
        yield from _gauge(journey.score, ends)
    yield '</div>\n<div><dl class="tiles">'
    for name, value in report.headline():
        yield f"<div><dt>{xml(name)}</dt><dd>{xml(value)}</dd></div>"
    levers = report.levers()
    if levers:
        yield '</dl>\n<dl class="tiles">'
    for lever, score in levers:
        yield f"<div><dt>Lever {lever}</dt><dd>{minus(score)}</dd></div>"
    yield "</dl></div>\n</div>"
    story = report.story()
    if story:
        yield '<ul class="story">'
        for lead, name, rest in story:
            yield f"<li><span>{lead}</span><strong>{xml(name)}</strong>{xml(minus(rest))}</li>"
        yield "</ul>"
    yield "</section>"


def _gauge(score: float, ends: tuple[float, float] | None) -> Iterator[str]:
    def x(value: float) -> str:
        return coordinate((value + 100.0) * 4.0)

    yield (
        '<svg class="gauge" viewBox="0 0 600 26" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="f-worse" x="0" y="9" width="200" height="8"/>'
        '<rect class="f-rule" x="200" y="9" width="200" height="8"/>'
        '<rect class="f-better" x="400" y="9" width="200" height="8"/>'
    )
    if ends is not None:
        width = coordinate((ends[1] - ends[0]) * 4.0)
        yield f'<rect class="f-dim" x="{x(ends[0])}" y="11" width="{width}" height="4"/>'
    mark = x(min(score, 50.0) - 0.5)
    yield f'<rect class="f-ink" x="{mark}" y="2" width="5" height="22"/>'
    yield (
        '</svg>\n<p class="scale"><span>−100</span><span>−50, the limit</span>'
        '<span class="right"><span>0, as expected</span><span>+50</span></span></p>'
    )


def _journey(report: Report) -> Iterator[str]:
    yield '<section aria-labelledby="journey">\n<h2 id="journey">The journey</h2>\n<figure>'
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Chart of the journey">'
    yield chart_svg(report)
    yield "</div>"
    numbers = (
        "The numbers are points of the rating scale, delivered minus expected. "
        if rating_scale(report.points())
        else "The numbers are scores; what is expected is the line at 0, whatever its unit. "
    )
    yield (
        f"<figcaption>Each touchpoint in the order a customer meets it. {numbers}"
        'They stand in the tables of <a href="#touchpoints">every expectation</a>.</figcaption>'
        "\n</figure>"
    )
    yield from stages(report)
    yield "</section>"


def _reading(report: Report) -> Iterator[str]:
    yield '<section aria-labelledby="reading">\n<h2 id="reading">How to read it</h2>'
    yield f"<p>{xml(minus_sentence(SCALE_SENTENCE))}</p>"
    yield '<dl class="facts">'
    for band, words in BANDS:
        yield f'<dt class="{band}">{band}</dt><dd>{xml(words)}</dd>'
    yield '</dl>\n<h3>What the numbers rest on</h3>\n<dl class="facts">'
    for name, value in report.facts():
        words = value if name in ("As of", "File") else minus_sentence(value)
        yield f"<dt>{xml(name)}</dt><dd>{xml(words)}</dd>"
    yield "</dl>\n</section>"
