"""Reports to look at: the sample, one whose every text tries something, odd ones, a large one."""

import itertools
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w

from model.files.loading import load
from model.report.document import Report
from tests.conftest import REPO_ROOT

SAMPLE = REPO_ROOT / "sample_config.toml"
DAY = date(2026, 11, 22)

EVIL = (
    "=cmd() [@click=app.quit]x[/] [/x] \\ \x1b[31m \x1b]52;c;AAAA\x07 \x9b31m \x00\x08\x7f \u202ertl\u2066 "
    "\u200bzw\u2028 日本語 ไทย e\u0301 مرحبا <script>alert(1)</script> <img src=x onerror=alert(1)> "
    "javascript:alert(1) [a](javascript:alert(1)) ![i](https://x.example/i.png) https://x.example/ "
    "www.x.example a@x.example | `code` **b** $m$ #1 @who \n\t new\r\nline %%{init: {}}%% ]]> -- \" ' &amp; "
    "{{x}} <!-- \ufffe"
)
"""Everything at once: terminal codes, markup of every kind, scripts, links, formulas, hidden characters."""
_STARTS = (
    "",
    "=1+1 ",
    "+1 ",
    "-1 ",
    "@SUM ",
    "\t=1 ",
    "\r=1 ",
    "Title ",
    "section ",
    "Journey: ",
    "accTitle: ",
    "# ",
    "%% ",
    "\uff1d1 ",
)
_FREE = {"name", "channel", "owner", "says", "feedback", "who", "up_to", "backed_by", "by", "text", "notes"}
_FREE |= {"what", "to", "made_by", "agreed_by", "reason", "from", "currency"}
_UNITS = ("calls", "items", "messages")


def report_of(path: Path) -> Report:
    """The report of a file without problems."""
    loaded = load(path)
    assert loaded.project is not None
    assert not loaded.problems
    return Report.of(loaded.project, file=str(path), as_of=DAY, text=loaded.text)


def sample() -> Report:
    """The project that comes with Gapline."""
    return report_of(SAMPLE)


def hostile_file(folder: Path) -> Path:
    """The sample with every free text replaced by `EVIL`, each with another beginning."""
    data = tomllib.loads(SAMPLE.read_text(encoding="utf-8"))
    starts = itertools.cycle(_STARTS)

    def spoiled(value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {name: spoiled(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [spoiled(each, key) for each in value]
        if isinstance(value, str) and (key in _FREE or (value in _UNITS and key == "unit")):
            return next(starts) + EVIL
        return value

    path = folder / "hostile.toml"
    path.write_text(tomli_w.dumps(spoiled(data, "")), encoding="utf-8")
    return path


def large_file(folder: Path, touchpoints: int) -> Path:
    """A project of so many touchpoints in five stages, one row each."""
    lines = ["format = 1", "[project]", 'name = "Large"']
    for stage in range(5):
        lines += ["[[stages]]", f'id = "s{stage}"', f'name = "Stage {stage}"']
    for at in range(touchpoints):
        lines += ["[[touchpoints]]", f'id = "t{at}"', f'stage = "s{at * 5 // touchpoints}"']
        lines += [f'name = "Touchpoint number {at}"', "[[touchpoints.expectations]]", 'id = "e"']
        lines += ['name = "How good"', 'kind = "rating"', f"expected = {5 + at % 5}"]
        lines += [f"delivered = {3 + at % 7}", 'expected_by = "asked"', 'delivered_by = "asked"']
    path = folder / "large.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


BLANK = 'format = 1\n[project]\nname = "Blank"\n'
UNSCORED = """\
format = 1
[project]
name = "Nothing known yet"
[[stages]]
id = "s"
name = "Stage"
[[stages]]
id = "empty"
name = "Empty stage"
[[touchpoints]]
id = "t"
stage = "s"
name = "Alone"
[[touchpoints.expectations]]
id = "e"
name = "Good"
kind = "rating"
[[touchpoints]]
id = "u"
stage = "s"
name = "No rows"
"""
