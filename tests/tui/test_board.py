"""Looking around: filters, sorting, the goto popup, the views, and the mouse."""

from pathlib import Path

import pytest
from textual.app import App

from tests.tui.driving import Drive, opened
from tui.lists.listing import QUICK, SORTS, Entry, Heading
from tui.screens.filter import Filter


def listed(drive: Drive) -> list[tuple[str, str]]:
    return [each.key for each in drive.workspace.items if isinstance(each, Entry)]


async def test_the_filter_narrows_with_every_key(path: Path) -> None:
    async with opened(path) as drive:
        before = drive.text()
        await drive.keys("/")
        assert isinstance(drive.top, Filter)
        await drive.keys("pay")
        assert listed(drive) == [("pay", "minutes"), ("pay", "works")]
        assert "Paying / Time to" in drive.text()
        await drive.keys(" once")
        assert listed(drive) == [("pay", "works")]
        await drive.keys("<backspace><backspace>x")
        assert listed(drive) == []
        assert "No row matches." in drive.text()
        await drive.keys("<escape>")
        assert drive.text() == before
        # Enter keeps it, an edit goes to the row that is seen, Esc shows all again.
        await drive.keys("/kind<enter>d9<enter>")
        assert '["kind"]' in drive.lines()[0]
        helpdesk = drive.project.touchpoint("help")
        assert helpdesk is not None
        assert helpdesk.expectations[0].delivered == 9
        await drive.keys("<escape>")
        assert not drive.workspace.listing.flat
        assert drive.workspace.selected == ("help", "kind")


async def test_quick_filters_can_be_combined_and_taken_away(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("fb")
        assert listed(drive) == [("web", "prices"), ("pay", "minutes"), ("pay", "works"), ("ship", "days")]
        assert "[x] below expected" in drive.text()
        await drive.keys("a")
        assert listed(drive) == [("pay", "works"), ("ship", "days")]
        await drive.keys("<escape>")
        assert f"[{QUICK['below']}, {QUICK['assumed']}]" in drive.lines()[0]
        await drive.keys("fx<escape>")
        assert not drive.workspace.listing.flat


@pytest.mark.parametrize("key", "jspwgno")
async def test_every_order_keeps_the_selection(path: Path, key: str) -> None:
    async with opened(path) as drive:
        await drive.keys(["down", "down", "s", key])
        assert drive.workspace.selected == ("pay", "minutes")
        assert drive.workspace.listing.sort in SORTS
        assert drive.aligned()
        if key == "s":
            scores = [drive.workspace.scores.row(*each) for each in listed(drive)]
            values = [each.score for each in scores if each and each.score is not None]
            assert values == sorted(values)
        # To move rows, the journey has to be in its own order; the program says how.
        await drive.keys("m")
        assert (drive.workspace.grabbed is None) == drive.workspace.listing.flat


@pytest.mark.parametrize(("key", "first"), [("L", "no lever"), ("O", "Ana"), ("B", "exceeded")])
async def test_groups_have_headings(path: Path, key: str, first: str) -> None:
    async with opened(path) as drive:
        await drive.keys(["s", key])
        headings = [each.text for each in drive.workspace.items if isinstance(each, Heading)]
        assert headings[0] == first
        assert first in drive.text()
        await drive.keys("<down><down><down><up>")
        assert drive.workspace.entry is not None


async def test_goto_leads_to_views_stages_and_the_next_shortfall(path: Path) -> None:
    async with opened(path) as drive:
        views = {"d": "detail", "c": "curve", "r": "priorities", "w": "working", "b": "board"}
        for key, view in views.items():
            await drive.keys(["g", key])
            assert drive.workspace.view == view
        await drive.keys("g2")
        assert (drive.workspace.stage, drive.workspace.selected) == ("wait", ("ship", ""))
        seen = []
        for _ in range(4):
            await drive.keys("gx")
            seen.append(drive.workspace.selected)
        assert set(seen) == {("web", "prices"), ("pay", "minutes"), ("pay", "works"), ("ship", "days")}
        await drive.keys("ge")
        assert drive.workspace.selected == ("help", "kind")
        await drive.keys("gg")
        assert drive.workspace.selected == ("web", "prices")


async def test_priorities_begin_with_what_to_do_first_and_keep_the_place_behind_a_row(path: Path) -> None:
    async with opened(path) as drive:
        first, second = (each.touchpoint.touchpoint.id for each in drive.workspace.scores.priorities(2))
        await drive.keys("gggr")
        assert drive.workspace.selected[0] == first
        await drive.keys("<down><enter>")
        assert (drive.workspace.view, drive.workspace.selected[0]) == ("detail", second)
        await drive.keys("<escape>")
        assert (drive.workspace.view, drive.workspace.selected[0]) == ("priorities", second)
        await drive.keys("<escape>")
        assert (drive.workspace.view, drive.workspace.selected[0]) == ("board", second)


async def test_the_working_of_the_selected_row_and_back(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("=")
        assert drive.workspace.view == "working"
        assert "Web shop" in drive.text()
        await drive.keys("=")
        assert drive.workspace.view == "board"


async def test_the_curve_has_two_kinds(path: Path) -> None:
    async with opened(path, (120, 30)) as drive:
        await drive.keys("gc")
        one = drive.text()
        await drive.keys("t")
        other = drive.text()
        assert one != other
        await drive.keys("tt")
        assert drive.text() == other
        await drive.keys("<right>")
        assert drive.workspace.selected[0] == "pay"


async def test_what_was_selected_while_a_value_was_looked_at_stays(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("jjj<enter>")
        assert drive.workspace.view == "detail"
        assert "It works at once" in drive.text()
        await drive.keys("<escape>")
        assert (drive.workspace.view, drive.workspace.selected) == ("board", ("pay", "works"))


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=str)
async def test_a_click_selects_and_two_open(
    path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    # However long the machine takes for the first.
    monkeypatch.setattr(App, "CLICK_CHAIN_TIME_THRESHOLD", 60.0)
    async with opened(path, size) as drive:
        lines = drive.lines()
        y = next(number for number, line in enumerate(lines) if "Time to pay" in line)
        x = lines[y].index("Time to pay")
        await drive.click(x, y)
        assert drive.workspace.selected == ("pay", "minutes")
        await drive.click(x, y)
        assert drive.workspace.view == "detail"
        last = drive.lines()[-1]
        await drive.click(last.index("? keys") + 3, size[1] - 1)
        assert "Keys and commands" in drive.text()


async def test_all_can_be_reached_by_arrows_enter_esc_and_tab(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("<tab>")
        for _ in range(80):
            if ">" in next((line for line in drive.lines() if " set.delivered " in line), ""):
                break
            await drive.keys("<down>")
        await drive.keys("<enter>")
        assert drive.workspace.box is not None
        await drive.keys("<escape>")
        assert drive.workspace.box is None
