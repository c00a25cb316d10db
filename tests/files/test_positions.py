import random
from collections.abc import Iterator
from typing import Any

import pytest
import tomli

from model.files.positions import positions
from model.files.sameness import same
from model.journey.problem import Path
from tests.files.samples import SMALL, Writer

TEXT = '''\
format = 1 # x = 2
title = """
a = 1
[b]
""" # after
"quoted key" = 'a # b'
a.b . "c.d" = [ 1, # one
  [2, 3], { x = 1, y.z = "]" },
]

[project]
  name = "x"

[[touchpoints]]
id = 'it\\'
[touchpoints.authority]
who = "me"
[[touchpoints.expectations]]
id = "e0"
[[touchpoints.expectations]]
id = "e1"
  [[touchpoints]]
id = "second"
expectations = [
  { id = "x" },
  { id = "y", expected = 5 },
]
[project.extra]
k = 1
'''


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("format",), (1, 1)),
        (("title",), (2, 1)),
        (("quoted key",), (6, 1)),
        (("a",), (7, 1)),
        (("a", "b"), (7, 3)),
        (("a", "b", "c.d"), (7, 7)),
        (("a", "b", "c.d", 0), (7, 17)),
        (("a", "b", "c.d", 1, 1), (8, 7)),
        (("a", "b", "c.d", 2), (8, 11)),
        (("a", "b", "c.d", 2, "y"), (8, 20)),
        (("a", "b", "c.d", 2, "y", "z"), (8, 22)),
        (("project",), (11, 1)),
        (("project", "name"), (12, 3)),
        (("project", "currency"), (11, 1)),
        (("project", "extra", "k"), (29, 1)),
        (("touchpoints",), (14, 1)),
        (("touchpoints", 0), (14, 1)),
        (("touchpoints", 0, "stage"), (14, 1)),
        (("touchpoints", 0, "authority"), (16, 1)),
        (("touchpoints", 0, "authority", "who"), (17, 1)),
        (("touchpoints", 0, "expectations", 1, "id"), (21, 1)),
        (("touchpoints", 0, "expectations", 1, "kind"), (20, 1)),
        (("touchpoints", 1), (22, 3)),
        (("touchpoints", 1, "expectations", 1), (26, 3)),
        (("touchpoints", 1, "expectations", 1, "expected"), (26, 15)),
        (("touchpoints", 1, "expectations", 1, "kind"), (26, 3)),
        (("nowhere",), (1, 1)),
        ((), (1, 1)),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_places(path: Path, place: tuple[int, int], newline: str) -> None:
    text = TEXT.replace("\n", newline)
    # Asked alone and among all others: what is not asked for is skipped, which must lead to the same place.
    assert positions(text, [path]) == {path: place}
    assert positions(text, [path, *_paths(tomli.loads(text))])[path] == place


def test_no_paths_need_no_look() -> None:
    assert positions("not toml [", []) == {}


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    items: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(value, dict):
        items = iter(value.items())
    elif isinstance(value, list):
        items = iter(enumerate(value))
    for key, each in items:
        yield (*path, key)
        yield from _paths(each, (*path, key))


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _says(text: str, path: Path, value: Any) -> bool:
    """Whether `text` starts with the key or the element at the end of `path`."""
    last = path[-1]
    if text.startswith("["):
        if isinstance(value, (dict, list)) and _header_names(text, path):
            return True
        if isinstance(last, str):
            return False
    start = "" if isinstance(last, str) else "v = "
    ends = sorted({i for i, each in enumerate(text) if each in "\n,]}#.= \t"} | {len(text)})
    for end in ends:
        piece = start + text[:end]
        if isinstance(last, str) and isinstance(value, dict):
            # A part of a dotted key, or an inline table.
            piece = f"{text[:end]} = 1"
        try:
            found = tomli.loads(piece)
        except tomli.TOMLDecodeError:
            continue
        name = last if isinstance(last, str) else "v"
        if name not in found:
            continue
        if (isinstance(value, dict) and isinstance(last, str)) or same(found[name], value):
            return True
    return False


def _header_names(text: str, path: Path) -> bool:
    line = text.split("\n")[0]
    try:
        found = tomli.loads(line)
    except tomli.TOMLDecodeError:
        return False
    names = [part for part in path if isinstance(part, str)]
    for name in names:
        if isinstance(found, list):
            found = found[0]
        if name not in found:
            return False
        found = found[name]
    return True


def _scalar(dice: random.Random) -> str:
    return dice.choice(
        [
            "1",
            "-2.5",
            "true",
            "1979-05-27 07:32:00",
            "'a # b'",
            '"[x] \\" \\\\"',
            '"""\n[t]\nk = 1 # \\"""" """',
            "'''\n]'''",
            "inf",
        ]
    )


def _value(dice: random.Random, depth: int = 0) -> str:
    kind = dice.random()
    if depth > 2 or kind < 0.6:
        return _scalar(dice)
    items = [_value(dice, depth + 1) for _ in range(dice.randint(0, 3))]
    if kind < 0.8:
        gap = dice.choice(["", " ", "\n", " # c ]\n"])
        return f"[{gap}" + f",{gap}".join(items) + dice.choice(["", ","] if items else [""]) + f"{gap}]"
    pairs = [f"{_key(dice)} = {item}" for item in items]
    return "{ " + ", ".join(pairs) + " }"


def _key(dice: random.Random) -> str:
    parts = [
        dice.choice(["a", "b", "c", "d-1", '"q k"', "'x.y'", '"\\u0061b"', "1"])
        for _ in range(dice.choice([1, 1, 1, 2, 3]))
    ]
    return dice.choice([".", " . "]).join(parts)


def _statement(dice: random.Random) -> str:
    kind = dice.random()
    indent = dice.choice(["", "", "  ", "\t"])
    if kind < 0.15:
        return dice.choice(["", "# [c]", "  # x = 1"])
    if kind < 0.3:
        return f"{indent}[{_key(dice)}] # h"
    if kind < 0.45:
        return f"{indent}[[ {_key(dice)} ]]"
    return f"{indent}{_key(dice)}{dice.choice(['=', ' = '])}{_value(dice)}{dice.choice(['', ' # t'])}"


def _random_text(seed: int) -> str:
    dice = random.Random(seed)
    text = ""
    for _ in range(dice.randint(1, 14)):
        longer = f"{text}{_statement(dice)}\n"
        try:
            tomli.loads(longer)
        except tomli.TOMLDecodeError:
            continue
        text = longer
    return text.replace("\n", "\r\n") if dice.random() < 0.2 else text


def check(text: str) -> int:
    data = tomli.loads(text)
    paths = list(_paths(data))
    lines = text.replace("\r\n", "\n").split("\n")
    for path, (line, column) in positions(text, paths).items():
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        assert _says(rest, path, _at(data, path)), (path, line, column, text)
    return len(paths)


@pytest.mark.parametrize("seed", range(0, 400, 100))
def test_every_key_and_element_of_random_files_stands_where_it_is_said_to(seed: int) -> None:
    assert sum(check(_random_text(each)) for each in range(seed, seed + 100)) > 500
    for each in range(seed, seed + 10):
        check(Writer(each).text())


def test_small_file() -> None:
    assert check(SMALL) > 20


@pytest.mark.soak
def test_very_many_random_files() -> None:
    for seed in range(10_000, 60_000):
        check(_random_text(seed))
