"""`gapline promise` as a person and as a program uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import RunGapline

BUILDS = "10 11 11 12 12 12 12 13 13 13 13 13 13 14 14 14 14 14 14 16 17 19 21 24 27".replace(" ", "\n")
CASES = "id,from,to\n1,2026-11-01,2026-11-05\n2,2026-11-03,\n3,2026-11-20,2026-11-21\n4,2026-11-20,\n"


def test_what_a_person_reads(run_gapline: RunGapline, tmp_path: Path) -> None:
    (tmp_path / "times.csv").write_text(f"days\n{BUILDS}\n", encoding="utf-8")
    done = run_gapline("promise", "times.csv", "--promise", "14", "--unit", "d")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "cases    25 finished, 10 d to 27 d\n"
        "promise  14 d: kept in 19 of 25 cases, 76 % (95 % interval 56.6 % to 88.5 %)\n"
        "carries  27 d: kept in at least 90 % of cases, with 90 % confidence"
        " (time 25 of 25, the shortest first)\n"
        "target   13 d, the median: leaves a buffer of 1 d before the promise\n"
    )


def test_the_contract_of_the_json(run_gapline: RunGapline) -> None:
    done = run_gapline("promise", "-", "--promise", "14", "--json", stdin=BUILDS)
    found = json.loads(done.stdout)
    assert list(found) == ["n", "kept", "keep_rate", "interval", "rank", "carries", "min_n", "target"]
    assert found["interval"] == pytest.approx([0.5657, 0.8850], abs=1e-4)
    del found["interval"]
    assert found == {
        "n": 25, "kept": 19, "keep_rate": 0.76, "rank": 25, "carries": 27.0, "min_n": 22, "target": 13.0,
    }  # fmt: skip


def test_what_is_missing_is_null(run_gapline: RunGapline) -> None:
    found = json.loads(run_gapline("promise", "-", "--json", stdin="3\n4\n").stdout)
    assert found == {
        "n": 2, "kept": None, "keep_rate": None, "interval": None, "rank": None, "carries": None,
        "min_n": 22, "target": 3.5,
    }  # fmt: skip


def test_too_few_times_say_what_they_do_support(run_gapline: RunGapline) -> None:
    done = run_gapline("promise", "-", "--promise", "5", stdin="3\n4\n4\n4\n5\n5\n5\n6\n6\n8\n")
    assert "that takes 22 cases, and there are 10" in done.stdout
    assert "8, the longest so far, is kept in at least 79.4 % of cases" in done.stdout
    assert "leaves no buffer before the promise" in done.stdout


def test_dates_and_open_cases(run_gapline: RunGapline) -> None:
    arguments = ("promise", "-", "--start", "from", "--end", "to", "--as-of", "2026-11-22", "--promise", "5")
    assert "2 finished, 1 d to 4 d, 2 still open" in run_gapline(*arguments, stdin=CASES).stdout
    found = json.loads(run_gapline(*arguments, "--json", stdin=CASES).stdout)
    assert (found["n"], found["kept"]) == (2, 1)


def test_empty_cells_are_said(run_gapline: RunGapline) -> None:
    done = run_gapline("promise", "-", "--column", "t", "--json", stdin="id,t\n1,3\n2,\n")
    assert (done.returncode, done.stderr) == (0, "gapline: 1 row without a time was left out.\n")


@pytest.mark.parametrize(
    ("arguments", "stdin", "says"),
    [
        (("gone.csv",), "", "gone.csv does not exist"),
        (("-",), "a,b\n1,2\n", "has 2 columns"),
        (("-",), "x\ny\n", '<stdin>:2: "y" is not a time'),
        (("-", "--start", "from"), CASES, "--start and --end belong together"),
        (("-", "--start", "from", "--end", "to", "--column", "id"), CASES, "one or the other"),
        (("-", "--keep", "90"), "1\n", "write one between 0 and 1"),
        (("-", "--confidence", "1"), "1\n", "write one between 0 and 1"),
        (("-", "--promise", "soon"), "1\n", "write a number such as 60"),
        (("-", "--unit", "mins"), "1\n", "did you mean min?"),
        ((), "", "needs TIMES"),
    ],
)
def test_mistakes_are_one_sentence(
    run_gapline: RunGapline, arguments: tuple[str, ...], stdin: str, says: str
) -> None:
    done = run_gapline("promise", *arguments, stdin=stdin)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert says in done.stderr
