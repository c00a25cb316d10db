"""What others save while the dashboard is open: taken over, told, marked; nothing typed here is lost."""

import json
import os
from pathlib import Path

import pytest

from model.files.presence import digest, prefix_of
from model.files.rights import user_of
from tests.tui.driving import Drive, opened
from tests.tui.shops import PAY, SHOP, WEB
from tui.opening import Wishes
from tui.widgets.line import TypingLine

ME = user_of(os.geteuid())


def delivered(drive: Drive, touchpoint: str, row: int = 0) -> object:
    found = drive.project.touchpoint(touchpoint)
    assert found is not None
    return found.expectations[row].delivered


async def test_what_another_saved_is_on_the_screen_told_and_marked_until_a_key(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("j")
        path.write_text(SHOP.replace(WEB, "delivered = 7"))
        await drive.look_around()
        assert delivered(drive, "web") == 7
        assert drive.said.startswith(f"{ME} changed Web shop: delivered 6 > 7. Journey ")
        line = next(each for each in drive.lines() if "Web shop" in each)
        assert line[1] == "@"
        assert "7.0" in line
        assert "*edited" not in drive.lines()[0]
        before = drive.text()
        await drive.look_around()
        assert drive.text() == before
        await drive.keys("k")
        assert "@" not in next(each for each in drive.lines() if "Web shop" in each)[:2]


async def test_many_changes_are_counted(path: Path) -> None:
    async with opened(path) as drive:
        path.write_text(SHOP.replace(WEB, "delivered = 7").replace(PAY, "delivered = 8").replace("Ana", "Bo"))
        await drive.look_around()
        assert f"{ME} changed Web shop: owner Ana > Bo, and 2 more." in drive.said


async def test_unsaved_edits_and_undo_stay_ones_own(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d5<enter>")
        path.write_text(SHOP.replace(PAY, "delivered = 8"))
        await drive.look_around()
        assert (delivered(drive, "web"), delivered(drive, "pay")) == (5, 8)
        assert "*edited" in drive.lines()[0]
        await drive.keys("u")
        assert (delivered(drive, "web"), delivered(drive, "pay")) == (6, 8)
        assert "*edited" not in drive.lines()[0]
        await drive.keys("u")
        assert "Nothing to undo" in drive.said
        await drive.keys("U<ctrl+s>")
        assert path.read_text() == SHOP.replace(WEB, "delivered = 5").replace(PAY, "delivered = 8")
        # Our own save is no news.
        await drive.look_around()
        assert drive.said == "Saved shop.toml."


async def test_where_both_changed_one_value_mine_stays_and_it_is_said(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d5<enter>")
        path.write_text(SHOP.replace(WEB, "delivered = 7"))
        await drive.look_around()
        assert delivered(drive, "web") == 5
        assert "Yours stays; saving asks." in drive.said
        assert [each.theirs for each in drive.workspace.session.conflicts] == [7]
        assert path.read_text() == SHOP.replace(WEB, "delivered = 7")


async def test_text_being_typed_stays_and_the_hint_says_theirs(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d5")
        path.write_text(SHOP.replace(WEB, "delivered = 7").replace(PAY, "delivered = 8"))
        await drive.look_around()
        assert drive.one("#box", TypingLine).value == "5"
        assert f"was 7.0. {ME} made it 7.0 meanwhile." in drive.lines()[-2]
        assert delivered(drive, "pay") == 8
        assert "preview" in drive.lines()[0]
        await drive.keys(".5<enter>")
        assert delivered(drive, "web") == 5.5
        await drive.keys("u")
        assert delivered(drive, "web") == 7


async def test_a_box_on_a_row_that_was_deleted_waits_with_the_rest(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d5")
        start = SHOP.index('[[touchpoints]]\nid = "web"')
        path.write_text(SHOP[:start] + SHOP[SHOP.index('[[touchpoints]]\nid = "pay"') :])
        await drive.look_around()
        assert drive.one("#box", TypingLine).value == "5"
        await drive.keys("<escape>")
        await drive.look_around()
        assert drive.project.touchpoint("web") is None
        assert drive.workspace.selected[0] == "pay"


@pytest.mark.parametrize(("open", "close"), [("g", "<escape>"), ("m", "<escape>"), ("?", "<escape>")])
async def test_a_change_waits_while_something_is_open(path: Path, open: str, close: str) -> None:
    async with opened(path) as drive:
        await drive.keys(open)
        path.write_text(SHOP.replace(WEB, "delivered = 7"))
        await drive.look_around()
        assert delivered(drive, "web") == 6
        await drive.keys(close)
        await drive.look_around()
        assert delivered(drive, "web") == 7


async def test_taking_over_stops_and_goes_on(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("Fs")
        assert "NOT LIVE" in drive.lines()[0]
        path.write_text(SHOP.replace(WEB, "delivered = 7"))
        await drive.look_around()
        assert delivered(drive, "web") == 6
        await drive.keys("Fs")
        assert "NOT LIVE" not in drive.lines()[0]
        await drive.look_around()
        assert delivered(drive, "web") == 7


@pytest.mark.parametrize("broken", ["format = [", SHOP.replace("delivered = 9", "delivered = -9"), ""])
async def test_a_file_that_breaks_is_told_once_and_goes_on_when_it_is_mended(path: Path, broken: str) -> None:
    async with opened(path) as drive:
        await drive.keys("d5<enter>")
        path.write_text(broken)
        await drive.look_around()
        assert "Error: shop.toml" in drive.foot
        assert "The view is kept; saving waits until the file is mended." in drive.said
        assert delivered(drive, "web") == 5
        await drive.keys("<escape>")
        await drive.look_around()
        assert drive.said == ""
        await drive.keys("<ctrl+s><escape>")
        assert path.read_text() == broken
        path.write_text(SHOP.replace(PAY, "delivered = 8"))
        await drive.look_around()
        assert "can be read again" in drive.said
        assert (delivered(drive, "web"), delivered(drive, "pay")) == (5, 8)
        await drive.keys("<ctrl+s>")
        assert path.read_text() == SHOP.replace(PAY, "delivered = 8").replace(WEB, "delivered = 5")


async def test_a_file_that_goes_away_is_told_once_and_may_come_back(path: Path) -> None:
    async with opened(path) as drive:
        path.unlink()
        await drive.look_around()
        assert "shop.toml is gone" in drive.said
        await drive.keys("j")
        drive.journey.show(drive.workspace.quiet())
        await drive.look_around()
        assert drive.said == ""
        path.write_text(SHOP.replace(WEB, "delivered = 7"))
        await drive.look_around()
        assert delivered(drive, "web") == 7


async def test_a_file_opened_with_problems_becomes_editable_when_it_is_mended(path: Path) -> None:
    path.write_text(SHOP.replace("delivered = 9", "delivered = -9"))
    async with opened(path) as drive:
        assert "READ-ONLY: 1 problem" in drive.lines()[0]
        path.write_text(SHOP)
        await drive.look_around()
        assert "READ-ONLY" not in drive.lines()[0]
        assert "has no problems any more" in drive.said


async def test_a_viewer_follows_too(path: Path) -> None:
    async with opened(path, (44, 12), wishes=Wishes(read_only=True, presence=False)) as drive:
        path.write_text(SHOP.replace(WEB, "delivered = 7"))
        await drive.look_around()
        assert delivered(drive, "web") == 7
        assert "READ-ONLY" in drive.lines()[0]


async def test_no_color_has_the_mark_too(path: Path) -> None:
    async with opened(path, (140, 40), theme="mono") as drive:
        await drive.keys("j")
        path.write_text(SHOP.replace(WEB, "delivered = 7"))
        await drive.look_around()
        assert any("@Web shop" in each for each in drive.lines())


# -- saved over ------------------------------------------------------------------------------------------


async def test_a_program_that_saves_its_older_copy_over_mine_is_told_and_mine_comes_back(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d5<enter><ctrl+s>")
        assert drive.said == "Saved shop.toml."
        # An editor that read the file before, and saves now.
        path.write_text(SHOP.replace("Paying", "Checkout"))
        await drive.look_around()
        words = "Another program saved over your change; R brings back: Web shop: delivered (5, now 6)."
        assert drive.said == words
        assert delivered(drive, "web") == 6
        await drive.keys("R")
        assert "Web shop: delivered" in drive.text()
        await drive.keys("r")
        assert delivered(drive, "web") == 5
        assert "Checkout" in drive.text()
        await drive.keys("<ctrl+s>")
        assert path.read_text() == SHOP.replace("Paying", "Checkout").replace(WEB, "delivered = 5")
        # It can be taken back in one step, and it is noticed again.
        path.write_text(SHOP)
        await drive.look_around()
        assert "saved over your change" in drive.said


async def test_reading_it_again_leaves_it_as_it_is(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d5<enter><ctrl+s>")
        path.write_text(SHOP)
        await drive.look_around()
        await drive.keys("Rf")
        assert "Read shop.toml again." in drive.said
        await drive.command("reapply")
        assert "Nothing of yours was saved over." in drive.said


async def test_a_value_set_back_by_a_careful_program_is_their_own_doing(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d5<enter><ctrl+s>")
        other = path.with_name(f"{prefix_of(path.name)}x.{os.getppid()}")
        other.write_text(json.dumps({"here": 1, "saved": [digest(SHOP.encode())]}))
        path.write_text(SHOP)
        await drive.look_around()
        assert f"{ME} changed Web shop: delivered 5 > 6." in drive.said
        assert drive.app.following.lost == ()


async def test_the_editor_that_did_it_is_named(path: Path) -> None:
    lock = path.with_name(".#shop.toml")
    async with opened(path) as drive:
        lock.symlink_to("ana@elsewhere.17")
        await drive.look_around()
        await drive.keys("d5<enter><ctrl+s>")
        path.write_text(SHOP)
        lock.unlink()
        await drive.look_around()
        assert drive.said.startswith("emacs saved over your change")
