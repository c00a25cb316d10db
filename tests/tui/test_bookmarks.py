"""Bookmarks: letters on rows, there again in the next session, and honest about rows that are gone."""

import json
import os
from pathlib import Path

import pytest

from model.files.bookmarks import Bookmark, bookmarks_of, keep_bookmark
from model.files.statefolder import place_of_state
from tests.tui.driving import opened


async def test_a_letter_leads_back_in_this_session_and_the_next(path: Path) -> None:
    raw = path.read_bytes()
    async with opened(path) as drive:
        await drive.keys("b")
        assert "There is no bookmark yet" in drive.said
        await drive.keys("jjBm")
        assert drive.said == "Bookmark m: Paying / Time to pay. b m comes back."
        await drive.keys("<home>B")
        assert "a the first free letter" in " ".join(drive.text().split())
        assert "m Paying / Time to pay" in " ".join(drive.text().split())
        await drive.keys("<enter>G")
        await drive.keys("bm")
        assert drive.workspace.selected == ("pay", "minutes")
        await drive.keys("gfglm")
        assert drive.workspace.selected == ("pay", "minutes")
        assert drive.workspace.view == "board"
    async with opened(path) as drive:
        await drive.keys("Gb")
        assert "a Web shop" in " ".join(drive.text().split())
        await drive.keys("a")
        assert drive.workspace.selected[0] == "web"
        # A filter that hides the row gives way; one that shows it stays.
        await drive.keys("/Paying<enter>ba")
        assert drive.workspace.selected[0] == "web"
        assert not drive.workspace.listing.flat
        await drive.keys("/Paying<enter>bm")
        assert drive.workspace.listing.flat
        await drive.keys("<escape>Bm")
        assert drive.said == "Bookmark m is taken away."
        await drive.keys("b")
        assert " m Paying" not in drive.text()
        await drive.keys("<escape>")
        assert not drive.workspace.unsaved
    assert path.read_bytes() == raw
    assert list(bookmarks_of(path)) == ["a"]


async def test_a_bookmark_follows_its_row_and_says_when_it_is_gone(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("BwjjBp")
        await drive.keys("D")
        await drive.keys("<home>b")
        assert "p Paying / Time to pay (gone)" in " ".join(drive.text().split())
        await drive.keys("p")
        assert "The row Paying / Time to pay is gone; this is its touchpoint." in drive.said
        assert drive.workspace.selected[0] == "pay"
        await drive.keys("<escape>u")
        await drive.keys("<home>")
        await drive.command("rename")
        await drive.paste("Our shop")
        await drive.keys("<enter>b")
        assert "w Our shop" in drive.text()
        await drive.keys("<escape>Dbw")
        assert "Web shop is gone: nothing has the id web any more. B w sets the letter anew." in drive.said


async def test_a_bookmark_follows_an_id_that_is_changed_and_the_change_that_is_undone(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("BwjjBm")
        for row, id in (("<home>", "shop"), ("jj", "seconds")):
            await drive.keys(row)
            await drive.command("rename.id")
            await drive.keys("<backspace>" * 20 + f"{id}<enter>")
        await drive.keys("Gbw")
        assert drive.workspace.selected[0] == "shop"
        await drive.keys("Gbm")
        assert drive.workspace.selected == ("pay", "seconds")
        # One that is set by the new id leads to the same row once that is undone.
        await drive.keys("Bsuu<home>bs")
        assert drive.workspace.selected == ("pay", "minutes")
        await drive.keys("UU<ctrl+s>")
        await drive.until(lambda: not drive.workspace.unsaved)
    async with opened(path) as drive:
        for letter, key in (("w", ("shop", "prices")), ("m", ("pay", "seconds"))):
            await drive.keys(f"Gb{letter}")
            assert drive.workspace.selected == key


async def test_a_bookmark_follows_an_id_that_only_comes_from_the_name(path: Path) -> None:
    path.write_text(path.read_text().replace('id = "help"\n', "").replace('id = "kind"\n', ""))
    async with opened(path) as drive:
        await drive.keys("GBh")
        await drive.command("rename")
        await drive.paste("Our friends")
        await drive.keys("<enter><ctrl+s>")
        await drive.until(lambda: not drive.workspace.unsaved)
        await drive.keys("<home>bh")
        assert drive.said == ""
        assert drive.workspace.selected[0] == drive.project.touchpoints[-1].id
    async with opened(path) as drive:
        await drive.keys("bh")
        assert drive.workspace.selected[0] == "our-friends"


def test_what_cannot_be_read_is_no_bookmark_and_the_rest_stays(path: Path) -> None:
    keep_bookmark(path, "a", Bookmark("web"))
    file = place_of_state(path) / "bookmarks.json"
    assert file.parent.stat().st_mode & 0o077 == 0
    keep_bookmark(path, "b", Bookmark("pay", "works", "\x1b]0;x"))
    kept = json.loads(file.read_text())
    kept["c"] = {"touchpoint": "../x", "row": ""}
    kept["aa"] = {"touchpoint": "web"}
    file.write_text(json.dumps(kept))
    assert list(bookmarks_of(path)) == ["a", "b"]
    for content in (b"", b"[]", b"\xff", b'{"a": 1}', b"{" * 100_000):
        file.write_bytes(content)
        assert bookmarks_of(path) == {}


async def test_a_folder_that_takes_none_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/none")
    async with opened(path) as drive:
        await drive.keys("Ba")
        assert "The bookmark could not be kept:" in drive.said
        await drive.keys("<escape>b")
        assert "There is no bookmark yet" in drive.said
        assert os.path.lexists(path)
