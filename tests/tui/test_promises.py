"""The promise ledger by keyboard: what is said, what is written, and that one key takes it back."""

from datetime import date
from pathlib import Path

import pytest

from model.journey.promise import Promise
from tests.tui.driving import Drive, opened
from tests.tui.shops import shop
from tui.opening import Wishes


def promise(drive: Drive, id: str) -> Promise:
    return next(each for each in drive.project.promises if each.id == id)


async def to(drive: Drive, id: str) -> None:
    """Select a promise with the arrows."""
    at = [each.id for each in drive.project.promises].index(id)
    await drive.keys(["home", *["down"] * at])
    assert drive.workspace.ledger.selected == id or at == 0


async def test_the_ledger_says_what_became_of_each_promise(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("gp")
        text = drive.text()
        assert "kept 1  late 2  broken 1  open 5  at risk 2  moved 1  withdrawn 1" in text
        assert "1 of 4 kept, 25 % (95 % interval 5 to 70 %)" in text
        assert "battery held at customs, 3 times: a reason given thrice is a plan that is" in text
        for words in ("KEPT 1d early", "LATE 2d  never told", "BROKEN 1d told", "AT RISK", "NO BUFFER"):
            assert words in text
        await drive.keys("<end>")
        assert "WITHDRAWN told" in drive.text()


async def test_keep_rates_cycle_with_a_key_and_end_at_the_promise(project: Path) -> None:
    async with opened(project, view="promises") as drive:
        seen = []
        for _ in range(5):
            await drive.keys("t")
            seen.append(drive.text())
        assert "KEPT by who promised" in seen[0]
        assert "1 of 4  25 % (5 to 70)" in seen[0]
        assert "KEPT by who delivers" in seen[1]
        assert "0 of 3  0 % (0 to 56)" in seen[1]
        assert "KEPT by touchpoint" in seen[2]
        assert "Ready when we said" in seen[2]
        assert "KEPT by month" in seen[3]
        assert "2026-10" in seen[3]
        assert "promised to Mrs Okafor by Joe" in seen[4]


async def test_one_promise_opens_with_everything_about_it(project: Path) -> None:
    async with opened(project, (80, 30), view="promises") as drive:
        await to(drive, "brandt-cargo")
        await drive.keys("<enter>")
        text = drive.text()
        assert "Broken: 1 working day over and not done" in text
        assert "agreed by   Marta" in text
        assert "holds up    28 Nov First ride together" in text
        await drive.keys("=")
        text = drive.text()
        assert "Over: 1 working day, from Fri 2026-11-20 to Sun 2026-11-22" in text
        assert "Sun 2026-11-22: no working day, not counted" in text
        await drive.keys("j")
        assert "waits for   20 Nov Cargo bike" in drive.text()
        await drive.keys("<escape>")
        assert "kept 1" in drive.text()
        assert drive.workspace.view == "promises"


async def test_states_words_and_orders_narrow_and_sort_the_list(project: Path) -> None:
    async with opened(project, (80, 40), view="promises") as drive:
        await drive.keys("fb<escape>")
        assert "[1 of 11: broken]" in drive.text()
        await drive.keys("<escape>/school<enter>")
        assert "promise 1/2" in drive.text()
        await drive.keys("<escape>sd")
        lines = [line for line in drive.lines() if " Joe " in line or " Priya " in line]
        assert "Written quote" in lines[0]
        assert "Step-through" in lines[1]
        await drive.keys("/no such words<enter>")
        assert "None of 11 promises" in drive.text()
        await drive.keys("<escape>")
        assert drive.workspace.view == "promises"


# -- how a promise ended ---------------------------------------------------------------------------------


async def test_kept_in_three_keys(project: Path) -> None:
    raw = project.read_bytes()
    async with opened(project, view="promises") as drive:
        await to(drive, "school-service")
        await drive.keys("ck<enter>")
        assert promise(drive, "school-service").done == date(2026, 11, 22)
        assert "Keep-rate 25 % > 40 %, 2 of 5." in drive.said
        await drive.keys("u<ctrl+s>")
        assert promise(drive, "school-service").done is None
    assert project.read_bytes() == raw


async def test_late_with_the_told_date_and_an_earlier_reason_is_one_step(project: Path) -> None:
    async with opened(project, (120, 40), view="promises") as drive:
        before = drive.project
        await to(drive, "brandt-cargo")
        await drive.keys("cl")
        assert "Sun 2026-11-22: 1 working day after the promised day" in drive.text()
        await drive.keys("2026-11-21<enter>2026-11-20")
        assert "Fri 2026-11-20: in time" in drive.text()
        await drive.keys("<enter>")
        assert "as it says: battery held at customs" in drive.text()
        await drive.keys("<enter>")
        late = promise(drive, "brandt-cargo")
        assert (late.done, late.told) == (date(2026, 11, 21), date(2026, 11, 20))
        assert late.reason == "battery held at customs"
        assert "Late by 1 working day, done on Sat 2026-11-21" in drive.said
        await drive.keys("u")
        assert drive.project is before


async def test_days_that_cannot_be_are_refused_with_the_way_out(project: Path) -> None:
    async with opened(project, (100, 24), view="promises") as drive:
        await to(drive, "school-service")
        for keys, says in (
            ("ck2026-12-06<enter>", "this is after 2026-12-05, so it is late; Esc, then c l."),
            ("cl2026-12-05<enter>", "not after 2026-12-05, so it is kept; Esc, then c k."),
            ("ck31.12.2026<enter>", '"31.12.2026" is not a date'),
            ("ck<backspace><enter>", "a day is needed"),
            ("cm2026-12-05<enter>", "is the promised day itself"),
        ):
            await drive.keys(keys)
            assert says in drive.text()
            await drive.keys("<escape>")
        await drive.keys("cb")
        assert "that day is not over" in drive.said
        assert not drive.workspace.unsaved


async def test_broken_moved_withdrawn_and_told(project: Path) -> None:
    async with opened(project, (120, 40), view="promises") as drive:
        await to(drive, "okafor-ready")
        await drive.keys("cb<enter>n")
        await drive.paste("no battery at all")
        await drive.keys("<enter>")
        assert promise(drive, "okafor-ready").done is None
        assert promise(drive, "okafor-ready").reason == "no battery at all"
        await to(drive, "novak-ready")
        await drive.keys("cm2026-12-01<enter>t<enter>x")
        moved = promise(drive, "novak-ready")
        assert (moved.outcome, moved.moved_to, moved.told) == ("moved", date(2026, 12, 1), date(2026, 11, 22))
        await to(drive, "build-tracker")
        await drive.keys("cw<enter>x")
        assert promise(drive, "build-tracker").outcome == "withdrawn"
        assert "never told" in drive.said
        await drive.keys("ct<enter>")
        assert promise(drive, "build-tracker").told == date(2026, 11, 22)
        assert "in time" in drive.said
        await drive.keys("ct<backspace><enter>")
        assert promise(drive, "build-tracker").told is None
        await drive.keys("uuuuu")
        assert not drive.workspace.unsaved


async def test_on_the_board_a_promise_of_the_selected_touchpoint_is_concluded(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("c")
        assert "waits for its end" in drive.said
        drive.journey.show(drive.workspace.select(("repair", "")).steady())
        await drive.keys("c")
        assert "Six school bikes" in drive.text()
        assert "Bikes back" in drive.text()
        await drive.keys("2k<enter>")
        assert promise(drive, "school-return").done == date(2026, 11, 22)


# -- what a slip moves -----------------------------------------------------------------------------------


async def test_a_slip_is_seen_before_it_is_done_and_taken_back_in_one(project: Path) -> None:
    raw = project.read_bytes()
    async with opened(project, view="promises") as drive:
        before = drive.project
        await to(drive, "school-service")
        await drive.keys("+2d")
        text = drive.text()
        assert "Sat 2026-12-05 > Wed 2026-12-09" in text
        assert "Mon 2026-12-07: no working day, not counted" in text
        assert "1 later promise moves" in text
        assert "BREAKS Bikes back" in text
        assert drive.project is before
        await drive.keys("<pagedown>")
        assert "TELL TODAY" in drive.text()
        assert "Riverside Primary: Six school bikes" in drive.text()
        await drive.keys("<enter>")
        assert promise(drive, "school-service").moved_to == date(2026, 12, 9)
        assert promise(drive, "school-return").moved_to == date(2026, 12, 10)
        assert "Tell today: Riverside Primary." in drive.said
        await drive.keys("u")
        assert drive.project is before
        await drive.keys("<ctrl+s>")
    assert project.read_bytes() == raw


async def test_leaving_the_preview_leaves_nothing(project: Path) -> None:
    async with opened(project, view="promises") as drive:
        before = drive.workspace
        await drive.keys("<end><up>2026-12-24<escape>")
        assert drive.project is before.project
        assert drive.workspace.ledger.slip is None
        assert not drive.workspace.unsaved


async def test_earlier_moves_only_the_promise_itself(project: Path) -> None:
    async with opened(project, view="promises") as drive:
        await to(drive, "school-service")
        await drive.keys("-1d")
        assert "Sat 2026-12-05 > Fri 2026-12-04, earlier" in drive.text()
        assert "Only this one moves" in drive.text()
        await drive.keys("<enter>")
        assert promise(drive, "school-service").moved_to == date(2026, 12, 4)
        assert promise(drive, "school-return").moved_to is None


async def test_what_cannot_move_says_why_and_stays(project: Path) -> None:
    async with opened(project, view="promises") as drive:
        await drive.keys("+2d<enter>")
        assert "only an open promise can slip" in " ".join(drive.text().split())
        await drive.keys("<backspace><backspace><backspace>soon<enter>")
        assert "write one such as +2d" in drive.text()
        await drive.keys("<escape>")
        assert not drive.workspace.unsaved


async def test_all_of_it_typed_ahead(project: Path) -> None:
    """Nothing of a fast typist is lost between the popups."""
    async with opened(project, view="promises") as drive:
        await drive.keys("<down><down><down>cl2026-11-21<enter>2026-11-20<enter>o")
        await drive.keys("<down><down><down>+2d<enter>u")
        assert promise(drive, "brandt-cargo").done == date(2026, 11, 21)
        assert promise(drive, "school-service").moved_to is None
        await drive.keys("U")
        assert promise(drive, "school-service").moved_to == date(2026, 12, 9)


async def test_a_click_selects_a_promise_and_another_opens_it(project: Path) -> None:
    async with opened(project, view="promises") as drive:
        y = next(at for at, line in enumerate(drive.lines()) if "Cargo bike" in line)
        await drive.click(5, y)
        assert drive.workspace.ledger.selected == "brandt-cargo"
        assert drive.workspace.selected[0] == "ready-date"


async def test_read_only_a_promise_stays_as_it_is(project: Path) -> None:
    async with opened(project, wishes=Wishes(read_only=True), view="promises") as drive:
        for keys in ("+2d", "c"):
            await drive.keys(keys)
            assert "Nothing can be changed" in drive.said
            await drive.keys("<escape>")


async def test_a_promise_is_added_where_it_was_made_and_edited_field_by_field(project: Path) -> None:
    async with opened(project) as drive:
        before = len(drive.project.promises)
        await drive.keys("gp<down>n")
        at = drive.workspace.selected[0]
        assert "New promise at" in drive.text()
        await drive.keys("A spare key<enter>")
        await drive.keys("2026-12-01")
        assert "Tue 2026-12-01: 6 working days from today" in drive.text()
        await drive.keys("<enter>Joe<enter>Marta<enter>")
        added = drive.project.promises[-1]
        assert len(drive.project.promises) == before + 1
        assert (added.id, added.touchpoint, added.due) == ("a-spare-key", at, date(2026, 12, 1))
        assert (added.made_by, added.agreed_by) == ("Joe", "Marta")
        assert drive.workspace.ledger.selected == "a-spare-key"
        assert "A spare key" in drive.said
        await drive.keys("e")
        assert "agreed by    Marta" in drive.text()
        await drive.keys("i2026-11-30<enter>")
        await drive.keys("a<ctrl+u>Lena<enter>")
        await drive.keys("w<ctrl+u>A bell<enter>")
        await drive.keys("p1")
        await drive.keys("<escape>")
        now = drive.project.promises[-1]
        assert (now.target, now.agreed_by, now.what) == (date(2026, 11, 30), "Lena", "A bell")
        assert now.touchpoint == drive.project.touchpoints[0].id != at
        # Each is one step of undo.
        await drive.keys("uuuu")
        assert drive.project.promises[-1] == added
        await drive.keys("u")
        assert len(drive.project.promises) == before
        assert not drive.workspace.unsaved


async def test_a_promise_needs_its_day_and_esc_leaves_nothing_behind(project: Path) -> None:
    async with opened(project, view="promises") as drive:
        before = drive.project
        await drive.keys("nA key<enter><enter>")
        assert "a promise needs its day" in drive.text()
        await drive.keys("soon<enter>")
        assert '"soon" is not a date' in drive.text()
        await drive.keys("<escape>")
        await drive.keys("nA key<enter>tomorrow<enter>Joe<enter><escape>")
        assert drive.project is before
        await drive.keys("n<enter>")
        assert drive.project is before
        await drive.keys("ed<ctrl+u><enter>")
        assert drive.project is before
        assert "due" in drive.said


async def test_an_empty_ledger_names_the_key_and_n_on_the_board_adds_a_promise_too(
    tmp_path: Path,
) -> None:
    async with opened(shop(tmp_path), view="promises") as drive:
        assert "n adds one at the selected touchpoint" in drive.text()
        await drive.keys("e")
        assert drive.said == "There is no promise yet. n adds one."
        await drive.keys("gbnpA key<enter>tomorrow<enter><enter><enter>")
        assert drive.workspace.view == "promises"
        (added,) = drive.project.promises
        assert (added.touchpoint, added.made_by, added.agreed_by) == ("web", None, None)


@pytest.mark.parametrize("keys", ["+", "c/<pagedown>+<enter>+", "5"])
async def test_a_slip_of_no_promise_says_so_and_takes_the_next_key(tmp_path: Path, keys: str) -> None:
    path = tmp_path / "empty.toml"
    path.write_text('format = 1\n[project]\nname = "Empty"\n')
    async with opened(path) as drive:
        await drive.keys(f"gp{keys}")
        assert drive.said == "No promise is selected."
        await drive.keys("<escape><escape>")
        assert drive.workspace.view == "board"
