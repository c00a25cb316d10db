"""What a terminal can show, by what the environment says, and what is made of it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from rich.color import ColorSystem

from tests.terminal.session import REPO_ROOT, Terminal
from tui.opening import Wishes, look_for
from tui.terminal.colours import colours_of

ALL, MANY, FEW = ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD


@pytest.mark.parametrize(
    ("term", "colours"),
    [
        *dict.fromkeys(["xterm-256color", "screen-256color", "tmux-256color"], MANY).items(),
        *dict.fromkeys(["xterm-kitty", "xterm-ghostty", "alacritty", "foot"], MANY).items(),
        *dict.fromkeys(["xterm", "screen", "linux", "rxvt", "xterm-16color", "XTERM"], FEW).items(),
        *dict.fromkeys(["dumb", "unknown", "", "vt100", "vt220-nam", "xterm-mono", "linux-m"], None).items(),
        ("xterm-direct", ALL),
    ],
)
def test_the_name_of_a_terminal_tells_its_colours(term: str, colours: ColorSystem | None) -> None:
    assert colours_of({"TERM": term}) is colours
    assert colours_of({"TERM": term, "COLORTERM": "yes"}) is colours
    for all_of_them in ("truecolor", "24bit", "TrueColor "):
        assert colours_of({"TERM": term, "COLORTERM": all_of_them}) is (colours and ALL)
    assert colours_of({}) is None


@pytest.mark.parametrize(
    ("term", "theme", "colours"),
    [
        ("xterm-256color", "night", MANY),
        ("linux", "night", FEW),
        ("vt100", "mono", FEW),
    ],
)
def test_the_theme_is_made_of_the_colours_there_are(term: str, theme: str, colours: ColorSystem) -> None:
    look = look_for(Wishes(), {"TERM": term})
    assert (look.theme.name, look.theme.colours) == (theme, colours)
    assert look_for(Wishes(), {"TERM": term, "NO_COLOR": "1"}).theme.name == "mono"
    by_day = look_for(Wishes(theme="day"), {"TERM": term}).theme
    assert (by_day.name, by_day.colours) == ("day", colours)


def test_where_nothing_can_be_drawn_it_speaks_in_lines(tmp_path: Path) -> None:
    path = Path(shutil.copy(REPO_ROOT / "sample_config.toml", tmp_path / "shop.toml"))
    with Terminal([sys.executable, "-m", "gapline", str(path)], env={"TERM": "dumb"}) as terminal:
        terminal.wait_for_text("help lists the commands")
        terminal.type("set slip-told/hours delivered 12\rundo\rquit\r")
        terminal.wait_for_text("Delivered 39 h to 12 h")
        assert terminal.exit_code() == 0
        assert b"\x1b" not in terminal.raw
        assert "gapline: nothing can be drawn here: TERM is dumb." in terminal.raw.decode()
    with Terminal([sys.executable, "-m", "gapline"], env={"TERM": ""}) as terminal:
        assert terminal.exit_code() == 2
        assert b"\x1b" not in terminal.raw
        assert "TERM is not set; name a file" in terminal.raw.decode()
