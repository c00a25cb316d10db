"""A process that has loaded Gapline, and runs each command line in a fork of its own.

What comes of it is what a fresh process gives: own folder, environment, descriptors, exit code. Only loading,
half a second each time, is done once. What has to be there before Python starts needs a fresh process.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import pkgutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO

_ROOT = Path(__file__).resolve().parent.parent
_LARGEST = 1 << 17
_BEFORE_PYTHON = ("PYTHON", "LC_", "LANG", "MALLOC", "LD_")


def fits(changes: Mapping[str, str]) -> bool:
    """Whether a process that already runs can take over these variables."""
    return not any(name.startswith(_BEFORE_PYTHON) for name in changes)


class Warm:
    """The process, from the first command line on."""

    def __init__(self) -> None:
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.warm", str(theirs.fileno())],
                cwd=_ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
            )

    def run(
        self, words: Sequence[str], folder: Path, stdin: bytes, environment: Mapping[str, str], timeout: float
    ) -> subprocess.CompletedProcess[bytes]:
        """Run `gapline WORDS` in a folder; raises TimeoutError."""
        request = json.dumps([list(words), str(folder), dict(environment)]).encode()
        with contextlib.ExitStack() as closing:
            files: list[IO[bytes]] = [closing.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
            files[0].write(stdin)
            files[0].seek(0)
            self._channel.settimeout(timeout)
            socket.send_fds(self._channel, [request], [each.fileno() for each in files])
            code = int(self._channel.recv(16))
            said = []
            for file in files[1:]:
                file.seek(0)
                said.append(file.read())
        return subprocess.CompletedProcess(list(words), code, *said)

    def close(self) -> None:
        """End the process."""
        self._channel.close()
        self._process.communicate(timeout=60)


def _load() -> None:
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for name in ("model", "tui.commandline", "tui.plain", "tui.views", "tui.pictures.raster", "tui.cli"):
        package = import_module(name)
        for module in pkgutil.walk_packages(getattr(package, "__path__", ()), f"{name}."):
            import_module(module.name)
    for extra in ("resvg_py", "typst", "xlsxwriter"):
        with contextlib.suppress(ImportError):
            import_module(extra)
    assert "textual" not in sys.modules, "no command but the dashboard loads it"
    gc.freeze()


def _serve(channel: socket.socket) -> None:
    """Answer every request with an exit code; each fork ends with its own."""
    from gapline.__main__ import main

    _load()
    while True:
        request, descriptors, _, _ = socket.recv_fds(channel, _LARGEST, 3)
        if not request:
            return
        child = os.fork()
        if not child:
            channel.close()
            words, folder, environment = json.loads(request)
            for number, descriptor in enumerate(descriptors):
                os.dup2(descriptor, number)
                os.close(descriptor)
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(environment)
            sys.argv = ["gapline", *words]
            sys.exit(main())
        for descriptor in descriptors:
            os.close(descriptor)
        _, status = os.waitpid(child, 0)
        channel.send(str(os.waitstatus_to_exitcode(status)).encode())


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
