"""A review in lines: one touchpoint at a time, confirmed or skipped by a word, with minutes at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

from model.journey.problem import UserError
from model.report.minuteslines import minutes_sections, minutes_summary
from model.review.log import Log
from model.review.minutes import Minutes
from model.review.order import Order
from model.review.questions import questions
from model.review.review import Review
from model.review.spoken import spoken
from tui.acts.reviewing import begun, people_of, resumed, reviewed
from tui.plain.speech import aloud, journey_line, said_score
from tui.workspace import Workspace

Lines = Iterable[str]

HELP = {
    "review": "review worst, or review journey: walk through the touchpoints; review alone goes on",
    "people": "people NAMES: who is in the room, with commas between",
    "confirm": "confirm: these numbers stand; stamps the touchpoint as reviewed and goes on",
    "skip": "skip: go on without a stamp",
    "back": "back: to the touchpoint before",
    "decide": "decide TEXT: write down what the room decided here",
    "question": "question TEXT: write down what the room cannot answer now",
    "minutes": "minutes: what the review came to",
}
"""The commands of a review with their lines of help."""


class NoReview(UserError):
    """Something was asked of a review, and none is under way."""


def carried_out(workspace: Workspace, command: str, rest: str) -> tuple[Workspace, Lines] | None:
    """Carry out a command of the review; None where it is none of them. Raises UserError."""
    if command == "review":
        return _began(workspace, rest)
    if command not in HELP:
        return None
    review = workspace.review
    if review is None:
        raise NoReview("no review is under way; review begins one.")
    if command == "minutes":
        return workspace, list(_minutes(review, workspace))
    if command == "people":
        return _with(workspace, replace(review.log, people=people_of(rest))), [f"people: {rest or 'nobody'}"]
    if workspace.view != "review":
        raise NoReview("the walk is done; minutes says what it came to, review begins another.")
    if command in ("decide", "question"):
        if not rest:
            raise NoReview(f"{command} needs more words. {HELP[command]}.")
        log = review.log.deciding if command == "decide" else review.log.asking
        said = "decided" if command == "decide" else "open question"
        return _with(workspace, log(rest, workspace.user)), [f"{said}: {rest}"]
    changed = reviewed(workspace, f"review.{command}", 0) or workspace
    told = [aloud(changed.message.whole)] if changed.message and command == "confirm" else []
    if changed.view == "minutes" and changed.review is not None:
        return changed, ["the walk is done", *_minutes(changed.review, changed)]
    return changed, [*told, *here(changed)]


def _with(workspace: Workspace, log: Log) -> Workspace:
    review = workspace.review
    return replace(workspace, review=review.with_log(log)) if review else workspace


def _began(workspace: Workspace, rest: str) -> tuple[Workspace, Lines]:
    if rest not in ("", "worst", "journey"):
        raise NoReview(f"{rest[:80]} is no order; say review worst or review journey.")
    if workspace.locked:
        raise NoReview(f"a review stamps what is confirmed, and nothing can be changed: {workspace.locked}")
    if not workspace.project.touchpoints:
        raise NoReview("there is no touchpoint to review yet; add touchpoint makes one.")
    review = workspace.review
    if review is not None and review.end is None and not rest:
        changed = resumed(workspace, review)
    else:
        people = (workspace.user,) if workspace.user else ()
        changed = begun(workspace, cast(Order, rest or "worst"), people, 0)
    return changed, list(here(changed))


def here(workspace: Workspace) -> Iterator[str]:
    """The touchpoint in front, with a sentence a row and what to ask the room."""
    review = workspace.review
    score = workspace.scores.touchpoint(review.log.at) if review else None
    if review is None or score is None:
        return
    order = review.walked(workspace.scores)
    touchpoint = score.touchpoint
    yield f"touchpoint {order.index(review.log.at) + 1} of {len(order)}: {touchpoint.id}, {touchpoint.name}"
    yield f"score: {said_score(score.score)}"
    for row in score.rows:
        yield f"{touchpoint.id}/{row.id}: {spoken(row, workspace.project.about.currency)}"
    if touchpoint.reviewed is not None:
        last = touchpoint.reviewed
        names = " and ".join(last.by) or "nobody named"
        was = "" if last.score is None else f", score {said_score(last.score)}"
        yield f"last review: {last.on} by {names}{was}"
    still = [
        each for each in workspace.project.actions if each.touchpoint == touchpoint.id and each.done is None
    ]
    for action in still:
        yield f"open action: {action.what}, {action.owner or 'no owner'}"
    for question in questions(score, len(still)):
        yield f"ask the room: {question}"


def _minutes(review: Review, workspace: Workspace) -> Iterator[str]:
    minutes = Minutes.of(review, workspace.scores, workspace.file)
    yield from minutes_summary(minutes)
    for section in minutes_sections(minutes):
        if not section.rows:
            yield f"{section.title}: {section.empty}"
        for row in section.rows:
            cells = [f"{title} {cell}" for title, cell in zip(section.titles, row, strict=True) if cell]
            yield f"{section.title}: {', '.join(cells)}"
    yield journey_line(workspace.scores)
