"""Every rule of the file format, with a file that breaks it and one that just does not."""

import pytest

from tests.journey.files import (
    HEAD,
    OTHER,
    STAGE,
    TOUCHPOINT,
    action,
    project,
    promise,
    row,
    scenario,
    sentences,
    touchpoint,
)

ROW = "touchpoints[1].expectations[1]"
NEEDED = [
    ("format = 1\n", "format: `format` is missing; write `format = 1` at the top."),
    ('name = "Pizza"\n', "project.name: `name` is missing; add a line `name = ...`."),
    ('stage = "wait"\n', "touchpoints[1].stage: `stage` is missing; add a line `stage = ...`."),
    ('kind = "rating"\n', f"{ROW}.kind: `kind` is missing; add a line `kind = ...`."),
    ('name = "Row"\n', f"{ROW}.name: `name` is missing; add a line `name = ...`."),
]


@pytest.mark.parametrize(("line", "sentence"), NEEDED)
def test_a_needed_key_that_is_missing_is_named(line: str, sentence: str) -> None:
    whole = row("")
    assert sentences(whole) == []
    assert sentences(whole.replace(line, "", 1)) == [sentence]


def test_the_project_table_is_needed() -> None:
    assert sentences("format = 1\n") == ["project: `project` is missing; add a [project] table with a name."]


SETS = 'sets = [{ touchpoint = "door", expectation = "row", field = "delivered", to = -1 }]'
RULES = {
    "format from 1": (
        HEAD.replace("1", "0"),
        HEAD,
        "format: format 0 does not exist; write format = 1.",
    ),
    "scale has two ends": (
        project("rating_scale = [1, 5, 10]"),
        project("rating_scale = [1, 10]"),
        "project.rating_scale: a scale has two ends, the lower first; write one such as [1, 10].",
    ),
    "scale rises": (
        project("rating_scale = [5, 5]"),
        project("rating_scale = [5, 5.5]"),
        "project.rating_scale: a scale has two ends, the lower first; write one such as [1, 10].",
    ),
    "stale after a day or more": (
        project("stale_after_days = 0"),
        project("stale_after_days = 1"),
        "project.stale_after_days: 0 is not allowed here; write a number above 0.",
    ),
    "working days": (
        project("working_days = []"),
        project('working_days = ["sun"]'),
        "project.working_days: the week has no working day; name at least one, or remove the key.",
    ),
    "names of days": (
        project('working_days = ["mo"]'),
        project('working_days = ["mon"]'),
        'project.working_days[1]: "mo" is not one of the known values; '
        "did you mean `mon` (mon, tue, wed, thu, fri, sat or sun)?",
    ),
    "customers are not negative": (
        project("customers_per_year = -1"),
        project("customers_per_year = 0"),
        "project.customers_per_year: -1 is not allowed here; write 0 or more.",
    ),
    "loss aversion": (
        project("[scoring]\nloss_aversion = 3.1"),
        project("[scoring]\nloss_aversion = 3"),
        "scoring.loss_aversion: 3.1 is not allowed here; write 3 or less.",
    ),
    "scheme": (
        project('[scoring]\nscheme = "tolerence"'),
        project('[scoring]\nscheme = "tolerance"'),
        'scoring.scheme: "tolerence" is not one of the known values; did you mean `tolerance` '
        "(tolerance, symmetric, promise_strict, prospect, servqual, servperf or libqual)?",
    ),
    "heavy share": (
        project("[check]\nheavy_share = 0"),
        project("[check]\nheavy_share = 0.001"),
        "check.heavy_share: 0 is not allowed here; write a number above 0.",
    ),
    "ceiling": (
        project("[check]\nceiling = 1"),
        project("[check]\nceiling = 0.99"),
        "check.ceiling: 1 is not allowed here; write a number below 1.",
    ),
    "codes": (
        project('[check]\nignore = ["GAP1"]'),
        project('[check]\nignore = ["GAP101"]'),
        'check.ignore[1]: "GAP1" is not a code of a finding; write one such as GAP101.',
    ),
    "share of a segment": (
        project('[[segments]]\nname = "Students"\nshare = 1.1'),
        project('[[segments]]\nname = "Students"\nshare = 1'),
        "segments[1].share: 1.1 is not allowed here; write 1 or less.",
    ),
    "ids are small": (
        project('[[stages]]\nid = "Wait"\nname = "Wait"'),
        project('[[stages]]\nid = "wait"\nname = "Wait"'),
        'stages[1].id: "Wait" is not an id; use a-z, 0-9 and -, at most 64, not starting with -.',
    ),
    "ids do not start with a dash": (
        project('[[stages]]\nid = "-wait"\nname = "Wait"'),
        project('[[stages]]\nid = "0-wait-"\nname = "Wait"'),
        'stages[1].id: "-wait" is not an id; use a-z, 0-9 and -, at most 64, not starting with -.',
    ),
    "ids have 64 characters": (
        project(f'[[stages]]\nid = "{"w" * 65}"\nname = "Wait"'),
        project(f'[[stages]]\nid = "{"w" * 64}"\nname = "Wait"'),
        f'stages[1].id: "{"w" * 65}" is not an id; use a-z, 0-9 and -, at most 64, not starting with -.',
    ),
    "ids are not empty": (
        project('[[stages]]\nid = ""\nname = "Wait"'),
        project('[[stages]]\nname = "Wait"'),
        'stages[1].id: "" is not an id; use a-z, 0-9 and -, at most 64, not starting with -.',
    ),
    "ids are unique": (
        f"{HEAD}{STAGE}{STAGE}",
        f"{HEAD}{STAGE}{STAGE.replace('wait', 'wait-2')}",
        'stages[2].id: the id "wait" is already taken by stages[1]; give it another id.',
    ),
    "ids of rows are unique in their touchpoint": (
        touchpoint('[[touchpoints.expectations]]\nid = "a"\nname = "A"\nkind = "count"\n' * 2),
        touchpoint('[[touchpoints.expectations]]\nid = "a"\nname = "A"\nkind = "count"\n')
        + '[[touchpoints.expectations]]\nid = "a"\nname = "A"\nkind = "count"\n',
        'touchpoints[1].expectations[2].id: the id "a" is already taken by expectations[1]; '
        "give it another id.",
    ),
    "stage of a touchpoint": (
        f"{HEAD}{STAGE}{TOUCHPOINT}".replace('stage = "wait"', 'stage = "wiat"'),
        f"{HEAD}{STAGE}{TOUCHPOINT}",
        'touchpoints[1].stage: there is no stage "wiat"; did you mean "wait"?',
    ),
    "weight": (
        touchpoint("weight = -0.1"),
        touchpoint("weight = 0"),
        "touchpoints[1].weight: -0.1 is not allowed here; write 0 or more.",
    ),
    "depends_on": (
        touchpoint('depends_on = ["phone", "fax"]'),
        touchpoint('depends_on = ["phone"]'),
        'touchpoints[1].depends_on[2]: there is no touchpoint "fax"; '
        "add that touchpoint, or name one that exists.",
    ),
    "depends_on once": (
        touchpoint('depends_on = ["phone", "phone"]'),
        touchpoint('depends_on = ["phone"]'),
        'touchpoints[1].depends_on[2]: "phone" already stands in this list; name it once.',
    ),
    "depends_on in a ring": (
        f'{HEAD}{STAGE}{TOUCHPOINT}depends_on = ["phone"]\n{OTHER}depends_on = ["door"]\n',
        f'{HEAD}{STAGE}{TOUCHPOINT}depends_on = ["phone"]\n{OTHER}',
        "touchpoints[1].depends_on: touchpoints wait for each other: door > phone > door; "
        "remove one of the links.",
    ),
    "touchpoint ignores": (
        touchpoint('ignore = ["gap101"]'),
        touchpoint('ignore = ["GAP101"]'),
        'touchpoints[1].ignore[1]: "gap101" is not a code of a finding; write one such as GAP101.',
    ),
    "moved promises": (
        promise('outcome = "moved"'),
        promise('outcome = "moved"\nmoved_to = 2026-12-01'),
        "promises[1].moved_to: a moved promise needs its new date; write one such as moved_to = 2026-11-22.",
    ),
    "moved without outcome": (
        promise("moved_to = 2026-12-01"),
        promise('outcome = "moved"\nmoved_to = 2026-12-01'),
        'promises[1].moved_to: moved_to stands without outcome; write outcome = "moved" or remove moved_to.',
    ),
    "promise is after another": (
        promise('after = ["ordre"]'),
        promise('after = ["order"]'),
        'promises[1].after[1]: there is no promise "ordre"; did you mean "order"?',
    ),
    "promise waits for itself": (
        promise('after = ["sample"]'),
        promise('after = ["order"]'),
        "promises[1].after: promises wait for each other: sample > sample; remove one of the links.",
    ),
    "touchpoint of a promise": (
        promise("").replace('touchpoint = "door"', 'touchpoint = "dor"', 1),
        promise(""),
        'promises[1].touchpoint: there is no touchpoint "dor"; did you mean "door"?',
    ),
    "days of work": (
        promise("days = -1"),
        promise("days = 0"),
        "promises[1].days: -1 is not allowed here; write 0 or more.",
    ),
    "effect of an action": (
        action('would_deliver = { expectation = "rows", delivered = 2 }'),
        action('would_deliver = { expectation = "row", delivered = 2 }'),
        'actions[1].would_deliver.expectation: there is no expectation "rows"; did you mean "row"?',
    ),
    "effect in the unit of its row": (
        action('would_deliver = { expectation = "row", delivered = true }'),
        action('would_deliver = { expectation = "row", delivered = 1 }'),
        'actions[1].would_deliver.delivered: true and false belong to kind = "yes_no", not to count; '
        "write a number.",
    ),
    "touchpoint of an action": (
        action("").replace('[[actions]]\nid = "text"\ntouchpoint = "door"', '[[actions]]\ntouchpoint = "x"'),
        action(""),
        'actions[1].touchpoint: there is no touchpoint "x"; add that touchpoint, or name one that exists.',
    ),
    "scenario names a key": (
        scenario('sets = [{ touchpoint = "door", expectation = "row", field = "deliverd", to = 1 }]'),
        scenario('sets = [{ touchpoint = "door", expectation = "row", field = "delivered", to = 1 }]'),
        "scenarios[1].sets[1].field: `deliverd` is not a key a scenario can set; did you mean `delivered`?",
    ),
    "scenario sets a value of the right type": (
        scenario('sets = [{ touchpoint = "door", expectation = "row", field = "delivered", to = "soon" }]'),
        scenario('sets = [{ touchpoint = "door", expectation = "row", field = "unit", to = "calls" }]'),
        'scenarios[1].sets[1].to: "soon" does not fit here; write true or false or a number without quotes.',
    ),
    "scenario sets a value of the row's kind": (
        scenario(
            'sets = [{ touchpoint = "door", expectation = "row", field = "delivered", to = -1 }]', "duration"
        ),
        scenario('sets = [{ touchpoint = "door", expectation = "row", field = "delivered", to = -1 }]'),
        "scenarios[1].sets[1].to: -1 is a negative duration; write 0 or more.",
    ),
    "scenario names a row": (
        scenario('sets = [{ touchpoint = "door", expectation = "x", field = "delivered", to = 1 }]'),
        scenario("sets = []"),
        'scenarios[1].sets[1].expectation: there is no expectation "x"; '
        "add that expectation, or name one that exists.",
    ),
}


@pytest.mark.parametrize(("broken", "sound", "sentence"), RULES.values(), ids=RULES)
def test_a_broken_rule_is_told_and_a_kept_one_is_not(broken: str, sound: str, sentence: str) -> None:
    assert sentences(broken) == [sentence]
    assert sentences(sound) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}{STAGE}",
        f"{HEAD}{STAGE}{TOUCHPOINT}",
        row('expected_by = "asked"'),
        row("delivered = 3"),
        row("limit = 3"),
        row("", "yes_no"),
        HEAD,
    ],
    ids=["empty stage", "no rows", "basis alone", "no expected", "limit alone", "bare yes_no", "no stages"],
)
def test_what_is_not_known_yet_is_no_problem(text: str) -> None:
    assert sentences(text) == []
