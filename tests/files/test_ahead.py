"""A large file parsed by a second process: the same data, or none, and nobody left behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from model.files.ahead import LEAST, read_ahead
from model.files.loading import load
from model.files.regular import CannotRead
from tests.conftest import REPO_ROOT

# In a process of its own, since only one without threads may fork.
ASK = """
import json, os, signal, sys
from pathlib import Path
from model.files import ahead
from model.files.loading import load
from model.files.regular import CannotRead
from model.files.tomldata import project_toml

path, how = Path(sys.argv[1]), sys.argv[2]
ahead.os.cpu_count = lambda: 2
begun = ahead.read_ahead(path)
raw = path.read_bytes()
said = {"begun": begun is not None}
if how == "killed":
    os.kill(begun._child, signal.SIGKILL)
if how == "changed":
    path.write_bytes(raw := raw.replace(b"Answer", b"Reply"))
if how == "loaded":
    try:
        said["problems"] = [[each.sentence, each.line] for each in load(path, begun).problems]
    except CannotRead as error:
        said["error"] = str(error)
else:
    data = begun.data(raw)
    said["known"] = data is not None
    said["same"] = repr(data) == repr(project_toml(path, raw))
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    said["alone"] = True
print(json.dumps(said))
"""

EVERY_KIND = """
[[evidence]]
day = 2026-11-22
moment = 2026-11-22T10:11:12.25+01:00
local = 2026-11-22T10:11:12
hour = 10:11:12
numbers = [0, -0.0, 1e300, inf, -inf, 0.1, 9_007_199_254_740_993, 123456789012345678901234567890]
texts = ["", "é", "\\u0000", '''a
b''']
nested = [[1, [2, { a.b = true }]], []]
"""


def asked(path: Path, how: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(path), how], cwd=REPO_ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    said: dict[str, object] = json.loads(done.stdout)
    assert said.pop("begun") is True
    assert said.pop("alone") is True, "the child is gone, and was waited for"
    return said


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "shop.toml"
    path.write_bytes(
        (REPO_ROOT / "sample_config.toml").read_bytes() + EVERY_KIND.encode() + b"# more\n" * (LEAST // 7)
    )
    return path


def test_it_gives_what_parsing_here_gives(large: Path) -> None:
    assert asked(large, "kept") == {"known": True, "same": True}


@pytest.mark.parametrize("how", ["killed", "changed"])
def test_without_an_answer_for_these_very_bytes_there_is_none(large: Path, how: str) -> None:
    assert asked(large, how) == {"known": False, "same": False}


@pytest.mark.parametrize(
    "wrong",
    ["x = = 1", "x = " + "[" * 65 + "]" * 65, "x = {" + ", ".join(f"k{n} = 1" for n in range(1001)) + "}"],
    ids=["no TOML", "too deep", "crowded"],
)
def test_what_is_wrong_is_said_as_it_always_is(large: Path, wrong: str) -> None:
    large.write_text(f"{large.read_text(encoding='utf-8')}\n{wrong}\n", encoding="utf-8")
    with pytest.raises(CannotRead) as here:
        load(large)
    assert asked(large, "loaded") == {"error": str(here.value)}


def test_a_broken_rule_has_its_line(large: Path) -> None:
    lines = large.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("stage = "))
    lines[at] = 'stage = "nowhere"'
    large.write_text("\n".join(lines), encoding="utf-8")
    problems = asked(large, "loaded")["problems"]
    assert isinstance(problems, list)
    assert [line for _, line in problems] == [at + 1]


def test_it_is_not_begun_for_what_is_small_or_no_file(tmp_path: Path, large: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "small").write_bytes(large.read_bytes()[: LEAST - 1])
    for name in ("pipe", "small", "absent", "."):
        assert read_ahead(tmp_path / name) is None


def test_it_is_not_begun_with_one_processor(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.files.ahead.os.cpu_count", lambda: 1)
    assert read_ahead(large) is None
