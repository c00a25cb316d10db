"""A connection that is lost in the middle of the work, with a real server."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import REPO_ROOT
from tests.terminal.conftest import OpenTerminal
from tests.terminal.endings import Ending, ending, in_time, running
from tests.terminal.session import Terminal
from tests.terminal.sshd import NoServer, served
from tests.terminal.test_endings import assert_kept, edited

pytestmark = pytest.mark.needs_tool("sshd", "ssh", "ssh-keygen")


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The words that log in to this machine."""
    server = served(tmp_path_factory.mktemp("sshd"))
    try:
        words = server.__enter__()
    except NoServer as error:
        pytest.skip(f"no sshd can be run here: {error}")
    yield words
    server.__exit__(None, None, None)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.toml"
    shutil.copy(REPO_ROOT / "sample_config.toml", path)
    return path


def remote(gapline: tuple[str, ...], shop: Path, *, ignoring: bool = False) -> str:
    """The command on the other end: with the settings of this test, which sshd does not pass on."""
    settings = {
        name: value
        for name, value in os.environ.items()
        if name.startswith("XDG_") or name in ("HOME", "LC_ALL")
    }
    words = ["env", f"PYTHONPATH={REPO_ROOT}", *(f"{name}={value}" for name, value in settings.items())]
    command = f"exec {shlex.join([*words, *gapline, str(shop)])}"
    return f"trap '' HUP; {command}" if ignoring else command


def kill_client(session: Terminal, _pid: int) -> None:
    """As when the laptop's battery ends."""
    session.signal(signal.SIGKILL)


def kill_server(_session: Terminal, pid: int) -> None:
    """The process of sshd that serves this login: the one the dashboard was started by."""
    os.kill(int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]), signal.SIGKILL)


@pytest.mark.parametrize("ignoring", [False, True], ids=["", "hang-ups ignored"])
@pytest.mark.parametrize("kill", [kill_client, kill_server])
def test_a_lost_connection_ends_it_at_once_and_the_edit_is_kept(
    terminal: OpenTerminal,
    gapline: tuple[str, ...],
    shop: Path,
    ssh: list[str],
    kill: Callable[[Terminal, int], None],
    ignoring: bool,
) -> None:
    def attempt() -> Ending:
        session = edited(terminal([*ssh, remote(gapline, shop, ignoring=ignoring)]))
        (pid,) = running(str(shop))
        end = ending(pid, lambda: kill(session, pid))
        assert_kept(shop, 3)
        return end

    in_time(attempt)
