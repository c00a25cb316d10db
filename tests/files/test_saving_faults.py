"""Saving under a tracer that kills it, or lets a system call fail, at every call in turn."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import REPO_ROOT

OLD, NEW = b"a = 1\n" * 3000, b"b = 22\n" * 3500

# The tracer reads the part between the two marks. Everything is imported, and the lazily loaded library
# found, before the first.
SAVE = """
import ctypes, os, sys
sys.path[:0] = PATHS
from model.files.saving import ChangedOnDisk, CannotSave, save
ctypes.CDLL(None, use_errno=True).renameat2
old, new = open(sys.argv[2], "rb").read(), open(sys.argv[3], "rb").read()
os.access("/mark-start", os.F_OK)
try:
    saved = save(sys.argv[1], old, new)
    said = "left" if saved.left else "saved" if saved.confirmed else "unconfirmed"
except (CannotSave, ChangedOnDisk) as error:
    said = "damaged" if "may be damaged" in str(error) else "refused"
os.access("/mark-end", os.F_OK)
os.write(1, said.encode())
"""
ERRORS = {
    "write": ["ENOSPC", "EIO"],
    "fsync": ["EIO", "ENOSPC"],
    "openat": ["EACCES", "EROFS", "EMFILE"],
    "renameat2": ["EACCES", "EINVAL", "EIO"],
    "fchmod": ["EPERM", "EIO"],
    "fallocate": ["ENOSPC", "EOPNOTSUPP"],
    "ftruncate": ["EIO"],
    "close": ["EIO"],
    "flock": ["ENOLCK", "EINTR"],
    "unlinkat": ["EIO"],
    "read": ["EIO"],
    "newfstatat": ["EIO"],
    "lseek": ["EIO"],
    "getrandom": ["EAGAIN"],
}
NOT_OURS = {"brk", "mmap", "munmap", "mprotect", "futex", "rt_sigaction", "rt_sigprocmask", "madvise"}


class Trial:
    """One file in a folder, saved again and again under the tracer."""

    def __init__(self, folder: Path, *, linked: bool) -> None:
        self.folder = folder
        self.linked = linked
        self.file = folder / "here" / "p.toml"
        (folder / "old").write_bytes(OLD)
        (folder / "new").write_bytes(NEW)
        (folder / "save.py").write_text(SAVE.replace("PATHS", repr([str(REPO_ROOT), *sys.path])))

    def reset(self) -> None:
        shutil.rmtree(self.file.parent, ignore_errors=True)
        self.file.parent.mkdir()
        self.file.write_bytes(OLD)
        self.file.chmod(0o664)
        if self.linked:
            (self.file.parent / "link").hardlink_to(self.file)

    def run(self, *options: str) -> str:
        tracer = ["strace", "-f", "-qq", "-o", str(self.folder / "trace"), *options] if options else []
        command = [*tracer, sys.executable, "-I", "-S", str(self.folder / "save.py"), str(self.file)]
        done = subprocess.run(
            [*command, str(self.folder / "old"), str(self.folder / "new")],
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        return done.stdout

    def calls(self) -> list[tuple[str, int]]:
        """Every system call of a save: its name, and the how-manieth of its kind in the whole run."""
        self.reset()
        assert self.run("-e", "trace=all") == "saved"
        counts: Counter[str] = Counter()
        found, inside = [], False
        for line in (self.folder / "trace").read_text().splitlines():
            call = re.match(r"\d+\s+(\w+)\(", line)
            if not call:
                continue
            counts[call.group(1)] += 1
            if "/mark-end" in line:
                break
            if inside and call.group(1) not in NOT_OURS:
                found.append((call.group(1), counts[call.group(1)]))
            inside = inside or "/mark-start" in line
        assert len(found) > 15
        return found

    def state(self) -> str:
        content = self.file.read_bytes()
        return "old" if content == OLD else "new" if content == NEW else "torn"

    def litter(self) -> list[str]:
        return [each.name for each in self.file.parent.iterdir() if each.name.endswith(".tmp")]


@pytest.fixture(params=[False, True], ids=["replaced", "in place"])
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Trial:
    trial = Trial(tmp_path, linked=request.param)
    trial.reset()
    if trial.run("-e", "trace=none") != "saved":
        pytest.skip("strace may not trace here")
    return trial


@pytest.mark.soak
@pytest.mark.needs_tool("strace")
def test_killed_at_every_call_the_file_is_whole_and_the_next_save_works(trial: Trial) -> None:
    torn = []
    for name, number in trial.calls():
        trial.reset()
        assert trial.run("-e", f"inject={name}:signal=KILL:when={number}") == ""
        if trial.state() == "torn":
            torn.append((name, number))
        elif trial.state() == "old":
            assert trial.run() == "saved"
        assert trial.file.stat().st_mode & 0o777 == 0o664
    # Only overwriting in place can be cut by a kill; both versions were set aside first.
    assert torn == [] or (trial.linked and {name for name, _ in torn} <= {"write", "ftruncate"})


@pytest.mark.soak
@pytest.mark.needs_tool("strace")
def test_with_every_call_failing_in_turn_what_is_said_is_true(trial: Trial) -> None:
    wrong = []
    for name, number in trial.calls():
        for error in ERRORS.get(name, []):
            trial.reset()
            said = trial.run("-e", f"inject={name}:error={error}:when={number}")
            state = trial.state()
            right = {"saved": "new", "left": "new", "unconfirmed": "new", "refused": "old"}.get(said)
            # A failing removal of the new file, before it took its place, cannot be helped.
            if right != state or (trial.litter() and said != "left" and name != "unlinkat"):
                wrong.append((name, number, error, said, state, trial.litter()))
    assert not wrong, wrong
