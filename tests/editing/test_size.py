"""Edits of a project of ten thousand touchpoints, and finding a place in it."""

from statistics import median
from time import thread_time

import pytest

from model.editing.edits import Move, Remove, set_field
from model.editing.places import index_at, item_at
from model.editing.session import Session
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from model.journey.reading import read_project

MANY = 10_000


def journey(size: int) -> Project:
    """A project of `size` touchpoints with two rows each."""
    rows = [
        {"id": "a", "name": "A", "kind": "rating", "expected": 5, "delivered": 4},
        {"id": "b", "name": "B", "kind": "duration", "unit": "h", "expected": 5, "delivered": 4},
    ]
    touchpoints = [{"id": f"t{i}", "name": "T", "stage": "s", "expectations": rows} for i in range(size)]
    stages = [{"id": "s", "name": "S"}]
    data = {"format": 1, "project": {"name": "x"}, "stages": stages, "touchpoints": touchpoints}
    project, problems = read_project(data)
    assert problems == ()
    assert project is not None
    return project


def seconds(session: Session, touchpoint: str) -> float:
    """How long one edit of a row takes, in the middle of many tries."""
    place = ("touchpoints", touchpoint, "expectations", "a")
    times = []
    for turn in range(60):
        edit = set_field(session.project, place, "delivered", turn % 10 + 1)
        start = thread_time()
        session = session.apply(edit)
        times.append(thread_time() - start)
    return median(times)


def test_an_edit_of_a_row_costs_about_the_same_in_a_project_of_any_size() -> None:
    small = seconds(Session.opened(journey(50)), "t49")
    large = seconds(Session.opened(journey(MANY)), f"t{MANY - 1}")
    # The bound is wide, so that a busy machine does not fail it; checking the whole takes far longer.
    assert large - small < 0.004


@pytest.mark.parametrize("step", [-1, 1, 500])
def test_a_place_is_found_after_everything_around_it_moved(step: int) -> None:
    project = journey(1000)
    place = ("touchpoints", "t600")
    assert index_at(project, place) == 600
    moved = Move(("touchpoints", "t3"), 3, 999).apply(project) if step == -1 else project
    if step == 1:
        moved = Move(("touchpoints", "t900"), 900, 0).apply(project)
    if step == 500:
        moved = project.model_copy(update={"touchpoints": project.touchpoints[::-1]})
    assert item_at(moved, place).id == "t600"
    assert index_at(moved, place) == {-1: 599, 1: 601, 500: 399}[step]
    assert index_at(project, place) == 600


def test_a_place_that_is_gone_is_not_found_where_it_was() -> None:
    project = journey(1000)
    place = ("touchpoints", "t600")
    index_at(project, place)
    gone = Remove(place, 600, item_at(project, place)).apply(project)
    with pytest.raises(ProblemsFound, match='there is no touchpoint "t600" any more'):
        index_at(gone, place)
