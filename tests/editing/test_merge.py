"""What merging makes of two people's changes, case by case."""

from collections.abc import Callable, Iterable

import pytest
import tomli

from model.editing.building import adding, removing, renaming
from model.editing.conflictwords import conflict_sentence, settled_words
from model.editing.edits import Edit, Move, set_field
from model.editing.merge import CannotMerge, Merged, merge
from model.editing.places import item_at
from model.journey.project import Project
from model.journey.reading import read_project
from model.journey.rules import project_problems
from tests.editing.projects import CLEAR, DOOR, LINKED, linked

Change = Callable[[Project], Edit]
SITE = ("touchpoints", "site")
KITCHEN = ("touchpoints", "kitchen")


def sets(place: tuple[str, ...], field: str, value: object) -> Change:
    return lambda project: set_field(project, place, field, value)


def removes(place: tuple[str, ...]) -> Change:
    return lambda project: removing(project, place)


def changed(project: Project, changes: Iterable[Change]) -> Project:
    for change in changes:
        project = change(project).apply(project)
    return project


def merged(mine: list[Change], theirs: list[Change], base: Project | None = None) -> Merged:
    base = base or linked()
    result = merge(base, changed(base, mine), changed(base, theirs))
    for project in (result.project, result.pending):
        assert [each.sentence for each in project_problems(project)] == []
    return result


def kinds(result: Merged) -> list[tuple[str, tuple[str, ...], str]]:
    return [(each.kind, each.place, each.field) for each in result.conflicts]


def ids(project: Project) -> list[str]:
    return [each.id for each in project.touchpoints]


@pytest.mark.parametrize(("mine", "theirs"), [(True, 1), (1, 1.0), (0.0, -0.0), (False, 0)])
def test_values_of_two_types_are_two_values(mine: object, theirs: object) -> None:
    text = LINKED.replace("to = 8 }", "to = 1 }").replace(
        'kind = "rating"\nexpected = 7\ndelivered = 4.0', 'kind = "yes_no"\ndelivered = 0.5'
    )
    result = merged([sets(CLEAR, "delivered", mine)], [sets(CLEAR, "delivered", theirs)], linked(text))
    assert kinds(result) == [("field", CLEAR, "delivered")]
    assert repr(item_at(result.project, CLEAR).delivered) == repr(theirs)
    assert repr(item_at(result.pending, CLEAR).delivered) == repr(mine)


def test_both_notes_are_kept() -> None:
    first, second = ["asked"], [{"text": "called", "by": "Dev"}]
    result = merged([sets(SITE, "notes", first)], [sets(SITE, "notes", second)])
    assert result.conflicts == ()
    assert {getattr(each, "text", each) for each in item_at(result.project, SITE).notes} == {
        "asked",
        "called",
    }


def test_keys_of_a_table_in_a_table_are_merged_one_by_one() -> None:
    result = merged([sets(DOOR, "authority.up_to", "20 EUR")], [sets(DOOR, "authority.backed_by", "lead")])
    assert result.conflicts == ()
    assert item_at(result.project, DOOR).authority.to_data() == {
        "who": "rider",
        "up_to": "20 EUR",
        "backed_by": "lead",
    }


@pytest.mark.parametrize("turned", [False, True])
def test_an_edit_beats_a_delete_and_says_so(turned: bool) -> None:
    sides = ([removes(CLEAR)], [sets(CLEAR, "delivered", 5)])
    result = merged(*(reversed(sides) if turned else sides))
    assert kinds(result) == [("deleted", CLEAR, "")]
    assert item_at(result.project, CLEAR).delivered == 5
    assert result.choices == ()


@pytest.mark.parametrize("turned", [False, True])
def test_what_one_side_refers_to_anew_is_not_deleted_by_the_other(turned: bool) -> None:
    promise = {"touchpoint": "kitchen", "what": "Hot", "due": tomli.loads("d = 2026-12-01")["d"]}
    sides = ([removes(KITCHEN)], [lambda project: adding(project, ("promises",), promise)])
    result = merged(*(reversed(sides) if turned else sides))
    assert ("deleted", KITCHEN, "") in kinds(result)
    assert "kitchen" in ids(result.project)
    assert any(each.touchpoint == "kitchen" for each in result.project.promises)


def test_one_new_id_with_two_contents_is_one_choice_and_their_rows_are_both_kept() -> None:
    def adds(name: str, row: str) -> list[Change]:
        data = {"id": "new", "stage": "eat", "name": name}
        rows = {"id": row, "name": row.title(), "kind": "rating"}
        return [
            lambda project: adding(project, ("touchpoints",), data),
            lambda project: adding(project, ("touchpoints", "new", "expectations"), rows),
        ]

    result = merged(adds("Mine", "one"), adds("Theirs", "two"))
    place = ("touchpoints", "new")
    assert kinds(result) == [("added", place, "")]
    assert (item_at(result.project, place).name, item_at(result.pending, place).name) == ("Theirs", "Mine")
    assert {row.id for row in item_at(result.project, place).expectations} == {"one", "two"}
    (conflict,) = result.choices
    edit = conflict.settling(result.pending, conflict.theirs)
    assert edit is not None
    assert item_at(edit.apply(result.pending), place).name == "Theirs"


def test_an_order_that_one_side_changed_holds_and_two_orders_are_a_choice() -> None:
    def moves(id: str, before: int, after: int) -> list[Change]:
        return [lambda _: Move(("touchpoints", id), before, after)]

    assert ids(linked()) == ["site", "kitchen", "door"]
    alone = merged(moves("site", 0, 2), [sets(SITE, "owner", "Dev")])
    assert ids(alone.project) == ["kitchen", "door", "site"]
    assert alone.conflicts == ()
    both = merged(moves("site", 0, 2), moves("door", 2, 0))
    assert kinds(both) == [("order", ("touchpoints",), "")]
    assert ids(both.project) == ["door", "site", "kitchen"]
    assert ids(both.pending) == ["kitchen", "door", "site"]
    edit = both.conflicts[0].settling(both.project, both.conflicts[0].mine)
    assert edit is not None
    assert ids(edit.apply(both.project)) == ["kitchen", "door", "site"]


def test_their_changes_follow_what_i_renamed() -> None:
    result = merged(
        [lambda project: renaming(project, KITCHEN, "oven")],
        [sets(KITCHEN, "owner", "Dev"), sets(SITE, "owner", "Gus")],
    )
    assert result.conflicts == ()
    assert item_at(result.project, ("touchpoints", "oven")).owner == "Dev"
    assert ids(result.project) == ["site", "oven", "door"]
    assert "oven" in item_at(result.project, DOOR).depends_on


def test_of_two_new_ids_theirs_holds_and_it_is_said() -> None:
    result = merged(
        [lambda project: renaming(project, KITCHEN, "oven")],
        [lambda project: renaming(project, KITCHEN, "stove")],
    )
    assert kinds(result) == [("renamed", ("touchpoints", "stove"), "id")]
    assert ids(result.project) == ids(result.pending) == ["site", "stove", "door"]


def test_where_a_deleted_item_was_moved_to_is_told_and_the_delete_holds() -> None:
    result = merged([lambda _: Move(SITE, 0, 2)], [removes(SITE)])
    assert kinds(result) == [("moved", SITE, "")]
    assert ids(result.project) == ids(result.pending) == ["kitchen", "door"]
    assert result.choices == ()
    words = "touchpoint The site: mine moves it, theirs deletes it; it is gone"
    assert conflict_sentence(result.conflicts[0], result.pending) == words
    turned = merged([removes(SITE)], [lambda _: Move(SITE, 0, 2)])
    assert kinds(turned) == [("moved", SITE, "")]
    # Others that were moved around it keep their new order, and nothing of it is lost.
    assert kinds(merged([lambda _: Move(DOOR, 2, 0)], [removes(KITCHEN)])) == []


def test_an_item_that_got_another_id_and_another_value_is_said_to_be_perhaps_the_same() -> None:
    """Ids are never guessed: the two are kept apart, and nobody is left to find out alone."""
    theirs = [
        lambda project: renaming(project, KITCHEN, "oven"),
        sets(("touchpoints", "oven"), "owner", "Gus"),
    ]
    result = merged([sets(KITCHEN, "owner", "Dev")], theirs)
    assert kinds(result) == [("deleted", KITCHEN, "")]
    assert set(ids(result.pending)) == {"site", "kitchen", "oven", "door"}
    assert conflict_sentence(result.conflicts[0], result.pending) == (
        "touchpoint Kitchen: theirs deletes it, mine edits it; it stays"
        "; 'oven' may be the same under another id"
    )
    moved = merged([lambda _: Move(KITCHEN, 1, 0)], theirs)
    assert kinds(moved) == [("moved", KITCHEN, "")]
    assert settled_words(moved.conflicts, moved.pending) == (
        "touchpoint Kitchen is gone, which one of you moved and the other deleted"
        "; 'oven' may be the same under another id."
    )


def test_changes_that_break_a_rule_together_are_a_choice() -> None:
    """Each is fine alone: a limit of 5 below 7 expected, 4 expected above no limit."""
    result = merged([sets(CLEAR, "limit", 5)], [sets(CLEAR, "expected", 4)])
    assert {each.about for each in result.choices} == {(CLEAR, "limit"), (CLEAR, "expected")}
    assert (item_at(result.project, CLEAR).expected, item_at(result.project, CLEAR).limit) == (4, None)
    assert (item_at(result.pending, CLEAR).expected, item_at(result.pending, CLEAR).limit) == (7, 5)


def test_a_ring_that_two_people_close_is_a_choice() -> None:
    base = changed(linked(), [sets(DOOR, "depends_on", ["site"])])
    result = merged([sets(KITCHEN, "depends_on", ["door"])], [sets(DOOR, "depends_on", ["kitchen"])], base)
    assert {each.field for each in result.choices} == {"depends_on"}


# -- items without an id ----------------------------------------------------------------------------------

BARE = """
format = 1
[project]
name = "Bare"
[[stages]]
id = "s"
name = "S"
[[touchpoints]]
name = "Door"
stage = "s"
owner = "Ana"
[[touchpoints]]
name = "Desk"
stage = "s"
"""


def bare(*changes: tuple[str, str]) -> Project:
    text = BARE
    for was, now in changes:
        assert was in text
        text = text.replace(was, now, 1)
    project, problems = read_project(tomli.loads(text))
    assert problems == ()
    assert project is not None
    return project


def test_a_name_that_nobody_touched_is_enough_to_know_an_item_by() -> None:
    mine, theirs = bare(('"Ana"', '"Eli"')), bare(('name = "Desk"', 'name = "Desk"\nowner = "Gus"'))
    result = merge(bare(), mine, theirs)
    assert [each.owner for each in result.project.touchpoints] == ["Eli", "Gus"]
    assert "id" not in result.project.touchpoints[0].to_data()


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ([('"Ana"', '"Eli"')], [('"Door"', '"Gate"')]),
        ([('"Ana"', '"Eli"')], [('[[touchpoints]]\nname = "Door"\nstage = "s"\nowner = "Ana"\n', "")]),
        ([('"Desk"', '"Door"'), ('"Ana"', '"Eli"')], [('"Ana"', '"Gus"'), ('"Desk"', '"Door"')]),
    ],
    ids=["renamed", "deleted", "twins"],
)
def test_without_an_id_nothing_is_guessed(mine: list[tuple[str, str]], theirs: list[tuple[str, str]]) -> None:
    with pytest.raises(CannotMerge, match='"Door", which have no id of their own'):
        merge(bare(), bare(*mine), bare(*theirs))


def test_a_name_that_only_one_side_changed_is_no_guess() -> None:
    result = merge(bare(), bare(('"Desk"', '"Counter"')), bare(('"Ana"', '"Eli"')))
    assert [(each.name, each.owner) for each in result.project.touchpoints] == [
        ("Door", "Eli"),
        ("Counter", None),
    ]
