"""What reports say: the same numbers everywhere, and the facts without which a number says nothing."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from model.report.csvtext import COLUMNS, csv_text, defused
from model.report.document import Report
from model.report.formats import DOCUMENTS, written
from model.report.html import html_page
from model.report.markdown import escaped, markdown_text
from model.report.mermaid import curve_text, journey_text
from model.report.shown import shown
from tests.conftest import REPO_ROOT
from tests.report.worlds import BLANK, UNSCORED, report_of, sample

GFM = MarkdownIt("gfm-like")


def _data(report: Report) -> Any:
    return json.loads(written(report, "json"))


def _rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_text(report), newline="")))


def test_every_document_states_what_its_numbers_rest_on() -> None:
    """Day, scheme, loss aversion, roll-up, where tolerances come from, n, coverage, known share."""
    report = sample()
    facts = dict(report.facts())
    assert facts["As of"] == "2026-11-22"
    assert facts["Scoring"] == "tolerance, loss aversion (λ) 2, roll-up mean"
    assert facts["Tolerance from"] == (
        "4 stated in the file, 8 from the customer's limit, 13 by default (20 %)"
    )
    assert facts["Cases (n)"] == "4 to 64 a row; 1 scored without n"
    assert facts["Coverage"].startswith("25 of 27 rows")
    assert facts["Known share"].startswith("83 %")
    page = html_page(report).replace("&#39;", "'")
    text = markdown_text(report)
    for name, value in facts.items():
        assert f"<dt>{name}</dt>" in page
        assert f"| {name} | {escaped(value)} |" in text
    assert sum(report.tolerance_sources().values()) == 25


def test_csv_holds_the_numbers_of_the_json() -> None:
    report = sample()
    data = _data(report)
    rows = _rows(report)
    wanted = [(each["id"], row) for each in data["touchpoints"] for row in each["expectations"]]
    assert len(rows) == len(wanted)
    for row, (touchpoint, said) in zip(rows, wanted, strict=True):
        assert (row["touchpoint_id"], row["expectation_id"]) == (touchpoint, said["id"])
        for key in ("expected", "delivered", "gap", "tolerance", "score", "credited", "weight", "limit"):
            assert (float(row[key]) if row[key] else None) == said[key]
        for key in ("band", "kind", "tolerance_from", "expected_by", "delivered_by"):
            assert (row[key] or None) == said[key]
        assert (
            (float(row["interval_low"]), float(row["interval_high"])) == tuple(said["interval"])
            if said["interval"]
            else row["interval_low"] == ""
        )
        assert (row["as_of"], row["scheme"], row["rollup"]) == ("2026-11-22", "tolerance", "mean")


def test_csv_columns_are_counted_from_the_front() -> None:
    """A script may read them by number: new ones go to the end."""
    assert COLUMNS[:4] == ("stage_id", "stage", "touchpoint_id", "touchpoint")
    assert COLUMNS.index("score") == 32
    assert len(set(COLUMNS)) == len(COLUMNS)


@given(st.text())
def test_no_text_of_a_csv_begins_a_formula(text: str) -> None:
    """A spreadsheet reads quoted cells too, so quoting does not help."""
    safe = defused(text)
    assert not safe.lstrip(" \u00a0\u3000").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe in (text, f"'{text}")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\uff1d"])
def test_a_cell_that_begins_a_formula_is_defused(start: str) -> None:
    assert defused(f"{start}1") == f"'{start}1"


@given(st.text(min_size=1))
def test_escaped_markdown_is_the_same_text_and_nothing_else(text: str) -> None:
    text = shown(text).strip()
    tokens = GFM.parseInline(f"x{escaped(text)}x")[0].children or []
    assert {each.type for each in tokens} <= {"text", "text_special", "softbreak"}
    seen = "".join(each.content for each in tokens)
    assert seen.replace("\n", " ").split() == f"x{text}x".split()


def _tables(text: str) -> list[list[int]]:
    """The number of cells of each row, table by table, as a reader of Markdown sees them."""
    tables: list[list[int]] = []
    for token in GFM.parse(text):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append(0)
        elif token.type in ("td_open", "th_open"):
            tables[-1][-1] += 1
    return tables


def test_markdown_tables_are_tables() -> None:
    report = sample()
    text = markdown_text(report)
    tables = _tables(text)
    assert len(tables) == 8
    assert all(len(set(table)) == 1 for table in tables)
    for touchpoint in report.project.touchpoints:
        assert touchpoint.name in text


def test_a_mermaid_journey_has_whole_numbers_from_one_to_five() -> None:
    report = sample()
    tasks = re.findall(r"^      (.*): (\S+): \S.*$", journey_text(report), re.MULTILINE)
    assert len(tasks) == len(report.project.touchpoints)
    assert {number for _, number in tasks} <= {"1", "2", "3", "4", "5"}
    assert dict(tasks)["Told when dates move (-91.2 failed)"] == "1"


@pytest.mark.parametrize("write", [journey_text, curve_text])
def test_mermaid_comments_keep_the_whole_record(write: Any) -> None:
    report = sample()
    kept: dict[str, list[Any]] = {"gapline": [], "stage": [], "touchpoint": []}
    for line in write(report).splitlines():
        if line.startswith("%%"):
            _, what, record = line.split(" ", 2)
            kept[what].append(json.loads(record))
    data = _data(report)
    assert kept["stage"] == data.pop("stages")
    assert kept["touchpoint"] == data.pop("touchpoints")
    assert kept["gapline"] == [data]


@pytest.mark.parametrize("text", [BLANK, UNSCORED], ids=["blank", "unscored"])
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_project_without_scores_is_written_too(tmp_path: Path, text: str, kind: Any) -> None:
    pytest.importorskip("typst")
    path = tmp_path / "odd.toml"
    path.write_text(text, encoding="utf-8")
    for view in ("board", "curve"):
        assert written(report_of(path), kind, view)


@pytest.mark.parametrize("name", ["hospital-survey.toml", "library-survey.toml"])
def test_schemes_in_points_say_so(name: str) -> None:
    report = report_of(REPO_ROOT / "docs/examples" / name)
    assert "points" in dict(report.facts())["Journey score"]
    assert "only rating rows" in dict(report.facts())["Totals"]
    assert "y-axis" in curve_text(report)
    assert "points" in html_page(report)


def test_scenarios_stand_beside_the_plan_they_are_no_part_of() -> None:
    text = markdown_text(sample())
    table = text.partition("## What if")[2].partition("## ")[0]
    assert "whose journey scores -23.9." in table
    assert "| All open actions done | -14.6 | +9.3 | 1 | 83 % | 13 | 0.72 | 3 |" in table
    assert "| Ring on every slip | -15.4 | +8.5 | 1 | 83 % | 6 | 1.41 | 2 |" in table
    page = html_page(sample())
    assert '<h2 id="whatif">What if</h2>' in page
    assert "−14.6" in page.partition("whatif")[2]


def test_a_scenario_that_cannot_be_tried_says_why_and_an_idle_value_is_counted(tmp_path: Path) -> None:
    plan = (
        'format = 1\n[project]\nname = "X"\n[[stages]]\nid = "s"\nname = "S"\n'
        '[[touchpoints]]\nid = "t"\nstage = "s"\nname = "T"\n[[touchpoints.expectations]]\nid = "e"\n'
        'name = "E"\nkind = "count"\nexpected = 5\nlimit = 2\ndelivered = 4\n'
    )
    file = tmp_path / "x.toml"
    file.write_text(plan)
    assert "## What if" not in markdown_text(report_of(file))
    for at, (field, to) in enumerate((("expected", 1), ("delivered", 4))):
        sets = f'sets = [{{ touchpoint = "t", expectation = "e", field = "{field}", to = {to} }}]'
        plan += f'[[scenarios]]\nid = "s{at}"\nname = "S {at}"\n{sets}\n'
    file.write_text(plan)
    found = markdown_text(report_of(file)).partition("## What if")[2]
    assert "| S 0 | cannot be tried: the limit 2 is on the better side of 1 |  |  |  |  |  | 1 |" in found
    assert "| 1, 1 of them idle |" in found
