"""The codes in words: on the page, in the terminal, and in the scores."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from model.findings.codes import CODES
from model.findings.finding import Finding
from model.findings.page import codes_page
from model.report.scores import score_report
from model.scoring.totals import score_project
from tests.conftest import REPO_ROOT, RunGapline
from tests.scoring.building import project, row, touchpoint


def test_the_page_is_what_the_codes_say() -> None:
    page = (REPO_ROOT / "docs/findings.md").read_text(encoding="utf-8")
    assert page == codes_page(), "write it anew: gapline codes --markdown > docs/findings.md"


def test_codes_are_numbered_from_101_and_explained() -> None:
    assert list(CODES) == [f"GAP{number}" for number in range(101, 101 + len(CODES))]
    for code in CODES.values():
        for text in (code.when, code.why, code.mend):
            assert text.endswith(".")
            assert text.isascii()
        assert not code.title.endswith(".")
    assert {code.level for code in CODES.values()} == {"info", "warning", "error"}


def test_every_rule_says_its_code() -> None:
    """A check_* function names in its docstring the codes that stand in its body."""
    codes = set()
    for file in (REPO_ROOT / "model/findings").glob("*.py"):
        for part in file.read_text(encoding="utf-8").split("\ndef ")[1:]:
            if part.startswith("check_"):
                said = re.search(r'"""(GAP\d{3}): ', part)
                assert said is not None, part[:40]
                assert set(re.findall(r'"(GAP\d{3})"', part)) <= {said[1]}
                codes.add(said[1])
    assert codes == set(CODES)


def test_codes_in_the_terminal(run_gapline: RunGapline) -> None:
    listed = run_gapline("codes")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert [line.split()[0] for line in listed.stdout.splitlines() if line.startswith("GAP1")] == list(CODES)
    assert "GAP001  error" in listed.stdout
    one = run_gapline("codes", "gap107", "GAP118").stdout
    assert all(word in one for word in ("  shows  ", "  why    ", "  mend   ", "GAP118"))
    assert max(map(len, one.splitlines())) <= 100
    assert run_gapline("codes", "--markdown").stdout == codes_page()


def test_an_unknown_code(run_gapline: RunGapline) -> None:
    done = run_gapline("codes", "GAP1O7")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("gapline: there is no code GAP1O7 (did you mean GAP1")


def test_the_scores_hold_the_findings_with_their_lines(run_gapline: RunGapline) -> None:
    sample = REPO_ROOT / "sample_config.toml"
    found = json.loads(run_gapline("score", sample, "--json", "--as-of", "2026-11-22").stdout)["findings"]
    lines = sample.read_text(encoding="utf-8").splitlines()
    (exists,) = [each for each in found if each["code"] == "GAP110"]
    assert exists["where"] == {
        "touchpoint": "slip-told",
        "promise": "build-tracker",
        "line": exists["where"]["line"],
    }
    assert lines[exists["where"]["line"] - 1].startswith("exists = false")
    assert exists["level"] == "error"
    assert exists["fix"]


def test_scores_without_a_file_have_findings_without_lines() -> None:
    shown = project(touchpoint(row("duration", "minutes", delivered=3)))
    report = score_report(shown, score_project(shown), file="x.toml", as_of=date(2026, 11, 22))
    assert [(each["code"], each["where"]) for each in report["findings"]] == [
        ("GAP102", {"touchpoint": "point", "expectation": "minutes", "line": None})
    ]
    empty = score_report(shown, score_project(shown), file="x.toml", as_of=date(2026, 11, 22), findings=())
    assert empty["findings"] == []


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (("touchpoints", 2, "expectations", 0, "target"), "touchpoints[3].expectations[1].target"),
        (("promises", 0, "needs", 1), "promises[1].needs[2]"),
    ],
)
def test_the_place_in_words(path: tuple[str | int, ...], key: str) -> None:
    assert Finding("GAP106", path, "x.", "y").key == key
