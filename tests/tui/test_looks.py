"""Every size and theme: what is always there, what can be read, and six screens as a person sees them.

The screens are kept in tests/tui/goldens. After a change that is meant, renew them and read the difference:

    RENEW_GOLDENS=1 python -m pytest tests/tui/test_looks.py
    git diff tests/tui/goldens
"""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from rich.style import Style

from model.editing.session import Session
from model.files.loading import load
from tests.tui.contrasts import LINUX, XTERM, Terminal, contrast
from tests.tui.driving import SAMPLE, TODAY, opened
from tui.acts.trying import begun, shown
from tui.pictures.glyphs import ASCII, BLOCK
from tui.pictures.picture import Look, line_width, plain_text
from tui.registry.command import VIEWS
from tui.snapshot import Wanted, picture_of
from tui.text import width_of
from tui.themes import DAY, DAY_16, DAY_256, MONO, NIGHT, NIGHT_16, NIGHT_256, ROLES, Theme
from tui.views.frame import screen_picture
from tui.views.title import PLACES
from tui.workspace import Workspace

GOLDENS = Path(__file__).parent / "goldens"
RENEW = bool(os.environ.get("RENEW_GOLDENS"))
SIZES = [
    (20, 6),
    (24, 8),
    (39, 7),
    (59, 12),
    (60, 16),
    (80, 24),
    (119, 30),
    (120, 22),
    (140, 40),
    (180, 50),
    (240, 60),
]


@pytest.fixture(scope="module")
def session() -> Session:
    loaded = load(SAMPLE)
    assert loaded.project is not None
    return Session.opened(loaded.project, loaded.raw)


@pytest.mark.parametrize("view", VIEWS)
def test_every_size_is_filled_exactly_with_the_ways_out_in_sight(session: Session, view: str) -> None:
    workspace = replace(Workspace.opening(session, "shop.toml", TODAY), view=view)
    sizes = [
        *SIZES,
        *((width, 6) for width in range(20, 100, 7)),
        *((20, height) for height in range(6, 40, 5)),
    ]
    for (width, height), glyphs in product(sizes, (ASCII, BLOCK)):
        picture = screen_picture(workspace, Look(glyphs, NIGHT), width, height)
        assert len(picture) == height, (width, height)
        assert {line_width(line) for line in picture} == {width}, (width, height)
        first, last = plain_text(picture[:1]), plain_text(picture[-1:])
        assert last.startswith(" ?"), (width, height)
        assert first.startswith(" shop"), (width, height)
        # Where it is stands there at every width; of a review that is the place in it.
        assert PLACES[view] in first, (width, height)
        if glyphs is ASCII:
            assert plain_text(picture).replace("\n", "").isascii()
            assert plain_text(picture).replace("\n", "").isprintable()


@pytest.mark.parametrize("view", VIEWS)
def test_the_mode_is_in_the_first_row(session: Session, view: str) -> None:
    workspace = Workspace.opening(session, "shop.toml", TODAY, read_only="because.")
    for width in (20, 40, 80):
        first = plain_text(screen_picture(replace(workspace, view=view), Look(ASCII, NIGHT), width, 8)[:1])
        assert "READ-ONLY" in first
        assert re.search(rf" sh\S* (> )?{PLACES[view][:4]}", first), (width, first)


def test_glyphs_are_one_column_and_in_usual_fonts() -> None:
    for glyphs in (ASCII, BLOCK):
        for name in glyphs.__slots__:
            glyph = getattr(glyphs, name)
            if name not in ("name", "ellipsis"):
                assert width_of(glyph) == 1, name
            assert not [each for each in glyph if 0x2800 <= ord(each) < 0x2900 or ord(each) > 0xE000], name
    assert all(getattr(ASCII, name).isascii() for name in ASCII.__slots__)


COLOURED = (NIGHT, NIGHT_256, NIGHT_16, DAY, DAY_256, DAY_16)


def _name(theme: Theme) -> str:
    return f"{theme.name}-{theme.colours.name}"


GROUNDS = ("", "title", "selected", "current", "box", "better", "worse")
NOT_TEXT = {"rule"}
"""Lines between panes carry no meaning of their own."""


def _combined(theme: Theme, terminal: Terminal = XTERM) -> Iterator[tuple[str, float]]:
    for role, ground in product(ROLES, GROUNDS):
        if role in NOT_TEXT:
            continue
        # A ground comes last, as the views write it: one with a colour of its own for text wins.
        style = theme.style(f"{role} {ground}".strip())
        yield f"{role} on {ground or 'the screen'}", contrast(style, terminal)
    box, current = theme.style("box"), theme.style("current")
    yield "typed text", contrast(Style(color=box.color, bgcolor=box.bgcolor), terminal)
    yield "typed text, selected", contrast(Style(color=current.color, bgcolor=current.bgcolor), terminal)


@pytest.mark.parametrize("theme", COLOURED, ids=_name)
def test_every_role_can_be_read_on_every_ground_it_stands_on(theme: Theme) -> None:
    assert contrast(Style(color="#000000", bgcolor="#ffffff")) == pytest.approx(21)
    poor = {name: round(value, 2) for name, value in _combined(theme) if value < 4.5}
    assert not poor


def test_the_linux_console_can_be_read_too() -> None:
    assert not {name: value for name, value in _combined(NIGHT_16, LINUX) if value < 4.5}
    # Its white is a grey, on which nothing but black and blue stands out so far; red is told in words, too.
    poor = {name: round(value, 2) for name, value in _combined(DAY_16, LINUX) if value < 4.5}
    assert poor == {f"{role} on the screen": 3.34 for role in ("short", "failed", "limit")}


@pytest.mark.parametrize("theme", [NIGHT_16, DAY_16], ids=_name)
def test_sixteen_colours_are_the_eight_that_every_terminal_has_and_assume_no_ground(theme: Theme) -> None:
    for role in ROLES:
        style = theme.style(role)
        for colour in (style.color, style.bgcolor):
            assert colour is not None, role
            assert colour.number in range(8), role


def test_every_theme_knows_every_role() -> None:
    for theme in (*COLOURED, MONO):
        assert {name for name, _ in theme.roles} == set(ROLES), theme
    assert not any(Style.parse(each).color or Style.parse(each).bgcolor for _, each in MONO.roles)


def test_a_palette_has_no_colour_that_its_terminal_would_show_as_another() -> None:
    for theme, role in product(COLOURED, ROLES):
        style = theme.style(role)
        for colour in (style.color, style.bgcolor):
            assert colour is None or colour.downgrade(theme.colours) == colour, (role, colour)


@pytest.mark.parametrize("theme", ["night", "day", "mono"])
async def test_every_view_opens_in_every_theme(tmp_path: Path, theme: str) -> None:
    path = Path(shutil.copy(SAMPLE, tmp_path / "shop.toml"))
    async with opened(path, theme=theme, glyphs="block") as drive:
        for view in VIEWS:
            drive.journey.run_command(f"view.{view}" if view != "working" else view)
            await drive.settle()
            assert drive.running
            assert drive.aligned()


SCREENS = [
    ("board", 80, 24),
    ("board", 140, 40),
    ("detail", 80, 24),
    ("curve", 140, 40),
    ("priorities", 80, 24),
    ("findings", 80, 24),
    ("actions", 80, 24),
    ("notes", 80, 24),
    ("working", 80, 24),
    *(
        (view, width, height)
        for view in ("scenarios", "promises", "planner")
        for width, height in ((80, 24), (140, 40))
    ),
]


@pytest.mark.parametrize(("width", "height"), [(80, 24), (140, 40)])
def test_what_is_tried_looks_as_it_did(session: Session, width: int, height: int) -> None:
    plan = Workspace.opening(session, "shop.toml", TODAY)
    workspace = shown(begun(plan, session.project.scenarios[0]))
    text = plain_text(screen_picture(workspace, Look(ASCII, NIGHT), width, height)) + "\n"
    _as_it_was(f"whatif-{width}x{height}", text)


@pytest.mark.parametrize(("view", "width", "height"), SCREENS)
def test_the_screen_is_as_it_was(session: Session, view: str, width: int, height: int) -> None:
    wanted = Wanted("txt", view, (width, height), glyphs="ascii", touchpoint="ready-date")
    text = plain_text(picture_of(session, "shop.toml", TODAY, wanted)) + "\n"
    _as_it_was(f"{view}-{width}x{height}", text)


def _as_it_was(name: str, text: str) -> None:
    golden = GOLDENS / f"{name}.txt"
    if RENEW:
        golden.write_text(text, encoding="ascii")
    assert text == golden.read_text(encoding="ascii"), "meant? RENEW_GOLDENS=1 renews it"
