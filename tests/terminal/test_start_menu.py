"""`gapline` without a file, in a real terminal: the start menu, and the dashboard that follows it."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from model.files.loading import load
from tests.terminal.endings import ending
from tests.terminal.session import REPO_ROOT, Terminal
from tests.tui.shops import shop


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def started(size: tuple[int, int] = (80, 24)) -> Terminal:
    return Terminal([sys.executable, "-m", "gapline"], size=size, env={"PYTHONPATH": str(REPO_ROOT)})


def menu() -> Terminal:
    terminal = started()
    terminal.wait_for_text("a new project, by four questions")
    return terminal


def left(terminal: Terminal, key: str = "q") -> None:
    """It ends by this key, and leaves the terminal as it was."""
    terminal.type(key)
    assert terminal.exit_code() == 0
    assert not terminal.modes_left_on


def test_four_questions_make_a_project_and_open_it(folder: Path) -> None:
    with menu() as terminal:
        # All at once, as somebody types who has seen it before.
        terminal.type("nThe Tea House\rreur\r\r")
        terminal.wait_for_text("the-tea-house.toml")
        terminal.wait_for_text("Looking in the web shop")
        left(terminal)
    loaded = load(folder / "the-tea-house.toml")
    assert loaded.project is not None
    assert not loaded.problems
    assert (loaded.project.about.name, loaded.project.about.currency) == ("The Tea House", "EUR")
    # What was opened is offered the next time, also from elsewhere.
    with menu() as terminal:
        terminal.wait_for_text("1 the-tea-house.toml, in")
        terminal.type("1")
        terminal.wait_for_text("Looking in the web shop")


def test_a_file_that_cannot_be_shown_is_told_and_the_menu_stays(folder: Path) -> None:
    (folder / "broken.toml").write_text("format = 1\nname = [")
    (folder / "note.toml").write_text("x = 1")
    shop(folder)
    with menu() as terminal:
        terminal.type("o")
        terminal.wait_for_text("shop.toml")
        assert "note.toml" not in terminal.text()
        terminal.type("1")
        terminal.wait_for_text("a value is missing")
        terminal.wait_for_text("by four questions")
        terminal.type("oono-such-file\r")
        terminal.wait_for_text("no-such-file")
        terminal.wait_for_text("by four questions")
        terminal.type("o2")
        terminal.wait_for_text("Web shop")


def test_a_file_that_is_there_is_never_written_over(folder: Path) -> None:
    (folder / "sample.toml").write_text("mine")
    with menu() as terminal:
        terminal.type("s\r")
        terminal.wait_for_text("sample.toml exists already")
        terminal.wait_for_text("by four questions")
        assert (folder / "sample.toml").read_text() == "mine"
        terminal.type("s")
        terminal.press("ctrl+u")
        terminal.type("other.toml\r")
        terminal.wait_for_text("Board")
    assert (folder / "other.toml").read_bytes() == (REPO_ROOT / "sample_config.toml").read_bytes()


def test_the_tutor_leads_back_to_the_menu(folder: Path) -> None:
    with menu() as terminal:
        terminal.type("t")
        terminal.wait_for_text("TUTOR  1 of 7")
        terminal.press("ctrl+q")
        terminal.wait_for_text("by four questions")
        left(terminal)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("size", [(20, 6), (140, 40)])
def test_it_can_be_left_from_the_menu_and_from_a_question(folder: Path, size: tuple[int, int]) -> None:
    with started(size) as terminal:
        terminal.wait_for_text("Gapline")
        terminal.type("n")
        terminal.wait_for_text("1 of 4")
        # Once this is on the screen nothing of before is still to be painted, and the Esc stands alone.
        terminal.type("Name")
        terminal.wait_for_text("Name")
        terminal.type_and_see("\x1b")
        left(terminal)
    with started(size) as terminal:
        terminal.wait_for_text("Gapline")
        left(terminal, "\x11")
    assert list(folder.iterdir()) == []


# -- signals ----------------------------------------------------------------------------------------------

HANDED = """
import os, sys
number = int(sys.argv.pop())
from gapline import __main__
from gapline.early import TERMINAL
handed = TERMINAL.hand_over
def in_between():
    before = handed()
    os.kill(os.getpid(), number)
    return before
TERMINAL.hand_over = in_between
sys.exit(__main__.main())
"""
"""The launcher, sent a signal in the moment in which the application has the terminal."""


def assert_left(terminal: Terminal, code: int) -> None:
    """It is over, with this code, and the terminal is as it was."""
    assert terminal.exit_code() == code
    assert terminal.modes_left_on == set()
    assert terminal.text().strip() == ""


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda each: each.name)
def test_a_signal_ends_the_menu(number: signal.Signals) -> None:
    with menu() as terminal:
        terminal.signal(number)
        assert_left(terminal, 128 + number)


@pytest.mark.parametrize(("name", "number"), [("", signal.SIGTERM), ("shop.toml", signal.SIGHUP)])
def test_no_signal_comes_between_two_who_have_the_terminal(
    folder: Path, name: str, number: signal.Signals
) -> None:
    shop(folder)
    words = [sys.executable, "-c", HANDED, *filter(None, [name]), str(int(number))]
    with Terminal(words, env={"PYTHONPATH": str(REPO_ROOT)}) as terminal:
        assert_left(terminal, 128 + number)


@pytest.mark.usefixtures("folder")
def test_a_closed_terminal_ends_the_menu() -> None:
    with menu() as terminal:
        ending(terminal.pid, terminal.hangup)
        assert terminal.exit_code() == 129
