"""The main job by keys: every command that changes something, what it says, and that it can be undone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from model.journey.expectation import Expectation
from tests.tui.driving import Drive, opened
from tests.tui.shops import SHOP, shop
from tui.scoretext import journey_text
from tui.widgets.line import TypingLine


def row(drive: Drive, touchpoint: str, row: str) -> Expectation:
    found = drive.project.touchpoint(touchpoint)
    assert found is not None
    return next(each for each in found.expectations if each.id == row)


def line(drive: Drive) -> TypingLine:
    return drive.journey.query_one("#box", TypingLine)


def names(drive: Drive) -> list[str]:
    return [each.id for each in drive.project.touchpoints]


def steps(drive: Drive) -> int:
    """Steps of undo there are."""
    count, session = 0, drive.workspace.session
    while session.state.parent is not None:
        session, count = session.undo(), count + 1
    return count


async def undone(drive: Drive, by: int = 1) -> None:
    """`by` undos give the project that was read."""
    assert steps(drive) == by
    project = drive.project
    await drive.keys("u" * by)
    first = drive.workspace.session
    assert first.state.parent is None
    assert not first.unsaved
    assert "*edited" not in drive.text()
    await drive.keys("U" * by)
    assert drive.project is project
    await drive.keys("u" * by)
    assert drive.workspace.session.state is first.state


# -- numbers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "touchpoint", "id", "field", "value", "words"),
    [
        ("7<enter>", "web", "prices", "delivered", 7, "Delivered 6.0 > 7.0"),
        ("d7.5<enter>", "web", "prices", "delivered", 7.5, "Delivered 6.0 > 7.5"),
        ("d<end><backspace>9<enter>", "web", "prices", "delivered", 9, "Delivered 6.0 > 9.0"),
        ("d<enter>", "web", "prices", "delivered", 6, ""),
        ("+", "web", "prices", "delivered", 6.5, "Delivered 6.0 > 6.5"),
        ("-", "web", "prices", "delivered", 5.5, "Delivered 6.0 > 5.5"),
        (">", "web", "prices", "delivered", 8.5, "Delivered 6.0 > 8.5"),
        ("<", "web", "prices", "delivered", 3.5, "Delivered 6.0 > 3.5"),
        ("jjd7,5<enter>", "pay", "minutes", "delivered", 7.5, "Delivered 9 min > 7.5 min"),
        ("jjd90 s<enter>", "pay", "minutes", "delivered", 1.5, "Delivered 9 min > 1.5 min"),
        ("jjjd95 %<enter>", "pay", "works", "delivered", 0.95, "95 %"),
        ("jjjdyes<enter>", "pay", "works", "delivered", True, "yes"),
        ("o", "web", "prices", "expected_by", "observed", "asked > observed"),
        ("e<ctrl+u>9<enter>", "web", "prices", "expected", 9, "Expected 8.0 > 9.0"),
    ],
)
async def test_a_number_by_keys(
    path: Path, keys: str, touchpoint: str, id: str, field: str, value: Any, words: str
) -> None:
    async with opened(path) as drive:
        before = journey_text(drive.workspace.scores)
        await drive.keys(keys)
        now = getattr(row(drive, touchpoint, id), field)
        assert now == value
        assert type(now) is type(value)
        if not words:
            assert not drive.workspace.session.unsaved
            return
        assert words in drive.lines()[-2]
        after = journey_text(drive.workspace.scores)
        assert f"journey {after}" in drive.lines()[0]
        assert (f"was {before}  journey {after}" in drive.lines()[0]) == (after != before)
        assert "*edited" in drive.lines()[0]
        await undone(drive)


async def test_a_number_that_cannot_be_is_refused_in_the_box_and_kept_there(path: Path) -> None:
    async with opened(path) as drive:
        for text, words in (
            ("11", "11 is outside"),
            ("abc", '"abc" is not a number'),
            ("1_0", '"1_0" is not'),
        ):
            await drive.keys(["d", *text, "enter"])
            assert words in drive.lines()[-2]
            assert drive.lines()[-2].startswith(" Error: ")
            assert drive.workspace.box is not None
            assert line(drive).value == text
            assert not drive.workspace.session.unsaved
            await drive.keys(["escape"])
        await drive.keys("d11<enter><backspace><backspace>7<enter>")
        assert row(drive, "web", "prices").delivered == 7


async def test_the_preview_shows_what_would_be_and_esc_leaves_all_as_it_was(path: Path) -> None:
    for size in ((80, 24), (140, 40), (60, 16)):
        async with opened(path, size) as drive:
            before, session, scores = drive.text(), drive.workspace.session, drive.workspace.scores
            await drive.keys("d2")
            assert drive.workspace.session is session
            assert drive.workspace.scores is scores
            assert "preview" in drive.lines()[0]
            preview = drive.workspace.box.preview if drive.workspace.box else None
            assert preview is not None
            now = preview.scores.journey.score
            assert now is not None
            assert f"{now:+.1f} preview" in drive.lines()[0]
            # The strip and the lanes follow with the key that commits the edit, not before.
            stage = scores.stages[0].score
            row_score = preview.scores.row("web", "prices")
            assert stage is not None
            assert row_score is not None
            assert row_score.score is not None
            assert f"Order {stage:+.1f}" in " ".join(drive.text().split())
            assert f"{row_score.score:+.1f}" in drive.text()
            # It follows every key, also back to what cannot be read.
            await drive.keys("x")
            assert "preview" not in drive.lines()[0]
            assert drive.lines()[-2].startswith(' Error: "2x" is not a number')
            await drive.keys("<backspace>")
            assert f"{now:+.1f} preview" in drive.lines()[0]
            await drive.keys("<escape>")
            assert drive.text() == before
            assert drive.workspace.session is session


async def test_tab_sets_and_goes_through_the_fields_down_and_up_through_the_rows(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d7<tab>9<tab>4<shift+tab>")
        prices = row(drive, "web", "prices")
        assert (prices.delivered, prices.expected, prices.limit) == (7, 9, 4)
        assert drive.workspace.box is not None
        assert drive.workspace.box.field == "expected"
        await drive.keys("<escape>")
        assert steps(drive) == 3
        # The line of a touchpoint with rows has no number; the box closes there and says so.
        await drive.keys("jd")
        assert drive.workspace.box is None
        assert "belongs to a row: j selects the first one" in drive.lines()[-2]
        await drive.keys("jd8<down>")
        assert row(drive, "pay", "minutes").delivered == 8
        assert drive.workspace.selected == ("pay", "works")
        assert drive.workspace.box is not None
        await drive.keys("no<up>7<enter>")
        assert row(drive, "pay", "works").delivered is False
        assert row(drive, "pay", "minutes").delivered == 7


async def test_the_line_is_a_line_editor(path: Path) -> None:
    async with opened(path) as drive:
        for keys, value in (
            ("d<end>23", "623"),
            ("<home>1<right>.", "16.23"),
            ("<delete>5", "16.53"),
            ("<left><left><backspace>", "1.53"),
            ("<ctrl+z>", "16.53"),
            ("<home><shift+right>9", "96.53"),
            ("<ctrl+a><right><right><right><ctrl+k>", "96."),
            ("<ctrl+u>7.2", "7.2"),
        ):
            await drive.keys(keys)
            assert line(drive).value == value
        await drive.keys("<enter>")
        assert row(drive, "web", "prices").delivered == 7.2


async def test_a_number_that_is_emptied_is_taken_away(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d<backspace><enter>")
        assert row(drive, "web", "prices").delivered is None
        await drive.keys("+")
        assert "there is no delivered to nudge" in drive.lines()[-2]
        await drive.keys("u")
        assert row(drive, "web", "prices").delivered == 6


async def test_the_weight_of_a_single_line_is_its_touchpoints(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("w3<enter>")
        web = drive.project.touchpoint("web")
        assert web is not None
        assert web.weight == 3
        await drive.keys("jw2<enter>jw4<enter>")
        pay = drive.project.touchpoint("pay")
        assert pay is not None
        assert (pay.weight, pay.expectations[0].weight) == (2, 4)
        await undone(drive, 3)


async def test_the_dot_repeats_a_value_and_a_nudge(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("d2<enter>jj.")
        assert row(drive, "pay", "minutes").delivered == 2
        await drive.keys(">")
        once = row(drive, "pay", "minutes").delivered
        await drive.keys(".")
        twice = row(drive, "pay", "minutes").delivered
        assert isinstance(once, (int, float))
        assert twice == once + (once - 2)
        await undone(drive, 4)


# -- adding ----------------------------------------------------------------------------------------------


async def test_a_new_touchpoint_stands_behind_the_selected_one_and_is_selected(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("ntCall back<enter>")
        assert names(drive) == ["web", "call-back", "pay", "ship", "help"]
        assert drive.workspace.selected == ("call-back", "")
        assert "> Call back" in drive.text()
        assert "Call back" in drive.lines()[-2]
        await undone(drive)
    async with opened(path) as drive:
        await drive.keys("nt<escape>")
        assert not drive.workspace.session.unsaved


@pytest.mark.parametrize(
    ("keys", "kind", "unit", "expected", "typed"),
    [
        ("r", "rating", None, 9, "9"),
        ("dh", "duration", "h", 4, "4"),
        ("mEUR<enter>", "money", None, 12.5, "12.50"),
        ("y", "yes_no", None, True, "yes"),
        ("c", "count", None, 2, "2"),
    ],
)
async def test_a_new_expectation_of_each_kind(
    path: Path, keys: str, kind: str, unit: str | None, expected: Any, typed: str
) -> None:
    async with opened(path) as drive:
        await drive.keys(f"neQuick reply<enter>{keys}")
        made = row(drive, "web", "quick-reply")
        assert (made.kind, made.unit) == (kind, unit)
        assert drive.workspace.view == "detail"
        assert drive.workspace.box is not None
        assert drive.workspace.box.field == "expected"
        await drive.keys(f"{typed}<enter>")
        assert row(drive, "web", "quick-reply").expected == expected
        assert drive.project.about.currency == ("EUR" if kind == "money" else None)
        await undone(drive, 2)


async def test_a_new_expectation_can_be_left_at_every_question(path: Path) -> None:
    async with opened(path) as drive:
        for keys in ("n", "ne", "neX<enter>", "neX<enter>d", "neX<enter>m"):
            await drive.keys([*keys_list(keys), "escape"])
            assert drive.top is drive.journey
            assert not drive.workspace.session.unsaved


def keys_list(text: str) -> list[str]:
    from tests.tui.driving import keys_of

    return list(keys_of(text))


async def test_a_new_stage_stands_behind_the_one_in_view(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("NPack<enter>")
        assert [each.id for each in drive.project.stages] == ["order", "pack", "wait", "use"]
        assert "[Pack" in drive.text()
        assert "This stage has no touchpoint yet." in drive.text()
        await drive.keys("nBoxing<enter>")
        assert names(drive) == ["web", "pay", "boxing", "ship", "help"]
        await undone(drive, 2)


async def test_a_journey_is_made_from_nothing(tmp_path: Path) -> None:
    path = shop(tmp_path, 'format = 1\n[project]\nname = "Empty"\n')
    async with opened(path) as drive:
        assert "This journey has no stage yet." in drive.text()
        await drive.keys("nOrder<enter>Web shop<enter>neFast<enter>ds30<enter>d45<enter>")
        assert row(drive, "web-shop", "fast").delivered == 45
        assert row(drive, "web-shop", "fast").expected == 30
        await drive.keys("<ctrl+s>")
        assert drive.said.startswith("Saved")
    async with opened(path) as drive:
        assert row(drive, "web-shop", "fast").delivered == 45


async def test_notes_and_actions(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("iAsk the bank<enter>")
        web = drive.project.touchpoint("web")
        assert web is not None
        assert [getattr(each, "text", each) for each in web.notes] == ["Ask the bank"]
        await drive.keys(
            "aCall them<enter>Ben<enter>soon<enter><ctrl+u>2026-12-04<enter>aWrite<enter><enter><enter>"
        )
        assert [(each.what, each.owner, each.due, each.touchpoint) for each in drive.project.actions] == [
            ("Call them", "Ben", date(2026, 12, 4), "web"),
            ("Write", None, None, "web"),
        ]
        # Esc at the second or third question leaves the whole of it.
        await drive.keys("aNever<enter><escape>aNor this<enter><enter><escape>")
        assert len(drive.project.actions) == 2
        await undone(drive, 3)


async def test_names_and_ids(path: Path) -> None:
    async with opened(path) as drive:
        await drive.command("rename")
        await drive.keys("<end>!<enter>")
        web = drive.project.touchpoint("web")
        assert web is not None
        assert web.name == "Web shop!"
        await drive.command("rename.id")
        await drive.keys("<ctrl+u>site<enter>")
        assert names(drive)[0] == "site"
        assert drive.workspace.selected == ("site", "prices")
        await drive.command("rename.stage")
        await drive.keys("Buying<enter>")
        assert drive.project.stages[0].name == "Buying"
        await undone(drive, 3)
        # An id that is taken, or none at all, is refused in a sentence.
        for id in ("pay", "No Id"):
            await drive.command("rename.id")
            await drive.keys(["ctrl+u", *id, "enter"])
            assert any(line.startswith(" Error: ") for line in drive.lines())
            assert steps(drive) == 0
        await drive.keys("jj")
        await drive.command("rename")
        await drive.keys("Quick<enter>")
        assert row(drive, "pay", "minutes").name == "Quick"


# -- moving ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "order", "stages"),
    [
        ("mj", ["pay", "web", "ship", "help"], "order order wait wait"),
        ("m<down><down>", ["pay", "web", "ship", "help"], "order wait wait wait"),
        ("mjjj", ["pay", "ship", "web", "help"], "order wait wait wait"),
        ("ml", ["pay", "ship", "help", "web"], "order wait wait wait"),
        ("mll", ["pay", "ship", "help", "web"], "order wait wait use"),
        ("mllhh", ["pay", "web", "ship", "help"], "order order wait wait"),
        ("<end>mkk", ["web", "pay", "help", "ship"], "order order order wait"),
    ],
)
async def test_a_touchpoint_is_carried_within_and_across_stages(
    path: Path, keys: str, order: list[str], stages: str
) -> None:
    async with opened(path) as drive:
        await drive.keys(keys)
        assert drive.workspace.grabbed is not None
        assert "MOVING" in drive.lines()[0]
        assert "Enter drop" in drive.lines()[-1]
        await drive.keys("<enter>")
        assert (names(drive), " ".join(each.stage for each in drive.project.touchpoints)) == (order, stages)
        assert drive.workspace.grabbed is None
        await undone(drive)
    async with opened(path) as drive:
        project = drive.project
        await drive.keys(f"{keys}<escape>")
        assert drive.project is project
        assert not drive.workspace.session.unsaved
        assert "Put back." in drive.lines()[-2]


async def test_a_row_is_carried_within_its_touchpoint(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("jjmj<enter>")
        pay = drive.project.touchpoint("pay")
        assert pay is not None
        assert [each.id for each in pay.expectations] == ["works", "minutes"]
        assert drive.workspace.selected == ("pay", "minutes")
        await undone(drive)
        await drive.keys("mjjjj")
        assert "end" in drive.lines()[-2]
        await drive.keys("<enter>")
        assert names(drive) == ["web", "pay", "ship", "help"]


async def test_nothing_but_carrying_happens_while_a_row_is_grabbed(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("mdDq?5<enter>")
        assert not drive.workspace.session.unsaved
        assert drive.running
        assert drive.workspace.box is None


# -- deleting --------------------------------------------------------------------------------------------


async def test_rows_touchpoints_and_stages_are_deleted_and_come_back(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("jjD")
        pay = drive.project.touchpoint("pay")
        assert pay is not None
        assert [each.id for each in pay.expectations] == ["works"]
        assert drive.workspace.selected[0] == "pay"
        await undone(drive)
    async with opened(path) as drive:
        await drive.keys("jD")
        assert names(drive) == ["web", "ship", "help"]
        await undone(drive)
        await drive.keys("<home>D")
        assert names(drive) == ["pay", "ship", "help"]
        await undone(drive)
    async with opened(path) as drive:
        await drive.command("delete.stage")
        assert [each.id for each in drive.project.stages] == ["wait", "use"]
        assert names(drive) == ["ship", "help"]
        assert drive.workspace.selected[0] == "ship"
        await undone(drive)
        await drive.keys("<home>" + "D" * 12)
        # A stage that has become empty is deleted by name only, and no other stage is begun upon.
        assert names(drive) == ["ship", "help"]
        assert [each.id for each in drive.project.stages] == ["order", "wait", "use"]


async def test_everything_can_be_deleted(path: Path) -> None:
    async with opened(path) as drive:
        before = drive.project
        for _ in range(3):
            await drive.command("delete.stage")
        assert drive.project.stages == ()
        assert "This journey has no stage yet." in drive.text()
        await drive.keys("dwoD+-.mi a=<enter><escape>")
        assert drive.running
        await drive.keys("<escape><escape>uuu")
        assert drive.project is before


# -- marks -----------------------------------------------------------------------------------------------


async def test_a_change_of_marked_rows_is_one_step(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(" jjv")
        marked = set(drive.workspace.marks)
        assert {("web", "prices"), ("pay", "minutes"), ("pay", "works")} <= marked
        await drive.keys("<escape>")
        assert not drive.workspace.marks
        await drive.keys("<home> jj")
        await drive.keys(" ")
        assert drive.workspace.marks == {("web", "prices"), ("pay", "works")}
        assert "2 rows marked" in drive.text()
        await drive.keys("d1<enter>")
        assert (row(drive, "web", "prices").delivered, row(drive, "pay", "works").delivered) == (1, 1)
        await undone(drive)
        await drive.keys("w5<enter>")
        web = drive.project.touchpoint("web")
        assert web is not None
        assert (web.weight, row(drive, "pay", "works").weight) == (5, 5)
        await undone(drive)
        await drive.keys("oo")
        both = [row(drive, "web", "prices"), row(drive, "pay", "works")]
        assert [each.expected_by for each in both] == ["observed", "observed"]
        await undone(drive, 2)
        await drive.keys("D")
        assert names(drive) == ["pay", "ship", "help"]
        assert not drive.workspace.marks
        await undone(drive)


async def test_a_change_that_one_marked_row_refuses_changes_none(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(" jj d5<enter>")
        assert drive.workspace.box is not None
        assert drive.lines()[-2].startswith(" Error: ")
        assert not drive.workspace.session.unsaved


# -- typing ahead ----------------------------------------------------------------------------------------


async def test_keys_typed_at_once_go_where_they_were_meant(path: Path) -> None:
    """What a fast typist, a macro or a slow line sends in one go."""
    async with opened(path) as drive:
        await drive.keys(
            "d7<enter>jjd8<down>yes<enter>NPack<enter>nBoxing<enter>neSturdy<enter>r9<enter>d4<enter>"
            "<escape>/Box<enter>d6<enter><escape>gbiSee<enter>gc<escape>g1w2<enter>"
        )
        assert row(drive, "web", "prices").delivered == 7
        assert row(drive, "pay", "minutes").delivered == 8
        assert row(drive, "pay", "works").delivered is True
        sturdy = row(drive, "boxing", "sturdy")
        assert (sturdy.delivered, sturdy.expected) == (6, 9)
        boxing, web = drive.project.touchpoint("boxing"), drive.project.touchpoint("web")
        assert boxing is not None
        assert web is not None
        assert getattr(boxing.notes[0], "text", "") == "See"
        assert web.weight == 2


async def test_keys_behind_a_command_that_asks_in_its_turn_are_for_that_command(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(":new.stage<enter>Pack<enter>?goto<enter>2:rename.stage<enter>Boxes<enter>")
        assert [each.name for each in drive.project.stages] == ["Order", "Boxes", "Wait", "Use"]
        assert steps(drive) == 2


async def test_a_number_asked_of_a_touchpoint_says_which_key_leads_to_a_row(path: Path) -> None:
    path.write_text(
        SHOP.replace(
            'id = "help"', 'id = "park"\nstage = "use"\nname = "Parking"\n\n[[touchpoints]]\nid = "help"'
        )
    )
    async with opened(path) as drive:
        await drive.keys("j")
        before = drive.project
        for key, what in (("+", "Delivered"), ("-", "Delivered"), ("o", "Basis"), ("7", "Delivered")):
            await drive.keys(key)
            assert drive.said == f"{what} belongs to a row: j selects the first one of this touchpoint."
        await drive.keys("<enter>d")
        assert "Esc leads back to the board; there, j selects the first one" in drive.said
        # The first Esc is for what was said.
        await drive.keys("<escape><escape>jd")
        assert drive.workspace.box is not None
        await drive.keys("<escape>")
        drive.app.journey.show(drive.workspace.select(("park", "")))
        await drive.keys("+")
        assert drive.said == "Delivered belongs to a row: n adds one, this touchpoint has none."
        assert drive.project is before


async def test_a_long_burst_is_never_lost(path: Path) -> None:
    async with opened(path) as drive:
        text = "abcdefghij klmnop qrstuvwxyz 0123456789 " * 5
        await drive.keys(["i", *text.strip(), "enter", *("+" * 3), *("-" * 3), "i", *"second", "enter"])
        web = drive.project.touchpoint("web")
        assert web is not None
        assert [getattr(each, "text", each) for each in web.notes] == [text.strip(), "second"]
        assert row(drive, "web", "prices").delivered == 6
        assert steps(drive) == 8


# -- saying ----------------------------------------------------------------------------------------------


async def test_an_error_stays_until_the_next_key_and_is_kept_in_the_messages(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("jd")
        assert "Error: Delivered belongs to a row" in drive.lines()[-2]
        await drive.resize(100, 30)
        assert "Error: Delivered belongs to a row" in drive.lines()[-2]
        await drive.keys("j")
        assert "Error" not in drive.lines()[-2]
        await drive.keys("d7<enter>gm")
        text = drive.text()
        assert "Error: Delivered belongs to a row" in text
        assert "Delivered 9 min > 7 min" in text
        assert text.index("Delivered 9 min") < text.index("Error: Delivered belongs")


async def test_resizing_keeps_the_selection_the_box_and_its_text(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys("jjjd0.7")
        for size in ((140, 40), (20, 6), (240, 60), (59, 10), (120, 22), (80, 24)):
            await drive.resize(*size)
            assert drive.workspace.selected == ("pay", "works")
            assert line(drive).value == "0.7"
            assert line(drive).has_focus
            assert line(drive).display
            assert drive.aligned()
            assert "0.7" in drive.text()
        await drive.keys("5<enter>")
        assert row(drive, "pay", "works").delivered == 0.75
        assert path.read_text() == SHOP


async def test_nothing_of_the_old_value_stands_beside_what_is_typed_in_the_detail(path: Path) -> None:
    async with opened(path, view="detail") as drive:
        await drive.keys("3")
        delivered = next(each for each in drive.lines() if each.startswith(" delivered"))
        assert delivered.startswith(" delivered > 3 ")
