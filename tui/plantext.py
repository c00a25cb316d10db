"""What the promise planner found, in words: the same on the screen and on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from model.journey.quantity import number_text

if TYPE_CHECKING:
    from model.promises.planner import Plan


def plan_facts(found: Plan, unit: str) -> Iterator[tuple[str, str]]:
    """Label and sentence: the cases, today's promise, the one the data carry, the internal target."""
    cases = found.cases
    still = f", {len(cases.waiting)} still open" if cases.waiting else ""
    span = f", {time_text(cases.times[0], unit)} to {time_text(cases.times[-1], unit)}" if cases.times else ""
    yield "cases", f"{len(cases.times)} finished{span}{still}"
    if found.promise is not None:
        yield "promise", f"{time_text(found.promise, unit)}: {_kept(found)}"
    sure = percent_text(found.confidence)
    wish = f"kept in at least {percent_text(found.keep)} of cases, with {sure} confidence"
    if found.carries is not None:
        which = f"time {found.rank} of {found.n}, the shortest first"
        yield "carries", f"{time_text(found.carries, unit)}: {wish} ({which})"
    else:
        yield "carries", f"no promise that is {wish}: {why_none(found)}"
        if found.longest is not None and found.longest_keeps is not None:
            yield (
                "",
                (
                    f"what they do support: {time_text(found.longest, unit)}, the longest so far, is kept in"
                    f" at least {percent_text(found.longest_keeps)} of cases, with the same confidence"
                ),
            )
    if found.target is not None:
        yield "target", f"{time_text(found.target, unit)}, the median: {_buffer(found, unit)}"


def _kept(found: Plan) -> str:
    if found.kept is None or found.interval is None or found.keep_rate is None:
        return "no case is old enough to say"
    low, high = found.interval
    return (
        f"kept in {found.kept} of {found.n} cases, {percent_text(found.keep_rate)}"
        f" (95 % interval {percent_text(low)} to {percent_text(high)})"
    )


def why_none(found: Plan) -> str:
    """Why no promise can be carried."""
    if found.cases.count < found.min_n:
        return f"that takes {found.min_n} cases, and there are {found.cases.count}"
    return "too many cases are open, or too young to count"


def _buffer(found: Plan, unit: str) -> str:
    if found.buffer is None:
        return "half of the cases are done by then"
    promise = "the promise" if found.promise is not None else "what the data carry"
    if found.buffer > 0.0:
        return f"leaves a buffer of {time_text(found.buffer, unit)} before {promise}"
    return f"leaves no buffer before {promise}"


def time_text(value: float, unit: str) -> str:
    """`14 d`; the number alone without a unit."""
    return f"{number_text(value)} {unit}".rstrip()


def percent_text(share: float) -> str:
    """`56.6 %` for 0.566."""
    return f"{number_text(share * 100, 1)} %"
