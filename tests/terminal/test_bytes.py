"""What really reaches a terminal: no byte of a file's own, no colour where none is wanted."""

import re
import shutil
import time
from pathlib import Path

import pytest

from tests.terminal.conftest import OpenTerminal
from tests.terminal.emulation import SEQUENCE
from tests.terminal.session import REPO_ROOT, Terminal
from tests.tui.hostile import FILE_NAME, hostile_project
from tui.registry.command import VIEWS
from tui.views.title import PLACES

SAMPLE = REPO_ROOT / "sample_config.toml"
CONTROL = re.compile("[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069]")
"""What the program itself sends none of, outside of whole control sequences."""
COLOUR = re.compile(rb"\x1b\[(?:[0-9;:]*;)?(?:3[0-9]|4[0-9]|9[0-7]|10[0-7]|58)(?:[;:][0-9;:]*)?m")
TOUR = (
    ("gd", "Detail"),
    ("gc", "Curve"),
    ("gr", "Priorities"),
    ("=", "Working"),
    ("gp", "→ Promises"),
    ("gf", "→ Findings"),
    ("ga", "→ Actions"),
    ("gs", "→ Scenarios"),
    ("gu", "→ Minutes"),
    ("gh", "here"),
    ("\x1b", "? keys"),
    ("gm", "Messages"),
    ("gb", "Board"),
    ("g", "Go to"),
)


def toured(session: Terminal) -> None:
    """Everything was on the screen once."""
    for keys, words in TOUR:
        session.type_and_see(keys)
        session.wait_for_text(words)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / FILE_NAME
    made.write_text(hostile_project(), encoding="utf-8")
    return made


def test_no_control_of_the_file_reaches_a_real_terminal(
    path: Path, terminal: OpenTerminal, gapline: tuple[str, ...]
) -> None:
    session = terminal([*gapline, path], size=(100, 30))
    session.wait_for_text("? keys")
    for keys, words in (("x", "WHAT-IF"), ("x", "→ Board")):
        session.type(keys)
        session.wait_for_text(words)
    toured(session)
    session.type("b:rename\r")
    session.wait_for_text("Another name")
    session.press("ctrl+q")
    assert session.exit_code() == 0
    raw = bytes(session.raw)
    # Of the terminal's own codes only Gapline's and Textual's are there, none that the file carries.
    for payload in (b"]52;", b"999C", b"]0;title", b"\x1b[2J\x1b[999C"):
        assert b"\x1b" + payload.lstrip(b"\x1b") not in raw
    text = SEQUENCE.sub(b"", raw).decode("utf-8")
    assert (
        re.search("[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069]", text)
        is None
    )


def test_the_columns_hold_in_a_real_terminal(
    path: Path, terminal: OpenTerminal, gapline: tuple[str, ...]
) -> None:
    """The band stands right of the names: in one column, by the terminal's own count of cells."""
    session = terminal([*gapline, path, "--glyphs", "block"], size=(100, 30))
    session.wait_for_text("? keys")
    for _ in range(3):
        screen = session.emulation.screen
        columns = set()
        for y in range(3, 20):
            cells = [screen.buffer[y][x].data for x in range(100)]
            columns |= {x for x in range(50, 99) if cells[x - 1 : x + 3] == [" ", "x", "1", " "]}
        assert len(columns) == 1, session.text()
        session.type_and_see("l")
    session.type("q")
    assert session.exit_code() == 0


def test_no_color_sends_no_colour_at_all(
    tmp_path: Path, terminal: OpenTerminal, gapline: tuple[str, ...]
) -> None:
    project = shutil.copy(SAMPLE, tmp_path / "shop.toml")
    session = terminal([*gapline, project], env={"NO_COLOR": "1"})
    session.wait_for_text("? keys")
    for keys, words in (("xn", "WHAT-IF"), ("x", "→ Board")):
        session.type(keys)
        session.wait_for_text(words)
    toured(session)
    session.type("b")
    session.wait_for(lambda: "Go to" not in session.text())
    for keys, words in (("jjd", "Enter set"), ("x", "Error: "), ("\x7f\r+q", "not saved")):
        session.type(keys)
        session.wait_for_text(words)
    session.type("D")
    assert session.exit_code() == 0
    assert COLOUR.search(bytes(session.raw)) is None
    assert COLOUR.search(b"\x1b[1;31m") is not None


def _silent(session: Terminal, seconds: float) -> bool:
    """Whether nothing comes for so long."""
    end, sent = time.perf_counter() + seconds, len(session.raw)
    while time.perf_counter() < end:
        session.read(end - time.perf_counter())
    return len(session.raw) == sent


def _bytes_at_rest(session: Terminal, seconds: float) -> bytes:
    """What comes in so many seconds, once a second went by in which nothing came."""
    while session.read(1.0):
        pass
    sent = len(session.raw)
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        session.read(left)
    return bytes(session.raw[sent:])


def test_a_screen_at_rest_sends_nothing(
    tmp_path: Path, terminal: OpenTerminal, gapline: tuple[str, ...]
) -> None:
    """A test about time: for three seconds nothing comes, with and without an open box."""
    project = shutil.copy(SAMPLE, tmp_path / "shop.toml")
    session = terminal([*gapline, project])
    session.wait_for_text("? keys")
    # The picture is there before the application is, which then sets its modes.
    session.wait_for(lambda: session.emulation.modes.get("2004"))
    for keys, words in (("", "? keys"), ("jd", "Enter set")):
        session.type(keys)
        session.wait_for_text(words)
        assert _bytes_at_rest(session, 3) == b""


@pytest.mark.soak
def test_every_view_at_rest_sends_nothing_for_five_seconds(
    tmp_path: Path, terminal: OpenTerminal, gapline: tuple[str, ...]
) -> None:
    """In one process, one view after the other; a review runs a timer and is another test's."""
    project = shutil.copy(SAMPLE, tmp_path / "shop.toml")
    session = terminal([*gapline, project])
    session.wait_for_text("? keys")
    # The first picture may come from the session before; what follows it is not at rest yet.
    session.type("gc")
    session.wait_for_text(" Curve")
    noisy = {}
    for view in VIEWS:
        if view == "review":
            continue
        session.type(f":{'working' if view == 'working' else f'view.{view}'}\r")
        session.wait_for_text(f" {PLACES[view]}")
        if sent := _bytes_at_rest(session, 5):
            noisy[view] = sent
    assert not noisy


def test_a_large_text_is_pasted_whole_and_holds_up_nothing(
    tmp_path: Path, terminal: OpenTerminal, gapline: tuple[str, ...]
) -> None:
    path = Path(shutil.copy(SAMPLE, tmp_path / "shop.toml"))
    session = terminal([*gapline, path])
    session.wait_for_text("? keys")
    session.type("d")
    session.wait_for_text("Esc cancel")
    session.send(b"\x1b[200~" + b"x" * 100_000 + b"\x1b[201~")
    # Typed at once, and taken for keys, not for more of the text.
    session.type("\r")
    session.wait_for_text('Error: "xxxx')
    session.type("\x1b")
    session.wait_for_text("d delivered")
    session.type("d3\r")
    session.wait_for_text("Delivered 8.1 > 3")
