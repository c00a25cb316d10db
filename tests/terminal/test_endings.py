"""Whatever ends the dashboard from outside: it goes at once, and what was done is there for the next one."""

from __future__ import annotations

import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.editing.recording import recorded
from model.files.lostwork import lost_work
from tests.conftest import REPO_ROOT
from tests.terminal.conftest import OpenTerminal
from tests.terminal.endings import Ending, ending, in_time, running, stall
from tests.terminal.mirrors import cells
from tests.terminal.session import Terminal

KEPT = "gapline: your unsaved edits are kept; open the file again and they are offered."


@pytest.fixture(params=["sparing", "stock"])
def gapline(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The words that start Gapline with either driver."""
    return (sys.executable, "-m", "gapline", "--driver", request.param)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.toml"
    shutil.copy(REPO_ROOT / "sample_config.toml", path)
    return path


def edited(session: Terminal) -> Terminal:
    """After one committed change: what the customer gets at the first row is 3."""
    session.wait_for_text("? keys")
    session.type("d3\r")
    session.wait_for_text("Delivered 8.1 > 3")
    return session


def assert_kept(shop: Path, *values: object) -> None:
    """The journals of this file hold these values, one each; then they are gone."""
    works = lost_work(shop)
    assert [[recorded(edit)["new"] for edit in work.edits] for work in works] == [[each] for each in values]
    for work in works:
        work.remove()


SIGNALS = {signal.SIGHUP: 129, signal.SIGTERM: 143, signal.SIGINT: 130}


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_signal_ends_it_and_the_terminal_is_as_before(
    terminal: OpenTerminal, gapline: tuple[str, ...], shop: Path, number: signal.Signals
) -> None:
    session = edited(terminal([*gapline, shop]))
    session.signal(number)
    assert session.exit_code() == SIGNALS[number]
    assert session.modes_left_on == set()
    assert b"\x1b[?1049l" in session.raw
    assert b"\x1b[?25h" in session.raw[session.raw.rindex(b"\x1b[?1049l") :]
    assert KEPT in session.text().replace("\n", "")
    assert_kept(shop, 3)


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_signal_that_was_inherited_as_ignored_ends_it_too(
    terminal: OpenTerminal, gapline: tuple[str, ...], shop: Path, number: signal.Signals
) -> None:
    name = number.name.removeprefix("SIG")
    session = edited(terminal(["bash", "-c", f"trap '' {name}; exec {shlex.join([*gapline, str(shop)])}"]))
    session.signal(number)
    assert session.exit_code() == SIGNALS[number]
    assert_kept(shop, 3)


def test_nothing_is_said_or_kept_where_nothing_was_done(
    terminal: OpenTerminal, gapline: tuple[str, ...], shop: Path
) -> None:
    session = terminal([*gapline, shop])
    session.wait_for_text("? keys")
    session.signal(signal.SIGTERM)
    assert session.exit_code() == 143
    assert "gapline:" not in session.text()
    assert lost_work(shop) == []


@pytest.mark.parametrize("ignored", [False, True], ids=["", "hang-ups ignored"])
def test_a_closed_terminal_ends_it_at_once(
    terminal: OpenTerminal, gapline: tuple[str, ...], shop: Path, ignored: bool
) -> None:
    words = shlex.join([*gapline, str(shop)])

    def attempt() -> Ending:
        command = ["bash", "-c", f"trap '' HUP; exec {words}"] if ignored else [*gapline, str(shop)]
        session = edited(terminal(command))
        end = ending(session.pid, session.hangup)
        assert session.exit_code() == 129
        assert_kept(shop, 3)
        return end

    in_time(attempt)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM], ids=lambda number: number.name)
def test_a_signal_ends_it_though_nobody_reads_its_terminal(
    terminal: OpenTerminal, gapline: tuple[str, ...], shop: Path, number: signal.Signals
) -> None:
    session = edited(terminal([*gapline, shop]))
    stall(session)
    print(ending(session.pid, lambda: session.signal(number)))  # noqa: T201 - what the run is judged by
    assert_kept(shop, 3)
    if "sparing" in gapline:
        # What the terminal did not take is thrown away; what it is left with is sent.
        session.exit_code()
        assert session.modes_left_on == set()


def test_a_closed_terminal_ends_it_under_a_shell(
    terminal: OpenTerminal, gapline: tuple[str, ...], shop: Path
) -> None:
    def attempt() -> Ending:
        session = terminal(["bash", "--norc", "-i"])
        session.type(f"{shlex.join([*gapline, str(shop)])}\r")
        edited(session)
        (pid,) = running(str(shop))
        end = ending(pid, session.hangup)
        assert_kept(shop, 3)
        return end

    in_time(attempt)


def test_what_is_no_utf8_is_no_end(terminal: OpenTerminal, gapline: tuple[str, ...], shop: Path) -> None:
    session = terminal([*gapline, shop])
    session.wait_for_text("? keys")
    session.send(b"\xff\xfe\xc3")
    edited(session)
    session.type("q")
    session.wait_for_text("not saved")
    session.type("D")
    assert session.exit_code() == 0
    assert lost_work(shop) == []


def test_stopped_and_continued_it_goes_on(
    terminal: OpenTerminal, gapline: tuple[str, ...], shop: Path
) -> None:
    session = edited(terminal([*gapline, shop]))
    modes, screen = session.modes_left_on, cells(session.emulation)
    session.signal(signal.SIGTSTP)
    session.wait_for(lambda: state(session.pid) == "T" and not session.modes_left_on, "it to stop")
    session.signal(signal.SIGCONT)
    session.wait_for(lambda: session.modes_left_on == modes, "mouse, paste and screen to come back")
    session.wait_for(lambda: session.lines() and cells(session.emulation) == screen, "every cell")
    session.type("u")
    session.wait_for_text("Undone")
    session.type("q")
    assert session.exit_code() == 0


def state(pid: int) -> str:
    """The letter the system has for what a process does."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


FAULTY = """
import sys
from tui.screens.journey import JourneyScreen
def wrong(self): raise ZeroDivisionError("nothing to divide")
JourneyScreen.redraw = wrong
from tui.cli import main
sys.exit(main())
"""


def test_a_mistake_of_our_own_ends_in_one_sentence_with_the_edits_kept(
    terminal: OpenTerminal, shop: Path
) -> None:
    session = edited(terminal([sys.executable, "-c", FAULTY, shop], size=(200, 24)))
    session.press("ctrl+l")
    assert session.exit_code() == 1
    assert session.modes_left_on == set()
    told = [line.strip() for line in session.lines() if line.strip()]
    assert told == [
        "gapline: this is a mistake in Gapline, not in your file: ZeroDivisionError: nothing to divide."
        " GAPLINE_TRACEBACK=1 shows where it happened.",
        KEPT,
    ]
    assert_kept(shop, 3)


# -- tmux -------------------------------------------------------------------------------------------------


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[list[str]]:
    """The words of a tmux with a server of its own."""
    words = ["tmux", "-f", "/dev/null", "-S", str(tmp_path / "tmux")]
    yield words
    subprocess.run([*words, "kill-server"], capture_output=True, check=False)


@pytest.mark.needs_tool("tmux")
def test_a_killed_tmux_server_ends_it_at_once(
    terminal: OpenTerminal, gapline: tuple[str, ...], shop: Path, tmux: list[str]
) -> None:
    def attempt() -> Ending:
        edited(terminal([*tmux, "new", shlex.join([*gapline, str(shop)])]))
        (pid,) = running(str(shop))
        end = ending(pid, lambda: subprocess.run([*tmux, "kill-server"], check=True))
        assert_kept(shop, 3)
        return end

    in_time(attempt)


@pytest.mark.needs_tool("tmux")
def test_a_detached_tmux_does_it_no_harm(
    terminal: OpenTerminal, gapline: tuple[str, ...], shop: Path, tmux: list[str]
) -> None:
    first = edited(terminal([*tmux, "new", shlex.join([*gapline, str(shop)])]))
    (pid,) = running(str(shop))
    first.send(b"\x02d")
    assert first.exit_code() == 0
    second = terminal([*tmux, "attach"])
    second.wait_for_text("*edited")
    second.type("u")
    second.wait_for_text("Undone")
    ending(pid, lambda: second.type("q"), lambda: second.read(0))
    assert second.exit_code() == 0
