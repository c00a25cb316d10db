"""Text of a file that tries to act: on every screen, clicked, typed over, and through a real terminal."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from model.files.loading import load
from tests.tui.driving import Drive, opened, run_of
from tests.tui.hostile import FILE_NAME, HIDDEN, hostile_project
from tui.registry.command import VIEWS
from tui.widgets.line import TypingLine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The project, in a file with a name that tries something too."""
    made = tmp_path / FILE_NAME
    made.write_text(hostile_project(), encoding="utf-8")
    return made


def test_the_project_is_one_that_can_be_read(path: Path) -> None:
    loaded = load(path)
    assert loaded.problems == ()
    assert loaded.project is not None
    texts = loaded.project.model_dump_json()
    assert all(each in texts for each in ("@click", "日本語", "\u202e"))


def looked_at(drive: Drive, what: object) -> None:
    """What holds of every screen."""
    assert drive.running, what
    for line in drive.lines():
        assert cell_len(line) == drive.app.size.width, (what, line)
        assert HIDDEN.search(line) is None, (what, line)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("size", "each"), [((80, 24), 1), ((140, 40), 4), pytest.param((140, 40), 1, marks=pytest.mark.soak)]
)
async def test_every_run_of_text_is_clicked_and_nothing_happens(
    path: Path, view: str, size: tuple[int, int], each: int
) -> None:
    """On a large screen one in four of them is, and all of them in the soak."""
    raw = path.read_bytes()
    async with opened(path, size, glyphs="block", view=view) as drive:
        looked_at(drive, view)
        runs = list(run_of(drive.strips()))
        assert len(runs) > 4
        before = drive.project
        for number, (x, y) in enumerate(runs[VIEWS.index(view) % each :: each]):
            # The hint line runs commands on purpose; another test presses those.
            if y == size[1] - 1:
                continue
            drive.post_click(x, y)
            if number % 10 == 0:
                await drive.settle()
                assert drive.running
                await drive.keys(["escape"] * 3)
                if drive.workspace.view != view:
                    drive.journey.run_command(f"view.{view}" if view != "working" else view)
        await drive.settle()
        looked_at(drive, view)
        assert drive.project is before
    assert path.read_bytes() == raw


OPENING = {
    "goto": "g",
    "quick": "f",
    "sort": "s",
    "new": "n",
    "new touchpoint": "nt",
    "new expectation": "neX<enter>",
    "note": "i",
    "action": "a",
    "filter": "/[b",
    "help": "?",
    "conclude": "gpc",
    "a day": "gpck",
    "a reason": "gpcw<enter>",
    "new promise": "gpn",
    "who promised": "gpnX<enter>today<enter>",
    "edit promise": "gpe",
    "its touchpoint": "gpep",
    "slip": "gp<end>-1d",
    "slips": "gp+2d",
    "one promise": "gp<enter>=",
    "states": "gpf",
    "quit": "+q",
    "box": "d",
    "error": "dx[/x]<enter>",
    "text box": "<enter><end><enter>",
}


async def test_every_popup_and_prompt_shows_it(path: Path) -> None:
    async with opened(path, glyphs="block") as drive:
        for what, keys in OPENING.items():
            await drive.keys(keys)
            looked_at(drive, what)
            for x, y in run_of(drive.strips()):
                if what in ("note", "action", "filter", "box", "error"):
                    drive.post_click(x, y)
            await drive.settle()
            assert drive.running, what
            await drive.keys("<escape><escape><escape><escape><escape>")
            assert drive.top is drive.journey, what
            drive.journey.run_command("view.board")
        await drive.keys("uuu")
        for id in ("rename", "rename.stage", "rename.id", "delete.stage", "view.messages", "redo", "undo"):
            await drive.command(id)
            looked_at(drive, id)
            await drive.keys("<escape>")


async def test_a_name_that_is_not_changed_stays_what_it_is_byte_for_byte(path: Path) -> None:
    """The line shows hidden characters spelled out. Enter alone must not store the spelling."""
    raw = path.read_bytes()
    async with opened(path) as drive:
        for number in range(len(drive.project.touchpoints)):
            key = (f"t{number}", "")
            drive.journey.show(drive.workspace.select(key).steady())
            drive.journey.run_command("rename")
            await drive.settle()
            line = drive.top.query_one(TypingLine)
            assert HIDDEN.search(line.value) is None
            looked_at(drive, number)
            await drive.keys("<enter>")
            assert not drive.workspace.session.unsaved, drive.project.touchpoints[number].name
        # The same in a box of the detail view.
        await drive.keys(
            "<home>e<tab><tab><tab><tab><tab><tab><tab><tab><tab><tab><tab><tab><tab><tab><enter>"
        )
        assert not drive.workspace.session.unsaved
    assert path.read_bytes() == raw


async def test_what_is_pasted_is_spelled_out_too(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("i")
        await drive.paste("a\x1b[31m\u202eb\tc\nsecond line")
        looked_at(drive, "pasted")
        await drive.keys("<enter>")
        touchpoint = drive.project.touchpoint(drive.workspace.selected[0])
        assert touchpoint is not None
        assert getattr(touchpoint.notes[-1], "text", "") == "a␛[31m⟨202E⟩b c"


async def test_ascii_glyphs_show_a_hostile_file_in_ascii(path: Path) -> None:
    async with opened(path, glyphs="ascii") as drive:
        for view in VIEWS:
            drive.journey.run_command(f"view.{view}" if view != "working" else view)
            await drive.settle()
            looked_at(drive, view)
            for line in drive.lines()[1:]:
                assert line.isascii(), line
