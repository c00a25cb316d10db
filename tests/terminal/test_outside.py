"""Programs outside, in a real terminal: the clipboard it has, and an editor that takes it for a while."""

from __future__ import annotations

import base64
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import REPO_ROOT
from tests.terminal.conftest import OpenTerminal

# Says how it found the terminal, waits for a line, and renames what it was told to.
EDITOR = """\
import signal, sys, termios
from pathlib import Path
signal.signal(signal.SIGINT, lambda *_: print("interrupted", flush=True))
local = termios.tcgetattr(0)[3]
print("lines and echo:", bool(local & termios.ICANON and local & termios.ECHO), flush=True)
path = Path(sys.argv[-1])
path.write_text(path.read_text().replace(input(), "The window", 1))
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return Path(shutil.copy(REPO_ROOT / "sample_config.toml", tmp_path / "shop.toml"))


def test_the_editor_has_the_terminal_to_itself_and_gives_it_back(
    shop: Path, terminal: OpenTerminal, gapline: tuple[str, ...]
) -> None:
    script = shop.with_name("editor.py")
    script.write_text(EDITOR)
    editor = shlex.join([sys.executable, str(script)])
    session = terminal([*gapline, shop], env={"VISUAL": editor, "TMPDIR": str(shop.parent)})
    session.wait_for_text("? keys")
    session.type("E")
    session.wait_for_text("lines and echo: True")
    assert not session.modes_left_on
    # What interrupts a program is for the one in front.
    session.press("ctrl+c")
    session.wait_for_text("interrupted")
    session.resize(100, 30)
    session.type("Website first look\r")
    session.wait_for_text("Taken over from the editor: 1 change.")
    assert "The window" in session.text()
    session.wait_for(lambda: len(session.lines()[0]) == 99)
    assert not list(shop.parent.glob("gapline-*"))
    # A connection that is lost while the editor is open takes nothing along.
    session.type("E")
    session.wait_for_text("lines and echo: True")
    session.hangup()
    assert session.exit_code() in (129, -1)
    (kept,) = shop.parent.glob("gapline-*/shop.toml")
    assert "The window" in kept.read_text()


@pytest.mark.parametrize("screen", [False, True])
def test_what_is_copied_arrives_at_the_terminal_whole(
    shop: Path, terminal: OpenTerminal, gapline: tuple[str, ...], screen: bool
) -> None:
    text = shop.read_text().replace('"Website first look"', r'"\u001b]52;c;QUJD\u0007 [/x] \u009c 日本"')
    shop.write_text(text)
    session = terminal([*gapline, shop], env={"STY": "1.pts" if screen else ""})
    session.wait_for_text("? keys")
    start = len(session.raw)
    session.type("yt")
    session.wait_for_text("Sent the touchpoint to your terminal")
    sent = bytes(session.raw[start:])
    if screen:
        assert all(len(each) <= 240 for each in re.findall(rb"\x1bP(.*?)\x1b\\", sent, re.DOTALL))
        sent = b"".join(re.findall(rb"\x1bP(.*?)\x1b\\", sent, re.DOTALL))
    (found,) = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sent)
    copied = base64.b64decode(found).decode()
    assert copied.startswith("### ␛&#93;52;c;QUJD␇ &#91;/x&#93; ⟨009C⟩ 日本\n")
    assert "\n| Prices easy to find | 7.5 | asked | 8.1 | +0.6 | +8.3 | exceeded |\n" in copied
    session.type("q")
    assert session.exit_code() == 0
