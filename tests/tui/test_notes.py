"""The notes along the journey: listed with their place, filtered, followed, rewritten, deleted."""

from pathlib import Path

import pytest

from tests.tui.driving import Drive, opened
from tests.tui.shops import SHOP, shop

NOTED = SHOP.replace(
    'owner = "Ana"\n',
    'owner = "Ana"\nnotes = ["A plain one", { text = "Ask the printer", by = "dev", on = 2026-11-20 }]\n',
    1,
).replace(
    'name = "Paying"\n',
    'name = "Paying"\nnotes = [{ text = "Cards fail on Mondays", by = "ana", on = 2026-11-21 }]\n',
    1,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = shop(tmp_path)
    made.write_text(NOTED)
    return made


def texts(drive: Drive) -> list[str]:
    """What the list shows, the note of each line."""
    rows = drive.lines()[3:]
    rows = rows[: next((at for at, row in enumerate(rows) if row.startswith("---")), len(rows))]
    return [row.split("  ")[-1].strip() for row in (each.rstrip() for each in rows) if row]


async def test_every_note_is_listed_with_its_place_and_enter_goes_there(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("go")
        assert "3 notes.  Sorted along the journey." in drive.text()
        assert texts(drive) == ["A plain one", "Ask the printer", "Cards fail on Mondays"]
        assert "2026-11-20  dev         Web shop" in drive.text()
        await drive.keys("s")
        assert texts(drive) == ["Cards fail on Mondays", "Ask the printer", "A plain one"]
        await drive.keys("<home><enter>")
        assert (drive.workspace.view, drive.workspace.selected[0]) == ("detail", "pay")
        await drive.keys("<escape>")
        assert drive.workspace.view == "notes"
        # From elsewhere one comes to those of the touchpoint.
        await drive.keys("gbgo")
        assert drive.text().splitlines()[3].startswith("> 2026-11-21  ana")


async def test_the_filter_looks_through_text_place_person_and_day(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("go")
        for words, found in (("monday", "Cards fail on Mondays"), ("dev web", "Ask the printer")):
            await drive.keys(f"/{words}<enter>")
            assert texts(drive) == [found]
            assert f"1 note with {words}" in drive.text()
            await drive.keys("<escape>")
        await drive.keys("/nothing")
        assert "0 notes with nothing" in drive.text()
        await drive.keys("<escape>")
        assert len(texts(drive)) == 3
        assert drive.workspace.view == "notes"
        assert not drive.workspace.listing.flat


async def test_a_note_is_added_changed_and_deleted_each_as_one_step(path: Path) -> None:
    async with opened(path) as drive:
        before = drive.project
        await drive.keys("goinew one<enter>")
        assert texts(drive) == ["A plain one", "Ask the printer", "new one", "Cards fail on Mondays"]
        await drive.keys("jeAsk them twice<enter>")
        assert "2026-11-20  dev         Web shop                  Ask them twice" in drive.text()
        await drive.keys("<home>D")
        assert texts(drive) == ["Ask them twice", "new one", "Cards fail on Mondays"]
        await drive.keys("<ctrl+s>")
        await drive.until(lambda: not drive.workspace.unsaved)
        text = path.read_text()
        assert "A plain one" not in text
        assert '{ text = "Ask them twice", by = "dev", on = 2026-11-20 }' in text
        await drive.keys("uuu")
        assert drive.project is before
        await drive.keys("<ctrl+s>")
        await drive.until(lambda: not drive.workspace.unsaved)
    assert path.read_text() == NOTED


async def test_without_notes_it_says_how_to_make_one(tmp_path: Path) -> None:
    async with opened(shop(tmp_path)) as drive:
        await drive.keys("go")
        assert "i adds one to the selected touchpoint" in drive.text()
        await drive.keys("<enter>eDs<home>")
        assert drive.workspace.view == "notes"
        await drive.keys("<escape>ione<enter>go")
        assert texts(drive) == ["one"]
        await drive.keys("D")
        assert "No note yet" in drive.text()
