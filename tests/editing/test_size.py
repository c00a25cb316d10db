"""Finding a place in a large project, however its rows moved."""

import pytest

from model.editing.edits import Move, Remove
from model.editing.places import index_at, item_at
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from model.journey.reading import read_project


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
