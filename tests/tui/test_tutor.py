"""The tutor: done by following its own text alone, on a copy, with nothing of one's own touched."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from tests.tui.driving import Drive, opened
from tests.tui.shops import shop
from tui.keymap import STANDARD, keymap_of
from tui.opening import Wishes
from tui.registry.keytable import key_label
from tui.screens.choice import Choice
from tui.tutor.lesson import TASKS

_KEY_OF = {key_label(key): key for command in STANDARD.commands for key in command.keys}


def task_on(screen: str) -> str:
    """The lines of the tutor at the bottom of a screen, as one line."""
    lines = screen.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(" TUTOR"))
    return " ".join(line.strip() for line in lines[start:-2])


def keys_in(text: str) -> list[str]:
    """What the text says is to be pressed, in its order: keys by their names, else letter by letter."""
    keys: list[str] = []
    for named in re.findall(r"\[([^\]]+)\]", text):
        keys += (
            [_KEY_OF.get(named, named.lower())]
            if named in _KEY_OF or re.fullmatch(r"F\d", named)
            else list(named)
        )
    return keys


def copies(folder: Path) -> list[Path]:
    """The private copies of the sample that are there."""
    return list(folder.glob("gapline-*"))


@pytest.fixture(autouse=True)
def _copies_go_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


async def follow_the_text(drive: Drive) -> list[str]:
    """Do what the screen says until it says that all is done; the texts that stood there."""
    texts: list[str] = []
    # A task may say one step and then the next; none says more than four.
    for _ in range(4 * len(TASKS)):
        text = task_on(drive.text())
        if "all 7 done" in text:
            return texts
        assert texts[-3:].count(text) < 3, f"what it says leads nowhere: {text}"
        texts.append(text)
        await drive.keys(keys_in(text))
    raise AssertionError("\n".join(texts))


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_it_can_be_finished_by_following_its_own_text_alone(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = shop(tmp_path)
    before = path.read_bytes()
    async with opened(path, size) as drive:
        await drive.keys("d7<enter>j")
        own = drive.workspace
        await drive.command("tutor")
        texts = await follow_the_text(drive)
        tasks = {text[:13]: text for text in reversed(texts)}
        assert len(tasks) == 7
        assert all(("Well done" in text) is (at < 6) for at, text in enumerate(tasks.values()))
        end = task_on(drive.text())
        assert keys_in(end) == ["ctrl+q"]
        await drive.keys(keys_in(end))
        assert drive.workspace.lesson is None
        assert (drive.workspace.session, drive.workspace.selected) == (own.session, own.selected)
        assert drive.workspace.unsaved
        assert "All seven tasks are done" in drive.said
        assert path.read_bytes() == before
        # It was really left: what is done now is done in one's own project, and kept.
        await drive.keys(["ctrl+s"])
        assert path.read_bytes() != before
        assert not drive.workspace.unsaved
    assert not copies(tmp_path)


def keymap(**keys: str | list[str]) -> Wishes:
    found, problems = keymap_of({name.replace("_", "."): key for name, key in keys.items()})
    assert not problems
    return Wishes(presence=False, keymap=found, read_only=True)


async def test_it_names_the_keys_of_this_person_also_where_a_command_has_none(tmp_path: Path) -> None:
    """A project that nobody may change: the copy can be changed all the same."""
    wishes = keymap(undo="F5", set_delivered="z", action=[], move_right="o", basis=[], goto="F6", line=[])
    async with opened(shop(tmp_path), wishes=wishes) as drive:
        await drive.keys(["tab", *"tutor", "enter"])
        texts = " ".join(await follow_the_text(drive))
        assert {"[o]", "[z]", "[F5]", "[F6]", "[Tab] [action] [Enter]"} <= set(
            re.findall(r"\[Tab\] \[action\] \[Enter\]|\[\w+\]", texts)
        )
        await drive.keys("Q")
        assert drive.workspace.read_only


async def test_it_is_left_and_taken_up_again_where_it_was(tmp_path: Path) -> None:
    path = shop(tmp_path)
    async with opened(path) as drive:
        await drive.keys("x")
        own = drive.workspace
        assert own.trying
        await drive.command("tutor")
        await drive.keys(["right", "down", "down", "+", "q"])
        assert (drive.workspace.session, drive.workspace.trial) == (own.session, own.trial)
        assert ":tutor goes on" in drive.said
        await drive.command("tutor")
        assert "go on with task 2 of 7: read a gap" in drive.text()
        await drive.keys(["enter"])
        assert "TUTOR  2 of 7" in drive.text()
        assert drive.workspace.unsaved
        # Read again, its file is the lesson's, and the lesson goes on.
        await drive.keys(["R", "D"])
        assert not drive.workspace.unsaved
        assert "TUTOR  2 of 7" in drive.text()
        # In the lesson the same command begins it again, or leaves it.
        await drive.command("tutor")
        await drive.keys("b")
        assert "TUTOR  1 of 7" in drive.text()
        await drive.keys(["right", "down"])
        await drive.command("tutor")
        await drive.keys("l")
        assert drive.workspace.trial == own.trial
        assert len(copies(tmp_path)) == 1
    assert not copies(tmp_path)
    # On another day it goes on there too, with another copy.
    async with opened(path) as drive:
        await drive.command("tutor")
        await drive.keys("r")
        assert "TUTOR  2 of 7" in drive.text()
        await drive.keys(["ctrl+q"])
        assert "task 2 of 7" in drive.said


async def test_a_lost_connection_in_the_lesson_loses_nothing_of_ones_own(tmp_path: Path) -> None:
    path = shop(tmp_path)
    async with opened(path) as drive:
        await drive.keys("d7<enter>")
        await drive.command("tutor")
        await drive.keys("+")
        drive.app.end(129, "connection lost")
    drive.app.keeping.close()
    assert not copies(tmp_path)
    async with opened(path) as drive:
        assert isinstance(drive.top, Choice)
        assert drive.top.note.startswith("1 edit was not saved (connection lost ")
        await drive.keys("a")
        assert drive.workspace.unsaved


async def test_the_task_leaves_room_for_the_view_in_every_size(tmp_path: Path) -> None:
    async with opened(shop(tmp_path)) as drive:
        await drive.command("tutor")
        for size in ((20, 6), (20, 10), (39, 12), (60, 16), (80, 24), (140, 40), (180, 50)):
            await drive.resize(*size)
            assert drive.aligned(), size
            lines = drive.text().splitlines()
            assert lines[0].startswith(" sample.tom"), size
            assert lines[-1].startswith(" ? keys"), size
            assert " TUTOR  1 of 7" in drive.text(), size
            assert ("[Down]" in drive.text()) is (size[1] > 6), size
