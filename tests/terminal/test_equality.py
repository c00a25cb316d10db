"""The driver of our own shows what Textual's shows: every cell of it, after whatever was done."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import Counted
from tests.terminal.mirrors import Mirrors
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
        differences = mirrors.differences()
        said = "\n".join(differences[:3])
        assert not said, f"seed {seed}, step {number}, {kind} {what}:\n{said}\n{drive.text()}"
        done[kind] += 1
    return done


@pytest.mark.parametrize(
    ("seed", "depth", "theme"),
    [(1, "256", "night"), (2, "truecolor", "day"), (3, "16", "mono")],
)
async def test_both_drivers_show_the_same(
    tmp_path: Path, counted: Counted, seed: int, depth: str, theme: str
) -> None:
    await _compare(tmp_path, counted, seed, 70, depth, theme)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4, 12))
@pytest.mark.parametrize("depth", ["256", "truecolor"])
async def test_both_drivers_show_the_same_for_long(
    tmp_path: Path, counted: Counted, seed: int, depth: str
) -> None:
    await _compare(tmp_path, counted, seed, 2000, depth, "night" if seed % 2 else "day")


async def _compare(tmp_path: Path, counted: Counted, seed: int, steps: int, depth: str, theme: str) -> None:
    path = tmp_path / "shop.toml"
    if seed % 3 == 0:
        path.write_text(hostile_project(), encoding="utf-8")
    else:
        shutil.copy(SAMPLE, path)
    async with opened(path, glyphs="block", theme=theme) as drive:
        mirrors = Mirrors(drive, depth=depth, erases=bool(seed % 2), seed=seed)
        await drive.settle()
        done = await walk(drive, mirrors, seed, steps)
    counted("screens compared with both drivers", done.total())
    assert mirrors.sent["sparing"] < mirrors.sent["stock"] / 3
