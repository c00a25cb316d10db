"""Each kind of edit: made in the project, made in data, taken back."""

from datetime import date
from typing import Any

import pytest

from model.editing.edits import ABSENT, Add, Batch, Move, Remove, SetField, new_item, set_field, written
from model.editing.places import Place, item_at
from model.journey.problem import ProblemsFound
from tests.editing.projects import CLEAR, DOOR, MINUTES, linked, made

SETS: list[tuple[Place, str, Any]] = [
    (MINUTES, "delivered", 45),
    (MINUTES, "delivered", 45.0),
    (MINUTES, "delivered", ABSENT),
    (("touchpoints", "door", "expectations", "warm"), "delivered", True),
    (MINUTES, "unit", "h"),
    (MINUTES, "expected_by", "asked"),
    (MINUTES, "expected_on", date(2026, 11, 1)),
    (MINUTES, "weight", 0),
    (MINUTES, "observations", [40, 41.5]),
    (MINUTES, "observations", {"file": "times.csv"}),
    (CLEAR, "scale", [1, 7]),
    (DOOR, "notes", ["bare", {"text": "told", "on": date(2026, 11, 1)}]),
    (DOOR, "authority", {"who": "lead", "up_to": "a dessert"}),
    (DOOR, "authority", ABSENT),
    (DOOR, "authority.who", "lead"),
    (DOOR, "authority.who", ABSENT),
    (DOOR, "authority.up_to", "a dessert"),
    (DOOR, "authority.up_to", ABSENT),
    (("touchpoints", "site"), "authority.who", "anyone"),
    (("touchpoints", "site"), "authority.who", ABSENT),
    (("touchpoints", "site"), "reviewed", {"on": date(2026, 11, 1), "by": ["Ana"]}),
    (DOOR, "depends_on", ["kitchen"]),
    (DOOR, "depends_on", ABSENT),
    (("project",), "name", "Pasta"),
    (("project",), "holidays", [date(2026, 12, 25)]),
    (("scoring",), "scheme", "prospect"),
    (("scoring",), "scheme", ABSENT),
    (("check",), "ignore", ["GAP101"]),
    (("promises", "sample"), "needs", [{"what": "drawing", "from": "customer"}]),
    (("promises", "sample"), "done", date(2026, 11, 2)),
    (("actions", "text"), "would_deliver.delivered", 3),
    (("scenarios", "riders"), "sets", ABSENT),
    (("stages", "order"), "purchase", True),
]


@pytest.mark.parametrize(("place", "field", "value"), SETS)
def test_setting_a_key_is_the_same_in_project_and_file(place: Place, field: str, value: Any) -> None:
    project = linked()
    after = made(project, set_field(project, place, field, value))
    now = written(item_at(after, place), field)
    assert now == value
    assert type(now) is type(value)


def test_setting_a_key_leaves_everything_else_the_same_object() -> None:
    project = linked()
    after = set_field(project, MINUTES, "delivered", 45).apply(project)
    assert after.touchpoints[0] is project.touchpoints[0]
    assert after.touchpoints[2].expectations[1] is project.touchpoints[2].expectations[1]
    assert after.promises is project.promises


def test_a_default_that_is_written_counts_as_written() -> None:
    project = linked()
    after = made(project, set_field(project, DOOR, "weight", 1))
    assert after.to_data()["touchpoints"][2]["weight"] == 1
    assert "weight" not in project.to_data()["touchpoints"][2]


@pytest.mark.parametrize(
    ("place", "field", "value", "sentence"),
    [
        (
            MINUTES,
            "delivered",
            "soon",
            'delivered: "soon" does not fit here; write true or false or a number',
        ),
        (MINUTES, "delivred", 3, "`delivred` is not a known key"),
        (MINUTES, "name", ABSENT, "`name` is missing"),
        (MINUTES, "expected_by", "aksed", "did you mean `asked`"),
        (MINUTES, "id", 5, "5 does not fit here; write text in quotes"),
        (DOOR, "authority.whom", "x", "authority.whom: `whom` is not a known key; did you mean `who`?"),
        (DOOR, "name.first", "x", "a table does not fit here"),
        (("promises", "sample"), "due", ABSENT, "`due` is missing"),
        (("scoring",), "loss_aversion", 9, "write 3 or less"),
        (("touchpoints", "gone"), "name", "x", 'there is no touchpoint "gone" any more'),
        (
            ("touchpoints", "door", "expectations", "gone"),
            "name",
            "x",
            'there is no expectation "gone" any more',
        ),
    ],
)
def test_a_value_that_does_not_fit_is_refused(place: Place, field: str, value: Any, sentence: str) -> None:
    project = linked()
    with pytest.raises(ProblemsFound) as caught:
        SetField(place, field, ABSENT, value).apply(project)
    assert sentence in str(caught.value)
    assert project == linked()


@pytest.mark.parametrize("index", [0, 1, 3])
def test_an_item_is_added_where_it_belongs(index: int) -> None:
    project = linked()
    item = new_item("touchpoints", {"id": "new", "stage": "eat", "name": "New"})
    after = made(project, Add(("touchpoints",), index, item))
    assert after.touchpoints[index].id == "new"


def test_the_first_item_of_a_collection_makes_the_collection() -> None:
    project = linked()
    row = new_item("expectations", {"id": "hot", "name": "Hot", "kind": "yes_no"})
    after = made(project, Add(("touchpoints", "kitchen", "expectations"), 0, row))
    assert [each.id for each in after.touchpoints[1].expectations] == ["hot"]


@pytest.mark.parametrize(
    "place",
    [MINUTES, ("promises", "order"), ("actions", "text"), ("scenarios", "riders"), ("stages", "eat")],
)
def test_an_item_is_removed_and_comes_back_where_it_was(place: Place) -> None:
    project = linked()
    item = item_at(project, place)
    index = [each.id for each in project_items(project, place)].index(place[-1])
    after = made(project, Remove(place, index, item))
    assert place[-1] not in [each.id for each in project_items(after, place)]


def project_items(project: Any, place: Place) -> Any:
    holder = project if len(place) == 2 else item_at(project, place[:-2])
    return getattr(holder, place[-2])


@pytest.mark.parametrize(("before", "after"), [(0, 2), (2, 0), (1, 1), (0, 1)])
def test_an_item_moves_to_another_position(before: int, after: int) -> None:
    project = linked()
    order = [each.id for each in project.stages]
    moved = made(project, Move(("stages", order[before]), before, after))
    order.insert(after, order.pop(before))
    assert [each.id for each in moved.stages] == order


def test_several_edits_are_one() -> None:
    project = linked()
    row = new_item("expectations", {"id": "hot", "name": "Hot", "kind": "yes_no"})
    edit = Batch(
        (
            Add(("touchpoints", "door", "expectations"), 0, row),
            SetField(("touchpoints", "door", "expectations", "hot"), "delivered", ABSENT, 0.5),
            Move(("touchpoints", "door"), 2, 0),
            SetField(MINUTES, "delivered", 47, 3),
        )
    )
    after = made(project, edit)
    assert [each.id for each in after.touchpoints[0].expectations] == ["hot", "minutes", "warm"]
    assert after.touchpoints[0].expectations[0].delivered == 0.5


def test_a_batch_with_one_wrong_edit_changes_nothing() -> None:
    project = linked()
    edit = Batch((SetField(MINUTES, "delivered", 47, 3), SetField(MINUTES, "delivered", 3, "x")))
    with pytest.raises(ProblemsFound):
        edit.apply(project)
    assert project == linked()


def test_new_items_are_checked_by_their_own_keys() -> None:
    with pytest.raises(ProblemsFound, match="did you mean `name`"):
        new_item("stages", {"nmae": "x"})


def test_values_that_were_read_from_a_file_go_when_another_file_is_named() -> None:
    project = linked()
    there = set_field(project, MINUTES, "observations", {"file": "a.csv"}).apply(project)
    row = item_at(there, MINUTES).with_observed((1.0, 2.0))
    assert row.observed == (1.0, 2.0)
    moved = linked().model_copy(
        update={"touchpoints": (there.touchpoints[2].model_copy(update={"expectations": (row,)}),)}
    )
    other = set_field(moved, MINUTES, "observations", {"file": "b.csv"}).apply(moved)
    assert item_at(other, MINUTES).observed == ()
    renamed = set_field(moved, MINUTES, "name", "Minutes").apply(moved)
    assert item_at(renamed, MINUTES).observed == (1.0, 2.0)
