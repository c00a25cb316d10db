"""The terminal that the other tests look through, tried on small programs of known output."""

import os
import select
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import OpenTerminal
from tests.terminal.emulation import Emulation
from tests.terminal.session import Terminal, Waited

ECHO = """\
import os, sys, termios, tty
before = termios.tcgetattr(0)
tty.setraw(0)
size = os.get_terminal_size()
os.write(1, b"\\x1b[?1049h\\x1b[2;3H%dx%d ready" % (size.columns, size.lines))
while (key := os.read(0, 100)) != b"q":
    os.write(1, b"\\r\\n" + repr(key).encode())
os.write(1, b"\\x1b[?1049l")
termios.tcsetattr(0, termios.TCSANOW, before)
sys.exit(3)
"""


def python(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def test_shows_what_the_program_draws(terminal: OpenTerminal) -> None:
    session = terminal(python(ECHO), size=(44, 12))
    session.wait_for(lambda: "ready" in session.text())
    assert session.lines()[1] == "  44x12 ready"
    assert len(session.lines()) == 12


def test_types_and_says_how_it_ended(terminal: OpenTerminal) -> None:
    session = terminal(python(ECHO))
    session.wait_for_text("ready")
    session.type("jd5")
    session.wait_for_text("b'jd5'")
    session.press("ctrl+s")
    session.wait_for_text("b'\\x13'")
    assert session.modes_left_on == {"1049"}
    session.type("q")
    assert session.exit_code() == 3
    assert session.modes_left_on == set()


def test_keeps_every_byte(terminal: OpenTerminal) -> None:
    session = terminal(python("import os; os.write(1, b'a\\x1b[31mb\\x1b[0m')"))
    assert session.exit_code() == 0
    assert bytes(session.raw) == b"a\x1b[31mb\x1b[0m"


def test_answers_as_a_terminal_does(terminal: OpenTerminal) -> None:
    session = terminal(python(ECHO.replace("ready", "ready\\x1b[?2026$p\\x1b[6n")))
    session.wait_for_text("2026;0$y")
    session.wait_for_text("[2;14R")


def test_a_new_size_reaches_the_program(terminal: OpenTerminal) -> None:
    session = terminal(
        python(
            "import os, signal\n"
            "signal.signal(signal.SIGWINCH, lambda *_: print('now', os.get_terminal_size().columns))\n"
            "print('ready', flush=True)\n"
            "while True: signal.pause()"
        )
    )
    session.wait_for_text("ready")
    session.resize(60, 10)
    session.wait_for_text("now 60")


def test_a_hangup_reaches_the_program(terminal: OpenTerminal, tmp_path: Path) -> None:
    mark = tmp_path / "hung up"
    session = terminal(
        python(
            "import pathlib, signal, sys\n"
            f"signal.signal(signal.SIGHUP, lambda *_: (pathlib.Path({str(mark)!r}).touch(), sys.exit(7)))\n"
            "print('ready', flush=True)\n"
            "while True: signal.pause()"
        )
    )
    session.wait_for_text("ready")
    session.hangup()
    assert session.exit_code() == 7
    assert mark.exists()


def test_a_wait_in_vain_tells_the_screen(terminal: OpenTerminal) -> None:
    session = terminal(python("print('something else'); raise SystemExit(4)"))
    with pytest.raises(Waited, match=r"ended with 4.*\n.*something else"):
        session.wait_for_text("ready")


def test_leaves_no_process_behind() -> None:
    with Terminal(python("import subprocess; subprocess.run(['sleep', '1000'])")) as session:
        session.wait_for(lambda: _children(session.pid))
        (child,) = _children(session.pid)
        process = os.pidfd_open(child)
    assert not Path(f"/proc/{session.pid}").exists()
    # Readable means over.
    assert select.select([process], [], [], 30)[0]
    os.close(process)


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize("cut", range(1, 24))
def test_reads_may_end_in_the_middle_of_a_sequence(cut: int) -> None:
    data = b"a\x1b[1;31mb\x1b]0;title\x07c\x1b[0m\x1b[?25l"
    screen = Emulation((10, 2))
    for part in (data[:cut], data[cut:]):
        screen.feed(screen.whole(part))
    assert screen.lines() == ["abc", ""]
