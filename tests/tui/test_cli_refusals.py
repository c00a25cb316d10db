"""Files that are no good, under `gapline score`: one clear sentence each, exit code 2, nothing touched."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPO_ROOT, RunGapline
from tui import cli
from tui.cli import main

GOOD = """\
format = 1

[project]
name = "Corner Shop"
rating_scale = [1, 10]

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
limit = 60
delivered = 47

[[touchpoints.expectations]]
id = "smile"
name = "A smile"
kind = "rating"
expected = 8
delivered = 7
"""


def test_the_good_file_is_good(run_gapline: RunGapline, tmp_path: Path) -> None:
    """Otherwise the cases below would prove nothing."""
    (tmp_path / "shop.toml").write_text(GOOD, encoding="utf-8")
    assert run_gapline("score", "shop.toml").returncode == 0


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("expected = 40", "expcted = 40", "did you mean"),
        ("expected = 8", "expected = 11", "scale"),
        ("delivered = 7\n", "delivered = nan\n", "nan"),
        ("delivered = 47", "delivered = -47", "-47"),
        ("expected = 40\nlimit = 60", "expected = 0", "tolerance"),
        ("limit = 60", "limit = 30", "limit"),
        ('id = "smile"', 'id = "minutes"', "minutes"),
        ('stage = "wait"', 'stage = "wiat"', "did you mean"),
        ("format = 1", "format = 99", "99"),
        ('name = "A smile"', 'name = "A smile', "quote"),
        ('kind = "rating"', 'kind = "ratng"', "rating"),
        ("format = 1\n", "", "format"),
    ],
    ids=[
        "unknown key",
        "off the scale",
        "nan",
        "negative duration",
        "nothing to measure against",
        "limit on the wrong side",
        "id twice",
        "stage that is not there",
        "newer format",
        "not toml",
        "unknown kind",
        "no format",
    ],
)
def test_a_mistake_in_the_file(
    run_gapline: RunGapline, tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert GOOD.count(old) == 1
    path = tmp_path / "shop.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    before = path.read_bytes()
    done = run_gapline("score", "shop.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("gapline: shop.toml:")
    assert done.stderr.count("\n") == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["shop.toml"]


def test_every_mistake_is_told_not_only_the_first(run_gapline: RunGapline, tmp_path: Path) -> None:
    text = GOOD.replace("expected = 40", "expcted = 40").replace("expected = 8", "expected = 11")
    (tmp_path / "shop.toml").write_text(text, encoding="utf-8")
    done = run_gapline("score", "shop.toml")
    assert done.returncode == 2
    assert "expcted" in done.stderr
    assert "11" in done.stderr


def _missing(path: Path) -> None:
    assert not path.exists()


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _empty(path: Path) -> None:
    path.touch()


def _binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 4)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(9 << 20)


def _deep(path: Path) -> None:
    path.write_text(f"format = 1\nx = {'[' * 500}{']' * 500}\n", encoding="utf-8")


def _digits(path: Path) -> None:
    path.write_text(f"format = {'9' * 5000}\n", encoding="utf-8")


def _circle(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    "make",
    [_missing, _folder, _pipe, _empty, _binary, _huge, _deep, _digits, _circle],
    ids=lambda f: f.__name__[1:],
)
def test_what_is_no_project_file(
    run_gapline: RunGapline, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "shop.toml"
    make(path)
    done = run_gapline("score", "shop.toml", timeout=20)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("gapline: shop.toml")


@pytest.mark.parametrize("make", [_missing, _folder, _empty, _binary, _deep], ids=lambda f: f.__name__[1:])
def test_check_and_export_refuse_it_too(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    make: Callable[[Path], None],
) -> None:
    make(tmp_path / "shop.toml")
    monkeypatch.chdir(tmp_path)
    assert main(["export", "shop.toml", "-o", "out.svg"]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("gapline: shop.toml")
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert not (tmp_path / "out.svg").exists()
    assert main(["check", "shop.toml"]) == 2
    assert capsys.readouterr() == (
        "",
        f"{said.err}gapline: 1 file checked, no problems, 1 could not be read.\n",
    )


def test_a_file_name_of_bytes_and_control_characters_is_printed_safely(
    run_gapline: RunGapline, tmp_path: Path
) -> None:
    name = os.fsdecode(b"a\xff\x1b[31m\nb.toml")
    for locale in ({}, {"LC_ALL": "C", "PYTHONUTF8": "0"}):
        for command in ("score", "check", "open"):
            done = run_gapline(command, name, env=locale)
            assert done.returncode == 2
            assert "Traceback" not in done.stderr
            assert "\x1b" not in done.stderr
            assert done.stderr.count("\n") == (2 if command == "check" else 1)
    (tmp_path / name).write_text(GOOD.replace("expected = 40", "expcted = 40"), encoding="utf-8")
    done = run_gapline("check", name)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("command", ["score", "check", "schema", "keys", "--help"])
def test_a_terminal_without_unicode_is_no_obstacle(
    run_gapline: RunGapline, tmp_path: Path, command: str
) -> None:
    """As under cron: the C locale, in which nothing but ASCII can be written."""
    text = GOOD.replace("A smile", "Ein Lächeln 微笑").replace("Corner", "Ćorner")
    (tmp_path / "shop.toml").write_text(text, encoding="utf-8")
    words = [command] + (["shop.toml"] if command in ("score", "check") else [])
    done = run_gapline(*words, env={"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"})
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    if command == "score":
        assert done.stdout.isascii()
        assert "?orner Shop" in done.stdout


def test_a_fault_of_gapline_is_told_and_is_not_the_answer_no(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_words: object) -> None:
        raise KeyError("whoops")

    monkeypatch.setattr(cli, "_answer", broken)
    assert cli.main(["score", "x.toml"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "mistake in Gapline" in said.err
    assert "whoops" in said.err


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_answer", interrupted)
    assert cli.main(["score", "x.toml"]) == 130
    assert capsys.readouterr() == ("", "")


def test_an_export_refuses_to_overwrite_its_own_project(run_gapline: RunGapline, tmp_path: Path) -> None:
    shutil.copy(REPO_ROOT / "sample_config.toml", tmp_path / "shop.toml")
    before = (tmp_path / "shop.toml").read_bytes()
    done = run_gapline("export", "shop.toml", "-o", "shop.toml", "--format", "json")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert (tmp_path / "shop.toml").read_bytes() == before


def test_an_export_does_not_write_through_a_link(run_gapline: RunGapline, tmp_path: Path) -> None:
    shutil.copy(REPO_ROOT / "sample_config.toml", tmp_path / "shop.toml")
    (tmp_path / "elsewhere.json").write_bytes(b"precious")
    (tmp_path / "out.json").symlink_to("elsewhere.json")
    done = run_gapline("export", "shop.toml", "-o", "out.json")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert (tmp_path / "elsewhere.json").read_bytes() == b"precious"


def test_a_touchpoint_that_is_not_there(run_gapline: RunGapline, tmp_path: Path) -> None:
    (tmp_path / "shop.toml").write_text(GOOD, encoding="utf-8")
    done = run_gapline("export", "shop.toml", "-o", "out.svg", "--touchpoint", "delivry")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "did you mean delivery?" in done.stderr
