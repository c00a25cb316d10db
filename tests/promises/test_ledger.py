"""What became of a promise by a given day."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from model.files.loading import load
from model.journey.promise import Need, Promise
from model.promises.ledger import (
    By,
    keep_rate,
    keep_rates,
    ledger,
    promise_counts,
    reasons,
    risks_of,
    state_of,
    told_of,
)
from tests.conftest import REPO_ROOT
from tests.promises.building import planned, promise
from tests.scoring.building import project, touchpoint

TODAY = date(2026, 11, 22)
YESTERDAY, TOMORROW = date(2026, 11, 21), date(2026, 11, 23)


def _promise(id: str = "sample", **fields: Any) -> Promise:
    return promise(id, **fields)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"done": TODAY}, "kept"),
        ({"done": TOMORROW}, "late"),
        ({"due": YESTERDAY}, "broken"),
        ({}, "open"),
        ({"due": TOMORROW}, "open"),
        ({"due": YESTERDAY, "outcome": "withdrawn"}, "withdrawn"),
        ({"due": YESTERDAY, "outcome": "moved", "moved_to": TOMORROW}, "moved"),
    ],
)
def test_the_state_of_a_promise(fields: dict[str, Any], state: str) -> None:
    assert state_of(_promise(**fields), TODAY) == state


@pytest.mark.parametrize(
    ("fields", "risks"),
    [
        ({}, ()),
        ({"target": YESTERDAY}, ("target",)),
        ({"target": TODAY}, ()),
        ({"needs": (Need(what="a drawing", asked=YESTERDAY),)}, ("need",)),
        ({"needs": (Need(what="a drawing", asked=TODAY), Need(what="a size"))}, ()),
        ({"needs": (Need(what="a drawing", asked=YESTERDAY, got=TODAY),)}, ()),
        ({"after": ("broken",)}, ("after",)),
        ({"after": ("late",)}, ("after",)),
        ({"after": ("kept", "moved", "gone")}, ()),
        ({"target": YESTERDAY, "after": ("late", "broken")}, ("target", "after")),
        ({"target": YESTERDAY, "done": TODAY}, ()),
        ({"target": YESTERDAY, "due": YESTERDAY}, ()),
    ],
)
def test_why_an_open_promise_is_at_risk(fields: dict[str, Any], risks: tuple[str, ...]) -> None:
    others = {
        "kept": _promise("kept", done=TODAY),
        "late": _promise("late", done=TOMORROW),
        "broken": _promise("broken", due=YESTERDAY),
        "moved": _promise("moved", due=YESTERDAY, outcome="moved", moved_to=TOMORROW),
    }
    assert risks_of(_promise(**fields), others, TODAY) == risks


def test_counts_and_keep_rate() -> None:
    promises = (
        _promise("kept", done=TODAY),
        _promise("late", done=TOMORROW),
        _promise("broken", due=YESTERDAY),
        _promise("moved", outcome="moved", moved_to=TOMORROW),
        _promise("open"),
        _promise("waiting", after=("broken",), due=TOMORROW),
    )
    counts = promise_counts(project(touchpoint()).model_copy(update={"promises": promises}), TODAY)
    assert (counts.kept, counts.late, counts.broken, counts.open, counts.at_risk) == (1, 1, 1, 2, 1)
    assert counts.keep_rate == pytest.approx(1 / 3)


def test_there_is_no_keep_rate_before_the_first_promise_was_due() -> None:
    counts = promise_counts(project(touchpoint()).model_copy(update={"promises": (_promise(),)}), TODAY)
    assert counts.keep_rate is None


# -- day by day ------------------------------------------------------------------------------------------

DAYS = [TODAY + timedelta(days=each) for each in range(-6, 7)]


@pytest.mark.parametrize(
    ("fields", "before", "on", "after"),
    [
        ({}, "open", "open", "broken"),
        ({"done": YESTERDAY}, "kept", "kept", "kept"),
        ({"done": TODAY}, "kept", "kept", "kept"),
        ({"done": TOMORROW}, "late", "late", "late"),
        ({"outcome": "moved", "moved_to": TOMORROW}, "moved", "moved", "moved"),
        ({"outcome": "withdrawn"}, "withdrawn", "withdrawn", "withdrawn"),
    ],
)
def test_states_on_days_before_on_and_after_the_promised_one(
    fields: dict[str, Any], before: str, on: str, after: str
) -> None:
    states = [state_of(_promise(**fields), day) for day in DAYS]
    assert states == [before] * 6 + [on] + [after] * 6


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        # The first day, counted from the promised one, on which it is at risk; it stays so until that day.
        ({"target": TODAY - timedelta(days=3)}, -2),
        ({"needs": (Need(what="a drawing", asked=TODAY - timedelta(days=5)),)}, -4),
        ({"after": ("other",)}, -1),
        ({}, 1),
    ],
)
def test_at_risk_from_the_day_after(fields: dict[str, Any], first: int) -> None:
    others = {"other": _promise("other", due=TODAY - timedelta(days=2))}
    at_risk = [bool(risks_of(_promise(**fields), others, day)) for day in DAYS]
    assert at_risk == [first <= (day - TODAY).days <= 0 for day in DAYS]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"done": TODAY}, None),
        ({"due": TOMORROW}, None),
        ({"due": TOMORROW, "told": TODAY}, None),
        ({"done": TOMORROW}, "never"),
        ({"done": TOMORROW, "told": YESTERDAY}, "on the day"),
        ({"done": TOMORROW, "told": TODAY}, "on the day"),
        ({"done": TOMORROW, "told": TOMORROW}, "late"),
        ({"due": YESTERDAY}, "never"),
        ({"due": YESTERDAY, "told": TODAY}, "late"),
        ({"outcome": "moved", "moved_to": TOMORROW}, "never"),
        ({"outcome": "withdrawn", "told": TODAY}, "on the day"),
    ],
)
def test_whether_the_customer_was_told(fields: dict[str, Any], told: str | None) -> None:
    assert told_of(_promise(**fields), TODAY) == told


def test_a_line_of_the_ledger_counts_in_working_days() -> None:
    late = promise("late", date(2026, 11, 20), target=date(2026, 11, 18), done=date(2026, 11, 24))
    broken = promise("broken", date(2026, 11, 20))
    waiting = promise(
        "waiting", date(2026, 11, 27), needs=(Need(what="a size", from_="customer", asked=YESTERDAY),)
    )
    weekdays = ("mon", "tue", "wed", "thu", "fri")
    for week, over, left in ((None, (4, 2), 5), (weekdays, (2, 0), 5)):
        entries = ledger(planned(late, broken, waiting, working_days=week), TODAY)
        assert [each.over for each in entries] == [*over, 0]
        assert [each.buffer for each in entries] == [2, None, None]
        assert [each.left for each in entries] == [None, None, left]
        assert [need.what for need in entries[2].overdue_needs] == ["a size"]


def test_the_same_reason_is_the_same_in_other_letters() -> None:
    given = ("Power  cut", "rain", "power cut ", "POWER CUT", None, " ")
    found = reasons(planned(*(_promise(f"p{at}", reason=each) for at, each in enumerate(given))))
    assert [(each.text, len(each.promises), each.repeated) for each in found] == [
        ("Power  cut", 3, True),
        ("rain", 1, False),
    ]
    assert found[0].sentence == "Power  cut, 3 times: a reason given thrice is a plan that is missing"
    assert found[1].sentence == "rain, 1 time"


# -- five hundred promises -------------------------------------------------------------------------------


def _five_hundred() -> tuple[Promise, ...]:
    rng = Random(4)
    made: list[Promise] = []
    for at in range(500):
        due = TODAY + timedelta(days=rng.randint(-200, 60))
        fields: dict[str, Any] = {"made_by": rng.choice(["Ann", "Bob", "Cem", None])}
        fields["touchpoint"] = rng.choice(["one", "two", "three"])
        fields["after"] = tuple(rng.sample([each.id for each in made], min(at, rng.choice([0, 0, 1, 2]))))
        fields["target"] = due - timedelta(days=rng.randint(0, 9))
        if due < TODAY and rng.random() < 0.9:
            fields["done"] = due + timedelta(days=rng.randint(-5, 3))
        elif rng.random() < 0.1:
            fields |= rng.choice([{"outcome": "withdrawn"}, {"outcome": "moved", "moved_to": TOMORROW}])
        made.append(_promise(f"p{at}", due=due, **fields))
    return tuple(made)


def _counted(promises: Iterable[Promise], as_of: date) -> tuple[int, int]:
    """Kept and concluded, counted from the dates alone."""
    concluded = [each for each in promises if each.outcome is None and (each.done or each.due < as_of)]
    return sum(1 for each in concluded if each.done is not None and each.done <= each.due), len(concluded)


def _wilson(kept: int, n: int) -> tuple[float, float]:
    """The two p at which the share seen is 1.959964 standard errors away: a quadratic, solved."""
    z = 1.959963984540054
    a, b, c = n + z * z, -(2 * kept + z * z), kept * kept / n
    root = math.sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


@pytest.mark.parametrize("by", ["person", "touchpoint", "month"])
def test_keep_rates_of_five_hundred_promises(by: By) -> None:
    promises = _five_hundred()
    project = planned(*promises)
    keys: dict[By, Callable[[Promise], str | None]] = {
        "person": lambda each: each.made_by,
        "touchpoint": lambda each: each.touchpoint,
        "month": lambda each: each.due.isoformat()[:7],
    }
    for as_of in (TODAY - timedelta(days=90), TODAY):
        rates = dict(keep_rates(project, as_of, by))
        assert set(rates) == set(map(keys[by], promises))
        for name, rate in rates.items():
            kept, n = _counted([each for each in promises if keys[by](each) == name], as_of)
            assert (rate.kept, rate.n) == (kept, n)
            if n and 0 < kept < n:
                assert rate.interval == pytest.approx(_wilson(kept, n), abs=1e-9)
            elif not n:
                assert (rate.rate, rate.interval) == (None, None)
        assert sum(rate.n for rate in rates.values()) == _counted(promises, as_of)[1]
    if by == "month":
        assert list(rates) == sorted(rates, key=str)


def test_every_state_is_reached_among_five_hundred() -> None:
    promises = _five_hundred()
    counts = promise_counts(planned(*promises), TODAY)
    kept, n = _counted(promises, TODAY)
    assert (counts.kept, counts.keep_rate) == (kept, kept / n)
    every = (counts.kept, counts.late, counts.broken, counts.open, counts.moved, counts.withdrawn)
    assert sum(every) == 500
    assert min(*every, counts.at_risk) > 0
    assert keep_rate(promises, TODAY).rate == counts.keep_rate
    assert keep_rate((), TODAY).interval is None


@pytest.mark.parametrize("days", [-200, -91, -90, -89, -8, -1, 0, 1, 30, 61])
def test_five_hundred_promises_on_the_days_before_on_and_after(days: int) -> None:
    """Every state as the dates alone say it, on days around those that promises are due on."""
    promises, as_of = _five_hundred(), TODAY + timedelta(days=days)
    dues = {each.due for each in promises}
    assert days in (-200, 61) or {as_of - timedelta(days=1), as_of, as_of + timedelta(days=1)} & dues
    for each, entry in zip(promises, ledger(planned(*promises), as_of), strict=True):
        over = ((each.done or as_of) - each.due).days
        expected: str = each.outcome or ("late" if over > 0 else "kept" if each.done else "open")
        if expected == "late" and each.done is None:
            expected = "broken"
        assert entry.state == expected
        assert (entry.left is None) == (expected != "open")
        assert entry.over == (over if expected in ("late", "broken") else 0)
        assert not entry.risks or expected == "open"


def test_the_ledger_of_the_sample() -> None:
    project = load(REPO_ROOT / "sample_config.toml").project
    assert project is not None
    found = {each.promise.id: (each.state, each.risks, each.told) for each in ledger(project, TODAY)}
    assert found["okafor-quote"] == ("kept", (), None)
    assert found["okafor-ready"] == ("late", (), "never")
    assert found["rees-ready"] == ("late", (), "on the day")
    assert found["brandt-cargo"] == ("broken", (), "on the day")
    assert found["brandt-lesson"] == ("open", ("after",), None)
    assert found["novak-ready"] == ("open", ("target", "need"), None)
    assert found["rees-service"] == ("moved", (), "on the day")
    assert found["novak-loan"] == ("withdrawn", (), "on the day")
    assert [each.text for each in reasons(project) if each.repeated] == ["battery held at customs"]
