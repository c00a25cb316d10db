"""Copying: what is sent, what is too long for a terminal, and the file instead."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest

from tests.tui.driving import Drive, opened
from tests.tui.hostile import HIDDEN, hostile_project
from tests.tui.shops import shop
from tui.outside.clipboard import MOST, fits, sequence
from tui.registry.command import VIEWS


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent to the clipboard of a terminal that is there."""
    found: list[str] = []

    def send(_: object, data: str) -> bool:
        start, end = "\x1b]52;c;", "\x07"
        assert data.startswith(start)
        assert data.endswith(end)
        found.append(b64decode(data.removeprefix(start).removesuffix(end), validate=True).decode())
        return True

    monkeypatch.setattr("tui.app.GaplineApp.send", send)
    return found


async def test_a_value_a_row_a_touchpoint_and_a_view(tmp_path: Path, sent: list[str]) -> None:
    async with opened(shop(tmp_path)) as drive:
        await drive.keys("jj")
        await drive.keys("yvyryt")
        value, row, touchpoint = sent
        assert value == "9 min"
        assert row == (
            "Paying / Time to pay: expected 5 min (asked), delivered 9 min, gap -4 min, -40.0 short"
        )
        assert touchpoint.splitlines()[0] == "### Paying"
        assert "| Time to pay | 5 min | asked | 9 min | -4 min | -40.0 | short |" in touchpoint
        assert "Sent the touchpoint to your terminal" in drive.said
        assert "copied" not in drive.said.lower()
        # A long message covers the end of the view until the next key.
        await drive.keys("<escape>")
        seen = drive.lines()[:-2]
        await drive.keys("yw")
        assert sent[-1].splitlines() == [line.rstrip() for line in seen]
        assert not drive.workspace.unsaved


async def test_without_a_terminal_nothing_is_sent_and_a_file_is_offered(tmp_path: Path) -> None:
    path = shop(tmp_path)
    async with opened(path) as drive:
        await drive.keys("yv")
        assert drive.said == "No terminal is there to send it to: y f writes a file."
        await drive.keys("yfw<enter>")
        assert drive.said.startswith("The view is in ")
        assert (tmp_path / "shop-view.txt").read_text().startswith(" shop.toml > Board")
        # Nothing is ever written over, the project least of all.
        await drive.keys("yft<enter>")
        assert (tmp_path / "shop-touchpoint.md").read_text().startswith("### Web shop")
        before = path.read_bytes()
        for name in ("shop-view.txt", "shop.toml"):
            await drive.keys("yfv")
            await drive.keys(["ctrl+u", *name, "enter"])
            assert "exists already" in drive.said
        assert path.read_bytes() == before


async def test_what_is_too_long_for_a_terminal_goes_into_a_file(tmp_path: Path, sent: list[str]) -> None:
    text = "\n".join(f'"{"long " * 2000}",' for _ in range(10))
    path = shop(tmp_path)
    path.write_text(path.read_text().replace('owner = "Ana"', f"notes = [\n{text}\n]"))
    async with opened(path) as drive:
        await drive.keys("yt")
        assert "Too long for a clipboard" in drive.text()
        await drive.keys(["enter"])
        assert not sent
        assert len((tmp_path / "shop-touchpoint.md").read_bytes()) > MOST
    assert fits("x" * MOST)
    assert not fits("ä" * MOST)


async def test_nothing_in_a_file_can_act_on_what_is_pasted(tmp_path: Path, sent: list[str]) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(hostile_project())

    async def everything(drive: Drive, view: str) -> None:
        drive.journey.run_command(f"view.{view}" if view != "working" else view)
        await drive.settle()
        await drive.keys("yvyrytyw")

    async with opened(path, glyphs="block") as drive:
        for view in VIEWS:
            await everything(drive, view)
    assert len(sent) >= 4
    assert not [text for text in sent if HIDDEN.search(text)]


def test_only_screen_needs_the_sequence_wrapped() -> None:
    plain = sequence("a", {})
    assert plain == "\x1b]52;c;YQ==\x07"
    assert sequence("a", {"TMUX": "/tmp/x", "STY": "1"}) == plain
    assert sequence("a", {"STY": "1"}) == f"\x1bP{plain}\x1b\\"
