"""Edits that look at the rest of the project: cascades, renames, moves on the board, free ids."""

import pytest

from model.editing.building import (
    adding,
    adding_touchpoint,
    naming,
    removing,
    renaming,
    shifting,
    to_stage,
    writing_ids,
)
from model.editing.edits import Batch, SetField
from model.editing.places import Place, item_at
from model.editing.session import Session
from model.journey.problem import ProblemsFound
from model.journey.project import Project
from model.journey.rules import project_problems
from tests.editing.projects import CLEAR, DOOR, LINKED, MINUTES, linked, made


def ids(project: Project, name: str = "touchpoints") -> list[str]:
    return [each.id for each in getattr(project, name)]


def test_removing_a_touchpoint_takes_what_cannot_stand_without_it() -> None:
    project = linked()
    after = made(project, removing(project, DOOR))
    assert ids(after) == ["site", "kitchen"]
    assert ids(after, "promises") == ["order"]
    assert after.promises[0].after == ()
    assert ids(after, "actions") == []
    assert [each.touchpoint for each in after.scenarios[0].sets] == ["site"]
    assert list(project_problems(after)) == []


def test_removing_a_touchpoint_releases_those_that_depend_on_it() -> None:
    project = linked()
    after = made(project, removing(project, ("touchpoints", "site")))
    assert [each.depends_on for each in after.touchpoints] == [(), ("kitchen",)]
    assert "depends_on" not in after.touchpoints[0].to_data()
    assert list(project_problems(after)) == []


def test_removing_a_stage_takes_its_touchpoints() -> None:
    project = linked()
    after = made(project, removing(project, ("stages", "wait")))
    assert (ids(after), ids(after, "stages")) == (["site"], ["order", "eat"])
    assert list(project_problems(after)) == []


def test_removing_a_row_releases_actions_and_scenarios() -> None:
    project = linked()
    after = made(project, removing(project, MINUTES))
    assert after.actions[0].would_deliver is None
    assert [each.expectation for each in after.scenarios[0].sets] == ["clear"]
    assert list(project_problems(after)) == []


def test_removing_a_segment_takes_its_label_off_the_rows() -> None:
    project = linked()
    after = made(project, removing(project, ("segments", "students")))
    assert item_at(after, MINUTES).segment is None
    assert list(project_problems(after)) == []


def test_removing_what_is_gone_is_refused() -> None:
    with pytest.raises(ProblemsFound, match='there is no touchpoint "gone" any more'):
        removing(linked(), ("touchpoints", "gone"))


EVERY_PLACE: list[Place] = [
    ("stages", "wait"),
    ("segments", "students"),
    DOOR,
    ("touchpoints", "site"),
    MINUTES,
    CLEAR,
    ("promises", "sample"),
    ("actions", "text"),
    ("scenarios", "riders"),
]


@pytest.mark.parametrize("place", EVERY_PLACE)
def test_all_references_follow_a_renamed_id(place: Place) -> None:
    project = linked()
    after = made(project, renaming(project, place, "new-id"))
    assert list(project_problems(after)) == []
    assert type(item_at(after, (*place[:-1], "new-id"))) is type(item_at(project, place))


def test_renaming_to_a_taken_id_is_refused() -> None:
    session = Session.opened(linked())
    with pytest.raises(ProblemsFound, match='the id "site" is already taken'):
        session.apply(renaming(session.project, DOOR, "site"))


UNWRITTEN = LINKED.replace('"door"', '"the-door"').replace(
    'id = "the-door"\nstage = "wait"', 'stage = "wait"'
)
"""The linked project whose third touchpoint leaves its id to its name, "The door"."""


def test_renaming_an_id_that_is_not_written_can_be_taken_back() -> None:
    project = linked(UNWRITTEN)
    edit = renaming(project, ("touchpoints", "the-door"), "gate")
    after = made(project, edit)
    assert after.touchpoints[2].to_data()["id"] == "gate"
    back = edit.inverse().apply(after)
    assert ids(back) == ids(project)
    assert "id" not in back.touchpoints[2].to_data()


def test_naming_writes_the_id_down_only_where_something_refers_to_it() -> None:
    project = linked(UNWRITTEN)
    after = made(project, naming(project, ("touchpoints", "the-door"), "Front door"))
    assert after.touchpoints[2].to_data()["id"] == "the-door"
    alone = linked(LINKED.replace('id = "eat"\n', ""))
    after = made(alone, naming(alone, ("stages", "eat"), "Enjoy"))
    assert after.stages[2].to_data() == {"name": "Enjoy"}
    assert isinstance(naming(project, ("touchpoints", "kitchen"), "Oven"), SetField)


def test_naming_a_promise_sets_what_it_is() -> None:
    project = linked()
    after = made(project, naming(project, ("promises", "sample"), "Two samples"))
    assert after.promises[0].what == "Two samples"


@pytest.mark.parametrize(
    ("place", "step", "order", "stage"),
    [
        (("touchpoints", "kitchen"), 1, ["site", "door", "kitchen"], "wait"),
        (("touchpoints", "door"), -1, ["site", "door", "kitchen"], "wait"),
        (("touchpoints", "site"), 1, ["site", "kitchen", "door"], "wait"),
        (("touchpoints", "kitchen"), -1, ["site", "kitchen", "door"], "order"),
        (("touchpoints", "door"), 1, ["site", "kitchen", "door"], "eat"),
    ],
)
def test_shifting_walks_through_the_stages(place: Place, step: int, order: list[str], stage: str) -> None:
    project = linked()
    edit = shifting(project, place, step)
    assert edit is not None
    after = made(project, edit)
    assert (ids(after), item_at(after, place).stage) == (order, stage)


@pytest.mark.parametrize(
    ("place", "step"), [(("touchpoints", "site"), -1), (("stages", "eat"), 1), (MINUTES, -1)]
)
def test_shifting_ends_at_the_end_of_the_road(place: Place, step: int) -> None:
    assert shifting(linked(), place, step) is None


def test_shifting_goes_all_the_way_and_back() -> None:
    project = start = linked()
    seen = []
    for step in (1, 1, 1, 1, -1, -1, -1, -1):
        edit = shifting(project, ("touchpoints", "site"), step)
        project = edit.apply(project) if edit else project
        board = [
            each.id for stage in project.stages for each in project.touchpoints if each.stage == stage.id
        ]
        seen.append((board.index("site"), item_at(project, ("touchpoints", "site")).stage))
    assert seen[:4] == [(0, "wait"), (1, "wait"), (2, "wait"), (2, "eat")]
    assert seen[4:] == [(2, "wait"), (1, "wait"), (0, "wait"), (0, "order")]
    assert ids(project) == ids(start)


def test_rows_shift_within_their_touchpoint() -> None:
    project = linked()
    edit = shifting(project, MINUTES, 1)
    assert edit is not None
    assert [row.id for row in made(project, edit).touchpoints[2].expectations] == ["warm", "minutes"]


def test_a_touchpoint_goes_to_the_end_or_the_front_of_a_stage() -> None:
    project = linked()
    assert ids(made(project, to_stage(project, "site", "wait"))) == ["kitchen", "door", "site"]
    assert ids(made(project, to_stage(project, "site", "wait", at_end=False))) == ["site", "kitchen", "door"]
    assert ids(made(project, to_stage(project, "door", "wait", at_end=False))) == ["site", "door", "kitchen"]
    assert to_stage(project, "door", "wait") == Batch(())


def test_what_is_added_gets_a_free_id() -> None:
    project = linked()
    add = adding(project, ("stages",), {"name": "Wait"})
    assert [each.id for each in made(project, add).stages] == ["order", "wait", "eat", "wait-2"]
    add = adding(project, ("actions",), {"touchpoint": "door", "what": "Send a text!"}, 0)
    assert ids(made(project, add), "actions") == ["send-a-text", "text"]


@pytest.mark.parametrize(
    ("stage", "after", "order"),
    [
        ("wait", None, ["site", "kitchen", "door", "new"]),
        ("wait", "kitchen", ["site", "kitchen", "new", "door"]),
        ("order", None, ["site", "new", "kitchen", "door"]),
        ("eat", None, ["site", "kitchen", "door", "new"]),
        ("order", "gone", ["site", "new", "kitchen", "door"]),
    ],
)
def test_a_new_touchpoint_stands_in_its_stage(stage: str, after: str | None, order: list[str]) -> None:
    project = linked()
    assert ids(made(project, adding_touchpoint(project, stage, "New", after))) == order


def test_the_first_touchpoint_of_a_stage_stands_between_its_neighbours() -> None:
    project = linked()
    without = removing(project, ("touchpoints", "site")).apply(project)
    assert ids(made(without, adding_touchpoint(without, "order", "New"))) == ["new", "kitchen", "door"]


def test_writing_ids_writes_all_of_them_once() -> None:
    text = LINKED.replace('id = "warm"\n', "").replace('id = "eat"\n', "").replace('id = "riders"\n', "")
    project = linked(text)
    edit = writing_ids(project)
    assert edit is not None
    after = made(project, edit)
    assert after.touchpoints[2].to_data()["expectations"][1]["id"] == "warm"
    assert writing_ids(after) is None
    assert writing_ids(linked()) is None
