"""The scores as data for programs and as tables for people."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from model.journey.project import Project
from model.promises.ledger import promise_counts
from model.report.scores import score_report, score_table
from model.scoring.totals import score_project
from tests.conftest import REPO_ROOT
from tests.scoring.building import SCHEMES, at_score, project, projects, row, touchpoint

AS_OF = date(2026, 11, 22)
SCHEMA = json.loads((REPO_ROOT / "tests/report/score.schema.json").read_text(encoding="utf-8"))
# One for all: each that `jsonschema.validate` makes looks through the schema first.
CONTRACT = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)

DELIVERY = row(
    "duration",
    "minutes",
    lever="time",
    expected=40,
    limit=60,
    believed=60,
    promised=60,
    target=45,
    feasible=25,
    delivered=47,
    delivered_n=212,
    delivered_sd=11.5,
    weight=2,
)


def _report(shown: Project) -> dict[str, Any]:
    return score_report(shown, score_project(shown), file="somewhere/pizza.toml", as_of=AS_OF)


def test_a_row_of_the_contract() -> None:
    report = _report(project(touchpoint(DELIVERY, id="delivery", weight=3)))
    found = report["touchpoints"][0]
    assert list(found) == list(SCHEMA["properties"]["touchpoints"]["items"]["properties"])
    assert (found["score"], found["priority"], found["worst"], found["next_step"]) == (
        -17.5,
        52.5,
        "minutes",
        "fix",
    )
    (minutes,) = found["expectations"]
    interval = minutes.pop("interval")
    assert interval == pytest.approx([-21.4, -13.6], abs=0.05)
    assert minutes == {
        "id": "minutes",
        "name": "Minutes",
        "kind": "duration",
        "lever": "time",
        "unit": "min",
        "better": "lower",
        "weight": 2.0,
        "expected": 40.0,
        "expected_by": "asked",
        "limit": 60.0,
        "believed": 60.0,
        "promised": 60.0,
        "target": 45.0,
        "feasible": 25.0,
        "delivered": 47.0,
        "delivered_by": "measured",
        "n": 212,
        "gap": -7.0,
        "tolerance": 20.0,
        "tolerance_from": "limit",
        "score": -17.5,
        "credited": -17.5,
        "band": "short",
        "interval_kind": "t",
        "gaps": {
            "knowledge": -20.0,
            "standards": 15.0,
            "delivery": -2.0,
            "communication": 13.0,
            "experience": -7.0,
        },
        "buffer": 15.0,
    }


def test_the_head_of_the_contract() -> None:
    report = _report(project(touchpoint(DELIVERY)))
    assert list(report) == list(SCHEMA["properties"])
    assert report["project"] == {"name": "A journey", "file": "pizza.toml"}
    assert (report["as_of"], report["format"]) == ("2026-11-22", 1)
    assert report["scoring"] == {"scheme": "tolerance", "loss_aversion": 2.0, "rollup": "mean"}


def test_a_row_of_money_says_its_currency_and_a_missing_number_is_null() -> None:
    report = _report(project(touchpoint(row("money", expected=5))))
    found = report["touchpoints"][0]["expectations"][0]
    assert found["unit"] == "EUR"
    assert (found["delivered"], found["score"], found["gap"], found["n"]) == (None, None, None, None)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_adequacy_and_superiority_stand_in_libqual_only(scheme: str) -> None:
    shown = project(touchpoint(row("rating", limit=6, expected=8, delivered=7)), scheme=scheme)
    found = _report(shown)["touchpoints"][0]["expectations"][0]
    assert (found.get("adequacy"), found.get("superiority")) == (
        (1, -1) if scheme == "libqual" else (None, None)
    )
    assert ("adequacy" in found) == (scheme == "libqual")


def test_the_worst_row_shows_the_common_scale_under_a_scheme_in_points() -> None:
    shown = project(touchpoint(row("rating", expected=8, delivered=6.2)), scheme="servqual")
    assert _report(shown)["journey"]["worst"]["score"] == pytest.approx(-50)
    shown = project(touchpoint(row("rating", expected=8, delivered=6.2)), scheme="prospect")
    assert _report(shown)["journey"]["worst"]["score"] == pytest.approx(-100 * 0.5**0.88)


@given(projects())
def test_every_project_fits_the_schema_and_is_plain_json(drawn: Project) -> None:
    report = _report(drawn)
    text = json.dumps(report, allow_nan=False)
    assert json.loads(text) == report
    assert not re.search(r"-0\.0\b", text), "-0 is 0"
    CONTRACT.validate(report)


def test_promises_are_counted_as_the_ledger_counts_them() -> None:
    shown = project(touchpoint(DELIVERY))
    assert _report(shown)["promises"] == {
        name: getattr(promise_counts(shown, AS_OF), name)
        for name in ("kept", "late", "broken", "open", "at_risk")
    }


class TestTable:
    SHOWN = project(
        touchpoint(
            DELIVERY, row("money", "price", expected=9, delivered=8, expected_by="assumed"), id="delivery"
        ),
        touchpoint(row("rating", "taste", expected=8), id="food", stage="eat"),
        stages=("stage", "eat"),
    )

    def test_by_stage(self) -> None:
        titles, rows = score_table(self.SHOWN, score_project(self.SHOWN), "stage")
        assert titles == ("stage", "score", "raw", "coverage", "known", "failed")
        assert rows == (
            ("Stage", "-11.7", "-7", "100 %", "67 %", "0"),
            ("Eat", "?", "?", "0 %", "?", "0"),
            ("Journey", "-11.7", "-7", "67 %", "67 %", "0"),
        )

    def test_by_touchpoint(self) -> None:
        titles, rows = score_table(self.SHOWN, score_project(self.SHOWN), "touchpoint")
        assert titles[-2:] == ("priority", "next step")
        assert rows[0][-3:] == ("Minutes", "11.7", "fix")
        assert rows[1][-3:] == ("-", "?", "measure")
        assert rows[2][0] == "Journey"

    def test_by_expectation(self) -> None:
        _, rows = score_table(self.SHOWN, score_project(self.SHOWN), "expectation")
        assert rows[0][3:] == ("40 min", "47 min", "-7 min", "-17.5", "-17.5", "short", "2")
        assert rows[1][3:] == ("~9.00 EUR", "8.00 EUR", "+1.00 EUR", "+13.9", "0", "exceeded", "1")
        assert rows[2][3:] == ("8.0", "?", "?", "?", "?", "unknown", "1")

    @pytest.mark.parametrize("by", ["stage", "touchpoint", "expectation"])
    def test_every_row_fills_every_column(self, by: Any) -> None:
        shown = project(touchpoint(at_score(-3)), touchpoint(id="bare"))
        titles, rows = score_table(shown, score_project(shown), by)
        assert {len(each) for each in rows} == {len(titles)}
