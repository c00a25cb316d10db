"""What a session that ended without saving had done is offered, and nothing happens to it unasked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from model.files.journalline import Draft
from tests.files.journals import TEXT, Clock, Worker, journals, pizza
from tests.tui.driving import Drive, opened
from tui.opening import Wishes
from tui.pictures.picture import plain_text
from tui.screens.choice import Choice
from tui.screens.recovery import Review
from tui.views.recovery import review_lines, review_picture
from tui.widgets.canvas import Canvas
from tui.widgets.line import TypingLine

DRAFT = Draft("Delivered on Kind", "6.5", ("order", "kind"), "set.delivered")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return pizza(tmp_path)


def lost(file: Path, *values: tuple[str, float], draft: Draft | None = None, later: int = 0) -> None:
    """A session whose connection was lost after it set the rows' numbers and while it typed."""
    worker = Worker(file)
    worker.journal._now = Clock(timedelta(hours=1 + later))
    for row, value in values:
        worker.set(value, row)
    worker.journal.typing(draft)
    worker.journal.end("connection lost")
    worker.die()


def note(drive: Drive) -> str:
    """What the dialog says above its options."""
    assert isinstance(drive.top, Choice)
    return drive.top.note


def delivered(drive: Drive) -> list[object]:
    return [row.delivered for row in drive.project.touchpoints[0].expectations]


async def test_nothing_is_offered_where_nothing_was_lost(file: Path) -> None:
    async with opened(file) as drive:
        assert drive.top is drive.journey
        await drive.command("recover")
        assert drive.said == "No earlier session left edits that are not saved."


async def test_what_was_lost_is_offered_and_comes_back_as_one_step(file: Path) -> None:
    lost(file, ("fast", 5), ("fast", 6), ("kind", 7))
    async with opened(file) as drive:
        assert isinstance(drive.top, Choice)
        assert note(drive).startswith("3 edits were not saved (connection lost ")
        assert delivered(drive) == [4, 5]
        await drive.keys("a")
        assert delivered(drive) == [6, 7]
        assert drive.said == "3 edits back, not saved yet."
        assert drive.workspace.unsaved
        await drive.keys("u")
        assert delivered(drive) == [4, 5]
        await drive.keys(["ctrl+r", "ctrl+s"])
        assert drive.said == "Saved pizza.toml."
    assert file.read_text() == TEXT.replace("delivered = 4", "delivered = 6").replace(
        "delivered = 5", "delivered = 7"
    )
    async with opened(file) as drive:
        assert drive.top is drive.journey


async def test_what_came_back_is_as_safe_as_before(file: Path) -> None:
    """It is in the journal of the new session before that of the old one goes."""
    lost(file, ("fast", 6))
    (old,) = journals(file)
    async with opened(file) as drive:
        await drive.keys("a")
        (new,) = journals(file)
        assert new != old
        drive.app.keeping.close()
    async with opened(file) as drive:
        await drive.keys("a")
        assert delivered(drive) == [6, 5]


async def test_they_can_be_reviewed_first(file: Path) -> None:
    lost(file, ("fast", 6), ("kind", 7))
    file.write_text(TEXT.replace("delivered = 4", "delivered = 3"))
    async with opened(file) as drive:
        assert "The file was changed since." in note(drive)
        await drive.keys("r")
        assert isinstance(drive.top, Review)
        shown = drive.text()
        assert "Delivered 4.0 > 6.0 on 'Order / Fast'." in shown
        assert "In the file: Delivered 4.0 > 3.0 on 'Order / Fast'." in shown
        assert "Delivered 5.0 > 7.0 on 'Order / Kind'." in shown
        await drive.keys(["pagedown", "up", "down", "escape"])
        assert isinstance(drive.top, Choice)
        await drive.keys(["escape"])
        assert delivered(drive) == [3, 5]
    assert len(journals(file)) == 1


async def test_later_means_that_they_are_offered_again(file: Path) -> None:
    lost(file, ("fast", 6))
    async with opened(file) as drive:
        await drive.keys("l")
        assert delivered(drive) == [4, 5]
        await drive.command("recover")
        assert isinstance(drive.top, Choice)
        await drive.keys(["escape"])
    async with opened(file) as drive:
        await drive.keys("a")
        assert delivered(drive) == [6, 5]


async def test_discarding_asks_once_more(file: Path) -> None:
    lost(file, ("fast", 6))
    async with opened(file) as drive:
        await drive.keys("D")
        assert "Discard 1 edit?" in drive.text()
        await drive.keys("k")
        assert "1 edit was not saved" in note(drive)
        await drive.keys("DD")
        assert drive.top is drive.journey
    assert journals(file) == []


async def test_what_another_person_changed_meanwhile_stays(file: Path) -> None:
    lost(file, ("fast", 6))
    theirs = TEXT.replace("delivered = 5", "delivered = 8")
    file.write_text(theirs)
    async with opened(file) as drive:
        await drive.keys("a")
        assert delivered(drive) == [6, 8]
        await drive.keys(["ctrl+s"])
    assert file.read_text() == theirs.replace("delivered = 4", "delivered = 6")


async def test_what_both_changed_waits_for_a_choice(file: Path) -> None:
    lost(file, ("fast", 6))
    theirs = TEXT.replace("delivered = 4", "delivered = 9")
    file.write_text(theirs)
    async with opened(file) as drive:
        await drive.keys("a")
        assert drive.said == (
            "1 edit back, not saved yet. On 1 the file says otherwise; saving asks which one holds."
        )
        assert [each.about for each in drive.workspace.plan.conflicts]
        await drive.keys("u")
        assert delivered(drive) == [9, 5]
    assert file.read_text() == theirs


async def test_what_is_in_the_file_already_is_not_offered(file: Path) -> None:
    """As where the session was ended after the save and before it knew of it."""
    lost(file, ("fast", 6))
    file.write_text(TEXT.replace("delivered = 4", "delivered = 6"))
    async with opened(file) as drive:
        assert drive.top is drive.journey
    assert journals(file) == []


async def test_several_are_offered_one_after_the_other(file: Path) -> None:
    lost(file, ("fast", 6))
    lost(file, ("kind", 7))
    async with opened(file) as drive:
        await drive.keys("aa")
        assert delivered(drive) == [6, 7]
    assert len(journals(file)) == 1


async def test_what_contradicts_the_edits_of_now_waits(file: Path) -> None:
    lost(file, ("fast", 6))
    lost(file, ("fast", 7), later=1)
    async with opened(file) as drive:
        await drive.keys("a")
        assert "save those first, then :recover" in note(drive)
        await drive.keys("l")
        assert delivered(drive) == [6, 5]
    assert len(journals(file)) == 2


async def test_who_only_looks_is_told_and_asked_nothing(file: Path) -> None:
    lost(file, ("fast", 6))
    async with opened(file, wishes=Wishes(read_only=True)) as drive:
        assert drive.top is drive.journey
        assert "1 edit was not saved (connection lost" in drive.said
        assert "They are offered when the file can be changed." in drive.said
    assert len(journals(file)) == 1


async def test_what_was_being_typed_can_be_typed_on(file: Path) -> None:
    lost(file, draft=DRAFT)
    async with opened(file) as drive:
        assert "You were typing '6.5' for Delivered on Kind." in note(drive)
        await drive.keys("a")
        assert drive.one("#box", TypingLine).value == "6.5"
        assert delivered(drive) == [4, 5]
        await drive.keys(["enter"])
        assert delivered(drive) == [4, 6.5]


async def test_a_note_that_was_being_typed_can_be_typed_on(file: Path) -> None:
    async with opened(file) as drive:
        await drive.keys("iWho answers here?")
        drive.app.keeping.end("connection lost")
        drive.app.keeping.close()
    async with opened(file) as drive:
        assert "You were typing 'Who answers here?' for Note on Order." in note(drive)
        await drive.keys("a")
        await drive.keys(["enter"])
        assert [note.text for note in drive.project.touchpoints[0].notes] == ["Who answers here?"]  # type: ignore[union-attr]


@pytest.mark.parametrize("way_out", ["escape", "enter"])
async def test_what_was_set_or_left_is_typed_no_more(file: Path, way_out: str) -> None:
    async with opened(file) as drive:
        await drive.keys(["d", "7", way_out])
        await drive.keys(["i", "x", way_out])
        drive.app.keeping.end("connection lost")
        drive.app.keeping.close()
    async with opened(file) as drive:
        assert isinstance(drive.top, Choice) == (way_out == "enter")
        assert "You were typing" not in drive.text()
        await drive.keys(["escape"])


async def test_a_damaged_journal_is_told_once_and_kept(file: Path) -> None:
    lost(file, ("fast", 6))
    (path,) = journals(file)
    path.write_bytes(b"\x00" * 100 + b"\n")
    async with opened(file) as drive:
        assert drive.top is drive.journey
        assert "A journal of unsaved edits cannot be read; it is kept as" in drive.said
    async with opened(file) as drive:
        assert drive.said == ""
    assert path.with_suffix(".unreadable").exists()


async def test_without_a_folder_one_goes_on_and_is_told_once(file: Path, sealed: Path) -> None:
    (sealed / "state" / "gapline").write_text("in the way")
    async with opened(file) as drive:
        await drive.keys("d7\x1b".replace("\x1b", "<enter>"))
        assert delivered(drive) == [7, 5]
        assert "Unsaved edits would be lost with the connection" in drive.said
        await drive.keys("d8<enter>")
        assert delivered(drive) == [8, 5]
        assert drive.said.startswith("Delivered")
        told = [each for each in drive.workspace.messages if "would be lost" in each.text]
        assert len(told) == 1
        await drive.keys(["ctrl+s"])
        assert drive.said.startswith("Saved pizza.toml.")


async def test_quitting_leaves_no_journal(file: Path) -> None:
    async with opened(file) as drive:
        await drive.keys("d7<enter>")
        assert len(journals(file)) == 1
        await drive.keys("qD")
    assert journals(file) == []


@pytest.mark.parametrize("size", [(20, 6), (80, 24), (140, 40)], ids=str)
async def test_the_dialog_fits_every_window(file: Path, size: tuple[int, int]) -> None:
    lost(file, *[("fast", value / 2) for value in range(2, 20)], draft=DRAFT)
    async with opened(file, size) as drive:
        assert drive.aligned()
        await drive.keys("r")
        assert isinstance(drive.top, Review)
        assert drive.aligned()
        rows, columns = drive.top.rows, drive.one("Canvas", Canvas).size.width
        await drive.keys(["pagedown"] * 60)
        end = plain_text(tuple(review_lines(rows, drive.top.look, columns)[-1:]))
        assert end.strip() in drive.text()


def test_a_review_with_hostile_names_acts_on_nothing() -> None:
    from model.files.restoring import Reviewed
    from tui.pictures.picture import Look, plain_text

    rows = [Reviewed("Renamed 'a' to '[@click=app.quit]\x1b]52;c;x\x07[/]'", "\u202egone")]
    text = plain_text(review_picture("Edits", rows, 0, Look(), 60, 8))
    assert "\x1b" not in text
    assert "\u202e" not in text
