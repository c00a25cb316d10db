"""How the merge dialog looks: every size, every state, three hundred choices, text that tries to act."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from rich.cells import cell_len

from model.editing.edits import set_field
from model.files.loading import load
from tests.tui.driving import TODAY, opened, run_of
from tests.tui.hostile import FILE_NAME, HIDDEN, PAYLOADS, quoted
from tests.tui.merges import (
    SIZES,
    THEIRS,
    deciding,
    many,
    text_of,
)
from tests.tui.test_looks import GOLDENS, RENEW
from tui.company.deciding import Deciding
from tui.pictures.glyphs import ASCII, BLOCK
from tui.pictures.picture import Look, line_width, plain_text
from tui.screens.merging import Merging
from tui.themes import MONO, NIGHT
from tui.views.merging import merging_picture


def test_three_hundred_choices_scroll(path: Path) -> None:
    path.write_text(many(300, 2))
    value = deciding(path, many(300, 3), many(300, 4))
    assert value.open == 300
    for (width, height), at in product(SIZES, (0, 1, 150, 298, 299)):
        moved = value.move(at)
        picture = merging_picture(moved, "p.toml", Look(ASCII, NIGHT), width, height)
        assert len(picture) == height
        chosen = [each for each in plain_text(picture).splitlines() if each.startswith(">")]
        assert len(chosen) == 1
        if width >= 59:
            assert chosen[0].startswith(f"> Row {at} . delivered")
    assert value.move(1000).at == 299
    assert value.move(299).choose("mine").at == 0
    assert value.choose_rest("theirs").open == 0


KEEPS = ("choose", "mine", "theirs", "typed")


def in_state(path: Path, keep: str) -> Deciding:
    """The dialog with its first line selected, and this chosen for it."""
    first = deciding(path, text_of("7", "8"), THEIRS)
    if keep == "typed":
        return first.type_value("6.5", TODAY).move(-9)
    return {"choose": first, "mine": first.choose("mine"), "theirs": first.choose("theirs")}[keep].move(-9)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_states_that_differ_differ_in_characters(path: Path, size: tuple[int, int]) -> None:
    for glyphs in (ASCII, BLOCK):
        pictures = [
            plain_text(merging_picture(in_state(path, keep), "shop.toml", Look(glyphs, MONO), *size))
            for keep in KEEPS
        ]
        lines = [next(each for each in picture.splitlines() if "Web" in each) for picture in pictures]
        assert len(set(lines)) == len(KEEPS)
        for line in lines:
            assert line[0] == glyphs.selected
        # In the smallest window too, the two values to choose from are in sight.
        assert "7.0" in pictures[0]
        assert "5.0" in pictures[0]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("keys", [False, True])
def test_every_size_is_filled_exactly(path: Path, size: tuple[int, int], keys: bool) -> None:
    width, height = size
    for keep, glyphs, at in product(KEEPS, (ASCII, BLOCK), range(3)):
        value = in_state(path, keep).move(at)
        for each in (value, value.still_open(), value.type_value("x", TODAY) if at < 2 else value):
            picture = merging_picture(each, "shop.toml", Look(glyphs, NIGHT), width, height, keys=keys)
            text = plain_text(picture)
            assert len(picture) == height
            assert {line_width(line) for line in picture} == {width}
            assert text.startswith(" shop.toml")
            assert text.splitlines()[-1].startswith(" ? keys")
            assert glyphs is BLOCK or text.replace("\n", "").isascii()


@pytest.mark.parametrize(("width", "height"), [(80, 24), (140, 40)])
def test_the_dialog_is_as_it_was(path: Path, width: int, height: int) -> None:
    value = in_state(path, "mine").move(1)
    text = plain_text(merging_picture(value, "shop.toml", Look(ASCII, NIGHT), width, height)) + "\n"
    golden = GOLDENS / f"merging-{width}x{height}.txt"
    if RENEW:
        golden.write_text(text, encoding="ascii")
    assert text == golden.read_text(encoding="ascii"), "meant? RENEW_GOLDENS=1 renews it"


# -- text that tries to act ------------------------------------------------------------------------------


def hostile(which: int) -> str:
    """A project whose texts all try something, differently in each of three versions."""
    lines = ["format = 1", "[project]", 'name = "P"', "[[stages]]", 'id = "s"', 'name = "S"']
    for number, payload in enumerate(PAYLOADS):
        name, other = quoted(payload), quoted(f"{which}{PAYLOADS[number - which]}{payload}")
        lines += ["[[touchpoints]]", f'id = "t{number}"', 'stage = "s"', f"name = {name}"]
        lines += [f"owner = {other}", f"says = {other}", f"notes = [{{ text = {other} }}]"]
        # One side alone changed these.
        lines += [f"channel = {other}" if which == number % 2 + 1 else f"channel = {name}"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_hostile_text_of_both_sides_is_only_shown(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "p.toml"
    path.write_text(hostile(0), encoding="utf-8")
    value = replace(deciding(path, hostile(1), hostile(2)), who=PAYLOADS[5])
    assert value.open == 2 * len(PAYLOADS)
    assert value.merged_count >= len(PAYLOADS) // 2
    for glyphs, at in product((ASCII, BLOCK), range(len(value.lines))):
        picture = merging_picture(value.move(at), FILE_NAME, Look(glyphs, NIGHT), *size)
        assert {line_width(line) for line in picture} == {size[0]}
        assert HIDDEN.search(plain_text(picture)) is None


async def test_hostile_text_is_clicked_typed_over_and_written_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(hostile(0), encoding="utf-8")
    async with opened(path, (140, 40), glyphs="block") as drive:
        for number in range(len(PAYLOADS)):
            place = ("touchpoints", f"t{number}")
            for field in ("owner", "says"):
                text = f"1{PAYLOADS[number - 1]}{PAYLOADS[number]}"
                edit = set_field(drive.project, place, field, text)
                drive.journey.show(drive.workspace.apply(edit))
        path.write_text(hostile(2), encoding="utf-8")
        await drive.keys("<ctrl+s>")
        assert isinstance(drive.top, Merging)
        for x, y in run_of(drive.strips()):
            drive.post_click(x, y)
        await drive.settle()
        for number in range(0, 2 * len(PAYLOADS), 5):
            await drive.keys("<home>" + "j" * number + "e")
            for line in drive.lines():
                assert cell_len(line) == 140
                assert HIDDEN.search(line) is None
            # Enter alone takes mine, and not the spelling of its hidden characters.
            await drive.keys("<enter>")
            assert not drive.top.deciding.problem
        await drive.keys("M<enter>")
        assert drive.running
    written = load(path).project
    assert written is not None
    for number, each in enumerate(written.touchpoints):
        assert each.owner == each.says == f"1{PAYLOADS[number - 1]}{PAYLOADS[number]}"
