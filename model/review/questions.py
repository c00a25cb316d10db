"""What to ask the room at a touchpoint."""

from __future__ import annotations

from collections.abc import Iterator

from model.scoring.touchpoints import TouchpointScore


def questions(score: TouchpointScore, open_actions: int) -> tuple[str, ...]:
    """Questions that the touchpoint's numbers raise, the most pressing first; the last one always comes.

    `open_actions` is how many actions at the touchpoint are not done yet.
    """
    return (*_about_numbers(score), *_about_people(score, open_actions))


def _about_numbers(score: TouchpointScore) -> Iterator[str]:
    rows = [each for each in score.rows if not each.expectation.bonus]
    if not score.rows:
        yield "What does the customer expect here?"
    if any(each.expected is None for each in rows):
        yield "Who can ask customers what they expect, and by when?"
    elif any(each.expected_by == "assumed" for each in rows):
        yield "We assume what they expect: whom could we ask?"
    if any(each.delivered is None for each in rows):
        yield "Who can measure what they get?"
    elif any(each.expectation.delivered_basis == "assumed" for each in rows):
        yield "Nobody measured what they get: who could?"
    if any((gap := each.gaps.communication) is not None and gap < 0 for each in rows):
        yield "What did we promise here, and who said it?"
    if any(each.next_step == "renegotiate" for each in rows):
        yield "They expect more than we could ever do: what could we agree on?"
    if any(each.failed for each in rows):
        yield "What would it take to come within their limit?"


def _about_people(score: TouchpointScore, open_actions: int) -> Iterator[str]:
    touchpoint = score.touchpoint
    if not touchpoint.owner:
        yield "Who looks after this?"
    if score.failed and not touchpoint.feedback:
        yield "How does an unhappy customer reach us first?"
    if score.failed and touchpoint.authority is None:
        yield "Who may put it right on the spot, and up to what?"
    if open_actions:
        yield "What became of the open actions?"
    yield "One thing we can do this week?"
