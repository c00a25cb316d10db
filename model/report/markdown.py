"""A report in Markdown: tables for a pull request or a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from model.report.document import SCALE_SENTENCE, Report
from model.report.lines import ActionLine, PromiseLine, RowLine, TouchpointLine, day_text, weight_text
from model.report.scores import share_text
from model.report.shown import signed

MOST_URGENT = 10
"""How many touchpoints the list of what to do next holds."""

# What Markdown, its dialects or the HTML around them could act on. A character reference is always text.
# A colon makes a link of an address, `@` and `#` mentions; where they cannot, they stay readable.
_ACTIVE = re.compile(
    r"[\\`*_\[\]<>|~$={}&]|[@#](?=\w)|(?<=\w):(?=\S)|(?<=script):|(?<=data):|(?<=www)\.",
    re.IGNORECASE,
)


def markdown_text(report: Report) -> str:
    """The whole report: facts, journey, what to do next, every expectation, promises and actions."""
    return "\n".join(_lines(report)) + "\n"


def escaped(text: str) -> str:
    """Text already shown, for a place inside a line or a cell; nothing in it is markup."""
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", text)


def table(titles: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> Iterator[str]:
    """The lines of a table of cells that are escaped already; columns in `numbers` stand at the right."""
    yield "| " + " | ".join(titles) + " |"
    yield "|" + "|".join("---:" if at in numbers else "---" for at in range(len(titles))) + "|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _lines(report: Report) -> Iterator[str]:
    journey = report.scores.journey
    yield f"# {escaped(report.title)}"
    yield ""
    yield f"**Journey {signed(journey.score)}{report.points_unit}** as of {report.day}. {SCALE_SENTENCE}"
    yield ""
    for lead, name, rest in report.story():
        yield f"- {lead}{f'**{escaped(name)}**' if name else ''}{rest}"
    yield ""
    yield from table(("fact", "value"), [(name, escaped(value)) for name, value in report.facts()])
    yield from _stages(report)
    yield from _next(report)
    yield from _expectations(report)
    if report.project.promises:
        yield from _promises(report)
    if report.project.actions:
        yield from _actions(report)
    yield from _scenarios(report)
    if report.findings:
        yield from _findings(report)


def _stages(report: Report) -> Iterator[str]:
    yield from ("", "## Stages and levers", "")
    rows = [
        (
            escaped(each.name),
            signed(each.score.score),
            signed(each.score.raw),
            share_text(each.score.coverage),
            share_text(each.score.known_share),
            str(each.score.failed),
        )
        for each in report.stages()
    ]
    yield from table(("stage", "score", "raw", "coverage", "known", "failed"), rows, range(1, 6))
    levers = ", ".join(f"{lever} {score}" for lever, score in report.levers())
    if levers:
        yield from ("", f"Levers: {levers}.")


def _next(report: Report) -> Iterator[str]:
    yield from ("", "## What to do next", "")
    places = report.places(MOST_URGENT)
    if not places:
        yield "No touchpoint is short of what is expected."
        return
    rows = [
        (
            str(number),
            escaped(line.name),
            escaped(line.worst),
            f"{place.touchpoint.priority:.0f}",
            place.touchpoint.next_step,
            escaped(line.owner),
        )
        for number, (place, line) in enumerate(places, 1)
    ]
    yield from table(("", "touchpoint", "worst", "priority", "next step", "owner"), rows, (0, 3))


def _expectations(report: Report) -> Iterator[str]:
    yield from ("", "## Every expectation", "")
    rows = [
        cells
        for stage in report.stages()
        for touchpoint in stage.touchpoints
        for cells in _touchpoint(touchpoint)
    ]
    titles = (
        "touchpoint",
        "expectation",
        "expected",
        "known by",
        "delivered",
        "known by",
        "gap",
        "tolerance",
        "score",
        "band",
    )
    yield from table(titles, rows, (2, 4, 6, 8))


def _touchpoint(line: TouchpointLine) -> Iterator[tuple[str, ...]]:
    name = escaped(line.name)
    score = line.score
    yield (
        f"**{name}**",
        f"*weight {weight_text(score.weight)}, {score.next_step}*",
        "",
        "",
        "",
        "",
        "",
        "",
        f"**{signed(score.score)}**",
        line.band,
    )
    for row in line.rows:
        yield ("", *_row(row))


def _row(row: RowLine) -> tuple[str, ...]:
    score = signed(row.score.score)
    if row.unverified is not None:
        score = f"{signed(row.score.credited)} ({signed(row.unverified)} unverified)"
    return (
        escaped(row.name),
        escaped(row.expected),
        row.expected_by,
        escaped(row.delivered),
        row.delivered_by,
        escaped(row.gap),
        escaped(row.tolerance),
        score,
        row.band,
    )


def _promises(report: Report) -> Iterator[str]:
    counts = report.promise_counts()
    yield from ("", "## Promises", "")
    yield (
        f"{counts.kept} kept, {counts.late} late, {counts.broken} broken, {counts.open} open "
        f"({counts.at_risk} at risk); kept {share_text(counts.keep_rate)} of those that were due."
    )
    yield ""
    titles = ("promise", "to", "touchpoint", "due", "done", "told", "state")
    yield from table(titles, [_promise(each) for each in report.promises()])


def _promise(line: PromiseLine) -> tuple[str, ...]:
    return (
        escaped(line.what),
        escaped(line.to),
        escaped(line.touchpoint),
        day_text(line.due),
        day_text(line.done),
        day_text(line.told),
        line.words,
    )


def _actions(report: Report) -> Iterator[str]:
    yield from ("", "## Actions", "")
    titles = ("action", "touchpoint", "owner", "due", "state", "expected effect")
    yield from table(titles, [_action(each) for each in report.actions()])


def _action(line: ActionLine) -> tuple[str, ...]:
    return (
        escaped(line.what),
        escaped(line.touchpoint),
        escaped(line.owner),
        day_text(line.due),
        line.state,
        escaped(line.effect),
    )


def _scenarios(report: Report) -> Iterator[str]:
    lines = report.scenarios()
    if not lines:
        return
    yield from ("", "## What if", "")
    yield f"None of it is part of the plan, whose journey scores {signed(report.scores.journey.score)}."
    yield ""
    titles = ("scenario", "journey", "brings", "failed", "known", "cost", "for each", "values")
    rows = [
        (
            escaped(each.name),
            escaped(each.journey),
            each.brings,
            each.failed,
            each.known,
            each.cost,
            each.for_each,
            each.values,
        )
        for each in lines
    ]
    yield from table(titles, rows, range(1, 7))


def _findings(report: Report) -> Iterator[str]:
    yield from ("", "## Findings", "")
    rows = [(each.level, each.code, escaped(each.message), escaped(each.fix)) for each in report.noticed()]
    yield from table(("level", "code", "what", "what to do"), rows)
