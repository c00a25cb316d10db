"""Exported pictures: what is in them, and that they are safe."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.conftest import REPO_ROOT, RunGapline
from tests.tui.hostile import HIDDEN, HOSTILE
from tui.cli import main
from tui.commandline.export import VIEWS
from tui.pictures.blocks import CELL_HEIGHT, CELL_WIDTH
from tui.pictures.drawing import ansi_of, svg_of, text_of
from tui.pictures.picture import Span
from tui.text import width_of
from tui.themes import DAY, MONO, NIGHT

SAMPLE = REPO_ROOT / "sample_config.toml"
SVG = "{http://www.w3.org/2000/svg}"
SGR = re.compile(r"\x1b\[[0-9;]*m")


def _export(folder: Path, kind: str, *words: str, file: Path = SAMPLE) -> str:
    out = folder / f"out.{kind}"
    assert main(["export", str(file), "--as-of", "2026-11-22", "-o", str(out), *words]) == 0
    return out.read_text(encoding="utf-8")


def _texts(svg: str) -> str:
    return "\n".join(each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_a_picture_of_the_asked_size(tmp_path: Path, view: str) -> None:
    root = ElementTree.fromstring(_export(tmp_path, "svg", "--view", view, "--size", "100x30"))
    assert root.get("width") == str(100 * CELL_WIDTH)
    assert root.get("height") == str(30 * CELL_HEIGHT)
    text = _export(tmp_path, "txt", "--view", view, "--size", "100x30")
    assert len(text.splitlines()) == 30
    assert all(width_of(line) <= 100 for line in text.splitlines())
    assert "sample_config.toml" in text.splitlines()[0]
    ansi = _export(tmp_path, "ansi", "--view", view, "--size", "100x30")
    assert all(line.endswith("\x1b[0m") for line in ansi.splitlines())
    assert [line.rstrip() for line in SGR.sub("", ansi).splitlines()] == text.splitlines()


def test_the_board_shows_stages_and_touchpoints(tmp_path: Path) -> None:
    svg = _export(tmp_path, "svg", "--size", "140x40")
    text = _texts(svg)
    for words in ("Discover", "Choose", "journey", "Website"):
        assert words in text
    assert ElementTree.fromstring(svg).findtext(f"{SVG}title") == (
        "Hollow Lane Cycles: from first look to second winter: board"
    )
    assert "*edited" not in text, "a file that was only read has nothing to save"


def test_the_selected_touchpoint_is_the_one_asked_for(tmp_path: Path) -> None:
    text = _export(tmp_path, "txt", "--view", "detail", "--touchpoint", "slip-told")
    assert "Told when dates move" in text.splitlines()[0]


def test_ascii_glyphs_make_a_text_of_ascii(tmp_path: Path) -> None:
    assert _export(tmp_path, "txt", "--glyphs", "ascii").isascii()
    (tmp_path / "h.toml").write_text(HOSTILE, encoding="utf-8")
    assert _export(tmp_path, "txt", "--glyphs", "ascii", file=tmp_path / "h.toml").isascii()


def test_a_picture_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    svg = _export(tmp_path, "svg").replace('xmlns="http://www.w3.org/2000/svg"', "")
    for forbidden in ("http", "href", "<script", "@font-face", "url(", "<style", "<image", "on" + "load"):
        assert forbidden not in svg


def test_themes_change_the_colours_and_not_the_words(tmp_path: Path) -> None:
    night, day, mono = (_export(tmp_path, "svg", "--theme", name) for name in ("night", "day", "mono"))
    assert _texts(night).split() == _texts(day).split()
    assert (NIGHT.ground or "") in night
    assert (DAY.ground or "") in day
    assert set(re.findall('fill="([^"]*)"', mono)) == {"#000000", "#ffffff"}
    assert "38;2" not in _export(tmp_path, "ansi", "--theme", "mono")


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_text_stays_text(tmp_path: Path, view: str) -> None:
    (tmp_path / "h.toml").write_text(HOSTILE, encoding="utf-8")
    for kind in ("svg", "txt", "ansi"):
        data = _export(tmp_path, kind, "--view", view, file=tmp_path / "h.toml")
        assert HIDDEN.search(SGR.sub("", data) if kind == "ansi" else data) is None
        if kind == "svg":
            tags = {each.tag.removeprefix(SVG) for each in ElementTree.fromstring(data).iter()}
            drawn = {"desc", "path", "circle"} if view == "curve" else {"g"}
            assert tags <= {"svg", "title", "rect", "text", *drawn}


def test_hostile_text_in_the_table_and_the_list_of_problems(run_gapline: RunGapline, tmp_path: Path) -> None:
    (tmp_path / "h.toml").write_text(HOSTILE, encoding="utf-8")
    for by in ("stage", "touchpoint", "expectation"):
        assert HIDDEN.search(run_gapline("score", "h.toml", "--by", by).stdout) is None
    broken = HOSTILE.replace('stage = "s"', r'stage = "\u001b[31m\n"').replace(
        "expected =", r'"x\u001b[2J" ='
    )
    (tmp_path / "h.toml").write_text(broken, encoding="utf-8")
    done = run_gapline("check", "h.toml")
    assert done.returncode == 1
    assert HIDDEN.search(done.stdout + done.stderr) is None
    assert all(line.startswith("h.toml:") for line in done.stdout.splitlines())


@pytest.mark.parametrize("view", ["board", "review"])
def test_a_picture_in_the_readme_is_the_one_that_is_drawn_now(tmp_path: Path, view: str) -> None:
    words = ("--view", view, "--size", "140x40", "--touchpoint", "slip-told")
    drawn = _export(tmp_path, "svg", *words)
    same = (REPO_ROOT / f"docs/{view}.svg").read_text(encoding="utf-8") == drawn
    renew = " ".join(words)
    assert same, f"gapline export sample_config.toml {renew} --as-of 2026-11-22 -o docs/{view}.svg"


# -- the writers -----------------------------------------------------------------------------------------


def test_runs_keep_their_columns_behind_wide_and_combining_letters() -> None:
    picture = ((Span("日本 ab", "strong"), Span("  नमस्ते x")),)
    places = {
        each.text: (int(each.get("x", "")) // CELL_WIDTH, int(each.get("textLength", "")) // CELL_WIDTH)
        for each in ElementTree.fromstring(svg_of(picture, NIGHT, "t")).iter(f"{SVG}text")
    }
    assert places == {"日本": (0, 4), "ab": (5, 2), "नमस्ते": (9, 4), "x": (14, 1)}


def test_blocks_are_boxes_that_join() -> None:
    svg = svg_of(((Span("██", "good"),), (Span("██", "good"),)), NIGHT, "t")
    boxes = [each for each in ElementTree.fromstring(svg).iter(f"{SVG}rect")][1:]
    assert [(each.get("y"), each.get("width"), each.get("height")) for each in boxes] == [
        ("0", str(2 * CELL_WIDTH), str(CELL_HEIGHT)),
        (str(CELL_HEIGHT), str(2 * CELL_WIDTH), str(CELL_HEIGHT)),
    ]
    assert "<text" not in svg


def test_hidden_characters_that_a_view_let_through_are_stopped_by_every_writer() -> None:
    picture = ((Span("a\x1b[31m\u202e\nb\ufffe<&"),),)
    for written in (
        svg_of(picture, NIGHT, "\x1b\u202e"),
        text_of(picture),
        SGR.sub("", ansi_of(picture, NIGHT)),
    ):
        assert re.search("[\x00-\x09\x0b-\x1f\u202e]", written) is None
    ElementTree.fromstring(svg_of(picture, MONO, "<&\x00"))


def test_ansi_colours_end_with_their_line() -> None:
    assert ansi_of(((Span("a", "failed"), Span("b", "text")),), MONO) == "\x1b[0;1ma\x1b[0mb\x1b[0m\n"
