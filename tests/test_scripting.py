"""The commands of docs/scripting.md, run as they stand there, on the sample in a repository of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tomli

from tests.conftest import REPO_ROOT
from tests.quiet import QUIET as SAMPLE

TEXT = (REPO_ROOT / "docs/scripting.md").read_text(encoding="utf-8")
TODAY = {"GIT_AUTHOR_DATE": "2026-11-20T12:00:00Z", "GIT_COMMITTER_DATE": "2026-11-20T12:00:00Z"}

pytestmark = [pytest.mark.needs_tool("git"), pytest.mark.needs_tool("sh")]


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def _ci_steps() -> list[str]:
    (job,) = (block for block in _blocks("yaml") if block.startswith("on: pull_request"))
    assert len(job.splitlines()) == 10, "a ten-line job"
    return re.findall(r"^ +- run: (.*)$", job, re.MULTILINE)


def _cron_line() -> tuple[str, str]:
    (block,) = _blocks("cron")
    (line,) = block.splitlines()
    found = re.fullmatch(r"((?:\S+ ){5})(.*)", line)
    assert found is not None
    return found[1], found[2]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A repository whose main branch has the sample, and a change to it that is not committed."""
    folder = tmp_path / "journeys"
    folder.mkdir()
    (folder / "shop.toml").write_text(SAMPLE, encoding="utf-8")
    who = ("git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    for words in (
        ("init", "-q", "-b", "main"),
        ("add", "shop.toml"),
        ("commit", "-q", "-m", "The shop"),
        ("update-ref", "refs/remotes/origin/main", "HEAD"),
    ):
        subprocess.run(
            [*who, *words], cwd=folder, env={**os.environ, **TODAY}, check=True, capture_output=True
        )
    better = SAMPLE.replace("delivered = 9.5 ", "delivered = 6.5 ", 1).replace(
        "delivered = 9.5\n", "delivered = 6.5\n", 1
    )
    assert better != SAMPLE
    (folder / "shop.toml").write_text(better, encoding="utf-8")
    command = tmp_path / "bin" / "gapline"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m gapline "$@"\n')
    command.chmod(0o755)
    return folder


def _run(line: str, folder: Path, start: Path | None = None) -> subprocess.CompletedProcess[str]:
    path = f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    more = {"PATH": path, "PYTHONPATH": str(REPO_ROOT), "HOME": str(folder.parent)}
    more["GITHUB_STEP_SUMMARY"] = str(folder / "summary.md")
    # GitHub runs each step so.
    return subprocess.run(
        ["sh", "-e", "-c", line],
        cwd=start or folder,
        env={**os.environ, **more},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_ci_job_passes_for_a_change_that_makes_nothing_worse(shop: Path) -> None:
    install, *steps = _ci_steps()
    assert install == "pip install gapline", "the one step that needs a network"
    for step in steps:
        done = _run(step, shop)
        assert done.returncode == 0, (step, done.stdout, done.stderr)
    assert "better" in (shop / "summary.md").read_text(encoding="utf-8")


def test_the_ci_job_fails_for_a_change_that_makes_it_worse(shop: Path) -> None:
    worse = SAMPLE.replace("delivered = 34", "delivered = 20", 1)
    (shop / "shop.toml").write_text(worse, encoding="utf-8")
    check, compare = _ci_steps()[1:]
    done = _run(check, shop)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=shop.toml,line=")
    assert _run(compare, shop).returncode == 0
    assert "worse: we slipped" in (shop / "summary.md").read_text(encoding="utf-8")


def test_the_ci_job_fails_where_it_cannot_compare(shop: Path) -> None:
    subprocess.run(["git", "update-ref", "-d", "refs/remotes/origin/main"], cwd=shop, check=True)
    assert [_run(step, shop).returncode != 0 for step in _ci_steps()[1:]] == [True, True]


def test_the_cron_line_does_what_it_says(shop: Path) -> None:
    when, command = _cron_line()
    assert re.fullmatch(r"(?:[\d*/,-]+ ){5}", when)
    assert "%" not in command, "cron would take it for the end of the line"
    done = _run(command, shop, start=shop.parent)
    assert done.returncode == 0, done.stderr
    (snapshot,) = (shop / ".snapshots" / "shop").glob("*.toml")
    assert snapshot.read_bytes() == (shop / "shop.toml").read_bytes()
    assert snapshot.name.endswith("-nightly.toml")
    assert json.loads((shop / "shop.json").read_text(encoding="utf-8"))["format"] == 1


@pytest.mark.parametrize("line", [line for block in _blocks("sh") for line in block.splitlines()])
def test_every_other_command_runs(shop: Path, line: str) -> None:
    done = _run(line, shop)
    assert done.returncode == (1 if line.startswith("gapline compare") else 0), (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    if " > " in line:
        json.loads((shop / line.rpartition(" > ")[2]).read_text(encoding="utf-8"))


def test_the_hooks_are_those_of_the_page(shop: Path) -> None:
    """Read without a YAML parser: the two files only use its simplest form."""
    hooks = (REPO_ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entries = dict(re.findall(r"^- id: (\S+)\n(?:  .*\n)*?  entry: (.*)$", hooks, re.MULTILINE))
    (page,) = (block for block in _blocks("yaml") if block.startswith("repos:"))
    assert re.findall(r"- id: (\S+)", page) == list(entries)
    version = tomli.loads(f"v = {re.search(r'rev: v(.*)', page)[1]!r}")["v"]  # type: ignore[index]
    assert version.count(".") == 2
    for entry in entries.values():
        done = _run(f"{entry} shop.toml", shop)
        assert done.returncode == 0, done.stderr
    patterns = set(re.findall(r"^  files: (.*)$", hooks, re.MULTILINE))
    for pattern in patterns:
        assert re.search(pattern, "journeys/shop.toml")
        assert re.search(pattern, "docs/our-journey.toml")
        assert not re.search(pattern, "pyproject.toml")
