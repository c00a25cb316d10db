"""Comparing in the running dashboard: the keys S and C, the list, the way to a row and back."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.tui.driving import SAMPLE, Drive, opened
from tui.opening import Wishes


async def compared(drive: Drive, words: str) -> None:
    """Compare with the version in whose line of the list these words stand; its number is that line's key."""
    await drive.keys("C")
    await drive.until(lambda: words in drive.text())
    line = next(each for each in drive.lines() if words in each)
    key = re.search("([1-9]) (?:git|saved|found|snapshot) ", line)
    assert key is not None
    await drive.keys(key[1])
    await drive.until(lambda: drive.workspace.view == "compare")
    await drive.settle()


async def test_a_snapshot_then_an_edit_then_a_comparison(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("Sbefore lunch<enter>")
        await drive.until(lambda: "kept" in drive.said)
        assert drive.said == "Snapshot 2026-11-22-before-lunch.toml kept in .snapshots. C compares."
        copy = project.parent / ".snapshots/shop/2026-11-22-before-lunch.toml"
        assert copy.read_bytes() == project.read_bytes()
        await drive.keys("jd5<enter>")
        edited = drive.workspace.selected
        await compared(drive, "before-lunch")
        assert "Compare  2026-11-22 'before-lunch" in drive.lines()[0]
        assert "better" in drive.text()
        assert drive.aligned()
        await drive.keys("<enter>")
        assert (drive.workspace.view, drive.workspace.selected) == ("detail", edited)
        await drive.keys("<escape>")
        assert drive.workspace.view == "compare"
        await drive.keys("<escape>")
        assert drive.workspace.view == "board"
        await drive.command("view.compare")
        await drive.keys("u")
        assert "No differences." in drive.text()


async def test_a_kept_version_comes_back_as_one_edit_and_the_file_waits_for_a_save(project: Path) -> None:
    first = project.read_bytes()
    async with opened(project) as drive:
        then = drive.project
        await drive.keys("jd5<enter>w3<enter>")
        await drive.command("delete")
        await drive.keys("<ctrl+s>")
        await drive.until(lambda: "Saved" in drive.said)
        second = project.read_bytes()
        await drive.command("version.restore")
        assert drive.said.startswith("C chooses a version")
        await drive.keys("C")
        await drive.until(lambda: "found" in drive.text())
        line = next(each for each in drive.lines() if "found" in each)
        await drive.keys(line.split("found")[0].split()[-1])
        await drive.until(lambda: drive.workspace.view == "compare")
        await drive.keys("v")
        assert drive.said.startswith("Brought back as one edit: found ")
        assert "found" in drive.said
        assert drive.project.to_data() == then.to_data()
        assert "No differences." in drive.text()
        assert project.read_bytes() == second
        await drive.keys("v")
        assert drive.said.startswith("Nothing to bring back: ")
        await drive.keys("u")
        assert not drive.workspace.unsaved
        await drive.keys("U<ctrl+s>")
        await drive.until(lambda: "Saved" in drive.said)
        assert tomllib.loads(project.read_text()) == tomllib.loads(first.decode())
        assert drive.workspace.session.undo().project.to_data() != then.to_data()


async def test_nothing_is_brought_back_into_a_file_that_cannot_change_or_while_trying(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("S<enter>")
        await drive.until(lambda: "kept" in drive.said)
        await drive.keys("xn")
        await drive.until(lambda: drive.workspace.trying)
        await drive.keys("d5<enter>C1")
        await drive.until(lambda: drive.workspace.view == "compare")
        await drive.keys("v")
        assert "Leave what-if with x first" in drive.said
    async with opened(project, wishes=Wishes(read_only=True)) as drive:
        await drive.keys("C1")
        await drive.until(lambda: drive.workspace.view == "compare")
        await drive.keys("v")
        assert "Nothing can be changed" in drive.said


async def test_what_is_not_saved_is_not_in_a_snapshot(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("jd5<enter>S<enter>")
        await drive.until(lambda: "kept" in drive.said)
        assert drive.said.endswith("What is not saved yet is not in it.")
        assert (project.parent / ".snapshots/shop/2026-11-22.toml").read_bytes() == SAMPLE.read_bytes()
        await drive.keys("S<escape>")
        assert len(list((project.parent / ".snapshots/shop").iterdir())) == 1


async def test_with_nothing_to_compare_with_it_says_how_to_make_something(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(project.parent))
    async with opened(project, view="compare") as drive:
        assert "Nothing to compare with yet." in drive.text()
        await drive.keys("C")
        await drive.until(lambda: "S makes one." in drive.said)


@pytest.mark.needs_tool("git")
async def test_revisions_and_snapshots_stand_in_one_list(project: Path) -> None:
    who = ("git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "shop.toml"), ("commit", "-q", "-m", "One [@click=app.quit]x[/]")):
        subprocess.run([*who, *words], cwd=project.parent, check=True, capture_output=True)
    project.write_text(project.read_text().replace("delivered = 34", "delivered = 20", 1))
    async with opened(project) as drive:
        await drive.keys("S<enter>")
        await drive.until(lambda: "kept" in drive.said)
        await drive.keys("C")
        await drive.until(lambda: "One [@click=app.quit]x[/]" in drive.text())
        assert "snapshot 2026-11-22" in drive.text()
        await drive.keys("<escape>")
        await compared(drive, "One [@click")
        assert "Time on the bike" in drive.text()
        assert "One [@cl.." in drive.lines()[0]


async def test_a_version_that_cannot_be_read_is_told(project: Path) -> None:
    folder = project.parent / ".snapshots" / "shop"
    folder.mkdir(parents=True)
    (folder / "2026-01-01.toml").write_text("format = = 1\n")
    (folder / "2026-01-02.toml").write_text('format = 1\n[project]\nnme = "x"\n')
    async with opened(project) as drive:
        for key, words in (("2", "2026-01-01.toml:1:10"), ("1", "cannot be compared with")):
            await drive.keys("C")
            await drive.until(lambda: "2026-01-02" in drive.text())
            await drive.keys(key)
            await drive.until(lambda: words in drive.said)  # noqa: B023 - waited for before the next one
            assert drive.workspace.view == "board"


async def test_what_is_gone_cannot_be_opened(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("S<enter>")
        await drive.until(lambda: "kept" in drive.said)
        await drive.command("delete.stage")
        await compared(drive, "snapshot 2026-11-22")
        assert "gone" in drive.text()
        await drive.keys("<enter>")
        assert drive.said == "This row is gone; only the older version has it."
        assert drive.workspace.view == "compare"


async def test_saved_versions_can_be_compared_with(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("d7<enter><ctrl+s>")
        await drive.until(lambda: "Saved" in drive.said)
        await drive.keys("C")
        await drive.until(lambda: "found" in drive.text())
        assert "saved" in drive.text()
        await drive.keys("<escape>")
        await compared(drive, "found")
        assert len(drive.workspace.compared.lines if drive.workspace.compared else ()) == 1
