import os
from pathlib import Path

import pytest
import tomli

from model.files.loading import Loaded, load
from tests.files.samples import SMALL

CSV = "day,minutes\nmon,40\ntue,42.5\nwed,\n\nthu, 61 \n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "times.csv").write_text(CSV, encoding="utf-8")
    return folder


def opened(folder: Path, observations: str, kind: str = "") -> Loaded:
    text = SMALL.replace("  delivered = 47\n", f"  observations = {observations}\n")
    if kind:
        text = text.replace('kind = "duration"\n  unit = "min"', f'kind = "{kind}"').replace("= 40 ", "= 1 ")
    (folder / "pizza.toml").write_text(text, encoding="utf-8")
    return load(folder / "pizza.toml")


def observed(loaded: Loaded) -> tuple[float, ...]:
    assert loaded.problems == ()
    assert loaded.project is not None
    return loaded.project.touchpoints[0].expectations[0].observed


def mistake(loaded: Loaded) -> str:
    """The only problem, which names its key and its line."""
    assert len(loaded.problems) == 1, loaded.problems
    problem = loaded.problems[0]
    assert problem.path[:5] == ("touchpoints", 0, "expectations", 0, "observations")
    assert problem.line == 28
    assert not loaded.editable
    return problem.sentence


def test_a_named_column_is_read(folder: Path) -> None:
    loaded = opened(folder, '{ file = "times.csv", column = "minutes" }')
    assert observed(loaded) == (40.0, 42.5, 61.0)
    assert loaded.project is not None
    assert loaded.project.to_data() == tomli.loads(loaded.text)


@pytest.mark.parametrize(
    ("content", "values"),
    [
        (b"1\n2\n3\n", (1, 2, 3)),
        (b"minutes\r\n1\r\n2\r\n", (1, 2)),
        (b"\xef\xbb\xbfminutes\n1\n", (1,)),
        (b'"minutes"\n"1"\n', (1,)),
        (b"", ()),
    ],
)
def test_a_file_with_one_column_needs_no_name(
    folder: Path, content: bytes, values: tuple[float, ...]
) -> None:
    (folder / "one.csv").write_bytes(content)
    assert observed(opened(folder, '{ file = "one.csv" }')) == values


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters(folder: Path, delimiter: str) -> None:
    (folder / "times.csv").write_text(CSV.replace(",", delimiter), encoding="utf-8")
    assert observed(opened(folder, '{ file = "times.csv", column = "minutes" }')) == (40.0, 42.5, 61.0)


def test_kept_or_not(folder: Path) -> None:
    (folder / "kept.csv").write_text("kept\nyes\nNo\ntrue\n0\n1\n", encoding="utf-8")
    assert observed(opened(folder, '{ file = "kept.csv" }', "yes_no")) == (1, 0, 1, 0, 1)


def test_a_folder_below_is_beside_too(folder: Path) -> None:
    (folder / "logs").mkdir()
    (folder / "times.csv").rename(folder / "logs" / "times.csv")
    assert len(observed(opened(folder, '{ file = "logs/times.csv", column = "minutes" }'))) == 3


def test_beside_the_file_a_link_leads_to(folder: Path, tmp_path: Path) -> None:
    opened(folder, '{ file = "times.csv", column = "minutes" }')
    link = tmp_path / "link.toml"
    link.symlink_to(folder / "pizza.toml")
    assert len(observed(load(link))) == 3


@pytest.mark.parametrize("name", ["../times.csv", "/etc/passwd", "a/../../times.csv", "", "."])
def test_nothing_outside_the_folder_is_read(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "times.csv").write_text(CSV, encoding="utf-8")
    assert "does not lie beside" in mistake(opened(folder, f'{{ file = "{name}", column = "minutes" }}'))


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "times.csv").write_text(CSV, encoding="utf-8")
    (folder / "link.csv").symlink_to("../out/times.csv")
    (folder / "sub").symlink_to("../out")
    assert "is a link" in mistake(opened(folder, '{ file = "link.csv", column = "minutes" }'))
    assert "is a link" in mistake(opened(folder, '{ file = "sub/times.csv", column = "minutes" }'))


@pytest.mark.parametrize(
    ("content", "source", "words"),
    [
        (b"minutes\n1\nsoon\n", '{ file = "x.csv" }', '"soon" in line 3 of x.csv is not a number'),
        (b"minutes\n1\n\nsoon\n", '{ file = "x.csv" }', '"soon" in line 4 of x.csv is not a number'),
        (b"minutes\nnan\n", '{ file = "x.csv" }', '"nan" in line 2'),
        (b"minutes\n1e400\n", '{ file = "x.csv" }', '"1e400" in line 2'),
        (b"minutes\n1_0\n", '{ file = "x.csv" }', '"1_0" in line 2'),
        (b'minutes\n"3,5"\n', '{ file = "x.csv" }', "with a point"),
        (
            b"a,b\n1,2\n",
            '{ file = "x.csv" }',
            'x.csv has 2 columns; say which one holds the observations: column = "a"',
        ),
        (b"a,b\n1,2\n", '{ file = "x.csv", column = "c" }', 'has no column "c"; its first row has: a, b'),
        (b"", '{ file = "x.csv", column = "c" }', "it is empty"),
        (b"caf\xe9\n1\n", '{ file = "x.csv" }', "line 1 of x.csv is not UTF-8"),
        (b"a\n1\0\n", '{ file = "x.csv" }', "line 2"),
        (b"a\n" + b"1" * 200_000, '{ file = "x.csv" }', "not a csv file"),
        (b"1\n" * 5_000_000, '{ file = "x.csv" }', "larger than 8 MiB"),
    ],
)
def test_mistakes_are_problems(folder: Path, content: bytes, source: str, words: str) -> None:
    (folder / "x.csv").write_bytes(content)
    assert words in mistake(opened(folder, source))


def test_what_is_no_file(folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    (folder / "sub").mkdir()
    assert "does not exist" in mistake(opened(folder, '{ file = "none.csv" }'))
    assert "is not a file" in mistake(opened(folder, '{ file = "pipe.csv" }'))
    assert "is not a file" in mistake(opened(folder, '{ file = "sub" }'))
    assert "cannot be read" in mistake(opened(folder, '{ file = "times.csv/x" }'))
