"""The project's file under the dashboard: saving, others' changes, problems in it, and the way out."""

import difflib
import os
import shutil
from pathlib import Path

import pytest

from tests.tui.driving import Drive, opened
from tests.tui.shops import SHOP
from tui.opening import Wishes
from tui.screens.merging import Merging


def changed_lines(path: Path) -> list[str]:
    """The lines that differ from the shop as it was."""
    now = path.read_text(encoding="utf-8")
    return [each for each in difflib.ndiff(SHOP.splitlines(), now.splitlines()) if each[0] in "+-"]


def title(drive: Drive) -> str:
    return drive.lines()[0]


async def test_saving_changes_the_changed_values_and_nothing_else(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d7<enter>jjd8<enter>")
        assert path.read_text() == SHOP
        assert "*edited" in title(drive)
        await drive.keys("<ctrl+s>")
        assert drive.said == "Saved shop.toml."
        assert "*edited" not in title(drive)
        assert changed_lines(path) == [
            "- delivered = 6",
            "+ delivered = 7",
            "- delivered = 9",
            "+ delivered = 8",
        ]
        await drive.keys("<ctrl+s>")
        assert "Nothing to save" in drive.said
        await drive.keys("uu")
        assert "*edited" in title(drive)
        await drive.keys("<ctrl+s>")
        assert path.read_text() == SHOP


async def test_undoing_to_what_is_on_disk_is_not_an_unsaved_change(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("+-")
        assert "*edited" not in title(drive)
        await drive.keys("q")
        assert not drive.running
    assert path.read_text() == SHOP


async def test_somebody_elses_change_is_never_written_over(path: Path) -> None:
    theirs = SHOP.replace("expected = 8", "expected = 9").replace("delivered = 6", "delivered = 5")
    async with opened(path) as drive:
        await drive.keys("d7<enter>")
        path.write_text(theirs)
        await drive.keys("<ctrl+s>")
        assert isinstance(drive.top, Merging)
        assert "the file changed while you worked" in drive.text()
        await drive.keys("<escape>")
        assert path.read_text() == theirs
        assert "*edited" in title(drive)
        # Beside it, mine goes to a new file; a second time to another.
        files: set[str] = set()
        for _ in range(2):
            await drive.keys("<ctrl+s>b")
            before, files = files, {each.name for each in path.parent.iterdir() if each != path}
            (new,) = files - before
            assert new in drive.said
        assert path.read_text() == theirs
        for name in files:
            assert "delivered = 7" in (path.parent / name).read_text()
        # Reading it again takes theirs, and says so.
        await drive.keys("<ctrl+s>D")
        assert "Read shop.toml again." in drive.said
        assert "*edited" not in title(drive)
        web = drive.project.touchpoint("web")
        assert web is not None
        assert (web.expectations[0].expected, web.expectations[0].delivered) == (9, 5)


async def test_reading_the_file_again(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("jj")
        path.write_text(SHOP.replace("Paying", "Checkout"))
        await drive.keys("R")
        assert "Checkout" in drive.text()
        assert drive.workspace.selected == ("pay", "minutes")
        await drive.keys("d7<enter>R")
        assert "Your changes are not saved." in drive.text()
        await drive.keys("<escape>")
        assert "*edited" in title(drive)
        await drive.keys("Rb")
        beside = [each for each in path.parent.iterdir() if each != path]
        assert len(beside) == 1
        assert "delivered = 7" in beside[0].read_text()
        assert "*edited" not in title(drive)
        await drive.keys("d7<enter>RD")
        assert "*edited" not in title(drive)
        # What is broken or gone is told, and the view is kept.
        path.write_text("format = [")
        await drive.keys("R")
        assert "Error: " in drive.foot
        assert "The view is kept." in drive.said
        assert "Checkout" in drive.text()
        path.unlink()
        await drive.keys("R")
        assert "Error: " in drive.foot
        assert "Checkout" in drive.text()


async def test_a_file_with_problems_opens_read_only_on_its_problems(path: Path) -> None:
    broken = SHOP.replace('owner = "Ana"', 'ownr = "Ana"').replace("delivered = 9", "delivered = -9")
    path.write_text(broken)
    async with opened(path) as drive:
        assert drive.workspace.view == "problems"
        text = drive.text()
        assert "2 problems" in text
        assert "ownr" in text
        assert "READ-ONLY" in title(drive)
        await drive.keys("gb")
        for key in "d5ewo+-><.nNmiaDuU":
            await drive.keys([key])
            assert "Nothing can be changed: 2 problems in the file" in drive.foot, key
            assert drive.workspace.box is None
            assert drive.top is drive.journey
        await drive.keys("<enter><down><enter>")
        assert drive.workspace.box is None
        await drive.keys("<ctrl+s>")
        assert "Error: " in drive.foot
        assert path.read_text() == broken
        path.write_text(SHOP)
        await drive.keys("R")
        assert "READ-ONLY" not in title(drive)
        await drive.keys("gb<home>d7<enter>")
        assert "*edited" in title(drive)
        await drive.keys("qqD")
        assert not drive.running


async def test_read_only_changes_nothing_and_says_why(path: Path) -> None:
    async with opened(path, wishes=Wishes(read_only=True)) as drive:
        await drive.keys("d")
        assert "opened with --read-only" in drive.foot
        await drive.keys("q")
        assert not drive.running
    assert path.read_text() == SHOP


@pytest.mark.parametrize("quit", ["q", "ctrl+q"])
async def test_quitting_asks_where_something_is_unsaved(path: Path, quit: str) -> None:
    for answer, on_disk in (("s", "delivered = 7"), ("D", "delivered = 6")):
        async with opened(path) as drive:
            await drive.keys(["d", "7", "enter", quit])
            assert "not saved" in drive.text()
            await drive.keys(["escape"])
            assert drive.running
            assert drive.top is drive.journey
            await drive.keys([quit, answer])
            await drive.settle()
            assert not drive.running
        assert on_disk in path.read_text()
        path.write_text(SHOP)


async def test_q_backs_out_layer_by_layer_and_esc_never_quits(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("<escape><escape><escape>")
        assert drive.running
        await drive.keys(" /shop<enter><enter>")
        assert (drive.workspace.view, drive.workspace.listing.flat) == ("detail", True)
        layers: list[tuple[str, bool, bool]] = []
        for _ in range(9):
            if not drive.running:
                break
            layers.append((drive.workspace.view, bool(drive.workspace.marks), drive.workspace.listing.flat))
            await drive.keys("q")
        assert len(layers) == len(set(layers)) == 4
        assert layers[-1] == ("board", False, False)


async def test_capital_q_saves_and_quits_and_stays_where_it_cannot(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d7<enter>Q")
        await drive.settle()
        assert not drive.running
    assert "delivered = 7" in path.read_text()
    async with opened(path) as drive:
        await drive.keys("d8<enter>")
        shutil.rmtree(path.parent)
        await drive.keys("Q")
        assert drive.running
        assert "*edited" in title(drive)


async def test_a_save_that_fails_is_told_in_one_sentence_and_nothing_is_lost(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d7<enter>")
        away = path.parent.with_name("away")
        path.parent.rename(away)
        await drive.keys("<ctrl+s>")
        assert "Error: " in drive.foot
        assert "Traceback" not in drive.text()
        assert "*edited" in title(drive)
        await drive.keys("gm")
        assert "Error: " in drive.text()
        away.rename(path.parent)
        await drive.keys("<ctrl+s>")
        assert drive.said == "Saved shop.toml."
    assert changed_lines(path) == ["- delivered = 6", "+ delivered = 7"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_file_that_may_not_be_written_is_told(path: Path) -> None:
    path.parent.chmod(0o500)
    path.chmod(0o400)
    try:
        async with opened(path) as drive:
            await drive.keys("d7<enter><ctrl+s>")
            assert "Error: " in drive.foot
            assert "*edited" in title(drive)
    finally:
        path.parent.chmod(0o700)
    assert path.read_text() == SHOP


async def test_keys_typed_while_it_saves_are_done_after(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d7<enter><ctrl+s>d8<enter><ctrl+s>d9<enter>")
        assert changed_lines(path) == ["- delivered = 6", "+ delivered = 8"]
        assert "*edited" in title(drive)
        await drive.keys("u")
        assert "*edited" not in title(drive)


@pytest.fixture
def in_the_way(sealed: Path) -> Path:
    """A file where the folder should be in which versions and edits are kept."""
    made = sealed / "state" / "gapline"
    made.write_text("a file")
    return made


async def test_the_first_save_that_keeps_no_version_says_so_and_the_next_does_not(
    path: Path, in_the_way: Path
) -> None:
    async with opened(path) as drive:
        await drive.keys("d7<enter><ctrl+s>")
        assert drive.said.startswith("Saved shop.toml. No earlier version is kept: ")
        assert in_the_way.is_file()
        await drive.keys("d8<enter><ctrl+s>")
        assert drive.said == "Saved shop.toml."


async def test_edits_that_are_kept_again_leave_what_was_said_in_front(path: Path, in_the_way: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d7<enter>")
        assert drive.said.startswith("Unsaved edits would be lost with the connection: ")
        assert " Delivered 6.0 > 7.0" in drive.said
        in_the_way.unlink()
        await drive.keys("d8<enter>")
        assert drive.said.startswith("Delivered 7.0 > 8.0")
        await drive.keys("gm")
        assert "Unsaved edits are kept again" in drive.text()
        await drive.keys("gb<ctrl+s>")
        assert drive.said == "Saved shop.toml."


async def test_edits_that_are_kept_again_are_said_where_the_warning_stands(
    path: Path, in_the_way: Path
) -> None:
    async with opened(path) as drive:
        await drive.keys("d7<enter>")
        in_the_way.unlink()
        drive.app._look()
        await drive.settle()
        assert drive.said == "Unsaved edits are kept again, whatever happens to the connection."
        assert " Error: " not in drive.lines()[-2]


async def test_ctrl_c_ends_nothing_and_says_how_to_leave(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("<ctrl+c>")
        assert drive.said == "q quits on the board, Ctrl+Q anywhere; unsaved edits are asked about."
        assert drive.running
        await drive.keys("d<ctrl+c><escape>g<ctrl+c><escape>")
        assert drive.running
