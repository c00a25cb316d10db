"""Storms of keys, pastes, clicks and sizes, over every view of five projects: nothing breaks.

A storm that fails says its seed and its last keys. `make soak` blows 20,000 keys and 200 sizes.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from rich.cells import cell_len

from model.files.loading import load
from tests.tui.driving import SAMPLE, Drive, opened
from tests.tui.everyscreen import copy_of, hostile_sample, shown, walk
from tests.tui.hostile import HIDDEN, PAYLOADS
from tests.tui.views.worlds import journey, rating
from tui.commands import COMMANDS
from tui.opening import Wishes
from tui.registry.command import VIEWS
from tui.widgets.canvas import Canvas

QUITTING = {"Q", "ctrl+q"}
"""They would end most storms early; `q` mostly goes back, and by the list of commands all can be run."""
KEYS = sorted({key for command in COMMANDS for key in command.keys} - QUITTING)
OTHERS = ["ctrl+c", "ctrl+o", "f5", "insert", "delete", "z", "Z", "!", "é", "日", "ctrl+x", "shift+up"]
OFTEN = ["enter", "escape", "down", "up", "left", "right", "tab"]
PASTES = [*PAYLOADS, "", "4.5", "2026-12-01", "x" * 500, "one\ntwo", "+2d", "undo"]
SIZES = [(20, 6), (20, 24), (33, 9), (59, 18), (80, 24), (119, 22), (120, 40), (180, 50), (240, 60)]

WORLDS: dict[str, Callable[[], str]] = {
    "sample": lambda: SAMPLE.read_text(encoding="utf-8"),
    "empty": lambda: 'format = 1\n[project]\nname = "Empty"\n',
    "hostile": hostile_sample,
    "read-only": lambda: SAMPLE.read_text(encoding="utf-8"),
    "thousand": lambda: journey(*[rating(8, at % 11) for at in range(1000)], stages=40),
}


class Storm:
    """Keys, pastes, clicks and sizes by one seed, over one file."""

    def __init__(self, path: Path, seed: int, *, read_only: bool) -> None:
        self.path = path
        self.dice = random.Random(seed)
        self.read_only = read_only
        self.told: list[object] = [f"seed {seed}, {path.stem}"]
        self.keys = 0
        self.sizes = 0

    async def blow(self, keys: int) -> None:
        """Until so many keys were typed; whoever leaves by the list of commands comes back."""
        while self.keys < keys:
            wishes = Wishes(presence=False, read_only=self.read_only)
            async with opened(self.path, self.dice.choice(SIZES), glyphs="block", wishes=wishes) as drive:
                while self.keys < keys and drive.running:
                    await self._gust(drive)
                    assert drive.app._exception is None, self.last
                    if drive.running:
                        self._look(drive)
                    else:
                        self.told.append("came back")

    async def _gust(self, drive: Drive) -> None:
        """One thing that somebody might do, all of it at once."""
        dice = self.dice
        what = dice.random()
        if what < 0.05:
            size = dice.choice(SIZES)
            self.told.append(size)
            self.sizes += 1
            await drive.resize(*size)
        elif what < 0.09:
            text = dice.choice(PASTES)
            self.told.append(("paste", text))
            await drive.paste(text)
        elif what < 0.14:
            for _ in range(dice.randint(1, 3)):
                spot = dice.randrange(drive.app.size.width), dice.randrange(drive.app.size.height)
                self.told.append(spot)
                drive.post_click(*spot)
            await drive.settle()
        elif what < 0.19 and drive.top is drive.journey and not drive.workspace.box:
            view = dice.choice(VIEWS)
            self.told.append(view)
            drive.journey.run_command("working" if view == "working" else f"view.{view}")
            await drive.settle()
        else:
            kinds = dice.choices((KEYS, OFTEN, OTHERS), (3, 2, 1), k=dice.randint(1, 12))
            burst = [dice.choice(kind) for kind in kinds]
            self.told += burst
            self.keys += len(burst)
            await drive.keys(burst)

    def _look(self, drive: Drive) -> None:
        """What holds of every screen."""
        lines = drive.lines()
        assert {cell_len(line) for line in lines} == {drive.app.size.width}, self.last
        assert not HIDDEN.search("".join(lines)), self.last
        last = drive.journey.query_one("#picture", Canvas).picture[-1]
        assert "".join(span.text for span in last).startswith(" ?"), self.last

    @property
    def last(self) -> list[object]:
        return [*self.told[:1], *self.told[-60:]]


async def storm(folder: Path, world: str, seed: int, keys: int) -> Storm:
    """One storm over a project of its own; the file loads as before it, or as what was saved in it."""
    path = folder / f"{world}-{seed}.toml"
    path.write_text(WORLDS[world](), encoding="utf-8")
    raw = path.read_bytes()
    blown = Storm(path, seed, read_only=world == "read-only")
    await blown.blow(keys)
    loaded = load(path)
    assert loaded.project is not None, blown.last
    assert loaded.problems == (), blown.last
    assert world != "read-only" or path.read_bytes() == raw, blown.last
    return blown


@pytest.mark.parametrize("world", WORLDS)
async def test_a_storm_breaks_nothing(tmp_path: Path, world: str) -> None:
    await storm(tmp_path, world, seed=1, keys=150 if world == "thousand" else 400)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 12))
@pytest.mark.parametrize("world", WORLDS)
async def test_many_storms_break_nothing(tmp_path: Path, world: str, seed: int) -> None:
    """Fifty storms of 400 keys are 20,000."""
    await storm(tmp_path, world, seed, keys=400)


@pytest.mark.soak
async def test_two_hundred_sizes_leave_every_screen_legible(tmp_path: Path) -> None:
    """Every screen in every state takes its part of 200 sizes from 20x6 to 300x80."""
    dice = random.Random(0)
    sizes = iter([(dice.randint(20, 300), dice.randint(6, 80)) for _ in range(200)])
    count = 0
    async with opened(copy_of(tmp_path), glyphs="block") as drive:
        while count < 200:
            async for scene in walk(drive):
                for size in islice(sizes, 3):
                    count += 1
                    await drive.resize(*size)
                    assert drive.running
                    assert shown(drive) == scene.shows, (scene.name, size)
                    lines = drive.lines()
                    assert {cell_len(line) for line in lines} == {size[0]}, (scene.name, size)
                    assert len(lines) == size[1], (scene.name, size)
    assert load(drive.path).project is not None
