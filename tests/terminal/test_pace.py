"""How much is under way to a terminal: as much as its line carries, and no screen nobody wants to see."""

from __future__ import annotations

import heapq

import pytest

from tui.terminal.pace import LONG_PATIENCE, PATIENCE, Pace

REPEAT = 1 / 30
"""Seconds between two repeats of a held key."""


def held(round_trip: float, rate: float, size: int, seconds: float = 3.0) -> tuple[float, float]:
    """Hold a key on a line of so many bytes a second, each screen of one size, after a first one of 3 KB.

    Returns the round trips from the last key to the last byte of its screen, and the most seconds that a
    screen ever waited behind others on the line.
    """
    pace = Pace()
    pace.left(0.0, 3000)
    free = 3000 / rate
    pace.answered(free + round_trip)
    begin = free + round_trip
    keys = [begin + number * REPEAT + round_trip / 2 for number in range(round(seconds / REPEAT))]
    events = [(at, "key") for at in keys]
    drawn, longest, last = False, 0.0, 0.0
    while events:
        now, what = heapq.heappop(events)
        if what == "key":
            drawn = True
        else:
            pace.answered(now)
        if drawn and not pace.wait(now):
            drawn = False
            pace.left(now, size)
            longest = max(longest, free - now)
            free = max(free, now) + size / rate
            heapq.heappush(events, (free + round_trip, "answer"))
            last = free + round_trip / 2
    return (last - (keys[-1] - round_trip / 2)) / round_trip, longest


@pytest.mark.parametrize("size", [200, 500, 700, 1000, 1400])
@pytest.mark.parametrize(("round_trip", "rate"), [(0.1, 64_000), (0.25, 16_000), (0.25, 64_000)])
def test_a_long_line_carries_the_next_screen_before_the_last_is_answered(
    round_trip: float, rate: float, size: int
) -> None:
    behind, waited = held(round_trip, rate, size)
    assert behind < 2
    assert waited < round_trip


@pytest.mark.parametrize("size", [500, 1000, 3000])
@pytest.mark.parametrize("rate", [1000, 4000])
def test_a_line_that_is_slow_and_short_never_carries_three_screens(rate: float, size: int) -> None:
    _, waited = held(0.02, rate, size, seconds=20)
    assert waited <= 1.01 * size / rate


def test_a_terminal_that_answers_nothing_is_not_asked_for_long() -> None:
    pace = Pace()
    now, asked = 0.0, 0
    for _ in range(5):
        now += pace.wait(now)
        asked += pace.asks
        pace.left(now, 500)
    assert asked < 5
    assert now <= 2 * PATIENCE
    assert pace.wait(now) == 0


def test_after_a_lost_answer_the_screen_goes_on() -> None:
    pace = Pace()
    pace.left(0.0, 500)
    pace.answered(0.1)
    pace.left(1.0, 500)
    assert 0 < pace.wait(1.0) <= LONG_PATIENCE
    now = 1.0 + LONG_PATIENCE
    assert pace.wait(now) == 0
    pace.left(now, 500)
    pace.answered(now + 0.1)
    assert pace.wait(now + 0.1) == 0
    assert pace.awaits_answer
