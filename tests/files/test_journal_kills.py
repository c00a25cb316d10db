"""Killed at any moment, a session loses nothing that it was told is safe."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from model.editing.recording import recorded
from model.files.lostwork import lost_work
from tests.conftest import REPO_ROOT
from tests.files.journals import TEXT

# A fork for each line it reads, so that a thousand of them take no thousand starts. Each edits and says every
# edit's number when the journal has it; now and then it saves, as far as the journal can tell, and undoes.
EDITORS = """
import os, sys
from pathlib import Path
from model.files import journal
from tests.files.journals import Worker

journal.PATIENCE = 60.0

def say(*words):
    os.write(1, " ".join(map(str, words)).encode() + b"\\n")

def edit():
    worker = Worker(Path(sys.argv[1]))
    say("ready", os.getpid())
    number = 0
    while True:
        number += 1
        worker.set(number, "fast", "tolerance")
        assert not worker.told, worker.told
        say(number)
        if number % 50 == 0:
            say("undoing", number)
            worker.at(worker.session.undo())
            worker.at(worker.session.redo())
            say("redone", number)
        if number % 120 == 0:
            say("saving", number)
            worker.saved()

while sys.stdin.buffer.readline():
    child = os.fork()
    if not child:
        edit()
    _, status = os.waitpid(child, 0)
    say("gone", os.waitstatus_to_exitcode(status))
"""


@dataclass
class Tally:
    """What a run of kills showed."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    left: int = 0

    def __str__(self) -> str:
        return (
            f"{self.kills} kill -9: {self.acknowledged} acknowledged edits, {self.lost} lost;"
            f" {self.left} sessions left something to offer"
        )


def kill_often(folder: Path, times: int, seed: int) -> Tally:
    """Kill an editing process again and again, each time after another while."""
    rng = Random(seed)
    tally = Tally()
    file = folder / "pizza.toml"
    file.write_text(TEXT)
    with subprocess.Popen(
        [sys.executable, "-c", EDITORS, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(REPO_ROOT)},
    ) as editors:
        assert editors.stdin is not None
        assert editors.stdout is not None
        while tally.kills < times:
            editors.stdin.write(b"one more\n")
            editors.stdin.flush()
            ready, _, pid = editors.stdout.readline().decode().partition(" ")
            assert ready == "ready"
            # The moment is what is tried, so it is left to chance.
            time.sleep(rng.random() * 0.15)
            os.kill(int(pid), signal.SIGKILL)
            said: list[str] = []
            while not (said and said[-1].startswith("gone")):
                line = editors.stdout.readline().decode()
                assert line, "the editors ended"
                said.append(line.strip())
            assert said.pop() == f"gone {-signal.SIGKILL}"
            _count(tally, file, said)
        editors.stdin.close()
    return tally


def _count(tally: Tally, file: Path, said: list[str]) -> None:
    """What one killed editor said, against what is found of it."""
    tally.kills += 1
    numbers = [int(line) for line in said if line.isdecimal()]
    saving = [int(line.partition(" ")[2]) for line in said if line.startswith("saving")]
    tally.acknowledged += len(numbers)
    works = lost_work(file)
    assert len(works) <= 1
    kept = [recorded(edit)["new"] for work in works for edit in work.edits]
    tally.left += bool(works)
    for work in works:
        assert work.damaged == 0
        work.remove()
    # What was being saved when it was killed may be in the file, in the journal, or in both.
    since = saving[-1] if saving else 0
    # What was being undone and done again is there or is not, as the person wanted last.
    last = said[-1] if said else ""
    lost = [each for each in numbers if each > since and each not in kept and last != f"undoing {each}"]
    tally.lost += len(lost)
    assert not lost, f"{tally}: of {said[-5:]} it kept {kept[-5:]}"


def test_forty_kills_lose_nothing(tmp_path: Path) -> None:
    tally = kill_often(tmp_path, 40, 1)
    assert tally.lost == 0, str(tally)
    assert tally.acknowledged > 0


@pytest.mark.soak
def test_a_thousand_kills_lose_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tally = kill_often(tmp_path, 1000, 2)
    with capsys.disabled():
        print(f"\n{tally}")  # noqa: T201 - the counts are what the run is for
    assert tally.lost == 0
    assert tally.acknowledged > 0
