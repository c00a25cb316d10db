"""What an edit is recorded as reads back as an edit that does the same, and nothing else reads at all."""

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from random import Random
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from model.editing.edits import ABSENT, Batch, Edit, Move, SetField
from model.editing.places import FILE
from model.editing.recording import Unreadable, edit_of, recorded
from model.editing.sameness import same
from model.editing.session import Session
from model.journey.project import Project
from model.journey.reading import read_project
from tests.editing.generated import random_file
from tests.editing.random_edits import random_edit


def written(edit: Edit) -> str:
    return json.dumps(recorded(edit))


def project_of(rng: Random) -> Project:
    project, problems = read_project(tomli.loads(random_file(rng).decode("utf-8-sig")))
    assert project is not None
    assert problems == ()
    return project


@given(st.integers(0, 2**32))
def test_an_edit_read_back_does_the_same_and_is_undone_the_same(seed: int) -> None:
    rng = Random(seed)
    session = Session.opened(project_of(rng))
    for _ in range(6):
        before = session.project
        session = session.apply(random_edit(rng, before))
        edit = session.state.edit
        assert edit is not None
        again = edit_of(json.loads(written(edit)))
        after = again.apply(before)
        assert same(after, session.project)
        assert ids(after) == ids(session.project)
        assert written(again) == written(edit)
        back = edit_of(json.loads(written(edit.inverse())))
        assert same(back.apply(after), edit.inverse().apply(session.project))


def ids(project: Project) -> list[Any]:
    names = ("stages", "segments", "touchpoints", "promises", "actions", "scenarios")
    rows = [row.id for each in project.touchpoints for row in each.expectations]
    return [[each.id for each in getattr(project, name)] for name in names] + [rows]


OFFSET = timezone(timedelta(hours=-3, minutes=-30))
SCALARS = (
    st.text()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.datetimes(timezones=st.sampled_from([UTC, OFFSET]))
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)


@given(VALUES | st.just(ABSENT), VALUES | st.just(ABSENT))
def test_every_value_of_toml_keeps_its_type(before: Any, after: Any) -> None:
    edit = SetField(("touchpoints", "a"), "says", before, after)
    again = edit_of(json.loads(written(edit)))
    assert isinstance(again, SetField)
    assert alike(again.before, before)
    assert alike(again.after, after)


def alike(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float):
        return repr(one) == repr(other)
    if isinstance(one, (datetime, time)):
        return bool(one == other) and one.utcoffset() == other.utcoffset()
    return bool(one == other)


def test_keys_that_look_like_marks_are_keys() -> None:
    value = {"absent": True, "table": {"date": "2026-11-22"}, "date": date(2026, 11, 22)}
    edit = Batch((SetField(FILE, "evidence", ABSENT, value), Move(("stages", "a"), 3, 0)))
    assert edit_of(json.loads(written(edit))) == edit


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        "set",
        {"set": ["touchpoints", "a"], "field": "says"},
        {"set": ["touchpoints"], "field": "name", "old": "a", "new": "b"},
        {"set": ["project", "x"], "field": "name", "old": "a", "new": "b"},
        {"set": ["expectations", "x"], "field": "name", "old": "a", "new": "b"},
        {"set": ["touchpoints", 3], "field": "name", "old": "a", "new": "b"},
        {"set": ["touchpoints", "a"], "field": 3, "old": "a", "new": "b"},
        {"set": ["touchpoints", "a"], "field": "says", "old": None, "new": "b"},
        {"set": ["touchpoints", "a"], "field": "says", "old": {}, "new": "b"},
        {"set": ["touchpoints", "a"], "field": "says", "old": {"date": "tomorrow"}, "new": "b"},
        {"set": ["touchpoints", "a"], "field": "says", "old": {"shell": "rm"}, "new": "b"},
        {"move": ["touchpoints", "a"], "old": -1, "new": 2},
        {"move": ["touchpoints", "a"], "old": True, "new": 2},
        {"move": [], "old": 1, "new": 2},
        {"add": ["touchpoints"], "index": 0, "item": {"id": "a", "rows": [], "data": {"table": {}}}},
        {"add": ["touchpoints", "a"], "index": 0, "item": {}},
        {"add": 7, "index": 0, "item": {}},
        {"remove": ["stages"], "index": 0, "item": {}},
        {
            "remove": ["stages", "a"],
            "index": 0,
            "item": {"id": 1, "rows": [], "data": {"table": {"name": "a"}}},
        },
        {"batch": [{"batch": [{}]}]},
        {"batch": 3},
    ],
    ids=str,
)
def test_what_is_no_edit_is_refused(data: Any) -> None:
    with pytest.raises(Unreadable):
        edit_of(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["set", "field", "old", "new", "add", "index", "item", "id", "rows", "data", "table"]
            )
            | st.text(),
            inner,
            max_size=6,
        )
    ),
)


@given(JSON)
def test_made_up_data_is_an_edit_or_refused(data: Any) -> None:
    try:
        edit = edit_of(data)
    except Unreadable:
        return
    assert alike(json.loads(json.dumps(recorded(edit))), recorded(edit))


def test_deep_nesting_is_refused() -> None:
    data: Any = {"set": ["project"], "field": "name", "old": "a", "new": "b"}
    for _ in range(5000):
        data = {"batch": [data]}
    with pytest.raises(Unreadable):
        edit_of(data)
