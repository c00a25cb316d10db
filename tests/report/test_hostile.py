"""A project whose every text tries something, exported to everything: valid, plain, and nothing acts."""

import csv
import io
import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from model.report.chart import chart_svg
from model.report.document import Report
from model.report.formats import DOCUMENTS, written
from model.report.svgpen import LIGHT
from tests.conftest import find_tool
from tests.report.browser import found_by, package
from tests.report.test_page import Outline
from tests.report.worlds import hostile_file, report_of, sample
from tests.tui.hostile import HIDDEN

ACTIVE = re.compile(
    r"<script|javascript:|\son\w+=|https?://|<img|<iframe|<a\s+href=[\"'](?!#)", re.IGNORECASE
)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def hostile(tmp_path: Path) -> Report:
    return report_of(hostile_file(tmp_path))


@pytest.mark.parametrize("kind", [each for each in DOCUMENTS if each not in ("xlsx", "pdf")])
def test_no_hidden_character_in_a_text_document(hostile: Report, kind: Any) -> None:
    text = written(hostile, kind).decode("utf-8")
    assert HIDDEN.search(text) is None
    if kind in ("html", "md"):
        assert ACTIVE.search(text) is None


def test_json_gives_back_what_the_file_says(hostile: Report) -> None:
    data = json.loads(written(hostile, "json"))
    assert data["project"]["name"] == hostile.project.about.name
    assert [each["name"] for each in data["touchpoints"]] == [
        each.name for each in hostile.project.touchpoints
    ]


def test_the_page_nests_and_holds_no_element_of_the_file(hostile: Report) -> None:
    ours = {tag for tag, _ in Outline(written(sample(), "html").decode()).tags}
    outline = Outline(written(hostile, "html").decode())
    assert {tag for tag, _ in outline.tags} == ours
    attributes = {name for _, found in outline.tags for name in found}
    assert not any(name.startswith("on") or name in ("src", "srcdoc", "style") for name in attributes)
    assert all(each["href"].startswith("#") for each in outline.named("a"))


def test_markdown_holds_nothing_but_our_own_markup(hostile: Report) -> None:
    tokens = MarkdownIt("gfm-like").parse(written(hostile, "md").decode())
    inline = [each for token in tokens for each in token.children or []]
    kinds = {each.type for each in inline}
    assert kinds <= {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close"}
    assert not any(token.type in ("html_block", "code_block", "fence") for token in tokens)


def test_no_cell_of_a_csv_is_a_formula(hostile: Report) -> None:
    rows = list(csv.reader(io.StringIO(written(hostile, "csv").decode(), newline="")))
    assert len({len(row) for row in rows}) == 1
    texts = [cell for row in rows for cell in row if not re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell)]
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) for cell in texts)
    assert any(cell.startswith("'=") for cell in texts)


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(hostile: Report) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    data = written(hostile, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    assert any(str(cell.value).startswith("=cmd()") for cell in cells)
    assert not any(HIDDEN.search(cell.value) for cell in cells if isinstance(cell.value, str))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode("utf-8")
            ElementTree.fromstring(text)
            assert "<f>" not in text.replace("<c:f>", "")
            assert 'TargetMode="External"' not in text


def test_the_chart_is_xml_of_our_own_elements(hostile: Report) -> None:
    drawn = chart_svg(hostile, palette=LIGHT, heading=True)
    root = ElementTree.fromstring(drawn)
    tags = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "path", "circle", "text"}
    assert HIDDEN.search(drawn) is None
    assert ACTIVE.search(drawn.replace('xmlns="http://www.w3.org/2000/svg"', "")) is None


@pytest.mark.needs_tool("pdftotext")
def test_a_printed_report_shows_it_as_text(hostile: Report, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    data = written(hostile, "pdf")
    for active in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/OpenAction", b"/AA"):
        assert active not in data
    file = tmp_path / "hostile.pdf"
    file.write_bytes(data)
    program = find_tool("pdftotext")
    assert program is not None
    text = subprocess.run([program, file, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    words = "".join(text.split())
    for said in ("=cmd()", "<script>alert(1)</script>", "日本語", "ไทย", "⟨202E⟩rtl", "␛[31m"):
        assert said in words


@pytest.mark.needs_tool("chromium")
def test_mermaid_takes_it_for_names(hostile: Report, tmp_path: Path) -> None:
    """Parsed and drawn by the library itself: a task for each touchpoint, no markup among them."""
    program = package("mermaid/dist/mermaid.min.js")
    texts = [
        written(report, "mmd", view).decode() for report in (hostile, sample()) for view in ("board", "curve")
    ]
    said = json.dumps(texts).replace("<", "\\u003c")
    found = found_by(
        f"mermaid.initialize({{startOnLoad:false}});const found=[];"
        f"for(const [at,text] of {said}.entries()){{const parsed=await mermaid.parse(text);"
        "const drawn=await mermaid.render('d'+at,text);"
        'found.push([parsed.diagramType,(drawn.svg.match(/class="task /g)||[]).length,'
        '/<script|<img|onerror=|href="(?!#)/.test(drawn.svg)])}return found',
        "<!doctype html><html><body></body></html>",
        tmp_path,
        library=program,
    )
    assert [each[0] for each in found] == ["journey", "xychart", "journey", "xychart"]
    tasks = len(hostile.project.touchpoints)
    assert [each[1] for each in found] == [tasks, 0, tasks, 0]
    assert not any(each[2] for each in found)
