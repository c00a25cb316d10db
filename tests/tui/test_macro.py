"""The macro: keys recorded once and played again, one step of undo, ended by the first refusal."""

from pathlib import Path

from tests.tui.driving import Drive, opened
from tests.tui.shops import SHOP
from tui.widgets.line import TypingLine


def edits(drive: Drive) -> int:
    return len(list(drive.workspace.session.steps()))


def notes(drive: Drive) -> dict[str, list[str]]:
    return {
        each.id: [getattr(note, "text", "") for note in each.notes]
        for each in drive.project.touchpoints
        if each.notes
    }


async def test_keys_through_boxes_and_prompts_are_played_as_one_step(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("M")
        assert drive.lines()[0].startswith(" RECORDING ")
        await drive.keys("w2<enter>iask why<enter>jM")
        assert "RECORDING" not in drive.lines()[0]
        assert drive.said == "Recorded 13 keys."
        assert edits(drive) == 2
        before = drive.project
        selected = drive.workspace.selected[0]
        await drive.keys(",")
        assert drive.said == "Played 13 keys; one undo takes all of it back."
        assert edits(drive) == 3
        assert notes(drive) == {"web": ["ask why"], selected: ["ask why"]}
        await drive.keys("u")
        assert drive.project is before
        await drive.keys("U<ctrl+s>")
        await drive.until(lambda: not drive.workspace.unsaved)
        assert path.read_text().count("ask why") == 2


async def test_what_is_typed_ahead_comes_after_the_macro(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("Mix<enter>M,iy<enter>,")
        assert notes(drive) == {"web": ["x", "x", "y", "x"]}
        assert edits(drive) == 4


async def test_keys_typed_into_a_line_that_stands_are_recorded_like_those_typed_ahead(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("M")
        await drive.keys("i")
        await drive.keys("a")
        await drive.paste("bc")
        await drive.keys("<enter>")
        await drive.command("macro.record")
        assert drive.said == "Recorded 5 keys."
        await drive.command("macro.play")
        assert notes(drive) == {"web": ["abc", "abc"]}


async def test_the_first_refusal_ends_it_and_says_where(path: Path) -> None:
    async with opened(path) as drive:
        # The second key refuses where the line is a touchpoint with several rows of its own.
        await drive.keys("M+jM")
        assert drive.said == "Recorded 2 keys."
        while drive.workspace.row is not None:
            await drive.keys("j")
        await drive.keys(",")
        assert drive.workspace.message is not None
        assert drive.workspace.message.kind == "error"
        assert "The macro stopped at key 1 of 2, +: Delivered belongs to a row" in drive.said
        count = edits(drive)
        await drive.keys("<escape>,")
        assert edits(drive) == count


async def test_a_value_that_cannot_be_set_ends_it_in_the_open_box(path: Path) -> None:
    async with opened(path) as drive:
        # 50 % fits the row that is kept or not, and nothing else.
        await drive.keys("jjj")
        assert drive.workspace.selected == ("pay", "works")
        await drive.keys("Md50%<enter>w7<enter>M")
        weight = drive.project.touchpoint("web")
        await drive.keys("<home>,")
        assert 'Error: The macro stopped at key 5 of 8, Enter: "50%" is not a number' in drive.text()
        assert drive.workspace.box is not None
        assert drive.project.touchpoint("web") is weight
        await drive.keys("<escape>")
        assert drive.workspace.box is None


async def test_a_line_that_refuses_enter_ends_it_too(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("M:zzz<enter><escape>jM,")
        assert drive.one("#line", TypingLine).text == "zzz"
        assert drive.said == "The macro stopped at key 5 of 7, Enter."
        await drive.keys("<escape>")
        assert drive.top is drive.journey


async def test_a_macro_plays_neither_itself_nor_nothing(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(",")
        assert "No macro is recorded yet." in drive.said
        await drive.keys("M,")
        assert "cannot play itself" in drive.said
        await drive.keys("jM,")
        assert "cannot play itself" in drive.said
        assert edits(drive) == 0


async def test_undo_and_saves_within_it_leave_its_steps_apart(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("M+<ctrl+s>")
        await drive.until(lambda: not drive.workspace.unsaved)
        await drive.keys("+M")
        await drive.keys(",")
        await drive.settle()
        assert edits(drive) == 4
        await drive.keys("uuuu<ctrl+s>")
        await drive.until(lambda: not drive.workspace.unsaved)
        assert path.read_text() == SHOP
