"""A vote by keys: asked for, sealed, opened, accepted; and what nobody may read before it is opened."""

import json
import os
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from rich.cells import cell_len

from model.editing.session import Session
from model.files.loading import load
from model.files.presence import prefix_of, this_machine
from model.voting.poll import Heard, Poll
from model.voting.round import SUBJECTS, Ballot, Round, Stage
from tests.tui.driving import TODAY, Drive, opened
from tests.tui.hostile import HIDDEN, hostile_project
from tests.tui.shops import shop
from tui.opening import Wishes
from tui.pictures.glyphs import ASCII, BLOCK
from tui.pictures.picture import Look, line_width, plain_text
from tui.themes import MONO, NIGHT
from tui.views.frame import screen_picture
from tui.widgets.line import TypingLine
from tui.workspace import Workspace

VISIBLE = Wishes(presence=True)
THEIRS = Round("0a1b2c3d", 1000.0, "web", "prices", "delivered")
SALT = "0123456789abcdef"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return shop(tmp_path)


class Somebody:
    """Another session at the same file."""

    def __init__(self, drive: Drive, pid: int) -> None:
        self.drive = drive
        self.file = drive.path.with_name(f"{prefix_of(drive.path.name)}x.{pid}")

    async def say(self, poll: Poll | None = None, **more: object) -> None:
        """Say something, and have it heard."""
        said = {"here": 1, "machine": this_machine(), "since": 1e9, **more}
        if poll is not None:
            said["vote"] = poll.statement.data()
        self.file.write_text(json.dumps(said))
        await self.drive.look_around()

    async def leave(self) -> None:
        self.file.unlink()
        await self.drive.look_around()


def written(drive: Drive) -> dict[str, object]:
    """What this session says of the vote beside the file."""
    (file,) = drive.path.parent.glob(f"*.{os.getpid()}")
    found: dict[str, object] = json.loads(file.read_text())["vote"]
    return found


def poll_of(drive: Drive) -> Poll:
    assert drive.workspace.others.poll is not None
    return drive.workspace.others.poll


async def test_a_vote_from_the_question_to_one_edit(path: Path, child: int) -> None:
    async with opened(path, wishes=VISIBLE) as drive:
        dev = Somebody(drive, child)
        await dev.say()
        start = drive.project
        await drive.keys("V")
        assert "Vote on 'Web shop'" in drive.text()
        await drive.keys("dn")
        assert "Your vote: delivered of Web shop" in drive.text()
        await drive.keys("4.25")
        assert drive.app.keeping._draft is None, "it is in no journal"
        assert drive.one("#line", TypingLine).value == "4.25"
        assert "4.25" not in drive.text()
        await drive.keys("<enter>")
        assert drive.said == "Your vote is in, sealed."
        assert drive.workspace.view == "vote"
        assert "1 of 2 votes in" in drive.text()
        assert "4.25" not in drive.text()
        assert "value" not in written(drive)
        theirs = Poll(poll_of(drive).round).voting(8, SALT)
        await dev.say(theirs)
        assert "2 of 2 votes in" in drive.text()
        assert "vote 2 of 2" in drive.lines()[0]
        await drive.keys(" ")
        assert written(drive)["value"] == 4.25
        assert "on its way" in drive.text()
        await dev.say(theirs.going_on(Stage.SPREAD))
        assert "2 votes, from 4.25 to 8.0" in drive.text()
        assert "mean" not in drive.text().replace("says the mean", "")
        await drive.keys(" ")
        assert "MEAN" in drive.text()
        # Nothing of all this was an edit.
        assert drive.project is start
        assert drive.workspace.session.state.parent is None
        await drive.keys("a")
        assert "the median, 6.12" in drive.text()
        await drive.keys("o7<enter>")
        assert drive.project.touchpoints[0].expectations[0].delivered == 7
        assert drive.said.startswith("Delivered 6.0 > 7.0")
        assert drive.workspace.view == "board"
        assert written(drive)["stage"] == Stage.OVER
        await drive.keys("u")
        assert drive.project == start
        assert "vote" not in drive.lines()[0]


async def test_a_voted_number_is_assumed_and_has_no_sample(path: Path) -> None:
    path.write_text(
        path.read_text().replace('expected_by = "asked"', 'expected_by = "asked"\nexpected_n = 9', 1)
    )
    async with opened(path, wishes=VISIBLE) as drive:
        await drive.keys("Ven7<enter>  am")
        row = drive.project.touchpoints[0].expectations[0]
        assert (row.expected, row.expected_by, row.expected_n) == (7, "assumed", None)
        await drive.keys("u")
        assert not drive.workspace.session.unsaved


async def test_weights_and_dots(path: Path) -> None:
    async with opened(path, wishes=VISIBLE) as drive:
        await drive.keys("Vwn3<enter>  am")
        assert drive.project.touchpoints[0].weight == 3
        await drive.keys("Vos")
        assert "show them" in drive.text()
        await drive.keys("n6<enter>")
        assert '"6" is no number of dots' in drive.text()
        await drive.keys("<ctrl+u>5<enter>  an")
        assert getattr(drive.project.touchpoints[0].notes[-1], "text", "") == "Dots: 5 of 5 (5)"
        await drive.keys("uu")
        assert not drive.workspace.session.unsaved


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("x", "not a number"),
        ("12", "outside"),
        ("", "nothing was typed"),
        ("nan", "not a number"),
        ("9e99", "beyond"),
    ],
)
async def test_what_is_no_vote_is_told_where_it_is_typed(path: Path, typed: str, words: str) -> None:
    async with opened(path, wishes=VISIBLE) as drive:
        await drive.keys(f"Vdn{typed}<enter>")
        assert words in drive.text()
        await drive.keys("<escape>")
        assert poll_of(drive).ballot is None
        assert "0 of 1 votes in" in drive.text()
        await drive.keys(" ")
        assert drive.said == "Nobody has voted yet."


async def test_somebody_elses_vote_is_told_joined_and_left_to_them(path: Path, child: int) -> None:
    async with opened(path, wishes=VISIBLE) as drive:
        ana = Somebody(drive, child)
        await ana.say(replace(Poll(THEIRS), opener=True))
        assert "asks for a vote: delivered of 'Web shop'. V votes." in drive.said
        await drive.keys("V5<enter>")
        assert poll_of(drive).round == THEIRS
        for key in (" ", "D", "a"):
            await drive.keys(key)
            assert "opens and ends this vote." in drive.said
        await drive.keys("w")
        assert drive.said == "Your vote is taken back; Enter votes again."
        assert "seal" not in written(drive)
        assert "[no vote]" in drive.text()
        await drive.keys("<enter>6<enter>")
        # Whoever has the pen opens it, also where somebody else asked.
        await drive.keys("L ")
        assert drive.said.startswith("Open. Without a vote: ")
        assert written(drive)["value"] == 6
        for key in ("<enter>", "w"):
            await drive.keys(key)
            assert drive.said == "The votes are open: yours stays as it is."
        await ana.say(replace(Poll(THEIRS), opener=True, stage=Stage.OVER))
        assert drive.said in ("The vote is over.", "The votes are open: yours stays as it is.")
        assert "No vote is running" in drive.text()


async def test_a_vote_whose_opener_left_is_anybodys_to_end(path: Path, child: int) -> None:
    async with opened(path, wishes=VISIBLE) as drive:
        ana = Somebody(drive, child)
        await ana.say(replace(Poll(THEIRS).voting(2, SALT), opener=True))
        await drive.keys("V5<enter>")
        await ana.leave()
        assert "left: anybody can open and end it now" in drive.said
        assert "[left, the vote with them]" in drive.text()
        await drive.keys(" ")
        assert "left before" in drive.text()
        assert "1 vote, 5.0" in drive.text()
        await drive.keys("D")
        assert drive.said == "The vote is over; nothing was written."
        assert drive.workspace.view == "board"
        assert not drive.workspace.session.unsaved


async def test_who_comes_late_sees_the_open_votes_and_does_not_count(path: Path, child: int) -> None:
    async with opened(path, wishes=VISIBLE) as drive:
        ana = Somebody(drive, child)
        await ana.say(replace(Poll(THEIRS).voting(2, SALT), opener=True, stage=Stage.SPREAD))
        await drive.keys("V")
        assert "1 vote, 2.0" in drive.text()
        await drive.keys("<enter>")
        assert "It is late" in drive.text()
        await drive.keys("9<enter>")
        assert drive.said == "Your vote is in. It is late, and does not count."
        assert "late, not counted  you 9.0" in drive.text()


async def test_votes_without_names_have_none(path: Path, child: int) -> None:
    async with opened(path, wishes=VISIBLE) as drive:
        await drive.keys("Vda5<enter>")
        theirs = Poll(poll_of(drive).round).voting(5, SALT)
        dev = Somebody(drive, child)
        await dev.say(theirs)
        await drive.keys(" ")
        await dev.say(theirs.going_on(Stage.SPREAD))
        assert "2 votes, all 5.0" in drive.text()
        assert not [line for line in drive.lines() if "5.0" in line and "you" in line]


async def test_where_nobody_would_see_it_a_sentence_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(path) as drive:
        await drive.keys("V")
        assert drive.said == "Nobody would see the vote: presence is off in your settings."
    monkeypatch.setattr("model.files.presence.Presence.say", lambda *_: False)
    async with opened(path, wishes=VISIBLE) as drive:
        await drive.keys("Vdn")
        assert drive.said == "Nobody would see it: the folder takes no file of yours."
        assert drive.workspace.others.poll is None
        assert drive.workspace.view == "board"


async def test_a_viewer_votes_and_changes_nothing(path: Path) -> None:
    async with opened(path, wishes=Wishes(presence=True, read_only=True)) as drive:
        await drive.keys("Vdn5<enter>  a")
        assert drive.said.startswith("Nothing can be changed")
        assert written(drive)["value"] == 5


async def test_in_a_review_it_stands_beside_the_numbers_and_ends_in_the_minutes(path: Path) -> None:
    async with opened(path, (80, 24), wishes=VISIBLE) as drive:
        await drive.keys("rj<enter><ctrl+u><enter>Vdn5<enter>")
        await drive.keys("<escape>")
        assert drive.workspace.view == "review"
        assert "delivered: 1 of 1 in, hidden until they are opened: you [set]" in drive.text()
        await drive.keys("V  ")
        await drive.keys("am")
        assert drive.workspace.view == "review"
        assert "decided: Vote on delivered: median 5.0, mean 5.0, of 5" in drive.text()
        await drive.command("view.minutes")
        assert "Vote on delivered" in drive.text()


async def test_a_row_that_is_gone_cannot_be_voted_on_any_more(path: Path) -> None:
    async with opened(path, wishes=VISIBLE) as drive:
        await drive.keys("Vdn5<enter>  <escape>D")
        await drive.keys("Va")
        await drive.keys("m")
        assert "what was voted on is gone" in drive.said
        await drive.keys("D")
        assert drive.said == "The vote is over; nothing was written."


def crowd(workspace: Workspace, subject: int, stage: Stage) -> Workspace:
    """Forty people with every kind of vote, on the selected row."""
    asked = Round("0a1b2c3d", 1000.0, *workspace.selected, SUBJECTS[subject], subject % 2 == 0)
    others = []
    for number in range(40):
        ballot: Ballot | None = Ballot.cast(asked, number * 7 % 11 / 3, SALT, late=number % 9 == 0)
        if number % 5 == 0:
            ballot = None
        elif number % 7 == 0 and ballot is not None:
            ballot = replace(ballot, value=9.0)
        heard = Heard(number % 6 > 0, ballot, withdrew=number % 10 == 0, opener=number == 3)
        others.append((("who\u202e日" if number % 3 else "root", number), heard))
    poll = Poll(asked, stage=stage, others=tuple(others))
    return replace(workspace, view="vote", others=replace(workspace.others, poll=poll))


def test_a_crowd_with_hostile_names_keeps_the_columns_at_every_size(tmp_path: Path) -> None:
    loaded = load(shop(tmp_path, hostile_project()))
    assert loaded.project is not None
    workspace = Workspace.opening(Session.opened(loaded.project, loaded.raw), "shop.toml", TODAY)
    sizes = [(20, 6), (33, 9), (60, 16), (80, 24), (140, 40), (240, 60)]
    looks = (Look(BLOCK, NIGHT), Look(ASCII, MONO, only_ascii=True))
    for (width, height), look, subject, stage in product(sizes, looks, range(4), list(Stage)[:3]):
        picture = screen_picture(crowd(workspace, subject, stage), look, width, height)
        assert len(picture) == height
        assert {line_width(line) for line in picture} == {width}
        text = plain_text(picture)
        assert all(cell_len(line) <= width for line in text.splitlines())
        assert not any(HIDDEN.search(line) for line in text.splitlines())
        if look.only_ascii:
            assert text.replace("\n", "").isascii()
