import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from model.files.limits import LARGEST_FILE
from model.files.loading import load
from model.files.regular import CannotRead, Stamp
from model.journey.problem import UserError
from tests.conftest import REPO_ROOT
from tests.files.samples import SMALL


def refusal(path: Path) -> str:
    """The sentence a path is refused with; it must be one line and leave the file alone."""
    before = path.read_bytes() if os.path.isfile(path) else None  # noqa: PTH113  # Of any name, however long.
    with pytest.raises(CannotRead) as caught:
        load(path)
    message = str(caught.value)
    assert isinstance(caught.value, UserError)
    assert "\n" not in message
    assert message.endswith(".")
    assert message[:-1].count(". ") == 0, message
    assert before is None or path.read_bytes() == before
    return message


def refused(path: Path) -> str | None:
    try:
        load(path)
    except CannotRead as refusal:
        return str(refusal)
    return None


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "pizza.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_good_file(small: Path) -> None:
    loaded = load(small)
    assert loaded.project is not None
    assert [each.id for each in loaded.project.touchpoints] == ["delivery", "phone"]
    assert loaded.problems == ()
    assert loaded.editable
    assert loaded.raw == SMALL.encode()
    assert loaded.text == SMALL
    assert loaded.path == loaded.real == small
    assert loaded.stamp == Stamp.of(small.stat())
    assert not loaded.newer_format


def test_the_sample_is_good() -> None:
    assert load(REPO_ROOT / "sample_config.toml").problems == ()


def test_a_bom_is_no_text_and_line_ends_stay(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    loaded = load(written(tmp_path, raw))
    assert loaded.raw == raw
    assert loaded.text.startswith("# A pizza")
    assert loaded.editable


def test_the_real_path_follows_links(small: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(small.name)
    loaded = load(link)
    assert (loaded.path, loaded.real) == (link, small)


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    fifo, link, circle, plain = (tmp_path / name for name in ("fifo", "link", "circle", "plain"))
    os.mkfifo(fifo)
    link.symlink_to("nowhere")
    circle.symlink_to("circle")
    plain.touch()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        assert "is a pipe" in refusal(fifo)
        assert "socket" in refusal(tmp_path / "socket")
    assert "is a device" in refusal(Path("/dev/null"))
    assert "is a folder" in refusal(tmp_path)
    assert "link to a file that does not exist" in refusal(link)
    assert "links lead in a circle" in refusal(circle)
    assert "does not exist; check the name" in refusal(tmp_path / "nothing.toml")
    assert "nor does its folder" in refusal(tmp_path / "no" / "thing.toml")
    assert "a part of its path is a file" in refusal(plain / "x.toml")
    assert "too long" in refusal(tmp_path / ("x" * 300))
    assert "NUL" in refusal(tmp_path / "a\0b")
    assert "is empty" in refusal(plain)


def test_a_file_we_may_not_read(common: Path) -> None:
    path = written(common, SMALL)
    path.chmod(0)
    if os.geteuid() != 0:
        assert "you may not read it" in refusal(path)
        return
    code = (
        "import os, sys; from model.files.loading import *\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "try: load(sys.argv[1])\nexcept CannotRead as e: sys.stdout.write(str(e))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=REPO_ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "cannot be opened: you may not read it" in done.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfea\0", "UTF-16"),
        (b"\x7fELF\0\0", "NUL"),
        (b"name = 'caf\xe9'", ":1:12: byte 0xE9 is not UTF-8"),
        (b"\n \n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"#" * (LARGEST_FILE + 1), "8.0 MiB"),
        ("a = " + "[" * 100, ":1:69: brackets are nested"),
        ("name = 'x\x1b'", ":1:10: control character U+001B"),
    ],
)
def test_what_is_no_text_or_too_much(tmp_path: Path, content: str | bytes, words: str) -> None:
    assert words in refusal(written(tmp_path, content))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("name = Pizza", ':3:8: Pizza is not a value; put text in quotes: "like this"'),
        ("weight = 3,5", ":3:11: a number has a comma; write its decimals with a point, as in 3.5"),
        ("exists = True", ":3:10: True is not a value; write true or false, in small letters"),
        ("exists = yes", "write true or false"),
        ("limit = null", "leave the line out"),
        ("limit = ", ":3:9: a value is missing"),
        ("limit", "a key has no value"),
        ("= 3", ":3:1: a line cannot start like this"),
        ('name = "Pizza', "a quoted text does not end on its line"),
        ('name = """Pizza', "a quoted text is not closed"),
        ("name = \u201cPizza\u201d", "use straight quotes"),
        ("name = 'Pizza", "a quoted text is not closed"),
        ('name = "a "quoted" one"', "after a text in quotes there is more: quoted"),
        ('name = "a\\b\\c"', "a backslash stands in a text in double quotes"),
        ('name = "\\u12"', "an escape such as"),
        ('name = "\\ud800"', "names a character that does not exist"),
        ("due = 2026-02-30", "there is no such date or time"),
        ("name = 'a'\nname = 'b'", "this key has a value already"),
        ("[a]\n[a]", "the table [a] stands here a second time"),
        ("[a", "the header of a table is not closed"),
        ("[[a]", "the header of a list of tables is not closed"),
        ("x = [1, 2", "an array is not closed, or a comma is missing"),
        ("x = [1 2]", "an array is not closed, or a comma is missing"),
        ("x = { a = 1", "a table in braces is not closed, or a comma is missing"),
        ("x = { a = 1, a = 2 }", "this key stands twice in one table"),
        ("[a.b]\n[[a]]", "this key has a value already"),
        ("x = []\n[[x]]", "`x` was already written in brackets or braces"),
        ("[a.b]\nc = 1\n[a]\nb.d = 1", "`a.b` was already written as a table of its own"),
        ("größe = 3", ":3:3: a key may not hold ö"),
        ("ö = 3", "a line cannot start like this"),
        ("a = 1 b = 2", "after the value there is more: b = 2"),
        ("a. = 1", "a key cannot start like this"),
    ],
)
def test_what_is_no_toml(tmp_path: Path, line: str, words: str) -> None:
    message = refusal(written(tmp_path, f"format = 1\n\n{line}\n"))
    assert words in message
    assert "pizza.toml:" in message


def test_no_message_of_the_parser_comes_through_raw(tmp_path: Path) -> None:
    """Every way to break the sample by deleting one piece is told in our words."""
    text = "\n".join((REPO_ROOT / "sample_config.toml").read_text(encoding="utf-8").splitlines()[12:60])
    for start in range(0, len(text), 7):
        path = written(tmp_path, text[:start] + text[start + 5 :])
        if (message := refused(path)) is not None:
            assert "not valid TOML" not in message, text[start - 20 : start + 20]


def test_problems_come_with_their_places_in_order(tmp_path: Path) -> None:
    text = SMALL.replace("expected = 40", "expcted = 40").replace(
        'stage = "wait"\nname = "The phone"', 'stage = "?"'
    )
    loaded = load(written(tmp_path, text))
    assert not loaded.editable
    assert [each.line for each in loaded.problems] == sorted(each.line or 0 for each in loaded.problems)
    found = {each.key: (each.line, each.column) for each in loaded.problems}
    assert found["touchpoints[1].expectations[1].expcted"] == (27, 3)
    assert found["touchpoints[2].name"] == (31, 1)
    assert all(each.line and each.column for each in loaded.problems)


@pytest.mark.parametrize("number", ['"1"', "1.0", "true"])
def test_a_format_that_is_no_whole_number_is_a_problem(tmp_path: Path, number: str) -> None:
    loaded = load(written(tmp_path, SMALL.replace("format = 1", f"format = {number}")))
    assert [each.path for each in loaded.problems] == [("format",)]
    assert loaded.problems[0].line == 2
    assert not loaded.editable


def test_a_missing_format_is_a_problem(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, SMALL.replace("format = 1", "")))
    assert [each.path for each in loaded.problems] == [("format",)]
    assert "`format` is missing" in loaded.problems[0].sentence


def test_a_newer_format_can_only_be_looked_at(tmp_path: Path) -> None:
    text = SMALL.replace("format = 1", "format = 2").replace("[[promises]]", "[[pledges]]")
    loaded = load(written(tmp_path, text))
    assert loaded.newer_format
    assert not loaded.editable
    assert len(loaded.problems) == 1
    assert "this file has format 2" in loaded.problems[0].found
    assert loaded.problems[0].line == 2


def test_a_hostile_name_is_shown_harmlessly(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\x1b]0;x\x07\xff\n.toml")
    message = refusal(tmp_path / name)
    assert message.isprintable()
    assert r"\x1b" in message
