"""Saving under a tracer that kills it, or lets a system call fail, at every call in turn."""

from __future__ import annotations

import itertools
import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pytest

from model.files.keeping import History
from tests.conftest import Counted
from tests.files.traced import KILLED, Saver, calls, saver

OLD, NEW = b"a = 1\n" * 4000, b"b = 22\n" * 3000

ERRORS = {
    "openat": "EACCES EROFS EMFILE ENOSPC EDQUOT EIO EINTR",
    "write": "ENOSPC EDQUOT EIO EROFS EINTR",
    "fsync": "EIO ENOSPC EDQUOT EROFS EINTR",
    "fallocate": "ENOSPC EDQUOT EIO EROFS EINTR EOPNOTSUPP",
    "ftruncate": "EIO EINTR",
    "renameat2": "ENOSPC EDQUOT EIO EROFS EACCES EINTR EINVAL ENOSYS",
    "unlinkat": "EIO EROFS EACCES",
    "mkdir": "ENOSPC EDQUOT EIO EROFS EACCES",
    "fchmod": "EPERM EIO EROFS",
    "flistxattr": "EIO EOPNOTSUPP",
    "flock": "ENOLCK EINTR EIO",
    "fcntl": "EAGAIN EACCES EINVAL EIO",
    "read": "EIO EINTR",
    "lseek": "EIO",
    "newfstatat": "EIO EACCES",
    "faccessat2": "EIO EROFS EACCES",
    "getdents64": "EIO",
    "getrandom": "EAGAIN EINTR",
    "close": "EIO ENOSPC EDQUOT EINTR",
}
"""What each call of a save may fail with; the tests fail over a call that is not here."""
LIES = {"write": (0, 1, 100), "read": (0, 1)}
"""Counts that a broken disk may claim to have written or read while it did nothing."""
NEVER_FAIL = {"brk", "mmap", "munmap", "mremap", "madvise", "mprotect", "futex", "geteuid", "gettid"}
NEVER_FAIL |= {"rt_sigaction", "rt_sigprocmask", "clock_nanosleep", "select", "pselect6", "ioctl", "fstatfs"}


@dataclass(frozen=True)
class Case:
    """One thing that goes wrong at one call."""

    method: str
    """`replaced`, or `in place` for a file with a second link."""
    call: str
    inject: str

    @property
    def options(self) -> tuple[str, ...]:
        return ("-e", f"trace={self.call}", "-e", f"inject={self.call}:{self.inject}")


class Trial:
    """One file in a folder of its own, saved again and again under the tracer."""

    def __init__(self, folder: Path, process: Saver) -> None:
        self._process = process
        self.file = folder / "here" / "p.toml"
        self.state = folder / "state"
        self._texts = {text: folder / f"text-{at}" for at, text in enumerate((OLD, NEW, b""))}
        for text, path in self._texts.items():
            path.write_bytes(text)
        self._other = folder / "other"
        self.torn = 0
        """How often a kill left the file torn, with both texts set aside."""

    def reset(self, method: str) -> None:
        for folder in (self.file.parent, self.state):
            shutil.rmtree(folder, ignore_errors=True)
        self.file.parent.mkdir()
        self.file.write_bytes(OLD)
        self.file.chmod(0o664)
        if method == "in place":
            (self.file.parent / "link").hardlink_to(self.file)

    def save(self, *options: str, base: bytes = OLD) -> str:
        self._other.write_bytes(base)
        return self._process.save(self.file, self._other, self._texts[NEW], self.state, *options)

    def calls(self, method: str) -> list[tuple[str, int, str]]:
        """Every system call of a save: its name, the how-manieth of its kind it is, the line of the trace."""
        self.reset(method)
        # With -y the tracer says what stands behind a descriptor.
        assert self.save("-e", "trace=all", "-y") == "saved"
        return [each for each in calls(self._process.trace) if each[0] not in NEVER_FAIL]

    def holds(self) -> str:
        content = self.file.read_bytes()
        return "old" if content == OLD else "new" if content == NEW else "torn"

    def litter(self) -> list[Path]:
        return [each for each in self.file.parent.iterdir() if each.name.endswith(".tmp")]

    def aside(self) -> tuple[bytes, bytes] | None:
        """Both texts of the save that was cut off."""
        found = History(self.state).interrupted(self.file)
        return None if found is None else (found.before.path.read_bytes(), found.after.path.read_bytes())

    def next_save(self) -> str:
        """What is wrong with the next save; empty where nothing is."""
        for each in self.litter():
            os.utime(each, (0, 0))
        said = self.save(base=self.file.read_bytes())
        if said != "saved" or self.holds() != "new":
            return f"the next save said {said}, the file was {self.holds()}"
        return f"litter {self.litter()}" if self.litter() else ""

    def killed(self, case: Case) -> str:
        """What is wrong after a kill; empty where nothing is."""
        self.reset(case.method)
        said = self.save(*case.options)
        holds = self.holds()
        if said != KILLED:
            return f"not killed but {said}"
        self.torn += holds == "torn"
        if holds == "torn" and (case.method == "replaced" or self.aside() != (OLD, NEW)):
            return "torn"
        if holds != "torn" and self.aside() is not None:
            return "told to be cut off, which it was not"
        if self.file.stat().st_mode & 0o777 != 0o664:
            return "mode lost"
        return self.next_save()

    def failed(self, case: Case) -> str:
        """What is wrong after a call failed; empty where nothing is."""
        self.reset(case.method)
        said, holds = self.save(*case.options), self.holds()
        truth = {"saved": "new", "left": "new", "unconfirmed": "new", "refused": "old"}
        # Where nothing can be written any more, neither can the old text be put back: that is told.
        damaged = said == "damaged" and case.inject.endswith("+")
        if not (damaged and (holds == "old" or self.aside() == (OLD, NEW))) and holds != truth.get(said):
            return f"said {said}, the file was {holds}"
        if self.litter() and said != "left" and case.call != "unlinkat":
            return f"said {said} and left {self.litter()}"
        return self.next_save()


class Trials:
    """As many trials as there are processors, each with a server process."""

    def __init__(self, trials: list[Trial]) -> None:
        self.trials = trials
        self._free: SimpleQueue[Trial] = SimpleQueue()
        for each in trials:
            self._free.put(each)
        self._pool = ThreadPoolExecutor(len(trials))
        self.calls = {method: trials[0].calls(method) for method in ("replaced", "in place")}

    def wrong(self, cases: list[Case], look: Callable[[Trial, Case], str]) -> list[str]:
        """The cases in which something was wrong, with what."""

        def one(case: Case) -> tuple[Case, str]:
            trial = self._free.get()
            try:
                return case, look(trial, case)
            finally:
                self._free.put(trial)

        return [f"{case}: {words}" for case, words in self._pool.map(one, cases) if words]

    def kills(self) -> list[Case]:
        return [
            Case(method, name, f"signal=KILL:when={number}")
            for method, found in self.calls.items()
            for name, number, _ in found
        ]

    def errors(self) -> list[list[Case]]:
        """For each call of each method, everything that may go wrong there."""
        return [
            [Case(method, name, f"{each}:when={number}") for each in _troubles(name)]
            for method, found in self.calls.items()
            for name, number, _ in found
        ]

    def broken_for_good(self) -> list[Case]:
        """A disk that goes on failing from one call on."""
        return [
            Case(method, name, f"error={error}:when={number}+")
            for method, found in self.calls.items()
            for name, number, _ in found
            for error in ("EIO", "ENOSPC")
            if name in ("write", "fsync", "fallocate")
        ]


def _troubles(name: str) -> list[str]:
    return [f"error={each}" for each in ERRORS[name].split()] + [
        f"retval={each}" for each in LIES.get(name, ())
    ]


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trials]:
    folders = [tmp_path_factory.mktemp(f"traced-{number}") for number in range(2)]
    with saver(folders[0]) as one, saver(folders[1]) as two:
        try:
            yield Trials([Trial(folder, each) for folder, each in zip(folders, (one, two), strict=True)])
        except PermissionError as refusal:
            pytest.skip(f"strace may not trace here: {refusal}")


@pytest.mark.needs_tool("strace")
def test_killed_at_every_call_the_file_is_whole_and_the_next_save_works(
    trials: Trials, counted: Counted
) -> None:
    """Where a file overwritten in place is torn, both texts were set aside and are found."""
    cases = trials.kills()
    wrong = trials.wrong(cases, Trial.killed)
    assert not wrong, "\n".join(wrong)
    torn = sum(each.torn for each in trials.trials)
    counted(
        f"saves killed, {torn} of them in place with a torn file and both texts aside, 0 lost", len(cases)
    )
    assert len(cases) >= 150
    assert torn > 0


@pytest.mark.needs_tool("strace")
def test_with_every_call_failing_in_turn_what_is_said_is_true(trials: Trials, counted: Counted) -> None:
    """One error at each call, the next one of those it knows at the next; all of them in the long run."""
    cases = [each[at % len(each)] for at, each in enumerate(trials.errors())]
    wrong = trials.wrong(cases, Trial.failed)
    assert not wrong, "\n".join(wrong)
    counted("saves with an error, 0 told wrongly", len(cases))


@pytest.mark.soak
@pytest.mark.needs_tool("strace")
def test_with_every_error_at_every_call_what_is_said_is_true(trials: Trials, counted: Counted) -> None:
    cases = [*itertools.chain(*trials.errors()), *trials.broken_for_good()]
    wrong = trials.wrong(cases, Trial.failed)
    assert not wrong, "\n".join(wrong)
    counted("saves with an error, 0 told wrongly", len(cases))


def _order(found: list[tuple[str, int, str]], *wanted: str) -> list[str]:
    """Which of the wanted calls are there, in the order in which they were made."""
    return [pattern for _, _, line in found for pattern in wanted if re.match(pattern, line)]


@pytest.mark.needs_tool("strace")
def test_a_new_text_is_on_disk_before_it_takes_the_name_and_the_name_afterwards(trials: Trials) -> None:
    """What a power cut leaves rests on this order; no test here cuts the power."""
    temporary, folder = r"here/\.p\.toml\.\w+\.tmp", "here>"
    wanted = [
        rf"write\(.*{temporary}>",
        rf"fsync\(.*{temporary}>",
        rf"renameat2\(.*{folder}.*EXCHANGE",
        r"unlinkat\(.*here>",
        rf"fsync\(.*{folder}",
    ]
    assert _order(trials.calls["replaced"], *wanted) == wanted


@pytest.mark.needs_tool("strace")
def test_both_texts_are_on_disk_before_a_file_is_overwritten_in_place(trials: Trials) -> None:
    aside = r"state/\.[^/]*tmp>"
    wanted = [
        rf"write\(.*{aside}",
        rf"fsync\(.*{aside}",
        r"renameat2\(.*NOREPLACE",
        r"fsync\(\d+<.*/state>",
        r"write\(.*here/p\.toml>",
        r"ftruncate\(.*here/p\.toml>",
        r"fsync\(.*here/p\.toml>",
    ]
    order = _order(trials.calls["in place"], *wanted)
    assert order[:10] == [*wanted[:3], *wanted[:3], *wanted[3:]]
