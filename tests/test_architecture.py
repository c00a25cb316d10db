"""The shape of the code: who may import whom, what each command loads, and what no file may hold."""

import ast
import json
import os
import pwd
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from tests.conftest import REPO_ROOT

Node = TypeVar("Node", bound=ast.AST)
LONGEST_FILE = 330
SCREEN = {"textual", "rich", "tui"}
# The outermost boundary: there an unforeseen error becomes a sentence for the user.
BOUNDARY = "tui/cli.py"

# Calls the command line and then says on which modules it leaned. The report goes to a file because stdout
# and stderr are the command's own.
RUN_AND_LIST_MODULES = """
import json, sys
from pathlib import Path
from tui.cli import main
try:
    code = main(sys.argv[2:])
except SystemExit as stop:
    code = stop.code or 0
Path(sys.argv[1]).write_text(json.dumps({"code": code, "modules": sorted(sys.modules)}), encoding="utf-8")
"""

SHOW_AND_LIST_MODULES = """
import sys
from datetime import date
import tui.app
from model.files.loading import load
from tui.opening import Wishes, look_for, workspace_of
from tui.views.frame import screen_picture
wishes = Wishes()
workspace = workspace_of(load("sample_config.toml"), wishes, date(2026, 11, 22))
screen_picture(workspace, look_for(wishes, {}), 80, 24)
print("\\n".join(sys.modules))
"""


def _files(*packages: str) -> list[str]:
    return sorted(
        path.relative_to(REPO_ROOT).as_posix()
        for package in packages
        for path in (REPO_ROOT / package).rglob("*.py")
    )


CODE = _files("gapline", "model", "tui")


@cache
def _tree(file: str) -> ast.Module:
    return ast.parse((REPO_ROOT / file).read_text(encoding="utf-8"), file)


def _nodes(file: str, kind: type[Node]) -> Iterator[Node]:
    return (node for node in ast.walk(_tree(file)) if isinstance(node, kind))


def _imported_packages(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every top-level package that is imported, wherever in the file, by a statement or by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.split(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {
            "importlib.import_module",
            "import_module",
            "__import__",
        }:
            yield node.lineno, ast.unparse(node.args[0]).strip("'\"").split(".")[0]


def _catches_all(handler: ast.ExceptHandler) -> bool:
    """Whether it catches everything, be it to raise it again: `finally` is for that."""
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(each, ast.Name) and each.id in {"Exception", "BaseException"} for each in caught)


def test_there_is_something_to_look_at() -> None:
    assert _files("model")
    assert _files("tui")


def test_model_knows_no_screen() -> None:
    found = [(file, *each) for file in _files("model") for each in _imported_packages(_tree(file))]
    assert [each for each in found if each[-1] in SCREEN] == []


def test_model_prints_nothing() -> None:
    calls = [(file, each) for file in _files("model") for each in _nodes(file, ast.Call)]
    found = [(file, call.lineno, ast.unparse(call.func)) for file, call in calls]
    assert [each for each in found if each[-1] in {"print", "input"}] == []


def test_a_file_stays_one_room() -> None:
    """A longer one is split at the second noun it holds."""
    texts = {file: (REPO_ROOT / file).read_text(encoding="utf-8") for file in CODE}
    lengths = {file: len(text.splitlines()) for file, text in texts.items()}
    assert {file: length for file, length in lengths.items() if length > LONGEST_FILE} == {}


def test_only_the_boundary_catches_everything() -> None:
    found = [(file, each) for file in CODE for each in _nodes(file, ast.ExceptHandler)]
    everything = [(file, each.lineno) for file, each in found if _catches_all(each)]
    assert [file for file, _ in everything] == [BOUNDARY], everything


def test_no_tracked_file_names_a_place_on_one_machine() -> None:
    if shutil.which("git") is None or not (REPO_ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPO_ROOT, capture_output=True, check=True)
    places = [re.escape(f"/{home}/") + r"[\w.-]" for home in ("home", "Users", "root")]
    # A very short path, as a container's /app, is also a part of innocent ones.
    personal = (Path(pwd.getpwuid(os.getuid()).pw_dir), REPO_ROOT)
    places += [re.escape(f"{path}/") for path in personal if len(path.parts) > 2]
    pattern = re.compile(rf"(?<![\w.-])(?:{'|'.join(places)})".encode())
    found = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = REPO_ROOT / name
        if path.is_file() and (hit := pattern.search(path.read_bytes())):
            found.append((name, hit.group().decode()))
    assert found == []


def _run_and_list_modules(tmp_path: Path, *arguments: str) -> tuple[object, set[str], str]:
    report = tmp_path / "report.json"
    done = subprocess.run(
        [sys.executable, "-c", RUN_AND_LIST_MODULES, str(report), *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPO_ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(report.read_text(encoding="utf-8"))
    return answer["code"], set(answer["modules"]), done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("score", "sample_config.toml"),
        ("score", "sample_config.toml", "--json"),
        ("check", "sample_config.toml", "--fail-on", "never"),
        ("compare", "sample_config.toml", "sample_config.toml"),
        ("schema",),
    ],
    ids=" ".join,
)
def test_a_command_without_a_screen_loads_no_textual(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Textual alone costs more time than any of these commands needs."""
    shutil.copy(REPO_ROOT / "sample_config.toml", tmp_path)
    code, modules, output = _run_and_list_modules(tmp_path, *arguments)
    assert code == 0
    assert output.strip(), "the command said nothing, so it has not shown what it loads"
    assert "textual" not in modules


@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        (("score", "sample_config.toml"), {"model.findings", "model.promises", "model.report.document"}),
        (("score", "sample_config.toml", "--json"), {"model.report.lines", "model.report.points", "rich"}),
        (("check", "sample_config.toml", "--fail-on", "never"), {"model.report.document", "rich.style"}),
        (("export", "sample_config.toml", "-o", "-", "--format", "json"), {"model.report.lines", "rich"}),
    ],
    ids=["score", "score --json", "check", "export"],
)
def test_a_command_on_data_loads_only_what_it_needs(
    tmp_path: Path, arguments: tuple[str, ...], spared: set[str]
) -> None:
    """Reading a project takes half of their time; what edits, saves and compares would take as much again."""
    shutil.copy(REPO_ROOT / "sample_config.toml", tmp_path)
    code, modules, _ = _run_and_list_modules(tmp_path, *arguments)
    assert code == 0
    unneeded = {
        "asyncio",
        "tomlrt",
        "textual",
        "model.editing",
        "model.files.saving",
        "model.files.snapshots",
    }
    packages = {module.rsplit(".", depth)[0] for module in modules for depth in range(module.count(".") + 1)}
    assert packages & (unneeded | spared) == set()


def test_version_loads_no_model(tmp_path: Path) -> None:
    """The version is asked for by scripts, often; pydantic is most of what it could cost."""
    _, modules, _ = _run_and_list_modules(tmp_path, "--version")
    assert "pydantic" not in modules


def test_the_board_loads_no_other_view_nor_what_only_others_need() -> None:
    """A key that is typed at once waits for all of it, and every session holds it in memory."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW_AND_LIST_MODULES],
        cwd=REPO_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(done.stdout.split())
    views = {f"tui.views.{name}" for name in ("curve", "dumbbell", "findings", "lanes", "lists", "plot")}
    views |= {f"tui.views.{name}" for name in ("actions", "detail", "history", "priorities", "working")}
    comparing = {"model.editing.compare", "model.editing.mixture", "model.report.changewords"}
    assert "tui.views.board" in modules
    assert (
        modules & {*views, *comparing, "model.editing.conflictwords", "model.scoring.shapley", "tomlrt"}
        == set()
    )
