"""Two versions side by side: what counts as a difference, whose fault it is, and that the split adds up."""

import math
from datetime import date
from random import Random

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from model.editing.building import adding, naming, removing, renaming, shifting, to_stage, writing_ids
from model.editing.compare import Comparison, RowChange, compare
from model.editing.edits import Edit
from model.editing.session import Session
from model.files.loading import load
from model.journey.project import Project
from model.journey.reading import read_project
from tests.conftest import REPO_ROOT
from tests.editing.generated import written_data
from tests.editing.random_edits import random_edit

TODAY = date(2026, 11, 22)
SMALL = """
format = 1
[project]
name = "Shop"
currency = "EUR"
[[stages]]
id = "find"
name = "Find"
[[stages]]
id = "buy"
name = "Buy"
[[touchpoints]]
id = "web"
stage = "find"
name = "Web page"
[[touchpoints.expectations]]
id = "clear"
name = "Clear prices"
kind = "rating"
expected = 8
expected_by = "asked"
delivered = 7
[[touchpoints.expectations]]
id = "fast"
name = "Fast answer"
kind = "duration"
unit = "min"
expected = 30
expected_by = "asked"
delivered = 33
[[touchpoints]]
id = "till"
stage = "buy"
name = "Till"
weight = 2
[[touchpoints.expectations]]
name = "Short queue"
kind = "count"
unit = "people"
better = "lower"
expected = 4
delivered = 2
[[promises]]
id = "frame"
touchpoint = "till"
what = "The frame"
due = 2026-11-01
[[promises]]
id = "lamp"
touchpoint = "till"
what = "The lamp"
due = 2026-12-24
[[actions]]
id = "sign"
touchpoint = "web"
what = "A sign"
"""


def _project(text: str) -> Project:
    project, problems = read_project(tomli.loads(text))
    assert project is not None
    assert problems == ()
    return project


OLD = _project(SMALL)
SAMPLE = load(REPO_ROOT / "sample_config.toml").project
assert SAMPLE is not None


def _against(new: Project, old: Project = OLD, then: date | None = None) -> Comparison:
    return compare(old, new, as_of=TODAY, then=then)


def _after(*edits: Edit, old: Project = OLD) -> Comparison:
    session = Session.opened(old)
    for edit in edits:
        session = session.apply(edit)
    return _against(session.project, old)


def _said(comparison: Comparison) -> list[tuple[object, ...]]:
    return [(each.kind, each.place, each.field, each.before, each.after) for each in comparison.changes]


def _rewritten(*pairs: tuple[str, str]) -> Comparison:
    text = SMALL
    for was, now in pairs:
        assert was in text
        text = text.replace(was, now, 1)
    return _against(_project(text))


def _row(comparison: Comparison, id: str) -> RowChange:
    return next(row for row in comparison.rows if row.id == id)


# -- what counts as a difference -------------------------------------------------------------------------


@pytest.mark.parametrize("project", [OLD, SAMPLE], ids=["small", "sample"])
def test_a_project_beside_itself_is_the_same(project: Project) -> None:
    for other in (project, _reread(project)):
        found = compare(project, other, as_of=TODAY)
        assert found.same
        assert found.change == 0.0
        assert found.parts == dict.fromkeys(("delivery", "expectation", "weight", "membership", "rules"), 0.0)
        assert not found.shown
        assert set(found.counts) <= {"same", "unknown"}


def _reread(project: Project) -> Project:
    fresh, _ = read_project(project.to_data())
    assert fresh is not None
    return fresh


def test_what_only_the_layout_of_a_file_says_is_no_difference() -> None:
    found = _rewritten(
        ('name = "Till"\nweight = 2', 'name = "Till"\nweight = 2.0\nreassurance = false\ndepends_on = []'),
        (
            'name = "Short queue"',
            'id = "short-queue"\nname = "Short queue"\nweight = 1\nexpected_by = "assumed"',
        ),
    )
    assert found.same, _said(found)


def test_a_name_is_renamed_and_nothing_else() -> None:
    found = _after(naming(OLD, ("touchpoints", "web"), "Home page"))
    assert _said(found) == [("renamed", ("touchpoints", "web"), "name", "Web page", "Home page")]
    assert found.change == 0.0


def test_a_row_whose_id_only_comes_from_its_name_is_known_again() -> None:
    place = ("touchpoints", "till", "expectations", "short-queue")
    found = _rewritten(('name = "Short queue"', 'name = "No queue"'))
    new = (*place[:-1], "no-queue")
    assert _said(found) == [("renamed", new, "name", "Short queue", "No queue")]
    assert found.change == 0.0
    assert _row(found, "no-queue").before is not None


def test_a_row_that_is_like_no_other_went_and_another_came() -> None:
    """Renamed and changed at once, without an id: nobody can know that it is the same row."""
    found = _rewritten(('name = "Short queue"', 'name = "No queue"'), ("delivered = 2", "delivered = 1"))
    assert sorted(each.kind for each in found.changes) == ["added", "removed"]


def test_another_id_is_one_difference_and_references_follow() -> None:
    found = _after(renaming(OLD, ("touchpoints", "till"), "counter"))
    assert _said(found) == [("changed", ("touchpoints", "counter"), "id", "till", "counter")]
    assert found.change == 0.0


def test_moving_one_thing_moves_one_thing() -> None:
    edit = shifting(OLD, ("touchpoints", "web", "expectations", "clear"), 1)
    assert edit is not None
    (change,) = _after(edit).changes
    assert (change.kind, change.field) == ("moved", "order")
    found = _after(to_stage(OLD, "web", "buy"))
    assert _said(found) == [("moved", ("touchpoints", "web"), "stage", "find", "buy")]


def test_of_many_only_those_that_moved_are_told() -> None:
    ids = [f"s{number}" for number in range(9)]
    text = "format = 1\n[project]\nname = 'P'\n"
    old, new = (
        _project(text + "".join(f"[[stages]]\nid = '{id}'\nname = '{id}'\n" for id in order))
        for order in (ids, [*ids[1:6], ids[0], *ids[6:]])
    )
    assert _said(_against(new, old)) == [("moved", ("stages", "s0"), "order", 1, 6)]


def test_adding_and_removing_show_as_such_and_as_membership() -> None:
    data = {"name": "Card", "kind": "yes_no", "delivered": 0.5, "expected_by": "asked"}
    found = _after(adding(OLD, ("touchpoints", "till", "expectations"), data))
    (change,) = found.changes
    assert (change.kind, change.place[-1]) == ("added", "card")
    assert found.parts is not None
    assert {cause for cause, part in found.parts.items() if part} == {"membership"}
    assert _row(found, "card").verdict.direction == "new"
    gone = compare(found.new, OLD, as_of=TODAY)
    assert [each.kind for each in gone.changes] == ["removed"]
    assert _row(gone, "card").verdict.direction == "gone"
    assert gone.change == pytest.approx(-(found.change or 0.0))


def test_a_touchpoint_that_goes_is_one_difference_and_its_rows_are_gone() -> None:
    found = _after(removing(OLD, ("touchpoints", "web")))
    assert [(each.kind, each.place) for each in found.changes] == [
        ("removed", ("touchpoints", "web")),
        ("removed", ("actions", "sign")),
    ]
    assert [(row.id, row.verdict.words) for row in found.shown] == [("clear", "gone"), ("fast", "gone")]
    assert [each.place for each in found.others] == [("actions", "sign")]


def test_an_id_written_down_is_no_difference() -> None:
    edit = writing_ids(OLD)
    assert edit is not None
    assert _after(edit).same


# -- verdicts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "row", "words"),
    [
        ([("delivered = 7", "delivered = 6")], "clear", "worse: we slipped"),
        ([("delivered = 7", "delivered = 7.5")], "clear", "better"),
        ([("expected = 8", "expected = 9")], "clear", "worse: bar rose"),
        ([("expected = 8", "expected = 7.5")], "clear", "better: bar fell"),
        ([("expected = 30", "expected = 28")], "fast", "worse: bar rose"),
        ([("expected = 8", "expected = 8\nlimit = 7")], "clear", "worse: limit moved"),
        (
            [("expected = 8", "expected = 9"), ("delivered = 7", "delivered = 6")],
            "clear",
            "worse: both moved",
        ),
        ([("delivered = 2", 'delivered = 2\nexpected_by = "asked"')], "short-queue", "better: basis"),
        ([("delivered = 33", "delivered_n = 3")], "fast", "unknown: no score now"),
        ([('kind = "rating"', 'kind = "count"')], "clear", "unknown: measured otherwise"),
        (
            [
                ("delivered = 7", "delivered = 7\nsegment = 's'"),
                ("[[promises]]", "[[segments]]\nname = 's'\n[[promises]]"),
            ],
            "clear",
            "same",
        ),
    ],
)
def test_the_verdict_says_who_moved(pairs: list[tuple[str, str]], row: str, words: str) -> None:
    found = _row(_rewritten(*pairs), row)
    assert found.verdict.words == words
    if found.parts is not None and found.before is not None and found.after is not None:
        start, end = found.before.credited, found.after.credited
        assert start is not None
        assert end is not None
        assert sum(found.parts) == pytest.approx(end - start, abs=1e-9)


def test_a_duration_in_another_unit_is_the_same_duration() -> None:
    found = _rewritten(
        ('unit = "min"\nexpected = 30', 'unit = "s"\nexpected = 1800'), ("delivered = 33", "delivered = 1980")
    )
    assert found.change == pytest.approx(0.0, abs=1e-9)
    assert found.parts == pytest.approx(dict.fromkeys(found.parts or (), 0.0), abs=1e-9)
    assert _row(found, "fast").verdict.words == "same"


def test_what_is_not_our_work_is_counted() -> None:
    found = _rewritten(("expected = 8", "expected = 9"), ("delivered = 33", "delivered = 36"))
    assert found.counts["worse"] == 2
    assert found.not_our_work == 1


@pytest.mark.parametrize(
    ("pairs", "causes"),
    [
        ([("delivered = 7", "delivered = 6")], {"delivery"}),
        ([("expected = 30", "expected = 28")], {"expectation"}),
        ([("weight = 2", "weight = 3")], {"weight"}),
        (
            [("[[stages]]", "[scoring]\nloss_aversion = 1\n[[stages]]"), ("delivered = 7", "delivered = 9")],
            {"delivery", "rules"},
        ),
        ([("[[stages]]", "[scoring]\nscheme = 'symmetric'\nrollup = 'worst'\n[[stages]]")], {"rules"}),
        ([('currency = "EUR"', 'currency = "EUR"\nrating_scale = [0, 10]')], {"rules"}),
    ],
)
def test_each_cause_gets_what_it_brought(pairs: list[tuple[str, str]], causes: set[str]) -> None:
    parts = _rewritten(*pairs).parts
    assert parts is not None
    assert {cause for cause, part in parts.items() if part} == causes


# -- since -----------------------------------------------------------------------------------------------


def test_promises_and_actions_since() -> None:
    text = SMALL.replace("due = 2026-12-24", "due = 2026-12-24\ndone = 2026-11-20")
    text = text.replace('what = "A sign"', 'what = "A sign"\ndone = 2026-11-02')
    found = _against(_project(text), then=date(2026, 10, 1)).since
    assert dict(found.promises) == {"frame": "broken", "lamp": "kept"}
    assert (found.actions_open_then, found.actions_done) == (1, 1)
    late = _against(_project(text), then=date(2026, 11, 10)).since
    assert dict(late.promises) == {"lamp": "kept"}, "the frame was broken before that day already"


# -- the parts add up ------------------------------------------------------------------------------------


@given(st.integers(0, 10**9), st.integers(1, 20), st.booleans())
def test_the_parts_add_up_over_any_edits(seed: int, count: int, sample: bool) -> None:
    rng = Random(seed)
    old = SAMPLE if sample else read_project(written_data(rng))[0]
    assert old is not None
    session = Session.opened(old)
    for _ in range(count):
        session = session.apply(random_edit(rng, session.project))
    found = compare(old, session.project, as_of=TODAY)
    if found.change is None:
        assert found.parts is None
        return
    assert found.parts is not None
    assert abs(math.fsum(found.parts.values()) - found.change) <= 1e-9
    back = compare(session.project, old, as_of=TODAY)
    assert back.change == pytest.approx(-found.change, abs=1e-9)
    for row in found.rows:
        assert row.before is not None or row.after is not None


@given(st.integers(0, 10**9))
def test_everything_that_an_edit_changes_is_told(seed: int) -> None:
    """What is not told as a difference leaves every score as it was."""
    rng = Random(seed)
    old = SAMPLE
    assert old is not None
    session = Session.opened(old).apply(random_edit(rng, old))
    found = compare(old, session.project, as_of=TODAY)
    if found.same:
        assert found.change == pytest.approx(0.0, abs=1e-9)
