"""A large file parsed ahead: by a second process, while this one loads what it takes to show it."""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
from pathlib import Path
from typing import Any, NoReturn

from model.files import limits
from model.files.regular import CannotRead, read_regular
from model.files.tomldata import project_toml

LEAST = 256 * 1024
"""Bytes of a file from which a process of its own is worth it."""
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ahead:
    """The TOML data of a file, being parsed by a child of this process.

    The child knows nothing but the bytes, answers nobody but its parent, and ends with its answer. It has
    none where anything at all is wrong: the parent then looks for itself, and has the words for it.
    """

    def __init__(self, raw: bytes) -> None:
        """Start parsing `raw`; raises OSError. Only for a process that has a single thread so far."""
        self._raw = raw
        self._answer, theirs = os.pipe()
        # What the parent does on a signal, such as bringing back the terminal, is not for its child to do.
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        try:
            self._child = os.fork()
            if self._child == 0:
                _answer(raw, theirs)
        except OSError:
            os.close(self._answer)
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
            os.close(theirs)

    @property
    def ready(self) -> bool:
        """Whether `data` need not wait."""
        return bool(select.select([self._answer], [], [], 0)[0])

    def data(self, raw: bytes) -> dict[str, Any] | None:
        """What `project_toml` gives for `raw`; None where that has to be asked. To be called once."""
        with os.fdopen(self._answer, "rb") as answer:
            said = answer.read() if raw == self._raw else b""
        _, status = os.waitpid(self._child, 0)
        # Safe to unpickle: nobody can write to the pipe but the child, and it runs this very code.
        return pickle.loads(said) if said and status == 0 else None


def read_ahead(path: Path) -> Ahead | None:
    """Begin to parse the file at `path`, where it is large and there is a processor to spare."""
    try:
        if path.stat().st_size < LEAST or (os.cpu_count() or 1) < 2:
            return None
        return Ahead(read_regular(path, limits.LARGEST_FILE)[0])
    except (OSError, CannotRead):
        return None  # whoever reads the file in earnest has the words for it


def _answer(raw: bytes, pipe: int) -> NoReturn:
    """Parse and write what was found, as the child; ends the process."""
    code = 1
    try:
        for number in _ENDING:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        gc.disable()
        data = project_toml(Path(), raw)
        with os.fdopen(pipe, "wb") as answer:
            pickler = pickle.Pickler(answer, pickle.HIGHEST_PROTOCOL)
            # Without looking for values that stand there twice: a parser gives none.
            pickler.fast = True
            pickler.dump(data)
        code = 0
    finally:
        os._exit(code)
