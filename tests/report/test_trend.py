"""The course of the score over the snapshots, as the page shows it."""

import re
from datetime import date
from pathlib import Path

from model.files.snapshots import folder_of
from tests.conftest import REPO_ROOT
from tui.cli import main

SAMPLE = (REPO_ROOT / "sample_config.toml").read_text(encoding="utf-8")


def _page(tmp_path: Path, snapshots: dict[str, str]) -> str:
    file = tmp_path / "shop.toml"
    file.write_text(SAMPLE, encoding="utf-8")
    folder = folder_of(file)
    for name, text in snapshots.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    out = tmp_path / "page.html"
    assert main(["export", str(file), "-o", str(out), "--as-of", "2026-11-22"]) == 0
    return out.read_text(encoding="utf-8")


def test_without_snapshots_the_page_has_no_trend(tmp_path: Path) -> None:
    assert 'id="trend"' not in _page(tmp_path, {})


def test_the_page_shows_each_snapshot_with_its_score_and_the_present_one(tmp_path: Path) -> None:
    worse = SAMPLE.replace("delivered = 8.1 ", "delivered = 4.1 ", 1)
    assert worse != SAMPLE
    page = _page(tmp_path, {"2026-09-01-spring": worse, "2026-10-15": SAMPLE, "2027-01-01": worse})
    rows = re.findall(r'<th scope="row">(\d{4}-\d\d-\d\d)</th><td>(.*?)</td>.*?class="score">(.*?)<', page)
    assert [row[:2] for row in rows] == [
        ("2026-09-01", "spring"),
        ("2026-10-15", ""),
        ("2026-11-22", "now"),
    ]
    assert rows[0][2] != rows[1][2] == rows[2][2] == "−23.9"
    assert date.fromisoformat(rows[-1][0]) == date(2026, 11, 22)
