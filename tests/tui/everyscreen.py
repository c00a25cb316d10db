"""Every screen there is, in every state worth showing: the one list that the tests of access walk.

A view, a popup or a prompt that is not in it fails `test_everyscreen.py`; what is in it is held to every rule
of access without another test.
"""

from __future__ import annotations

import pkgutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import Any

import tomli
import tomli_w

import tui.screens
from model.files.restoring import Reviewed
from model.voting.poll import Heard, Poll
from model.voting.round import Ballot, Round, Stage
from tests.tui.driving import SAMPLE, Drive
from tests.tui.hostile import PAYLOADS
from tests.tui.merges import THEIRS, deciding, text_of
from tests.tui.shops import SHOP
from tui.progress import Progress
from tui.screens.asked import Asked
from tui.screens.atlength import Busy
from tui.screens.merging import Merging
from tui.screens.recovery import Review
from tui.screens.voting import VotePrompt

SIZES = ((80, 24), (140, 40), (59, 18), (240, 60), (20, 6))

Arrive = Callable[[Drive], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Scene:
    """One screen in one state, and how to come there from the board with the first row selected."""

    name: str
    shows: str
    """The view, or the class of the popup in front."""
    how: str | Arrive = ""
    """Keys to type, or what else has to happen."""


# -- what keys alone do not bring about --------------------------------------------------------------------


async def _error(drive: Drive) -> None:
    drive.journey.show(drive.workspace.saying("The number was not set: it has to be 0 or more.", "error"))
    await drive.settle()


async def _not_following(drive: Drive) -> None:
    others = replace(drive.workspace.others, followed=False)
    drive.journey.show(replace(drive.workspace, others=others))
    await drive.settle()


async def _read_only(drive: Drive) -> None:
    words = "opened with --read-only; open it without to change it."
    drive.journey.show(replace(drive.workspace, read_only=words, read_only_why="--read-only"))
    await drive.settle()


async def _merging(drive: Drive) -> None:
    beside = drive.path.with_name("merging.toml")
    beside.write_text(SHOP, encoding="utf-8")
    value = deciding(beside, text_of("7", "8"), THEIRS)
    drive.app.push_screen(Merging(value, beside.name, drive.app.today, drive.journey.look))
    await drive.settle()


async def _third_value(drive: Drive) -> None:
    await _merging(drive)
    await drive.keys("e")


async def _merging_keys(drive: Drive) -> None:
    await _merging(drive)
    await drive.keys("m?")


async def _lost(drive: Drive) -> None:
    rows = [Reviewed(f"Website first look: delivered {at}.0 > {at}.5", "the same") for at in range(30)]
    drive.app.push_screen(Review(rows, drive.journey.look))
    await drive.settle()


async def _versions(drive: Drive) -> None:
    if not drive.path.parent.joinpath(".snapshots").exists():
        await drive.keys("S<enter>")
        await drive.until(lambda: "kept" in drive.said)
        await drive.keys("Sbefore lunch<enter>")
        await drive.until(lambda: "lunch" in drive.said)
    await drive.keys("jd3<enter>")
    await drive.keys("C")
    await drive.until(lambda: "lunch" in drive.text())


async def _compared(drive: Drive) -> None:
    await _versions(drive)
    await drive.keys("1")
    await drive.until(lambda: drive.workspace.view == "compare")
    await drive.settle()


async def _new_review(drive: Drive) -> None:
    drive.journey.run_command("review.new")
    await drive.until(lambda: drive.top is not drive.journey)
    await drive.settle()


async def _reviewing(drive: Drive) -> None:
    await _new_review(drive)
    await drive.keys("w")
    await drive.keys("<enter><enter>")
    assert drive.workspace.view == "review"


async def _reviewed(drive: Drive) -> None:
    await _reviewing(drive)
    await drive.keys("d3<enter>")
    await drive.keys("cAsk again in May<enter>")
    await drive.keys("pWho rings the customer?<enter>")


async def _minutes(drive: Drive) -> None:
    await _reviewed(drive)
    await drive.keys("<enter>gu")


async def _in_review(drive: Drive) -> None:
    await _reviewing(drive)
    await drive.keys("c")


async def _to_a_file(drive: Drive) -> None:
    await _minutes(drive)
    await drive.keys("w")


async def _review_timer(drive: Drive) -> None:
    await _reviewing(drive)
    await drive.keys("t")


async def _casting(drive: Drive) -> None:
    prompt = VotePrompt("Your vote", drive.journey.look, "1 to 10", float)
    drive.app.push_screen(prompt)
    await drive.settle()
    await drive.keys("7")


def _voting(stage: Stage) -> Arrive:
    """A vote on the selected row, with everybody there can be in it."""

    async def arrive(drive: Drive) -> None:
        asked = Round("0a1b2c3d", 1000.0, *drive.workspace.selected, "delivered")
        ballots = [Ballot.cast(asked, value, "0123456789abcdef", late=value > 9) for value in (3, 8, 8, 9.5)]
        others = [(("ana", at), Heard(at != 2, ballot)) for at, ballot in enumerate(ballots)]
        absent = [(("dev", 1), Heard()), (("caz", 1), Heard(withdrew=True))]
        poll = Poll(asked, stage=stage, opener=True, others=(*others, *absent))
        there = replace(drive.workspace.others, poll=poll)
        drive.journey.show(replace(drive.workspace, view="vote", others=there))
        await drive.settle()

    return arrive


async def _recording(drive: Drive) -> None:
    drive.journey.show(replace(drive.workspace, recording=True))
    await drive.settle()


async def _busy(drive: Drive) -> None:
    progress = Progress()
    progress.step("Putting the edits into the text")
    drive.app.push_screen(Busy("Saving shop.toml", progress, drive.journey.look))
    await drive.settle()


SCENES: tuple[Scene, ...] = (
    Scene("as it opens", "board"),
    Scene("the last stage", "board", "<end>"),
    Scene("marked rows", "board", "<space><space>"),
    Scene("edited", "board", "j+"),
    Scene("undone", "board", "j+u"),
    Scene("an error", "board", _error),
    Scene("read-only", "board", _read_only),
    Scene("recording", "board", _recording),
    Scene("not following", "board", _not_following),
    Scene("filtered", "board", "/e<enter>"),
    Scene("nothing matches", "board", "/zzz<enter>"),
    Scene("below only, by owner", "board", "fb<escape>sO"),
    Scene("a value box", "board", "d9"),
    Scene("a value that cannot be", "board", "dx"),
    Scene("grabbed", "board", "m<down>"),
    Scene("detail", "detail", "<enter>"),
    Scene("a field of the detail", "detail", "j<enter><down><down>"),
    Scene("a text box in the detail", "detail", "<enter><down><enter>"),
    Scene("edit a row", "detail", "je"),
    Scene("curve", "curve", "gc"),
    Scene("curve, the other way", "curve", "gct"),
    Scene("priorities", "priorities", "gr<down>"),
    Scene("findings", "findings", "gf"),
    Scene("findings by touchpoint", "findings", "gf<down>t"),
    Scene("ignored findings", "findings", "gfv"),
    Scene("actions", "actions", "ga<down>"),
    Scene("actions by gain", "actions", "gas"),
    Scene("what-if", "whatif", "xn"),
    Scene("what-if, tried", "whatif", "xn++j--"),
    Scene("a scenario tried", "whatif", "x1"),
    Scene("scenarios", "scenarios", "gs<down>"),
    Scene("promises", "promises", "gp"),
    Scene("promises filtered", "promises", "gp/re<enter>"),
    Scene("one promise", "promises", "gp<enter>"),
    Scene("keep-rates", "promises", "gpt"),
    Scene("what a slip moves", "SlipLine", "gp<down><down><down><down>+2d"),
    Scene("a slip that cannot be", "SlipLine", "gp<down><down><down><down>+x"),
    Scene("planner", "planner", "gn"),
    Scene("planner with times", "planner", "<down>p"),
    Scene("in review", "review", _reviewing),
    Scene("in review, decided", "review", _reviewed),
    Scene("in review with a timer", "review", _review_timer),
    Scene("minutes", "minutes", _minutes),
    Scene("nothing to compare", "compare", ":view.compare<enter>"),
    Scene("compared", "compare", _compared),
    Scene("working", "working", "j="),
    Scene("no problems", "problems", "gk"),
    Scene("messages", "messages", "+ugm"),
    Scene("no messages", "messages", "gm"),
    Scene("history", "history", "H"),
    Scene("history of edits", "history", "+j+uH<down>"),
    Scene("a bookmark", "Letter", "B"),
    Scene("a vote, sealed", "vote", _voting(Stage.OPEN)),
    Scene("a vote, open", "vote", _voting(Stage.SPREAD)),
    Scene("a vote with its mean", "vote", _voting(Stage.MEAN)),
    Scene("presented", "board", "P"),
    Scene("presented, edited", "detail", "P<enter>d9<enter>"),
    Scene("bookmarks", "Choice", "Bab"),
    Scene("a vote to cast", "VotePrompt", _casting),
    Scene("no vote", "vote", ":view.vote<enter>"),
    Scene("notes", "notes", "go<down>"),
    Scene("no note", "notes", "go/zzz<enter>"),
    Scene("go to", "Choice", "g"),
    Scene("quick filters", "Choice", "fb"),
    Scene("sort and group", "Choice", "s"),
    Scene("promises by state", "Choice", "gpf"),
    Scene("new", "Choice", "n"),
    Scene("what kind of number", "Choice", "neWarm hands<enter>"),
    Scene("how a promise ended", "Choice", "gpc"),
    Scene("an action to edit", "Choice", "ga<enter>"),
    Scene("ignore a finding", "Choice", "gfi"),
    Scene("begin what-if", "Choice", "x"),
    Scene("leave what-if", "Choice", "xn+x"),
    Scene("two levers", "Choice", "gxxnt"),
    Scene("begin a review", "Choice", _new_review),
    Scene("earlier versions", "Choice", _versions),
    Scene("quit unsaved", "Choice", "+q"),
    Scene("a new stage", "Prompt", "N"),
    Scene("a new touchpoint", "Prompt", "nt"),
    Scene("a note", "Prompt", "i"),
    Scene("an action", "Prompt", "a"),
    Scene("rename", "Prompt", ":rename<enter>"),
    Scene("keep a scenario", "Prompt", "xn+K"),
    Scene("cost of a try", "Prompt", "xn+c"),
    Scene("a decision", "Prompt", _in_review),
    Scene("minutes to a file", "Prompt", _to_a_file),
    Scene("a snapshot", "Prompt", "S"),
    Scene("an export", "Prompt", "X"),
    Scene("long work", "Busy", _busy),
    Scene("a day", "DatePrompt", "gpck"),
    Scene("a day that cannot be", "DatePrompt", "gpckx"),
    Scene("filter", "Filter", "/ri"),
    Scene("every command", "CommandList", "?"),
    Scene("commands found", "CommandList", ":undo"),
    Scene("no command found", "CommandList", ":zzz"),
    Scene("key names", "KeyNames", ":keys<enter>d"),
    Scene("merge", "Merging", _merging),
    Scene("merge, chosen", "Merging", _merging_keys),
    Scene("merge, a third value", "Merging", _third_value),
    Scene("lost edits", "Review", _lost),
)


def popups() -> set[str]:
    """The class of every popup there is; one that is only what others are made of is none."""
    for module in pkgutil.iter_modules(tui.screens.__path__, "tui.screens."):
        import_module(module.name)
    found: set[type[Asked[Any]]] = set()
    unseen: list[type[Asked[Any]]] = [Asked]
    while unseen:
        below = [each for each in unseen.pop().__subclasses__() if each.__module__.startswith("tui.")]
        found.update(below)
        unseen += below
    listed = {scene.shows for scene in SCENES}
    return {each.__name__ for each in found if each.__name__ in listed or not each.__subclasses__()}


def shown(drive: Drive) -> str:
    """What is in front: a popup's class, or the view."""
    return drive.workspace.view if drive.top is drive.journey else type(drive.top).__name__


async def walk(drive: Drive, scenes: tuple[Scene, ...] = SCENES) -> AsyncIterator[Scene]:
    """Bring about one scene after the other in one running dashboard."""
    before = drive.workspace
    size = drive.app.size
    for scene in scenes:
        if isinstance(scene.how, str):
            await drive.keys(scene.how)
        else:
            await scene.how(drive)
        assert drive.running, scene.name
        yield scene
        await leave(drive)
        await drive.resize(*size)
        drive.journey.show(before)
        await drive.settle()


async def leave(drive: Drive) -> None:
    """Out of whatever is open, by Esc alone: nothing holds on to the keyboard."""
    for _ in range(8):
        if drive.top is drive.journey and not drive.workspace.box and not drive.workspace.grabbed:
            return
        await drive.keys("<escape>")
    raise AssertionError(f"{shown(drive)} does not let go")


# -- projects ---------------------------------------------------------------------------------------------

_TEXTS = {
    *("name", "says", "owner", "channel", "feedback", "notes", "text", "reason", "who", "up_to", "backed_by"),
    *("what", "to", "by", "from", "made_by", "agreed_by"),
}
"""Keys whose values are a person's own words."""


def hostile_sample() -> str:
    """The sample with every text of a person replaced by one that tries something; ids and numbers stay."""
    texts = cycle(each for each in PAYLOADS if "\x00" not in each)
    return tomli_w.dumps(_replaced(tomli.loads(SAMPLE.read_text(encoding="utf-8")), texts))


def _replaced(value: Any, texts: Iterator[str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _replaced(each, texts, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, texts, key) for each in value]
    return next(texts) if isinstance(value, str) and key in _TEXTS else value


def copy_of(folder: Path, text: str = "") -> Path:
    """The sample, or another project, as a file of one's own."""
    path = folder / "shop.toml"
    path.write_text(text or SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    return path
