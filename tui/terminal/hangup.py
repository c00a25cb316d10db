"""What ends the program from outside: signals, and a terminal that is gone."""

from __future__ import annotations

import asyncio
import signal
import sys
import termios
from collections.abc import Callable
from typing import Final

LAST_RESORT: Final = 2
"""Seconds after which the system ends a program that does not get out by itself."""
_REASONS: Final = {
    signal.SIGHUP: "connection lost",
    signal.SIGTERM: "ended by the system",
    signal.SIGINT: "interrupted",
}
CONNECTION_LOST: Final = (128 + signal.SIGHUP, _REASONS[signal.SIGHUP])


def watch(end: Callable[[int, str], None]) -> None:
    """Call `end` with an exit code and a reason when the program is told to end.

    Also where whoever started it had the signals ignored, as `nohup` does: without a terminal there is
    nobody left to work for.
    """
    loop = asyncio.get_running_loop()
    for number, why in _REASONS.items():
        loop.add_signal_handler(number, end, 128 + number, why)


def terminal_is_there() -> bool:
    """Whether the terminal of the keys still answers."""
    try:
        termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ else -1)
    except termios.error:
        return False
    return True


def limit() -> None:
    """Have the system end the program in a moment, whatever it hangs on: a dead terminal, a dead disk."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(LAST_RESORT)
