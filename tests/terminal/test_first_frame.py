"""The first frame in a real terminal: there at once, gone without a trace, and no key is lost behind it."""

import os
import signal
import sys
import termios
import time
from datetime import date
from pathlib import Path

import pytest

from gapline.early import ENTER
from gapline.frames import Key, Row, cached, keep
from model.files.loading import load
from tests.conftest import REPO_ROOT, RunGapline
from tests.terminal.session import Terminal
from tui.firstframe import SETTLED, keep_frame, rows_of
from tui.opening import Wishes, look_for, workspace_of
from tui.pictures.picture import Look
from tui.workspace import Workspace

SIZE = (80, 24)
HELD = """\
import sys, signal
from gapline.early import TERMINAL
try:
    TERMINAL.open(sys.argv[1:])
    print('LISTENING', end='', flush=True)
    signal.pause()
finally:
    TERMINAL.give_back()
"""
"""The launcher while everything else takes for ever to load."""
ENDED = """\
import os, sys
from gapline import __main__
write = os.write
def last_thing_written(fd, data):
    done = write(fd, data)
    if b'FIRST FRAME' in data:
        os.kill(os.getpid(), int(sys.argv.pop()))
    return done
os.write = last_thing_written
sys.exit(__main__.main())
"""
"""The launcher, sent a signal in the moment in which the frame is there."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample, as it has been for a while."""
    path = tmp_path / "shop.toml"
    path.write_bytes((REPO_ROOT / "sample_config.toml").read_bytes())
    long_ago = time.time() - 100
    os.utime(path, (long_ago, long_ago))
    return path


def marked(project: Path) -> tuple[Row, ...]:
    """Keep a frame for the project that nothing else would draw."""
    rows: tuple[Row, ...] = ((("", "FIRST FRAME"),),) * SIZE[1]
    key = Key([str(project)], SIZE)
    keep(key, project.stat(), rows)
    assert cached(key) == rows
    return rows


def opening(project: Path) -> tuple[Workspace, Look]:
    wishes = Wishes()
    loaded = load(project)
    return workspace_of(loaded, wishes, date.today()), look_for(wishes, os.environ)  # noqa: DTZ011 - the day


def dashboard(project: Path) -> Terminal:
    return Terminal([sys.executable, "-m", "gapline", str(project)], size=SIZE)


def test_the_kept_frame_is_painted_before_anything_is_loaded_and_then_the_board(project: Path) -> None:
    marked(project)
    with dashboard(project) as terminal:
        terminal.wait_for_text("FIRST FRAME")
        assert b"Board" not in terminal.raw
        # Twenty keys, of which the last is the last letter of a filter.
        terminal.type("/abcdefghijklmnopqrs")
        terminal.wait_for_text("abcdefghijklmnopqrs")
        terminal.wait_for(lambda: "FIRST FRAME" not in terminal.text())
        assert terminal.raw.count(ENTER.encode()) == 1
        terminal.press("escape", "escape")
        terminal.wait_for_text("Website first look")
        terminal.type("q")
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on == set()


def test_a_key_behind_the_frame_may_open_a_dialog_that_takes_the_next(project: Path) -> None:
    marked(project)
    with dashboard(project) as terminal:
        terminal.wait_for_text("FIRST FRAME")
        terminal.type("gp")
        terminal.wait_for_text("Promises")
        terminal.wait_for(lambda: "FIRST FRAME" not in terminal.text())
        terminal.type("qq")
        assert terminal.exit_code() == 0


def test_the_application_paints_nothing_that_the_kept_frame_shows(project: Path) -> None:
    workspace, look = opening(project)
    keep_frame(Key([str(project)], SIZE), workspace, look, project.read_bytes())
    frame = "".join(text for row in rows_of(workspace, look, SIZE) for _, text in row)
    with dashboard(project) as terminal:
        terminal.wait_for_text("Website first look")
        shown = terminal.lines()
        terminal.press("down")
        terminal.wait_for(lambda: terminal.lines() != shown, "an answer to a key")
        terminal.wait_for(lambda: terminal.emulation.modes.get("2004"))
        assert terminal.raw.count(b"journey -23.9") == frame.count("journey -23.9") == 1
        terminal.type("q")
        assert terminal.exit_code() == 0


def test_what_is_drawn_before_the_application_is_what_the_application_would_draw(project: Path) -> None:
    with dashboard(project) as terminal:
        terminal.wait_for_text("journey -23.9")
        terminal.wait_for(lambda: terminal.emulation.modes.get("2004"))
        terminal.press("down")
        terminal.wait_for(lambda: any(line.startswith("►   Answer") for line in terminal.lines()))
        assert terminal.raw.count(b"journey -23.9") == 1
        terminal.type("q")
        assert terminal.exit_code() == 0


def test_no_colour_also_before_the_application(project: Path) -> None:
    with Terminal(
        [sys.executable, "-m", "gapline", str(project)], size=SIZE, env={"NO_COLOR": "1"}
    ) as terminal:
        terminal.wait_for_text("journey -23.9")
        terminal.wait_for(lambda: terminal.emulation.modes.get("2004"))
        assert b"38;5" not in terminal.raw
        assert b"48;5" not in terminal.raw
        assert terminal.raw.count(b"journey -23.9") == 1
        terminal.type("q")
        assert terminal.exit_code() == 0


def test_a_file_that_cannot_be_read_is_said_on_the_shells_own_screen(project: Path) -> None:
    project.write_text("format = \n", encoding="utf-8")
    marked(project)
    with dashboard(project) as terminal:
        before = termios.tcgetattr(terminal._master)
        terminal.wait_for_text("FIRST FRAME")
        assert terminal.exit_code() == 2
        assert "shop.toml:1:" in terminal.text().replace("\n", "")
        assert "FIRST FRAME" not in terminal.text()
        assert terminal.modes_left_on == set()
        assert terminal.emulation.modes.get("7", True), "lines wrap again"
        assert termios.tcgetattr(terminal._master) == before


@pytest.mark.parametrize(
    ("key", "number"), [("\x03", signal.SIGINT), ("", signal.SIGTERM), ("", signal.SIGHUP)]
)
def test_whatever_ends_the_program_behind_the_frame_leaves_no_trace(
    project: Path, key: str, number: signal.Signals
) -> None:
    marked(project)
    with Terminal([sys.executable, "-c", HELD, str(project)], size=SIZE) as terminal:
        terminal.wait_for_text("FIRST FRAME")
        terminal.wait_for_text("LISTENING")
        if key:
            terminal.type(key)
        else:
            terminal.signal(number)
        assert terminal.exit_code() != 0
        assert "FIRST FRAME" not in terminal.text()
        assert terminal.modes_left_on == set()
        assert termios.tcgetattr(terminal._master)[3] & termios.ECHO


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda each: each.name)
def test_no_signal_is_too_early(project: Path, number: signal.Signals) -> None:
    rows: tuple[Row, ...] = ((("", "FIRST FRAME"),),) * SIZE[1]
    words = [str(project), str(int(number))]
    keep(Key(words, SIZE), project.stat(), rows)
    with Terminal([sys.executable, "-c", ENDED, *words], size=SIZE) as terminal:
        before = termios.tcgetattr(terminal._master)
        assert terminal.exit_code() == 128 + number
        assert b"FIRST FRAME" in terminal.raw
        assert terminal.text().strip() == ""
        assert terminal.modes_left_on == set()
        assert termios.tcgetattr(terminal._master) == before


def test_nothing_is_painted_where_stdout_is_no_terminal(project: Path, run_gapline: RunGapline) -> None:
    marked(project)
    done = run_gapline(project)
    assert done.returncode == 2
    assert "FIRST" not in done.stdout + done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_cache_false_keeps_nothing_and_forgets(project: Path) -> None:
    settings = Path(os.environ["XDG_CONFIG_HOME"], "gapline", "config.toml")
    settings.parent.mkdir()
    settings.write_text("cache = false\n", encoding="utf-8")
    marked(project)
    with dashboard(project) as terminal:
        terminal.wait_for_text("Website first look")
        terminal.wait_for(lambda: cached(Key([str(project)], SIZE)) == ())
        terminal.type("q")
        assert terminal.exit_code() == 0


def test_only_a_file_that_rests_and_says_the_same_is_kept(project: Path) -> None:
    workspace, look = opening(project)
    key = Key([str(project)], SIZE)
    raw = project.read_bytes()
    keep_frame(key, workspace, look, raw + b"\n")
    assert cached(key) == (), "the file says something else"
    now = time.time() - SETTLED / 2
    os.utime(project, (now, now))
    keep_frame(key, workspace, look, raw)
    assert cached(key) == (), "the next change may have the same time"
    os.utime(project, (1, 1))
    keep_frame(key, workspace, look, raw)
    assert cached(key) == rows_of(workspace, look, SIZE)


def test_figures_from_another_file_are_never_kept(project: Path) -> None:
    text = project.read_text(encoding="utf-8")
    (project.parent / "cases.csv").write_text("minutes\n40\n50\n", encoding="utf-8")
    row = '\n[[touchpoints]]\nstage = "wait"\nname = "Lift"\n[[touchpoints.expectations]]\nname = "Fast"\n'
    row += 'kind = "count"\nbetter = "lower"\nexpected = 45\nobservations = { file = "cases.csv" }\n'
    project.write_text(text + row, encoding="utf-8")
    os.utime(project, (1, 1))
    workspace, look = opening(project)
    assert not workspace.problems
    key = marked_key(project)
    keep_frame(key, workspace, look, project.read_bytes())
    assert cached(key) == ()


def marked_key(project: Path) -> Key:
    marked(project)
    return Key([str(project)], SIZE)
