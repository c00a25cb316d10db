"""The findings in the running dashboard: where they show, where they lead, how they are ignored."""

import re
from pathlib import Path

import pytest

from bench.projects import write_project
from model.files.loading import load
from tests.tui.driving import SAMPLE, TODAY, Drive, opened
from tui.acts.finding import selected_finding
from tui.lists.findinglist import notice
from tui.screens.noticing import LOOKED_AT_ONCE


def _codes(drive: Drive) -> list[str]:
    assert drive.workspace.noticed is not None
    return [each.code for each in drive.workspace.noticed.found]


def _row(drive: Drive, name: str) -> str:
    return next(line for line in drive.lines() if name in line)


async def _at(drive: Drive, code: str) -> None:
    """Go down to a finding of a code."""
    await drive.keys("<home>")
    for _ in range(40):
        found = selected_finding(drive.workspace)
        assert found is not None
        if found.code == code:
            return
        await drive.keys("j")
    raise AssertionError(f"{code} is not listed")


async def test_the_list_says_how_many_and_what_the_selected_one_means(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("gf")
        assert drive.workspace.view == "findings"
        assert "28 findings: 1 error, 19 warnings, 8 remarks." in drive.text()
        assert "1 ignored" in drive.text()
        assert "> E GAP110" in drive.text()
        assert "take the promise back today." in drive.text()
        await drive.keys("j")
        assert "> ! GAP101" in drive.text()
        await drive.resize(140, 40)
        assert "> ! GAP101" in drive.text()
        assert re.search(r"\| +mend ", drive.text()), "beside the list where there is room"


async def test_grouped_by_touchpoint_the_same_finding_stays_selected(project: Path) -> None:
    async with opened(project, view="findings") as drive:
        await _at(drive, "GAP109")
        before = selected_finding(drive.workspace)
        await drive.keys("t")
        assert "First free service (" in drive.text()
        assert selected_finding(drive.workspace) is before
        await drive.keys("t")
        assert selected_finding(drive.workspace) is before
        await drive.keys("<home>")
        assert "WARNINGS (19)" in drive.text()


@pytest.mark.parametrize(
    ("code", "view", "shows"),
    [
        ("GAP109", "detail", "First free service"),
        ("GAP120", "actions", "Ask ten repair customers"),
        ("GAP117", "detail", "Told when dates move"),
        ("GAP125", "promises", "Cargo bike with two seats"),
    ],
)
async def test_enter_goes_to_what_it_is_about(project: Path, code: str, view: str, shows: str) -> None:
    async with opened(project, view="findings") as drive:
        await _at(drive, code)
        await drive.keys("<enter>")
        assert drive.workspace.view == view
        assert shows in drive.text()
        if code == "GAP109":
            assert drive.workspace.detail_field == "feasible"
        if code == "GAP120":
            assert "> [ ] Ask ten repair" in drive.text()


async def test_ignoring_here_and_everywhere_is_one_step_each(project: Path) -> None:
    raw = project.read_bytes()
    async with opened(project, view="findings") as drive:
        before = drive.project
        await _at(drive, "GAP106")
        await drive.keys("ih")
        assert _codes(drive).count("GAP106") == 1
        touchpoint = drive.project.touchpoint("ready-date")
        assert touchpoint is not None
        assert "GAP106" in touchpoint.expectations[0].ignore
        await _at(drive, "GAP106")
        await drive.keys("ie")
        assert "GAP106" not in _codes(drive)
        assert "GAP106" in drive.project.check.ignore
        await drive.keys("uu")
        assert drive.project is before
        assert _codes(drive).count("GAP106") == 2
    assert project.read_bytes() == raw


async def test_an_ignored_one_comes_back(project: Path) -> None:
    async with opened(project, view="findings") as drive:
        await drive.keys("v")
        assert "1 ignored finding" in drive.text()
        assert "GAP118" in drive.text()
        await drive.keys("i")
        assert "Nothing is ignored." in drive.text()
        assert "GAP118" in _codes(drive)
        await drive.keys("v")
        await _at(drive, "GAP118")
        await drive.keys("<escape>u")
        assert "GAP118" not in _codes(drive)


async def test_what_is_ignored_is_saved_as_the_file_says_it(project: Path) -> None:
    async with opened(project, view="findings") as drive:
        await _at(drive, "GAP109")
        await drive.keys("ih<ctrl+s>")
        await drive.until(lambda: not drive.workspace.session.unsaved)
    loaded = load(project)
    assert loaded.problems == ()
    assert loaded.project is not None
    row = loaded.project.touchpoint("first-service")
    assert row is not None
    assert any("GAP109" in each.ignore for each in row.expectations)
    before, after = SAMPLE.read_text().splitlines(), project.read_text().splitlines()
    assert len(set(after) - set(before)) == 1, "one line came in, none was lost"
    assert set(before) <= set(after)


async def test_a_row_is_marked_on_the_board_until_it_is_mended(project: Path) -> None:
    async with opened(project, (100, 30)) as drive:
        await drive.keys("g4")
        assert re.search(r"Somebody calls the ne.* ! ", _row(drive, "Somebody calls"))
        await drive.keys("jo")
        await drive.until(lambda: "!" not in _row(drive, "Somebody calls"))
        await drive.keys("u")
        await drive.until(lambda: "!" in _row(drive, "Somebody calls"))


async def test_the_detail_lists_them_one_line_each(project: Path) -> None:
    async with opened(project, (140, 40)) as drive:
        await drive.keys("g4jjjj<enter>")
        text = drive.text()
        assert re.search(r"findings +! GAP106 14 d is promised and 14 d aimed for: no", text)
        assert "! GAP107" in text


async def test_a_large_project_is_looked_through_when_nothing_else_is_to_do(tmp_path: Path) -> None:
    path = write_project(tmp_path, LOOKED_AT_ONCE + 50)
    async with opened(path, view="findings") as drive:
        await drive.until(lambda: drive.workspace.noticed)
        await drive.settle()
        first = drive.workspace.noticed
        assert first is not None
        await drive.keys("gb+")
        await drive.until(lambda: drive.workspace.noticed is not first)
        fresh = drive.workspace.noticed
        assert fresh is not None
        assert fresh.scores is drive.workspace.scores
        expected = notice(drive.workspace.scores, TODAY)
        assert fresh.found == expected.found


async def test_a_project_with_nothing_to_mend_says_so(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.write_text('format = 1\n[project]\nname = "Empty"\n')
    async with opened(path, view="findings") as drive:
        assert "Nothing to mend." in drive.text()
        await drive.keys("i<enter>vt")
        assert drive.running
