"""One save at a time under a system call tracer that kills it or lets one of its calls fail.

A server process imports everything once and forks a child for each save. The child stops itself until the
tracer holds it, so a case costs milliseconds and the calls of the save alone are counted.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from tests.conftest import REPO_ROOT

SAID = {0: "saved", 1: "unconfirmed", 2: "left", 3: "refused", 4: "damaged", 5: "crashed"}
KILLED = "killed"

_SERVER = """
import ctypes, os, signal, sys
sys.path[:0] = PATHS
from pathlib import Path
from model.files.keeping import History, save_kept
from model.files.refusals import CannotSave, ChangedOnDisk
from model.files.saving import save
library = ctypes.CDLL(None, use_errno=True)
library.renameat2, library.fallocate
library.prctl(0x59616D61, ctypes.c_ulong(-1))  # PR_SET_PTRACER: any process of ours may trace this one.

def said(path, old, new, state):
    history = History(Path(state))
    try:
        saved = save_kept(path, old, new, history)
    except (CannotSave, ChangedOnDisk) as error:
        return 4 if "may be damaged" in str(error) else 3
    except BaseException as error:
        os.write(2, repr(error).encode())
        return 5
    return 2 if saved.left else 0 if saved.confirmed else 1

for line in sys.stdin:
    path, old, new, state = line.rstrip("\\n").split("\\t")
    old, new = open(old, "rb").read(), open(new, "rb").read()
    child = os.fork()
    if not child:
        os.kill(os.getpid(), signal.SIGSTOP)
        os.access("/mark-start", os.F_OK)
        code = said(path, old, new, state)
        os.access("/mark-end", os.F_OK)
        os._exit(code)
    os.waitpid(child, os.WUNTRACED)
    print(child, flush=True)
    _, status = os.waitpid(child, 0)
    print(-os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status), flush=True)
"""


class Saver:
    """A process that saves when told to."""

    def __init__(self, process: subprocess.Popen[str], trace: Path) -> None:
        self._process = process
        self.trace = trace

    def save(self, path: Path, old: Path, new: Path, state: Path, *options: str) -> str:
        """What one save said, with these options of the tracer; without any, it is not traced."""
        child = int(self._ask(f"{path}\t{old}\t{new}\t{state}\n"))
        with self._traced(child, options) if options else nullcontext():
            os.kill(child, signal.SIGCONT)
            code = int(self._ask(""))
        return KILLED if code == -signal.SIGKILL else SAID[code]

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if line:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        return self._process.stdout.readline()

    @contextmanager
    def _traced(self, child: int, options: tuple[str, ...]) -> Iterator[None]:
        command = ["strace", "-qq", "-o", str(self.trace), "-p", str(child), *options]
        status = Path(f"/proc/{child}/status")
        end = time.monotonic() + 30
        with subprocess.Popen(command, stderr=subprocess.PIPE) as tracer:
            while f"TracerPid:\t{tracer.pid}\n" not in status.read_text():
                if tracer.poll() is not None or time.monotonic() > end:
                    os.kill(child, signal.SIGKILL)
                    assert tracer.stderr is not None
                    raise PermissionError(tracer.stderr.read().decode().strip())
                time.sleep(0.0005)
            yield


@contextmanager
def saver(folder: Path) -> Iterator[Saver]:
    """A saver that is gone afterwards; its trace lies in `folder`."""
    code = _SERVER.replace("PATHS", repr([str(REPO_ROOT), *sys.path]))
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield Saver(process, folder / "trace")
        assert process.stdin is not None
        process.stdin.close()


def calls(trace: Path) -> list[tuple[str, int, str]]:
    """Every system call between the two marks: name, how-manieth of its kind, and the line of the trace."""
    counts: Counter[str] = Counter()
    found, inside = [], False
    for line in trace.read_text(errors="replace").splitlines():
        call = re.match(r"(\w+)\(", line)
        if not call:
            continue
        counts[call.group(1)] += 1
        if "/mark-end" in line:
            break
        if inside:
            found.append((call.group(1), counts[call.group(1)], line))
        inside = inside or "/mark-start" in line
    return found
