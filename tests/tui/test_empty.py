"""Where there is nothing to show, every view says which key helps, and that key does."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from model.editing.session import Session
from model.files.loading import load
from tests.tui.driving import TODAY, Drive, opened
from tests.tui.shops import shop
from tui.keymap import STANDARD
from tui.opening import Wishes
from tui.pictures.glyphs import ASCII
from tui.pictures.picture import Look, Picture, plain_text
from tui.registry.command import VIEWS
from tui.registry.keytable import key_label
from tui.screens.choice import Choice
from tui.screens.prompt import Prompt
from tui.views.frame import screen_picture
from tui.widgets.canvas import Canvas
from tui.workspace import Workspace

PROJECT = 'format = 1\n[project]\nname = "New"\n'
STAGE = '[[stages]]\nid = "order"\nname = "Order"\n'
TOUCHPOINT = '[[touchpoints]]\nid = "web"\nstage = "order"\nname = "Web shop"\n'
ROW = '[[touchpoints.expectations]]\nid = "fast"\nname = "It is fast"\nkind = "count"\n'
EMPTY = {
    "no stage": PROJECT,
    "a stage without touchpoints": PROJECT + STAGE,
    "a touchpoint without rows": PROJECT + STAGE + TOUCHPOINT,
    "a row without numbers": PROJECT + STAGE + TOUCHPOINT + ROW,
}
ALWAYS_SOMETHING = {"history", "findings"}
"""Views in which the file itself, or what the rules say about its emptiness, can be looked at."""
WITH_A_ROW = {"board", "detail", "working", "priorities"}
"""Views in which a row without numbers is something to look at."""
_KEY_OF = {key_label(key): key for command in STANDARD.commands for key in command.keys}


def keys_in(picture: Picture) -> list[str]:
    """What is drawn as a key between the first line and the hint line."""
    return [span.text for line in picture[1:-1] for span in line if span.role.split()[0] == "key"]


def keys_named(drive: Drive) -> list[str]:
    return keys_in(drive.one("#picture", Canvas).picture)


async def press(drive: Drive, key: str) -> None:
    """Press it; something has to come of it that is no refusal."""
    before = drive.workspace, drive.top
    await drive.keys([_KEY_OF.get(key, key)])
    assert (drive.workspace, drive.top) != before, (key, drive.text())
    message = drive.workspace.message
    assert message is None or message.kind != "error", (key, drive.said)


async def to_the_journey(drive: Drive, key: str = "") -> None:
    """Out of whatever asks, taking what it offers, unless `key` is one of its own."""
    while drive.workspace.box is not None:
        await drive.keys(["escape"])
    while drive.top is not drive.journey:
        if isinstance(drive.top, Choice) and key in [each.key for each in drive.top.options]:
            return
        await drive.keys(["enter" if isinstance(drive.top, Prompt) else "escape"])


@pytest.mark.parametrize("what", EMPTY)
async def test_a_key_that_helps_is_named_and_does(tmp_path: Path, what: str) -> None:
    path = shop(tmp_path, EMPTY[what])
    async with opened(path, wishes=Wishes()) as drive:
        for view in ("messages", *VIEWS[:-1]):
            drive.journey.run_command(f"view.{view}" if view != "working" else view)
            await drive.settle()
            for key in keys_named(drive):
                await to_the_journey(drive, key)
                await press(drive, key)
            await to_the_journey(drive)
            if drive.workspace.trying:
                await drive.keys("x")
        assert path.read_text() == EMPTY[what]


@pytest.mark.parametrize("what", EMPTY)
def test_a_key_is_named_in_every_view_and_size(tmp_path: Path, what: str) -> None:
    loaded = load(shop(tmp_path, EMPTY[what]))
    assert loaded.project is not None
    session = Session.opened(loaded.project, loaded.raw)
    for view, size in product(VIEWS, [(24, 9), (30, 12), (59, 18), (80, 24), (140, 40)]):
        if view in ALWAYS_SOMETHING or (what == "a row without numbers" and view in WITH_A_ROW):
            continue
        workspace = replace(Workspace.opening(session, "shop.toml", TODAY), view=view)
        picture = screen_picture(workspace, Look(ASCII), *size)
        assert keys_in(picture), (view, size, plain_text(picture))


async def test_a_filter_without_matches_says_the_way_out(tmp_path: Path) -> None:
    async with opened(shop(tmp_path)) as drive:
        await drive.keys("/nothing<enter>")
        assert "No row matches." in drive.text()
        assert keys_named(drive) == ["Esc", "/"]
        await press(drive, "Esc")
        assert not drive.workspace.listing.text
        # Notes and ignored findings are lists of their own.
        await drive.keys("inoted<enter>")
        drive.journey.run_command("view.notes")
        await drive.keys("/nothing<enter>")
        assert keys_named(drive) == ["Esc", "/"]
        await press(drive, "Esc")
        assert "noted" in drive.text()
        await drive.keys("gfv")
        assert keys_named(drive) == ["v"]
        await press(drive, "v")


async def test_what_cannot_be_changed_is_not_offered(tmp_path: Path) -> None:
    wishes = Wishes(presence=False, read_only=True)
    async with opened(shop(tmp_path, EMPTY["no stage"]), wishes=wishes) as drive:
        assert "no stage yet" in drive.text()
        assert "adds a stage" not in drive.text()
