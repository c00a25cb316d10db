"""`gapline export` from outside: every format, the same bytes everywhere, and what it refuses."""

import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from pathlib import Path

import pytest

from model.report.formats import DOCUMENTS, EXTRAS
from tests.conftest import REPO_ROOT, RunGapline
from tests.report.worlds import hostile_file
from tests.warm import Warm
from tui.commandline import export
from tui.pictures.blocks import CELL_HEIGHT, CELL_WIDTH
from tui.pictures.raster import ZOOM

SAMPLE = REPO_ROOT / "sample_config.toml"
DAY = ("--as-of", "2026-11-22")
BINARY = ("png", "xlsx", "pdf")
ODD = {
    "NO_COLOR": "1",
    "TEXTUAL_THEME": "dracula",
    "COLUMNS": "37",
    "LINES": "9",
    "LC_ALL": "C",
    "TZ": "Asia/Tokyo",
    "PYTHONHASHSEED": "7",
    "TERM": "dumb",
    "GAPLINE_THEME": "day",
    "PYTHONUTF8": "0",
    "SOURCE_DATE_EPOCH": "1",
}


def test_the_command_line_offers_what_the_reports_can_be_written_as() -> None:
    assert export.DOCUMENTS == DOCUMENTS
    assert set(export.FORMATS) == {"svg", "png", "txt", "ansi", *DOCUMENTS}


def _written(folder: Path, env: dict[str, str], file: str | Path, kinds: Iterable[str]) -> str:
    """One process of its own that writes every kind; returns which of the heavy packages it has loaded."""
    code = """if True:
        import sys
        from tui.cli import main
        file, *kinds = sys.argv[1:]
        for kind in kinds:
            assert main(["export", file, "-o", f"x.{kind}", "--as-of", "2026-11-22"]) == 0, kind
        print(sorted({each.split(".")[0] for each in sys.modules} & {"textual", "rich"}))
    """
    done = subprocess.run(
        [sys.executable, "-c", code, str(file), *kinds],
        cwd=folder,
        env={**env, "PYTHONPATH": str(REPO_ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_same_bytes_in_any_environment(tmp_path: Path) -> None:
    """Bare, as `env -i` leaves it; an odd one; and this one, from a folder where another name leads there."""
    for name, env in (("bare", {}), ("odd", ODD), ("here", dict(os.environ))):
        folder = tmp_path / name
        folder.mkdir()
        copy = folder / SAMPLE.name
        copy.write_bytes(SAMPLE.read_bytes())
        loaded = _written(folder, env, copy.name if name == "here" else SAMPLE, export.FORMATS)
        assert "textual" not in loaded
    for kind in export.FORMATS:
        bare, odd, here = ((tmp_path / name / f"x.{kind}").read_bytes() for name in ("bare", "odd", "here"))
        assert bare, kind
        assert bare == odd == here, kind


@pytest.mark.parametrize("kind", export.FORMATS)
def test_stdout_gets_the_same_as_a_file(tmp_path: Path, warm: Warm, kind: str) -> None:
    def exported(*words: str) -> subprocess.CompletedProcess[bytes]:
        return warm.run(["export", str(SAMPLE), *words, *DAY], tmp_path, b"", os.environ, 60)

    piped = exported("-o", "-", "--format", kind)
    assert exported("-o", f"x.{kind}").returncode == 0
    assert (piped.returncode, piped.stderr) == (0, b"")
    assert piped.stdout == (tmp_path / f"x.{kind}").read_bytes()


def test_json_is_what_score_prints(run_gapline: RunGapline) -> None:
    exported = run_gapline("export", SAMPLE, "-o", "-", "--format", "json", *DAY).stdout
    assert exported == run_gapline("score", SAMPLE, "--json", *DAY).stdout


def test_a_document_loads_no_screen(tmp_path: Path) -> None:
    documents = [each for each in DOCUMENTS if each not in BINARY]
    assert _written(tmp_path, dict(os.environ), SAMPLE, documents) == "[]\n"


@pytest.mark.parametrize("kind", sorted(EXTRAS))
def test_a_missing_extra_is_one_sentence_with_the_command(tmp_path: Path, kind: str) -> None:
    """As on a machine where the package was never installed."""
    code = (
        "import sys; sys.modules[sys.argv[1]] = None; "
        "from tui.cli import main; raise SystemExit(main(sys.argv[2:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, EXTRAS[kind][0], "export", str(SAMPLE), "-o", f"x.{kind}", *DAY],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPO_ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert f"pip install 'gapline[{kind}]'" in done.stderr
    assert not (tmp_path / f"x.{kind}").exists()


@pytest.mark.parametrize("name", ["x.docx", "x", "x.SVGZ"])
def test_an_unknown_ending_names_the_known_ones(run_gapline: RunGapline, tmp_path: Path, name: str) -> None:
    done = run_gapline("export", SAMPLE, "-o", name)
    assert done.returncode == 2
    for kind in export.FORMATS:
        assert f".{kind}" in done.stderr
    assert list(tmp_path.glob("x*")) == []


@pytest.mark.parametrize("kind", ["html", "png"])
def test_a_link_at_the_name_is_not_followed(run_gapline: RunGapline, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "target"
    target.write_text("mine", encoding="utf-8")
    (tmp_path / f"x.{kind}").symlink_to(target)
    done = run_gapline("export", SAMPLE, "-o", f"x.{kind}", *DAY)
    assert done.returncode == 2
    assert target.read_text(encoding="utf-8") == "mine"


# -- pictures --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "size"),
    [*((view, (80, 24)) for view in export.VIEWS), ("board", (140, 40)), ("curve", (140, 40))],
)
def test_a_picture_has_pixels_and_colours(
    run_gapline: RunGapline, tmp_path: Path, view: str, size: tuple[int, int]
) -> None:
    image = pytest.importorskip("PIL.Image")
    words = ("--view", view, "--size", f"{size[0]}x{size[1]}")
    assert run_gapline("export", SAMPLE, "-o", "x.png", *words, *DAY).returncode == 0
    with image.open(tmp_path / "x.png") as picture:
        assert picture.size == (size[0] * CELL_WIDTH * ZOOM, size[1] * CELL_HEIGHT * ZOOM)
        colours = picture.convert("RGB").getcolors(1 << 20)
    assert len(colours) > 20
    ground = max(count for count, _ in colours)
    assert ground < 0.97 * sum(count for count, _ in colours), "nothing but ground"


def test_letters_of_every_script_are_drawn() -> None:
    """Each of these alone makes a picture that differs from that of a blank: none is left out."""
    image = pytest.importorskip("PIL.Image")
    from tui.pictures.drawing import svg_of
    from tui.pictures.picture import Span
    from tui.pictures.raster import png_of
    from tui.themes import MONO

    for text in ("a", "Ж", "ω", "日", "ไ", "ع", "한", "é", "→", "▼", "○", "␛", "⟨", "😀", "🚲"):
        drawn = png_of(svg_of(((Span(text),),), MONO, "t"))
        with image.open(io.BytesIO(drawn)) as picture:
            assert len(picture.convert("L").getcolors()) > 1, text


def test_curve_as_svg_is_the_chart(run_gapline: RunGapline) -> None:
    words = ("--format", "svg", "--view", "curve", "--size", "140x40", *DAY)
    day = run_gapline("export", SAMPLE, "-o", "-", "--theme", "day", *words).stdout
    root = ElementTree.fromstring(day)
    assert (root.get("width"), root.get("height")) == (str(140 * CELL_WIDTH), str(40 * CELL_HEIGHT))
    assert "As of 2026-11-22" in day
    assert "tolerance, loss aversion" in day
    night = run_gapline("export", SAMPLE, "-o", "-", *words).stdout
    assert night != day
    chosen = run_gapline("export", SAMPLE, "-o", "-", *words, "--touchpoint", "slip-told").stdout
    assert chosen != night


def test_curve_as_mermaid_is_a_chart(run_gapline: RunGapline) -> None:
    def kinds(*words: str) -> list[str]:
        out = run_gapline("export", SAMPLE, "-o", "-", "--format", "mmd", *words, *DAY).stdout
        return [line for line in out.splitlines() if re.match("[a-z]", line)]

    assert kinds() == ["journey"]
    assert kinds("--view", "curve") == ["xychart-beta"]


def test_hostile_text_in_a_picture(run_gapline: RunGapline, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    file = hostile_file(tmp_path)
    for view in export.VIEWS[:3]:
        assert run_gapline("export", file, "-o", "x.png", "--view", view, *DAY).returncode == 0
        with image.open(tmp_path / "x.png") as picture:
            assert len(picture.convert("RGB").getcolors(1 << 20)) > 20
    for view in export.VIEWS:
        svg = run_gapline("export", file, "-o", "-", "--format", "svg", "--view", view, *DAY).stdout
        ElementTree.fromstring(svg)
        bare = svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert re.search(r"<script|javascript:|\son\w+=|https?://|href", bare) is None
