"""Earlier versions from git: right, safe whatever the repository says, one sentence where it cannot be."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from model.files.regular import CannotRead
from model.files.revisions import NoRevision, NotThen, load_revision, revisions_of
from model.files.versions import load_version
from tests.files.test_snapshots import WITH_CSV

pytestmark = pytest.mark.needs_tool("git")


def _git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    when = {"GIT_AUTHOR_DATE": "2026-10-01T12:00:00Z", "GIT_COMMITTER_DATE": "2026-10-01T12:00:00Z"}
    done = subprocess.run(
        ["git", *who, *words],
        cwd=folder,
        env={**os.environ, **when},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def repository(small: Path) -> Path:
    """A file with two commits and a change that is not committed."""
    _git(small.parent, "init", "-q", "-b", "main")
    _git(small.parent, "add", small.name)
    _git(small.parent, "commit", "-q", "-m", "First [@click=app.quit]\x1b[31m")
    (small.parent / "other.txt").write_text("not ours")
    _git(small.parent, "add", "other.txt")
    _git(small.parent, "commit", "-q", "-m", "Something else")
    small.write_text(small.read_text() + "\n# second\n")
    _git(small.parent, "commit", "-q", "-a", "-m", "Second")
    _git(small.parent, "tag", "v2")
    small.write_text(small.read_text() + "\n# not committed\n")
    return small


def test_the_commits_that_touched_the_file_are_listed_newest_first(repository: Path) -> None:
    found = revisions_of(repository)
    assert [each.subject.partition(" ")[0] for each in found] == ["Second", "First"]
    assert {each.day for each in found} == {date(2026, 10, 1)}
    assert len(revisions_of(repository, 1)) == 1


@pytest.mark.parametrize("revision", ["HEAD", "v2", "main", "@", "HEAD^0", "main~0"])
def test_a_revision_gives_the_file_as_it_was(repository: Path, revision: str) -> None:
    loaded, found = load_revision(repository, revision)
    assert loaded.text.endswith("# second\n")
    assert loaded.problems == ()
    assert found.id == _git(repository.parent, "rev-parse", "v2")
    version = load_version(f"{repository}@{revision}")
    assert (version.day, version.revision, version.name) == (
        date(2026, 10, 1),
        found.id,
        f"{repository.name}@{revision}",
    )


def test_it_is_read_from_below_and_with_odd_names(repository: Path) -> None:
    folder = repository.parent / "a b" / "-c"
    folder.mkdir(parents=True)
    for name in ("--help.toml", "x@y:z*.toml", "ümlaut.toml"):
        path = folder / name
        shutil.copy(repository, path)
        _git(repository.parent, "add", ".")
        _git(repository.parent, "commit", "-q", "-m", name)
        assert load_version(f"{path}@HEAD").loaded.text == path.read_text()
        assert len(revisions_of(path)) == 1


@pytest.mark.parametrize(
    "revision",
    [
        "--output=x",
        "-h",
        "HEAD:other.txt",
        "a..b",
        "a b",
        "HEAD\n",
        "$(touch x)",
        "; touch x",
        "é",
        "x" * 300,
        "^main",
    ],
)
def test_what_is_no_revision_never_reaches_git(
    repository: Path, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("git was run")

    monkeypatch.setattr(subprocess, "run", never)
    with pytest.raises(NoRevision, match="not how a revision is named"):
        load_revision(repository, revision)


def test_what_does_not_exist_is_told(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(NoRevision, match="git knows no revision v9"):
        load_revision(repository, "v9")
    new = repository.with_name("new.toml")
    shutil.copy(repository, new)
    with pytest.raises(NotThen, match=r"new\.toml is not in that revision"):
        load_revision(new, "HEAD")
    apart = tmp_path_factory.mktemp("apart") / "x.toml"
    shutil.copy(repository, apart)
    with pytest.raises(NoRevision, match="in no git repository"):
        load_revision(apart, "HEAD")
    assert revisions_of(apart) == ()


def test_a_file_that_was_no_project_then_is_told(repository: Path) -> None:
    text = repository.read_text()
    repository.write_text("format = = 1\n")
    _git(repository.parent, "commit", "-q", "-a", "-m", "Broken")
    repository.write_text(text)
    with pytest.raises(CannotRead, match="HEAD:1:10"):
        load_revision(repository, "HEAD")


def test_without_git_it_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.parent))
    with pytest.raises(NoRevision, match="needs git, which is not installed"):
        load_revision(repository, "HEAD")
    assert revisions_of(repository) == ()


def test_variables_of_a_hook_point_at_no_other_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    _git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    assert load_revision(repository, "v2")[0].problems == ()


def test_nothing_that_the_repository_configures_is_run(repository: Path) -> None:
    """A repository may come from somebody else: its filters, pagers and hooks are not ours to start."""
    mark = repository.parent / "ran"
    for key in ("core.fsmonitor", "core.pager", "diff.evil.textconv", "filter.evil.smudge", "gpg.program"):
        _git(repository.parent, "config", key, f"touch {mark}; cat")
    _git(repository.parent, "config", "log.showSignature", "true")
    (repository.parent / ".gitattributes").write_text("*.toml diff=evil filter=evil\n")
    assert load_revision(repository, "HEAD")[0].problems == ()
    assert revisions_of(repository)
    assert not mark.exists()


def test_observations_are_those_of_the_revision(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text(WITH_CSV)
    (tmp_path / "times").mkdir()
    (tmp_path / "times" / "wait.csv").write_text("9\n10\n11\n")
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-q", "-m", "all")
    (tmp_path / "times" / "wait.csv").write_text("99\n")
    loaded, _ = load_revision(file, "HEAD")
    assert loaded.problems == ()
    assert loaded.project is not None
    assert loaded.project.touchpoints[0].expectations[0].observed == (9.0, 10.0, 11.0)
    (tmp_path / "times" / "wait.csv").unlink()
    _git(tmp_path, "commit", "-q", "-a", "-m", "gone")
    loaded, _ = load_revision(file, "HEAD")
    assert "does not exist" in loaded.problems[0].sentence
