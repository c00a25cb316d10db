"""A session: undo, redo, what is saved, what is refused, and references that outlast a reading."""

from datetime import date

import pytest
import tomli

from model.editing.building import adding, naming, removing, renaming, shifting, writing_ids
from model.editing.edits import ABSENT, Batch, Move, Remove, SetField, set_field
from model.editing.places import item_at
from model.editing.session import Session
from model.journey.problem import ProblemsFound
from model.journey.reading import read_project
from tests.editing.projects import CLEAR, DOOR, LINKED, MINUTES, linked

RAW = LINKED.encode()


def opened() -> Session:
    return Session.opened(linked(), RAW)


def set_minutes(session: Session, value: object) -> Session:
    return session.apply(set_field(session.project, MINUTES, "delivered", value))


def delivered(session: Session) -> object:
    return item_at(session.project, MINUTES).delivered


def test_undo_and_redo_walk_the_line_of_edits() -> None:
    session = start = opened()
    for value in (46, 45, 44):
        session = set_minutes(session, value)
    assert [delivered(session), delivered(session.undo()), delivered(session.undo().undo())] == [44, 45, 46]
    assert session.undo().undo().undo().project is start.project
    assert session.undo().undo().redo().redo().project is session.project
    assert [edit.after for edit in session.steps() if isinstance(edit, SetField)] == [44, 45, 46]


def test_at_the_ends_of_the_line_nothing_happens() -> None:
    session = opened()
    assert session.undo() is session
    assert session.redo() is session


def test_a_new_edit_forgets_what_was_undone() -> None:
    session = set_minutes(set_minutes(opened(), 46).undo(), 30)
    assert session.redo() is session
    assert delivered(session.undo()) == 47


def test_unsaved_is_what_the_file_does_not_say() -> None:
    session = opened()
    assert not session.unsaved
    changed = set_minutes(session, 46)
    assert changed.unsaved
    assert not changed.undo().unsaved
    assert not set_minutes(changed, 47).unsaved
    saved = changed.saved(b"46")
    assert not saved.unsaved
    assert saved.undo().unsaved
    assert not saved.undo().redo().unsaved


@pytest.mark.parametrize(
    "edit",
    [
        SetField(MINUTES, "delivered", 47, 47.0),
        SetField(CLEAR, "delivered", 4.0, 4),
        SetField(DOOR, "weight", ABSENT, 1),
        SetField(("scoring",), "scheme", ABSENT, "tolerance"),
        SetField(("touchpoints", "door", "expectations", "warm"), "promised", ABSENT, True),
    ],
)
def test_what_is_written_otherwise_is_unsaved_even_where_it_means_the_same(edit: SetField) -> None:
    assert opened().apply(edit).unsaved


def test_written_ids_are_unsaved() -> None:
    session = Session.opened(linked(LINKED.replace('id = "warm"\n', "")), RAW)
    edit = writing_ids(session.project)
    assert edit is not None
    assert session.apply(edit).unsaved


def test_a_project_without_a_file_is_unsaved_until_it_is_saved() -> None:
    session = Session.opened(linked())
    assert session.unsaved
    assert session.since_text() == (None, ())
    assert not session.saved(b"new").unsaved


def test_a_save_replays_the_edits_since_the_nearest_saved_text() -> None:
    session = opened()
    once = set_minutes(session, 46)
    twice = set_minutes(once.saved(b"46"), 45)
    raw, steps = twice.since_text()
    assert raw == b"46"
    assert [step.edit.after for step in steps if isinstance(step.edit, SetField)] == [45]
    assert twice.undo().since_text() == (b"46", ())
    raw, steps = twice.undo().undo().since_text()
    assert (raw, steps) == (RAW, ())
    assert once.since_text()[0] == RAW


def test_steps_make_their_edit_in_the_data_of_their_own_project() -> None:
    session = set_minutes(opened(), 46)
    session = session.apply(Move(DOOR, 2, 0))
    session = set_minutes(session, 45)
    tables = tomli.loads(LINKED)
    for step in session.since_text()[1]:
        step.replay(tables)
    assert tables == session.project.to_data()


def test_saving_an_earlier_state_while_edits_go_on() -> None:
    """A save runs in the background; what it wrote is the state it was given, not the present one."""
    first = set_minutes(opened(), 46)
    second = set_minutes(first, 45).saved(b"46", first.state)
    assert second.unsaved
    assert second.since_text()[0] == b"46"
    assert not second.undo().unsaved


BREAKING = [
    (SetField(CLEAR, "delivered", 4.0, 11), "11 is outside 1 to 10"),
    (SetField(MINUTES, "limit", ABSENT, 30), "on the better side"),
    (SetField(MINUTES, "unit", "min", ABSENT), "a duration needs its unit"),
    (SetField(MINUTES, "segment", "students", "pupils"), 'there is no segment "pupils"'),
    (SetField(MINUTES, "kind", "duration", "yes_no"), "is outside 0 to 1"),
    (SetField(CLEAR, "scale", ABSENT, [1, 5]), "7 is outside 1 to 5"),
    (SetField(CLEAR, "scale", ABSENT, [1, 7]), "scenarios[1].sets[2].to: 8 is outside 1 to 7"),
    (SetField(CLEAR, "kind", "rating", "yes_no"), "outside 0 to 1"),
    (SetField(DOOR, "stage", "wait", "away"), 'there is no stage "away"'),
    (SetField(DOOR, "weight", ABSENT, -1), "write 0 or more"),
    (SetField(DOOR, "id", "door", "site"), "already taken"),
    (SetField(DOOR, "id", "door", "The Door"), "is not an id"),
    (SetField(DOOR, "id", "door", "gate"), 'there is no touchpoint "door"'),
    (SetField(DOOR, "ignore", ABSENT, ["x"]), "is not a code of a finding"),
    (SetField(("touchpoints", "site"), "depends_on", ABSENT, ["door"]), "wait for each other"),
    (SetField(("project",), "rating_scale", ABSENT, [1, 5]), "7 is outside 1 to 5"),
    (SetField(("project",), "working_days", ABSENT, []), "the week has no working day"),
    (SetField(("check",), "ignore", ABSENT, ["GAP"]), "is not a code of a finding"),
    (SetField(("promises", "sample"), "after", ABSENT, ["order"]), "wait for each other"),
    (SetField(("promises", "sample"), "outcome", ABSENT, "moved"), "needs its new date"),
    (SetField(("actions", "text"), "would_deliver.expectation", "minutes", "x"), 'no expectation "x"'),
    (SetField(("scenarios", "riders"), "sets", ABSENT, [{"touchpoint": "x"}]), "is missing"),
    (Remove(("stages", "wait"), 1, linked().stages[1]), 'there is no stage "wait"'),
    (Batch((SetField(MINUTES, "delivered", 47, 3), SetField(CLEAR, "delivered", 4.0, 0))), "0 is outside"),
]


@pytest.mark.parametrize(("edit", "sentence"), BREAKING, ids=[each[1] for each in BREAKING])
def test_an_edit_that_breaks_a_rule_is_refused_and_nothing_changes(edit: SetField, sentence: str) -> None:
    session = opened()
    with pytest.raises(ProblemsFound) as caught:
        session.apply(edit)
    assert sentence in str(caught.value)
    assert session.project == linked()
    assert not session.unsaved


def test_a_row_cannot_become_what_its_actions_and_scenarios_do_not_fit() -> None:
    session = opened()
    for field in ("expected", "delivered"):
        session = session.apply(set_field(session.project, MINUTES, field, ABSENT))
    with pytest.raises(ProblemsFound, match="42 is outside 0 to 1"):
        session.apply(set_field(session.project, MINUTES, "kind", "yes_no"))


TWINS = """
format = 1
[project]
name = "Twins"
[[stages]]
name = "Wait"
[[touchpoints]]
stage = "wait"
name = "Desk"
[[touchpoints]]
stage = "wait"
name = "Desk"
[[touchpoints]]
stage = "wait"
name = "Door"
[[actions]]
touchpoint = "desk-2"
what = "Ask at the second desk"
"""


def reread(session: Session) -> str:
    """The name of the touchpoint that the action is about, for the next reader of the file."""
    project, problems = read_project(session.project.to_data())
    assert [problem.sentence for problem in problems] == []
    assert project is not None
    positions = [each.id for each in project.touchpoints]
    return str(positions.index(project.actions[0].touchpoint))


def test_a_reference_by_a_derived_id_outlasts_whatever_changes_the_derivation() -> None:
    """Every reader derives ids that are not written: `desk`, `desk-2` in the order of the file."""
    session = Session.opened(linked(TWINS), TWINS.encode())
    assert reread(session) == "1"
    moved = session.apply(Move(("touchpoints", "desk-2"), 1, 0))
    assert reread(moved) == "0"
    assert reread(session.apply(removing(session.project, ("touchpoints", "desk")))) == "0"
    assert reread(session.apply(naming(session.project, ("touchpoints", "desk"), "Counter"))) == "1"
    assert reread(session.apply(naming(session.project, ("touchpoints", "desk-2"), "Counter"))) == "1"
    assert reread(session.apply(naming(session.project, ("touchpoints", "door"), "Desk 2"))) == "1"
    assert reread(session.apply(renaming(session.project, ("touchpoints", "desk"), "x"))) == "1"
    raw_name = set_field(session.project, ("stages", "wait"), "name", "Queue")
    assert reread(session.apply(raw_name)) == "1"


def test_a_reference_to_an_id_that_drifted_before_writes_it_down() -> None:
    session = Session.opened(linked(TWINS), TWINS.encode())
    session = session.apply(naming(session.project, ("touchpoints", "door"), "Gate"))
    assert "id" not in session.project.touchpoints[2].to_data()
    session = session.apply(set_field(session.project, ("touchpoints", "desk"), "depends_on", ["door"]))
    assert session.project.touchpoints[2].to_data()["id"] == "door"
    assert "id" not in session.undo().project.touchpoints[2].to_data()


def test_a_new_reference_to_an_id_that_drifted_before_writes_it_down() -> None:
    session = Session.opened(linked(TWINS), TWINS.encode())
    session = session.apply(naming(session.project, ("touchpoints", "door"), "Gate"))
    promise = {"touchpoint": "door", "what": "A bell", "due": date(2026, 11, 3)}
    session = session.apply(adding(session.project, ("promises",), promise))
    assert session.project.touchpoints[2].to_data()["id"] == "door"


def test_a_written_id_that_changes_leaves_its_twin_what_it_was() -> None:
    text = TWINS.replace('stage = "wait"\nname = "Desk"', 'id = "desk"\nstage = "wait"\nname = "Desk"', 1)
    session = Session.opened(linked(text), text.encode())
    session = session.apply(renaming(session.project, ("touchpoints", "desk"), "counter"))
    assert session.project.touchpoints[1].to_data()["id"] == "desk-2"
    assert reread(session) == "1"


def test_edits_that_derive_nothing_anew_are_kept_as_they_are() -> None:
    session = opened()
    edit = shifting(session.project, DOOR, -1)
    assert edit is not None
    assert session.apply(edit).state.edit is edit


def test_a_session_can_be_looked_at_after_thousands_of_edits() -> None:
    session = opened()
    for value in range(3000):
        session = set_minutes(session, value)
    assert "Session" in repr(session)
