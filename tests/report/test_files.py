"""Workbooks, printed reports and charts, opened by the readers people use."""

import io
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from model.report.chart import chart_svg
from model.report.formats import written
from model.report.svgpen import DARK, LIGHT, PALETTES
from model.report.typefaces import FOLDER
from tests.conftest import REPO_ROOT, find_tool
from tests.report.worlds import UNSCORED, large_file, report_of, sample

SVG = "{http://www.w3.org/2000/svg}"


def _book(data: bytes) -> Any:
    return pytest.importorskip("openpyxl").load_workbook(io.BytesIO(data))


def test_a_workbook_has_the_scores_as_numbers() -> None:
    report = sample()
    book = _book(written(report, "xlsx"))
    assert book.sheetnames == ["Scores", "Journey", "Promises", "Findings", "About"]
    rows = list(book["Scores"].iter_rows(values_only=True))
    at = {name: index for index, name in enumerate(rows[0])}
    scored = [row for _, row in report.scores.rows()]
    assert [row[at["score"]] for row in rows[1:]] == [
        None if row.score is None else pytest.approx(row.score) for row in scored
    ]
    assert all(isinstance(row[at["weight"]], int | float) for row in rows[1:])
    promises = list(book["Promises"].iter_rows(values_only=True))
    assert len(promises) == 1 + len(report.project.promises)
    assert isinstance(promises[1][6], datetime)
    assert dict(book["About"].iter_rows(min_row=2, max_col=2, values_only=True))["As of"] == "2026-11-22"


def test_a_workbook_has_a_chart_of_its_own_and_no_hour_of_its_making() -> None:
    data = written(sample(), "xlsx")
    book = _book(data)
    charts = book["Journey"]._charts
    assert len(charts) == 1
    assert len(charts[0].series) == 3
    assert book.properties.created.isoformat() == "2026-11-22T00:00:00"
    assert data == written(sample(), "xlsx")


def test_findings_have_a_sheet() -> None:
    from model.report.document import Report

    report = sample()
    where = {"touchpoint": "slip-told", "line": 31}
    finding = {"code": "GAP101", "level": "warning", "where": where, "message": "Late.", "fix": "=tell()"}
    report = Report(report.project, report.scores, report.file, report.as_of, (finding,))
    rows = list(_book(written(report, "xlsx"))["Findings"].iter_rows(min_row=2, values_only=True))
    assert rows == [("GAP101", "warning", "slip-told", None, 31, "Late.", "=tell()")]


@pytest.mark.needs_tool("pdftotext")
def test_a_printed_report_names_every_touchpoint_promise_and_action(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    report = sample()
    file = tmp_path / "report.pdf"
    file.write_bytes(written(report, "pdf"))
    program = find_tool("pdftotext")
    assert program is not None
    text = subprocess.run([program, file, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    words = " ".join(text.split())
    names = [each.name for each in report.project.touchpoints]
    names += [each.what for each in report.project.promises]
    names += [each.what for each in report.project.actions]
    assert [name for name in names if name not in words] == []
    assert "tolerance, loss aversion (λ) 2, roll-up mean" in words


def test_a_printed_report_is_tagged_titled_and_dated_by_the_report() -> None:
    pytest.importorskip("typst")
    data = written(sample(), "pdf")
    assert b"/StructTreeRoot" in data
    assert b"/Lang" in data
    assert set(re.findall(rb"/(?:CreationDate|ModDate) ?\((D:\d{8})", data)) == {b"D:20261122"}
    assert data == written(sample(), "pdf")


@pytest.mark.parametrize("size", [(180, 108), (720, 432), (1080, 520), (4500, 9000)])
@pytest.mark.parametrize("palette", sorted(PALETTES))
def test_a_chart_is_xml_of_the_asked_size(size: tuple[int, int], palette: str) -> None:
    root = ElementTree.fromstring(chart_svg(sample(), size=size, palette=PALETTES[palette], heading=True))
    assert (root.get("width"), root.get("height")) == (str(size[0]), str(size[1]))
    left, top, width, height = map(float, root.get("viewBox", "").split())
    for each in root.iter(f"{SVG}text"):
        assert left <= float(each.get("x", "")) <= width
        assert top <= float(each.get("y", "")) <= height


def test_a_chart_marks_bands_by_shape_and_says_itself_in_words() -> None:
    root = ElementTree.fromstring(chart_svg(sample(), palette=LIGHT))
    words = root.findtext(f"{SVG}desc") or ""
    for touchpoint in sample().project.touchpoints:
        assert touchpoint.name in words
    colours = {each.get("fill") for each in root.iter(f"{SVG}path")} - {"none"}
    assert {LIGHT.exceeded, LIGHT.short, LIGHT.failed} <= colours
    assert len(list(root.iter(f"{SVG}circle"))) == 3, "two touchpoints are met, and the legend says so"


def test_a_chart_of_ratings_has_both_lines_and_a_large_one_joins_places(tmp_path: Path) -> None:
    survey = chart_svg(report_of(REPO_ROOT / "docs/examples/hospital-survey.toml"), palette=DARK)
    assert f'stroke="{DARK.expected}"' in survey
    assert "past the customer" not in survey
    large = chart_svg(report_of(large_file(tmp_path, 400)), palette=LIGHT)
    assert "touchpoints, 400 in all" in large
    assert len(large) < 60_000


def test_a_journey_without_scores_has_a_sentence_for_a_chart(tmp_path: Path) -> None:
    (tmp_path / "u.toml").write_text(UNSCORED, encoding="utf-8")
    assert "No touchpoint has a score yet." in chart_svg(report_of(tmp_path / "u.toml"), palette=LIGHT)


def test_each_typeface_comes_with_its_licence() -> None:
    files = {each.name for each in FOLDER.iterdir()}
    drawn = [name for name in files if ".otf" in name or ".ttf" in name]
    faces = {re.split("[-.]", name)[0].removesuffix("Upper") for name in drawn}
    assert faces == {"JetBrainsMono", "Inter", "Unifont"}
    for face in faces:
        licence = (FOLDER / f"{face}-OFL.txt").read_text(encoding="utf-8")
        assert licence.startswith("Copyright")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
