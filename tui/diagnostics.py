"""What the command line says beside its data: exit codes, and the sentences on stderr."""

from __future__ import annotations

import sys
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.journey.problem import UserError


class ExitCode(IntEnum):
    """How a command ends. Scripts lean on these numbers, so they never change."""

    FINE = 0
    """It did what was asked, or the answer is yes."""
    NO = 1
    """It did what was asked and the answer is no: problems were found. Also a dashboard that crashed."""
    COULD_NOT = 2
    """It could not do what was asked: a wrong option, a file that cannot be read, something refused."""
    INTERRUPTED = 130
    """Ctrl+C stopped it."""


def tell(sentence: str) -> None:
    """Write one sentence to stderr; hidden characters in it are spelled out."""
    stream = sys.stderr
    if stream is None:
        return
    try:
        stream.write(f"gapline: {shown(sentence, stream.encoding)}\n")
        stream.flush()
    except (OSError, ValueError):
        # Nobody listens on stderr. The exit code still says how it ended.
        return


def tell_error(error: UserError) -> ExitCode:
    """Tell a user's mistake, or each of several, and return the exit code that belongs to it."""
    for sentence in getattr(error, "sentences", (str(error),)):
        tell(sentence)
    return ExitCode(error.exit_code)


def tell_fault(error: Exception) -> ExitCode:
    """Tell a mistake of Gapline's own. It must not look like the answer "no", so it is not exit code 1."""
    detail = ": ".join(part for part in (type(error).__name__, " ".join(str(error).split())) if part)
    tell(
        f"this is a mistake in Gapline, not in your file: {detail}."
        " GAPLINE_TRACEBACK=1 shows where it happened."
    )
    return ExitCode.COULD_NOT


def tell_end(fault: Exception | None, *, kept: bool) -> None:
    """Tell why the dashboard ended without being asked to, and where the edits are."""
    sentences = []
    if fault is not None:
        detail = ": ".join(part for part in (type(fault).__name__, " ".join(str(fault).split())) if part)
        sentences.append(
            f"this is a mistake in Gapline, not in your file: {detail}."
            " GAPLINE_TRACEBACK=1 shows where it happened."
        )
    if kept:
        sentences.append("your unsaved edits are kept; open the file again and they are offered.")
    for sentence in sentences:
        tell(sentence)


def shown(text: str, encoding: str | None) -> str:
    """`text` as it may go to a terminal with this encoding: nothing in it acts, nothing fails to encode."""
    if text.isascii() and text.isprintable():
        # The usual case, without the tables of character widths that the gate needs.
        return text
    from tui.text import show, show_ascii

    return show(text) if speaks_unicode(encoding) else show_ascii(text)


def speaks_unicode(encoding: str | None) -> bool:
    """Whether a stream with this encoding can carry every character."""
    return (encoding or "").lower().replace("_", "-").startswith(("utf", "cp65001"))
