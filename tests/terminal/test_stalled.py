"""A terminal that takes nothing for a while: the work goes on, and it shows all of it when it comes back."""

from __future__ import annotations

import select
import shutil
import time
from pathlib import Path

import pytest

from tests.terminal.conftest import OpenTerminal
from tests.terminal.endings import PATIENCE, stall
from tests.terminal.mirrors import cells
from tests.terminal.session import REPO_ROOT


def journals(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*.journal"))


@pytest.mark.parametrize("seconds", [0, pytest.param(30, marks=pytest.mark.soak)])
def test_edits_are_kept_while_the_terminal_stands_still_and_shown_when_it_goes_on(
    terminal: OpenTerminal, gapline: tuple[str, ...], tmp_path: Path, sealed: Path, seconds: int
) -> None:
    shop = tmp_path / "shop.toml"
    shutil.copy(REPO_ROOT / "sample_config.toml", shop)
    session = terminal([*gapline, "--driver", "sparing", shop])
    session.wait_for_text("? keys")
    session.wait_for(lambda: session.emulation.modes.get("2004"))
    stall(session)
    session.type("d3\rd4\r")
    deadline = time.monotonic() + PATIENCE
    # What the session itself has not given up is no lost work yet; its journal is there all the same.
    while not all(each in journals(sealed) for each in (b'"new":3', b'"new":4')):
        assert time.monotonic() < deadline, "the edits are not in the journal"
        select.select([], [], [], 0.02)
    select.select([], [], [], seconds)
    session.type("d5\r")
    session.wait_for_text("Delivered 4.0 > 5.0")
    while session.read(0.5):
        pass
    session.show()
    before = cells(session.emulation)
    sent = len(session.raw)
    session.press("ctrl+l")
    session.wait_for(lambda: len(session.raw) > sent + 1000, "all of the screen again")
    while session.read(0.5):
        pass
    session.show()
    assert cells(session.emulation) == before
    session.type("q")
    session.wait_for_text("not saved")
    session.type("D")
    assert session.exit_code() == 0
    assert session.modes_left_on == set()
