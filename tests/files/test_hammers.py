"""Many processes on one file: savers in turn under two users, and a program that takes no locks."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
import tomli

from tests.conftest import REPO_ROOT, Counted

GROUP, USERS = 2717, (65534, 2718)

# Counts the number in a file up, each time on what the last saver left.
COUNT = """
import _strptime, os, sys
from pathlib import Path
from model.files import descriptors
from model.files.keeping import History, save_kept
from model.files.refusals import ChangedOnDisk
descriptors.LOCK_WAIT = 60.0  # Each waits for all the others, on a disk that may be slow.
path, state, times, user, group = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
if user:  # From here on: Python itself may lie where the other user cannot read it.
    os.setgroups([group]); os.setgid(group); os.setuid(user)
history = History(Path(state))
for _ in range(times):
    base = Path(path).read_bytes()
    while True:
        head, number, tail = base.split(b" ", 2)
        try:
            save_kept(path, base, b"%s %d %s" % (head, int(number) + 1, tail), history)
            break
        except ChangedOnDisk as changed:
            base = changed.current
assert not history.trouble, history.trouble
"""

# Saves a number of its own into the file without a lock, by a new file or in place, and sees whether the
# last one is still there before it writes the next.
LOCKLESS = """
import os, random, sys, time
from pathlib import Path
path, way, times, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
dice = random.Random(seed)
lost = 0

def theirs():
    return int(path.read_bytes().split(b"theirs = ")[1].split(b"\\n")[0])

for number in range(1, times + 1):
    end = time.monotonic() + 30
    while theirs() < number - 1 and time.monotonic() < end:
        time.sleep(0.01)  # A version that is about to be put back.
    lost += theirs() < number - 1
    head = path.read_bytes().split(b"theirs")[0]
    text = head + b"theirs = %d\\n" % number + b"# a comment\\n" * 100
    if way == "renaming":
        other = path.with_name("theirs.new")
        other.write_bytes(text)
        other.rename(path)
    elif way == "truncating":
        path.write_bytes(text)
    else:
        with path.open("r+b") as file:
            time.sleep(dice.random() / 500)
            file.write(text)
            file.truncate()
    time.sleep(dice.random() / 100)
print(lost)
"""

# Saves between those of the other, and notices when what it had saved is not there any more.
OURS = """
import sys
from pathlib import Path
from model.files.keeping import History, save_kept
from model.files.refusals import CannotSave, ChangedOnDisk
path, history = Path(sys.argv[1]), History(Path(sys.argv[2]))
saves = noticed = refused = last = 0
base = path.read_bytes()
while not path.with_name("done").exists():
    head, mark, tail = base.partition(b"theirs")
    if not mark:  # It is being written at this moment.
        base = path.read_bytes()
        continue
    noticed += int(head.split()[2]) != last
    try:
        new = b"ours = %d\\n" % (saves + 1) + mark + tail
        save_kept(path, base, new, history)
        saves += 1
        last, base = saves, new
        base = path.read_bytes()
    except ChangedOnDisk as changed:
        base = changed.current
    except CannotSave:
        refused += 1
        base = path.read_bytes()
print(saves, noticed, refused)
"""


def started(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=REPO_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def ended(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return out


@pytest.fixture
def shared(common: Path) -> Path:
    """A folder two users share: of their group, with the setgid bit, closed to others."""
    folder = common / "shared"
    folder.mkdir()
    if os.geteuid() == 0:
        os.chown(folder, USERS[0], GROUP)
        folder.chmod(0o2770)
    return folder


def hammered(folder: Path, times: int, counted: Counted) -> None:
    users = USERS if os.geteuid() == 0 else (0, 0)
    file = folder / "count.toml"
    file.write_bytes(b"count= 0 \n" + b"# a comment\n" * 200)
    if users[0]:
        os.chown(file, users[0], GROUP)
        file.chmod(0o660)
    states = [folder.parent / f"state-{number}" for number in range(2)]
    for state, user in zip(states, users, strict=True):
        state.mkdir(mode=0o700)
        if user:
            os.chown(state, user, GROUP)
    savers = [started(COUNT, file, states[at % 2], times, users[at % 2], GROUP) for at in range(6)]
    good = bad = 0
    while any(each.poll() is None for each in savers):
        try:
            good += tomli.loads(file.read_text())["count"] >= 0
        except tomli.TOMLDecodeError:
            bad += 1
    for each in savers:
        ended(each)
    assert tomli.loads(file.read_text()) == {"count": 6 * times}
    assert bad == 0
    assert good > 0
    status = file.stat()
    if users[0]:
        assert (status.st_uid, status.st_gid, status.st_mode & 0o7777) == (users[0], GROUP, 0o660)
    assert [each.name for each in folder.iterdir()] == ["count.toml"]
    counted(f"saves of 6 processes of {len(set(users))} users, none lost; {good:,} reads, 0 bad", 6 * times)


def test_savers_of_two_users_in_turn_lose_nothing(shared: Path, counted: Counted) -> None:
    hammered(shared, 8, counted)


@pytest.mark.soak
def test_six_savers_of_two_users_a_hundred_times_each_lose_nothing(shared: Path, counted: Counted) -> None:
    hammered(shared, 100, counted)


def beside_a_lockless_program(folder: Path, way: str, times: int, counted: Counted) -> None:
    file = folder / "both.toml"
    file.write_bytes(b"ours = 0\ntheirs = 0\n")
    ours = started(OURS, file, folder.parent / "state")
    end = time.monotonic() + 60
    while file.read_bytes().startswith(b"ours = 0") and time.monotonic() < end:
        time.sleep(0.01)
    theirs = started(LOCKLESS, file, way, times, random.randrange(1 << 30))
    try:
        lost = int(ended(theirs))
    finally:
        (folder / "done").touch()
    saves, noticed, refused = map(int, ended(ours).split())
    assert lost == 0
    assert saves > 0
    numbers = tomli.loads(file.read_text())
    assert numbers["theirs"] == times
    words = f"saves of a program without locks, {way}: {lost} lost to us; of our {saves:,} it overwrote"
    counted(f"{words} {noticed}, all noticed; {refused} refused", times)


@pytest.mark.parametrize("way", ["renaming", "truncating", "in place"])
def test_a_program_without_locks_loses_nothing_to_us(shared: Path, way: str, counted: Counted) -> None:
    beside_a_lockless_program(shared, way, 40, counted)


@pytest.mark.soak
@pytest.mark.parametrize("way", ["renaming", "truncating", "in place"])
def test_a_program_without_locks_loses_none_of_450_saves(shared: Path, way: str, counted: Counted) -> None:
    beside_a_lockless_program(shared, way, 450, counted)
