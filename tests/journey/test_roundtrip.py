"""A project says again exactly what its file says: every key, every type, nothing added."""

from typing import Any

import pytest
import tomli

from model.files.sameness import same
from model.journey.project import Project
from model.journey.reading import read_project
from model.journey.record import Record
from tests.conftest import REPO_ROOT
from tests.journey.files import HEAD, STAGE, TOUCHPOINT, row, sound

EVERY_KEY = """
format = 1
project.name = "Corner Pizza"
project.currency = "EUR"
project.rating_scale = [1, 10.0]
project.stale_after_days = 180
project.customers_per_year = 5200
project.working_days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
project.holidays = [2026-12-25]
project.value_per_customer = 96.0
scoring = { scheme = "tolerance", loss_aversion = 2, rollup = "mean" }
[check]
heavy_share = 0.333
far = 1
pushed = 5
ceiling = 0
few = 5
ignore = ["GAP118"]
[[stages]]
id = "wait"
name = "Wait"
purchase = false
[[segments]]
id = "students"
name = "Students"
share = 1
[[touchpoints]]
id = "kitchen"
stage = "wait"
name = "Kitchen"
[[touchpoints]]
id = "delivery"
stage = "wait"
name = "The rider at the door"
channel = "in person"
owner = "Dispatch"
weight = 3
says = "I want it hot."
depends_on = ["kitchen"]
feedback = "reply to the SMS"
authority = { who = "rider", up_to = "a free dessert", backed_by = "shift lead" }
reassurance = false
reviewed = { on = 2026-10-30, by = ["Ana", "Dev"], score = -21.5 }
notes = [{ text = "Friday", by = "Ana", on = 2026-10-30 }, "bare"]
ignore = []
[[touchpoints.expectations]]
id = "minutes"
name = "Door to door"
kind = "duration"
lever = "time"
unit = "min"
better = "lower"
tolerance = 10
expected = 40
expected_by = "asked"
expected_n = 38
expected_on = 2026-10-02
limit = 60
believed = 60
promised = 60
target = 45
feasible = 25
delivered = 47
delivered_by = "measured"
delivered_n = 212
delivered_sd = 11.5
delivered_on = 2026-11-01
weight = 2
segment = "students"
observations = { file = "times.csv", column = "minutes" }
ignore = ["GAP101"]
[[touchpoints.expectations]]
name = "Warm"
kind = "yes_no"
bonus = true
expected = 0
delivered = false
observations = [true, 0, 1, 0.5]
[[touchpoints.expectations]]
name = "Kind"
kind = "rating"
scale = [1, 7]
[[promises]]
id = "order"
touchpoint = "delivery"
what = "An order"
due = 2026-11-01
outcome = "withdrawn"
[[promises]]
id = "sample"
touchpoint = "delivery"
what = "Mouse-pad sample"
to = "Reseller"
made_by = "Sales"
agreed_by = "Factory"
made = 2026-10-29
due = 2026-11-03
target = 2026-11-01
done = 2026-11-04
told = 2026-11-03
reason = "power cut"
exists = true
days = 3
after = ["order"]
needs = [{ what = "signed drawing", from = "customer", asked = 2026-10-29, got = 2026-10-30 }]
outcome = "moved"
moved_to = 2026-11-06
ignore = ["GAP201"]
[[actions]]
id = "text"
touchpoint = "delivery"
what = "Text the customer"
owner = "Dev"
due = 2026-12-05
done = 2026-12-01
effort = 4
would_deliver = { expectation = "minutes", delivered = 42 }
[[scenarios]]
id = "riders"
name = "Two riders"
cost = 40
sets = [{ touchpoint = "delivery", expectation = "minutes", field = "delivered", to = 41 }]
[[evidence]]
anything = { goes = [1, 2.5, "three", { four = 2026-01-01 }] }
"""
EXAMPLES = REPO_ROOT / "docs" / "examples"
SHIPPED = [
    "sample_config.toml",
    *(str(path.relative_to(REPO_ROOT)) for path in sorted(EXAMPLES.glob("*.toml"))),
]


def records(value: Any) -> list[Record]:
    """All records in a value."""
    if isinstance(value, (tuple, list)):
        return [record for each in value for record in records(each)]
    if not isinstance(value, Record):
        return []
    return [value, *(record for name in type(value).model_fields for record in records(getattr(value, name)))]


def test_every_key_of_the_format_is_read_and_said_again() -> None:
    data = tomli.loads(EVERY_KEY)
    project = sound(EVERY_KEY)
    assert same(project.to_data(), data)
    written: dict[type[Record], set[str]] = {}
    for record in records(project):
        written.setdefault(type(record), set()).update(record.model_fields_set)
    for kind, names in written.items():
        assert names == set(kind.model_fields), f"this file does not use every key of {kind.__name__}"


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_projects_are_read_and_said_again(name: str) -> None:
    data = tomli.loads((REPO_ROOT / name).read_text(encoding="utf-8"))
    project, problems = read_project(data)
    assert [problem.sentence for problem in problems] == []
    assert project is not None
    assert same(project.to_data(), data)


def test_what_is_not_written_is_not_said() -> None:
    project = sound(f"{HEAD}{STAGE}{TOUCHPOINT}")
    assert project.scoring.loss_aversion == 2.0
    assert project.to_data() == tomli.loads(f"{HEAD}{STAGE}{TOUCHPOINT}")


@pytest.mark.parametrize(("text", "kind"), [("1", int), ("1.0", float), ("true", bool), ("1e0", float)])
def test_the_type_of_a_number_is_kept(text: str, kind: type) -> None:
    project = sound(row(f"delivered = {text}", "yes_no"))
    assert type(project.touchpoints[0].expectations[0].to_data()["delivered"]) is kind


def test_a_project_is_frozen_all_the_way_down() -> None:
    project: Project = sound(EVERY_KEY)
    for record in records(project):
        for name in type(record).model_fields:
            assert not isinstance(getattr(record, name), (list, set)), name
        with pytest.raises(ValueError, match="frozen"):
            setattr(record, next(iter(type(record).model_fields)), "x")
