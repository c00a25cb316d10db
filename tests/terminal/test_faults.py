"""A mistake in the driver of our own costs bytes: never the screen, and never an edit."""

import shutil
import sys
from pathlib import Path

from tests.terminal.conftest import OpenTerminal
from tests.terminal.session import REPO_ROOT, Terminal
from tests.terminal.twins import await_equality, await_frame
from tui.terminal.output import QUESTION

FAULTY = """
import sys
from pathlib import Path
from tui.terminal.changes import Changes

due = Path(sys.argv.pop(1))
paint = Changes.paint

def mistaken(self, *what):
    if due.exists():
        due.unlink()
        raise IndexError("a row that is not there")
    paint(self, *what)

Changes.paint = mistaken
from gapline.__main__ import main
main()
"""
"""Gapline with a mistake in its drawing, once each time the file `due` is made."""


def test_a_mistake_costs_neither_the_screen_nor_an_edit(
    terminal: OpenTerminal, gapline: tuple[str, ...], tmp_path: Path
) -> None:
    due = tmp_path / "due"
    shops = [tmp_path / name / "shop.toml" for name in ("stock", "faulty")]
    for shop in shops:
        shop.parent.mkdir()
        shutil.copy(REPO_ROOT / "sample_config.toml", shop)
    faulty = terminal([sys.executable, "-c", FAULTY, due, shops[1], "--driver", "sparing"])
    windows = [terminal([*gapline, shops[0], "--driver", "stock"]), faulty]
    both(windows, "", "→ Board")

    sent = len(faulty.raw)
    due.touch()
    both(windows, "d3\r", "Delivered 8.1 > 3")
    assert not due.exists(), "there was no mistake"
    assert b"\x1b[2J" in faulty.raw[sent:], "the screen was not sent whole"
    both(windows, "j", "first look: Answer to an e-mail")

    due.touch()
    both(windows, "d8\r", "Delivered 9.5 h > 8 h")
    assert not due.exists(), "there was no other mistake"
    sent = len(faulty.raw)
    for keys, words in (("gc", "→ Curve"), ("gb", "→ Board"), ("?", "to search"), ("\x1b", "g go to")):
        both(windows, keys, words)
    assert QUESTION.encode() not in faulty.raw[sent:], "our own driver still sends"

    for shop, window in zip(shops, windows, strict=True):
        window.type("\x13")
        window.wait_for_text("Saved")
        assert "delivered = 3 " in shop.read_text(encoding="utf-8")
        assert "delivered = 8\n" in shop.read_text(encoding="utf-8")
        window.type("q")
        assert window.exit_code() == 0


def both(windows: list[Terminal], keys: str, words: str) -> None:
    """Type the same in both, and wait until they show the same, with these words in it."""
    for window in windows:
        window.type(keys)
    for window in windows:
        await_frame(window, words)
    await_equality(windows, keys)
