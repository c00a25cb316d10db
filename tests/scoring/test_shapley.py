"""A change shared out among its causes: the parts add up, whatever order and whatever is missing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.scoring.shapley import shapley

NAMES = ("a", "b", "c")
GAMES = st.lists(st.none() | st.floats(-100, 50), min_size=8, max_size=8)


def _game(values: list[float | None]) -> dict[frozenset[str], float | None]:
    return {
        frozenset(name for at, name in enumerate(NAMES) if number >> at & 1): value
        for number, value in enumerate(values)
    }


@given(GAMES)
def test_the_parts_add_up_to_the_change(values: list[float | None]) -> None:
    game = _game(values)
    start, end = game[frozenset()], game[frozenset(NAMES)]
    parts = shapley(NAMES, game.__getitem__)
    if start is None or end is None:
        assert parts is None
    else:
        assert parts is not None
        assert math.fsum(parts.values()) == pytest.approx(end - start, abs=1e-9)


@given(GAMES, st.permutations(NAMES))
def test_the_order_of_the_causes_decides_nothing(values: list[float | None], order: list[str]) -> None:
    game = _game(values)
    parts, again = shapley(NAMES, game.__getitem__), shapley(order, game.__getitem__)
    assert (parts is None) == (again is None)
    assert parts == pytest.approx(again, abs=1e-9)


def test_the_glove_game() -> None:
    """Worked by hand in many textbooks: one left glove, two right ones, a pair is worth 1."""
    parts = shapley(("l", "r1", "r2"), lambda who: float("l" in who and len(who) > 1))
    assert parts == pytest.approx({"l": 2 / 3, "r1": 1 / 6, "r2": 1 / 6})


def test_a_cause_that_changes_nothing_brought_nothing() -> None:
    assert shapley(("a", "b"), lambda who: 3.0 if "a" in who else 1.0) == {"a": 2.0, "b": 0.0}


def test_a_mixture_without_a_value_passes_its_turn_on() -> None:
    values = {frozenset(): 1.0, frozenset("a"): None, frozenset("b"): 2.0, frozenset("ab"): 5.0}
    assert shapley(("a", "b"), values.__getitem__) == {"a": 1.5, "b": 2.5}
