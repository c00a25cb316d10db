"""The JSON that scripts lean on: its shape, its manners, and hostile text in it."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from model.files.templates import TEMPLATES
from model.report.jsontext import json_text
from tests.conftest import REPO_ROOT, RunGapline
from tests.tui.hostile import HIDDEN, HOSTILE

SCHEMA = json.loads((REPO_ROOT / "tests/report/score.schema.json").read_text(encoding="utf-8"))
PROJECTS = ("sample_config.toml", "docs/examples/hospital-survey.toml", "docs/examples/library-survey.toml")


def _reject(constant: str) -> Any:
    raise AssertionError(f"{constant} is not JSON")


def _score(run_gapline: RunGapline, *words: str | Path) -> Any:
    done = run_gapline("score", *words, "--json", "--as-of", "2026-11-22")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout, parse_constant=_reject)


@pytest.mark.parametrize("name", PROJECTS)
def test_the_scores_fit_the_schema(run_gapline: RunGapline, name: str) -> None:
    report = _score(run_gapline, REPO_ROOT / name)
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    assert report["as_of"] == "2026-11-22"
    assert report["project"]["file"] == Path(name).name


@pytest.mark.parametrize("template", [name for name in TEMPLATES if name != "sample"])
def test_the_scores_of_a_new_project_fit_the_schema(run_gapline: RunGapline, template: str) -> None:
    run_gapline("new", "mine.toml", "--template", template)
    jsonschema.Draft202012Validator(SCHEMA).validate(_score(run_gapline, "mine.toml"))


def test_what_is_unknown_is_null_and_not_zero(run_gapline: RunGapline) -> None:
    run_gapline("new", "mine.toml")
    report = _score(run_gapline, "mine.toml")
    (row,) = report["touchpoints"][0]["expectations"]
    assert (row["delivered"], row["gap"], row["score"], row["band"]) == (None, None, None, "unknown")
    assert report["journey"]["score"] is None


def test_export_writes_the_same_as_score(run_gapline: RunGapline, tmp_path: Path) -> None:
    sample = REPO_ROOT / "sample_config.toml"
    printed = run_gapline("score", sample, "--json", "--as-of", "2026-11-22").stdout
    done = run_gapline("export", sample, "--as-of", "2026-11-22", "-o", "out.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == printed


def test_hostile_text_comes_back_whole_and_cannot_act(run_gapline: RunGapline, tmp_path: Path) -> None:
    (tmp_path / "h.toml").write_text(HOSTILE, encoding="utf-8")
    done = run_gapline("score", "h.toml", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert HIDDEN.search(done.stdout.replace("\n", "")) is None
    name = json.loads(done.stdout)["project"]["name"]
    assert name.startswith("\x1b]52;c;AAAA\x07 <script>")
    assert "日本語" in done.stdout, "text that harms nobody stays readable"


def test_escapes_are_those_of_json() -> None:
    text = "a\x7f\x9b\u202e\u200b\ufeff\ud800\U000e0041é"
    written = json_text({"name": text})
    assert re.findall(r"\\u[0-9a-f]{4}", written) == [
        *("\\u007f", "\\u009b", "\\u202e", "\\u200b", "\\ufeff", "\\ud800", "\\udb40", "\\udc41")
    ]
    assert json.loads(written) == {"name": text}
    assert "é" in written
    assert written.endswith("}\n")


def test_a_number_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_text({"score": float("nan")})
