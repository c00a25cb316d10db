"""Saving on real file systems with real rights: what every kind of file, folder, link and disk keeps."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.files import descriptors
from model.files.keeping import History, save_kept
from model.files.loading import load
from model.files.refusals import CannotSave, ChangedOnDisk, FileGone
from model.files.regular import CannotRead, Stamp
from model.files.saving import save
from tests.conftest import REPO_ROOT, RunGapline
from tests.files.samples import SMALL

OLD, NEW = b"a = 1\n" * 300, b"b = 22\n" * 200
OWNER, OTHER, GROUP = 2718, 65534, 2717

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to act as two users")

AS = """
import _strptime, os, sys
from pathlib import Path
from model.files.keeping import History, save_kept
from model.files.refusals import CannotSave
user, group = int(sys.argv[1]), int(sys.argv[2])
os.setgroups([group]); os.setgid(group); os.setuid(user)
path, state = sys.argv[3:]
try:
    save_kept(path, Path(path).read_bytes(), b"x = 2\\n", History(Path(state)))
    print("saved", end="")
except CannotSave as error:
    print(error, end="")
"""


@pytest.fixture
def folder(common: Path) -> Iterator[Path]:
    """A folder others can reach."""
    made = common / "here"
    made.mkdir()
    yield made
    made.chmod(0o755)


def written(folder: Path, *, owner: int = -1, group: int = -1, mode: int = 0o644) -> Path:
    path = folder / "pizza.toml"
    path.write_bytes(OLD)
    path.chmod(mode)
    if owner != -1:
        os.chown(path, owner, group)
        path.chmod(mode)
    return path


def as_user(user: int, path: Path, group: int = GROUP) -> str:
    """What a save by another user says."""
    state = path.parent.parent / f"state-{user}"
    state.mkdir(mode=0o700, exist_ok=True)
    os.chown(state, user, group)
    done = subprocess.run(
        [sys.executable, "-c", AS, str(user), str(group), str(path), str(state)],
        cwd=REPO_ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rights(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)


@needs_root
@pytest.mark.parametrize("user", [OWNER, OTHER])
def test_in_a_group_folder_owner_group_and_mode_stay_whoever_saves(folder: Path, user: int) -> None:
    os.chown(folder, OWNER, GROUP)
    folder.chmod(0o2770)
    path = written(folder, owner=OWNER, group=GROUP, mode=0o660)
    assert as_user(user, path) == "saved"
    assert path.read_bytes() == b"x = 2\n"
    assert rights(path) == (OWNER, GROUP, 0o660)
    assert rights(folder) == (OWNER, GROUP, 0o2770)
    assert [each.name for each in folder.iterdir()] == ["pizza.toml"]


@needs_root
def test_in_a_sticky_folder_somebody_elses_file_is_saved_and_stays_theirs(folder: Path) -> None:
    folder.chmod(0o1777)
    path = written(folder, owner=OWNER, group=OWNER, mode=0o666)
    inode = path.stat().st_ino
    assert as_user(OTHER, path) == "saved"
    assert rights(path) == (OWNER, OWNER, 0o666)
    assert path.stat().st_ino == inode


@needs_root
def test_root_saves_and_the_owner_keeps_the_file_with_its_special_bits(folder: Path) -> None:
    path = written(folder, owner=OWNER, group=GROUP, mode=0o640)
    save(path, OLD, NEW)
    assert rights(path) == (OWNER, GROUP, 0o640)


@needs_root
def test_a_group_that_is_not_ours_is_kept_by_writing_in_place(folder: Path) -> None:
    """Only members of a group may give files to it, so a new file could not be made alike."""
    os.chown(folder, OWNER, OWNER)
    path = written(folder, owner=OWNER, group=4242, mode=0o664)
    inode = path.stat().st_ino
    assert as_user(OWNER, path) == "saved"
    assert rights(path) == (OWNER, 4242, 0o664)
    assert path.stat().st_ino == inode


@pytest.mark.needs_tool("setfacl")
@pytest.mark.needs_tool("setfattr")
@pytest.mark.parametrize("linked", [False, True], ids=["replaced", "in place"])
def test_an_acl_and_attributes_survive_many_saves(folder: Path, linked: bool) -> None:
    path = written(folder)
    if linked:
        (folder / "second").hardlink_to(path)
    done = subprocess.run(["setfattr", "-n", "user.note", "-v", "kept", path], check=False)
    if done.returncode:
        pytest.skip("this file system has no extended attributes")
    subprocess.run(["setfacl", "-m", f"u:{OTHER}:rw,g:{GROUP}:r", path], check=True)
    before = acl(path)
    for text, following in ((OLD, NEW), (NEW, OLD), (OLD, NEW)):
        save(path, text, following)
    assert acl(path) == before
    assert os.getxattr(path, "user.note") == b"kept"


def acl(path: Path) -> str:
    done = subprocess.run(["getfacl", "-cpn", path], check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def test_a_chain_of_relative_links_through_folders_stays(folder: Path) -> None:
    (folder / "deep").mkdir()
    path = written(folder / "deep")
    (folder / "one").symlink_to("deep")
    (folder / "two").symlink_to("one/pizza.toml")
    (folder / "deep" / "three").symlink_to("../two")
    save(folder / "deep" / "three", OLD, NEW)
    assert path.read_bytes() == NEW
    assert (folder / "deep" / "three").readlink() == Path("../two")
    assert not path.is_symlink()


def test_links_that_lead_nowhere_or_in_a_circle_are_told(folder: Path) -> None:
    (folder / "dangling").symlink_to("gone.toml")
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    with pytest.raises(FileGone):
        save(folder / "dangling", OLD, NEW)
    with pytest.raises(CannotSave, match="a link stands in its place"):
        save(folder / "a", OLD, NEW)
    assert sorted(each.name for each in folder.iterdir()) == ["a", "b", "dangling"]
    with pytest.raises(CannotRead, match="a link to a file that does not exist"):
        load(folder / "dangling")
    with pytest.raises(CannotRead, match="lead in a circle"):
        load(folder / "a")


@pytest.mark.parametrize("link", [True, False], ids=["link", "folder"])
def test_a_target_replaced_while_it_is_open_is_not_written(folder: Path, link: bool) -> None:
    path = written(folder)
    elsewhere = folder / "elsewhere.toml"
    elsewhere.write_bytes(b"somebody's\n")
    path.unlink()
    if link:
        path.symlink_to(elsewhere)
    else:
        path.mkdir()
    with pytest.raises((CannotSave, ChangedOnDisk)):
        save(path, OLD, NEW)
    assert elsewhere.read_bytes() == b"somebody's\n"


def test_a_file_swapped_for_a_link_again_and_again_never_leads_a_save_elsewhere(folder: Path) -> None:
    path = written(folder)
    secret = folder / "secret"
    secret.write_bytes(OLD)
    over = threading.Event()

    def swap() -> None:
        real, link = folder / "real", folder / "link"
        while not over.is_set():
            link.unlink(missing_ok=True)
            link.symlink_to(secret)
            path.rename(real)
            link.rename(path)
            real.rename(path)

    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        # The name is resolved once, to a file in its folder; whatever is put there later is not followed.
        with descriptors.opened(folder, os.O_RDONLY | os.O_DIRECTORY) as held:
            for _ in range(300):
                try:
                    os.close(descriptors.open_locked(held, "pizza.toml"))
                except OSError:
                    continue
    finally:
        over.set()
        swapping.join()
    assert secret.read_bytes() == OLD


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "input"])
def test_what_is_no_file_is_refused_at_once(folder: Path, kind: str, run_gapline: RunGapline) -> None:
    path = folder / "thing"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        path = Path("/dev/zero")
    else:
        path = Path("/dev/stdin")
    done = run_gapline("check", path, timeout=30)
    assert done.returncode == 2
    assert "is empty" in done.stderr if kind == "input" else "not a project file" in done.stderr
    if kind != "input":
        with pytest.raises((CannotSave, ChangedOnDisk)):
            save(path, OLD, NEW)


def test_a_change_of_the_same_size_in_the_same_tick_of_the_clock_is_seen(folder: Path) -> None:
    path = written(folder)
    seen = path.stat()
    path.write_bytes(OLD.replace(b"1", b"7"))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert path.stat().st_mtime_ns == seen.st_mtime_ns
    assert Stamp.of(path.stat()) != Stamp.of(seen)
    with pytest.raises(ChangedOnDisk):
        save(path, OLD, NEW)
    assert path.read_bytes() == OLD.replace(b"1", b"7")


HOLD = """
import fcntl, sys, time
with open(sys.argv[1], "rb") as held:
    fcntl.flock(held, fcntl.LOCK_EX)
    print("held", flush=True)
    time.sleep(600)
"""


def test_behind_a_frozen_lock_holder_a_save_gives_up_and_the_file_is_free_when_it_dies(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert descriptors.LOCK_WAIT == 5.0
    monkeypatch.setattr(descriptors, "LOCK_WAIT", 0.2)
    path = written(folder)
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        holder.send_signal(signal.SIGSTOP)
        with pytest.raises(CannotSave, match=r"held it locked for 5 seconds. The file is as it was"):
            save(path, OLD, NEW)
        assert path.read_bytes() == OLD
        holder.kill()
    save(path, OLD, NEW)
    assert path.read_bytes() == NEW


# Run in a mount of its own, which is gone with the process.
ON_DISK = """
import os, subprocess, sys
from pathlib import Path
from model.files.keeping import History, save_kept
from model.files.refusals import CannotSave
disk, way = Path(sys.argv[1]), sys.argv[2]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=True)
file = disk / "pizza.toml"
old, new = b"a = 1\\n" * 5000, b"bb = 2\\n" * 10000
file.write_bytes(old)
if way == "in place":
    (disk / "second").hardlink_to(file)
if way == "read-only":
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
names = sorted(os.listdir(disk))
state = disk.parent / "state"
try:
    save_kept(file, old, new, History(state))
    print("saved")
except CannotSave as error:
    print(error)
assert file.read_bytes() == old, "the file was touched"
assert sorted(os.listdir(disk)) == names, os.listdir(disk)
# Where something small fits again, the next save works.
if way == "full":
    save_kept(file, old, b"a = 3\\n", History(state))
    assert file.read_bytes() == b"a = 3\\n"
"""


@pytest.mark.needs_tool("unshare")
@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("full", "was not saved: the disk is full. The file is as it was"),
        ("in place", "was not saved: the disk is full. The file is as it was"),
        ("read-only", "was not saved: the disk is mounted read-only. The file is as it was"),
    ],
)
def test_a_disk_that_is_full_or_read_only_leaves_the_old_file_and_no_litter(
    folder: Path, way: str, words: str
) -> None:
    mounting = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*mounting, "mount", "-t", "tmpfs", "tmpfs", folder], check=False).returncode:
        pytest.skip("nothing may be mounted here")
    done = subprocess.run(
        [*mounting, sys.executable, "-c", ON_DISK, str(folder), way],
        cwd=REPO_ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert words in done.stdout


@needs_root
def test_an_owner_in_a_read_only_folder_saves_in_place_with_both_texts_kept(folder: Path) -> None:
    path = written(folder, owner=OWNER, group=OWNER)
    folder.chmod(0o555)
    assert as_user(OWNER, path) == "saved"
    assert path.read_bytes() == b"x = 2\n"
    kept = [each.path.read_bytes() for each in History(folder.parent / f"state-{OWNER}").versions()]
    assert kept == [b"x = 2\n", OLD]


def test_a_program_that_still_has_the_old_file_open_for_writing_is_waited_for(folder: Path) -> None:
    """It opened the file before us and writes after us: into the old file, which nobody would ever see."""
    path = written(folder)
    late = path.open("r+b")

    def write() -> None:
        while path.read_bytes() == OLD:
            time.sleep(0.001)
        late.write(b"theirs")
        late.close()

    writing = threading.Thread(target=write)
    writing.start()
    try:
        with pytest.raises(ChangedOnDisk) as caught:
            save(path, OLD, NEW)
    finally:
        writing.join()
    assert caught.value.current == b"theirs" + OLD[6:] == path.read_bytes()


def test_a_program_that_never_closes_the_file_does_not_stop_saving_and_its_text_is_not_lost(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(descriptors, "WRITER_WAIT", 0.05)
    path = written(folder)
    history = History(folder.parent / "state")
    with path.open("r+b") as late:
        saved = save_kept(path, OLD, NEW, history)
        assert path.read_bytes() == NEW
        assert saved.left is not None
        late.write(b"theirs")
    left = path.with_name(saved.left)
    os.utime(left, (0, 0))
    assert history.take_leftovers(path) == 1
    assert b"theirs" + OLD[6:] in [each.path.read_bytes() for each in history.versions()]


def test_a_project_that_is_a_chain_of_links_opens(folder: Path) -> None:
    (folder / "real.toml").write_text(SMALL, encoding="utf-8")
    (folder / "one.toml").symlink_to("real.toml")
    (folder / "two.toml").symlink_to("one.toml")
    assert load(folder / "two.toml").real.name == "real.toml"
