"""The measurements measure what they say: real projects, honest verdicts. No figure is tested here."""

from pathlib import Path

import pytest
import tomli

from bench.__main__ import FAMILIES
from bench.figures import Figure, in_turns, said
from bench.projects import STAGES, project_text, write_project
from model.files.loading import load
from model.journey.reading import read_project


@pytest.mark.parametrize("count", [1, 7, 50, 333])
def test_a_made_project_is_valid_and_as_large_as_asked(count: int) -> None:
    project, problems = read_project(tomli.loads(project_text(count)))
    assert project is not None
    assert problems == ()
    assert len(project.touchpoints) == count
    assert len(project.stages) == len(STAGES)


def test_a_made_project_is_the_same_every_time(tmp_path: Path) -> None:
    assert load(write_project(tmp_path, 20)).raw == project_text(20).encode()


@pytest.mark.parametrize(
    ("value", "most", "verdict"),
    [(1.0, 1.0, "meets"), (1.01, 1.0, "MISSES"), (0.0, 0.0, "meets"), (5.0, None, "no goal")],
)
def test_a_missed_goal_is_told(value: float, most: float | None, verdict: str) -> None:
    assert Figure("anything", value, "x", most).verdict == verdict


def test_runs_take_turns() -> None:
    order: list[str] = []
    in_turns(2, lambda: order.append("a"), lambda: order.append("b"))
    assert order == ["a", "b", "a", "b"]


def test_figures_have_as_many_digits_as_mean_something() -> None:
    assert [said(1.3249, "x"), said(412.4, "ms"), said(0.7512, "ms"), said(1477.0, "B")] == [
        "1.32x",
        "412 ms",
        "0.751 ms",
        "1,477 B",
    ]


def test_families_have_names_of_their_own_and_measure_something() -> None:
    names = [family.name for family in FAMILIES]
    assert len(set(names)) == len(names)
    assert all(family.measurements for family in FAMILIES)
