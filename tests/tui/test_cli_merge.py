"""`gapline merge` as somebody runs it, and as git does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPO_ROOT, RunGapline
from tests.tui.hostile import HIDDEN

SAMPLE = (REPO_ROOT / "sample_config.toml").read_bytes()
MINE = SAMPLE.replace(b"delivered = 34\n", b"delivered = 28\n").replace(b"delivered = 9.5", b"delivered = 9")
THEIRS = SAMPLE.replace(b"delivered = 34\n", b"delivered = 30\n").replace(b"weight = 2\n", b"weight = 3\n", 1)
MERGED = THEIRS.replace(b"delivered = 9.5", b"delivered = 9")


def written(folder: Path, base: bytes, mine: bytes, theirs: bytes) -> tuple[str, str, str]:
    for name, raw in (("base", base), ("mine", mine), ("theirs", theirs)):
        (folder / f"{name}.toml").write_bytes(raw)
    return "base.toml", "mine.toml", "theirs.toml"


def test_without_conflicts_it_is_their_text_with_my_changes(run_gapline: RunGapline, tmp_path: Path) -> None:
    theirs = b"# By hand.\n" + SAMPLE.replace(b"weight = 2\n", b"weight = 3 # more\n", 1)
    files = written(tmp_path, SAMPLE, MINE, theirs)
    done = run_gapline("merge", *files, "-o", "out.toml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    wanted = theirs.replace(b"delivered = 34\n", b"delivered = 28\n")
    assert (tmp_path / "out.toml").read_bytes() == wanted.replace(b"delivered = 9.5", b"delivered = 9")


def test_a_conflict_holds_theirs_and_says_both_values(run_gapline: RunGapline, tmp_path: Path) -> None:
    files = written(tmp_path, SAMPLE, MINE, THEIRS)
    done = run_gapline("merge", *files, "-o", "-")
    assert done.returncode == 1
    assert done.stdout.encode() == MERGED
    (line,) = done.stderr.splitlines()
    assert line.startswith("gapline: conflict: Test ride / Time on the bike . delivered: ")
    assert "before 34 min, mine 28 min, theirs 30 min" in line


def test_where_they_changed_nothing_it_is_my_text(run_gapline: RunGapline, tmp_path: Path) -> None:
    mine = b"# My own words.\n" + MINE
    files = written(tmp_path, SAMPLE, mine, SAMPLE)
    assert run_gapline("merge", *files, "-o", "mine.toml").returncode == 0
    assert (tmp_path / "mine.toml").read_bytes() == mine


def test_an_empty_base_is_two_new_files(run_gapline: RunGapline, tmp_path: Path) -> None:
    files = written(tmp_path, b"", SAMPLE, SAMPLE)
    assert run_gapline("merge", *files, "-o", "out.toml").returncode == 0
    assert (tmp_path / "out.toml").read_bytes() == SAMPLE
    files = written(tmp_path, b"", MINE, THEIRS)
    done = run_gapline("merge", *files, "-o", "out.toml")
    assert done.returncode == 1
    assert b"delivered = 30\n" in (tmp_path / "out.toml").read_bytes()


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "said"),
    [
        (SAMPLE, b"format = [", THEIRS, "mine.toml:1:"),
        (SAMPLE, MINE, THEIRS.replace(b"format = 1", b"format = 9"), "theirs.toml"),
        (SAMPLE, SAMPLE.replace(b'stage = "', b'stage = "no-', 1), THEIRS, "mine.toml"),
    ],
    ids=["no toml", "newer", "problems"],
)
def test_what_cannot_be_merged_leaves_the_output_alone(
    run_gapline: RunGapline, tmp_path: Path, base: bytes, mine: bytes, theirs: bytes, said: str
) -> None:
    files = written(tmp_path, base, mine, theirs)
    (tmp_path / "out.toml").write_bytes(b"as it was")
    done = run_gapline("merge", *files, "-o", "out.toml")
    assert done.returncode == 2
    assert said in done.stderr
    assert (tmp_path / "out.toml").read_bytes() == b"as it was"


def test_refusals_are_one_sentence(run_gapline: RunGapline, tmp_path: Path) -> None:
    files = written(tmp_path, SAMPLE, MINE, THEIRS)
    for words in (("-", "-", "x.toml", "-o", "-"), files, (*files, "-o", "no/such/out.toml")):
        done = run_gapline("merge", *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1


def test_hidden_characters_of_a_conflict_are_spelled_out(run_gapline: RunGapline, tmp_path: Path) -> None:
    evil = b'owner = "a\\u001b]52;c;x\\u0007\\u202e"'
    assert b'owner = "Priya"' in SAMPLE
    mine = SAMPLE.replace(b'owner = "Priya"', evil, 1)
    files = written(tmp_path, SAMPLE, mine, SAMPLE.replace(b'owner = "Priya"', b'owner = "Gus"', 1))
    done = run_gapline("merge", *files, "-o", "out.toml")
    assert done.returncode == 1
    assert not HIDDEN.search(done.stderr.replace("\n", ""))


def git(folder: Path, *words: str, fine: bool = True) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "PYTHONPATH": str(REPO_ROOT),
    }
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *who, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert not fine or done.returncode == 0, done.stderr
    return done


@pytest.mark.needs_tool("git")
@pytest.mark.parametrize("conflict", [False, True])
def test_git_merges_with_it(tmp_path: Path, conflict: bool) -> None:
    """The lines of docs/merging.md, with the program under its path."""
    text = (REPO_ROOT / "docs/merging.md").read_text(encoding="utf-8")
    assert "*.toml merge=gapline\n" in text
    assert 'merge.gapline.driver "gapline merge %O %A %B -o %A"' in text
    folder = tmp_path / "repository"
    (folder / "below").mkdir(parents=True)
    project = folder / "below" / "shop.toml"
    git(folder, "init", "-q")
    git(folder, "config", "merge.gapline.driver", f"{sys.executable} -m gapline merge %O %A %B -o %A")
    (folder / ".gitattributes").write_text("*.toml merge=gapline\n")
    project.write_bytes(SAMPLE)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "base")
    git(folder, "checkout", "-qb", "theirs")
    project.write_bytes(THEIRS)
    git(folder, "commit", "-qam", "theirs")
    git(folder, "checkout", "-q", "main")
    # One line below the other's change: git's own merge would see a conflict in text where there is none.
    mine = MINE if conflict else SAMPLE.replace(b"delivered = 9.5", b"delivered = 9")
    project.write_bytes(mine)
    git(folder, "commit", "-qam", "mine")
    done = git(folder, "merge", "theirs", fine=False)
    assert project.read_bytes() == MERGED
    if conflict:
        assert done.returncode == 1
        assert "UU below/shop.toml" in git(folder, "status", "--short").stdout
        assert "mine 28 min, theirs 30 min" in done.stderr + done.stdout
    else:
        assert done.returncode == 0, done.stderr
        assert git(folder, "status", "--short").stdout == ""
