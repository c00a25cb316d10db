"""Whether a file changed, by its stamp: in place, by rename, within one tick of the clock, and gone."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from model.files.regular import Stamp
from model.files.watching import Watch

OLD = 1_700_000_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "shop.toml"
    made.write_text("one")
    return made


def settled(path: Path) -> Watch:
    """A watch on a file that nobody touched for a while."""
    watch = Watch(path, Stamp.of(path.stat()))
    _until(lambda: _looked(watch) == "same")
    return watch


def _looked(watch: Watch) -> str:
    """One look, and a reading where it asks for one."""
    news = watch.look()
    if news == "changed":
        watch.read(Stamp.of(watch.path.stat()))
    return news


def _until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def _in_place(path: Path) -> None:
    path.write_text("two")


def _renamed(path: Path) -> None:
    other = path.with_name("other")
    other.write_text("two")
    other.replace(path)


def _same_times(path: Path) -> None:
    before = path.stat()
    path.write_text("two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", [_in_place, _renamed, _same_times])
def test_a_change_is_news_once(path: Path, change: Callable[[Path], None]) -> None:
    watch = settled(path)
    assert watch.look() == "same"
    change(path)
    assert watch.look() == "changed"
    # Not read yet, it stays news.
    assert watch.look() == "changed"
    _until(lambda: _looked(watch) == "same")
    assert watch.look() == "same"


def test_what_was_read_in_the_moment_it_was_written_is_read_again(path: Path) -> None:
    """Two writes within one tick leave the same stamp; only a later look can tell."""
    watch = settled(path)
    path.write_text("two")
    watch.read(Stamp.of(path.stat()))
    assert watch.look() == "changed"
    _until(lambda: _looked(watch) == "same")


def test_a_clock_that_is_far_off_does_not_make_it_read_for_ever(path: Path) -> None:
    os.utime(path, (OLD, OLD * 2))
    watch = settled(path)
    assert watch.look() == "same"


def test_gone_is_told_until_it_is_known_and_coming_back_is_news(path: Path) -> None:
    watch = settled(path)
    away = path.rename(path.with_name("away"))
    assert watch.look() == "gone"
    watch.read(None)
    assert watch.look() == "same"
    away.rename(path)
    assert watch.look() == "changed"
