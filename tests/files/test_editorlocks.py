"""Lock files of editors: as vim, nano and Emacs leave them, of living and dead ones, and false ones."""

import os
import pty
import select
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from model.files.editorlocks import EditorLock, lock_at
from model.files.rights import user_of
from model.files.watching import Surroundings
from tests.files.test_presence import dead

ME = user_of(os.geteuid())
HOST = socket.gethostname()


def swap(
    project: Path, pid: int, *, dirty: bool, version: bytes = b"VIM 9.0", host: str = HOST, end: str = "swp"
) -> Path:
    """A lock in the layout of vim, which nano shares."""
    header = bytearray(4096)
    header[0:2] = b"b0"
    header[2 : 2 + len(version)] = version
    header[24:28] = pid.to_bytes(4, "little")
    header[28:32] = b"liar"
    header[68 : 68 + len(host)] = host.encode()
    header[108:117] = b"shop.toml"
    header[1007] = 0x55 if dirty else 0
    path = project.with_name(f".{project.name}.{end}")
    path.write_bytes(header)
    return path


def editors(project: Path) -> tuple[EditorLock, ...]:
    return Surroundings(project, Path("x")).look().editors


def test_vim_and_nano_are_told_with_what_is_unsaved(project: Path) -> None:
    assert editors(project) == ()
    swap(project, os.getpid(), dirty=False)
    assert editors(project) == (EditorLock(ME, "vim", unsaved=False),)
    swap(project, os.getpid(), dirty=True)
    assert editors(project) == (EditorLock(ME, "vim", unsaved=True),)
    swap(project, os.getpid(), dirty=True, version=b"nano 7.2")
    assert editors(project) == (EditorLock(ME, "nano", unsaved=True),)
    swap(project, os.getpid(), dirty=True, end="swo")
    assert [each.program for each in editors(project)] == ["nano", "vim"]


def test_an_editor_that_died_has_nothing_open_but_another_machine_cannot_be_asked(project: Path) -> None:
    swap(project, dead(), dirty=True)
    assert editors(project) == ()
    swap(project, dead(), dirty=True, host="elsewhere")
    assert editors(project) == (EditorLock(ME, "vim", unsaved=True),)


@pytest.mark.parametrize(
    "target", ["ana@{host}.{pid}", "ana@{host}.{pid}:{boot}", "ana@el.se.where.{dead}:17", "a@b@{host}.{pid}"]
)
def test_emacs_is_told(project: Path, target: str) -> None:
    boot = next(
        int(line.split()[1])
        for line in Path("/proc/stat").read_text().splitlines()
        if line.startswith("btime")
    )
    lock = project.with_name(f".#{project.name}")
    lock.symlink_to(target.format(host=HOST, pid=os.getpid(), boot=boot + 3, dead=dead()))
    assert editors(project) == (EditorLock(ME, "emacs", unsaved=True),)


@pytest.mark.parametrize(
    "target",
    [
        "ana@{host}.{dead}",
        "ana@{host}.{pid}:17",
        "nowhere",
        "ana@{host}",
        "@.",
        "x" * 3000,
        "a@b.99999999999",
    ],
)
def test_a_dead_or_false_emacs_is_not(project: Path, target: str) -> None:
    lock = project.with_name(f".#{project.name}")
    lock.symlink_to(target.format(host=HOST, pid=os.getpid(), dead=dead()))
    assert editors(project) == ()


@pytest.mark.parametrize("what", ["empty", "short", "text", "link", "pipe", "folder", "huge", "regular"])
def test_what_only_looks_like_a_lock_is_harmless(project: Path, what: str) -> None:
    path = project.with_name(f".{project.name}.swp")
    if what == "link":
        swap(project, os.getpid(), dirty=True, end="real")
        path.symlink_to(project.with_name(f".{project.name}.real"))
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    elif what == "regular":
        path = project.with_name(f".#{project.name}")
        path.write_text(f"ana@{HOST}.{os.getpid()}")
    else:
        path.write_bytes(
            {"empty": b"", "short": b"b0VIM", "text": b"x" * 4096, "huge": b"\0" * 9_000_000}[what]
        )
    assert lock_at(path) is None
    assert editors(project) == ()


@pytest.mark.skipif(shutil.which("vim") is None, reason="needs vim")
def test_a_real_vim_is_told(project: Path) -> None:
    master, slave = pty.openpty()
    command = ["vim", "-u", "NONE", "-i", "NONE", "--cmd", "set directory=. swapfile", str(project)]
    process = subprocess.Popen(
        command,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm"},
        cwd=project.parent,
    )
    os.close(slave)
    try:
        _until(master, lambda: editors(project) == (EditorLock(ME, "vim", unsaved=False),))
        os.write(master, b"ix\x1b:preserve\r")
        _until(master, lambda: editors(project) == (EditorLock(ME, "vim", unsaved=True),))
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        assert project.with_name(".shop.toml.swp").exists()
        assert editors(project) == ()
    finally:
        process.kill()
        process.wait(30)
        os.close(master)


def _until(master: int, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        if select.select([master], [], [], 0.05)[0]:
            os.read(master, 1 << 16)
