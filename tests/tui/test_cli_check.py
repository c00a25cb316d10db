"""`gapline check` as a gate: every flag with exit codes 0, 1 and 2, and every form of its output."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from model.report.remarks import CODES
from tests.conftest import REPO_ROOT, RunGapline
from tests.quiet import NOISY
from tests.quiet import QUIET as SAMPLE
from tests.tui.hostile import HIDDEN, HOSTILE
from tui.cli import main

REPORT = REPO_ROOT / "tests/report"
SCHEMA = json.loads((REPORT / "check.schema.json").read_text(encoding="utf-8"))
SARIF = json.loads((REPORT / "sarif/sarif-2.1.0.json").read_text(encoding="utf-8"))
LINE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+): (?P<code>GAP\d{3}) (?P<sentence>.+\.)")
EMPTY = 'format = 1\n[project]\nname = "Empty"\n'


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    """The sample, one that is worse, one with a problem, one that is no project, one without a score."""
    worse = SAMPLE.replace("delivered = 34", "delivered = 20", 1)
    assert worse != SAMPLE
    broken = SAMPLE.replace("expected = 7.5 ", "expcted = 7.5 ", 1)
    texts = {"good": SAMPLE, "worse": worse, "broken": broken, "no": "format = = 1\n", "empty": EMPTY}
    for name, text in texts.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("good.toml",), 0),
        (("broken.toml",), 1),
        (("no.toml",), 2),
        (("good.toml", "--fail-on", "info"), 0),
        (("broken.toml", "--fail-on", "info"), 1),
        (("broken.toml", "--fail-on", "warning"), 1),
        (("broken.toml", "--fail-on", "never"), 0),
        (("no.toml", "--fail-on", "never"), 2),
        (("good.toml", "--fail-on", "often"), 2),
        (("good.toml", "--min-score", "-30"), 0),
        (("good.toml", "--min-score=-20"), 1),
        (("good.toml", "--min-score", "-20", "--fail-on", "never"), 0),
        (("empty.toml", "--min-score", "-100"), 1),
        (("good.toml", "--min-score", "high"), 2),
        (("good.toml", "--min-score", "nan"), 2),
        (("good.toml", "--max-failed", "9"), 0),
        (("empty.toml", "--max-failed", "0"), 0),
        (("good.toml", "--max-failed", "0"), 1),
        (("good.toml", "--max-failed", "-1"), 2),
        (("good.toml", "--max-failed", "1.5"), 2),
        (("good.toml", "--max-assumed", "0.5"), 0),
        (("good.toml", "--max-assumed", "50%"), 0),
        (("good.toml", "--max-assumed", "0"), 1),
        (("empty.toml", "--max-assumed", "0.5"), 1),
        (("good.toml", "--max-assumed", "50"), 2),
        (("good.toml", "--max-assumed", "-1"), 2),
        (("good.toml", "--no-worse-than", "good.toml"), 0),
        (("good.toml", "--no-worse-than", "worse.toml"), 0),
        (("good.toml", "--no-worse-than", "empty.toml"), 0),
        (("worse.toml", "--no-worse-than", "good.toml"), 1),
        (("empty.toml", "--no-worse-than", "good.toml"), 1),
        (("good.toml", "--no-worse-than", "gone.toml"), 2),
        (("good.toml", "--no-worse-than", "broken.toml"), 2),
        (("good.toml", "worse.toml", "--no-worse-than", "good.toml"), 2),
        (("good.toml", "--no-worse-than", "@HEAD"), 2),
        (("good.toml", "--json"), 0),
        (("broken.toml", "--json"), 1),
        (("no.toml", "--json"), 2),
        (("good.toml", "--sarif"), 0),
        (("broken.toml", "--sarif"), 1),
        (("no.toml", "--sarif"), 2),
        (("good.toml", "--github"), 0),
        (("broken.toml", "--github"), 1),
        (("no.toml", "--github"), 2),
        (("good.toml", "--json", "--sarif"), 2),
        (("good.toml", "--as-of", "2026-11-22"), 0),
        (("good.toml", "--min-score", "0", "--as-of", "2026-11-22"), 1),
        (("good.toml", "--as-of", "tomorrow"), 2),
        (("good.toml", "worse.toml"), 0),
        (("good.toml", "broken.toml"), 1),
        (("good.toml", "broken.toml", "no.toml"), 2),
    ],
    ids=str,
)
def test_how_it_ends(
    words: tuple[str, ...], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", *words]) == code


def test_lines_can_be_clicked(run_gapline: RunGapline, tmp_path: Path) -> None:
    """Each names a file, and a line and column that are there."""
    bars = ("--min-score", "0", "--max-failed", "0", "--max-assumed", "0", "--no-worse-than", "good.toml")
    done = run_gapline("check", "worse.toml", *bars)
    found = [LINE.fullmatch(line) for line in done.stdout.splitlines()]
    assert [each and each["code"] for each in found] == ["GAP010", "GAP011", "GAP012", "GAP013"]
    text = (tmp_path / "worse.toml").read_text(encoding="utf-8").splitlines()
    for each in found:
        assert each is not None
        assert each["file"] == "worse.toml"
        line = text[int(each["line"]) - 1]
        assert 1 <= int(each["column"]) <= len(line)
        assert line.startswith("[["), "a row or touchpoint is what can be mended"
    assert done.stderr == "gapline: 1 file checked, no problems, 4 findings.\n"


def test_the_worst_offender_is_named(run_gapline: RunGapline) -> None:
    out = run_gapline("check", "worse.toml", "--no-worse-than", "good.toml").stdout
    assert "begin with 'Test ride: Time on the bike', which fell most" in out
    assert "delivery -" in out


def test_another_ruler_makes_nothing_worse(run_gapline: RunGapline, tmp_path: Path) -> None:
    ruled = SAMPLE.replace("loss_aversion = 2.0 ", "loss_aversion = 3.0 ", 1)
    assert ruled != SAMPLE
    (tmp_path / "ruled.toml").write_text(ruled, encoding="utf-8")
    assert run_gapline("check", "ruled.toml", "--no-worse-than", "good.toml").returncode == 0


def test_several_files_with_a_summary(run_gapline: RunGapline) -> None:
    done = run_gapline("check", "good.toml", "worse.toml", "broken.toml", "no.toml", "--min-score", "-10")
    assert done.returncode == 2
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        "good.toml",
        "worse.toml",
        "broken.toml",
    ]
    *unreadable, summary = done.stderr.splitlines()
    assert len(unreadable) == 1
    assert unreadable[0].startswith("gapline: no.toml:1:")
    assert summary == "gapline: 4 files checked, 1 problem, 2 findings, 1 could not be read."


@pytest.mark.needs_tool("git")
def test_each_file_as_it_was_in_a_revision(run_gapline: RunGapline, tmp_path: Path) -> None:
    who = ("git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "good.toml"), ("commit", "-q", "-m", "one")):
        subprocess.run([*who, *words], cwd=tmp_path, check=True, capture_output=True)
    done = run_gapline("check", "good.toml", "worse.toml", "--no-worse-than", "@HEAD")
    assert done.returncode == 0
    assert "worse.toml is not in that revision. There is nothing it could be worse than." in done.stderr
    (tmp_path / "good.toml").write_bytes((tmp_path / "worse.toml").read_bytes())
    assert run_gapline("check", "good.toml", "--no-worse-than", "@HEAD").returncode == 1
    assert run_gapline("check", "good.toml", "--no-worse-than", "@v9").returncode == 2


def _json(run_gapline: RunGapline, *words: str) -> Any:
    data = json.loads(run_gapline("check", *words, "--json").stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    return data


def test_the_json_fits_its_schema(run_gapline: RunGapline) -> None:
    data = _json(run_gapline, "good.toml", "broken.toml", "no.toml", "empty.toml", "--max-failed", "0")
    good, broken, no, empty = data["files"]
    assert good["score"] < 0 < good["failed"]
    (finding,) = good["findings"]
    assert finding["where"]["touchpoint"]
    assert finding["where"]["expectation"]
    assert (broken["score"], broken["readable"]) == (None, True)
    assert (no["readable"], bool(no["error"])) == (False, True)
    assert (empty["score"], empty["failed"]) == (None, 0)
    assert data["summary"] == {"files": 4, "unreadable": 1, "errors": 2, "warnings": 0, "infos": 0}


def _sarif(run_gapline: RunGapline, *words: str | Path) -> Any:
    done = run_gapline("check", *words, "--sarif")
    assert HIDDEN.search(done.stdout.replace("\n", "")) is None
    log = json.loads(done.stdout)
    jsonschema.Draft202012Validator(
        SARIF, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(log)
    return log["runs"][0]


def test_sarif_is_valid(run_gapline: RunGapline, tmp_path: Path) -> None:
    folder = tmp_path / "a b"
    folder.mkdir()
    (folder / "ümlaut%.toml").write_text(SAMPLE, encoding="utf-8")
    names = ("good.toml", "broken.toml", "no.toml", "a b/ümlaut%.toml", tmp_path / "worse.toml")
    run = _sarif(run_gapline, *names, "--max-failed", "0")
    results = run["results"]
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results]
    assert uris == ["good.toml", "broken.toml", "a%20b/%C3%BCmlaut%25.toml", "worse.toml"]
    for result in results:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] > 1
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "no.toml" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_a_clean_file_is_an_empty_sarif_log(run_gapline: RunGapline) -> None:
    run = _sarif(run_gapline, "good.toml")
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == set(CODES)


def test_annotations(run_gapline: RunGapline, tmp_path: Path) -> None:
    (tmp_path / "a,b:c.toml").write_bytes((tmp_path / "good.toml").read_bytes())
    done = run_gapline("check", "a,b:c.toml", "broken.toml", "no.toml", "--max-failed", "0", "--github")
    first, second, third = done.stdout.splitlines()
    assert re.match(r"::error file=a%2Cb%3Ac\.toml,line=\d+,col=1,title=GAP011::3 rows", first)
    assert second.startswith("::error file=broken.toml,line=")
    assert third.startswith("::error file=no.toml::no.toml:1:10: ")


@pytest.mark.parametrize("form", [(), ("--json",), ("--sarif",), ("--github",)], ids=str)
def test_hostile_text_acts_in_no_form(run_gapline: RunGapline, tmp_path: Path, form: tuple[str, ...]) -> None:
    text = HOSTILE.replace("[/nope]", "[x](http://e.org) {0} %0A::error::x").replace(
        "delivered = 2", "delivered = 1"
    )
    text = text.replace('name = "=cmd', 'name = "[x](y) {0}\\n::error::=cmd')
    (tmp_path / "h.toml").write_text(text, encoding="utf-8")
    bars = ("--min-score", "40", "--max-failed", "0", "--max-assumed", "0")
    done = run_gapline("check", "h.toml", *bars, *form)
    assert done.returncode == 1
    assert HIDDEN.search(done.stdout.replace("\n", "")) is None
    if form == ("--github",):
        lines = done.stdout.splitlines()
        assert all(re.match("::(error|warning|notice) file=h.toml,", line) for line in lines)
    if form == ("--sarif",):
        texts = [each["message"]["text"] for each in _sarif(run_gapline, "h.toml", *bars)["results"]]
        assert any(r"\[x](y) {{0}}" in each for each in texts)


def test_every_code_is_in_the_documents() -> None:
    for name in ("docs/scripting.md", "docs/command-line.md"):
        text = (REPO_ROOT / name).read_text(encoding="utf-8")
        assert [code for code in CODES if f"`{code}`" not in text] == [], name


def test_findings_stand_at_their_lines_and_count_for_the_bar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "noisy.toml").write_text(NOISY, encoding="utf-8")
    assert main(["check", "noisy.toml", "--as-of", "2026-11-22"]) == 1
    found = [LINE.fullmatch(line) for line in capsys.readouterr().out.splitlines()]
    assert len({each["code"] for each in found if each}) >= 8
    assert all(found)
    lines = NOISY.splitlines()
    unbuilt = next(each for each in found if each and each["code"] == "GAP110")
    assert lines[int(unbuilt["line"]) - 1].startswith("exists = false")
    assert main(["check", "noisy.toml", "--as-of", "2026-11-22", "--fail-on", "never"]) == 0
