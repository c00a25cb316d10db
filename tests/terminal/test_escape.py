"""Esc and what is typed right behind it are two keys, however they arrive."""

import shutil
from pathlib import Path

import pytest

from tests.terminal.conftest import OpenTerminal
from tests.terminal.session import REPO_ROOT
from tui.escapes import ESC, Escapes

SAMPLE = REPO_ROOT / "sample_config.toml"


@pytest.mark.parametrize(
    ("sent", "pieces"),
    [
        (["\x1bd"], [ESC, "d"]),
        (["\x1b4\r"], [ESC, "4\r"]),
        (["\x1b\r"], [ESC, "\r"]),
        (["ab\x1b\x13"], ["ab", ESC, "\x13"]),
        (["\x1b[A\x1bOA"], ["\x1b[A\x1bOA"]),
        (["\x1b[<35;1", ";3M"], ["\x1b[<35;1", ";3M"]),
        (["\x1b", "[A"], ["\x1b[A"]),
        (["\x1b", "d"], [ESC, "d"]),
        (["\x1bb\x1b\x7f"], ["\x1bb\x1b\x7f"]),
        (["\x1b]11;rgb:0/0/0\x1b", "\\"], ["\x1b]11;rgb:0/0/0", "\x1b\\"]),
        (["\x1b[200~a\x1bd\x1b[201~\x1bd"], ["\x1b[200~", "a\x1bd", "\x1b[201~", ESC, "d"]),
    ],
)
def test_only_an_esc_that_was_pressed_stands_alone(sent: list[str], pieces: list[str]) -> None:
    escapes = Escapes()
    assert [piece for text in sent for piece in escapes.pieces(text)] == pieces
    assert list(escapes.settle()) == []


def test_an_esc_behind_which_nothing_comes_is_the_key() -> None:
    escapes = Escapes()
    assert list(escapes.pieces("x\x1b")) == ["x"]
    assert list(escapes.settle()) == [ESC]
    assert list(escapes.settle()) == []
    # Two at once: the first is one, the second is told from a code as ever.
    assert "".join([*escapes.pieces("\x1b\x1b"), *escapes.settle()]) == ESC * 2


def test_in_a_real_terminal_it_leaves_the_box_and_the_next_key_counts(
    tmp_path: Path, terminal: OpenTerminal, gapline: tuple[str, ...]
) -> None:
    project = Path(shutil.copy(SAMPLE, tmp_path / "shop.toml"))
    session = terminal([*gapline, project])
    session.wait_for_text("? keys")
    session.type("jd9")
    session.wait_for_text("preview")
    # Esc and Enter in one packet: the value is not set, Enter opens the row.
    session.type("\x1b\r")
    session.wait_for_text("Detail")
    session.type("\x1bgc")
    session.wait_for_text("Curve")
    session.type("\x1b")
    session.wait_for_text("Board")
    assert "*edited" not in session.text()
    session.type("q")
    assert session.exit_code() == 0
    assert project.read_bytes() == SAMPLE.read_bytes()
