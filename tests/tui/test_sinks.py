"""The three walls between text of a file and the terminal: the gate, no markup, and the last filter."""

import ast
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from tests.conftest import REPO_ROOT
from tests.tui.driving import SAMPLE, opened
from tui.pictures.glyphs import GLYPHS
from tui.pictures.picture import Look
from tui.text import fit, has_hidden, show, show_ascii, width_of, wrapped
from tui.wall import ControlFilter

# -- first wall: what can be seen is all that is let through ----------------------------------------------

SAMPLES = {
    "C0 controls": [chr(each) for each in range(0x20)],
    "delete": ["\x7f"],
    "C1 controls": [chr(each) for each in range(0x80, 0xA0)],
    "bidi overrides and isolates": [
        *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    ],
    "zero width": [*"\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e"],
    "line and paragraph separators": [*"\u2028\u2029\x85"],
    "tags": [chr(each) for each in range(0xE0000, 0xE0080)],
    "fillers that look like nothing": [*"\u115f\u1160\u3164\uffa0"],
    "other invisible ones": [*"\u034f\u2061\u2064\u206a\ufff9\ufffb\U0001d173"],
}


@pytest.mark.parametrize("kind", SAMPLES)
def test_hidden_characters_are_spelled_out(kind: str) -> None:
    for character in SAMPLES[kind]:
        for shown in (show(f"a{character}b"), show_ascii(f"a{character}b")):
            assert character not in shown
            assert shown[0] + shown[-1] == "ab"
            assert len(shown) > 2, f"U+{ord(character):04X} is not told"
        assert has_hidden(f"a{character}b")


def test_the_spelling_of_each_kind() -> None:
    assert show("a\x1b[31mb\nc\x7f") == "a␛[31mb␊c␡"
    assert show("\x9b\u202e\u200b\U000e0041") == "⟨009B⟩⟨202E⟩⟨200B⟩⟨E0041⟩"
    assert show_ascii("\x1b\u202eé日") == "<1B><202E>???"
    # A sign for how the one before it is drawn is nothing by itself.
    assert show("☎\ufe0f") == "☎"


@given(st.text())
def test_nothing_that_acts_or_hides_comes_through(text: str) -> None:
    shown = show(text)
    assert not [each for each in shown if unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp", "Cs")]
    assert show(shown) == shown
    assert show_ascii(text).isascii()
    assert show_ascii(text).isprintable()


@given(st.text(), st.integers(0, 40))
def test_a_cut_text_takes_exactly_its_columns(text: str, width: int) -> None:
    shown = show(text)
    assert cell_len(fit(shown, width)) == width
    assert all(width_of(line) <= max(1, width) or len(line) == 1 for line in wrapped(shown, max(1, width), 5))
    assert len(wrapped(shown, max(1, width), 3)) <= 3


def test_a_sentence_that_is_cut_ends_in_the_mark_of_the_glyphs() -> None:
    words = "one two three four"
    for glyphs, cut in (("ascii", "three.."), ("block", "three…")):
        look = Look(GLYPHS[glyphs])
        assert look.wrapped(words, 8, 2) == ["one two", cut]
        assert look.wrapped(words, 8, 3) == ["one two", "three", "four"]
        assert look.wrapped("\x1b evil", 20, 1) == [f"{look.text(chr(27))} evil"]


def test_text_that_can_be_seen_is_left_alone() -> None:
    for text in ("Prices [b] \\ [/x]", "日本語", "ไทยที่", "नमस्ते", "é e\u0301", "مرحبا", "שלום", "→ – ’ €"):
        assert show(text) == text


def test_a_very_long_text_is_cut_with_a_mark() -> None:
    shown = show("x" * 200_000)
    assert len(shown) < 66_000
    assert shown.endswith(" ...")


# -- second wall: no text but the program's own words is ever read as markup ------------------------------

SINKS = {
    *("Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "Placeholder", "ListItem"),
    *("OptionList", "SelectionList", "Select", "Tree", "Tab", "TabPane", "DataTable"),
    *("Footer", "Markdown", "MarkdownViewer", "Toast", "Tooltip", "Rule", "Link", "Digits", "Header"),
    *("notify", "update", "add_option", "add_options", "add_column", "add_columns", "add_row", "add_rows"),
    *("update_cell", "from_markup", "set_title", "markup", "to_content", "visualize", "with_tooltip"),
}
"""Calls that read a `str` as markup, or may."""
ATTRIBUTES = {"tooltip", "border_title", "border_subtitle", "title", "sub_title", "placeholder", "loading"}
"""Assignments that do."""


def found_sinks(source: str, name: str) -> list[str]:
    """Every place where anything but a literal reaches something that reads markup."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            arguments = [*node.args, *(each.value for each in node.keywords)]
            if any(each.arg == "markup" and _says_no(each.value) for each in node.keywords):
                continue
            if called in SINKS and not all(map(_literal, arguments)):
                found.append(f"{name}:{node.lineno}: {called}")
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            hit = [each for each in targets if isinstance(each, ast.Attribute) and each.attr in ATTRIBUTES]
            if hit and node.value is not None and not _literal(node.value):
                found.append(f"{name}:{node.lineno}: {hit[0].attr}")
    return found


def _literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def _says_no(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _sources() -> list[Path]:
    return sorted((REPO_ROOT / "tui").rglob("*.py"))


def test_no_text_of_a_file_is_handed_to_what_reads_markup() -> None:
    found = [
        line
        for path in _sources()
        for line in found_sinks(path.read_text(encoding="utf-8"), str(path.relative_to(REPO_ROOT)))
    ]
    assert not found, "give it a Content made by tui/text.py, or draw it on a Canvas"


@pytest.mark.parametrize(
    "source",
    [
        "Static(name)",
        "Label(f'{name}')",
        "self.notify(str(error))",
        "notify('a', title=name)",
        "widget.border_title = name",
        "self.tooltip = f'{x}'",
        "Button(label=name)",
        "table.add_row(*cells)",
        "Text.from_markup(name)",
    ],
)
def test_the_search_finds_what_it_is_for(source: str) -> None:
    assert found_sinks(source, "x.py")


def test_only_three_widgets_show_text_and_none_reads_markup() -> None:
    """Whoever imports another widget of Textual's thinks about markup first."""
    imported = set()
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual.widgets"):
                imported |= {each.name for each in node.names}
    assert imported == {"Input"}


async def test_what_textual_itself_says_is_not_read_as_markup(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_bytes(SAMPLE.read_bytes())
    async with opened(path) as drive:
        for text in ("[@click=app.quit]x[/]", "[/x]", "[b", "\\"):
            drive.app.notify(text)
            await drive.settle()
            assert drive.running
            assert all(note.markup is False for note in drive.app._notifications)
        assert drive.app._notifications


# -- third wall: the filter before the terminal -----------------------------------------------------------


async def test_the_filter_stands_where_textual_takes_its_filters_from(tmp_path: Path) -> None:
    """`App._filters` is private: a Textual that names it otherwise fails here, not on somebody's screen."""
    path = tmp_path / "shop.toml"
    path.write_bytes(SAMPLE.read_bytes())
    async with opened(path) as drive:
        assert any(isinstance(each, ControlFilter) for each in drive.app._filters)
        assert any(isinstance(each, ControlFilter) for each in drive.app.get_line_filters())


def test_the_filter_takes_controls_out_of_text_and_leaves_the_terminals_own_codes() -> None:
    every = "".join(each for kind in SAMPLES for each in SAMPLES[kind] if each not in "\u00ad\u061c\u034f")
    text = Segment(f"a{every}b")
    control = Segment("\x1b[2J", None, [(1,)])  # type: ignore[list-item]
    made = ControlFilter().apply([text, control], Color(0, 0, 0))
    assert made[1] is control
    assert made[0].text[0] + made[0].text[-1] == "ab"
    assert not [each for each in made[0].text if unicodedata.category(each) in ("Cc", "Zl", "Zp")]
