"""The keys: no clash, none that a keyboard lacks, the same table everywhere, none that breaks anything."""

import random
import re
from pathlib import Path

import pytest

from model.files.loading import load
from tests.conftest import REPO_ROOT, RunGapline
from tests.tui.driving import Drive, opened
from tui.commands import (
    BY_ID,
    COMMANDS,
    GROUPS,
    HINTS,
    VIEWS,
)
from tui.pictures.picture import plain_text
from tui.registry.keytable import key_label, key_table, keys_label, markdown_table
from tui.screens.asked import Asked
from tui.screens.choice import Choice
from tui.widgets.canvas import Canvas

# Typed with AltGr or as a dead key on common European keyboards, or not told apart from another key.
NOT_ON_EVERY_KEYBOARD = set("[]{}@#\\|~^`")
SAME_AS_ANOTHER = {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j"}
ALL_KEYS = sorted({key for command in COMMANDS for key in command.keys})
QUITTING = {"quit", "quit.now", "quit.save"}
OTHER_KEYS = ["ctrl+o", "f5", "insert", "delete", "z", "Z", "!", "é", "ctrl+x", "shift+up"]


# -- the table -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_no_key_has_two_meanings_in_a_view(view: str) -> None:
    keys = [key for command in COMMANDS if view in command.views for key in command.keys]
    assert sorted(keys) == sorted(set(keys))


def test_every_key_is_on_every_keyboard_and_no_chord_is_another_key() -> None:
    assert not NOT_ON_EVERY_KEYBOARD & set(ALL_KEYS)
    assert not SAME_AS_ANOTHER & set(ALL_KEYS)
    assert not [key for key in ALL_KEYS if "alt" in key or "meta" in key or "super" in key]
    assert all(key.isascii() and key.isprintable() for key in ALL_KEYS)


def test_lowercase_never_destroys() -> None:
    destroying = [each for each in COMMANDS if "elete" in each.about or "iscard" in each.about]
    assert {"delete", "delete.stage"} <= {each.id for each in destroying}
    assert all(key == key.upper() for each in destroying for key in each.keys)


def test_the_way_out_is_in_every_view_and_so_is_help() -> None:
    for view in VIEWS:
        table = key_table(view)
        assert {table[key].id for key in ("q", "ctrl+q", "Q")} == QUITTING
        assert table["?"].id == table["f1"].id == "help"
        assert table["escape"].id == "back"
        assert not any(each.changes for each in (table["q"], table["ctrl+q"], table["Q"], table["?"]))


def test_ids_are_unique_and_hints_and_groups_name_what_exists() -> None:
    assert len(BY_ID) == len(COMMANDS)
    assert set(HINTS) == set(VIEWS)
    assert {each.group for each in COMMANDS} == set(GROUPS)
    for view, ids in HINTS.items():
        for id in ids:
            assert view in BY_ID[id].views
            assert BY_ID[id].keys, f"the hint line of {view} names {id}, which has no key"


def test_the_key_table_is_the_same_in_the_readme_and_on_the_command_line(run_gapline: RunGapline) -> None:
    readme = (REPO_ROOT / "README.md").read_text(encoding="utf-8")
    between = re.search(r"<!-- keys -->\n(.*?)\n?<!-- /?(?:end )?keys(?: end)? -->", readme, re.DOTALL)
    assert between is not None
    assert between[1].strip() == markdown_table().strip()
    assert run_gapline("keys", "--markdown").stdout == markdown_table()
    told = run_gapline("keys").stdout
    for command in COMMANDS:
        assert re.search(
            rf"(?m)^  {re.escape(keys_label(command))} +{re.escape(command.id)} +{re.escape(command.about)}$",
            told,
        )


# -- the same table on the screen ------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["?", "f1", ":", "ctrl+p", "tab"])
async def test_help_palette_and_line_list_every_command_with_its_keys(project: Path, key: str) -> None:
    async with opened(project, (140, 200)) as drive:
        await drive.keys([key])
        text = drive.text()
        for command in COMMANDS:
            words = rf"{re.escape(keys_label(command))} +{re.escape(command.id)} +{re.escape(command.about)}"
            assert re.search(words, text), command.id


@pytest.mark.parametrize("width", [140, 80, 46])
async def test_the_sentence_of_the_selected_line_stands_there_whole(project: Path, width: int) -> None:
    longest = max(COMMANDS, key=lambda each: len(each.about))
    async with opened(project, (width, 24)) as drive:
        await drive.keys([":", *longest.id])
        assert longest.about in " ".join(drive.text().split())


async def test_the_help_says_what_the_short_words_of_the_columns_mean(project: Path) -> None:
    async with opened(project) as drive:
        for sign, meaning in (
            ("wt", "Weight"),
            ("buf", "Buffer"),
            ("sd", "Standard deviation"),
            ("~", "Assumed"),
        ):
            await drive.keys(["?", *sign])
            assert f"> {sign} " in drive.text()
            assert f"{meaning}: " in drive.text()
            # There is nothing to run: the list stays until it is left.
            await drive.keys(["enter"])
            assert drive.top is not drive.journey
            await drive.keys(["escape"])
        await drive.keys("?standard deviation")
        assert "> sd " in drive.text()
        await drive.keys("<escape>:buf")
        assert "Nothing has all of these words." in drive.text()


@pytest.mark.parametrize("view", VIEWS)
async def test_the_hint_line_names_the_keys_of_the_registry_and_never_cuts_a_word(
    project: Path, view: str
) -> None:
    async with opened(project, (200, 24), view=view) as drive:
        for width in (200, 140, 80, 60, 40, 20):
            await drive.resize(width, 24)
            line = drive.lines()[-1].rstrip()
            assert line.startswith(" ? keys")
            rest = line.removeprefix(" ? keys")
            for id in HINTS[view]:
                words = f"  {key_label(BY_ID[id].keys[0])} {BY_ID[id].label}"
                if rest.startswith(words):
                    rest = rest.removeprefix(words)
            assert rest == ""
        await drive.resize(200, 24)
        shown = drive.lines()[-1]
        assert all(f" {BY_ID[id].label}" in shown for id in HINTS[view])


@pytest.mark.parametrize("how", [["?"], [":"]])
async def test_a_line_of_the_list_runs_its_command(project: Path, how: list[str]) -> None:
    async with opened(project) as drive:
        await drive.keys([*how, *"view.curve", "enter"])
        assert drive.workspace.view == "curve"
        # Found by its words, and by its key alone.
        await drive.keys([*how, *"showjourney board", "escape"])
        await drive.keys([*how, "d", "enter"])
        assert drive.workspace.box is not None


@pytest.mark.parametrize("all_of_them", [False, pytest.param(True, marks=pytest.mark.soak)])
async def test_every_command_can_be_run_by_its_name(project: Path, all_of_them: bool) -> None:
    """Those that no key runs, and some of the others, whose keys are pressed in every view."""
    raw = project.read_bytes()
    async with opened(project, (60, 12)) as drive:
        for number, command in enumerate(COMMANDS):
            if command.id in QUITTING | {"save", "save.beside"}:
                continue
            if command.keys and number % 10 and not all_of_them:
                continue
            await drive.command(command.id)
            assert drive.running, command.id
            await _out(drive)
        await _undone(drive)
    assert project.read_bytes() == raw
    assert not [each for each in project.parent.iterdir() if each != project]


async def test_quitting_by_name_quits(project: Path) -> None:
    for id in sorted(QUITTING):
        async with opened(project) as drive:
            await drive.command(id)
            assert not drive.running


# -- every key, everywhere -------------------------------------------------------------------------------


async def _out(drive: Drive) -> None:
    """Out of whatever is open."""
    if drive.top is not drive.journey or drive.workspace.box or drive.workspace.grabbed:
        await drive.keys(["escape"] * 4)
    assert drive.top is drive.journey
    assert drive.workspace.box is None
    assert drive.workspace.grabbed is None


async def _undone(drive: Drive) -> None:
    """Undo to the start gives the very project that was read."""
    first = drive.workspace.session
    count = 0
    while first.state.parent is not None:
        first = first.undo()
        count += 1
    await _out(drive)
    await drive.keys("u" * count)
    assert drive.project is first.project
    assert not drive.workspace.session.unsaved


def _show(drive: Drive, view: str) -> None:
    if drive.workspace.view != view:
        drive.journey.run_command(f"view.{view}" if view != "working" else view)


SAME_EVERYWHERE = {
    key for key in [*ALL_KEYS, *OTHER_KEYS] if len({key_table(view).get(key) for view in VIEWS}) == 1
}


@pytest.mark.parametrize("all_of_them", [False, pytest.param(True, marks=pytest.mark.soak)])
@pytest.mark.parametrize("view", VIEWS)
async def test_every_key_in_every_view(project: Path, view: str, all_of_them: bool) -> None:
    """What a key does the same in every view, it is asked to do in some of them; in the soak in all."""
    raw = project.read_bytes()
    at = VIEWS.index(view)
    async with opened(project, (60, 12), view=view) as drive:
        before = drive.project
        for number, key in enumerate([*ALL_KEYS, *OTHER_KEYS]):
            command = key_table(view).get(key)
            if command and command.id in QUITTING | {"save", "reload"}:
                continue
            if key in SAME_EVERYWHERE and (number + at) % 4 and not all_of_them:
                continue
            assert drive.workspace.view == view
            await drive.keys([key])
            assert drive.running, key
            await _out(drive)
            _show(drive, view)
        assert drive.aligned()
        await _undone(drive)
        assert drive.project is before
        await drive.keys(["ctrl+s", "R", "q"])
        assert drive.running == (view != "board")
    assert project.read_bytes() == raw


OVER = {
    "the value box": "d",
    "a text box": "<enter><down><enter>",
    "a popup": "g",
    "switches": "f",
    "a prompt": "N",
    "grab mode": "m",
    "the filter": "/",
    "the list of commands": "?",
    "a slip": "gp<end>+2d",
    "a day": "gpck",
    "an open promise": "gp<enter>",
    "the question before quitting": "+q",
}
ANSWERS = {"the question before quitting": {"s", "D", "enter", "space"}, "the list of commands": {"enter"}}


@pytest.mark.parametrize("what", OVER)
async def test_every_key_while_something_is_open(project: Path, what: str) -> None:
    """What a key does there is another test's business: nothing breaks, nothing is lost."""
    raw = project.read_bytes()
    async with opened(project, (60, 12)) as drive:
        before = drive.project
        leading_out = {"ctrl+q", *ANSWERS.get(what, ())}
        for key in [*ALL_KEYS, *OTHER_KEYS]:
            if key in leading_out:
                continue
            if drive.top is drive.journey and not drive.workspace.box and not drive.workspace.grabbed:
                _show(drive, "board")
                drive.post(OVER[what])
            await drive.keys([key])
            assert drive.running, key
        assert drive.aligned()
        await _undone(drive)
        assert drive.project is before
    assert project.read_bytes() == raw


@pytest.mark.parametrize("what", OVER)
async def test_ctrl_q_leads_out_of_everything(project: Path, what: str) -> None:
    async with opened(project) as drive:
        await drive.keys(OVER[what])
        await drive.keys(["ctrl+q"])
        if what == "the question before quitting":
            # Nothing is thrown away for being asked twice.
            assert isinstance(drive.top, Asked)
            assert drive.workspace.session.unsaved
        else:
            assert not drive.running


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 20))]
)
async def test_a_storm_of_keys_finds_nothing(project: Path, seed: int) -> None:
    """A few hundred keys at random, over every view and size; then all of it is undone."""
    raw = project.read_bytes()
    dice = random.Random(seed)
    sizes = [(20, 6), (33, 9), (59, 12), (80, 24), (119, 40), (140, 40), (200, 60)]
    # Read again it would be another project, with nothing left to undo.
    left_out = ("q", "Q", "ctrl+q", "ctrl+s", "R")
    keys = [key for key in [*ALL_KEYS, *OTHER_KEYS] if key not in left_out]
    async with opened(project, dice.choice(sizes)) as drive:
        before = drive.project
        history: list[str] = []
        for _ in range(40):
            if dice.random() < 0.15:
                await drive.resize(*dice.choice(sizes))
            burst = dice.choices(keys, k=dice.randint(1, 8))
            # The commands that write a file are not in the storm: by name they could be.
            if isinstance(drive.top, Asked) and drive.top.query(Canvas) and "enter" in burst:
                burst = ["escape", *burst]
            history += burst
            await drive.keys(burst)
            assert drive.running, history[-60:]
            assert drive.aligned(), history[-60:]
            picture = drive.journey.query_one("#picture", Canvas).picture
            assert plain_text(picture).splitlines()[-1].startswith(" ?"), history[-60:]
        await _undone(drive)
        # Not the same object where the storm read the file again.
        assert drive.project == before
    assert project.read_bytes() == raw
    assert load(project).project is not None


async def test_every_place_to_go_to_has_a_key_of_its_own(project: Path) -> None:
    async with opened(project) as drive:
        await drive.keys("g")
        popup = drive.top
        assert isinstance(popup, Choice)
        keys = [each.key for each in popup.options]
        assert all(keys)
        assert sorted(keys) == sorted(set(keys))
