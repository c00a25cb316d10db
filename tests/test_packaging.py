"""The wheel: what is in it, and that it runs where other packages claim the same names."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

import gapline

PROJECT = """\
format = 1

[project]
name = "Corner Shop"

[[stages]]
id = "wait"
name = "Wait"

[[touchpoints]]
id = "delivery"
stage = "wait"
name = "At the door"

[[touchpoints.expectations]]
id = "minutes"
name = "Door to door"
kind = "duration"
unit = "min"
expected = 40
expected_by = "asked"
limit = 60
delivered = 47
delivered_by = "measured"
"""


@dataclass(frozen=True)
class Installed:
    """A built wheel, and an environment that has it beside a decoy."""

    wheel: Path
    folder: Path
    outside: Path

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment from a folder that is not the checkout."""
        return subprocess.run(
            [str(self.folder / "bin" / program), *arguments],
            cwd=self.outside,
            env=_environment(self.outside),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


def _environment(home: Path) -> dict[str, str]:
    """The caller's environment without anything that leads Python back to the checkout."""
    leading_back = ("PYTHON", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(leading_back)}
    return {**kept, "HOME": str(home)}


def _must(command: list[str], cwd: Path) -> None:
    done = subprocess.run(
        command, cwd=cwd, env=_environment(cwd), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


def _build_wheel(repo_root: Path, scratch: Path) -> Path:
    """Build from a copy, so that the work tree gets no file."""
    copy = scratch / "source"
    copy.mkdir()
    for name in ("gapline", "model", "tui"):
        shutil.copytree(repo_root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE", "README.md", "sample_config.toml"):
        shutil.copy(repo_root / name, copy / name)
    _must([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(scratch / "dist")], copy)
    (wheel,) = (scratch / "dist").glob("*.whl")
    return wheel


def _build_decoy(scratch: Path) -> Path:
    """Make a wheel by hand that claims `model` and `tui` and fails when either is imported."""
    wheel = scratch / "decoy-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("model", "tui"):
            archive.writestr(f"{name}/__init__.py", f"raise ImportError('the decoy {name}')\n")
        archive.writestr("decoy-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: decoy\nVersion: 1.0\n")
        archive.writestr(
            "decoy-1.0.dist-info/WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr("decoy-1.0.dist-info/RECORD", "")
    return wheel


@pytest.fixture(scope="module")
def installed(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    scratch = tmp_path_factory.mktemp("packaging")
    outside = scratch / "outside"
    outside.mkdir()
    wheel = _build_wheel(repo_root, scratch)
    folder = scratch / "environment"
    _must([sys.executable, "-m", "venv", str(folder)], scratch)
    python = str(folder / "bin" / "python")
    for each in (_build_decoy(scratch), wheel):
        _must([python, "-m", "pip", "--isolated", "install", "--no-index", "--no-deps", str(each)], scratch)
    # The dependencies come from the environment that runs the tests. A path in a .pth file is added without
    # reading the .pth files in that folder, so an editable install of Gapline there stays out of sight.
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    (outside / "shop.toml").write_text(PROJECT, encoding="utf-8")
    return Installed(wheel, folder, outside)


def test_wheel_owns_no_top_level_name_but_its_own(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        top = {name.split("/")[0] for name in archive.namelist()}
    assert top == {"gapline", f"gapline-{gapline.__version__}.dist-info"}


def test_wheel_carries_every_file_of_the_packages(installed: Installed, repo_root: Path) -> None:
    """A style sheet or a data file that stays behind shows only on a user's machine."""
    expected = {"gapline/_app/sample_config.toml", "gapline/__init__.py", "gapline/__main__.py"}
    for package in ("model", "tui"):
        for path in (repo_root / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                expected.add(f"gapline/_app/{path.relative_to(repo_root).as_posix()}")
    with zipfile.ZipFile(installed.wheel) as archive:
        assert expected <= set(archive.namelist())


@pytest.mark.parametrize("name", ["model", "tui"])
def test_the_decoy_is_what_a_plain_import_finds(installed: Installed, name: str) -> None:
    """Without this, the tests below could pass because the decoy is not there."""
    done = installed.run("python", "-c", f"import {name}")
    assert f"ImportError: the decoy {name}" in done.stderr


def test_version_of_the_installed_command(installed: Installed) -> None:
    done = installed.run("gapline", "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert gapline.__version__ in done.stdout


def test_score_of_the_installed_command(installed: Installed) -> None:
    done = installed.run("gapline", "score", "shop.toml", "--json", "--as-of", "2026-11-22")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["project"] == {"name": "Corner Shop", "file": "shop.toml"}
    (row,) = answer["touchpoints"][0]["expectations"]
    assert (row["gap"], row["tolerance"], row["score"], row["band"]) == (-7.0, 20.0, -17.5, "short")


def test_score_as_a_module(installed: Installed) -> None:
    done = installed.run("python", "-m", "gapline", "score", "shop.toml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "At the door" in done.stdout


def test_sample_template_is_found_in_the_wheel(installed: Installed) -> None:
    done = installed.run("gapline", "new", "mine.toml", "--template", "sample")
    assert done.returncode == 0, done.stderr
    assert installed.run("gapline", "score", "mine.toml", "--json").returncode == 0


def test_metadata_has_the_version_of_the_package(installed: Installed) -> None:
    done = installed.run("python", "-c", "import importlib.metadata as m; print(m.version('gapline'))")
    assert done.stdout.strip() == gapline.__version__
