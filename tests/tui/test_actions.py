"""The actions in the running dashboard: who is late, what each would bring, and changing them by key."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from model.journey.action import Action
from tests.tui.driving import TODAY, Drive, opened


def _action(drive: Drive, id: str) -> Action:
    return next(each for each in drive.project.actions if each.id == id)


def _ids(drive: Drive) -> list[str]:
    """The actions in the order in which they stand on the screen, by how they begin."""
    return [line[6:20] for line in drive.lines() if line[2:5] in ("[ ]", "[x]")]


@asynccontextmanager
async def undone(project: Path, steps: int) -> AsyncIterator[Drive]:
    """The actions on the screen; so many steps of undo give the very project that was opened."""
    async with opened(project, view="actions") as drive:
        before = drive.project
        yield drive
        await drive.keys("u" * steps)
        assert drive.project is before


async def test_the_overdue_come_first_and_are_told_in_words(project: Path) -> None:
    async with opened(project, (100, 30)) as drive:
        await drive.keys("ga")
        assert "5 actions, 4 open, 1 overdue." in drive.text()
        assert _ids(drive)[0] == "Ask ten repair"
        assert "overdue 8 days" in drive.text()
        assert _ids(drive)[-1] == "Lock, pedals a", "what is done comes last"
        await drive.keys("j")
        assert "85 % to 97 %, score -37.5 to -7.5; journey +2.50, +0.83 for each of 3" in drive.text()


async def test_by_gain_for_effort(project: Path) -> None:
    async with opened(project, (100, 30), view="actions") as drive:
        await drive.keys("s")
        assert "by gain for effort" in drive.text()
        assert [each[:8] for each in _ids(drive)[:3]] == ["Put the ", "Whoever ", "Keep two"]
        await drive.keys("ss")
        assert "by due day" in drive.text()


async def test_space_stamps_the_day_and_takes_it_back(project: Path) -> None:
    async with undone(project, 2) as drive:
        await drive.keys("<space>")
        assert _action(drive, "ask-messages").done == TODAY
        assert "> [x] Ask ten" in drive.text(), "it stays selected where it went"
        await drive.keys("<space>")
        assert _action(drive, "ask-messages").done is None


async def test_enter_changes_it_field_by_field(project: Path) -> None:
    async with undone(project, 4) as drive:
        await drive.keys("<enter>o")
        await drive.keys("Lena<enter>")
        await drive.keys("d2026-12-24<enter>")
        await drive.keys("f1.5<enter><escape>")
        changed = _action(drive, "ask-messages")
        assert (changed.owner, changed.due, changed.effort) == ("Lena", date(2026, 12, 24), 1.5)
        await drive.keys("<enter>e")
        assert "Which row would it change?" in drive.text()
        await drive.keys("1")
        await drive.keys("80<enter><escape>")
        would = _action(drive, "ask-messages").would_deliver
        assert would is not None
        assert float(would.delivered) == 80


async def test_a_date_that_is_none_is_refused(project: Path) -> None:
    async with undone(project, 0) as drive:
        await drive.keys("<enter>dsoon<enter>")
        assert '"soon" is not a date' in drive.said


async def test_adding_and_deleting(project: Path) -> None:
    async with undone(project, 2) as drive:
        await drive.keys("aRing them<enter>")
        await drive.keys("Ann<enter><enter>")
        assert "> [ ] Ring them" in drive.text(), "the new one is selected"
        assert "6 actions" in drive.text()
        await drive.keys("D")
        assert "5 actions" in drive.text()


async def test_without_any_action(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.write_text('format = 1\n[project]\nname = "Empty"\n')
    async with opened(path, view="actions") as drive:
        assert "No action yet." in drive.text()
        for key in ("space", "enter", "D", "s", "j", "a", "escape"):
            await drive.keys([key])
            assert drive.running
        assert drive.project.actions == ()
