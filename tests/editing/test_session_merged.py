"""A session after somebody else's version came to the disk: both changes are there, and undo is one's own."""

from collections.abc import Callable
from random import Random

import pytest

from model.editing.between import edits_between
from model.editing.building import removing, renaming
from model.editing.edits import Edit, set_field
from model.editing.merge import CannotMerge
from model.editing.places import item_at
from model.editing.sameness import same
from model.editing.session import Session, Step
from model.files.document import guarded
from model.journey.naming import with_ids
from model.journey.project import Project
from model.journey.rules import project_problems
from tests.editing.projects import CLEAR, DOOR, LINKED, MINUTES, linked
from tests.editing.random_edits import random_edit

RAW = LINKED.encode()
FIELD = "delivered"


def opened() -> Session:
    return Session.opened(linked(), RAW)


def sets(session: Session, place: tuple[str, ...], field: str, value: object) -> Session:
    return session.apply(set_field(session.project, place, field, value))


def theirs_of(change: Callable[[Project], Edit], project: Project | None = None) -> tuple[bytes, Project]:
    """The file and the project after somebody else's change."""
    before = project or linked()
    edit = change(before)
    after = edit.apply(before)
    return guarded(RAW, [Step(edits_between(linked(), after), linked())], after.to_data()), linked_again(
        after
    )


def linked_again(project: Project) -> Project:
    """The same project as another reader of the file has it: made of other objects."""
    return with_ids(Project.model_validate(project.to_data(), by_name=False))


def text_of(session: Session) -> bytes:
    raw, steps = session.since_text()
    assert raw is not None
    return guarded(raw, steps, session.project.to_data())


def on_disk(session: Session) -> Project:
    assert session.disk is not None
    return session.disk.project


def value(session: Session, place: tuple[str, ...], field: str) -> object:
    return getattr(item_at(session.project, place), field)


def test_changes_to_different_fields_are_both_there_and_undo_takes_back_mine() -> None:
    session = sets(opened(), MINUTES, FIELD, 46)
    raw, theirs = theirs_of(lambda project: set_field(project, DOOR, "owner", "Dev"))
    merged, what = session.merged(raw, theirs)
    assert (value(merged, MINUTES, FIELD), value(merged, DOOR, "owner")) == (46, "Dev")
    assert what.conflicts == () == merged.conflicts
    assert [edit.place for edit in what.from_them if hasattr(edit, "place")] == [DOOR]
    assert merged.unsaved
    back = merged.undo()
    assert (value(back, MINUTES, FIELD), value(back, DOOR, "owner")) == (47, "Dev")
    assert not back.unsaved
    assert text_of(back) == raw
    assert back.undo() is back
    assert value(back.redo(), MINUTES, FIELD) == 46
    assert text_of(merged) == raw.replace(b"delivered = 47", b"delivered = 46")


def test_mine_waits_where_both_changed_one_field() -> None:
    session = sets(sets(opened(), MINUTES, FIELD, 46), CLEAR, FIELD, 5)
    raw, theirs = theirs_of(lambda project: set_field(project, MINUTES, FIELD, 45))
    merged, _ = session.merged(raw, theirs)
    assert value(merged, MINUTES, FIELD) == 46
    assert [(each.place, each.base, each.mine, each.theirs) for each in merged.conflicts] == [
        (MINUTES, 47, 46, 45)
    ]
    assert value(merged.undo(), MINUTES, FIELD) == 46
    assert value(merged.undo().undo(), MINUTES, FIELD) == 45
    assert merged.undo().undo().conflicts == ()
    assert text_of(merged.undo().undo()) == raw


@pytest.mark.parametrize("choice", [46, 45, 40])
def test_choosing_is_one_step_and_settles_the_conflict(choice: int) -> None:
    raw, theirs = theirs_of(lambda project: set_field(project, MINUTES, FIELD, 45))
    merged, _ = sets(opened(), MINUTES, FIELD, 46).merged(raw, theirs)
    settled = merged.settled({(MINUTES, FIELD): choice})
    assert value(settled, MINUTES, FIELD) == choice
    assert settled.conflicts == ()
    assert settled.unsaved == (choice != 45)
    assert text_of(settled) == raw.replace(b"delivered = 45", b"delivered = %d" % choice)


def test_undoing_a_saved_edit_that_they_changed_since_leaves_theirs() -> None:
    session = sets(opened(), MINUTES, FIELD, 46)
    session = sets(session.saved(text_of(session)), DOOR, "owner", "Ana")
    raw, theirs = theirs_of(lambda project: set_field(project, MINUTES, FIELD, 45), session.undo().project)
    merged, what = session.merged(raw, theirs)
    assert what.conflicts == ()
    line = [merged]
    while line[-1].undo() is not line[-1]:
        line.append(line[-1].undo())
    assert [value(each, MINUTES, FIELD) for each in line] == [45] * len(line)


def test_undoing_a_saved_edit_still_works_beside_their_change() -> None:
    session = sets(opened(), MINUTES, FIELD, 46)
    session = session.saved(text_of(session))
    raw, theirs = theirs_of(lambda project: set_field(project, DOOR, "owner", "Dev"), session.project)
    merged, _ = session.merged(raw, theirs)
    assert not merged.unsaved
    back = merged.undo()
    assert (value(back, MINUTES, FIELD), value(back, DOOR, "owner")) == (47, "Dev")
    assert text_of(back) == raw.replace(b"delivered = 46", b"delivered = 47")


def test_undoing_a_saved_edit_of_what_they_deleted_since_leaves_it_deleted() -> None:
    warm = (*DOOR, "expectations", "warm")
    session = sets(opened(), warm, FIELD, 0.5)
    session = sets(session.saved(text_of(session)), DOOR, "owner", "Ana")
    raw, theirs = theirs_of(lambda project: removing(project, warm), session.undo().project)
    merged, _ = session.merged(raw, theirs)
    for each in (merged, merged.undo(), merged.undo().undo()):
        assert [row.id for row in item_at(each.project, DOOR).expectations] == ["minutes"]
        assert text_of(each)


def test_what_i_renamed_and_changed_is_the_same_item_to_their_edits() -> None:
    """What this session did is known: nothing is guessed where an id and a value changed together."""
    session = opened()
    session = session.apply(renaming(session.project, DOOR, "gate"))
    gate = ("touchpoints", "gate")
    session = session.apply(renaming(session.project, (*gate, "expectations", "minutes"), "wait"))
    wait = (*gate, "expectations", "wait")
    session = sets(sets(session, gate, "channel", "street"), wait, "limit", 60)
    raw, theirs = theirs_of(lambda project: set_field(project, MINUTES, FIELD, 46))
    merged, what = session.merged(raw, theirs)
    assert what.conflicts == ()
    assert [each.id for each in merged.project.touchpoints] == ["site", "kitchen", "gate"]
    assert (value(merged, wait, FIELD), value(merged, wait, "limit")) == (46, 60)
    assert (value(merged, gate, "channel"), len(item_at(merged.project, gate).expectations)) == ("street", 2)
    assert text_of(merged)
    back = merged
    for _ in range(4):
        back = back.undo()
    assert text_of(back) == raw


def test_undoing_a_saved_new_id_gives_the_old_one_back_to_what_they_edited() -> None:
    session = opened()
    session = session.apply(renaming(session.project, DOOR, "gate"))
    session = session.saved(text_of(session))
    gate = ("touchpoints", "gate", "expectations", "minutes")
    raw, theirs = theirs_of(lambda project: set_field(project, gate, FIELD, 46), session.project)
    back = session.merged(raw, theirs)[0].undo()
    assert [each.id for each in back.project.touchpoints] == ["site", "kitchen", "door"]
    assert value(back, MINUTES, FIELD) == 46


def test_what_was_undone_can_be_redone_on_their_version() -> None:
    session = sets(sets(opened(), MINUTES, FIELD, 46), CLEAR, FIELD, 5).undo().undo()
    raw, theirs = theirs_of(lambda project: set_field(project, DOOR, "owner", "Dev"))
    merged, _ = session.merged(raw, theirs)
    assert not merged.unsaved
    again = merged.redo().redo()
    assert (value(again, MINUTES, FIELD), value(again, CLEAR, FIELD), value(again, DOOR, "owner")) == (
        46,
        5,
        "Dev",
    )


def test_a_comment_of_theirs_alone_is_kept_and_every_step_of_mine() -> None:
    session = sets(opened(), MINUTES, FIELD, 46)
    raw = b"# by hand\n" + RAW
    merged, what = session.merged(raw, linked_again(linked()))
    assert what.from_them == ()
    assert text_of(merged) == raw.replace(b"delivered = 47", b"delivered = 46")
    assert text_of(merged.undo()) == raw


def test_what_i_deleted_and_they_edited_stays_with_their_edit() -> None:
    session = opened()
    session = session.apply(removing(session.project, CLEAR))
    raw, theirs = theirs_of(lambda project: set_field(project, CLEAR, FIELD, 6))
    merged, what = session.merged(raw, theirs)
    assert value(merged, CLEAR, FIELD) == 6
    assert [each.kind for each in what.conflicts] == ["deleted"]
    assert merged.conflicts == ()


def test_a_new_edit_goes_on_top_of_a_conflict_and_a_second_change_of_theirs_is_seen() -> None:
    raw, theirs = theirs_of(lambda project: set_field(project, MINUTES, FIELD, 45))
    session, _ = sets(opened(), MINUTES, FIELD, 46).merged(raw, theirs)
    session = sets(session, DOOR, "owner", "Ana")
    again = set_field(theirs, MINUTES, FIELD, 44).apply(theirs)
    session, _ = session.merged(raw.replace(b"delivered = 45", b"delivered = 44"), linked_again(again))
    assert [(each.base, each.mine, each.theirs) for each in session.conflicts] == [(47, 46, 44)]
    assert value(session, MINUTES, FIELD) == 46
    last, _ = session.merged(raw.replace(b"delivered = 45", b"delivered = 46"), linked_again(session.project))
    assert last.conflicts == ()


def test_a_project_without_a_file_cannot_be_merged() -> None:
    with pytest.raises(CannotMerge, match="never saved"):
        Session.opened(linked()).merged(RAW, linked())


def test_a_state_off_the_line_of_undo_may_be_the_one_on_disk() -> None:
    session = sets(opened(), MINUTES, FIELD, 46)
    session = sets(session.saved(text_of(session)).undo(), CLEAR, FIELD, 5)
    raw, theirs = theirs_of(lambda project: set_field(project, DOOR, "owner", "Dev"), on_disk(session))
    merged, _ = session.merged(raw, theirs)
    assert (value(merged, MINUTES, FIELD), value(merged, CLEAR, FIELD), value(merged, DOOR, "owner")) == (
        47,
        5,
        "Dev",
    )
    assert text_of(merged) == raw.replace(b"delivered = 46", b"delivered = 47").replace(
        b"delivered = 4.0", b"delivered = 5"
    )
    assert value(merged.undo(), CLEAR, FIELD) == 4.0


@pytest.mark.parametrize("seed", range(40))
def test_any_line_of_edits_can_be_walked_and_saved_on_any_version_of_theirs(seed: int) -> None:
    rng = Random(seed)
    session = Session.opened(linked(), RAW)
    for number in range(rng.randint(1, 8)):
        session = session.apply(random_edit(rng, session.project))
        if number == 3:
            session = session.saved(text_of(session))
        if rng.random() < 0.2:
            session = session.undo()
    theirs = Session.opened(on_disk(session), session.disk_text)
    for _ in range(rng.randint(1, 3)):
        theirs = theirs.apply(random_edit(rng, theirs.project))
    raw = text_of(theirs)
    try:
        merged, _ = session.merged(raw, linked_again(theirs.project))
    except CannotMerge:
        return
    while merged.redo() is not merged:
        merged = merged.redo()
    line = [merged]
    while line[-1].undo() is not line[-1]:
        line.append(line[-1].undo())
    for each in line:
        assert list(project_problems(each.project)) == []
        text_of(each)  # the guard lets it pass
    assert same(on_disk(merged), with_ids(theirs.project))
