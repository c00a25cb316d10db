"""The terminal before there is an application: taken over at once, painted, handed on or given back."""

import os
import termios

from gapline.frames import Key, Row, cached

# The module `typing` takes longer to load than all of this to run.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

_IN, _OUT = 0, 2
"""Where Textual reads keys and writes its screen."""
_OFF = b"\0"
ENTER = "\x1b[?1049h"
"""Shows the other screen, on which programs draw."""
_LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1049l"


class EarlyTerminal:
    """This process's terminal until the application has it. Only one thread may use it.

    What is typed meanwhile waits in the terminal, in order and without an echo; ctrl+c ends the program.
    """

    def __init__(self) -> None:
        self.key: Key | None = None
        """What the first frame depends on; None without a terminal to paint it on."""
        self.rows: tuple[Row, ...] = ()
        """What is painted, and nothing once it is the application's."""
        self._before: list[int | list[bytes | int]] | None = None
        self._handed = False

    @property
    def shows(self) -> bool:
        """Whether a frame is on the screen that the application does not have yet."""
        return bool(self.rows) and not self._handed

    def open(self, words: list[str]) -> None:
        """Paint the frame that the same words showed last, if it still holds."""
        # Whoever sets a size has one that the terminal does not know.
        if not all(map(os.isatty, (_IN, 1, _OUT))) or {"COLUMNS", "LINES"} & os.environ.keys():
            return
        if os.environ.get("TERM", "dumb") in ("dumb", "unknown"):
            return
        size = os.get_terminal_size(_OUT)
        self.key = Key(words, (size.columns, size.lines))
        rows = cached(self.key)
        if rows and self.take():
            self.paint(rows)

    def take(self) -> bool:
        """Keep what is typed from now on; False where there is no terminal to paint on."""
        if self.key is None:
            return False
        if self._before is None:
            try:
                self._before = termios.tcgetattr(_IN)
                mode = termios.tcgetattr(_IN)
                mode[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
                mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
                mode[6][termios.VMIN] = 1
                # Neither stopped nor aborted with the frame on the screen.
                mode[6][termios.VSUSP] = mode[6][termios.VQUIT] = _OFF
                termios.tcsetattr(_IN, termios.TCSANOW, mode)
            except termios.error:
                self._before = None
                return False
        return True

    def paint(self, rows: tuple[Row, ...]) -> None:
        """Show a frame, if none is shown yet."""
        if self.rows or self._before is None or self._handed:
            return
        self.rows = rows
        sent = [ENTER, "\x1b[?25l\x1b[?7l\x1b[m"]
        for y, row in enumerate(rows, 1):
            sent.append(f"\x1b[{y}H")
            sent += [f"\x1b[{codes}m{text}" if codes else text for codes, text in row]
        sent.append("\x1b[m")
        self._write("".join(sent))
        self._listen(_end)

    def hand_over(self) -> list[int | list[bytes | int]] | None:
        """Leave the terminal to the application; how it was set before, None where it was not taken."""
        if self.rows:
            self._listen(None)
        self._handed = True
        return self._before

    def seen(self, width: int, height: int) -> tuple[Row, ...]:
        """What the terminal shows when the application paints its first screen; nothing after that."""
        rows, self.rows = self.rows, ()
        return rows if self.key is not None and self.key.size == (width, height) else ()

    def give_back(self) -> None:
        """Bring the terminal back to what it was; as often as one likes."""
        if self._before is None:
            return
        if self.shows:
            self._listen(None)
            self._write(_LEAVE)
        self.rows = ()
        before, self._before = self._before, None
        try:
            termios.tcsetattr(_IN, termios.TCSANOW, before)
        except termios.error:
            return  # the terminal is gone

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        try:
            while data:
                data = data[os.write(_OUT, data) :]
        except OSError:
            return  # the terminal is gone; the application has the words for it

    def _listen(self, end: object) -> None:
        """Have `end` called by the signals that would leave the frame on the screen; None lets them be."""
        # Not before the frame is painted: loading it takes as long as painting.
        import signal

        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) in (signal.SIG_DFL, _end):
                signal.signal(number, end or signal.SIG_DFL)  # type: ignore[arg-type]  # one of two handlers


def _end(number: int, _frame: "FrameType | None") -> None:
    raise SystemExit(128 + number)


TERMINAL = EarlyTerminal()
"""The one terminal of this process."""
