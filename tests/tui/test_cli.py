"""What somebody sees who types `gapline` and a command: help, answers, exit codes."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gapline
from model.files.loading import load
from model.files.templates import TEMPLATES
from tests.conftest import REPO_ROOT, RunGapline
from tests.quiet import QUIET
from tests.tui.shops import WEB, shop
from tui.cli import COMMANDS, main
from tui.commandline.export import VIEWS
from tui.commands import COMMANDS as KEYS
from tui.registry.keytable import keys_label, markdown_table

SAMPLE = REPO_ROOT / "sample_config.toml"


def test_help_names_every_command(run_gapline: RunGapline) -> None:
    done = run_gapline("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for name, about in COMMANDS.items():
        assert f"  {name}" in done.stdout
        assert about in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main([name, "--help"]) == 0
    said = capsys.readouterr()
    assert f"usage: gapline {name}" in said.out
    assert "example:\n  gapline " in said.out
    assert said.err == ""


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)])
def test_help_fits_a_terminal_of_80_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*words, "--help"]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if len(line) > 80] == []


def test_the_reference_names_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    reference = (REPO_ROOT / "docs/command-line.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"## `gapline {name}" in reference
        main([name, "--help"])
        words = capsys.readouterr().out.replace(",", " ").split()
        for option in {word for word in words if word.startswith("--") and word not in ("--help", "--")}:
            assert f"`{option}" in reference, f"{name} {option}"


def test_the_reference_names_every_view_that_can_be_exported() -> None:
    reference = (REPO_ROOT / "docs/command-line.md").read_text(encoding="utf-8")
    row = next(line for line in reference.splitlines() if line.startswith("| `--view VIEW`"))
    assert re.findall(r"`(\w+)`", row) == list(VIEWS)


def test_a_journey_in_which_no_row_has_an_interval_is_told_none(
    run_gapline: RunGapline, tmp_path: Path
) -> None:
    path = shop(tmp_path)
    assert "interval" not in run_gapline("score", path).stdout
    sampled = f'{WEB}\ndelivered_by = "measured"\ndelivered_n = 40\ndelivered_sd = 1'
    path.write_text(path.read_text().replace(WEB, sampled))
    assert "(95 % interval " in run_gapline("score", path).stdout


def test_every_command_in_the_readme_exists() -> None:
    text = (REPO_ROOT / "README.md").read_text(encoding="utf-8")
    shell = [line for block in text.split("```sh\n")[1:] for line in block.split("```")[0].splitlines()]
    called = [line.split() for line in shell if line.startswith("gapline ")]
    assert called
    for words in called:
        assert words[1] in COMMANDS or words[1].endswith(".toml"), words


def test_version(run_gapline: RunGapline) -> None:
    done = run_gapline("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"gapline {gapline.__version__}\n", "")


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("scor", "x.toml"), "did you mean score?"),
        (("chekc",), "did you mean check?"),
        (("score", "--jsn", "x.toml"), "did you mean --json?"),
        (("export", "x.toml", "-o", "x.svg", "--veiw", "board"), "did you mean --view?"),
        (("export", "x.toml", "-o", "x.svg", "--view", "bord"), "did you mean board?"),
        (("score", "x.toml", "--by", "stages"), "did you mean stage?"),
        (("--verison",), "did you mean --version?"),
        (("new", "x.toml", "--template", "retial"), "did you mean retail?"),
        (("score", "x.toml", "--as-of", "22.11.2026"), "write it as 2026-11-22"),
        (("export", "x.toml", "-o", "x.svg", "--size", "big"), "as 120x40"),
        (("export", "x.toml", "-o", "x.docx"), ".svg, .png, .txt, .ansi, .html, .md"),
        (("export", "x.toml", "-o", "-"), "--format"),
        (("score",), "needs FILE"),
        ((), "gapline new FILE"),
    ],
    ids=" ".join,
)
def test_a_slip_of_the_keyboard_is_one_sentence_with_the_way_out(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], near: str
) -> None:
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("gapline: ")
    assert said.err.count("\n") == 1
    assert near in said.err


# -- score -----------------------------------------------------------------------------------------------


def test_score_prints_the_journey_and_a_line_for_each_touchpoint(run_gapline: RunGapline) -> None:
    project = load(SAMPLE).project
    assert project is not None
    done = run_gapline("score", SAMPLE, "--as-of", "2026-11-22")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == project.about.name
    assert "interval" in done.stdout
    for touchpoint in project.touchpoints:
        assert touchpoint.name in done.stdout
    assert "\x1b" not in done.stdout


def test_score_by_stage_and_by_expectation(run_gapline: RunGapline) -> None:
    project = load(SAMPLE).project
    assert project is not None
    by_stage = run_gapline("score", SAMPLE, "--by", "stage").stdout
    assert all(stage.name in by_stage for stage in project.stages)
    by_row = run_gapline("score", SAMPLE, "--by", "expectation").stdout
    assert all(row.name in by_row for each in project.touchpoints for row in each.expectations)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_table_keeps_to_the_width_of_the_terminal(run_gapline: RunGapline, columns: int) -> None:
    done = run_gapline("score", SAMPLE, env={"COLUMNS": str(columns)})
    table = done.stdout.split("\n\n", 1)[1].splitlines()
    assert max(len(line) for line in table) <= columns
    assert "score" in table[0]


@pytest.mark.parametrize(
    ("words", "env", "coloured"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_follow_the_option_then_the_environment(
    run_gapline: RunGapline, words: tuple[str, ...], env: dict[str, str], coloured: bool
) -> None:
    assert ("\x1b[" in run_gapline("score", SAMPLE, *words, env=env).stdout) is coloured


def test_score_reads_a_pipe(run_gapline: RunGapline) -> None:
    done = run_gapline("score", "-", "--json", stdin=SAMPLE.read_text(encoding="utf-8"))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["project"]["file"] == "<stdin>"


def test_a_reader_that_stops_early_is_no_error() -> None:
    """`gapline score ... | head -1`: the pipe is closed before everything is written."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "gapline", "score", str(SAMPLE)],
        env={**os.environ, "PYTHONPATH": str(REPO_ROOT)},
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gapline", "schema"],
            env={**os.environ, "PYTHONPATH": str(REPO_ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "no space left" in done.stderr.decode()


# -- check -----------------------------------------------------------------------------------------------

BROKEN = SAMPLE.read_text(encoding="utf-8").replace("expected = 7.5 ", "expcted = 7.5 ", 1)


def test_check_of_a_clean_file_says_so_on_stderr(run_gapline: RunGapline, tmp_path: Path) -> None:
    clean = tmp_path / "clean.toml"
    clean.write_text(QUIET, encoding="utf-8")
    done = run_gapline("check", clean)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "gapline: 1 file checked, no problems.\n"


def test_check_names_file_line_column_code_and_sentence(run_gapline: RunGapline, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(BROKEN, encoding="utf-8")
    line = next(n for n, text in enumerate(BROKEN.splitlines(), 1) if text.startswith("expcted"))
    (tmp_path / "clean.toml").write_text(QUIET, encoding="utf-8")
    done = run_gapline("check", "clean.toml", path.name)
    assert done.returncode == 1
    (found,) = done.stdout.splitlines()
    assert found.startswith(f"broken.toml:{line}:1: GAP001 ")
    assert "did you mean" in found
    assert done.stderr == "gapline: 2 files checked, 1 problem.\n"
    assert run_gapline("check", path.name, "--fail-on", "never").returncode == 0


def test_check_as_json(run_gapline: RunGapline, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "no.toml").write_text("format = = 1\n", encoding="utf-8")
    done = run_gapline("check", "broken.toml", "no.toml", "--json")
    assert (done.returncode, done.stderr) == (2, "")
    broken, no = json.loads(done.stdout)["files"]
    assert (broken["file"], broken["readable"], broken["error"]) == ("broken.toml", True, None)
    (finding,) = broken["findings"]
    assert (finding["code"], finding["level"]) == ("GAP001", "error")
    assert finding["where"]["column"] == 1
    assert finding["message"]
    assert (no["readable"], no["findings"]) == (False, [])
    assert "no.toml:1:" in no["error"]


@pytest.mark.parametrize(
    "text", ["format = = 1\n", "format = 99\n", "\x00\x01"], ids=["not toml", "newer", "binary"]
)
def test_check_ends_with_2_where_it_cannot_judge(run_gapline: RunGapline, tmp_path: Path, text: str) -> None:
    (tmp_path / "no.toml").write_text(text, encoding="utf-8")
    (tmp_path / "clean.toml").write_text(QUIET, encoding="utf-8")
    done = run_gapline("check", "no.toml", "clean.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("gapline: no.toml")
    assert done.stderr.endswith("2 files checked, no problems, 1 could not be read.\n")


# -- new -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_makes_a_project_without_problems(
    run_gapline: RunGapline, tmp_path: Path, template: str
) -> None:
    done = run_gapline("new", "mine.toml", "--template", template)
    assert (done.returncode, done.stdout) == (0, "")
    assert "gapline mine.toml" in done.stderr
    assert run_gapline("check", "mine.toml", "--fail-on", "never").stderr.count("no problems") == 1
    assert "#" in (tmp_path / "mine.toml").read_text(encoding="utf-8")


def test_new_never_overwrites(run_gapline: RunGapline, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"precious\n")
    done = run_gapline("new", "mine.toml")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "mine.toml" in done.stderr
    assert path.read_bytes() == b"precious\n"
    (tmp_path / "link.toml").symlink_to("nowhere.toml")
    assert run_gapline("new", "link.toml").returncode == 2
    assert not (tmp_path / "nowhere.toml").exists()


def test_new_in_a_folder_that_is_not_there(run_gapline: RunGapline) -> None:
    done = run_gapline("new", "nowhere/mine.toml")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


# -- schema and keys -------------------------------------------------------------------------------------


def test_schema_is_json(run_gapline: RunGapline) -> None:
    done = run_gapline("schema")
    assert (done.returncode, done.stderr) == (0, "")
    assert "touchpoints" in json.loads(done.stdout)["properties"]


def test_keys_lists_every_command_with_its_keys(run_gapline: RunGapline) -> None:
    done = run_gapline("keys")
    assert (done.returncode, done.stderr) == (0, "")
    longest = max(len(command.id) for command in KEYS)
    for command in KEYS:
        line = f"  {command.id:<{longest}}  {command.about}"
        (found,) = (each for each in done.stdout.splitlines() if each.endswith(line))
        assert found.startswith(f"  {keys_label(command)}")


def test_keys_as_markdown_is_the_table_of_the_readme(run_gapline: RunGapline) -> None:
    done = run_gapline("keys", "--markdown")
    assert (done.returncode, done.stdout) == (0, markdown_table())
    readme = (REPO_ROOT / "README.md").read_text(encoding="utf-8")
    between = readme.partition("<!-- keys -->\n")[2].partition("<!-- /keys -->")[0]
    assert between == done.stdout, "write `gapline keys --markdown` between the markers"


# -- open ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [(SAMPLE,), ("open", SAMPLE), ("open", SAMPLE, "--read-only")], ids=str)
def test_without_a_terminal_the_dashboard_says_so(
    run_gapline: RunGapline, words: tuple[str | Path, ...]
) -> None:
    done = run_gapline(*words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "terminal" in done.stderr


def test_a_missing_file_is_told_with_the_command_that_makes_it(run_gapline: RunGapline) -> None:
    done = run_gapline("my shop.toml")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "gapline new 'my shop.toml'" in done.stderr


def test_the_dashboard_does_not_read_a_pipe(run_gapline: RunGapline) -> None:
    done = run_gapline("open", "-")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_a_file_called_like_a_command_can_be_opened(run_gapline: RunGapline, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "score")
    assert "terminal" in run_gapline("./score").stderr
    assert "terminal" in run_gapline("open", "score").stderr
