"""What became of a promise by a given day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from model.journey.promise import Need, Promise
from model.promises.ledger import promise_counts, risks_of, state_of
from tests.scoring.building import project, touchpoint

TODAY = date(2026, 11, 22)
YESTERDAY, TOMORROW = date(2026, 11, 21), date(2026, 11, 23)


def _promise(id: str = "sample", **fields: Any) -> Promise:
    return Promise(id=id, touchpoint="point", what="A sample", **({"due": TODAY} | fields))


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
