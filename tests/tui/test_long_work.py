"""Work that takes long: told while it lasts, stopped with Esc, and nothing half done or typed is lost."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from model.journey.problem import UserError
from tests.tui.driving import Drive, opened
from tests.tui.hostile import PAYLOADS
from tests.tui.shops import SHOP, shop
from tests.tui.views.worlds import assert_ascii, assert_shape
from tui import openfile
from tui.pictures.glyphs import ASCII
from tui.pictures.picture import Look
from tui.progress import Progress, Stopped
from tui.screens import atlength, comparing, exporting
from tui.screens.atlength import Busy, at_length
from tui.views.progress import progress_picture, progress_width


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return shop(tmp_path)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held back by a test is shown at once."""
    monkeypatch.setattr(atlength, "SOON", 0.0)


class Held:
    """Something that goes on when the test says so."""

    def __init__(self) -> None:
        self._go = Event()
        self.begun = Event()

    def __call__(self) -> None:
        self.begun.set()
        assert self._go.wait(30), "nobody let it go on"

    def let_go(self) -> None:
        self._go.set()


@contextmanager
def holding(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> Iterator[Held]:
    """Hold every call of a function of a module until the test lets go, at the latest when it ends."""
    held = Held()
    before: Callable[..., object] = getattr(module, name)

    def waits(*arguments: object, **more: object) -> object:
        held()
        return before(*arguments, **more)

    monkeypatch.setattr(module, name, waits)
    try:
        yield held
    finally:
        held.let_go()
        monkeypatch.setattr(module, name, before)


async def busy(drive: Drive, words: str) -> None:
    """Wait until the popup says what is being done."""
    await drive.until(lambda: isinstance(drive.top, Busy) and words in drive.text())


def test_work_is_stopped_between_its_steps_and_never_in_the_last_one() -> None:
    progress = Progress()
    progress.step("one")
    assert progress.words == "one"
    assert progress.stop()
    with pytest.raises(Stopped):
        progress.step("two")
    with pytest.raises(Stopped):
        progress.last("three")
    progress = Progress()
    progress.last("writing")
    assert not progress.stop()
    assert not progress.stoppable


async def test_what_is_done_is_told_and_keys_wait_for_what_comes_after(path: Path) -> None:
    async with opened(path) as drive:
        held, found = Held(), []

        def work(progress: Progress) -> int:
            progress.step("Counting [b]sheep[/x] \x1b[31m")
            held()
            return 7

        async def flow() -> None:
            found.append(await at_length(drive.app, "A long night", work))

        drive.journey.begin(flow())
        await busy(drive, "Counting [b]sheep[/x]")
        assert "A long night" in drive.text()
        assert "Esc stops it; nothing is changed" in drive.text()
        assert drive.aligned()
        drive.post("d5<enter>")
        await asyncio.sleep(0)
        assert isinstance(drive.top, Busy)
        assert not drive.workspace.unsaved
        held.let_go()
        await drive.until(lambda: drive.top is drive.journey)
        await drive.settle()
        assert found == [7]
        assert drive.workspace.unsaved


@pytest.mark.parametrize("width", [20, 39, 40, 60, 80])
def test_the_popup_fits_every_screen(width: int) -> None:
    for look in (Look(), Look(ASCII, only_ascii=True)):
        for title in ("Saving x.toml", PAYLOADS[0] + PAYLOADS[6], "W" * 200):
            columns = progress_width(title, look, width)
            assert columns <= width
            for stoppable in (True, False):
                picture = progress_picture(title, title, 100, look, columns, 3, stoppable=stoppable)
                assert_shape(picture, columns, 3)
                if look.only_ascii:
                    assert_ascii(picture)


async def test_what_goes_wrong_in_it_is_told_as_ever(path: Path) -> None:
    async with opened(path) as drive:

        def work(progress: Progress) -> int:
            progress.step("Trying")
            raise UserError("It cannot be done; try less.")

        drive.journey.begin(at_length(drive.app, "Trying", work))
        await drive.until(lambda: drive.said == "It cannot be done; try less.")


async def test_a_save_that_is_stopped_changes_no_byte_and_the_next_one_is_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path) as drive:
        await drive.keys("d5<enter>")
        with holding(monkeypatch, openfile, "_rewritten") as held:
            drive.post("<ctrl+s>")
            await busy(drive, "Saving shop.toml")
            drive.post("<escape>")
            await drive.until(lambda: drive.top is drive.journey)
            assert "Saving shop.toml: stopped. Nothing was changed." in drive.said
            assert "Error" not in drive.text()
            held.let_go()
        await drive.settle()
        assert path.read_text() == SHOP
        assert drive.workspace.unsaved
        await drive.keys("<ctrl+s>")
        await drive.until(lambda: not drive.workspace.unsaved)
        assert path.read_text() == SHOP.replace("delivered = 6", "delivered = 5")


async def test_while_the_file_is_being_written_esc_waits(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(path) as drive:
        await drive.keys("d5<enter>")
        with holding(monkeypatch, openfile, "save_kept") as held:
            drive.post("<ctrl+s>")
            await busy(drive, "a moment: the file is being written")
            drive.post("<escape>")
            await asyncio.sleep(0)
            assert isinstance(drive.top, Busy)
            held.let_go()
            await drive.until(lambda: drive.said == "Saved shop.toml.")


async def test_quitting_from_it_stops_it_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(path) as drive:
        with holding(monkeypatch, openfile, "load") as held:
            drive.post("R")
            await busy(drive, "Reading shop.toml again")
            drive.post("<ctrl+q>")
            await drive.until(lambda: not drive.running)
            held.let_go()


async def test_reading_again_and_comparing_can_be_stopped(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path) as drive:
        await drive.keys("S<enter>")
        await drive.until(lambda: "kept in" in drive.said)
        before = drive.project
        with holding(monkeypatch, openfile, "load") as held:
            drive.post("R")
            await busy(drive, "Reading shop.toml again")
            drive.post("<escape>")
            await drive.until(lambda: "Reading shop.toml again: stopped." in drive.said)
            held.let_go()
        assert drive.project is before
        with holding(monkeypatch, comparing, "compare") as held:
            drive.post("C1")
            await busy(drive, "Comparing the two")
            drive.post("<escape>")
            await drive.until(lambda: "Comparing with snapshot 2026-11-22: stopped." in drive.said)
            held.let_go()
        assert drive.workspace.view == "board"
        assert drive.workspace.against is None
        await drive.keys("C1")
        await drive.until(lambda: drive.workspace.view == "compare")


async def test_an_export_that_is_stopped_leaves_no_file_and_a_whole_one_says_where_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path) as drive:
        with holding(monkeypatch, exporting, "written") as held:
            drive.post("X<enter>")
            await busy(drive, "Writing it up")
            drive.post("<escape>")
            await drive.until(lambda: "Writing shop.html: stopped. Nothing was changed." in drive.said)
            held.let_go()
        await drive.settle()
        assert [each.name for each in path.parent.iterdir()] == ["shop.toml"]
        await drive.keys("X<enter>")
        await drive.until(lambda: drive.said.endswith("shop.html."))
        assert "<html" in (path.parent / "shop.html").read_text()


@pytest.mark.parametrize("kind", ["md", "json", "csv", "mmd", "svg", "txt", "ansi"])
async def test_the_ending_says_what_is_written(path: Path, kind: str) -> None:
    async with opened(path, view="curve") as drive:
        await drive.keys("d5<enter>X<ctrl+u>")
        await drive.paste(f"out.{kind}")
        await drive.keys("<enter>")
        await drive.until(lambda: drive.said.endswith("What is not saved yet is in it."))
        out = (path.parent / f"out.{kind}").read_text()
        assert out
        if kind == "txt":
            assert out.splitlines()[0].startswith(" shop.toml > Curve")
            assert "This view is in" in drive.said
        if kind == "json":
            assert '"delivered": 5.0' in out
        assert path.read_text() == SHOP


async def test_an_export_never_takes_the_place_of_anything_unasked(path: Path) -> None:
    other = path.with_name("mine.md")
    other.write_text("mine")
    async with opened(path) as drive:
        for name, words in (
            ("shop.toml", "end the name with .html, .md"),
            ("plain", "end the name with"),
            ("nowhere/x.md", "x.md"),
        ):
            await drive.keys("X<ctrl+u>")
            await drive.paste(name)
            await drive.keys("<enter>")
            await drive.until(lambda: drive.workspace.message and drive.workspace.message.kind == "error")
            assert words in drive.said
            await drive.keys("<escape>")
        await drive.keys("X<ctrl+u>")
        await drive.paste("mine.md")
        await drive.keys("<enter><escape>")
        assert other.read_text() == "mine"
        await drive.keys("X<ctrl+u>")
        await drive.paste("mine.md")
        await drive.keys("<enter>D")
        await drive.until(lambda: "is in" in drive.said)
        assert other.read_text() != "mine"
    assert path.read_text() == SHOP
