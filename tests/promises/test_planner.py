"""The promise planner, against published tables, against its own dual, and against counting one by one."""

from __future__ import annotations

import json
import math
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.promises.planner import Cases, plan
from model.promises.times import numbers_read
from model.scoring.uncertainty import at_least, clopper_pearson, wilson
from tests.conftest import REPO_ROOT

VECTORS: dict[str, dict[str, Any]] = {
    each["id"]: each
    for each in json.loads((REPO_ROOT / "tests/vectors/published.json").read_text(encoding="utf-8"))[
        "vectors"
    ]
}
RANKS = VECTORS["promise_order_stat_meeker_j11"]
RATES = VECTORS["keep_rate_r_binom"]
SHARES = list(zip(RANKS["inputs"]["p"], RANKS["inputs"]["confidence"], strict=True))
BUILDS = (10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 13, 13, 14, 14, 14, 14, 14, 14, 16, 17, 19, 21, 24, 27)


@pytest.mark.parametrize(
    "row", range(len(RANKS["inputs"]["n"])), ids=lambda row: str(RANKS["inputs"]["n"][row])
)
def test_every_cell_of_the_order_statistic_table(row: int) -> None:
    """Meeker, Hahn and Escobar count from the longest time, the planner from the shortest."""
    n = RANKS["inputs"]["n"][row]
    times = [float(each) for each in range(1, n + 1)]
    random.Random(n).shuffle(times)
    cases = Cases.finished(times)
    for (keep, confidence), from_top in zip(SHARES, RANKS["expected"]["rank_from_top"][row], strict=True):
        found = plan(cases, keep=keep, confidence=confidence)
        rank = None if from_top is None else n - from_top + 1
        assert (found.rank, found.carries) == (rank, rank)
        assert (found.min_n <= n) == (rank is not None)


@pytest.mark.parametrize("method", ["wilson", "clopper_pearson"])
@pytest.mark.parametrize("case", range(len(RATES["inputs"]["cases"])), ids=str)
def test_every_published_interval_of_a_keep_rate(method: str, case: int) -> None:
    kept, n = RATES["inputs"]["cases"][case]
    times = Cases.finished([1.0] * kept + [3.0] * (n - kept))
    found = plan(times, 2.0, exact=method == "clopper_pearson")
    assert (found.kept, found.n, found.keep_rate) == (kept, n, kept / n)
    assert found.interval == pytest.approx(RATES["expected"][method][case], abs=RATES["tolerance"]["abs"])
    assert found.interval is not None
    assert (found.interval[0] == 0.0) == (kept == 0)
    assert (found.interval[1] == 1.0) == (kept == n)


@pytest.mark.parametrize("n", range(2, 121))
def test_the_rank_is_the_dual_of_the_one_sided_bound(n: int) -> None:
    """A promise is carried exactly where the lower bound of its keep-rate reaches the share asked for."""
    times = Cases.finished([float(each) for each in range(1, n + 1)])
    for keep in (0.5, 0.9, 0.95):
        rank = plan(times, keep=keep).rank
        if rank is None:
            assert at_least(n, n, 0.9) < keep
        else:
            assert at_least(rank - 1, n, 0.9) < keep <= at_least(rank, n, 0.9) + 1e-9


@pytest.mark.parametrize(("keep", "fewest"), [(0.9, 22), (0.95, 59)])
def test_the_fewest_cases(keep: float, fewest: int) -> None:
    found = plan(Cases.finished([1.0] * (fewest - 1)), keep=keep, confidence=keep)
    assert (found.min_n, found.rank, found.carries) == (fewest, None, None)
    assert plan(Cases.finished([1.0] * fewest), keep=keep, confidence=keep).rank == fewest


def test_too_few_cases_say_what_they_do_support() -> None:
    """The longest of n times is kept by at least (1 - c)^(1/n) of all cases."""
    found = plan(Cases.finished([3, 4, 4, 4, 5, 5, 5, 6, 6, 8]), 5.0)
    assert (found.n, found.kept, found.rank, found.carries, found.min_n) == (10, 7, None, None, 22)
    assert found.longest == 8
    assert found.longest_keeps == pytest.approx(0.1 ** (1 / 10))
    assert (found.target, found.buffer) == (5, 0)


def test_the_sample_bikes() -> None:
    found = plan(Cases.finished(BUILDS), 14.0)
    assert (found.kept, found.n, found.keep_rate) == (19, 25, 0.76)
    assert (found.rank, found.carries, found.target, found.buffer) == (25, 27, 13, 1)
    assert plan(Cases.finished(BUILDS)).buffer == 14


def test_nothing_is_interpolated() -> None:
    times = [float(each**2) for each in range(1, 41)]
    assert plan(Cases.finished(times)).carries in times


def test_no_cases_at_all() -> None:
    found = plan(Cases.finished([]), 5.0)
    assert (found.n, found.kept, found.keep_rate, found.interval) == (0, 0, None, None)
    assert (found.rank, found.carries, found.target, found.longest, found.buffer) == (None,) * 5


@pytest.mark.parametrize(("keep", "confidence"), [(0, 0.9), (1, 0.9), (0.9, 0), (0.9, 1), (math.nan, 0.9)])
def test_shares_lie_between_0_and_1(keep: float, confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        plan(Cases.finished([1.0]), keep=keep, confidence=confidence)


# -- open cases, and cases too young to say ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "kept", "n"),
    [
        # The case is open: it is broken once it is older than the promise of 5, and does not enter before.
        (4.0, 1, 1),
        (5.0, 1, 1),
        (5.1, 1, 2),
    ],
)
def test_an_open_case_counts_as_broken_once_it_is_older(age: float, kept: int, n: int) -> None:
    found = plan(Cases.started([(2.0, 9.0)], [age]), 5.0)
    assert (found.kept, found.n) == (kept, n)


@pytest.mark.parametrize(("age", "n"), [(4.9, 0), (5.0, 1), (9.0, 1)])
def test_only_cases_started_at_least_that_long_ago_enter(age: float, n: int) -> None:
    found = plan(Cases.started([(2.0, age)], []), 5.0)
    assert (found.kept, found.n) == (n, n)


def test_a_case_that_finishes_in_the_future_is_open() -> None:
    assert Cases.started([(7.0, 3.0)], []) == Cases((), (), (3.0,))


def _entering(pairs: list[tuple[float | None, float]], promise: float) -> tuple[int, int]:
    """Kept and entering, counted case by case as the rule says it; the time is None for an open case."""
    kept = n = 0
    for time, age in pairs:
        if time is None or time > age:
            n += age > promise
        elif age >= promise:
            n += 1
            kept += time <= promise
    return kept, n


_numbers = st.integers(0, 12).map(float)


@given(
    st.lists(st.tuples(st.none() | _numbers, _numbers), max_size=60),
    st.sampled_from([0.5, 0.75, 0.9]),
    _numbers,
)
def test_the_shortest_promise_that_the_entering_cases_carry(
    pairs: list[tuple[float | None, float]], keep: float, promise: float
) -> None:
    cases = Cases.started(
        [(time, age) for time, age in pairs if time is not None], [age for time, age in pairs if time is None]
    )
    assert cases.kept(promise) == _entering(pairs, promise)
    found = plan(cases, promise, keep=keep)
    carried = [
        (time, *_entering(pairs, time))
        for time in sorted(set(cases.times))
        if _entering(pairs, time)[1] and at_least(*_entering(pairs, time), 0.9) >= keep - 1e-9
    ]
    assert (found.carries, found.rank) == (carried[0][:2] if carried else (None, None))


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=200), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_old_cases_with_starts_say_the_same_as_times_alone(
    times: list[float], keep: float, confidence: float
) -> None:
    alone = plan(Cases.finished(times), times[0], keep=keep, confidence=confidence)
    dated = plan(
        Cases.started([(time, 1e6) for time in times], []), times[0], keep=keep, confidence=confidence
    )
    assert (alone.rank, alone.carries, alone.target, alone.kept, alone.n, alone.interval) == (
        dated.rank,
        dated.carries,
        dated.target,
        dated.kept,
        dated.n,
        dated.interval,
    )


@given(st.integers(1, 300), st.data())
def test_the_intervals_are_those_of_the_scores(n: int, data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, n))
    cases = Cases.finished([1.0] * kept + [2.0] * (n - kept))
    assert plan(cases, 1.0).interval == wilson(kept / n, n)
    assert plan(cases, 1.0, exact=True).interval == clopper_pearson(kept, n)


def test_a_hundred_thousand_times_are_planned() -> None:
    """How fast is a matter of the bench."""
    rng = random.Random(7)
    text = "minutes\n" + "".join(f"{rng.lognormvariate(3, 0.5):.2f}\n" for _ in range(100_000))
    found = plan(numbers_read(text, "times.csv").cases, 30.0)
    assert (found.n, found.rank) == (100_000, 90122)


def test_a_hundred_thousand_dated_cases_are_planned() -> None:
    rng = random.Random(7)
    pairs = [(rng.lognormvariate(3, 0.5), rng.uniform(0, 365)) for _ in range(100_000)]
    cases = Cases.started(
        [each for each in pairs if each[0] <= each[1]], [age for time, age in pairs if time > age]
    )
    assert plan(cases).carries is not None
