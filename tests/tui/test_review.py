"""A review by keys: the walk, its stamps, its clock, breaks, and the minutes at the end."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from time import monotonic

import pytest
from rich.cells import cell_len

from model.editing.session import Session
from model.files.loading import load
from model.files.reviews import keep_review, kept_review
from model.review.review import Review
from tests.tui.driving import SAMPLE, TODAY, Drive, opened
from tests.tui.hostile import HIDDEN, hostile_project
from tests.tui.shops import SHOP, shop
from tui.acts.reviewing import arrived, begun, finished, minutes_of, people_of, running
from tui.opening import Wishes
from tui.pictures.glyphs import ASCII, BLOCK
from tui.pictures.picture import Look, line_width, plain_text
from tui.snapshot import Wanted, picture_of
from tui.themes import MONO, NIGHT
from tui.views.digits import HEIGHT, large
from tui.views.frame import screen_picture
from tui.workspace import Workspace

BEGIN = "rw<ctrl+u>Ana, Dev<enter><enter>"
UNTIMED = "rw<ctrl+u>Ana, Dev<enter><ctrl+u><enter>"


def review_of(drive: Drive) -> Review:
    assert drive.workspace.review is not None
    return drive.workspace.review


def stamped(drive: Drive) -> list[str]:
    return [each.id for each in drive.project.touchpoints if each.reviewed is not None]


# -- the walk ---------------------------------------------------------------------------------------------


async def test_enter_stamps_and_goes_on_to_the_minutes(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(UNTIMED)
        assert (drive.workspace.view, review_of(drive).log.people) == ("review", ("Ana", "Dev"))
        order = review_of(drive).log.order
        for number, id in enumerate(order, 1):
            assert f"Review {number} of 4" in drive.lines()[0]
            assert drive.workspace.selected[0] == id
            await drive.keys("<enter>")
            assert len(stamped(drive)) == number
        assert drive.workspace.view == "minutes"
        assert "4 of 4 touchpoints confirmed, 0 skipped." in drive.text()
        reviewed = drive.project.touchpoints[0].reviewed
        assert reviewed is not None
        assert (reviewed.on, reviewed.by) == (TODAY, ("Ana", "Dev"))
        # One key more at the end leads nowhere, and every stamp is a step of undo.
        await drive.keys("<enter>")
        assert drive.workspace.view == "minutes"
        await drive.keys("uuuu")
        assert not drive.workspace.session.unsaved
        assert "0 of 4 touchpoints confirmed" in drive.text()


async def test_everything_typed_ahead_reaches_what_it_was_meant_for(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(f"{UNTIMED}<enter>l<enter><enter>")
        assert drive.workspace.view == "minutes"
        assert "3 of 4 touchpoints confirmed, 1 skipped." in drive.text()


async def test_back_skip_and_the_rows_of_a_touchpoint(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("rj<enter><ctrl+u><enter>")
        assert review_of(drive).log.order == ("web", "pay", "ship", "help")
        await drive.keys("h")
        assert drive.said == "This is the first touchpoint of the walk."
        await drive.keys("<enter><right>")
        assert drive.workspace.selected[0] == "ship"
        assert review_of(drive).log.skipped == ("pay",)
        # Passing by a confirmed one again does not skip it; confirming a skipped one does away with that.
        await drive.keys("<left><left>l")
        assert review_of(drive).log.skipped == ("pay",)
        rows = [each.key for each in drive.workspace.entries]
        assert rows == [("pay", "minutes"), ("pay", "works")]
        await drive.keys("<home>jjjj")
        assert drive.workspace.selected == rows[-1]
        await drive.keys("kkkk<enter>")
        assert review_of(drive).log.skipped == ()
        assert stamped(drive) == ["web", "pay"]


async def test_a_row_is_edited_as_everywhere_and_the_room_stays_where_it_is(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("rj<enter><ctrl+u><enter>l<home>d4")
        assert "preview" in drive.lines()[0]
        await drive.keys("<enter>")
        assert drive.said.startswith("Delivered 9 min > 4 min on 'Paying / Time to pay'.")
        await drive.keys("e6<enter>")
        row = drive.project.touchpoints[1].expectations[0]
        assert (row.expected, row.delivered) == (6, 4)
        await drive.keys("d5<down>1<enter>")
        assert [each.delivered for each in drive.project.touchpoints[1].expectations] == [5, 1]
        assert drive.workspace.selected == ("pay", "works")
        assert (drive.workspace.view, review_of(drive).log.at) == ("review", "pay")


async def test_marks_and_filters_stay_out_of_a_review_that_began_under_them(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(" fb<escape>r")
        assert "3 touchpoints, one at a time: those that the filter" in drive.text()
        await drive.keys("j<enter><ctrl+u><enter>")
        assert review_of(drive).log.order == ("web", "pay", "ship")
        # No longer short, it would leave the filtered board; here it stays in front.
        await drive.keys("d9<enter>")
        assert drive.workspace.selected[0] == "web"
        assert drive.project.touchpoints[1].expectations[0].delivered == 9
        await drive.keys("<escape>")
        assert drive.workspace.listing.filtered


async def test_undo_brings_the_touchpoint_of_a_stamp_back_in_front(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(UNTIMED)
        first = review_of(drive).log.at
        await drive.keys("<enter>")
        assert review_of(drive).log.at != first
        await drive.keys("u")
        assert review_of(drive).log.at == first
        assert drive.said.startswith("Undone: Reviewed '")
        assert review_of(drive).status(first, drive.workspace.scores) == "open"
        await drive.keys("U<enter>")
        assert review_of(drive).status(first, drive.workspace.scores) == "confirmed"


async def test_decisions_questions_notes_and_actions_are_in_the_minutes(path: Path) -> None:
    async with opened(path, (140, 40)) as drive:
        await drive.keys(UNTIMED)
        await drive.keys("cCall them<enter>cWrong<enter>pWho pays?<enter>iSo it is<enter>")
        await drive.keys("aRing<enter>Bo<enter>tomorrow<enter>")
        assert "decided: Wrong" in drive.text()
        await drive.keys("DD")
        assert drive.said == "Taken away: Wrong"
        await drive.keys("pWho pays?<enter>")
        await drive.command("view.minutes")
        text = drive.text()
        for words in ("Call them", "Who pays?", "So it is", f"Ring    Bo     {TODAY + timedelta(days=1)}"):
            assert words in text
        assert "Wrong" not in text
        assert "0 of 4 touchpoints confirmed, 0 skipped, 4 not reached." in text


async def test_a_file_opened_read_only_is_walked_through_and_not_stamped(path: Path) -> None:
    async with opened(path, wishes=Wishes(read_only=True)) as drive:
        await drive.keys(f"{UNTIMED}<enter>")
        assert drive.said.startswith("Nothing can be changed")
        await drive.keys("<escape>llll")
        assert stamped(drive) == []


async def test_nothing_to_review_is_said(tmp_path: Path) -> None:
    path = shop(tmp_path, 'format = 1\n[project]\nname = "Empty"\n')
    async with opened(path) as drive:
        await drive.keys("r")
        assert drive.said == "There is no touchpoint to review yet. n adds one."
        for id in ("review.confirm", "review.decide", "minutes.write"):
            await drive.command(id)
            assert "r begins" in drive.said, id


# -- a break ----------------------------------------------------------------------------------------------


async def test_esc_leaves_it_and_r_goes_on(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(f"{UNTIMED}<enter>")
        here = review_of(drive).log.at
        await drive.keys("<escape>")
        assert drive.workspace.view == "board"
        assert "The review waits, 3 to go" in drive.said
        await drive.keys("<home>r")
        assert (drive.workspace.view, drive.workspace.selected[0]) == ("review", here)


async def test_another_session_goes_on_and_what_was_never_saved_is_open_again(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(f"{UNTIMED}<enter><ctrl+s>")
        await drive.until(lambda: drive.said.startswith("Saved"))
        await drive.keys("<enter>cDone so<enter>")
        order, here = review_of(drive).log.order, review_of(drive).log.at
    async with opened(path) as drive:
        await drive.command("view.minutes")
        assert "Done so" in drive.text()
        await drive.keys("r")
        review = review_of(drive)
        assert review.log.at == here
        assert [review.status(each, drive.workspace.scores) for each in order] == [
            "confirmed",
            "open",
            "open",
            "open",
        ]
        await drive.keys("<enter><enter>")
        assert review_of(drive).log.at == order[1]
        await drive.keys("<enter>")
        assert drive.workspace.view == "minutes"


async def test_on_another_day_it_asks_whether_to_go_on(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(f"{UNTIMED}<enter><ctrl+s>")
        await drive.until(lambda: drive.said.startswith("Saved"))
        old = review_of(drive)
    keep_review(path, replace(old, log=replace(old.log, began=date(2026, 11, 20))))
    async with opened(path) as drive:
        await drive.keys("r")
        assert "go on with the review of 2026-11-20, 1 of 4 done" in drive.text()
        assert "The minutes of 2026-11-20" in drive.text()
        await drive.keys("<enter>")
        assert "Review 2 of 4" in drive.lines()[0]
        await drive.command("review.new")
        await drive.keys("j<enter><enter>")
        assert review_of(drive).log.order[0] == "web"
        assert review_of(drive).log.people == ("Ana", "Dev"), "the names are remembered"
    found = load(path).project
    assert found is not None
    kept = kept_review(path, found)
    assert kept is not None
    assert kept.log.began == TODAY


# -- the clock --------------------------------------------------------------------------------------------


async def test_the_clock_shows_the_share_of_each_touchpoint_and_a_word_at_its_end(path: Path) -> None:
    async with opened(path, (140, 30)) as drive:
        await drive.keys(BEGIN)
        assert running(drive.workspace)
        drive.journey.sitting.pass_time(14 * 60 + 58 - review_of(drive).log.lap)
        await drive.settle()
        assert "of 15:00" in drive.lines()[0]
        assert "TIME" not in drive.lines()[0]
        drive.journey.sitting.pass_time(10)
        await drive.settle()
        assert "15:08 of 15:00 TIME  session 15:08 of 60:00" in drive.lines()[0]
        await drive.keys("<enter>")
        assert " of 15:00  session 15:" in drive.lines()[0]
        drive.journey.sitting.pass_time(3600)
        await drive.settle()
        assert "OVER" in drive.lines()[0]
        await drive.resize(40, 12)
        assert "TIME" in drive.lines()[0]


async def test_it_runs_only_in_front_of_a_review_that_has_one(path: Path) -> None:
    async with opened(path, (140, 30)) as drive:
        await drive.keys(UNTIMED)
        assert not running(drive.workspace)
        assert " of 15:00" not in drive.lines()[0]
        await drive.keys("t")
        assert running(drive.workspace)
        await drive.keys("t")
        assert drive.said == "The timer is off."
        assert not running(drive.workspace)
        await drive.keys("t<escape>")
        assert not running(drive.workspace)


async def test_below_a_popup_nothing_is_painted_and_the_time_is_made_up_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path, (140, 30)) as drive:
        await drive.keys(f"{BEGIN}i")
        before = drive.workspace
        later = monotonic() + 100
        monkeypatch.setattr("tui.screens.sitting.monotonic", lambda: later)
        drive.journey.sitting.tick()
        assert drive.workspace is before
        await drive.keys("<escape>")
        drive.journey.sitting.tick()
        assert review_of(drive).log.lap > 90


def test_names_and_minutes_as_they_are_typed() -> None:
    assert people_of(" Ana, Dev ,,Ana") == ("Ana", "Dev")
    assert people_of("") == ()
    assert [minutes_of(each) for each in ("", "0", " 45 ", "7,5")] == [0, 0, 45, 7.5]
    assert [minutes_of(each) for each in ("x", "-1", "nan", "inf", "100000")] == [None] * 5


# -- the minutes ------------------------------------------------------------------------------------------


async def test_the_minutes_are_written_as_markdown_and_as_a_page(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(f"{UNTIMED}cKeep it<enter><enter>")
        await drive.command("view.minutes")
        await drive.keys("w<enter>")
        await drive.until(lambda: drive.said.startswith("The minutes are in"))
        usual = path.with_name(f"shop-review-{TODAY}.md")
        first = usual.read_bytes()
        assert b"Keep it" in first
        await drive.keys("w<enter>")
        assert "would be written over" in drive.text()
        await drive.keys("D")
        await drive.until(lambda: drive.said.startswith("The minutes are in"))
        assert usual.read_bytes() == first
        await drive.keys("w<ctrl+u>m.html<enter>")
        await drive.until(lambda: "m.html" in drive.said)
        page = path.with_name("m.html").read_text()
        assert "default-src 'none'" in page
        assert "Keep it" in page
        for name, words in (
            ("m.doc", "end the name with"),
            ("shop.toml", "end the name with"),
            ("no/m.md", ""),
        ):
            await drive.keys(f"w<ctrl+u>{name}<enter>")
            await drive.settle()
            assert words in drive.said
            assert drive.workspace.message is not None
            assert drive.workspace.message.kind == "error", name
    assert path.read_text() == SHOP


async def test_hostile_text_stays_text_in_the_review_and_in_its_minutes(tmp_path: Path) -> None:
    path = shop(tmp_path, hostile_project())
    async with opened(path, (140, 40), glyphs="block") as drive:
        await drive.keys(UNTIMED)
        for _ in range(19):
            for size in ((140, 40), (60, 16)):
                await drive.resize(*size)
                for line in drive.lines():
                    assert cell_len(line) == size[0]
                    assert HIDDEN.search(line) is None
            await drive.keys("c<enter>")
            await drive.keys("<enter>")
        assert drive.workspace.view == "minutes"
        assert drive.aligned()
        await drive.keys("w<ctrl+u>m.html<enter>w<ctrl+u>m.md<enter>")
        await drive.until(lambda: (tmp_path / "m.md").exists())
    for name in ("m.html", "m.md"):
        text = (tmp_path / name).read_text()
        assert HIDDEN.search(text) is None
        assert "<script>" not in text


# -- every size and look ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    loaded = load(SAMPLE)
    assert loaded.project is not None
    return Workspace.opening(Session.opened(loaded.project, loaded.raw), "shop.toml", TODAY)


SIZES = [(20, 6), (24, 9), (40, 12), (59, 18), (60, 16), (80, 24), (119, 30), (120, 27), (140, 40), (240, 60)]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_touchpoint_at_every_size(workspace: Workspace, size: tuple[int, int]) -> None:
    there = begun(workspace, "worst", ("Ana",), 60)
    assert there.review is not None
    for glyphs, theme in product((ASCII, BLOCK), (NIGHT, MONO)):
        for id in there.review.log.order:
            here = arrived(there, there.review.with_log(there.review.log.arriving(id)))
            picture = screen_picture(here, Look(glyphs, theme), *size)
            assert len(picture) == size[1]
            assert {line_width(line) for line in picture} == {size[0]}
            assert glyphs.name != "ascii" or plain_text(picture).replace("\n", "").isascii()
    over = finished(there, there.review)
    picture = screen_picture(over, Look(ASCII, NIGHT), *size)
    assert {line_width(line) for line in picture} == {size[0]}
    assert len(picture) == size[1]


def test_what_matters_most_is_there_at_59x18_and_large_on_a_wall() -> None:
    loaded = load(SAMPLE)
    assert loaded.project is not None
    session = Session.opened(loaded.project, loaded.raw)
    wanted = Wanted("txt", "review", (59, 18), glyphs="ascii", touchpoint="slip-told")
    small = plain_text(picture_of(session, "shop.toml", TODAY, wanted))
    for words in (
        "Told when dates move",
        "1.9 calls",
        "-95.0",
        "Times they have to ring us: 11 customers asked for 0",
        "Enter",
    ):
        assert words in small
    wall = plain_text(picture_of(session, "shop.toml", TODAY, replace(wanted, size=(140, 40))))
    drawn = large("1.9", "#")
    assert drawn is not None
    assert all(each.rstrip() in wall for each in drawn)
    assert "EXPECTED (asked 11)" in wall


def test_a_number_in_large_digits_has_five_lines_of_one_width() -> None:
    for text in ("0123456789", "-17.5", "+4.0", "~120", "76%", "?"):
        drawn = large(text, "#")
        assert drawn is not None
        assert len(drawn) == HEIGHT
        assert len({len(each) for each in drawn}) == 1
    assert large("yes", "#") is None
    assert large("", "#") is None
