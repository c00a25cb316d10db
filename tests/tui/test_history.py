"""The history: who changed what and when, going back within a session, versions of earlier ones."""

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model.editing.session import Session
from model.editing.telling import told_between
from model.files.earlier import Earlier
from model.files.keeping import Kept, Kind
from model.files.loading import load
from model.files.rights import user_of
from model.files.snapshots import Snapshot
from tests.tui.driving import SAMPLE, TODAY, Drive, opened
from tests.tui.shops import PAY, SHOP
from tests.tui.views.worlds import assert_ascii, assert_shape
from tui.acts.changing import nudge
from tui.acts.goingback import happened, select_moment
from tui.lists.chronicle import Chronicle, Version
from tui.pictures.glyphs import ASCII
from tui.pictures.picture import Look, plain_text
from tui.views.frame import screen_picture
from tui.workspace import Workspace

ME = user_of(os.geteuid())


def listed(drive: Drive) -> list[str]:
    """The lines of the history without time and person."""
    found = []
    for line in drive.lines()[2:]:
        if line.startswith("---"):
            break
        moment = rf"(?:\d\d:\d\d|\d{{4}}-\d\d-\d\d) +(?:{re.escape(ME[:9])}\S* +)?"
        found.append(re.sub(moment, "", line[1:]).strip())
    return [each for each in found if each]


def delivered(drive: Drive, touchpoint: str) -> object:
    found = drive.project.touchpoint(touchpoint)
    assert found is not None
    return found.expectations[0].delivered


async def test_going_back_and_on_again_is_undo_and_redo(path: Path) -> None:
    async with opened(path, (100, 30)) as drive:
        first = drive.project
        await drive.keys("d5<enter>d4<enter>w3<enter>H")
        assert listed(drive)[:5] == [
            "THIS SESSION",
            "*Weight 1 > 3 on 'Web shop'",
            "Delivered 5.0 > 4.0 on 'Web shop'",
            "Delivered 6.0 > 5.0 on 'Web shop'",
            "on disk shop.toml as it was read",
        ]
        assert f" {ME} " in drive.lines()[3]
        await drive.keys("jj")
        assert "Enter goes back here: it undoes 2 edits." in drive.text()
        await drive.keys("<enter>")
        assert delivered(drive, "web") == 5
        assert drive.said.startswith("2 edits undone; U does them again")
        assert "undone: Weight 1 > 3 on 'Web shop'" in listed(drive)
        await drive.keys("<home><enter>")
        assert drive.said.startswith("2 edits done again.")
        assert (delivered(drive, "web"), drive.workspace.unsaved) == (4, True)
        await drive.keys("jjj<enter>")
        assert drive.project is first
        assert not drive.workspace.unsaved
        await drive.keys("<enter>")
        assert drive.said == "This is how the project stands."
        await drive.keys("U")
        assert delivered(drive, "web") == 5


async def test_what_others_saved_is_told_and_never_taken_back(path: Path) -> None:
    async with opened(path, (100, 30)) as drive:
        await drive.keys("d5<enter>")
        path.write_text(SHOP.replace(PAY, "delivered = 8").replace('"Ana"', '"Bo"'))
        await drive.look_around()
        await drive.keys("d4<enter>H")
        assert listed(drive)[1].startswith("*Delivered 5.0 > 4.0 on 'Web shop'")
        assert listed(drive)[2].startswith("Owner Ana > Bo on 'Web shop', and 1 more")
        assert listed(drive)[3].startswith("Delivered 6.0 > 5.0 on 'Web shop'")
        await drive.keys("j<enter>")
        assert "nothing to go back to" in drive.said
        assert "Delivered 9 min > 8 min on 'Paying / Time to pay'" in drive.text()
        await drive.keys("<end>")
        for _ in range(9):
            if "as it was read" in next(line for line in drive.lines() if line.startswith(">")):
                break
            await drive.keys("k")
        await drive.keys("<enter>")
        assert (delivered(drive, "web"), delivered(drive, "pay")) == (6, 8)
        assert not drive.workspace.unsaved


async def test_a_save_and_a_version_of_an_earlier_session(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d5<enter><ctrl+s>")
        await drive.until(lambda: not drive.workspace.unsaved)
    async with opened(path, (100, 30)) as drive:
        await drive.keys("d4<enter><ctrl+s>")
        await drive.until(lambda: not drive.workspace.unsaved)
        await drive.keys("H")
        await drive.until(lambda: "found in the file" in drive.text())
        await drive.settle()
        assert listed(drive) == [
            "THIS SESSION",
            "Saved shop.toml",
            "*on disk Delivered 5.0 > 4.0 on 'Web shop'",
            "shop.toml as it was read",
            "EARLIER VERSIONS",
            "saved: Delivered 5.0 > 4.0 on 'Web shop'",
            "saved: Delivered 6.0 > 5.0 on 'Web shop'",
            "found in the file: the oldest one",
        ]
        await drive.keys("<end>")
        assert "Enter compares it" in drive.text()
        await drive.keys("<enter>")
        await drive.until(lambda: drive.workspace.view == "compare")
        await drive.settle()
        # With its day where the clock has left the day of the tests.
        assert re.search(r"Compare  found (\d{4}-\d\d-\d\d )?\d\d:\d\d", drive.lines()[0])
        assert re.search(r"Web shop .* 6\.0 > 4\.0", drive.text())
        await drive.keys("v")
        assert delivered(drive, "web") == 6
        assert drive.workspace.unsaved
        await drive.keys("u<escape>")
        assert drive.workspace.view == "history"
        await drive.keys("<escape>")
        assert drive.workspace.view == "board"


async def test_versions_are_looked_for_each_time_and_none_is_fine(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(path.parent))
    async with opened(path) as drive:
        await drive.keys("H")
        await drive.until(lambda: drive.workspace.chronicle.versions == ())
        assert "EARLIER" not in drive.text()
        await drive.keys("S<enter>")
        await drive.until(lambda: "kept" in drive.said)
        await drive.keys("H")
        await drive.until(lambda: "snapshot: the oldest one" in drive.text())
        # A large or broken one is only read for whoever asks; it never stops the rest.
        copy = next((path.parent / ".snapshots/shop").iterdir())
        copy.with_name("2026-11-20.toml").write_text("broken [")
        await drive.keys("H")
        await drive.until(lambda: "snapshot: Enter shows what differs" in drive.text())
        await drive.keys("<end><enter>")
        await drive.until(lambda: "cannot be compared with" in drive.said or "Error" in drive.text())


async def test_what_if_and_a_read_only_file_go_back_nowhere(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d5<enter>xd3<enter>H<end>")
        await drive.keys("k" * 9 + "j<enter>")
        assert "Leave what-if with x first" in drive.said
        assert drive.workspace.plan.unsaved
        assert "Delivered 6.0 > 5.0 on 'Web shop'" in drive.text()
        assert "6 > 3" not in drive.text()


def _worked_on() -> Workspace:
    """A session of two edits, one of them undone, with a save, a merge and versions behind it."""
    loaded = load(SAMPLE)
    assert loaded.project is not None
    began = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    times = iter(datetime(2026, 11, 22, 10, minute, tzinfo=UTC) for minute in range(60))
    workspace = Workspace.opening(
        Session.opened(loaded.project, loaded.raw),
        "shop.toml",
        TODAY,
        user="dev",
        clock=lambda: next(times),
        chronicle=Chronicle(began),
    )
    once = nudge(workspace, "delivered", 1)
    heard = happened(once, "ana", "Owner Jo > Sam on 'Ready when we said', and 1 more", ("Owner Jo > Sam",))
    twice = nudge(happened(heard, "dev", "Saved shop.toml"), "delivered", 2)
    kept = [
        Earlier(SAMPLE, Kept(Path("a.toml"), datetime(2026, 11, day, 8, 30, tzinfo=UTC), kind))
        for day, kind in ((20, Kind.SAVED), (19, Kind.FOUND))
    ]
    versions = (
        Version(kept[0], told_between(loaded.project, once.project)),
        Version(kept[1], first=True),
        Version(Earlier(SAMPLE, Snapshot(Path("b.toml"), datetime(2026, 11, 18, tzinfo=UTC).date(), "v1"))),
    )
    there = replace(twice.at(twice.session.undo()), view="history", message=None)
    return replace(there, chronicle=replace(there.chronicle, versions=versions))


def test_the_history_as_a_person_sees_it() -> None:
    workspace = _worked_on()
    text = plain_text(screen_picture(workspace, Look(ASCII), 80, 24))
    lines = [" ".join(re.sub(r"\d\d:\d\d", "TIME", each).split()) for each in text.splitlines()[2:11]]
    assert lines == [
        "THIS SESSION",
        "TIME dev undone: Delivered 8.6 > 9.6 on 'Website first look / P..",
        "TIME dev Saved shop.toml",
        "TIME ana Owner Jo > Sam on 'Ready when we said', and 1 more",
        ">*TIME dev Delivered 8.1 > 8.6 on 'Website first look / Prices ea..",
        "TIME dev on disk shop.toml as it was read",
        "EARLIER VERSIONS",
        "2026-11-20 somebody saved: Delivered 8.1 > 8.6 on 'Website first look / Pr..",
        "2026-11-19 found in the file: the oldest one",
    ]
    assert "- Delivered 8.1 > 8.6 on 'Website first look / Prices easy to find'" in text
    wide = plain_text(screen_picture(workspace, Look(ASCII), 140, 40))
    assert "| - Delivered 8.1 > 8.6" in re.sub(r" +", " ", wide)


def test_every_line_of_the_history_keeps_its_columns_at_every_size() -> None:
    workspace = _worked_on()
    for at in range(8):
        there = select_moment(workspace, at)
        for width in (20, 39, 40, 59, 60, 80, 119, 120, 200):
            for height in (6, 9, 16, 30):
                for look in (Look(), Look(ASCII, only_ascii=True)):
                    picture = screen_picture(there, look, width, height)
                    assert_shape(picture, width, height)
                    if look.only_ascii:
                        assert_ascii(picture)
