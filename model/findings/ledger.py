"""Rules about promises of the ledger, and about actions."""

from __future__ import annotations

from collections.abc import Iterator

from model.findings.finding import Finding
from model.findings.seen import Pledge, Seen, brief_mend
from model.promises.ledger import buffer_days, overdue_needs, reasons, state_of, told_of
from model.promises.slip import effects
from model.promises.steps import planned

MOST_NAMED = 3
"""Promises that one sentence names; of more it says how many."""


def _waiting(pledge: Pledge) -> bool:
    """Whether the customer is still waiting for it."""
    return pledge.promise.done is None and pledge.promise.outcome != "withdrawn"


def check_promise_buffer(pledge: Pledge, seen: Seen) -> Iterator[Finding]:
    """GAP106: an open promise without an earlier internal day."""
    promise = pledge.promise
    if state_of(promise, seen.as_of) != "open":
        return
    buffer = buffer_days(promise, seen.calendar)
    if buffer is None:
        yield pledge.finding(
            "GAP106", "due", f"promised for {promise.due}, and there is no earlier internal day"
        )
    elif buffer <= 0:
        yield pledge.finding(
            "GAP106", "target", f"promised for {promise.due} and planned for {promise.target}: no buffer"
        )


def check_exists(pledge: Pledge, _seen: Seen) -> Iterator[Finding]:
    """GAP110: a promise of what does not exist."""
    if not pledge.promise.exists and _waiting(pledge):
        yield pledge.finding(
            "GAP110", "exists", f"promised for {planned(pledge.promise)}, and it does not exist"
        )


def check_agreed(pledge: Pledge, seen: Seen) -> Iterator[Finding]:
    """GAP111: a promise nobody has agreed to deliver."""
    if not pledge.promise.agreed_by and state_of(pledge.promise, seen.as_of) in ("open", "broken"):
        by = f"{pledge.promise.made_by} promised it, and " if pledge.promise.made_by else ""
        yield pledge.finding("GAP111", "agreed_by", f"{by}nobody who has to deliver it has agreed")


def check_told(pledge: Pledge, seen: Seen) -> Iterator[Finding]:
    """GAP112: a slip that was told late or never."""
    promise, state = pledge.promise, state_of(pledge.promise, seen.as_of)
    told = told_of(promise, seen.as_of)
    if told == "never":
        word = {"late": "it was late", "broken": "it is broken"}.get(state, f"it was {state}")
        yield pledge.finding("GAP112", "told", f"{word}, and the customer was never told")
    elif told == "late":
        yield pledge.finding(
            "GAP112", "told", f"due on {promise.due}, and the customer was only told on {promise.told}"
        )


def check_needs(pledge: Pledge, seen: Seen) -> Iterator[Finding]:
    """GAP113: the customer's part is overdue."""
    if not _waiting(pledge):
        return
    overdue = set(map(id, overdue_needs(pledge.promise, seen.as_of)))
    for at, need in enumerate(pledge.promise.needs):
        if id(need) in overdue:
            whom = f" by {need.from_}" if need.from_ else ""
            said = f"{need.what} is not supplied{whom}, asked for on {need.asked}"
            yield pledge.finding("GAP113", ("needs", at), said)


def check_broken(pledge: Pledge, seen: Seen) -> Iterator[Finding]:
    """GAP125: a promise is broken, whether on its first day or on the one it was moved to."""
    promise = pledge.promise
    if _waiting(pledge) and seen.as_of > planned(promise):
        key = "moved_to" if promise.outcome == "moved" else "due"
        word = "moved to" if promise.outcome == "moved" else "due on"
        yield pledge.finding("GAP125", key, f"{word} {planned(promise)}, and it is not done")


def check_past_target(pledge: Pledge, seen: Seen) -> Iterator[Finding]:
    """GAP126: an open promise is past its own target."""
    promise = pledge.promise
    if state_of(promise, seen.as_of) == "open" and promise.target is not None and seen.as_of > promise.target:
        left = seen.calendar.days(seen.calendar.between(seen.as_of, promise.due))
        yield pledge.finding("GAP126", "target", f"past its own target of {promise.target}, {left} left")


def check_room(pledge: Pledge, seen: Seen) -> Iterator[Finding]:
    """GAP127: a promise that its own plan cannot keep."""
    promise = pledge.promise
    if promise.days is None or state_of(promise, seen.as_of) != "open" or not promise.after:
        return
    named = [seen.promises[each] for each in promise.after if each in seen.promises]
    before = [each for each in named if each.outcome != "withdrawn"]
    if not before:
        return
    last = max(before, key=lambda each: each.due)
    room = seen.calendar.between(last.due, promise.due)
    if room < promise.days:
        yield pledge.finding(
            "GAP127",
            "days",
            f"it takes {seen.calendar.days(float(promise.days))}, and {last.what} is due only"
            f" {seen.calendar.days(room)} before it",
        )


def check_domino(seen: Seen) -> Iterator[Finding]:
    """GAP114: a slip that breaks later promises."""
    index = {each.id: at for at, each in enumerate(seen.project.promises)}
    for effect in effects(seen.project, seen.as_of):
        named = [f"{each.what} can be ready on {day} at the earliest" for each, day in effect.breaks]
        more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
        pledge = Pledge(effect.cause, ("promises", index[effect.cause.id]))
        over = seen.calendar.days(effect.over)
        said = f"{over} over, it breaks what waits for it: {'; '.join(named[:MOST_NAMED])}{more}"
        yield pledge.finding("GAP114", "due", said)


def check_reasons(seen: Seen) -> Iterator[Finding]:
    """GAP122: the same reason three times."""
    index = {each.id: at for at, each in enumerate(seen.project.promises)}
    for reason in reasons(seen.project):
        if reason.repeated:
            last = reason.promises[-1]
            yield Finding(
                "GAP122",
                ("promises", index[last.id], "reason"),
                f"{reason.sentence[0].upper()}{reason.sentence[1:]}.",
                brief_mend("GAP122"),
                touchpoint=last.touchpoint,
                promise=last.id,
            )


def check_overdue_action(seen: Seen) -> Iterator[Finding]:
    """GAP120: an action is overdue."""
    for at, action in enumerate(seen.project.actions):
        if action.done is None and action.due is not None and seen.as_of > action.due:
            yield Finding(
                "GAP120",
                ("actions", at, "due"),
                f"{action.what}: due on {action.due}, and it is not done.",
                brief_mend("GAP120"),
                touchpoint=action.touchpoint,
                action=action.id,
            )


def check_action_owner(seen: Seen) -> Iterator[Finding]:
    """GAP121: an action without an owner."""
    for at, action in enumerate(seen.project.actions):
        if action.done is None and not action.owner:
            yield Finding(
                "GAP121",
                ("actions", at, "owner"),
                f"{action.what}: nobody owns it.",
                brief_mend("GAP121"),
                touchpoint=action.touchpoint,
                action=action.id,
            )
