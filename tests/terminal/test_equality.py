"""The driver of our own shows what Textual's shows: every cell of it, after whatever was done."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from rich.color import ColorSystem

from tests.conftest import Counted
from tests.terminal.mirrors import Mirrors
from tests.tui import everyscreen
from tests.tui.driving import SAMPLE, Drive, opened
from tests.tui.hostile import hostile_project
from tui.commands import COMMANDS

SIZES = {(80, 24): 8, (140, 40): 2, (59, 18): 6, (240, 60): 1}
"""Columns and rows, and how often; an emulated terminal takes its time for every cell."""
_LEAVING = {"q", "Q", "ctrl+q"}
KEYS = sorted({key for command in COMMANDS for key in command.keys} - _LEAVING)
"""Every key that does something, but for the ways out."""
VIEWS = [command.id for command in COMMANDS if command.id.startswith("view.")]
TYPED = ["5", "0", ".", "x", "enter", "escape", "tab", "配", "é", "backspace", "down", "up", "pagedown"]


async def walk(drive: Drive, mirrors: Mirrors, seed: int, steps: int) -> Counter[str]:
    """Do things at random, and compare the screens after each."""
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    for number in range(steps):
        kind = chance.choices(("key", "typed", "view", "click", "size", "lost"), (8, 5, 2, 1, 1, 0.3))[0]
        what = ""
        if kind == "key":
            what = chance.choice(KEYS)
            await drive.keys([what])
        elif kind == "typed":
            what = chance.choice(TYPED)
            await drive.keys([what])
        elif kind == "view":
            what = chance.choice(VIEWS)
            await drive.keys(["escape", "escape", "escape"])
            await drive.command(what)
        elif kind == "click":
            await drive.click(chance.randrange(drive.app.size.width), chance.randrange(drive.app.size.height))
        elif kind == "size":
            await drive.resize(*chance.choices([*SIZES], [*SIZES.values()])[0])
        else:
            mirrors.lose()
        assert drive.running, f"seed {seed}, step {number}: {kind} {what} ended it"
        differences = mirrors.differences(everywhere=number % 50 == 0 or number == steps - 1)
        said = "\n".join(differences[:3])
        assert not said, f"seed {seed}, step {number}, {kind} {what}:\n{said}\n{drive.text()}"
        done[kind] += 1
    return done


DEPTHS = {"16": ColorSystem.STANDARD, "256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR}
LOOKS = [*product(("night", "day"), DEPTHS), ("mono", "16")]
"""Every theme with every number of colours."""


@pytest.mark.parametrize(
    ("seed", "theme", "depth"),
    [(1, "night", "256"), (2, "day", "truecolor"), (3, "mono", "16")],
)
async def test_both_drivers_show_the_same(
    tmp_path: Path, counted: Counted, seed: int, theme: str, depth: str
) -> None:
    await _compare(tmp_path, counted, seed, 70, theme, depth)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4, 8))
@pytest.mark.parametrize(("theme", "depth"), LOOKS)
async def test_both_drivers_show_the_same_for_long(
    tmp_path: Path, counted: Counted, seed: int, theme: str, depth: str
) -> None:
    await _compare(tmp_path, counted, seed, 2000, theme, depth)


async def _compare(tmp_path: Path, counted: Counted, seed: int, steps: int, theme: str, depth: str) -> None:
    path = tmp_path / "shop.toml"
    if seed % 3 == 0:
        path.write_text(hostile_project(), encoding="utf-8")
    else:
        shutil.copy(SAMPLE, path)
    async with opened(path, glyphs="block", theme=theme, colours=DEPTHS[depth]) as drive:
        mirrors = Mirrors(drive, erases=bool(seed % 2), seed=seed)
        await drive.settle()
        done = await walk(drive, mirrors, seed, steps)
    counted("screens compared with both drivers", done.total())
    assert mirrors.sent["sparing"] < mirrors.sent["stock"] / 3


@pytest.mark.soak
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(("theme", "depth"), LOOKS)
async def test_both_drivers_show_every_screen_the_same(
    tmp_path: Path, counted: Counted, size: tuple[int, int], theme: str, depth: str
) -> None:
    # The widest with what tries to break out of its cells.
    path = everyscreen.copy_of(tmp_path, everyscreen.hostile_sample() if size[0] > 200 else "")
    async with opened(path, size, glyphs="block", theme=theme, colours=DEPTHS[depth]) as drive:
        mirrors = Mirrors(drive, erases=size[0] != 59)
        await drive.settle()
        async for scene in everyscreen.walk(drive):
            differences = mirrors.differences(everywhere=True)
            assert not differences, "\n".join([scene.name, *differences[:3], drive.text()])
    counted("screens compared with both drivers", len(everyscreen.SCENES))
