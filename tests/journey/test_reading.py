"""What reading a file gives: every mistake at once, in plain words, and all that could be read."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.journey.complaints import keys_of
from model.journey.naming import ID_PATTERN
from model.journey.problem import Problem
from model.journey.project import Project
from model.journey.reading import MOST_PROBLEMS, read_project
from model.journey.record import Record
from model.journey.rules import project_problems
from tests.journey.files import (
    ACTION,
    HEAD,
    OTHER,
    PROMISE,
    SCENARIO,
    STAGE,
    TOUCHPOINT,
    kept,
    project,
    read,
    row,
    sentences,
    sound,
    touchpoint,
)

BASE: dict[str, Any] = {"format": 1, "project": {"name": "x"}, "stages": [{"id": "s", "name": "S"}]}
ROW = {"name": "n", "kind": "rating"}
LEAKS = re.compile(
    r"pydantic|validat|Input should|forbidden|tuple|union|model_type|Field|permitted|_finite|None|"
    r"dict\b|\bstr\b|\bint\b|Literal|constrained|Error",
)
REPEATED = re.compile(r"`[^`]*`|\"[^\"]*\"")
"""What a sentence repeats from the file."""


def test_all_mistakes_are_told_at_once_wherever_they_stand() -> None:
    text = f"""
format = 1
[project]
rating_scale = [1, 5]
naem = "Pizza"
{STAGE}purchase = "yes"
{TOUCHPOINT}weight = -1
[[touchpoints.expectations]]
kind = "rating"
expected = 7
limit = "low"
[[touchpoints]]
name = "Nowhere"
[[touchpoints.expectations]]
name = "Time"
kind = "duration"
delivered = -1
{PROMISE}after = ["nothing"]
{ACTION}owner = 3
"""
    assert sentences(text) == [
        "project.name: `name` is missing; add a line `name = ...`.",
        "project.naem: `naem` is not a known key; did you mean `name`?",
        'stages[1].purchase: "yes" does not fit here; write true or false without quotes.',
        "touchpoints[1].weight: -1 is not allowed here; write 0 or more.",
        "touchpoints[1].expectations[1].name: `name` is missing; add a line `name = ...`.",
        'touchpoints[1].expectations[1].limit: "low" does not fit here; '
        "write true or false or a number without quotes.",
        "touchpoints[2].stage: `stage` is missing; add a line `stage = ...`.",
        "actions[1].owner: 3 does not fit here; write text in quotes.",
        "touchpoints[1].expectations[1].expected: 7 is outside 1 to 5; "
        "write a number on the scale, or change rating_scale under [project].",
        "touchpoints[2].expectations[1].unit: a duration needs its unit; "
        'write unit = "s", "min", "h", "d" or "wk".',
        "touchpoints[2].expectations[1].delivered: -1 is a negative duration; write 0 or more.",
        'promises[1].after[1]: there is no promise "nothing"; add that promise, or name one that exists.',
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (touchpoint('chanel = "web"'), "`chanel` is not a known key; did you mean `channel`?"),
        (row("expectd = 3"), "`expectd` is not a known key; did you mean `expected`?"),
        (row("Delivered = 3"), "`Delivered` is not a known key; did you mean `delivered`?"),
        (project("[chek]"), "`chek` is not a known key; did you mean `check`?"),
        (f"{HEAD}[[stage]]\n", "`stage` is not a known key; did you mean `stages`?"),
        (touchpoint("authority = { whom = 'me' }"), "`whom` is not a known key; did you mean `who`?"),
        (touchpoint('notes = [{ txt = "a" }]'), "`txt` is not a known key; did you mean `text`?"),
        (f"{HEAD}about = 3\n", "`about` is not a known key; known here: currency, customers_per_year"),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_known_one(text: str, sentence: str) -> None:
    assert any(sentence in each for each in sentences(text))


@pytest.mark.parametrize("name", ["about", "from_"])
def test_names_the_code_uses_inside_are_no_keys_of_the_file(name: str) -> None:
    data = (
        {**BASE, "about": {"name": "y"}} if name == "about" else promise_needing({"what": "w", name: "Ana"})
    )
    (problem,) = read_project(data)[1]
    assert problem.found == f"`{name}` is not a known key"


def promise_needing(need: dict[str, Any]) -> dict[str, Any]:
    """A file with a promise and what it needs."""
    touchpoint = {"id": "t", "name": "T", "stage": "s"}
    promise = {"touchpoint": "t", "what": "W", "due": date(2026, 11, 1), "needs": [need]}
    return {**BASE, "touchpoints": [touchpoint], "promises": [promise]}


@pytest.mark.parametrize(
    ("text", "echoes"),
    [
        (row("scale = [1, 'x']\ndelivered = 40"), "outside"),
        (project('rating_scale = "x"') + row("delivered = 40").removeprefix(HEAD), "outside"),
        (project("rating_scale = [9, 1]") + row("delivered = 40").removeprefix(HEAD), "outside"),
        (row("better = 3\nexpected = 7\nlimit = 8"), "better side"),
        (row('expected = "x"\npromised = 0', "count"), "tolerance"),
        (row('expected = 0\ntolerance = "x"', "count"), "no tolerance"),
        (project("currency = 3") + row("", "money").removeprefix(HEAD), "needs the project"),
        (row("scale = [1, 7]", "ratng"), "belongs to"),
        (row("unit = 3", "duration"), "needs its unit"),
        (f"{HEAD}{STAGE}{TOUCHPOINT}{PROMISE}outcome = 'mvoed'\nmoved_to = 2026-12-01\n", "without outcome"),
    ],
)
def test_a_mistake_is_told_once_and_not_again_for_what_rests_on_it(text: str, echoes: str) -> None:
    told = sentences(text)
    assert len(told) == 1
    assert echoes not in told[0]


def test_a_reference_to_a_row_that_is_wrong_elsewhere_is_no_mistake() -> None:
    told = sentences(f"{HEAD}{STAGE}{TOUCHPOINT}{OTHER}".replace('name = "The door"', "") + PROMISE + ACTION)
    assert told == ["touchpoints[1].name: `name` is missing; add a line `name = ...`."]


def test_what_could_be_read_is_there() -> None:
    project = kept(
        row("delivered = 8\nexpected = 40\nlimit = 'low'\nweight = 2")
        + '[[touchpoints.expectations]]\nname = "No kind"\n'
        + OTHER.replace('name = "The phone"', "")
        + PROMISE
        + PROMISE.replace("due = 2026-11-03", "")
    )
    (kept_row,) = project.touchpoints[0].expectations
    assert (kept_row.delivered, kept_row.expected, kept_row.limit, kept_row.weight) == (8, None, None, 2)
    assert [each.name for each in project.touchpoints] == ["The door", "phone"]
    assert len(project.promises) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}{STAGE}{STAGE}{TOUCHPOINT}{TOUCHPOINT}",
        f"{HEAD}{TOUCHPOINT}{PROMISE}{ACTION}",
        row("", "duration"),
        row("", "money"),
        row("expected = 0", "count"),
        row("expected = 3\nlimit = 3"),
        f'{HEAD}{STAGE}{TOUCHPOINT}depends_on = ["phone"]\n{OTHER}depends_on = ["door"]\n',
        f"{HEAD}{STAGE}{TOUCHPOINT}{PROMISE}outcome = 'moved'\n",
        project("rating_scale = [9, 1]") + row("delivered = 40").removeprefix(HEAD),
        f"{HEAD}{STAGE}{TOUCHPOINT}{SCENARIO}"
        'sets = [{ touchpoint = "door", expectation = "row", field = "delivered", to = -1 }]\n',
        row("").replace('name = "Row"', "").replace('name = "Pizza"', ""),
        "[project]\nname = 'x'\n",
    ],
)
def test_what_is_kept_breaks_no_rule_so_that_it_can_be_scored(text: str) -> None:
    assert list(project_problems(kept(text))) == []


def test_a_file_that_is_no_project_at_all_is_not_kept() -> None:
    project, problems = read("a = 1\n")
    assert project is None
    assert [each.key for each in problems] == ["format", "project", "a"]


def test_of_a_newer_format_only_that_is_told() -> None:
    project, problems = read(row("half_life = 3").replace("format = 1", "format = 2"))
    assert [each.sentence for each in problems] == [
        "format: format 2 is newer than this Gapline, which knows 1; open it with a newer Gapline."
    ]
    assert project is not None


def test_positions_in_the_file_survive_rows_that_are_left_out() -> None:
    touchpoints = f"{TOUCHPOINT}{OTHER}".replace('stage = "wait"\nname = "The door"', 'name = "The door"')
    row = "[[touchpoints.expectations]]\nname = 'E'\nkind = 'rating'\nexpected = 11\n"
    assert [each.path for each in read(f"{HEAD}{STAGE}{touchpoints}{row}")[1]] == [
        ("touchpoints", 0, "stage"),
        ("touchpoints", 1, "expectations", 0, "expected"),
    ]


def test_positions_in_a_list_survive_elements_that_are_left_out() -> None:
    assert sentences(touchpoint('depends_on = [3, "phone", "fax"]')) == [
        "touchpoints[1].depends_on[1]: 3 does not fit here; write text in quotes.",
        'touchpoints[1].depends_on[3]: there is no touchpoint "fax"; '
        "add that touchpoint, or name one that exists.",
    ]


def test_a_missing_key_is_marked_as_missing() -> None:
    problems = read(f"{HEAD}{STAGE}[[touchpoints]]\nname = 'T'\n")[1]
    assert [(each.path, each.missing) for each in problems] == [(("touchpoints", 0, "stage"), True)]


@pytest.mark.parametrize(
    "wrong", [date(2026, 1, 1), 3, 0.5, True, "x", [], {}, [[]], [{}], {"a": 1}, [1, "a"], {"str": 3}]
)
@pytest.mark.parametrize("key", [*Project.model_fields, "project"])
def test_a_wrong_type_at_the_top_never_raises(key: str, wrong: Any) -> None:
    readable(read_project({**BASE, key: wrong}))


def readable(result: tuple[Project | None, tuple[Problem, ...]]) -> None:
    """Whatever came out can be shown: no foreign words, short sentences, a project without a broken rule."""
    project, problems = result
    for problem in problems:
        assert not LEAKS.search(REPEATED.sub("", problem.found + problem.mend)), problem.sentence
        assert len(problem.sentence) < 700
        assert problem.found
        assert problem.mend
    if project is not None:
        assert list(project_problems(project)) == [] or project.format < 1
        project.to_data()


SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=8),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from(["wait", "door", "row", "rating", "duration", "money", "yes_no", "s", "GAP101", "moved"]),
)
KEYS = st.sampled_from(
    sorted(
        {key for record in Record.__subclasses__() for key in keys_of(record)} | {"str", "bool", "about", "0"}
    )
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)


@given(st.dictionaries(KEYS, VALUES, max_size=8))
def test_any_data_at_all_gives_problems_and_never_raises(data: dict[str, Any]) -> None:
    readable(read_project({"format": 1, "project": {"name": "x"}, **data}))


@given(st.dictionaries(KEYS, VALUES, max_size=8), st.dictionaries(KEYS, VALUES, max_size=6))
def test_any_touchpoint_and_row_give_problems_and_never_raise(
    above: dict[str, Any], row: dict[str, Any]
) -> None:
    whole = {"id": "t", "name": "T", "stage": "s", **above, "expectations": [{**ROW, **row}, ROW]}
    readable(read_project({**BASE, "touchpoints": [whole, {**whole, **above}]}))


def test_depth_and_size_of_hostile_values_never_raise() -> None:
    deep_list: list[Any] = []
    deep_table: dict[str, Any] = {}
    for _ in range(100_000):
        deep_list, deep_table = [deep_list], {"a": deep_table}
    long = "x" * 3_000_000
    row = {"name": long, "kind": long, "unit": long, long: 1, "expected_n": 1 << 40_000, "segment": long}
    touchpoint = {"name": deep_list, "stage": long, "id": long, "depends_on": [long], "expectations": [row]}
    stages = [{"name": long, "id": deep_table}]
    _, problems = read_project(
        {**BASE, "stages": stages, "segments": deep_table, "touchpoints": [touchpoint]}
    )
    assert len(problems) >= 8
    assert all(len(each.sentence) < 700 for each in problems)


@pytest.mark.parametrize(
    "data",
    [
        {f"k{number}": 1 for number in range(MOST_PROBLEMS + 1)},
        {"touchpoints": [1] * 200_000},
        {"touchpoints": [{"name": "T", "stage": "x"}] * (MOST_PROBLEMS + 1)},
    ],
    ids=["keys", "scalars", "references"],
)
def test_beyond_some_number_only_the_first_mistakes_are_told(data: dict[str, Any]) -> None:
    project, problems = read_project({**BASE, **data})
    assert project is None
    assert 1 < len(problems) <= MOST_PROBLEMS + 1
    assert "these are the first" in problems[-1].sentence


def test_many_equal_names_are_read_in_time_that_grows_with_their_number() -> None:
    stages = [{"name": "Same"}] * 30_000
    project, problems = read_project({"format": 1, "project": {"name": "x"}, "stages": stages})
    assert problems == ()
    assert project is not None
    assert [project.stages[0].id, project.stages[-1].id] == ["same", "same-30000"]


def test_ids_come_from_names_where_none_is_written() -> None:
    text = "".join(
        f'[[stages]]\nname = "{name}"\n' for name in ("Door to door!", "door-to-door", "Ünü", "配達", "配")
    )
    named = sound(f'{HEAD}[[stages]]\nid = "door-to-door-2"\nname = "x"\n{text}')
    ids = [each.id for each in named.stages]
    assert ids == ["door-to-door-2", "door-to-door", "door-to-door-3", "n", "stage", "stage-2"]
    assert all(ID_PATTERN.fullmatch(each) for each in ids)
    assert "id" not in named.stages[1].to_data()
