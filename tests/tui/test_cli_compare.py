"""`gapline compare` and `gapline snapshot` as somebody runs them."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import REPO_ROOT, RunGapline
from tests.tui.hostile import HIDDEN, HOSTILE

SAMPLE = (REPO_ROOT / "sample_config.toml").read_text(encoding="utf-8")
SCHEMA = json.loads((REPO_ROOT / "tests/report/compare.schema.json").read_text(encoding="utf-8"))
DAY = ("--as-of", "2026-11-22")
CHANGES = (
    ("expected = 7.5  ", "expected = 8.5  "),
    ("delivered = 9.5", "delivered = 6.5"),
    ("delivered = 34", "delivered = 28"),
    ('name = "Test ride"', 'name = "Trying the bike"'),
    ("weight = 2\n", "weight = 3\n"),
)


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    """An older and a newer file."""
    text = SAMPLE
    for was, now in CHANGES:
        assert was in text
        text = text.replace(was, now, 1)
    (tmp_path / "old.toml").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "new.toml").write_text(text, encoding="utf-8")
    return "old.toml", "new.toml"


def _json(run_gapline: RunGapline, *words: str | Path) -> Any:
    done = run_gapline("compare", *words, "--json", *DAY)
    assert done.stderr == ""
    data = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert done.returncode == (0 if data["same"] else 1)
    return data


@pytest.mark.parametrize(
    ("more", "says"),
    [((), "no differences\n"), (("--md",), "\nNo differences.\n"), (("--json",), '"same": true')],
)
def test_a_file_beside_itself_has_no_differences(
    run_gapline: RunGapline, more: tuple[str, ...], says: str
) -> None:
    sample = REPO_ROOT / "sample_config.toml"
    done = run_gapline("compare", sample, sample, *more)
    assert (done.returncode, done.stderr) == (0, "")
    assert says in done.stdout


def test_two_versions_as_text(run_gapline: RunGapline, two: tuple[str, str]) -> None:
    done = run_gapline("compare", *two, *DAY)
    assert (done.returncode, done.stderr) == (1, "")
    first, second, *rest = done.stdout.splitlines()
    assert first == "old.toml > new.toml"
    assert second.startswith("Journey ")
    assert rest[0].startswith("Change ")
    for words in (
        "worse: bar rose",
        "worse: we slipped",
        "better",
        "renamed, was 'Test ride'",
        "weight 2 > 3",
    ):
        assert words in done.stdout
    assert "\x1b" not in done.stdout
    assert "\x1b[" in run_gapline("compare", *two, "--color", "always").stdout


def test_two_versions_as_json(run_gapline: RunGapline, two: tuple[str, str]) -> None:
    data = _json(run_gapline, *two)
    journey = data["journey"]
    assert sum(journey["parts"].values()) == pytest.approx(journey["change"], abs=1e-9)
    assert journey["after"] - journey["before"] == pytest.approx(journey["change"], abs=1e-12)
    assert {cause for cause, part in journey["parts"].items() if part} == {
        "delivery",
        "expectation",
        "weight",
    }
    assert len(data["changes"]) == len(CHANGES)
    assert (data["old"]["file"], data["new"]["file"]) == two
    assert sum(data["counts"].values()) == len(data["expectations"])


def test_every_example_beside_every_other_fits_the_schema(run_gapline: RunGapline) -> None:
    names = ("sample_config.toml", "docs/examples/hospital-survey.toml", "docs/examples/library-survey.toml")
    for old in names:
        for new in names:
            assert _json(run_gapline, REPO_ROOT / old, REPO_ROOT / new)["same"] is (old == new)


def test_two_versions_as_markdown(run_gapline: RunGapline, two: tuple[str, str]) -> None:
    done = run_gapline("compare", *two, "--md", *DAY)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("### Hollow Lane Cycles")
    table = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in table} == {7}
    assert len(table) == 5


def test_hostile_text_acts_nowhere(run_gapline: RunGapline, tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_text(HOSTILE, encoding="utf-8")
    changed = HOSTILE.replace("delivered = 2", "delivered = 1").replace("[/nope]", "[x](http://e.org) | <b>")
    changed = changed.replace('owner = "', 'owner = "www.e.org `')
    (tmp_path / "new.toml").write_text(changed, encoding="utf-8")
    for more in ((), ("--md",), ("--json",)):
        out = run_gapline("compare", "old.toml", "new.toml", *more).stdout
        assert HIDDEN.search(out.replace("\n", "")) is None
        assert out
    markdown = run_gapline("compare", "old.toml", "new.toml", "--md").stdout
    for active in ("<script", "<a ", "<b>", "http://", "www."):
        assert active not in markdown
    assert "](" not in re.sub(r"\\.", "", markdown)
    _json(run_gapline, "old.toml", "new.toml")


@pytest.mark.usefixtures("two")
def test_a_version_from_stdin(run_gapline: RunGapline) -> None:
    done = run_gapline("compare", "-", "old.toml", stdin=SAMPLE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "no differences\n", "")


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("old.toml",), "needs NEW"),
        (("-", "-"), "only one of the two"),
        (("old.toml", "gone.toml"), "gone.toml does not exist"),
        (("broken.toml", "new.toml"), "broken.toml:"),
        (("old.toml", "new.toml", "--json", "--md"), "not allowed with"),
        (("old.toml@HEAD", "new.toml"), "in no git repository"),
        (("old.toml@--help", "new.toml"), "not how a revision is named"),
        (("old.toml", "new.toml", "--jsn"), "did you mean --json?"),
    ],
    ids=str,
)
@pytest.mark.usefixtures("two")
def test_what_cannot_be_compared_is_one_sentence(
    run_gapline: RunGapline, tmp_path: Path, words: tuple[str, ...], near: str
) -> None:
    (tmp_path / "broken.toml").write_text(
        SAMPLE.replace("expected = 7.5 ", "expcted = 7.5 ", 1), encoding="utf-8"
    )
    done = run_gapline("compare", *words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert near in done.stderr


@pytest.mark.needs_tool("git")
@pytest.mark.usefixtures("two")
def test_a_git_revision(run_gapline: RunGapline, tmp_path: Path) -> None:
    who = ("git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "old.toml"), ("commit", "-q", "-m", "one")):
        subprocess.run([*who, *words], cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "old.toml").write_bytes((tmp_path / "new.toml").read_bytes())
    data = _json(run_gapline, "old.toml@HEAD", "old.toml")
    assert len(data["changes"]) == len(CHANGES)
    assert len(data["old"]["revision"]) == 40
    assert data["old"]["day"] == data["then"]
    assert run_gapline("compare", "old.toml@v9", "old.toml").returncode == 2


@pytest.mark.usefixtures("two")
def test_a_snapshot_prints_its_path_and_can_be_compared_with(run_gapline: RunGapline, tmp_path: Path) -> None:
    done = run_gapline("snapshot", "new.toml", "--name", "Q4 review", *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ".snapshots/new/2026-11-22-q4-review.toml\n"
    path = tmp_path / done.stdout.strip()
    assert path.read_bytes() == (tmp_path / "new.toml").read_bytes()
    assert run_gapline("compare", path, "new.toml").stdout == "no differences\n"
    assert _json(run_gapline, path, "old.toml")["then"] == "2026-11-22"
    again = run_gapline("snapshot", "new.toml", "--name", "Q4 review", *DAY)
    assert again.stdout.endswith("q4-review-2.toml\n")


@pytest.mark.parametrize("word", ["-", "gone.toml", "."])
def test_what_cannot_be_kept_is_one_sentence(run_gapline: RunGapline, word: str) -> None:
    done = run_gapline("snapshot", word)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_a_file_with_problems_is_kept_and_said_to_have_them(run_gapline: RunGapline, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(SAMPLE.replace("expected = 7.5 ", "expcted = 7.5 ", 1), encoding="utf-8")
    done = run_gapline("snapshot", "x.toml", *DAY)
    assert (done.returncode, done.stdout) == (0, ".snapshots/x/2026-11-22.toml\n")
    assert "1 problem" in done.stderr
