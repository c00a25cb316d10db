"""Edits as a person says them."""

from datetime import date

import pytest

from model.editing.building import (
    adding,
    adding_touchpoint,
    naming,
    one_step,
    removing,
    renaming,
    shifting,
    to_stage,
    writing_ids,
)
from model.editing.edits import ABSENT, Batch, Edit, Move, set_field
from model.editing.session import Session
from model.editing.wording import said
from tests.editing.projects import CLEAR, DOOR, LINKED, MINUTES, linked

PROJECT = linked()
ORDER = ("stages", "order")
WARM = (*DOOR, "expectations", "warm")


def changed(place: tuple[str, ...], field: str, value: object) -> Edit:
    return set_field(PROJECT, place, field, value)


def shifted(place: tuple[str, ...], step: int) -> Edit:
    edit = shifting(PROJECT, place, step)
    assert edit is not None
    return edit


SENTENCES = [
    (changed(CLEAR, "delivered", 4.5), "Delivered 4.0 > 4.5 on 'The site'"),
    (changed(MINUTES, "delivered", 45), "Delivered 47 min > 45 min on 'The door / Door to door'"),
    (changed(MINUTES, "limit", 60), "Limit ? > 60 min on 'The door / Door to door'"),
    (changed(WARM, "delivered", True), "Delivered 90 % > yes on 'The door / Warm'"),
    (changed(WARM, "delivered", ABSENT), "Delivered 90 % > ? on 'The door / Warm'"),
    (changed(CLEAR, "expected_by", "asked"), "Basis assumed > asked on 'The site'"),
    (changed(CLEAR, "weight", 3), "Weight 1 > 3 on 'The site'"),
    (changed(CLEAR, "expected_on", date(2026, 11, 1)), "Date of expected none > 2026-11-01 on 'The site'"),
    (changed(DOOR, "owner", "Ana"), "Owner none > Ana on 'The door'"),
    (changed(DOOR, "says", "x" * 200), "What the customer says changed on 'The door'"),
    (changed(DOOR, "reassurance", True), "Reassurance no > yes on 'The door'"),
    (changed(DOOR, "authority.who", "lead"), "Authority rider > lead on 'The door'"),
    (changed(DOOR, "notes", ["Told"]), "Note added on 'The door'"),
    (changed(DOOR, "depends_on", []), "Depends on changed on 'The door'"),
    (changed(DOOR, "stage", "eat"), "Moved 'The door' to Eat"),
    (changed(("project",), "currency", "TRY"), "Currency EUR > TRY"),
    (changed(("promises", "sample"), "due", date(2026, 11, 5)), "Due 2026-11-03 > 2026-11-05 on 'A sample'"),
    (naming(PROJECT, DOOR, "The gate"), "Renamed 'The door' to 'The gate'"),
    (naming(PROJECT, ("promises", "sample"), "Two"), "Renamed 'A sample' to 'Two'"),
    (renaming(PROJECT, ("stages", "eat"), "enjoy"), "Id eat > enjoy on 'Eat'"),
    (renaming(PROJECT, DOOR, "gate"), "Id door > gate on 'The door', followed in 3 places"),
    (adding_touchpoint(PROJECT, "wait", "Bell"), "Added touchpoint 'Bell' to Wait"),
    (adding(PROJECT, ("stages",), {"name": "Pay"}), "Added stage 'Pay'"),
    (
        adding(PROJECT, (*DOOR, "expectations"), {"name": "Smile", "kind": "rating"}),
        "Added expectation 'Smile' to 'The door'",
    ),
    (removing(PROJECT, DOOR), "Deleted 'The door' with 2 expectations, 1 promise and 1 action"),
    (removing(PROJECT, CLEAR), "Deleted 'Clear prices'"),
    (
        removing(PROJECT, ("stages", "order")),
        "Deleted 'Order' with 1 touchpoint, 1 expectation and 1 promise",
    ),
    (removing(PROJECT, ("actions", "text")), "Deleted 'Send a text'"),
    (shifted(("touchpoints", "door"), -1), "Moved 'The door' before 'Kitchen'"),
    (shifted(("touchpoints", "kitchen"), 1), "Moved 'Kitchen' after 'The door'"),
    (shifted(MINUTES, 1), "Moved 'Door to door' after 'Warm'"),
    (shifted(("stages", "eat"), -1), "Moved 'Eat' before 'Wait'"),
    (to_stage(PROJECT, "site", "wait"), "Moved 'The site' to Wait"),
    (
        one_step([changed(place, "delivered", 1) for place in (CLEAR, MINUTES, WARM)]),
        "Delivered set on 3 rows",
    ),
    (
        one_step([changed(CLEAR, "delivered", 5), changed(CLEAR, "expected_by", "asked")]),
        "Delivered 4.0 > 5.0 on 'The site'; Basis assumed > asked on 'The site'",
    ),
    (
        one_step(
            [changed(CLEAR, "delivered", 5), changed(DOOR, "owner", "Ana"), changed(CLEAR, "lever", "time")]
        ),
        "Delivered 4.0 > 5.0 on 'The site'; Owner none > Ana on 'The door' and 1 more",
    ),
    (Batch(()), "Nothing changed"),
    (Move(("touchpoints", "site"), 0, 2), "Moved 'The site' within the file"),
]


@pytest.mark.parametrize(("edit", "sentence"), SENTENCES, ids=[each[1] for each in SENTENCES])
def test_an_edit_is_said_in_one_sentence(edit: Edit, sentence: str) -> None:
    assert said(edit, PROJECT) == sentence


def test_money_is_said_in_the_currency_of_the_project() -> None:
    project = linked(LINKED.replace('kind = "rating"\nexpected = 7', 'kind = "money"\nexpected = 7'))
    assert (
        said(set_field(project, CLEAR, "delivered", 5.5), project)
        == "Delivered 4.00 EUR > 5.50 EUR on 'The site'"
    )


def test_ids_that_are_written_are_counted() -> None:
    project = linked(LINKED.replace('id = "warm"\n', "").replace('id = "eat"\n', ""))
    edit = writing_ids(project)
    assert edit is not None
    assert said(edit, project) == "Wrote 2 ids"
    project = linked(LINKED.replace('id = "eat"\n', ""))
    edit = writing_ids(project)
    assert edit is not None
    assert said(edit, project) == "Id eat written on 'Eat'"


def test_an_id_written_on_the_way_is_not_spoken_of() -> None:
    text = LINKED.replace('id = "kitchen"\n', "")
    session = Session.opened(linked(text), text.encode())
    session = session.apply(set_field(session.project, ("touchpoints", "kitchen"), "name", "Oven"))
    assert session.state.edit is not None
    assert said(session.state.edit, linked(text)) == "Renamed 'Kitchen' to 'Oven'"


def test_names_stand_as_they_are_in_the_file() -> None:
    project = linked(LINKED.replace("The door", "[@click=app.quit]\\u001b[31m"))
    assert said(set_field(project, DOOR, "weight", 2), project).endswith("on '[@click=app.quit]\x1b[31m'")


def test_an_edit_of_what_is_gone_is_still_said() -> None:
    edit = changed(MINUTES, "delivered", 45)
    gone = removing(PROJECT, DOOR).apply(PROJECT)
    assert said(edit, gone) == "Delivered 47 > 45 on 'door / minutes'"
