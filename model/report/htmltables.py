"""The tables of the web page."""

from __future__ import annotations

from collections.abc import Iterator

from model.report.document import Report
from model.report.lines import PromiseLine, RowLine, TouchpointLine, day_text, weight_text
from model.report.scores import share_text
from model.report.shown import minus, signed
from model.report.svgpen import coordinate, xml

MOST_URGENT = 12
"""How many touchpoints the list of what to do next holds."""
_LEVEL_BANDS = {"error": "failed", "warning": "short", "info": "met"}
_PROMISE_BANDS = {"kept": "exceeded", "late": "short", "broken": "failed"}


def stages(report: Report) -> Iterator[str]:
    """The stages with their scores."""
    yield "<table>\n<caption>Stages</caption>\n<thead><tr>"
    yield '<th scope="col">Stage</th><th scope="col" class="n">Score</th>'
    yield '<th scope="col" class="n wide">Raw</th><th scope="col" class="n">Rows scored</th>'
    yield '<th scope="col" class="n">Known</th><th scope="col" class="n">Failed</th></tr></thead>\n<tbody>'
    for line in report.stages():
        score = line.score
        yield (
            f'<tr><th scope="row">{xml(line.name)}</th>'
            f'<td class="n"><span class="score">{minus(signed(score.score))}</span></td>'
            f'<td class="n wide">{minus(signed(score.raw))}</td>'
            f'<td class="n">{score.scored_count} of {score.row_count}</td>'
            f'<td class="n">{share_text(score.known_share)}</td><td class="n">{score.failed}</td></tr>'
        )
    yield "</tbody>\n</table>"


def next_steps(report: Report) -> Iterator[str]:
    """The most urgent touchpoints and what to do there."""
    yield '<section aria-labelledby="next">\n<h2 id="next">What to do next</h2>'
    places = report.places(MOST_URGENT)
    if not places:
        yield "<p>No touchpoint is short of what is expected.</p>\n</section>"
        return
    yield (
        "<p>The touchpoints with the most to win: their weight times how far they are short. Neighbours may "
        "as well change places, unless one is clearly ahead of the next.</p>"
    )
    yield '<table>\n<thead><tr><th scope="col" class="rank">Rank</th><th scope="col">Touchpoint</th>'
    yield '<th scope="col">Next step</th><th scope="col" class="wide">Owner</th>'
    yield '<th scope="col" class="n">Priority</th></tr></thead>\n<tbody>'
    for number, (place, line) in enumerate(places, 1):
        ahead = "<small>clearly ahead</small>" if place.not_separable is False else ""
        yield (
            f'<tr><td class="rank">{number}</td>'
            f'<th scope="row"><a href="#{xml(_anchor(line))}">{xml(line.name)}</a>'
            f"<small>worst: {xml(line.worst)}</small></th>"
            f'<td class="step">{place.touchpoint.next_step}</td><td class="wide">{xml(line.owner)}</td>'
            f'<td class="n">{place.touchpoint.priority:.0f}{ahead}</td></tr>'
        )
    yield "</tbody>\n</table>\n</section>"


def _anchor(line: TouchpointLine) -> str:
    return f"touchpoint-{line.id}"


def expectations(report: Report) -> Iterator[str]:
    """Every row, a table for each stage, in groups by touchpoint: the twin of the chart in text."""
    yield '<section aria-labelledby="touchpoints">\n<h2 id="touchpoints">Every expectation</h2>'
    for stage in report.stages():
        score = minus(signed(stage.score.score))
        yield f'<h3>{xml(stage.name)} <span class="total">{score}</span></h3>'
        if not stage.touchpoints:
            yield "<p>No touchpoint yet.</p>"
            continue
        yield f'<table class="rows">\n<caption class="hidden">{xml(stage.name)}: expectations</caption>'
        yield '<thead><tr><th scope="col">Expectation</th><th scope="col" class="n">Expected</th>'
        yield '<th scope="col" class="n">Delivered</th><th scope="col" class="n wide">Gap</th>'
        yield '<th scope="col" class="n">Score</th></tr></thead>'
        for line in stage.touchpoints:
            yield f'<tbody id="{xml(_anchor(line))}">'
            yield from _touchpoint(line)
            yield "</tbody>"
        yield "</table>"
    yield "</section>"


def _touchpoint(line: TouchpointLine) -> Iterator[str]:
    score = line.score
    beside = [each for each in (line.channel, line.owner and f"owner {line.owner}") if each]
    beside += [f"weight {weight_text(score.weight)}", f"next step: {score.next_step}"]
    says = f'<p class="says">“{xml(line.says)}”</p>' if line.says else ""
    notes = "".join(f"<small>Note: {xml(each)}</small>" for each in line.notes)
    yield (
        f'<tr class="group"><th scope="rowgroup" colspan="3"><strong>{xml(line.name)}</strong>{says}'
        f"<small>{xml(' · '.join(beside))}</small>{notes}</th>"
        f'<td class="wide"></td><td class="n">{_score(score.score, line.common, line.band)}</td></tr>'
    )
    for row in line.rows:
        yield _row(row)


def _row(row: RowLine) -> str:
    score = row.score
    under = [each for each in (score.expectation.lever, row.tolerance and f"T {row.tolerance}") if each]
    unverified = ""
    if row.unverified is not None:
        unverified = f"<small>{minus(signed(row.unverified))} unverified, not credited</small>"
    value = score.counted
    return (
        f'<tr><th scope="row">{xml(row.name)}<small class="wide">{xml(", ".join(under))}</small></th>'
        f'<td class="n">{xml(row.expected)}<small>{_known(row.expected_by)}</small></td>'
        f'<td class="n">{xml(row.delivered)}<small>{_known(row.delivered_by)}</small></td>'
        f'<td class="n wide">{xml(minus(row.gap))}</td>'
        f'<td class="n">{_score(value, score.credited, row.band)}{unverified}</td></tr>'
    )


def _known(basis: str) -> str:
    """How a number is known, its n kept in one piece."""
    return xml(basis.replace(", n ", ", n\u00a0"))


def _score(value: float | None, common: float | None, band: str) -> str:
    """A score with the word of its band and a bar from 0, which the limit's mark stands beside."""
    text = f'<span class="score {band}">{minus(signed(value))}</span> <span class="band {band}">{band}</span>'
    if common is None:
        return text
    start, end = sorted((0.0, max(-100.0, min(50.0, common))))
    return (
        f'{text}<svg class="meter" viewBox="0 0 150 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="f-alternate" x="0" y="2" width="150" height="6"/>'
        f'<rect class="f-{band}" x="{coordinate(start + 100)}" y="2"'
        f' width="{coordinate(max(end - start, 1.0))}" height="6"/>'
        '<rect class="f-dim" x="49" y="0" width="1" height="10"/>'
        '<rect class="f-ink" x="99.5" y="0" width="1.5" height="10"/></svg>'
    )


def promises(report: Report) -> Iterator[str]:
    """The ledger."""
    if not report.project.promises:
        return
    counts = report.promise_counts()
    yield '<section aria-labelledby="promises">\n<h2 id="promises">Promises</h2>'
    yield (
        f"<p>{counts.kept} kept, {counts.late} late, {counts.broken} broken, {counts.open} open "
        f"({counts.at_risk} at risk). Kept: {share_text(counts.keep_rate)} of those that were due.</p>"
    )
    yield '<table>\n<thead><tr><th scope="col">Promise</th><th scope="col">Due</th>'
    yield '<th scope="col" class="wide">Done</th><th scope="col" class="wide">Told</th>'
    yield '<th scope="col">State</th></tr></thead>\n<tbody>'
    for line in report.promises():
        yield _promise(line)
    yield "</tbody>\n</table>\n</section>"


def _promise(line: PromiseLine) -> str:
    people = [
        each
        for each in (
            line.to and f"to {line.to}",
            line.made_by and f"made by {line.made_by}",
            line.agreed_by and f"agreed by {line.agreed_by}",
            line.touchpoint,
        )
        if each
    ]
    band = _PROMISE_BANDS.get(line.state, "short" if line.at_risk else "met")
    reason = f"<small>{xml(line.reason)}</small>" if line.reason else ""
    return (
        f'<tr><th scope="row">{xml(line.what)}<small>{xml(", ".join(people))}</small></th>'
        f'<td class="step">{day_text(line.due)}</td>'
        f'<td class="wide step">{day_text(line.done) or "not yet"}</td>'
        f'<td class="wide step">{day_text(line.told)}</td>'
        f'<td><span class="{band}">{xml(line.words)}</span>{reason}</td></tr>'
    )


def actions(report: Report) -> Iterator[str]:
    """What the team decided to do."""
    if not report.project.actions:
        return
    yield '<section aria-labelledby="actions">\n<h2 id="actions">Actions</h2>'
    yield '<table>\n<thead><tr><th scope="col">Action</th><th scope="col">Owner</th>'
    yield '<th scope="col">Due</th><th scope="col">State</th></tr></thead>\n<tbody>'
    for line in report.actions():
        effect = f"<small>should bring: {xml(line.effect)}</small>" if line.effect else ""
        band = {"done": "exceeded", "overdue": "failed"}.get(line.state, "met")
        yield (
            f'<tr><th scope="row">{xml(line.what)}<small>{xml(line.touchpoint)}</small>{effect}</th>'
            f'<td>{xml(line.owner)}</td><td class="step">{day_text(line.due)}</td>'
            f'<td class="step"><span class="{band}">{line.state}</span></td></tr>'
        )
    yield "</tbody>\n</table>\n</section>"


def scenarios(report: Report) -> Iterator[str]:
    """What-if: each scenario beside the plan."""
    lines = report.scenarios()
    if not lines:
        return
    yield '<section aria-labelledby="whatif">\n<h2 id="whatif">What if</h2>'
    plan = minus(signed(report.scores.journey.score))
    yield f"<p>None of it is part of the plan, whose journey scores {plan}.</p>"
    titles = ("Journey", "Brings", "Failed", "Cost", "For each")
    heads = "".join(f'<th scope="col" class="n">{title}</th>' for title in titles)
    yield f'<table>\n<thead><tr><th scope="col">Scenario</th>{heads}</tr></thead>\n<tbody>'
    for line in lines:
        numbers = (minus(line.journey), minus(line.brings), line.failed, line.cost, minus(line.for_each))
        cells = "".join(f'<td class="n">{xml(each)}</td>' for each in numbers)
        small = f"<small>{line.values} {'value' if line.values == '1' else 'values'}</small>"
        yield f'<tr><th scope="row">{xml(line.name)}{small}</th>{cells}</tr>'
    yield "</tbody>\n</table>\n</section>"


def findings(report: Report) -> Iterator[str]:
    """What the rules noticed."""
    noticed = report.noticed()
    if not noticed:
        return
    yield '<section aria-labelledby="findings">\n<h2 id="findings">Findings</h2>'
    counts = ", ".join(
        f"{count} {level}"
        for level in _LEVEL_BANDS
        if (count := sum(1 for each in noticed if each.level == level))
    )
    yield f"<p>What deserves attention in the project file: {counts}.</p>"
    yield '<table>\n<thead><tr><th scope="col">What</th><th scope="col">Level</th>'
    yield '<th scope="col" class="wide">Code</th></tr></thead>\n<tbody>'
    for each in noticed:
        yield (
            f'<tr><th scope="row">{xml(each.message)}<small>To do: {xml(each.fix)}</small></th>'
            f'<td class="step"><span class="{_LEVEL_BANDS.get(each.level, "met")}">{each.level}</span></td>'
            f'<td class="wide step">{each.code}</td></tr>'
        )
    yield "</tbody>\n</table>\n</section>"
