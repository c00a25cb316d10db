"""The web page: read by a parser, shown by a browser, and judged by a program that knows accessibility."""

import base64
import hashlib
import itertools
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from model.report.html import html_page
from tests.conftest import find_tool
from tests.report.browser import chromium, found_by, package
from tests.report.worlds import hostile_file, large_file, report_of, sample

VOID = {"meta", "br", "rect", "path", "circle", "link", "img", "input", "hr"}


class Outline(HTMLParser):
    """Tags, attributes and headings of a page; complains where tags do not nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_page_has_landmarks_headings_and_table_headers() -> None:
    outline = Outline(html_page(sample()))
    for landmark in ("header", "nav", "main", "footer"):
        assert len(outline.named(landmark)) == 1
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert all("scope" in each for each in outline.named("th"))
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all(each["href"][1:] in ids for each in outline.named("a"))


def test_the_page_needs_and_allows_nothing_else() -> None:
    page = html_page(sample())
    outline = Outline(page)
    style = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    policy = next(each["content"] for each in outline.named("meta") if "http-equiv" in each)
    assert policy.startswith("default-src 'none';")
    assert f"style-src 'sha256-{digest}'" in policy
    assert {tag for tag, _ in outline.tags} & {"script", "link", "iframe", "object", "img", "form"} == set()
    assert not any("style" in attributes for _, attributes in outline.tags)
    assert "://" not in page
    assert "url(" not in page
    assert "@import" not in page
    for words in ("@media print", "prefers-color-scheme: dark"):
        assert words in style[0]


@pytest.mark.needs_tool("chromium", "pdftotext")
@pytest.mark.parametrize("world", ["sample", "large"])
def test_a_browser_shows_every_touchpoint(tmp_path: Path, world: str) -> None:
    """The page as it is, policy included, printed by the browser and read back."""
    report = sample() if world == "sample" else report_of(large_file(tmp_path, 200))
    page = tmp_path / "page.html"
    page.write_text(html_page(report), encoding="utf-8")
    printed = tmp_path / "page.pdf"
    chromium("--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri())
    program = find_tool("pdftotext")
    assert program is not None
    text = subprocess.run([program, printed, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    words = " ".join(text.split())
    for touchpoint in report.project.touchpoints:
        assert touchpoint.name in words


AXE = """
const found = await axe.run(document, {resultTypes: ['violations', 'incomplete']});
return {violations: found.violations.map(each => [each.id, each.nodes.map(node => node.html)]),
        passes: found.passes.length, overflow: document.documentElement.scrollWidth - innerWidth,
        text: document.body.innerText};
"""


@pytest.mark.needs_tool("chromium")
@pytest.mark.parametrize(
    ("world", "dark", "width"),
    # Any two of these meet once.
    [("sample", False, 1280), ("sample", True, 500), ("hostile", True, 1280), ("hostile", False, 500)],
)
def test_nothing_keeps_anybody_out(tmp_path: Path, world: str, dark: bool, width: int) -> None:
    """No violation in either colour scheme, and nothing wider than the window."""
    axe = package("axe-core/axe.min.js")
    report = sample() if world == "sample" else report_of(hostile_file(tmp_path))
    options = [f"--window-size={width},900", *(["--force-dark-mode"] if dark else [])]
    found = found_by(AXE, html_page(report), tmp_path, *options, library=axe)
    assert found["violations"] == []
    assert found["passes"] > 20
    assert found["overflow"] <= 0
    if world == "sample":
        assert all(touchpoint.name in found["text"] for touchpoint in report.project.touchpoints)
