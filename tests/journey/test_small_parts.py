"""Rings, ids and values as text."""

from random import Random

import pytest

from model.journey.cycles import rings
from model.journey.expectation import Expectation
from model.journey.naming import ID_PATTERN, derived_id
from model.journey.problem import Problem, ProblemsFound
from model.journey.quantity import number_text, value_text


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, []),
        ({"a": ["a"]}, [("a",)]),
        ({"a": ["b"], "b": ["a"]}, [("a", "b")]),
        ({"x": ["c"], "a": ["b"], "b": ["c"], "c": ["a"]}, [("a", "b", "c")]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [("a", "b"), ("c", "d")]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["gone"]}, []),
    ],
)
def test_rings_are_found_once_each(after: dict[str, list[str]], found: list[tuple[str, ...]]) -> None:
    assert list(rings(after)) == found


def test_many_ways_to_the_same_place_do_not_take_many_times_as_long() -> None:
    """Without remembering what is done, 60 diamonds in a row take 2 to the power of 60 steps."""
    after = {f"n{i}": [f"n{i + 1}", f"n{i + 2}", f"n{i + 3}"] for i in range(200)}
    assert list(rings(after)) == []


def test_a_chain_of_thousands_is_no_problem() -> None:
    after = {f"n{i}": [f"n{i + 1}"] for i in range(20_000)}
    assert list(rings(after)) == []
    after["n20000"] = ["n0"]
    assert [len(ring) for ring in rings(after)] == [20_001]


@pytest.mark.parametrize("seed", range(30))
def test_a_ring_is_found_exactly_where_something_waits_for_itself(seed: int) -> None:
    rng = Random(seed)
    names = [f"n{i}" for i in range(7)]
    after = {name: rng.sample(names, rng.choice((0, 1, 1, 2))) for name in names}
    reach = {name: set(after[name]) for name in names}
    for _ in names:
        for name in names:
            reach[name] |= {far for near in reach[name] for far in reach[near]}
    found = list(rings(after))
    assert bool(found) == any(name in reach[name] for name in names)
    for ring in found:
        assert all(later in after[one] for one, later in zip(ring, (*ring[1:], ring[0]), strict=True))


@pytest.mark.parametrize(
    ("name", "taken", "id"),
    [
        ("Door to door", [], "door-to-door"),
        ("  -- Door & door! ", [], "door-door"),
        ("Door", ["door"], "door-2"),
        ("Door", ["door", "door-2"], "door-3"),
        ("配達", [], "touchpoint"),
        ("", ["touchpoint"], "touchpoint-2"),
        ("x" * 100, [], "x" * 64),
        ("x" * 100, ["x" * 64], "x" * 62 + "-2"),
        ("x" * 63 + " y", [], "x" * 63),
    ],
)
def test_an_id_is_derived_from_a_name(name: str, taken: list[str], id: str) -> None:
    assert derived_id(name, taken, "touchpoint") == id
    assert ID_PATTERN.fullmatch(id)


@pytest.mark.parametrize(
    ("value", "kind", "unit", "text"),
    [
        (47, "duration", "min", "47 min"),
        (9.5, "duration", "h", "9.5 h"),
        (4, "money", "EUR", "4.00 EUR"),
        (-0.001, "money", "EUR", "0.00 EUR"),
        (8, "rating", None, "8.0"),
        (8.25, "rating", None, "8.25"),
        (0.9, "yes_no", None, "90 %"),
        (True, "yes_no", None, "yes"),
        (False, "yes_no", None, "no"),
        (1, "yes_no", None, "100 %"),
        (1.9, "count", "calls", "1.9 calls"),
        (1e15, "count", None, "1000000000000000"),
        (None, "rating", None, "?"),
    ],
)
def test_a_value_reads_as_a_person_says_it(value: float, kind: str, unit: str | None, text: str) -> None:
    assert value_text(value, kind, unit) == text  # type: ignore[arg-type]


def test_a_gap_is_written_with_its_sign() -> None:
    assert value_text(3, "duration", "min", signed=True) == "+3 min"
    assert value_text(-0.1, "yes_no", signed=True) == "-10 %"
    assert value_text(0, "rating", signed=True) == "0.0"
    assert number_text(-0.0001) == "0"


def test_a_row_says_how_its_numbers_are_known() -> None:
    row = Expectation(name="n", kind="rating")
    assert (row.basis, row.delivered_basis, row.direction) == ("assumed", "assumed", "higher")
    promised = Expectation(name="n", kind="duration", unit="h", promised=3, expected_by="asked")
    assert (promised.basis, promised.direction) == ("promised", "lower")
    assert Expectation(name="n", kind="rating", observations=(3, 4)).delivered_basis == "measured"


def test_a_problem_reads_as_one_sentence_with_its_place() -> None:
    path = ("touchpoints", 2, "expectations", 0, "expected")
    problem = Problem(path, "11 is outside 1 to 10", "write a number on the scale")
    said = "touchpoints[3].expectations[1].expected: 11 is outside 1 to 10; write a number on the scale."
    assert problem.sentence == said
    assert str(ProblemsFound([problem, Problem((), "it is empty", "")])) == f"{said} it is empty."
