"""The columns that changed: enough for the same screen, and no more."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tests.terminal.emulation import Emulation
from tui.pictures.picture import Line, Look, Pen, Picture
from tui.themes import ROLES, THEMES, Theme
from tui.widgets.differing import changed_runs, segments_of

WIDTH, HEIGHT = 24, 3
CONSOLE = Console(color_system="256", force_terminal=True)
PIECES = st.tuples(
    st.text("ab  -─▄配", max_size=9), st.sampled_from(ROLES), st.sampled_from(["", "selected", "box"])
)
LINES = st.lists(PIECES, max_size=5)
PICTURES = st.lists(LINES, min_size=HEIGHT, max_size=HEIGHT)


def drawn(lines: list[list[tuple[str, str, str]]], theme: Theme) -> Picture:
    picture = []
    for pieces in lines:
        pen = Pen(Look(theme=theme), WIDTH)
        for text, role, ground in pieces:
            pen.put(text, f"{role} {ground}".strip())
        picture.append(pen.line())
    return tuple(picture)


def fresh(style: Style) -> Style:
    """The same style as if never used: Rich keeps the codes of the first terminal that it was written to."""
    copy = style.copy()
    copy._ansi = None
    return copy


def whole(picture: Picture, theme: Theme) -> LayoutUpdate:
    """All of a picture in Textual's own way, a piece a span."""
    strips = [
        [Strip([Segment(span.text, fresh(theme.style(span.role))) for span in line], WIDTH)]
        for line in picture
    ]
    return LayoutUpdate(strips, Region(0, 0, WIDTH, HEIGHT))  # type: ignore[arg-type]


def pieced(line: Line, theme: Theme) -> Strip:
    return Strip(segments_of(line, theme), WIDTH)


def changes(before: Picture, after: Picture, theme: Theme) -> ChopsUpdate:
    spans = [
        (y, start, end)
        for y, (old, new) in enumerate(zip(before, after, strict=True))
        for start, end in changed_runs(old, new, theme)
    ]
    chops = [{0: pieced(line, theme)} for line in after]
    return ChopsUpdate(chops, spans, [[WIDTH]] * HEIGHT)


def sent(update: CompositorUpdate) -> bytes:
    return update.render_segments(CONSOLE).encode()


def shown(*frames: bytes) -> list[list[Any]]:
    """Every cell: its character, and what of its style can be seen."""
    emulation = Emulation((WIDTH, HEIGHT))
    for frame in frames:
        emulation.feed(emulation.whole(frame.replace(b"\n", b"")))
    buffer = emulation.screen.buffer
    cells = [[buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]
    return [[_seen(cell) for cell in line] for line in cells]


def _seen(cell: Any) -> Any:
    bare = cell.data == " " and not cell.reverse and not cell.underscore
    return cell._replace(fg="default", bold=False, italics=False) if bare else cell


@given(name=st.sampled_from(sorted(THEMES)), before=PICTURES, after=PICTURES)
def test_the_changed_columns_give_the_screen_that_a_whole_repaint_gives(
    name: str, before: list[list[tuple[str, str, str]]], after: list[list[tuple[str, str, str]]]
) -> None:
    theme = THEMES[name]
    old, new = drawn(before, theme), drawn(after, theme)
    expected = shown(sent(whole(new, theme)))
    update = changes(old, new, theme)
    frame = sent(update) if update.spans else b""
    assert shown(sent(whole(old, theme)), frame) == expected


def test_a_line_that_looks_the_same_is_not_sent() -> None:
    """Blanks have no colour of their own, and what a click means is not seen."""
    theme = THEMES["night"]
    look = Look(theme=theme)
    one = Pen(look, WIDTH).put("a", "text", ("row", "x", "y")).put("   ", "dim").line()
    other = Pen(look, WIDTH).put("a", "text", ("row", "z", "y")).put("   ", "failed").line()
    assert changed_runs(one, other, theme) == []


def test_only_the_cells_that_differ_are_sent() -> None:
    theme = THEMES["night"]
    look = Look(theme=theme)
    one = Pen(look, WIDTH).put("the score is -23.9 now").line()
    other = Pen(look, WIDTH).put("The score is -23.8 now").line()
    assert changed_runs(one, other, theme) == [(0, 1), (17, 18)]


def test_a_wide_character_is_sent_whole() -> None:
    theme = THEMES["night"]
    look = Look(theme=theme)
    one = Pen(look, WIDTH).put("a").put("配", "text").line()
    other = Pen(look, WIDTH).put("a").put("配", "failed").line()
    assert changed_runs(one, other, theme) == [(1, 3)]
