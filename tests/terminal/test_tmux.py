"""The driver of our own in a real tmux: its window shows in every cell what Textual's driver shows.

Looked at as a client of tmux: `tmux capture-pane`, even with -N, leaves out what was erased behind the last
letter of a row, with whatever ground, so that there equal screens look different.
"""

import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.conftest import OpenTerminal
from tests.terminal.session import REPO_ROOT, Terminal
from tests.terminal.twins import await_equality, await_frame

pytestmark = pytest.mark.needs_tool("tmux")

STEPS: tuple[tuple[str | tuple[int, int], str], ...] = (
    ("gd", "→ Detail"),
    ("\x1b", "→ Board"),
    ("gc", "→ Curve"),
    ("gb", "→ Board"),
    ("G", "[Ride"),
    ("?", "to search"),
    ((100, 30), "to search"),
    ("\x1b", "[Ride"),
    ("d", "Enter set"),
    ((60, 20), "Enter set"),
    ((80, 24), "Enter set"),
    ("\x1b", "g go to"),
    ("/re", '["re"]'),
)
"""What is typed, or the columns and rows that the window gets; and words that are shown then."""


@pytest.fixture(params=["tmux-256color", "screen"])
def windows(
    request: pytest.FixtureRequest, terminal: OpenTerminal, gapline: tuple[str, ...], tmp_path: Path
) -> Iterator[list[Terminal]]:
    """The same project with both drivers, each in a tmux of its own."""
    made, sockets = [], []
    for driver in ("stock", "sparing"):
        # Two files: who opens one file twice sees the other in it.
        folder = tmp_path / driver
        folder.mkdir()
        shop = Path(shutil.copy(REPO_ROOT / "sample_config.toml", folder / "shop.toml"))
        sockets.append(folder / "tmux")
        words: list[str | Path] = ["tmux", "-f", "/dev/null", "-S", sockets[-1], "start", ";"]
        for setting in ("-s escape-time 20", "-g status off", f"-g default-terminal {request.param}"):
            words += ["set", *setting.split(), ";"]
        made.append(terminal([*words, "new", shlex.join([*gapline, str(shop), "--driver", driver])]))
    yield made
    for socket in sockets:
        subprocess.run(["tmux", "-S", socket, "kill-server"], capture_output=True, check=False)


def test_both_drivers_show_the_same_in_tmux(windows: list[Terminal]) -> None:
    for window in windows:
        await_frame(window, "→ Board")
    await_equality(windows, "the start")
    for what, words in STEPS:
        for window in windows:
            if isinstance(what, str):
                window.type(what)
            else:
                window.resize(*what)
        for window in windows:
            await_frame(window, words)
        await_equality(windows, what)
