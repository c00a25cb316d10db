"""A sealed place for every test: its own home, a known terminal, nothing of the caller's settings."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from gapline.__main__ import COLLECTED_AFTER
from model.files import journal
from tests.warm import Warm, fits

REPO_ROOT = Path(__file__).resolve().parent.parent

# What a caller's shell may carry that changes what is drawn, read or written. GIT_* is there when the tests
# run from a git hook and would point every git command at the wrong repository.
_LEAKING_PREFIXES = ("GAPLINE_", "TEXTUAL_", "GIT_", "SSH_", "TMUX", "TERM_PROGRAM", "XDG_", "LC_")
_LEAKING_NAMES = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLORFGBG",
    "VISUAL",
    "STY",
)
_LEAKING_SIZES = ("COLUMNS", "LINES")
_ROOM = 1 << 30
"""Bytes; what a whole run of the tests needs by far."""
# An editor that changes nothing, for the tests that press every key.
_SET = {"EDITOR": "true", "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def _seal_environment() -> None:
    """Take the caller's terminal and settings out of the environment of this process."""
    for name in list(os.environ):
        if name.startswith(_LEAKING_PREFIXES) or name in (*_LEAKING_NAMES, *_LEAKING_SIZES):
            del os.environ[name]
    os.environ.update(_SET)


# At import: Textual reads its variables once, when a test module imports it, which is before any fixture.
_seal_environment()


def _leave_the_disk() -> None:
    """Have all that tests write in memory, where there is room for it: a disk may need seconds to confirm."""
    memory = Path("/dev/shm")
    with suppress(OSError):
        room = os.statvfs(memory)
        if os.access(memory, os.W_OK | os.X_OK) and room.f_bavail * room.f_frsize >= _ROOM:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


_leave_the_disk()

settings.register_profile("local", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=60, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


class RunGapline(Protocol):
    """Runs the command in a process of its own; see the fixture `run_gapline`."""

    def __call__(
        self,
        *arguments: str | Path,
        cwd: Path | None = None,
        stdin: str = "",
        env: dict[str, str] | None = None,
        timeout: float = 60,
    ) -> subprocess.CompletedProcess[str]: ...


def pytest_collection_finish() -> None:
    """Look for garbage as seldom as Gapline does, and not among all that was loaded by now."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER, 20, 20)


def find_tool(name: str) -> str | None:
    """Return the path of an installed program; servers lie where an ordinary user's PATH does not look."""
    return shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin")))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is not installed."""
    for marker in item.iter_markers("needs_tool"):
        for name in marker.args:
            if find_tool(name) is None:
                pytest.skip(f"needs the program {name} (make tools)")


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The root of the checkout."""
    return REPO_ROOT


@pytest.fixture(autouse=True)
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the test an empty home with all XDG folders in it, and return that home."""
    _seal_environment()
    home = tmp_path_factory.mktemp("home", numbered=True)
    # Not the test's own `monkeypatch`: whoever undoes that half-way stays in this home.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for name in ("config", "data", "state", "cache", "runtime"):
            folder = home / name
            folder.mkdir(mode=0o700)
            patch.setenv(f"XDG_{name.upper()}_{'DIR' if name == 'runtime' else 'HOME'}", str(folder))
        # A busy disk says nothing in tests that are not about it.
        patch.setattr(journal, "PATIENCE", 60.0)
        yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the sample, to be changed."""
    return Path(shutil.copy(REPO_ROOT / "sample_config.toml", tmp_path / "shop.toml"))


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """A process that has loaded Gapline already."""
    with closing(Warm()) as process:
        yield process


@pytest.fixture
def run_gapline(tmp_path: Path, warm: Warm) -> RunGapline:
    """Run `gapline ARGUMENTS` of this checkout as a user would, in `tmp_path` unless told otherwise."""

    def run(
        *arguments: str | Path,
        cwd: Path | None = None,
        stdin: str = "",
        env: dict[str, str] | None = None,
        timeout: float = 60,
    ) -> subprocess.CompletedProcess[str]:
        words, folder, text = [str(each) for each in arguments], cwd or tmp_path, stdin.encode()
        environment = {**os.environ, "PYTHONPATH": str(REPO_ROOT), **(env or {})}
        if fits(env or {}):
            done = warm.run(words, folder, text, environment, timeout)
        else:
            done = subprocess.run(
                [sys.executable, "-m", "gapline", *words],
                cwd=folder,
                input=text,
                env=environment,
                capture_output=True,
                timeout=timeout,
                check=False,
            )
        out, err = (each.decode().replace("\r\n", "\n") for each in (done.stdout, done.stderr))
        return subprocess.CompletedProcess(words, done.returncode, out, err)

    return run


class Counted(Protocol):
    """Notes how many cases a test went through, for the summary of the run."""

    def __call__(self, what: str, number: int) -> None: ...


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Counted:
    """Say after the run how many cases this test went through."""

    def count(what: str, number: int) -> None:
        record_property("counted", f"{number:,} {what}")

    return count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what tests counted."""
    reports = [each for kind in ("passed", "failed") for each in terminalreporter.getreports(kind)]
    lines = [
        f"{value}: {report.nodeid}"
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == "counted"
    ]
    if lines:
        terminalreporter.section("cases")
        for line in lines:
            terminalreporter.line(line)


@pytest.fixture
def child() -> Iterator[int]:
    """The number of a process that runs."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process.pid
        process.kill()
