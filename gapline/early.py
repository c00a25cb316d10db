"""The terminal before there is an application: taken over at once, painted, handed on or given back."""

# What `signal` stands on, there since Python started: loading `signal` takes longer than painting a frame,
# and has to be over before, or a signal meanwhile leaves the frame on the screen.
import _signal  # type: ignore[import-not-found]  # typed where it is used
import os
import termios

from gapline.frames import Key, Row, cached

# The module `typing` takes longer to load than all of this to run.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    Handler = Callable[[int, FrameType | None], object]

_IN, _OUT = 0, 2
"""Where Textual reads keys and writes its screen."""
_OFF = b"\0"
ENTER = "\x1b[?1049h"
"""Shows the other screen, on which programs draw."""
_LEAVE = "\x1b[?7h\x1b[?25h\x1b[?1049l"


def draws() -> bool:
    """Whether the terminal says that it can be drawn on, and not only written to line by line."""
    return os.environ.get("TERM", "") not in ("", "dumb", "unknown")


class EarlyTerminal:
    """This process's terminal until the application has it. Only one thread may use it.

    What is typed meanwhile waits in the terminal, in order and without an echo; ctrl+c ends the program.
    """

    def __init__(self) -> None:
        self.key: Key | None = None
        """What the first frame depends on; None without a terminal to paint it on."""
        self.rows: tuple[Row, ...] = ()
        """What is painted, and nothing once it is the application's."""
        self._entered = False
        self._told = False
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
        if not draws():
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
                # First what brings it back, then what has to be brought back.
                self._before = termios.tcgetattr(_IN)
                self._listen(_end)
                mode = termios.tcgetattr(_IN)
                mode[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
                mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
                mode[6][termios.VMIN] = 1
                # Neither stopped nor aborted with the frame on the screen.
                mode[6][termios.VSUSP] = mode[6][termios.VQUIT] = _OFF
                termios.tcsetattr(_IN, termios.TCSANOW, mode)
            except termios.error:
                self._before = None
                self._listen(None)
                return False
        return True

    def paint(self, rows: tuple[Row, ...]) -> None:
        """Show a frame, if none is shown yet."""
        if self.rows or self._before is None or self._handed:
            return
        sent = [self._entering()]
        self.rows = rows
        for y, row in enumerate(rows, 1):
            sent.append(f"\x1b[{y}H")
            sent += [f"\x1b[{codes}m{text}" if codes else text for codes, text in row]
        sent.append("\x1b[m")
        self._write("".join(sent))

    def tell(self, words: str) -> None:
        """Show a line over whatever is shown, the last but one, until `hush`; where the terminal is taken.

        `words` are safe to show and no wider than the terminal.
        """
        if self.key is None or self._before is None or self._handed:
            return
        self._told = True
        # Inverse is no colour, and told from any frame.
        self._write(f"{self._entering()}\x1b[{self._place}H\x1b[m\x1b[2K\x1b[7m{words}\x1b[m")

    def hush(self) -> None:
        """Show again what the told line stands over: the terminal shows `rows` and nothing else."""
        if not self._told:
            return
        self._told = False
        sent = [f"\x1b[{self._place}H\x1b[m\x1b[2K"]
        if self.rows:
            # The ink of a row may go on from the rows before.
            sent += [f"\x1b[{codes}m" for row in self.rows[: self._place - 1] for codes, _ in row if codes]
            sent += [f"\x1b[{codes}m{text}" if codes else text for codes, text in self.rows[self._place - 1]]
        self._write("".join([*sent, "\x1b[m"]))

    def hand_over(self) -> list[int | list[bytes | int]] | None:
        """Leave the terminal to the application; how it was set before, None where it was not taken."""
        if self._before is not None:
            self._listen(None)
        self._handed = True
        return self._before

    def again(self) -> None:
        """Be there once more: an application is over, and another one is about to be loaded."""
        if self.key is not None:
            try:
                size = os.get_terminal_size(_OUT)
            except OSError:
                return  # the terminal is gone; the application has the words for it
            self.key.size = (size.columns, size.lines)
        self._handed = self._entered = False

    def give_back(self) -> None:
        """Bring the terminal back to what it was; as often as one likes."""
        if self._before is None:
            return
        # In this order, so that whatever cuts in leaves something to do for whoever calls again.
        if self._entered and not self._handed:
            self._write(_LEAVE)
        self._entered = self._told = False
        self.rows = ()
        try:
            termios.tcsetattr(_IN, termios.TCSANOW, self._before)
        except termios.error:
            return  # the terminal is gone
        finally:
            self._before = None
            self._listen(None)

    @property
    def _place(self) -> int:
        """The row of the told line, counted from 1."""
        return max(1, self.key.size[1] - 1) if self.key else 1

    def _entering(self) -> str:
        """What brings up the screen to paint on; nothing where it is up."""
        if self._entered:
            return ""
        self._entered = True
        return f"{ENTER}\x1b[?25l\x1b[?7l\x1b[m"

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        try:
            while data:
                data = data[os.write(_OUT, data) :]
        except OSError:
            return  # the terminal is gone; the application has the words for it

    def _listen(self, end: "Handler | None") -> None:
        """Have `end` called by the signals that would leave the terminal changed; None lets them be."""
        for number in (_signal.SIGTERM, _signal.SIGHUP):
            before: Handler | int | None = _signal.getsignal(number)
            if before in (_signal.SIG_DFL, _end):
                _signal.signal(number, end or _signal.SIG_DFL)


def _end(number: int, _frame: "FrameType | None") -> None:
    raise SystemExit(128 + number)


TERMINAL = EarlyTerminal()
"""The one terminal of this process."""
