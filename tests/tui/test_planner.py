"""The promise planner on a row: the numbers of the command, the shares, and what it writes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import RunGapline
from tests.tui.driving import opened
from tests.tui.shops import SHOP, shop
from tests.tui.views.worlds import assert_shape, sample, text_of
from tests.tui.views.worlds import opened as workspace_on
from tui.commandline.promise import promise_data
from tui.lists.ledger import SHARES
from tui.pictures.picture import Look
from tui.rowplan import plan_of
from tui.views.detail import detail_picture
from tui.views.planner import planner_picture

DAYS = ("ready-date", "days")
OBSERVED = "limit = 6\nobservations = [3, 4, 4, 4, 5, 5, 5, 6, 6, 8]\npromised = 5\n"


@pytest.mark.parametrize(("keep", "confidence"), [(0.9, 0.9), (0.8, 0.95), (0.99, 0.9)])
def test_the_numbers_are_those_of_the_command(
    run_gapline: RunGapline, keep: float, confidence: float
) -> None:
    workspace = sample().select(DAYS)
    assert workspace.row is not None
    times = "\n".join(map(str, workspace.row.expectation.observed))
    words = ("promise", "-", "--promise", "14", "--json")
    shares = ("--keep", str(keep), "--confidence", str(confidence))
    found = plan_of(workspace.row, replace(workspace.ledger, keep=keep, confidence=confidence))
    assert found is not None
    assert promise_data(found) == json.loads(run_gapline(*words, *shares, stdin=times).stdout)


def test_the_plan_stands_in_the_detail_of_a_row_with_times() -> None:
    workspace = sample().select(DAYS)
    for width, height in ((80, 80), (140, 50)):
        text = " ".join(text_of(detail_picture(workspace, Look(), width, height)).split())
        assert "WHAT ITS TIMES CARRY" in text
        assert "14 d: kept in 19 of 25 cases, 76 %" in text
    other = sample().select(("quote", "hours"))
    assert "WHAT ITS TIMES CARRY" not in text_of(detail_picture(other, Look(), 80, 80))


def test_too_few_times_say_what_is_known() -> None:
    text = SHOP.replace("limit = 6\ndelivered = 4\n", OBSERVED)
    workspace = workspace_on(text).select(("ship", "days"))
    said = " ".join(text_of(planner_picture(workspace, Look(), 80, 24)).split())
    assert "that takes 22 cases, and there are 10" in said
    assert "8 d, the longest so far, is kept in at least 79.4 % of cases" in said
    assert "leaves no buffer before the promise" in said


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (("web", "prices"), "This row is no time"),
        (("ship", "days"), "No single times are known here"),
        (("pay", ""), "No single times are known here"),
    ],
)
def test_a_row_without_times_says_what_is_missing(key: tuple[str, str], says: str) -> None:
    workspace = workspace_on(SHOP).select(key)
    assert says in " ".join(text_of(planner_picture(workspace, Look(), 80, 24)).split())


@pytest.mark.parametrize("size", [(20, 4), (59, 15), (80, 20), (140, 36)])
def test_every_size_is_filled(size: tuple[int, int]) -> None:
    assert_shape(planner_picture(sample().select(DAYS), Look(), *size), *size)
    empty = workspace_on('format = 1\n[project]\nname = "x"\n')
    assert_shape(planner_picture(empty, Look(), *size), *size)


async def test_the_shares_go_up_and_down_and_stop_at_their_ends(project: Path) -> None:
    async with opened(project, (80, 30)) as drive:
        drive.journey.show(drive.workspace.select(DAYS))
        await drive.keys("p")
        assert drive.workspace.view == "planner"
        await drive.keys("+")
        assert "that takes 45 cases, and there are 25" in " ".join(drive.text().split())
        await drive.keys("---")
        assert drive.workspace.ledger.keep == 0.8
        assert "21 d: kept in at least 80 %" in " ".join(drive.text().split())
        await drive.keys("-" * len(SHARES) + ">" * len(SHARES))
        assert (drive.workspace.ledger.keep, drive.workspace.ledger.confidence) == (SHARES[0], SHARES[-1])


async def test_promise_and_target_are_written_as_one_step_each(project: Path) -> None:
    raw = project.read_bytes()
    async with opened(project) as drive:
        before = drive.project
        drive.journey.show(drive.workspace.select(DAYS))
        await drive.keys("pp")
        row = drive.workspace.row
        assert row is not None
        assert row.expectation.promised == 27
        assert "Promised 14 d > 27 d" in drive.said
        await drive.keys("t")
        assert drive.workspace.row is not None
        assert drive.workspace.row.expectation.target == 13
        await drive.keys("t")
        assert "is that already" in drive.said
        await drive.keys("uu")
        assert drive.project is before
        await drive.keys("<ctrl+s>")
    assert project.read_bytes() == raw


async def test_what_cannot_be_carried_is_not_promised(tmp_path: Path) -> None:
    path = shop(tmp_path, SHOP.replace("limit = 6\ndelivered = 4\n", OBSERVED))
    async with opened(path) as drive:
        drive.journey.show(drive.workspace.select(("ship", "days")))
        await drive.keys("pp")
        assert "No promise can be carried yet: that takes 22 cases, and there are 10." in drive.said
        await drive.keys("<escape><escape>")
        drive.journey.show(drive.workspace.select(("web", "prices")))
        await drive.command("planner.target")
        assert "This row is no time" in drive.said
        assert not drive.workspace.unsaved
