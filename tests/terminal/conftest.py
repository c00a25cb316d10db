"""The fixture `terminal`: programs in ptys that are gone when the test is over."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from tests.terminal.session import Terminal


class OpenTerminal(Protocol):
    """Starts a program in a terminal; see the fixture `terminal`."""

    def __call__(
        self,
        command: Sequence[str | Path],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        kind: str = "xterm",
    ) -> Terminal: ...


@pytest.fixture
def terminal() -> Iterator[OpenTerminal]:
    """Start programs in terminals of their own, as often as the test likes."""
    with ExitStack() as stack:

        def start(
            command: Sequence[str | Path],
            *,
            size: tuple[int, int] = (80, 24),
            env: Mapping[str, str] | None = None,
            kind: str = "xterm",
        ) -> Terminal:
            words = [str(word) for word in command]
            return stack.enter_context(Terminal(words, size=size, env=env, kind=kind))

        yield start


@pytest.fixture
def gapline() -> tuple[str, ...]:
    """The words that start Gapline of this checkout."""
    return (sys.executable, "-m", "gapline")
