"""Other people on the screen: who is here, who has the pen, which editor is open, why nothing can change."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from model.files.presence import prefix_of, this_machine
from model.files.rights import user_of
from tests.tui.driving import Drive, opened
from tests.tui.shops import SHOP
from tui.opening import Wishes

ME = user_of(os.geteuid())
VISIBLE = Wishes(presence=True)


def other(path: Path, pid: int, **more: object) -> Path:
    """Another session of Gapline at the same file."""
    file = path.with_name(f"{prefix_of(path.name)}x.{pid}")
    file.write_text(json.dumps({"here": 1, "machine": this_machine(), "since": 1e9, **more}))
    return file


def title(drive: Drive) -> str:
    return drive.lines()[0]


async def test_the_first_line_says_who_else_is_here_where_there_is_room(path: Path, child: int) -> None:
    file = other(path, child)
    async with opened(path) as drive:
        assert "here" not in title(drive)
        await drive.look_around()
        assert f"2 here: {ME}, you  journey" in title(drive)
        # The journey and the place give way to nobody; nothing is cut in the middle of a name.
        for width in range(20, 141):
            await drive.resize(width, 24)
            assert drive.aligned()
            found = re.search(r"2 here\S*.*", title(drive))
            assert found is None or re.match(rf"2 here(: {ME}, you)?  ", found[0]), width
        file.unlink()
        await drive.look_around()
        assert "here" not in title(drive)


async def test_the_list_says_who_is_where_since_when_and_leads_there(path: Path, child: int) -> None:
    file = other(path, child, touchpoint="ship", row="calls", doing="edit")
    async with opened(path) as drive:
        await drive.look_around()
        await drive.keys("gh")
        assert re.search(
            rf"1 {ME}  editing at Shipping, Calls needed  since \d{{4}}-\d\d-\d\d \d\d:\d\d", drive.text()
        )
        await drive.keys("1")
        assert drive.workspace.selected == ("ship", "calls")
        file.unlink()
        await drive.look_around()
        await drive.keys("gh")
        assert "Nobody else has this file open" in drive.said


async def test_who_is_at_the_same_place_is_said_while_there_is_nothing_else_to_say(
    path: Path, child: int
) -> None:
    other(path, child, touchpoint="web", doing="edit")
    async with opened(path) as drive:
        await drive.look_around()
        assert drive.lines()[-2].rstrip() == f" {ME} is editing here too."
        await drive.keys("j")
        assert "here too" not in drive.lines()[-2]


async def test_others_see_this_session_and_no_longer_when_it_has_left(path: Path) -> None:
    async with opened(path, wishes=VISIBLE) as drive:
        await drive.look_around()
        (file,) = [each for each in path.parent.iterdir() if each != path]
        assert file.name == f".shop.toml.here.{ME}.{os.getpid()}"
        said = json.loads(file.read_text())
        assert (said["touchpoint"], said["doing"]) == ("web", "view")
        await drive.keys("Ld5")
        said = json.loads(file.read_text())
        assert said["pen"] > 0
        await drive.keys("<escape>q")
    assert list(path.parent.iterdir()) == [path]


async def test_the_pen_is_shown_and_locks_nobody_out(path: Path, child: int) -> None:
    file = other(path, child, pen=1000.0)
    async with opened(path, wishes=VISIBLE) as drive:
        await drive.look_around()
        assert f"{ME} has the pen now" in drive.said
        assert f"pen: {ME}" in title(drive)
        await drive.keys("d7<enter>")
        assert f"{ME} has the pen" in drive.said
        assert "Delivered 6.0 > 7.0" in drive.said
        # Told once.
        await drive.keys("d8<enter>")
        assert "pen" not in drive.said
        await drive.keys("L")
        assert "pen: you" in title(drive)
        await drive.look_around()
        assert "pen: you" in title(drive)
        # Somebody takes it later than this session did.
        other(path, child, pen=drive.workspace.others.pen + 1)
        await drive.look_around()
        assert f"{ME} took the pen." in drive.said
        assert f"pen: {ME}" in title(drive)
        file.unlink()
        await drive.look_around()
        assert "put the pen down" in drive.said
        assert "pen" not in title(drive)
        await drive.keys("LL")
        assert "pen" not in title(drive)


async def test_without_presence_nothing_is_written_and_the_pen_says_why(path: Path, child: int) -> None:
    async with opened(path, wishes=Wishes(presence=False)) as drive:
        await drive.look_around()
        await drive.keys("L")
        assert "presence is off in your settings" in drive.lines()[-2]
        assert "pen" not in title(drive)
        assert list(path.parent.iterdir()) == [path]
        # Those who are there are seen all the same.
        other(path, child)
        await drive.look_around()
        assert "2 here" in title(drive)


async def test_an_editor_that_has_the_file_open_is_told_once(path: Path) -> None:
    lock = path.with_name(".#shop.toml")
    async with opened(path) as drive:
        lock.symlink_to("ana@elsewhere.17")
        await drive.look_around()
        assert drive.said == f"{ME} has this open in emacs, unsaved."
        await drive.keys("d7<enter>")
        await drive.look_around()
        assert "emacs" not in drive.said
        await drive.keys("gh")
        assert "emacs, unsaved" in drive.said


async def test_an_error_that_was_not_read_stays_in_front_of_a_notice(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("dx<enter><escape>")
        drive.journey.show(drive.workspace.saying("Something is wrong.", "error"))
        path.with_name(".#shop.toml").symlink_to("ana@elsewhere.17")
        await drive.look_around()
        assert drive.said == "Something is wrong."
        await drive.keys("gm")
        assert "has this open in emacs" in drive.text()


@pytest.mark.parametrize(
    ("text", "wishes", "words"),
    [
        (SHOP, Wishes(read_only=True), "--read-only"),
        (SHOP.replace("format = 1", "format = 9"), Wishes(), "newer format"),
        (SHOP.replace("delivered = 9", "delivered = -9"), Wishes(), "1 problem"),
    ],
)
async def test_the_first_line_says_why_nothing_can_change(
    path: Path, text: str, wishes: Wishes, words: str
) -> None:
    path.write_text(text)
    async with opened(path, wishes=wishes) as drive:
        assert f"READ-ONLY: {words}" in title(drive)
        await drive.command("save.beside")
        assert ("mend the file first" in drive.said) == (words == "1 problem")
        assert path.with_name(f"shop.{ME}.toml").exists() == (words != "1 problem")
        await drive.keys("gbd")
        assert "Error: Nothing can be changed: " in drive.foot
        for width in range(20, 100, 7):
            await drive.resize(width, 24)
            assert "READ-ONLY" in title(drive)
            assert drive.aligned()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs two users")
async def test_a_file_of_somebody_else_is_told_at_once(path: Path, tmp_path: Path) -> None:
    path.chmod(0o644)
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from model.files.loading import load\n"
        "from tui.opening import Wishes, today_of_clock, workspace_of\n"
        "loaded = load(Path(sys.argv[1]))\n"
        "os.setgid(12345); os.setuid(12345)\n"
        "found = workspace_of(loaded, Wishes(presence=False), today_of_clock())\n"
        "print(found.read_only_why, '|', found.read_only)\n"
    )
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and folder.name.startswith("pytest"):
            folder.chmod(folder.stat().st_mode | 0o055)
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert done.stdout.startswith("not yours to write | you may not write this file of")


async def test_f_takes_this_screen_along_until_its_reader_moves(path: Path, child: int) -> None:
    other(path, child, view="board", touchpoint="ship", row="calls")
    async with opened(path) as drive:
        await drive.look_around()
        await drive.keys("F1")
        assert f"FOLLOWING {ME}" in title(drive)
        assert drive.workspace.selected == ("ship", "calls")
        assert "stop following" in drive.lines()[-1]
        other(path, child, view="detail", touchpoint="pay", row="works")
        await drive.look_around()
        assert (drive.workspace.view, drive.workspace.selected) == ("detail", ("pay", "works"))
        # What somebody types stays in front of them; the screen goes on afterwards.
        await drive.keys("d0.5")
        other(path, child, view="curve", touchpoint="web", row="prices")
        await drive.look_around()
        assert (drive.workspace.view, drive.workspace.selected) == ("detail", ("pay", "works"))
        await drive.keys("<enter>")
        await drive.look_around()
        assert (drive.workspace.view, drive.workspace.selected) == ("curve", ("web", "prices"))
        assert f"FOLLOWING {ME}" in title(drive)
        for width, height in ((20, 6), (40, 12), (140, 40)):
            await drive.resize(width, height)
            assert "FOLLOWING" in title(drive)
            assert drive.aligned()
        await drive.keys("j")
        assert f"You no longer follow {ME}. F follows again." in drive.said
        assert "FOLLOWING" not in title(drive)
        other(path, child, view="board", touchpoint="ship", row="calls")
        await drive.look_around()
        assert drive.workspace.view == "curve"


async def test_following_ends_by_going_elsewhere_and_not_by_an_edit(path: Path, child: int) -> None:
    other(path, child, view="board", touchpoint="web", row="prices")
    async with opened(path) as drive:
        await drive.look_around()
        await drive.keys("F1d7<enter>uUu")
        assert f"FOLLOWING {ME}" in title(drive)
        await drive.keys("F")
        # Also where there is nothing further up.
        for own_way in ("k", "gd", "/ship<enter><escape>", "x", "gp", "="):
            await drive.keys("gb" if drive.workspace.view != "board" else "")
            await drive.keys("F1")
            assert "FOLLOWING" in title(drive), own_way
            await drive.keys(own_way)
            assert "FOLLOWING" not in title(drive), own_way
            assert any("no longer follow" in each.whole for each in drive.workspace.messages[-2:]), own_way
            await drive.keys("x" if own_way == "x" else "<escape>")


async def test_f_stops_it_and_whoever_leaves_ends_it(path: Path, child: int) -> None:
    file = other(path, child, view="board", touchpoint="ship", row="calls")
    async with opened(path) as drive:
        await drive.look_around()
        await drive.keys("F1")
        await drive.keys("F")
        assert drive.said == f"You no longer follow {ME}."
        await drive.keys("F1")
        file.unlink()
        await drive.look_around()
        assert drive.said == f"{ME} has left: nobody is followed any more."
        assert "FOLLOWING" not in title(drive)
        await drive.keys("F")
        assert "Nobody else has this file open" in drive.text()


async def test_two_do_not_follow_each_other(path: Path, child: int) -> None:
    other(path, child, view="board", touchpoint="ship", row="calls", after=os.getpid())
    async with opened(path) as drive:
        await drive.look_around()
        await drive.keys("F1")
        assert drive.said == f"{ME} follows you: nobody would lead."
        assert "FOLLOWING" not in title(drive)


@pytest.mark.parametrize("view", ["nowhere", "", "messages", "review", "whatif", "compare", "minutes"])
async def test_a_view_that_is_only_theirs_or_unknown_leaves_a_view_that_can_be_drawn(
    path: Path, child: int, view: str
) -> None:
    other(path, child, view=view, touchpoint="gone", row="x", item="none")
    async with opened(path) as drive:
        await drive.look_around()
        await drive.keys("F1")
        assert drive.workspace.view in ("board", "detail")
        assert drive.workspace.selected == ("web", "prices")
        assert drive.aligned()


async def test_others_are_told_where_this_screen_is_and_whom_it_follows(path: Path, child: int) -> None:
    other(path, child, view="promises", touchpoint="ship", item="p")
    async with opened(path, wishes=VISIBLE) as drive:
        await drive.look_around()
        await drive.keys("F1")
        drive.app.attending.say(drive.app.attending.here(drive.workspace), now=True)
        (file,) = path.parent.glob(f".*.{os.getpid()}")
        said = json.loads(file.read_text())
        assert (said["view"], said["touchpoint"], said["item"], said["after"]) == (
            "promises",
            "ship",
            "p",
            child,
        )
