"""First frames in the cache: shown only where all they depend on is as it was; nothing in them acts."""

import os
import stat
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from gapline import frames
from gapline.frames import Key, Row, cache_path, cached, keep, settings_path
from tests.conftest import REPO_ROOT
from tui.settings import settings_file

SIZE = (20, 3)
ROWS: tuple[Row, ...] = (
    (("1;38;5;252;48;5;234", "Expected ä 漢"),),
    (("", "Delivered"), ("0", " x")),
    (),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "shop.toml"
    path.write_text("format = 1\n", encoding="utf-8")
    return path


@pytest.fixture
def key(project: Path) -> Key:
    """The key of a project whose frame is in the cache."""
    key = key_for(project)
    keep(key, project.stat(), ROWS)
    assert cached(key) == ROWS
    return key


def key_for(project: Path) -> Key:
    return Key([str(project), "--theme", "night"], SIZE)


def frame_file(key: Key) -> Path:
    return Path(cache_path(), f"{key.name}.frame")


def test_a_frame_is_private(key: Key) -> None:
    assert stat.S_IMODE(frame_file(key).stat().st_mode) == 0o600
    assert stat.S_IMODE(frame_file(key).parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text("format = 2\n", encoding="utf-8"),
        lambda path: path.write_text("format = 1\n# longer\n", encoding="utf-8"),
        lambda path: os.utime(path, ns=(1, 1)),
        lambda path: path.chmod(0o444),
        lambda path: path.rename(path.with_name("old")) and path.write_text("format = 1\n", encoding="utf-8"),
        lambda path: path.unlink(),
    ],
    ids=["rewritten", "longer", "touched", "read-only", "replaced", "gone"],
)
def test_no_frame_for_a_file_that_changed(project: Path, key: Key, change: Callable[[Path], object]) -> None:
    change(project)
    assert cached(key) == ()
    assert cached(key_for(project)) == ()


@pytest.mark.parametrize(
    ("words", "size"),
    [
        (["--theme", "day"], SIZE),
        (["--theme", "night", "--read-only"], SIZE),
        (["--theme", "night"], (SIZE[0] + 1, SIZE[1])),
        (["--theme", "night"], (SIZE[0], SIZE[1] + 1)),
    ],
    ids=["theme", "option", "wider", "higher"],
)
def test_no_frame_for_another_look_or_size(
    project: Path, key: Key, words: list[str], size: tuple[int, int]
) -> None:
    assert cached(key) == ROWS
    assert cached(Key([str(project), *words], size)) == ()


@pytest.mark.parametrize("name", ["NO_COLOR", "COLORTERM", "TERM", "LC_ALL", "GAPLINE_THEME", "USER", "TZ"])
def test_no_frame_for_another_environment(
    project: Path, key: Key, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cached(key) == ROWS
    monkeypatch.setenv(name, "other")
    assert cached(key_for(project)) == ()


def test_no_frame_on_another_day(project: Path, key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cached(key) == ROWS
    monkeypatch.setattr(time, "strftime", lambda _form: "2031-01-01")
    assert cached(key_for(project)) == ()


def test_no_frame_of_another_version(project: Path, key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cached(key) == ROWS
    monkeypatch.setattr(frames, "__version__", "999")
    assert cached(key_for(project)) == ()


def test_no_frame_after_the_settings_changed(project: Path, key: Key) -> None:
    assert cached(key) == ROWS
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('theme = "day"\n', encoding="utf-8")
    assert cached(key_for(project)) == ()


def test_the_settings_are_looked_for_where_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_path() == str(settings_file())
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert settings_path() == str(settings_file())


def test_no_frame_of_another_user(project: Path, key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cached(key) == ROWS
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert cached(key) == ()
    assert cached(key_for(project)) == ()


@pytest.mark.parametrize("mode", [0o770, 0o701, 0o777])
def test_no_frame_from_a_folder_that_others_may_use(project: Path, key: Key, mode: int) -> None:
    frame_file(key).parent.chmod(mode)
    assert cached(key) == ()
    frame_file(key).unlink()
    keep(key, project.stat(), ROWS)
    assert not frame_file(key).exists()


def test_no_frame_from_a_folder_that_is_a_link(project: Path, key: Key, tmp_path: Path) -> None:
    folder = Path(cache_path())
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert cached(key) == ()
    frame_file(key).unlink()
    keep(key, project.stat(), ROWS)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_no_frame_from_a_link_a_pipe_or_what_others_may_read(key: Key, tmp_path: Path) -> None:
    file = frame_file(key)
    file.chmod(0o644)
    assert cached(key) == ()
    file.chmod(0o600)
    assert cached(key) == ROWS
    file.rename(tmp_path / "frame")
    file.symlink_to(tmp_path / "frame")
    assert cached(key) == ()
    file.unlink()
    os.mkfifo(file, 0o600)
    assert cached(key) == ()


def test_no_frame_from_a_file_cut_off_or_changed_anywhere(key: Key) -> None:
    raw = frame_file(key).read_bytes()
    for at in range(len(raw)):
        frame_file(key).write_bytes(raw[:at])
        assert cached(key) == (), at
        frame_file(key).write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        assert cached(key) == (), at
    frame_file(key).write_bytes(raw + b"x")
    assert cached(key) == ()


@pytest.mark.parametrize(
    "piece",
    [
        ("", "\x1b]52;c;eA==\x07"),
        ("", "\x9b2J"),
        ("", "\r"),
        ("", "\u202egnp"),
        ("", "\u200b"),
        ("", "\ue000"),
        ("1m\x1b[2J", "x"),
        ("1A", "x"),
        ("?25", "x"),
        (" ", "x"),
        ("¹", "x"),
    ],
)
def test_nothing_that_acts_comes_out_of_the_cache(project: Path, key: Key, piece: tuple[str, str]) -> None:
    """Somebody who writes as this user, checksum and all, still sends no more than text and colours."""
    rows = ((piece,), *ROWS[1:])
    body = "\n".join("\t".join(part for each in row for part in each) for row in rows).encode()
    head = f"gapline frame 1\n{key.now()}\n{zlib.crc32(body)}\n".encode()
    frame_file(key).write_bytes(head + body)
    assert cached(key) == ()
    keep(key, project.stat(), rows)
    assert cached(key) == (), "nor does it go in"


def test_a_cache_that_cannot_be_written_is_none(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    key = key_for(project)
    keep(key, project.stat(), ROWS)
    assert cached(key) == ()


def test_old_frames_make_room(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_MOST_FRAMES", 3)
    for number in range(6):
        keep(Key([str(project), str(number)], SIZE), project.stat(), ROWS)
    assert len(list(Path(cache_path()).iterdir())) == 3
    assert cached(Key([str(project), "5"], SIZE)) == ROWS


def test_next_to_nothing_is_loaded_before_the_first_frame() -> None:
    """Each of `typing`, `re`, `enum` and `pathlib` takes as long as all of the rest."""
    script = "import sys; before = set(sys.modules); import gapline.early; print(*set(sys.modules) - before)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=REPO_ROOT, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) <= {
        "gapline",
        "gapline.early",
        "gapline.frames",
        "termios",
        "zlib",
        "time",
    }
