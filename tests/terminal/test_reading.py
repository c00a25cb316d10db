"""A file that takes long to read: told on the terminal second by second, stopped by ctrl+c, then gone."""

import os
import re
import select
import signal
import sys
import termios
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from bench.projects import write_project
from gapline.early import ENTER
from gapline.frames import Key, Row, keep
from model.files.loading import load
from tests.conftest import REPO_ROOT
from tests.terminal.session import Terminal
from tui.firstframe import rows_of
from tui.opening import Wishes, look_for, workspace_of
from tui.pictures.glyphs import GLYPHS
from tui.pictures.picture import Look
from tui.reading import reading_line
from tui.text import width_of
from tui.themes import THEMES

SIZE = (80, 24)
SLOW = """\
import os, sys, time
from gapline import __main__
from model.files import loading
load = loading.load
def slowly(path, ahead=None):
    opens = sys._getframe(1).f_code.co_name == '_shown'
    while opens and not os.path.exists(f'{path}.go'):
        time.sleep(0.01)
    return load(path, ahead)
loading.load = slowly
sys.exit(__main__.main())
"""
"""The dashboard, which cannot open a file before there is `shop.toml.go` beside it."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "shop.toml"
    path.write_bytes((REPO_ROOT / "sample_config.toml").read_bytes())
    return path


def slowly(*words: str | Path, env: Mapping[str, str] | None = None) -> Terminal:
    return Terminal([sys.executable, "-c", SLOW, *map(str, words)], size=SIZE, env=env)


def go(project: Path) -> None:
    project.with_name("shop.toml.go").touch()


def seconds_told(terminal: Terminal) -> list[int]:
    return [int(each) for each in re.findall(rb"KiB: (\d+) s\. Ctrl\+C stops\.", terminal.raw)]


def wait_for_the_board(terminal: Terminal, project: Path) -> None:
    """Wait until the project is shown as it opens, and nothing else on any line."""
    wishes = Wishes()
    workspace = workspace_of(load(project), wishes, date.today())  # noqa: DTZ011 - the day of the program
    rows = rows_of(workspace, look_for(wishes, os.environ), SIZE)
    board = ["".join(text for _, text in row).rstrip() for row in rows]
    terminal.wait_for(lambda: [line.rstrip() for line in terminal.lines()] == board, "the board alone")
    terminal.wait_for(lambda: terminal.emulation.modes.get("2004"), "the application")


@pytest.mark.parametrize(("driver", "seconds"), [("sparing", 2), ("stock", 0)])
def test_it_counts_on_an_empty_screen_and_the_board_leaves_nothing_of_it(
    project: Path, driver: str, seconds: int
) -> None:
    with slowly(project, "--driver", driver, env={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for(lambda: seconds_told(terminal) and max(seconds_told(terminal)) >= seconds)
        told = seconds_told(terminal)
        assert told == sorted(set(told)), "one small write a second"
        assert re.fullmatch(r" Reading shop.toml, \d+ KiB: \d s. Ctrl\+C stops.", terminal.lines()[-2])
        assert not any(terminal.lines()[:-2])
        assert set(re.findall(rb"\x1b\[([\d;]*)m", terminal.raw)) == {b"", b"7"}, "inverse, and no colour"
        terminal.type("/Website")
        go(project)
        terminal.wait_for_text("filter / Website")
        terminal.press("escape")
        wait_for_the_board(terminal, project)
        assert terminal.raw.count(ENTER.encode()) == 1
        terminal.type("q")
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on == set()


def test_over_the_kept_frame_it_goes_and_the_frame_is_whole(project: Path) -> None:
    os.utime(project, (1, 1))
    # The ink goes on from row to row.
    rows: tuple[Row, ...] = ((("0;7", "FIRST"),), *[(("", f"ROW {y}"),) for y in range(1, SIZE[1])])
    keep(Key([str(project)], SIZE), project.stat(), rows)
    with slowly(project) as terminal:
        terminal.wait_for_text("Reading shop.toml")
        told = terminal.lines()
        assert told[0] == "FIRST"
        assert told[1:-2] == [f"ROW {y}" for y in range(1, SIZE[1] - 2)]
        assert told[-1] == f"ROW {SIZE[1] - 1}"
        go(project)
        terminal.wait_for(lambda: b"\x1b[7mROW 22\x1b[m" in terminal.raw.replace(b"0;7m", b"7m"))
        wait_for_the_board(terminal, project)
        terminal.type("q")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize("end", ["ctrl+c", "SIGTERM"])
def test_whatever_ends_it_meanwhile_leaves_the_terminal_as_it_was(project: Path, end: str) -> None:
    with slowly(project) as terminal:
        before = termios.tcgetattr(terminal._master)
        terminal.wait_for_text("Reading shop.toml")
        if end == "ctrl+c":
            terminal.press(end)
        else:
            terminal.signal(signal.Signals[end])
        assert terminal.exit_code() == (130 if end == "ctrl+c" else 143)
        assert terminal.text().strip() == ""
        assert terminal.modes_left_on == set()
        assert terminal.emulation.modes.get("7", True), "lines wrap again"
        assert termios.tcgetattr(terminal._master) == before


@pytest.mark.skipif(os.cpu_count() == 1, reason="one process parses where there is one processor")
@pytest.mark.parametrize("end", ["read", "SIGTERM", "SIGKILL"])
def test_the_process_that_parses_ahead_never_stays(tmp_path: Path, end: str) -> None:
    large = write_project(tmp_path, 1000).rename(tmp_path / "shop.toml")
    with slowly(large) as terminal:
        terminal.wait_for_text("Reading shop.toml")
        children = Path(f"/proc/{terminal.pid}/task/{terminal.pid}/children")
        (child,) = map(int, children.read_text().split())
        process = os.pidfd_open(child)
        if end == "read":
            go(large)
            wait_for_the_board(terminal, large)
            assert not children.read_text()
            terminal.type("q")
        else:
            # To one of the two, as `kill` does.
            terminal.signal(signal.Signals[end])
        assert terminal.exit_code() == {"read": 0, "SIGTERM": 143, "SIGKILL": -9}[end]
        # Readable means over.
        assert select.select([process], [], [], 30)[0]
        os.close(process)


def test_it_counts_behind_the_start_menu_too(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.parent)
    with slowly() as terminal:
        terminal.wait_for_text("by four questions")
        terminal.type("o")
        terminal.wait_for_text("shop.toml")
        terminal.type("1")
        terminal.wait_for_text("Reading shop.toml")
        assert not any(terminal.lines()[:-2])
        go(project)
        wait_for_the_board(terminal, project)
        terminal.type("q")
        assert terminal.exit_code() == 0
        assert terminal.modes_left_on == set()


def test_a_file_that_turns_out_wrong_is_said_on_the_shells_own_screen(project: Path) -> None:
    project.write_text("format = \n", encoding="utf-8")
    with slowly(project) as terminal:
        terminal.wait_for_text("Reading shop.toml, 0 KiB")
        go(project)
        assert terminal.exit_code() == 2
        assert "shop.toml:1:" in terminal.text().replace("\n", "")
        assert "Reading" not in terminal.text()
        assert terminal.modes_left_on == set()


ALL_LOOKS = [
    Look(GLYPHS[glyphs], THEMES["night"], only_ascii=only_ascii)
    for glyphs, only_ascii in [("block", False), ("ascii", False), ("ascii", True)]
]


@pytest.mark.parametrize(
    "name",
    [
        "a\x1b[2Jb.toml",
        "\u202egpj.toml",
        "x" * 200,
        "漢字" * 40,
        "e\u0301" * 90,
        "a\nb\tc",
        "\udcff.toml",
        "é",
    ],
)
@pytest.mark.parametrize("look", ALL_LOOKS)
def test_no_name_breaks_the_line(tmp_path: Path, name: str, look: Look) -> None:
    for width in (1, 2, 7, 20, 40, 80, 300):
        line = reading_line(tmp_path / name, look, 12, width)
        assert width_of(line) == width
        assert line.encode("utf-8", "replace").decode().isprintable()
        assert "\u202e" not in line
        assert line.isascii() or not look.only_ascii
        if width >= 40:
            assert line.rstrip().endswith(": 12 s. Ctrl+C stops."), "what matters stays in sight"


def test_large_sizes_are_told_in_mebibytes(tmp_path: Path) -> None:
    path = tmp_path / "big.toml"
    path.write_bytes(b"#" * (7 * (1 << 20) + (1 << 19)))
    line = reading_line(path, look_for(Wishes(), os.environ), 3, 80)
    assert line.strip() == "Reading big.toml, 7.5 MiB: 3 s. Ctrl+C stops."
