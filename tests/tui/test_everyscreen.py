"""The rules of access, over every screen in every state: `everyscreen.SCENES`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, partial
from itertools import groupby, product
from pathlib import Path

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style
from textual.color import Color as TextualColor
from textual.strip import Strip

from tests.tui.contrasts import LINUX, XTERM, contrast
from tests.tui.driving import Drive, opened
from tests.tui.everyscreen import SCENES, SIZES, copy_of, hostile_sample, popups, shown, walk
from tests.tui.hostile import HIDDEN
from tui.opening import Wishes
from tui.pictures.glyphs import ASCII, BLOCK
from tui.pictures.picture import Line, Look, Picture
from tui.registry.command import VIEWS
from tui.screens.merging import Merging
from tui.themes import DAY, DAY_16, DAY_256, NIGHT, NIGHT_16, NIGHT_256, Theme
from tui.views.frame import screen_picture
from tui.views.title import PLACES
from tui.wall import ColourFilter
from tui.widgets.canvas import Canvas
from tui.widgets.line import TypingLine
from tui.workspace import Workspace

RULES = set("─-═=│|└+") | {" "}
"""Lines between panes carry no meaning of their own, and no text either."""
UNUSUAL = re.compile("[\u2800-\u28ff\ue000-\uf8ff\ufe00-\ufe0f\U0001f000-\U0010ffff]")
"""Braille, private use, variation selectors, emoji: not in every font, or of no certain width."""


def test_every_view_and_every_popup_is_among_the_scenes() -> None:
    listed = {scene.shows for scene in SCENES}
    assert set(VIEWS) <= listed
    assert popups() <= listed
    assert len({scene.name for scene in SCENES}) == len(SCENES)


TERMINALS = (
    *((theme, XTERM) for theme in (NIGHT, NIGHT_256, NIGHT_16, DAY, DAY_256, DAY_16)),
    (NIGHT_16, LINUX),
)
"""Every palette, and the terminals whose own colours it has to do with."""


# -- what is measured -------------------------------------------------------------------------------------


def unreadable(strips: Iterable[Strip], theme: Theme) -> list[str]:
    """Every text that stands out from its ground by less than 4.5 to 1, by the cells that are drawn."""
    return [
        f"{seen_contrast(style, theme):.2f} {style}: {text.strip()!r}"
        for strip in strips
        for text, style, _ in strip
        if style is not None and seen_contrast(style, theme) < 4.5 and not set(text) <= RULES
    ]


def unreadable_in_any(pictures: Iterable[Picture]) -> list[str]:
    """The same of pictures, in every theme and for every number of colours."""
    roles = {
        span.role for picture in pictures for line in picture for span in line if not set(span.text) <= RULES
    }
    return [
        f"{found:.2f} {theme.name}, {theme.colours.name}, {terminal.name}: {role}"
        for role, (theme, terminal) in product(sorted(roles), TERMINALS)
        if (found := contrast(theme.style(role), terminal)) < 4.5
    ]


@lru_cache(maxsize=1024)
def seen_contrast(style: Style, theme: Theme) -> float:
    """The contrast a person sees, where what is not said is the theme's."""
    base = theme.style("text")
    return contrast(Style(color=style.color or base.color, bgcolor=style.bgcolor or base.bgcolor))


class Faults:
    """All that is wrong, told at once: a screen may break several rules."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def check(self, right: object, rule: str, where: object, what: object = "") -> None:
        if not right:
            self.found.append(f"{where}: {rule}  {what}")

    def tell(self) -> None:
        assert not self.found, "\n".join(self.found)


def check_lines(
    faults: Faults, workspace: Workspace, lines: list[str], size: tuple[int, int], where: object
) -> None:
    """Widths, the way to the keys, and where one is."""
    width, height = size
    faults.check({cell_len(line) for line in lines} == {width}, "width", where, lines)
    faults.check(len(lines) == height, "height", where)
    faults.check(not HIDDEN.search("".join(lines)), "hidden characters", where)
    faults.check("?" in lines[-1], "? in the last row", where, lines[-1])
    first = lines[0]
    unusual = workspace.trying or workspace.read_only or workspace.grabbed or workspace.recording
    unusual = unusual or not workspace.others.followed
    mode = first.strip().startswith(("READ-ONLY", "WHAT-IF", "MOVING", "NOT LIVE", "FOLLOWING", "RECORDING"))
    faults.check(mode == bool(unusual), "mode", where, first)
    if width >= 40:
        faults.check(workspace.file[:4] in first, "file", where, first)
        faults.check(PLACES[workspace.view] in first, "place", where, first)


def check_popup(faults: Faults, drive: Drive, where: object) -> None:
    """The same of a popup; the merge dialog has a first and a last line of its own."""
    lines = drive.lines()
    size = (drive.app.size.width, drive.app.size.height)
    if not isinstance(drive.top, Merging):
        check_lines(faults, drive.workspace, lines, size, where)
        return
    faults.check({cell_len(line) for line in lines} == {size[0]}, "width", where, lines)
    faults.check(lines[0].startswith(" merging.toml"), "file", where, lines[0])
    # Below the keys is the line where a third value is typed.
    faults.check("?" in lines[-2 if drive.top.typing else -1], "? in the last row", where, lines[-1])


def texts_of(picture: Picture) -> list[str]:
    return ["".join(span.text for span in line) for line in picture]


def is_ascii(lines: list[str]) -> bool:
    return all(line.isascii() and line.isprintable() for line in lines)


# -- the walks --------------------------------------------------------------------------------------------


def check_cursor(faults: Faults, drive: Drive, name: str) -> None:
    """With --cursor the terminal's cursor is on the selected line, or where something is typed."""
    x, y = drive.app.cursor_position
    line = drive.app.focused
    if isinstance(line, TypingLine):
        faults.check(y == line.cursor_screen_offset.y, "cursor in the line", name, (x, y))
        return
    canvas = drive.top.query_one(Canvas)
    row = canvas.picture[y - canvas.region.y] if canvas.region.contains(x, y) else ()
    role = "selected" if any(_has(line, role="selected") for line in canvas.picture) else "current"
    field = drive.workspace.detail_field if drive.top is drive.journey else ""
    right = any(span.target == ("field", field) for span in row) if field else _has(row, role=role)
    nothing = not any(_has(line, role=role) for line in canvas.picture)
    faults.check(right or nothing, "cursor on the selected line", name, (x, y))


SIGNS = {
    "selected": re.compile(r"[>\[]"),
    "current": re.compile(r"[>\[]"),
    "marked": re.compile(r"\*|marked"),
    "fresh": re.compile("@"),
    "error": re.compile("Error|Nothing|not|cannot"),
}
"""What a line says in characters where it says it in colour, too."""

LOOKS = (Look(BLOCK, NIGHT), Look(ASCII, DAY), Look(ASCII, NIGHT, only_ascii=True))


async def test_every_screen_keeps_its_frame_and_can_be_read_at_every_size(tmp_path: Path) -> None:
    faults = Faults()
    # As over SSH.
    async with opened(copy_of(tmp_path), glyphs="block", colours=ColorSystem.EIGHT_BIT) as drive:
        async for scene in walk(drive):
            faults.check(shown(drive) == scene.shows, "is not what is shown", scene.name, shown(drive))
            check_popup(faults, drive, scene.name)
            faults.check(not UNUSUAL.search(drive.text()), "unusual characters", scene.name)
            poor = unreadable(drive.strips(), NIGHT_256)
            faults.check(not poor, "contrast", scene.name, poor)
            if drive.top is drive.journey:
                check_pictures(faults, drive.workspace, scene.name)
                continue
            poor = unreadable_in_any(canvas.picture for canvas in drive.top.query(Canvas))
            faults.check(not poor, "contrast", scene.name, poor)
            for size in SIZES[1:]:
                await drive.resize(*size)
                faults.check(shown(drive) == scene.shows, "lost with the size", (scene.name, size))
                check_popup(faults, drive, (scene.name, size))
    faults.tell()


def check_pictures(faults: Faults, workspace: Workspace, name: str) -> None:
    """A view at every size, as a pure picture: what the canvas draws, cell by cell."""
    for number, size in enumerate(SIZES):
        look = LOOKS[number % len(LOOKS)]
        picture = screen_picture(workspace, look, *size)
        where = (name, size, look.glyphs.name, look.theme.name)
        lines = texts_of(picture)
        check_lines(faults, workspace, lines, size, where)
        poor = unreadable_in_any([picture])
        faults.check(not poor, "contrast", where, poor)
        faults.check(look.glyphs is not ASCII or is_ascii(lines), "not ASCII", where)
        faults.check(not UNUSUAL.search("".join(lines)), "unusual characters", where)


async def test_without_colour_in_ascii_and_with_hostile_text_every_state_can_be_told(tmp_path: Path) -> None:
    faults = Faults()
    wishes = Wishes(presence=False, cursor=True)
    async with opened(
        copy_of(tmp_path, hostile_sample()), glyphs="ascii", theme="mono", wishes=wishes
    ) as drive:
        async for scene in walk(drive):
            faults.check(shown(drive) == scene.shows, "is not what is shown", scene.name, shown(drive))
            check_popup(faults, drive, scene.name)
            typed = "".join(line.value for line in drive.top.query(TypingLine))
            faults.check(is_ascii(drive.lines()) or not typed.isascii(), "not ASCII", scene.name)
            if drive.top is drive.journey:
                for size in SIZES:
                    lines = texts_of(screen_picture(drive.workspace, Look(BLOCK, DAY), *size))
                    check_lines(faults, drive.workspace, lines, size, (scene.name, size, "block"))
            check_without_colour(faults, drive, scene.name)
            # It follows when all that was drawn has its place.
            await drive.settle()
            check_cursor(faults, drive, scene.name)
    faults.tell()


def check_without_colour(faults: Faults, drive: Drive, name: str) -> None:
    """No colour code at all, and no line that only its style tells from another."""
    for strip in drive.strips():
        filtered = strip.apply_filter(ColourFilter(), TextualColor(0, 0, 0))
        colours = [text for text, style, _ in filtered if style and (style.color or style.bgcolor)]
        faults.check(not colours, "colour", name, colours)
    for canvas, (role, sign) in product(drive.top.query(Canvas), SIGNS.items()):
        # What goes over several lines has its sign in one of them.
        for styled, lines in groupby(canvas.picture, partial(_has, role=role)):
            text = "\n".join(texts_of(tuple(lines)))
            faults.check(not styled or sign.search(text), f"{role} without a sign", name, text)


def _has(line: Line, role: str) -> bool:
    return any(span.text.strip() and role in span.role.split() for span in line)


async def test_a_picture_that_is_gone_puts_the_cursor_nowhere(tmp_path: Path) -> None:
    async with opened(copy_of(tmp_path), wishes=Wishes(presence=False, cursor=True)) as drive:
        before = drive.app.cursor_position
        Canvas(drive.journey.look).point()
        assert drive.app.cursor_position == before
