"""`gapline export` from outside: every format, the same bytes everywhere, and what it refuses."""

import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from model.report.formats import DOCUMENTS, EXTRAS
from tests.conftest import REPO_ROOT, RunGapline
from tests.report.worlds import hostile_file
from tui.blocks import CELL_HEIGHT, CELL_WIDTH
from tui.commandline import export
from tui.raster import ZOOM

SAMPLE = REPO_ROOT / "sample_config.toml"
DAY = ("--as-of", "2026-11-22")
BINARY = ("png", "xlsx", "pdf")
ODD = {
    "NO_COLOR": "1",
    "TEXTUAL_THEME": "dracula",
    "COLUMNS": "37",
    "LC_ALL": "C",
    "TZ": "Asia/Tokyo",
    "PYTHONHASHSEED": "7",
    "TERM": "dumb",
    "PYTHONUTF8": "0",
    "SOURCE_DATE_EPOCH": "1",
}


def _gapline(folder: Path, env: dict[str, str], *words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "gapline", *map(str, words)],
        cwd=folder,
        env={**env, "PYTHONPATH": str(REPO_ROOT)},
        capture_output=True,
        check=False,
    )


def test_the_command_line_offers_what_the_reports_can_be_written_as() -> None:
    assert export.DOCUMENTS == DOCUMENTS
    assert set(export.FORMATS) == {"svg", "png", "txt", "ansi", *DOCUMENTS}


@pytest.mark.parametrize("kind", export.FORMATS)
def test_the_same_bytes_in_a_bare_and_in_an_odd_environment(tmp_path: Path, kind: str) -> None:
    made = []
    for number, env in enumerate(({}, {}, ODD, ODD)):
        done = _gapline(tmp_path, env, "export", SAMPLE, "-o", f"{number}.{kind}", *DAY)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        made.append((tmp_path / f"{number}.{kind}").read_bytes())
    assert made[0]
    assert made[0] == made[1] == made[2] == made[3]


@pytest.mark.parametrize("kind", export.FORMATS)
def test_stdout_gets_the_same_as_a_file(tmp_path: Path, kind: str) -> None:
    env = dict(os.environ)
    piped = _gapline(tmp_path, env, "export", SAMPLE, "-o", "-", "--format", kind, *DAY)
    assert _gapline(tmp_path, env, "export", SAMPLE, "-o", f"x.{kind}", *DAY).returncode == 0
    assert (piped.returncode, piped.stderr) == (0, b"")
    assert piped.stdout == (tmp_path / f"x.{kind}").read_bytes()


def test_json_is_what_score_prints(run_gapline: RunGapline) -> None:
    exported = run_gapline("export", SAMPLE, "-o", "-", "--format", "json", *DAY).stdout
    assert exported == run_gapline("score", SAMPLE, "--json", *DAY).stdout


@pytest.mark.parametrize("kind", [each for each in DOCUMENTS if each not in BINARY])
def test_a_document_loads_no_screen(tmp_path: Path, kind: str) -> None:
    code = (
        "import sys; from tui.cli import main; code = main(sys.argv[1:]); "
        "print(code, sorted({each.split('.')[0] for each in sys.modules} & {'textual', 'rich'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "export", str(SAMPLE), "-o", f"x.{kind}", *DAY],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPO_ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == "0 []\n"


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


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
@pytest.mark.parametrize("view", export.VIEWS)
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
    from tui.drawing import svg_of
    from tui.picture import Span
    from tui.raster import png_of
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
    for view in export.VIEWS:
        assert run_gapline("export", file, "-o", "x.png", "--view", view, *DAY).returncode == 0
        with image.open(tmp_path / "x.png") as picture:
            assert len(picture.convert("RGB").getcolors(1 << 20)) > 20
        svg = run_gapline("export", file, "-o", "-", "--format", "svg", "--view", view, *DAY).stdout
        ElementTree.fromstring(svg)
        bare = svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert re.search(r"<script|javascript:|\son\w+=|https?://|href", bare) is None
