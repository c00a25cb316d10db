import errno
import fcntl
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from model.files import descriptors, saving
from model.files.loading import load
from model.files.refusals import CannotSave, ChangedOnDisk, FileGone
from model.files.regular import Stamp
from model.files.saving import create, save, write_output
from tests.conftest import REPO_ROOT

OLD, NEW = b"a = 1\n" * 300, b"b = 22\n" * 500


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A file with the old text, alone in its folder; nothing may be left beside it afterwards."""
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "pizza.toml"
    path.write_bytes(OLD)
    yield path
    folder.chmod(0o755)
    assert [each.name for each in folder.iterdir() if each.name.endswith(".tmp")] == []


def fails(code: int) -> Callable[..., Any]:
    def call(*_arguments: Any, **_names: Any) -> Any:
        raise OSError(code, os.strerror(code))

    return call


def refusal(path: Path, base: bytes = OLD) -> str:
    with pytest.raises(CannotSave) as caught:
        save(path, base, NEW)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_saved_is_on_disk(file: Path) -> None:
    saved = save(file, OLD, NEW)
    assert file.read_bytes() == NEW
    assert saved.stamp == Stamp.of(file.stat())
    assert saved.confirmed
    assert saved.left is None


def test_a_saved_stamp_is_what_the_next_look_sees(small: Path) -> None:
    loaded = load(small)
    saved = save(small, loaded.raw, loaded.raw + b"# more\n")
    assert load(small).stamp == saved.stamp != loaded.stamp


def test_another_version_is_never_overwritten(file: Path) -> None:
    file.write_bytes(b"theirs")
    with pytest.raises(ChangedOnDisk) as caught:
        save(file, OLD, NEW)
    assert caught.value.current == b"theirs"
    assert file.read_bytes() == b"theirs"


def test_mode_and_group_stay(file: Path) -> None:
    file.chmod(0o664)
    save(file, OLD, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == 0o664


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_owner_stays_when_root_saves(file: Path) -> None:
    os.chown(file, 12345, 23456)
    file.chmod(0o640)
    save(file, OLD, NEW)
    status = file.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o640)


def test_extended_attributes_stay(file: Path) -> None:
    try:
        os.setxattr(file, "user.note", b"kept")
    except OSError as error:
        pytest.skip(f"no extended attributes here: {error.strerror}")
    save(file, OLD, NEW)
    assert os.getxattr(file, "user.note") == b"kept"


@pytest.mark.needs_tool("setfacl")
@pytest.mark.needs_tool("getfacl")
def test_an_acl_stays_and_a_default_acl_of_the_folder_is_not_added(file: Path) -> None:
    subprocess.run(["setfacl", "-m", "u:12345:rw", file], check=True)
    before = subprocess.run(["getfacl", "-cp", file], check=True, capture_output=True).stdout
    save(file, OLD, NEW)
    assert subprocess.run(["getfacl", "-cp", file], check=True, capture_output=True).stdout == before
    subprocess.run(["setfacl", "-b", file], check=True)
    subprocess.run(["setfacl", "-d", "-m", "u:54321:rw", file.parent], check=True)
    before = subprocess.run(["getfacl", "-cp", file], check=True, capture_output=True).stdout
    save(file, NEW, OLD)
    assert subprocess.run(["getfacl", "-cp", file], check=True, capture_output=True).stdout == before


def test_links_stay_links(file: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.symlink_to("second")
    second.symlink_to(file)
    save(first, OLD, NEW)
    assert first.is_symlink()
    assert second.is_symlink()
    assert file.read_bytes() == NEW


def test_hard_links_stay_one_file(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.hardlink_to(file)
    seen: list[tuple[bytes, bytes, bytes]] = []
    save(file, OLD, NEW, lambda old, new: seen.append((old, new, file.read_bytes())))
    assert other.read_bytes() == NEW
    assert other.samefile(file)
    assert seen == [(OLD, NEW, OLD)]


def test_a_shorter_text_leaves_no_tail_in_place(file: Path, tmp_path: Path) -> None:
    (tmp_path / "other").hardlink_to(file)
    save(file, OLD, b"x = 1\n")
    assert file.read_bytes() == b"x = 1\n"


def test_what_is_gone(file: Path, tmp_path: Path) -> None:
    file.unlink()
    with pytest.raises(FileGone, match="is not there any more; nothing was written, and your edits are kept"):
        save(file, OLD, NEW)
    assert not file.exists()
    link = tmp_path / "link"
    link.symlink_to("nowhere")
    with pytest.raises(FileGone):
        save(link, OLD, NEW)
    file.mkdir()
    assert "no regular file any more" in refusal(file)


def test_a_lock_is_waited_for_and_then_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descriptors, "LOCK_WAIT", 0.05)
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "another program has held it locked" in refusal(file)
    assert file.read_bytes() == OLD
    save(file, OLD, NEW)


def test_a_lock_that_is_let_go_is_taken(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = file.open("rb")
    fcntl.flock(held, fcntl.LOCK_EX)
    monkeypatch.setattr(time, "sleep", lambda _seconds: held.close())
    save(file, OLD, NEW)
    assert file.read_bytes() == NEW


def _write_meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let another program act at the last moment: right before the exchange."""
    right = descriptors.exchange
    acts = [act]

    def exchange(*names: Any) -> bool:
        while acts:
            acts.pop()()
        return right(*names)

    monkeypatch.setattr(descriptors, "exchange", exchange)


def test_a_version_renamed_into_place_at_the_last_moment_survives(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = file.with_name("theirs")
    other.write_bytes(b"theirs")
    _write_meanwhile(monkeypatch, lambda: other.rename(file))
    with pytest.raises(ChangedOnDisk) as caught:
        save(file, OLD, NEW)
    assert caught.value.current == b"theirs"
    assert file.read_bytes() == b"theirs"


def test_a_version_written_in_place_at_the_last_moment_survives(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_meanwhile(monkeypatch, lambda: file.write_bytes(b"theirs"))
    with pytest.raises(ChangedOnDisk):
        save(file, OLD, NEW)
    assert file.read_bytes() == b"theirs"


def test_a_mode_changed_at_the_last_moment_is_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = descriptors.attributes_kept
    acts = [lambda: file.chmod(0o600)]

    def kept(*descriptors: int) -> bool:
        result = right(*descriptors)
        while acts:
            acts.pop()()
        return result

    monkeypatch.setattr(saving, "attributes_kept", kept)
    save(file, OLD, NEW)
    assert file.read_bytes() == NEW
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_exchange_a_plain_rename_does(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descriptors, "exchange", lambda *_: False)
    save(file, OLD, NEW)
    assert file.read_bytes() == NEW


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        ("write", errno.ENOSPC, "the disk is full"),
        ("write", errno.EDQUOT, "your share of the disk is used up"),
        ("fsync", errno.EIO, "the disk reported an error"),
        ("fchmod", errno.EIO, "the disk reported an error"),
        ("lseek", errno.EIO, "the disk reported an error"),
    ],
)
def test_a_failing_disk_leaves_the_old_file_and_no_litter(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, words: str
) -> None:
    monkeypatch.setattr(os, call, fails(code))
    message = refusal(file)
    monkeypatch.undo()
    assert words in message
    assert "The file is as it was, and your edits are kept." in message
    assert file.read_bytes() == OLD
    save(file, OLD, NEW)


def test_a_write_that_lies_is_caught(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda _fd, data: len(data))
    assert "not saved" in refusal(file)
    monkeypatch.undo()
    assert file.read_bytes() == OLD


def test_short_writes_are_continued(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: right(fd, data[:100]))
    save(file, OLD, NEW)
    assert file.read_bytes() == NEW


def test_a_disk_that_does_not_confirm_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = os.fsync

    def fsync(fd: int) -> None:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(errno.EIO, "io")
        right(fd)

    monkeypatch.setattr(os, "fsync", fsync)
    saved = save(file, OLD, NEW)
    assert not saved.confirmed
    assert file.read_bytes() == NEW


def test_in_place_puts_the_old_text_back(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other").hardlink_to(file)
    right, calls = os.fsync, [1]

    def fsync(fd: int) -> None:
        while calls:
            calls.pop()
            raise OSError(errno.EIO, "io")
        right(fd)

    monkeypatch.setattr(os, "fsync", fsync)
    assert "The file is as it was" in refusal(file)
    assert file.read_bytes() == OLD


def test_in_place_a_damaged_file_is_not_called_safe(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").hardlink_to(file)
    monkeypatch.setattr(os, "fsync", fails(errno.EIO))
    message = refusal(file)
    assert "may be damaged" in message
    assert "as it was" not in message


def test_a_full_disk_is_noticed_before_anything_is_overwritten_in_place(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").hardlink_to(file)
    monkeypatch.setattr(saving, "reserve", fails(errno.ENOSPC))
    assert "the disk is full" in refusal(file)
    assert file.read_bytes() == OLD


@pytest.fixture
def shared(common: Path) -> Path:
    """A file with the old text in a folder that another user may write to."""
    common.chmod(0o777)
    path = common / "pizza.toml"
    path.write_bytes(OLD)
    return path


AS_NOBODY = """
import os, sys
sys.path.insert(0, os.getcwd())
from model.files.refusals import *
from model.files.saving import *
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
old = open(sys.argv[1], "rb").read()
try:
    save(sys.argv[1], old, b"x = 2\\n")
    sys.stdout.write("saved")
except CannotSave as error:
    sys.stdout.write(str(error))
"""


def as_nobody(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(path)],
        cwd=REPO_ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a second user")
def test_somebody_elses_file_is_written_in_place(shared: Path) -> None:
    shared.chmod(0o666)
    before = shared.stat()
    assert as_nobody(shared) == "saved"
    after = shared.stat()
    assert (after.st_ino, after.st_uid, after.st_mode) == (before.st_ino, before.st_uid, before.st_mode)
    assert shared.read_bytes() == b"x = 2\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a second user")
def test_a_file_in_a_read_only_folder_is_written_in_place(shared: Path) -> None:
    os.chown(shared, 65534, 65534)
    shared.parent.chmod(0o555)
    assert as_nobody(shared) == "saved"
    assert shared.read_bytes() == b"x = 2\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a second user")
def test_a_file_we_may_not_write_stays(shared: Path) -> None:
    shared.chmod(0o644)
    assert "you may not write it. The file is as it was, and your edits are kept." in as_nobody(shared)
    os.chown(shared, 65534, 65534)
    shared.chmod(0o444)
    assert "you may not write it" in as_nobody(shared)
    assert shared.read_bytes() == OLD


def test_savers_in_turn_lose_nothing(tmp_path: Path) -> None:
    """Six threads count one number up, each saving on what the last one left."""
    path = tmp_path / "count"
    path.write_bytes(b"0")

    def count() -> None:
        for _ in range(20):
            base = path.read_bytes()
            while True:
                try:
                    save(path, base, b"%d" % (int(base) + 1))
                    break
                except ChangedOnDisk as changed:
                    base = changed.current

    threads = [threading.Thread(target=count) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() == b"120"


def test_a_new_file_takes_the_usual_mode_and_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    before = os.umask(0o027)
    try:
        saved = create(path, NEW)
    finally:
        os.umask(before)
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert saved.stamp == Stamp.of(path.stat())
    with pytest.raises(CannotSave, match="exists already and was left alone"):
        create(path, OLD)
    assert path.read_bytes() == NEW
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(CannotSave, match="exists already"):
        create(tmp_path / "link", OLD)
    with pytest.raises(CannotSave, match="its folder does not exist"):
        create(tmp_path / "no" / "new.toml", OLD)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link", "new.toml"]


def test_a_new_file_without_the_newer_system_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "rename_new", lambda *_: False)
    saved = create(tmp_path / "new.toml", NEW)
    assert [each.name for each in tmp_path.iterdir()] == ["new.toml"]
    assert saved.stamp == Stamp.of((tmp_path / "new.toml").stat())
    with pytest.raises(CannotSave, match="exists already"):
        create(tmp_path / "new.toml", OLD)


def test_an_export_replaces_the_last_one_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    write_output(path, b"one")
    path.chmod(0o600)
    write_output(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["report.md"]


def test_an_export_never_goes_through_a_link_or_to_what_is_no_file(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_bytes(b"precious")
    (tmp_path / "link").symlink_to(target)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CannotSave, match="is a link; nothing was written"):
        write_output(tmp_path / "link", b"x")
    for name in ("folder", "pipe"):
        with pytest.raises(CannotSave, match="is no regular file; nothing was written"):
            write_output(tmp_path / name, b"x")
    with pytest.raises(CannotSave, match="was not written: its folder does not exist"):
        write_output(tmp_path / "no" / "x", b"x")
    assert target.read_bytes() == b"precious"


def test_a_failed_export_leaves_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.md"
    path.write_bytes(b"one")
    monkeypatch.setattr(os, "write", fails(errno.ENOSPC))
    with pytest.raises(
        CannotSave, match=r"report.md was not written: the disk is full. Nothing was left behind."
    ):
        write_output(path, b"two")
    monkeypatch.undo()
    assert path.read_bytes() == b"one"
    assert [each.name for each in tmp_path.iterdir()] == ["report.md"]


def test_temporary_names_are_hidden_short_and_never_the_same(tmp_path: Path) -> None:
    with descriptors.opened(tmp_path, os.O_RDONLY | os.O_DIRECTORY) as folder:
        names = set()
        for name in ["é" * 120] * 2 + ["x"]:
            with descriptors.Temporary(folder, name, 0o600) as temporary:
                names.add(temporary.name)
                assert temporary.name.startswith(".")
                assert stat.S_IMODE((tmp_path / temporary.name).stat().st_mode) == 0o600
    assert len(names) == 3
    assert list(tmp_path.iterdir()) == []
