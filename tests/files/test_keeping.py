"""Versions that are kept: the last ten, both sides of a save that was cut off, what killed saves left."""

import errno
import fcntl
import os
import stat
from pathlib import Path

import pytest

from model.files import keeping
from model.files.descriptors import Temporary
from model.files.keeping import History, Kind, history_of, save_kept
from model.files.refusals import CannotSave

OLD, NEW = b"a = 1\n" * 300, b"b = 22\n" * 200


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "pizza.toml"
    path.write_bytes(OLD)
    return path


def kinds(history: History) -> list[tuple[str, bytes]]:
    return [(each.kind.value, each.path.read_bytes()) for each in history.versions()]


def test_a_save_keeps_what_it_wrote_and_what_was_there(file: Path) -> None:
    history = history_of(file)
    save_kept(file, OLD, NEW, history)
    assert kinds(history) == [("saved", NEW), ("found", OLD)]
    save_kept(file, NEW, b"c = 3\n", history)
    assert kinds(history) == [("saved", b"c = 3\n"), ("saved", NEW), ("found", OLD)]
    file.write_bytes(b"theirs = 1\n")
    save_kept(file, b"theirs = 1\n", b"d = 4\n", history)
    assert kinds(history)[:2] == [("saved", b"d = 4\n"), ("found", b"theirs = 1\n")]
    assert history.trouble == ""


def test_kept_versions_are_private_and_known_through_every_link(file: Path, sealed: Path) -> None:
    link = file.with_name("link")
    link.symlink_to(file)
    save_kept(link, OLD, NEW, history_of(link))
    version = history_of(file).versions()[0]
    assert version.path.is_relative_to(sealed / "state" / "gapline")
    assert stat.S_IMODE(version.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(version.path.parent.stat().st_mode) == 0o700


def test_the_last_ten_saves_are_kept_and_no_more(file: Path) -> None:
    history = history_of(file)
    for number in range(25):
        save_kept(file, file.read_bytes(), b"a = %d\n" % number, history)
    assert [text for kind, text in kinds(history) if kind == "saved"] == [
        b"a = %d\n" % number for number in range(24, 14, -1)
    ]


def test_large_versions_are_kept_only_as_far_as_they_fit(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_BYTES", 2500)
    history = history_of(file)
    for number in range(5):
        save_kept(file, file.read_bytes(), b"%d" % number * 1000, history)
    assert kinds(history) == [("saved", b"4" * 1000), ("saved", b"3" * 1000)]
    save_kept(file, file.read_bytes(), b"5" * 5000, history)
    assert kinds(history) == [("saved", b"5" * 5000)]


def test_a_folder_that_cannot_be_used_stops_no_save(file: Path, sealed: Path) -> None:
    (sealed / "state" / "gapline").write_text("a file stands where the folder should be")
    file.with_name("second").hardlink_to(file)
    history = history_of(file)
    assert save_kept(file, OLD, NEW, history).confirmed
    assert file.read_bytes() == NEW
    assert "gapline" in history.trouble
    assert history.versions() == ()
    assert history.interrupted(file) is None


def test_a_full_disk_of_kept_versions_stops_no_save(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_names: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(keeping, "write_all", full)
    history = history_of(file)
    save_kept(file, OLD, NEW, history)
    assert file.read_bytes() == NEW
    assert "no space left" in history.trouble


def cut_off(file: Path, holds: bytes) -> History:
    """A history in which a save from OLD to NEW was cut off, and a file that holds this."""
    history_of(file).set_aside(OLD, NEW)
    file.write_bytes(holds)
    return history_of(file)


@pytest.mark.parametrize("cut", [NEW[:7] + OLD[7:], NEW + OLD[len(NEW) :], b""])
def test_a_save_in_place_that_was_cut_off_is_found_with_both_texts(file: Path, cut: bytes) -> None:
    found = cut_off(file, cut).interrupted(file)
    assert found is not None
    assert found.before.path.read_bytes() == OLD
    assert found.after.path.read_bytes() == NEW
    assert found.current == cut


@pytest.mark.parametrize(("holds", "kind"), [(OLD, "leftover"), (NEW, "saved")])
def test_a_whole_file_was_not_cut_off_and_both_texts_stay_versions(
    file: Path, holds: bytes, kind: str
) -> None:
    history = cut_off(file, holds)
    assert history.interrupted(file) is None
    assert sorted(kinds(history)) == sorted([("found", OLD), (kind, NEW)])
    file.write_bytes(b"theirs")
    assert history.interrupted(file) is None


def test_a_single_text_was_cut_off_before_the_file_was_touched(file: Path) -> None:
    history = cut_off(file, b"theirs")
    pair = [each for each in history._all() if each.kind is Kind.AFTER]
    pair[0].path.unlink()
    assert history.interrupted(file) is None


def test_a_save_that_is_through_is_not_taken_for_one_that_was_cut_off(file: Path) -> None:
    file.with_name("second").hardlink_to(file)
    history = history_of(file)
    save_kept(file, OLD, NEW, history)
    file.write_bytes(b"theirs")
    assert history.interrupted(file) is None


def test_once_it_is_mended_nothing_is_offered_again(file: Path) -> None:
    history = cut_off(file, b"torn")
    save_kept(file, b"torn", OLD, history)
    history.release()
    file.write_bytes(b"theirs")
    assert history.interrupted(file) is None
    assert {text for _, text in kinds(history)} == {OLD, NEW, b"torn"}


def leftover(file: Path, text: bytes, *, age: int = 3600) -> Path:
    path = file.with_name(f".{file.name}.{'0' * 16}.tmp")
    path.write_bytes(text)
    os.utime(path, (path.stat().st_mtime - age,) * 2)
    return path


def test_what_a_killed_save_left_beside_the_file_becomes_a_version(file: Path) -> None:
    path = leftover(file, b"half")
    history = history_of(file)
    assert history.take_leftovers(file) == 1
    assert kinds(history) == [("leftover", b"half")]
    assert not path.exists()


def test_what_may_still_be_in_use_is_left_alone(file: Path) -> None:
    history = history_of(file)
    path = leftover(file, b"young", age=1)
    assert history.take_leftovers(file) == 0
    path = leftover(file, b"locked")
    with path.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert history.take_leftovers(file) == 0
    other = file.with_name(f".other.toml.{'0' * 16}.tmp")
    path.rename(other)
    link = path
    link.symlink_to(file)
    assert history.take_leftovers(file) == 0
    assert other.read_bytes() == b"locked"
    assert file.read_bytes() == OLD
    assert history.versions() == ()


def test_what_cannot_be_kept_is_not_taken_away(file: Path, sealed: Path) -> None:
    (sealed / "state" / "gapline").write_text("in the way")
    path = leftover(file, b"half")
    assert history_of(file).take_leftovers(file) == 0
    assert path.read_bytes() == b"half"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_what_somebody_else_left_is_theirs(file: Path) -> None:
    path = leftover(file, b"theirs")
    os.chown(path, 12345, -1)
    assert history_of(file).take_leftovers(file) == 0
    assert path.exists()


def test_long_and_odd_names_are_known_again(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        for name in ("é" * 120, "a.b[0].toml", "(.*)"):
            with Temporary(folder, name, 0o600) as fresh:
                assert Temporary.names(name).fullmatch(fresh.name)
                assert not Temporary.names("other").fullmatch(fresh.name)
    finally:
        os.close(folder)


def test_a_save_that_is_refused_keeps_nothing(file: Path) -> None:
    history = history_of(file)
    file.unlink()
    with pytest.raises(CannotSave):
        save_kept(file, OLD, NEW, history)
    assert history.versions() == ()
