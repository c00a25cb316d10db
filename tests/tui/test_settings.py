"""A person's own settings and keys: what they change, what goes before them, and what is refused."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from model.journey.problem import UserError
from tests.conftest import REPO_ROOT, RunGapline
from tests.terminal.session import Terminal
from tests.tui.driving import SAMPLE, opened
from tui.commands import COMMANDS
from tui.keymap import NEVER_WITHOUT, STANDARD, Keymap, key_of, keymap_of
from tui.opening import Wishes, look_for
from tui.settings import Settings, read_settings, settings_file, settings_template, variable


@pytest.fixture
def config() -> Path:
    """The place of the settings file in the sealed home; its folder is there, the file is not."""
    path = settings_file()
    assert str(path).startswith(os.environ["HOME"])
    path.parent.mkdir(parents=True)
    return path


def test_without_a_file_everything_is_as_it_comes() -> None:
    assert read_settings({}) == Settings()
    assert read_settings({}).keymap == STANDARD


def test_the_environment_goes_before_the_file(config: Path) -> None:
    config.write_text('theme = "day"\nmouse = false\nstep = 2.5\n')
    read = read_settings({"GAPLINE_THEME": "mono", "GAPLINE_MOUSE": "true"})
    assert (read.theme, read.mouse, read.step, read.glyphs) == ("mono", True, 2.5, None)


def test_no_colour_in_the_environment_goes_before_the_theme_of_the_file(config: Path) -> None:
    config.write_text('theme = "day"\n')
    assert read_settings({"NO_COLOR": "1"}).theme == "mono"
    assert read_settings({"NO_COLOR": "1", "GAPLINE_THEME": "night"}).theme == "night"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("teme = 1", ":1: teme: `teme` is not a known key; did you mean `theme`?"),
        ('\ntheme = "nigt"', ':2: theme: "nigt" is not one of the known values; did you mean `night`'),
        ("step = 0", ":1: step: 0 is not allowed here; write a number above 0."),
        ("escape_delay = 5000", ":1: escape_delay: 5000 is not allowed here; write 1000 or less."),
        ("mouse = 1", ":1: mouse: 1 does not fit here; write true or false."),
        ('[keys]\nmrak = "x"', ":2: keys.mrak: `mrak` is no command; did you mean `mark`?"),
        ('[keys]\nmark = "esc ape"', ':2: keys.mark: "esc ape" is no key; did you mean `escape`?'),
        ('[keys]\nmark = "alt+x"', "choose a key without Alt."),
        ('[keys]\nmark = "ctrl+i"', "a terminal sends `ctrl+i` as Tab; choose another key."),
        ('[keys]\n"quit.now" = []', "`quit.now` needs a key"),
        ('[keys]\ntype = "x"', "the digits start a value"),
        ('[keys]\nmark = "d"', ":2: keys.mark: d would run both `mark` and `set.delivered`"),
        ("theme =", ":1:8: "),
        ('theme = "day"\n' * 2, ":2:14: this key has a value already"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_nothing_opens(
    config: Path, run_gapline: RunGapline, text: str, said: str
) -> None:
    config.write_text(text)
    with pytest.raises(UserError) as error:
        read_settings({})
    assert said in str(error.value)
    assert str(error.value).startswith(str(config))
    ended = run_gapline("keys")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) == 1


def test_several_mistakes_are_counted(config: Path) -> None:
    config.write_text('teme = 1\n[keys]\nmark = "d"\n')
    with pytest.raises(UserError, match="teme"):
        read_settings({})
    config.write_text('[keys]\nmark = "d"\nsort = "w"\nnope = "x"\n')
    with pytest.raises(UserError, match=r"\(2 more\)"):
        read_settings({})


def test_a_wrong_variable_is_named() -> None:
    for name, text in (("theme", "pink"), ("mouse", "perhaps"), ("step", "far"), ("escape_delay", "0")):
        with pytest.raises(UserError, match=f"^{variable(name)}: "):
            read_settings({variable(name): text})
    assert read_settings({"GAPLINE_STEP": "0.5"}).step == 0.5


def test_the_settings_file_that_is_made_says_what_holds_anyway(run_gapline: RunGapline) -> None:
    made = run_gapline("keys", "--write")
    assert made.returncode == 0
    path = settings_file()
    assert made.stdout == f"{path}\n"
    text = path.read_text()
    assert text == settings_template()
    assert read_settings({}) == Settings()
    # With every line taken in, it says what holds without it.
    path.write_text("".join(f"{line[2:]}\n" if " = " in line else f"{line}\n" for line in text.splitlines()))
    read = read_settings({})
    assert read.keymap == Keymap(COMMANDS)
    assert read.theme == "night"


def test_a_settings_file_is_never_written_over(config: Path, run_gapline: RunGapline) -> None:
    config.write_text("mouse = false\n")
    refused = run_gapline("keys", "--write")
    assert refused.returncode == 2
    assert "exists already" in refused.stderr
    assert config.read_text() == "mouse = false\n"


def test_the_keys_of_the_settings_are_those_that_are_printed(config: Path, run_gapline: RunGapline) -> None:
    config.write_text('[keys]\nmark = ["F6", "F5"]\nredraw = []\n')
    printed = run_gapline("keys").stdout
    assert [line.split()[:3] for line in printed.splitlines() if " mark  " in line] == [["F6", "F5", "mark"]]


def test_every_key_of_the_registry_can_be_written_as_it_is_shown() -> None:
    for command in COMMANDS:
        for key in command.keys:
            assert key_of(key) == key
    assert key_of("Ctrl+S") == "ctrl+s"
    assert key_of("PgDn") == "pagedown"
    assert key_of(" ") is None
    assert key_of("\x1b") is None


@pytest.mark.parametrize("id", NEVER_WITHOUT)
def test_the_way_out_keeps_a_key(id: str) -> None:
    keymap, problems = keymap_of({id: []})
    assert problems
    assert keymap.by_id[id].keys
    assert not keymap_of({id: ["f9"]})[1]


async def test_changed_keys_run_their_commands_and_are_shown(path: Path) -> None:
    keymap, problems = keymap_of({"set.delivered": ["Z"], "shortfall": ["d"], "help": ["f2"]})
    assert not problems
    async with opened(path, wishes=Wishes(keymap=keymap)) as drive:
        assert drive.text().splitlines()[-1].startswith(" F2 keys  Z delivered")
        await drive.keys("Z")
        assert drive.workspace.box is not None
        await drive.keys("<escape>d")
        assert drive.workspace.box is None
        await drive.keys("<f2>delivered")
        assert any(line.lstrip(" >").startswith("Z  ") for line in drive.lines())


async def test_a_step_is_as_wide_as_the_settings_say(path: Path) -> None:
    moved: list[float] = []
    for step in (1, 3):
        async with opened(path, wishes=Wishes(step=step)) as drive:
            row = drive.workspace.row
            assert row is not None
            before = row.expectation.delivered
            await drive.keys("+")
            row = drive.workspace.row
            assert row is not None
            assert before is not None
            assert row.expectation.delivered is not None
            moved.append(float(row.expectation.delivered) - float(before))
    assert moved[1] == pytest.approx(3 * moved[0])


async def test_the_key_names_say_what_arrives_and_what_it_runs(path: Path) -> None:
    async with opened(path) as drive:
        await drive.command("keys")
        await drive.keys("d<f7><ctrl+s>")
        shown = drive.text()
        assert "d" in shown
        assert "set.delivered  Type what is delivered." in shown
        assert re.search(r"\bf7 +runs nothing here", shown)
        assert "ctrl+s" in shown
        assert drive.workspace.box is None, "a key that is only shown must not run"
        await drive.keys("<escape>")
        assert "Esc twice leaves" in drive.text()
        await drive.keys("<escape>")
        assert drive.top is drive.journey


def test_the_settings_reach_the_terminal(config: Path) -> None:
    config.write_text('mouse = false\ntheme = "mono"\n[keys]\n"quit.now" = ["ctrl+x"]\n')
    command = [sys.executable, "-m", "gapline", str(SAMPLE), "--read-only"]
    with Terminal(command, env={"PYTHONPATH": str(REPO_ROOT)}) as terminal:
        terminal.wait_for_text("? keys")
        assert b"\x1b[?1000h" not in terminal.raw
        assert b"\x1b[38;" not in terminal.raw
        terminal.press("ctrl+x")
        assert terminal.exit_code() == 0


def test_exports_look_at_no_settings(config: Path, run_gapline: RunGapline) -> None:
    first = run_gapline("export", SAMPLE, "-o", "-", "--format", "ansi", "--as-of", "2026-11-22").stdout
    config.write_text('teme = "wrong"\n')
    environment = {"GAPLINE_THEME": "mono", "GAPLINE_STEP": "x"}
    second = run_gapline(
        "export", SAMPLE, "-o", "-", "--format", "ansi", "--as-of", "2026-11-22", env=environment
    )
    assert second.returncode == 0
    assert second.stdout == first
    assert run_gapline("score", SAMPLE, "--json").returncode == 0


def test_the_theme_of_the_settings_is_used() -> None:
    assert look_for(Wishes(theme="day"), {}).theme.name == "day"
