"""What a line of edits gave another id, followed through holders, back again and away."""

from model.editing.building import adding, removing, renaming
from model.editing.edits import Edit
from model.editing.renames import backwards, renamed_within, renames_by
from tests.editing.projects import DOOR, MINUTES, linked


def test_a_row_and_its_holder_are_followed_one_after_the_other() -> None:
    project, edits = linked(), list[Edit]()
    for place, id in (
        (MINUTES, "wait"),
        (DOOR, "gate"),
        (("touchpoints", "gate", "expectations", "wait"), "stand"),
        (("touchpoints", "kitchen"), "oven"),
        (("touchpoints", "oven"), "kitchen"),
    ):
        edits.append(renaming(project, place, id))
        project = edits[-1].apply(project)
    found = renames_by(edits)
    assert renamed_within(found, ("touchpoints",)) == {"door": "gate"}
    assert renamed_within(found, ("touchpoints", "gate", "expectations")) == {"minutes": "stand"}
    assert renamed_within(backwards(found), ("touchpoints", "door", "expectations")) == {"stand": "minutes"}


def test_what_was_deleted_or_made_anew_is_not_what_was_renamed() -> None:
    project, edits = linked(), list[Edit]()
    edits.append(renaming(project, ("touchpoints", "kitchen"), "oven"))
    project = edits[-1].apply(project)
    edits.append(removing(project, ("touchpoints", "oven")))
    project = edits[-1].apply(project)
    edits.append(adding(project, ("touchpoints",), {"id": "oven", "stage": "wait", "name": "Another"}))
    assert renames_by(edits) == ()
