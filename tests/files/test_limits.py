import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import tomli

from model.files import limits
from model.files.limits import excess
from tests.conftest import REPO_ROOT

MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("raw", "words", "line", "column"),
    [
        (b"a = 1\nb = '\x00'\n", "NUL bytes", None, None),
        ("a = 1".encode("utf-16"), "UTF-16", None, None),
        ("é = 1".encode("utf-16-be"), "NUL bytes", None, None),
        (b"a = 1\nb = 'caf\xe9'", "byte 0xE9 is not UTF-8", 2, 9),
        ("é = '\x1b'".encode(), r"U+001B", 1, 6),
        (b"# bell \x07", "U+0007", 1, 8),
        (b"a = 1\rb = 2", "carriage return", 1, 6),
        (b"\xef\xbb\xbfa = '\x7f'", "U+007F", 1, 6),
        (b"a = [" * 65, "more than 64 deep", 1, 325),
        (b"x = 1\na = " + b"{b=" * 65, "more than 64 deep", 2, 197),
        (b"x = 1\n" + b".".join([b"a"] * 101) + b" = 1", "more than 100 parts", 2, 1),
        (b"[" + b" . ".join([b'"a.b"'] * 101) + b"]", "more than 100 parts", 1, 1),
        (b"x = [1,\n " + b"9" * 401 + b"]", "more than 400 digits", 2, 2),
        (b"a = 0x" + b"f_" * 300, "more than 400 digits", 1, 7),
        (b"[[touchpoints]]\n" * 20_001, "20,001 touchpoints", None, None),
        (b"#" * (8 * MIB + 1), "8.0 MiB", None, None),
        (b"[a.b]\n" * 200_001, "more than 200,000 dots", None, None),
        (b"a = [" + b"[]," * 400_000 + b"]", "more than 1,000,000 keys", None, None),
        (b"\n" * 1_000_001, "more than 1,000,000 lines", None, None),
    ],
)
def test_what_is_refused_and_where(raw: bytes, words: str, line: int | None, column: int | None) -> None:
    found = excess(raw)
    assert found is not None
    assert words in found.found
    assert (found.line, found.column) == (line, column)
    assert found.mend


@pytest.mark.parametrize(
    "text",
    [
        'a = "' + "[" * 500 + '"',
        "a = '" + "{" * 500 + "'",
        "# " + "[" * 500,
        'a = """\n' + "[\n" * 500 + '"""',
        "a = '''\n" + '"[' * 500 + "''''",
        'a = "\\"' + "[" * 500 + '\\\\" # "' + "[" * 500,
        'a = "' + "x." * 500 + '"',
        "# " + "x." * 500,
        "# " + "9" * 5000,
        'a = "' + "9" * 5000 + '"',
        "a = " + "[" * 64 + "]" * 64,
        ".".join(["a"] * 100) + " = 1",
        "x = 1.5\n" * 200,
        "x = [" + "1.5, -2.25e-3," * 150_000 + "]",
        "[[touchpoints]]\n" * 20_000,
        'a = "\\u001b\\t"\t# tab\n',
        "a = 1\r\nb = 2\r\n",
        'a = """x"""""\nb = """' + "[" * 100 + '"""',
    ],
)
def test_what_only_looks_dangerous_passes(text: str) -> None:
    assert excess(text.encode()) is None


PROJECT = b"format = 1\n[project]\nname = 'x'\n"
BOMBS: dict[str, Callable[[], bytes]] = {
    "dotted key of 40 KB": lambda: b".".join([b"a"] * 20_000) + b"=1",
    "brackets": lambda: b"a=" + b"[" * 500 + b"]" * 500,
    "8 MiB of opening brackets": lambda: b"a=" + b"[" * (8 * MIB - 2),
    "8 MiB of stray closing brackets": lambda: b"a=" + b"]" * 990_000,
    "braces": lambda: b"a=" + b"{a=" * 20_000,
    "digits": lambda: b"a=" + b"9" * 5000,
    "hex digits": lambda: b"a=0x" + b"f" * 4_000_000,
    "long headers": lambda: b"\n".join(
        b"[" + b".".join([b"a"] * 98 + [b"k%d" % n]) + b"]" for n in range(9_000)
    ),
    "many headers": lambda: b"[[a]]\n" * 240_000,
    "many keys": lambda: b"\n".join(b"k%d=1" % n for n in range(700_000)),
    "many inline keys": lambda: b"a={" + b",".join(b"k%d=1" % n for n in range(700_000)) + b"}",
    "many numbers": lambda: b"a=[" + b"1," * 990_000 + b"]",
    "many empty arrays": lambda: b"a=[" + b"[]," * 330_000 + b"]",
    "escapes": lambda: b'a="' + b"\\n" * 4_000_000 + b'"',
    "quotes": lambda: b'"' * (8 * MIB),
    "unclosed quotes": lambda: b'"""\n' * (2 * MIB),
    "mixed quotes": lambda: b"'''\"\"\"" * (MIB + 1),
    "headers in headers": lambda: b"\n".join(b"[a%d.b.c]" % n for n in range(190_000)),
    "deep headers": lambda: b"\n".join(b"[a%d" % n + b".b" * 98 + b"]" for n in range(9_000)),
    "dotted keys": lambda: b"\n".join(b"a%d.b.c.d=1" % n for n in range(190_000)),
    "dotted key of 200 KB": lambda: b".".join([b"a"] * 100_000) + b"=1",
    "deep arrays": lambda: b"a=[" + b"[" * 62 + b"1," * 400_000 + b"]" * 63,
    "inline tables": lambda: b"a=[" + b"{a=1}," * 190_000 + b"]",
    "many stages": lambda: (
        PROJECT + b"".join(b"[[stages]]\nid='s%d'\nname='s'\n" % n for n in range(150_000))
    ),
    "unknown keys everywhere": lambda: (
        PROJECT + (b"[[touchpoints]]\n" + b"".join(b"k%030d=1\n" % n for n in range(11))) * 20_000
    ),
    "wrong rows everywhere": lambda: (
        PROJECT
        + b"".join(
            b"[[touchpoints]]\nid='t%d'\nname='n'\nstage='s'\n" % n
            + b"[[touchpoints.expectations]]\nid='e'\nname='x'\nkind='count'\nexpected=1\nzz=1\n" * 4
            for n in range(20_000)
        )
    ),
    "wrong values everywhere": lambda: (
        PROJECT + b"[[touchpoints]]\nid=1\nname=2\nstage=3\nowner=4\nsays=5\nweight='x'\n" * 20_000
    ),
    "observations": lambda: (
        PROJECT
        + b"[[stages]]\nid='s'\nname='s'\n[[touchpoints]]\nid='t'\nname='n'\nstage='s'\n"
        + b"[[touchpoints.expectations]]\nid='e'\nname='x'\nkind='count'\nobservations=["
        + b"1," * 900_000
        + b"]\n"
    ),
    "notes": lambda: PROJECT + b"notes=[" + b"'a'," * 900_000 + b"]\n",
    "NULs": lambda: b"\0" * (8 * MIB),
    "no text": lambda: bytes(range(128, 256)) * (64 * 1024),
    "comments": lambda: b"# 345678\n" * 900_000 + b"a=1",
    "blank lines": lambda: b" \t   \n" * 999_000 + b"a=1",
    "one long text": lambda: b'a="' + b"x" * (8 * MIB - 10) + b'"',
}

NO_SHORT_WORK = frozenset(
    {
        "hex digits",
        "long headers",
        "many headers",
        "many inline keys",
        "many empty arrays",
        "many numbers",
        "escapes",
        "quotes",
        "mixed quotes",
        "headers in headers",
        "deep headers",
        "dotted keys",
        "inline tables",
        "many stages",
        "wrong rows everywhere",
        "wrong values everywhere",
        "observations",
        "notes",
        "no text",
        "comments",
        "blank lines",
    }
)
"""Files that take seconds each and show nothing that the others do not; they run with the long loops."""

# The yardstick is the same work on every machine, so that a loaded or slow one does not look like a bomb.
OPEN = """
import contextlib, io, sys, time
from tui.cli import main
from tui.opening import Wishes, today_of_clock, workspace_of
from model.files.loading import load
from model.journey.problem import UserError
start = time.process_time()
for _ in range(5_000_000):
    pass
yardstick = time.process_time() - start
said = io.StringIO()
start = time.process_time()
with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
    code = main(["check", sys.argv[1]])
checked = time.process_time() - start
assert code in (0, 1, 2)
assert len(said.getvalue()) < 500_000, len(said.getvalue())
start = time.process_time()
try:
    workspace_of(load(sys.argv[1]), Wishes(), today_of_clock())
except UserError as refused:
    assert len(str(refused)) < 500, str(refused)[:500]
opened = time.process_time() - start
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(checked / yardstick, opened / yardstick, int(peak.split()[1]) / 1024, checked, opened, yardstick)
"""
QUIET_YARDSTICK = 0.125
"""Seconds the yardstick takes on a machine with nothing else to do."""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux for the memory it took")
@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=[pytest.mark.soak] * (each in NO_SHORT_WORK)) for each in BOMBS]
)
def test_a_bomb_opens_or_is_refused_in_bounded_time_and_memory(tmp_path: Path, name: str) -> None:
    file = tmp_path / "bomb.toml"
    file.write_bytes(BOMBS[name]())
    assert file.stat().st_size <= 8 * MIB
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(file)],
        cwd=REPO_ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    checked, opened, mebibytes = map(float, done.stdout.split()[:3])
    assert max(checked, opened) * QUIET_YARDSTICK < 5, done.stdout
    assert mebibytes < 500


def test_a_crowded_table_is_refused() -> None:
    found = limits.crowded({"touchpoints": [{f"k{n}": n for n in range(1001)}]})
    assert found is not None
    assert "1,001 keys" in found.found
    assert limits.crowded({"touchpoints": [{f"k{n}": [[n]] for n in range(1000)}]}) is None


def _written(rng: Random, depth: int = 0) -> str:
    """A value with everything in it that could hide what nests."""
    kind = rng.randrange(5 if depth < 6 else 3)
    inside = "".join(rng.choices("\"'#[]{}.,= a1", k=rng.randrange(6)))
    if kind == 0:
        return json.dumps(inside)
    if kind == 1:
        return f"'{inside.replace(chr(39), '')}'"
    if kind == 2:
        return str(rng.choice((1, 1.5, 123456, "true")))
    parts = [_written(rng, depth + 1) for _ in range(rng.randrange(4))]
    if kind == 3:
        return "{" + ", ".join(f"k{at}.x = {each}" for at, each in enumerate(parts)) + "}"
    return "[" + "".join(f"{each},{rng.choice(('', '', f' # {inside}' + chr(10)))}" for each in parts) + "]"


def test_looking_closer_never_finds_what_a_glance_let_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DEEPEST", 4)
    monkeypatch.setattr(limits, "MOST_KEY_PARTS", 4)
    monkeypatch.setattr(limits, "MOST_DIGITS", 5)
    rng = Random(1)
    seen: Counter[tuple[bool, bool]] = Counter()
    for _ in range(1500):
        keys = [rng.choice(("k", "k.a.b", 'k."=".c.d.e')) for _ in range(3)]
        texts = [f"{key}{at} = {_written(rng)}\n" for at, key in enumerate(keys)]
        raw = "".join(texts).encode()
        tomli.loads(raw.decode())
        glance = excess(raw)
        with monkeypatch.context() as patched:
            patched.setattr(limits, "_clearly_sound", lambda _: False)
            closer = excess(raw)
        assert glance == closer, raw
        seen[limits._clearly_sound(raw.replace(b'\\"', b"  ")), closer is None] += 1
    assert seen[True, True] > 100
    assert seen[False, False] > 100


def test_limits_say_what_the_design_says() -> None:
    assert limits.LARGEST_FILE == 8 * MIB
    assert limits.MOST_TOUCHPOINTS == 20_000
    assert limits.MOST_KEY_PARTS == 100
    assert limits.DEEPEST == 64
