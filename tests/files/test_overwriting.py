"""A program without locks saves its older copies over our saves: each time is noticed, and no other."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.editing.edits import set_field
from model.editing.places import item_at
from model.editing.session import Session
from model.editing.standing import Standing
from model.files.document import guarded
from model.files.loading import load, understood
from model.files.refusals import CannotSave, ChangedOnDisk
from model.files.regular import CannotRead, Stamp
from model.files.saving import save
from model.journey.project import Project

OURS, THEIRS = (("touchpoints", "desk", "expectations", each) for each in ("ours", "theirs"))
TEXT = """\
format = 1
[project]
name = "Desk"
[[stages]]
id = "s"
name = "S"
[[touchpoints]]
id = "desk"
stage = "s"
name = "Desk"
[[touchpoints.expectations]]
id = "ours"
name = "Ours"
kind = "count"
unit = "things"
better = "higher"
expected = 5
delivered = 0
[[touchpoints.expectations]]
id = "theirs"
name = "Theirs"
kind = "count"
unit = "things"
better = "higher"
expected = 5
delivered = 0 # theirs
"""

LOCKLESS = """\
import os, re, sys, time
path, way, stop = sys.argv[1:]
number = 0
while not os.path.exists(stop):
    with open(path) as file:
        text = file.read()
    time.sleep(0.004)
    number += 1
    new = re.sub(r"delivered = \\d+ # theirs", f"delivered = {number} # theirs", text)
    if "# theirs" not in new:
        continue  # read while somebody else was writing
    if way == "rename":
        with open(path + ".new", "w") as file:
            file.write(new)
        os.replace(path + ".new", path)
    else:
        with open(path, "w") as file:
            file.write(new)
    time.sleep(0.002)
print(number)
"""


class Us:
    """A careful session that counts its own row up, and looks each time whether its last save stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        loaded = load(path)
        assert loaded.project is not None
        self.session = Session.opened(loaded.project, loaded.raw)
        self.standing = Standing()
        self.last: object = 0
        self.attempt: object = 0
        self.overwritten = 0
        self.noticed = 0
        self.refused = 0

    def count(self, number: int) -> None:
        """One edit and its save, whatever it takes."""
        self.attempt = number
        edit = set_field(self.session.project, OURS, "delivered", number)
        self.session = self.session.apply(edit)
        while True:
            base, steps = self.session.since_text()
            disk = self.session.disk
            assert base is not None
            assert disk is not None
            raw = guarded(base, steps, self.session.project.to_data())
            try:
                save(self.path, self.session.disk_text or b"", raw)
            except ChangedOnDisk as changed:
                self.take(changed.current)
                continue
            except CannotSave:
                # The other program wrote twice during one save of ours: refused, and both texts are kept.
                self.refused += 1
                assert self.refused < 100
                self.take(self.path.read_bytes())
                continue
            self.standing = self.standing.saved(disk.project, self.session.project)
            self.session = self.session.saved(raw)
            self.last = number
            return

    def take(self, raw: bytes) -> None:
        """Merge what is in the file; what the other program was in the middle of writing comes later."""
        try:
            loaded = understood(self.path, self.path, raw, Stamp(0, 0, 0, 0, 0))
        except CannotRead:
            with contextlib.suppress(CannotRead):
                self.take(load(self.path).raw)
            return
        if loaded.project is None or loaded.problems:
            return
        lost = self.standing.overwritten(loaded.project)
        self.standing = self.standing.seen(loaded.project)
        value = item_at(loaded.project, OURS).delivered
        # A save that was given back stood at the name for a moment, and may have been read there.
        gone = value not in (self.last, self.attempt)
        assert bool(lost) == gone, (value, self.last, self.attempt)
        if lost:
            assert [(each.place, each.field, each.value) for each in lost] == [(OURS, "delivered", self.last)]
            self.noticed += 1
        self.overwritten += gone
        self.last = value
        self.session, _ = self.session.merged(raw, loaded.project)
        mine = {each.about: each.mine for each in self.session.conflicts}
        self.session = self.session.settled(mine)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "desk.toml"
    made.write_text(TEXT)
    return made


@contextlib.contextmanager
def lockless(path: Path, way: str) -> Iterator[subprocess.Popen[str]]:
    """The program, which has written at least once, until the end of the block."""
    stop = path.with_name("stop")
    command = [sys.executable, "-c", LOCKLESS, str(path), way, str(stop)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        deadline = time.monotonic() + 30
        while path.read_text() == TEXT:
            assert time.monotonic() < deadline
        try:
            yield program
        finally:
            stop.touch()
            program.wait(30)


def hammered(path: Path, way: str, times: int) -> Us:
    us = Us(path)
    with lockless(path, way):
        for number in range(1, 20 * times):
            us.count(number)
            if number >= times and us.overwritten:
                break
    us.take(path.read_bytes())
    return us


@pytest.mark.parametrize("way", ["rename", "in place"])
def test_each_overwrite_is_noticed_and_nothing_else(path: Path, way: str) -> None:
    us = hammered(path, way, 25)
    assert us.noticed == us.overwritten > 0


@pytest.mark.soak
@pytest.mark.parametrize("way", ["rename", "in place"])
def test_each_overwrite_of_450_saves_is_noticed(path: Path, way: str) -> None:
    us = hammered(path, way, 450)
    assert us.noticed == us.overwritten > 0
    print(f"{way}: {us.overwritten} of 450 saves overwritten, {us.noticed} noticed")  # noqa: T201 - the count


def test_the_text_that_is_hammered_is_a_project(path: Path) -> None:
    project = load(path).project
    assert isinstance(project, Project)
    assert item_at(project, THEIRS).delivered == 0
