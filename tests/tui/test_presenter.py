"""Presenting to a room: large, without notes, with the keys that are pressed, at every size and view."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from rich.cells import cell_len

from model.editing.session import Session
from model.files.loading import load
from tests.tui.driving import SAMPLE, TODAY, opened
from tests.tui.hostile import HIDDEN, hostile_project
from tests.tui.shops import shop
from tui.acts.presenting import Presenter
from tui.acts.reviewing import begun
from tui.opening import Wishes
from tui.pictures.glyphs import ASCII, BLOCK
from tui.pictures.picture import Look, line_width, plain_text
from tui.registry.command import VIEWS
from tui.themes import MONO, NIGHT
from tui.views.frame import screen_picture
from tui.views.letters import HEIGHT, SIZES, drawn, largest, largest_together
from tui.views.title import PLACES
from tui.workspace import Workspace

SIZES_OF_SCREENS = [(20, 6), (33, 8), (40, 12), (60, 16), (80, 24), (120, 22), (140, 40), (240, 60)]


def presented(text: str, folder: Path) -> Workspace:
    loaded = load(shop(folder, text))
    assert loaded.project is not None
    workspace = Workspace.opening(Session.opened(loaded.project, loaded.raw), "shop.toml", TODAY)
    return replace(begun(workspace, "worst", ("Ana",), 0), presenter=Presenter(("d", "4", "Enter")))


@pytest.mark.parametrize(
    "text", [SAMPLE.read_text(encoding="utf-8"), hostile_project()], ids=["sample", "hostile"]
)
def test_every_view_fills_every_size_with_the_first_row_and_the_way_out(text: str, tmp_path: Path) -> None:
    workspace = presented(text, tmp_path)
    looks = (Look(BLOCK, NIGHT), Look(ASCII, MONO, only_ascii=True))
    for view, (width, height), look in product(VIEWS, SIZES_OF_SCREENS, looks):
        picture = screen_picture(replace(workspace, view=view), look, width, height)
        assert len(picture) == height, (view, width, height)
        assert {line_width(line) for line in picture} == {width}, (view, width, height)
        lines = plain_text(picture).splitlines()
        assert lines[0].startswith(" shop.toml" if width >= 60 else " sh")
        assert width < 33 or PLACES[view] in lines[0]
        assert lines[-1].startswith(" ? keys")
        assert width < 60 or lines[-1].endswith("pressed  d  4  Enter")
        assert not [line for line in lines if HIDDEN.search(line)]
        if look.only_ascii:
            assert "".join(lines).isascii()


def test_the_numbers_are_as_large_as_the_screen_takes(tmp_path: Path) -> None:
    workspace = replace(presented(SAMPLE.read_text(encoding="utf-8"), tmp_path), view="board")
    workspace = workspace.select(("website", "price-found"))
    look = Look(ASCII, NIGHT)
    highest = []
    for width, height in ((80, 24), (140, 40), (240, 60)):
        lines = plain_text(screen_picture(workspace, look, width, height)).splitlines()
        (at,) = [number for number, line in enumerate(lines) if "EXPECTED, asked" in line]
        assert "DELIVERED, asked" in lines[at]
        assert "GAP, exceeded" in lines[at]
        column = lines[at].index("EXPECTED")
        ends = next(
            number for number, line in enumerate(lines[at + 1 :]) if "#" not in line[column : column + 40]
        )
        highest.append(ends)
        assert any("Prices easy to find" in line for line in lines)
    assert highest == [HEIGHT, 2 * HEIGHT, 3 * HEIGHT]


async def test_p_and_esc_end_it_and_keys_are_shown(tmp_path: Path) -> None:
    path = shop(tmp_path)
    async with opened(path, (80, 24)) as drive:
        await drive.keys("iNot for the wall<enter>")
        for end in ("P", "<escape>"):
            await drive.keys("P")
            assert "EXPECTED, asked" in drive.text()
            assert drive.lines()[-1].startswith(" ? keys  P end")
            await drive.keys(end)
            assert drive.workspace.presenter is None
            assert "EXPECTED, asked" not in drive.text()
        await drive.keys("P")
        await drive.keys("d4.5")
        assert drive.aligned()
        await drive.keys("<enter>")
        assert drive.lines()[-1].rstrip().endswith("pressed  d  4  .  5  Enter")
        assert drive.said.startswith("Delivered 6.0 > 4.5")
        assert "Delivered 6.0 > 4.5" in drive.text()
        # Typed ahead all at once they are shown too, each once.
        await drive.keys("zd3<enter>")
        assert drive.lines()[-1].rstrip().endswith("Enter  z  d  3  Enter")
        for view in ("detail", "board", "review", "minutes", "notes"):
            await drive.command(f"view.{view}")
            assert drive.workspace.presenter is not None
            assert "Not for the wall" not in drive.text()
        # An error first, as everywhere.
        await drive.command("view.board")
        await drive.keys("dx<enter><escape>")
        assert drive.workspace.presenter is not None


async def test_what_is_typed_into_a_popup_is_no_pressed_key(tmp_path: Path) -> None:
    path = shop(tmp_path)
    async with opened(path, (80, 24), wishes=Wishes(presence=True)) as drive:
        await drive.keys("P")
        await drive.keys("Vdn3.75<enter>")
        assert drive.said == "Your vote is in, sealed."
        assert drive.workspace.presenter is not None
        assert drive.workspace.presenter.pressed == ("V",)
        assert "3.75" not in drive.text()


def test_letters_and_digits_are_drawn_as_large_as_they_fit() -> None:
    for size in SIZES:
        for text in ("8.1", "-12.50", "~?%+", "Told when it moves", "QWERTY (x) & Y/Z: 'I', J!"):
            found = drawn(text, "#", size)
            assert found is not None
            assert len(found) == HEIGHT * size[1]
            assert len({cell_len(line) for line in found}) == 1
            assert any("#" in line for line in found)
    shapes = {drawn(each, "#", (1, 1)) for each in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-+~.,:'/&()?!%"}
    assert len(shapes) == 50, "each has a shape of its own"
    for text in ("", "  ", "日本", "straße", "ü", "\u202e", "a\x1b"):
        assert drawn(text, "#", (1, 1)) is None
    assert largest("8.1", "#", 5, 5) is None
    assert largest("8.1", "#", 100, 4) is None
    both = largest_together(["1", "-123.45"], "#", 40, 15)
    assert both is not None
    assert len(both[0]) == len(both[1]) == HEIGHT
