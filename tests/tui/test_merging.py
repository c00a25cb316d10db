"""The merge dialog: two people changed one thing, and whoever saves second chooses, key by key."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.files.loading import load
from model.scoring.totals import score_project
from tests.tui.driving import opened
from tests.tui.merges import (
    MINE,
    THEIRS,
    WEB_OPEN,
    asked,
    kept,
    many,
    problem,
    row,
    selected,
    text_of,
)
from tests.tui.shops import PAY, SHOP
from tui.scoretext import journey_text
from tui.screens.merging import Merging
from tui.widgets.line import TypingLine


async def test_both_values_and_what_merged_by_itself_are_listed(path: Path) -> None:
    async with asked(path, mine=MINE + "ged9<enter>") as drive:
        assert drive.lines()[0].startswith(" shop.toml > SAVE: the file changed while you worked")
        assert selected(drive).split() == WEB_OPEN
        assert "9 min     8 min     7 min     CHOOSE" in row(drive, "Paying / Time to pay . delivered")
        assert kept(drive, "Helpdesk . name") == "theirs (auto)"
        assert kept(drive, "Desk . delivered") == "yours (auto)"
        assert "2 need you, 2 merged because only one side changed them." in drive.text()
        assert path.read_text() == THEIRS


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("mm", ("7", "8")),
        ("tt", ("5", "7")),
        ("mt", ("7", "7")),
        ("tm", ("5", "8")),
        ("M", ("7", "8")),
        ("T", ("5", "7")),
        ("mT", ("7", "7")),
        ("tM", ("5", "8")),
        ("jtM", ("7", "7")),
        ("e6.5<enter>m", ("6.5", "8")),
        ("e4<enter>e1 h<enter>", ("4", "60")),
        ("mmkkt", ("5", "8")),
        ("e<enter>T", ("7", "7")),
        ("e3<escape>T", ("5", "7")),
    ],
)
async def test_what_is_chosen_is_written_and_nothing_else(
    path: Path, keys: str, wanted: tuple[str, str]
) -> None:
    async with asked(path) as drive:
        await drive.keys(keys)
        assert "Nothing is left to choose" in drive.text()
        assert path.read_text() == THEIRS
        await drive.keys("<enter>")
        assert drive.top is drive.journey
        assert drive.said.startswith(("Saved shop.toml.", "The file says what you have."))
        assert "*edited" not in drive.lines()[0]
    assert path.read_text() == text_of(*wanted, "Desk")


async def test_each_choice_is_said_in_the_line_and_the_next_open_one_is_selected(path: Path) -> None:
    async with asked(path) as drive:
        await drive.keys("m")
        assert kept(drive, "Web shop . delivered") == "yours"
        assert selected(drive).startswith("> Paying")
        await drive.keys("t")
        assert kept(drive, "Paying / Time to pay . delivered") == "theirs"
        await drive.keys("ke6.5<enter>")
        assert kept(drive, "Web shop . delivered") == "6.5"


async def test_enter_is_refused_while_something_is_left_to_choose(path: Path) -> None:
    async with asked(path) as drive:
        await drive.keys("m<enter>")
        assert isinstance(drive.top, Merging)
        assert problem(drive) == "1 still to choose: m mine, t theirs, e a third value."
        await drive.keys("<ctrl+s>")
        assert isinstance(drive.top, Merging)
        assert path.read_text() == THEIRS
        await drive.keys("m<ctrl+s>")
    assert path.read_text() == text_of("7", "8", "Desk")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("x", '"x" is not a number'), ("11", "11"), ("-1", "-1"), ("1e999", '"1e999" is not a number')],
)
async def test_a_third_value_that_cannot_be_is_refused_in_a_sentence_and_stays(
    path: Path, typed: str, said: str
) -> None:
    async with asked(path) as drive:
        await drive.keys(f"e{typed}<enter>")
        line = drive.one("#value", TypingLine)
        assert (line.display, line.value) == (True, typed)
        assert said in drive.lines()[-3]
        assert kept(drive, "Web shop . delivered") == "CHOOSE"
        await drive.keys("<ctrl+u>6<enter>M<enter>")
    assert path.read_text() == text_of("6", "8", "Desk")


async def test_later_keeps_the_edits_and_writes_nothing(path: Path) -> None:
    async with asked(path) as drive:
        await drive.keys("m<escape>")
        assert drive.top is drive.journey
        assert path.read_text() == THEIRS
        assert "Nothing was written; 2 changes wait for your choice: save asks again." in drive.said
        assert "*edited" in drive.lines()[0]
        # Both are here: mine, and what they changed elsewhere.
        assert "Desk" in {each.name for each in drive.project.touchpoints}
        await drive.keys("<ctrl+s>")
        assert isinstance(drive.top, Merging)
        assert kept(drive, "Helpdesk . name") == "theirs (auto)"
        await drive.keys("M<enter>")
        assert path.read_text() == text_of("7", "8", "Desk")
        # Undo takes back what was done here, and nothing of theirs.
        await drive.keys("uuuu<ctrl+s>")
    assert path.read_text() == THEIRS


async def test_beside_and_discard(path: Path) -> None:
    async with asked(path) as drive:
        await drive.keys("b")
        (beside,) = [each for each in path.parent.iterdir() if each != path]
        assert beside.read_text() == text_of("7", "8", "Desk")
        assert beside.name in drive.said
        assert path.read_text() == THEIRS
        await drive.keys("<ctrl+s>D")
        assert drive.said == "Read shop.toml again."
        assert not drive.workspace.unsaved
        assert drive.project == load(path).project
    assert path.read_text() == THEIRS


async def test_the_keys_are_told_and_put_away(path: Path) -> None:
    async with asked(path) as drive:
        before = drive.text()
        await drive.keys("?")
        for words in ("type a third value", "save my version beside", "discard mine", "Esc later"):
            assert words in drive.text()
        await drive.keys("?")
        assert drive.text() == before


async def test_a_line_that_needs_no_choice_takes_none(path: Path) -> None:
    async with asked(path) as drive:
        for key in "mte":
            await drive.keys(f"<end>{key}")
            assert problem(drive) == "This one needs no choice: only one side changed it."
        await drive.keys("M<enter>")
    assert path.read_text() == text_of("7", "8", "Desk")


async def test_the_journeys_scores_are_those_of_the_three_versions(path: Path, tmp_path: Path) -> None:
    def score(text: str) -> str:
        other = tmp_path / "other.toml"
        other.write_text(text)
        project = load(other).project
        assert project is not None
        return journey_text(score_project(project))

    async with asked(path) as drive:

        def head(merged: str) -> str:
            yours = score(text_of("7", "8", "Desk"))
            return f" Journey score:  yours {yours}   theirs {score(THEIRS)}   merged so far {score(merged)}"

        assert head(THEIRS) in drive.text()
        await drive.keys("m")
        assert head(text_of("7", "7")) in drive.text()
        await drive.keys("e2<enter>")
        assert head(text_of("7", "2")) in drive.text()


@pytest.mark.parametrize(
    ("keys", "wanted"), [("mt", ("7", "7")), ("T", ("5", "7")), ("e6.5<enter>M", ("6.5", "8"))]
)
async def test_keys_typed_ahead_of_the_dialog_choose_in_it(
    path: Path, keys: str, wanted: tuple[str, str]
) -> None:
    async with opened(path) as drive:
        await drive.keys(MINE)
        path.write_text(THEIRS)
        await drive.keys(f"<ctrl+s>{keys}<enter>")
        assert drive.top is drive.journey
        assert not drive.workspace.unsaved
        # What comes behind it is for the board again.
        await drive.keys("<home>d3<enter>")
        assert path.read_text() == text_of(*wanted, "Desk")
        await drive.keys("<ctrl+s>")
    assert path.read_text() == text_of("3", wanted[1], "Desk")


async def test_a_save_while_the_dialog_is_open_is_merged_too(path: Path) -> None:
    async with asked(path) as drive:
        await drive.keys("M")
        path.write_text(text_of("4", "7", "Counter"))
        await drive.look_around()
        assert isinstance(drive.top, Merging)
        await drive.keys("<enter>")
        # They changed Web shop once more: asked about again, and only that.
        assert isinstance(drive.top, Merging)
        assert path.read_text() == text_of("4", "7", "Counter")
        assert "7.0" in selected(drive)
        assert "4.0" in selected(drive)
        assert drive.text().count("CHOOSE") == 2  # the line, and the sentence that says when Enter writes
        await drive.keys("m<enter>")
    assert path.read_text() == text_of("7", "8", "Counter")


async def test_a_save_elsewhere_while_the_dialog_is_open_needs_no_second_choice(path: Path) -> None:
    async with asked(path) as drive:
        path.write_text(text_of("5", "7", "Counter"))
        await drive.keys("M<enter>")
        assert drive.top is drive.journey
    assert path.read_text() == text_of("7", "8", "Counter")


async def test_what_following_merged_before_is_listed_too(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(MINE)
        path.write_text(text_of("5", "9", "Desk"))
        await drive.look_around()
        path.write_text(THEIRS)
        await drive.look_around()
        await drive.keys("<ctrl+s>")
        assert isinstance(drive.top, Merging)
        assert "9 min     8 min     7 min     CHOOSE" in row(drive, "Paying / Time to pay . delivered")
        assert selected(drive).split() == WEB_OPEN
        assert kept(drive, "Helpdesk . name") == "theirs (auto)"
        assert "2 need you, 1 merged because only one side changed it." in drive.text()
        await drive.keys("mt<enter>")
        assert path.read_text() == text_of("7", "7", "Desk")
        # The next one begins anew.
        await drive.keys("<home>d6<enter>")
        path.write_text(text_of("8", "7", "Desk"))
        await drive.keys("<ctrl+s>")
        assert kept(drive, "Web shop . delivered") == "CHOOSE"
        assert "Helpdesk . name" not in drive.text()


async def test_what_one_deleted_and_the_other_edited_stays_and_is_listed(path: Path) -> None:
    start = SHOP.index('[[touchpoints]]\nid = "web"')
    without_web = SHOP[:start] + SHOP[SHOP.index('[[touchpoints]]\nid = "pay"') :]
    async with opened(path) as drive:
        await drive.keys(MINE)
        path.write_text(without_web.replace(PAY, "delivered = 7"))
        await drive.look_around()
        await drive.keys("<ctrl+s>")
        assert kept(drive, "touchpoint Web shop") == "kept (auto)"
        assert "1 needs you, 1 merged because only one side changed it." in drive.text()


async def test_what_stays_says_what_may_be_the_same_under_another_id(path: Path) -> None:
    # Renamed by somebody who also gave it another owner: too far from the old one to be sure.
    renamed = SHOP.replace('id = "web"', 'id = "store"', 1).replace('owner = "Ana"', 'owner = "Bo"')
    async with opened(path) as drive:
        await drive.keys(MINE)
        path.write_text(renamed.replace(PAY, "delivered = 7"))
        await drive.look_around()
        await drive.keys("<ctrl+s>")
        assert "another id" not in drive.text()
        while not selected(drive).startswith("> touchpoint Web shop"):
            await drive.keys("<down>")
        assert "'store' may be the same under another id." in drive.text()


async def test_while_something_is_tried_nothing_is_written_over_theirs(path: Path) -> None:
    async with opened(path) as drive:
        await drive.keys(MINE)
        path.write_text(THEIRS)
        await drive.look_around()
        await drive.command("whatif")
        assert drive.workspace.trying
        await drive.keys("<ctrl+s>")
        assert "Leave what-if with x" in drive.said
    assert path.read_text() == THEIRS


async def test_three_hundred_choices_are_walked_and_written(path: Path) -> None:
    path.write_text(many(300, 2))
    async with opened(path) as drive:
        await drive.keys("<space>gevd3<enter>")
        path.write_text(many(300, 4))
        await drive.keys("<ctrl+s>")
        assert isinstance(drive.top, Merging)
        assert "300 need you" in drive.text()
        await drive.keys("<pagedown><pagedown>")
        assert selected(drive).startswith("> Row 28 ")
        await drive.keys("m<end>m")
        assert selected(drive).startswith("> Row 0 ")
        await drive.keys("T<enter>")
    wanted = many(300, 4).split("[[touchpoints]]")
    for at in (28, 299):
        wanted[at + 1] = wanted[at + 1].replace("delivered = 4", "delivered = 3")
    assert path.read_text() == "[[touchpoints]]".join(wanted)
