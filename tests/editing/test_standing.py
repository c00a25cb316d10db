"""What my saves put into the file: still there, changed by somebody on purpose, or saved over."""

from model.editing.building import adding_touchpoint, removing
from model.editing.edits import Edit, set_field
from model.editing.places import item_at
from model.editing.sameness import same
from model.editing.standing import Standing, reapplying
from model.journey.project import Project
from tests.editing.projects import CLEAR, DOOR, MINUTES, linked

BASE = linked()


def after(project: Project, *edits: Edit) -> Project:
    for edit in edits:
        project = edit.apply(project)
    return project


def sets(project: Project, place: tuple[str, ...], field: str, value: object) -> Project:
    return after(project, set_field(project, place, field, value))


def names(standing: Standing, now: Project) -> list[tuple[tuple[str, ...], str]]:
    return [(each.place, each.field) for each in standing.overwritten(now)]


def test_an_older_copy_over_mine_is_noticed_with_what_was_lost() -> None:
    mine = sets(sets(BASE, MINUTES, "delivered", 46), DOOR, "owner", "Dev")
    standing = Standing().saved(BASE, mine)
    assert names(standing, mine) == []
    # Their own change on the older copy does not hide it.
    theirs = sets(BASE, CLEAR, "delivered", 5)
    assert sorted(names(standing, theirs)) == sorted([(MINUTES, "delivered"), (DOOR, "owner")])
    lost = standing.overwritten(theirs)
    edit = reapplying(theirs, lost)
    assert edit is not None
    again = edit.apply(theirs)
    assert same(again, sets(mine, CLEAR, "delivered", 5))
    assert same(edit.inverse().apply(again), theirs)
    assert reapplying(again, lost) is None


def test_one_value_of_several_set_back_is_somebodys_own_doing() -> None:
    mine = sets(sets(BASE, MINUTES, "delivered", 46), DOOR, "owner", "Dev")
    standing = Standing().saved(BASE, mine)
    theirs = sets(mine, MINUTES, "delivered", 47)
    assert names(standing, theirs) == []
    # From then on it is theirs, and no later version can lose it for me.
    assert names(standing.seen(theirs), sets(theirs, DOOR, "owner", "Kim")) == []


def test_another_value_is_a_change_and_no_loss() -> None:
    standing = Standing().saved(BASE, sets(BASE, MINUTES, "delivered", 46))
    assert names(standing, sets(BASE, MINUTES, "delivered", 40)) == []


def test_a_copy_from_between_two_saves_loses_the_later_one() -> None:
    first = sets(BASE, MINUTES, "delivered", 46)
    second = sets(first, DOOR, "owner", "Dev")
    standing = Standing().saved(BASE, first).saved(first, second)
    assert names(standing, first) == [(DOOR, "owner")]
    assert len(names(standing, BASE)) == 2


def test_a_copy_older_than_several_saves_of_one_value_is_noticed() -> None:
    standing, before = Standing(), BASE
    for value in (46, 45, 44):
        now = sets(before, MINUTES, "delivered", value)
        standing, before = standing.saved(before, now), now
    for value in (47, 46, 45):
        assert names(standing, sets(BASE, MINUTES, "delivered", value)) == [(MINUTES, "delivered")]
    assert names(standing, sets(BASE, MINUTES, "delivered", 44)) == []


def test_undo_that_was_saved_counts_as_a_save() -> None:
    mine = sets(BASE, MINUTES, "delivered", 46)
    standing = Standing().saved(BASE, mine).saved(mine, BASE)
    assert names(standing, BASE) == []
    assert names(standing, mine) == [(MINUTES, "delivered")]


def test_what_i_added_and_what_i_deleted_can_be_saved_over_too() -> None:
    new = adding_touchpoint(BASE, BASE.stages[0].id, "Lift", None)
    mine = after(BASE, new, removing(BASE, DOOR))
    standing = Standing().saved(BASE, mine)
    places = [place for place, _ in names(standing, BASE)]
    assert (*new.collection, new.item.id) in places  # type: ignore[attr-defined]
    assert DOOR in places
    edit = reapplying(BASE, standing.overwritten(BASE))
    assert edit is not None
    again = edit.apply(BASE)
    assert again.touchpoint(DOOR[1]) is None
    assert item_at(again, (*new.collection, new.item.id)).name == "Lift"  # type: ignore[attr-defined]


def test_what_has_no_place_any_more_is_not_brought_back() -> None:
    mine = sets(BASE, MINUTES, "delivered", 46)
    lost = Standing().saved(BASE, mine).overwritten(BASE)
    assert reapplying(after(BASE, removing(BASE, MINUTES[:2])), lost) is None


def test_a_copy_older_than_what_was_saved_over_already_is_noticed() -> None:
    standing, before = Standing(), BASE
    for value in (46, 45):
        now = sets(before, MINUTES, "delivered", value)
        standing, before = standing.saved(before, now), now
    older = sets(BASE, MINUTES, "delivered", 46)
    assert names(standing, older) == [(MINUTES, "delivered")]
    again = sets(older, MINUTES, "delivered", 44)
    standing = standing.seen(older).saved(older, again)
    for value in (45, 46, 47):
        assert names(standing, sets(BASE, MINUTES, "delivered", value)) == [(MINUTES, "delivered")]
