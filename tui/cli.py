"""The command line: finds the command, writes what it says, and returns how it ended.

stdout is data, stderr is narration. No command but `open` loads Textual, and what needs neither a project
nor its scores (`--help`, `--version`) loads no model.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TextIO

from gapline.early import TERMINAL
from model.journey.problem import UserError
from tui.commandline.answer import Answer, Terminal
from tui.commandline.arguments import UsageError, meant
from tui.diagnostics import ExitCode, speaks_unicode, tell, tell_error, tell_fault

COMMANDS = {
    "open": "open a project in the dashboard; the word may be left out",
    "new": "make a new project file from a template",
    "check": "say what is wrong in project files",
    "score": "print the scores as a table or as JSON",
    "export": "write a picture, text or data for a report",
    "snapshot": "keep a dated copy of a project to compare with later",
    "compare": "say what differs between two versions, and why the score changed",
    "merge": "put two people's changes of a project together; for git too",
    "promise": "say which promise the times so far can carry",
    "schema": "print the JSON Schema of the project file",
    "keys": "print every key of the dashboard",
    "codes": "say what the codes of findings mean, and how to mend them",
}
"""Each command in one line; `tui/commandline/` has a module for each."""

HELP = """\
usage: gapline FILE
       gapline COMMAND ...

Gapline shows a customer journey in the terminal: at every touchpoint what the
customer expects beside what is delivered, and a score of the gap.

commands:
{commands}

  gapline COMMAND --help says more, with an example.
  gapline --version says which version this is.

exit codes: 0 fine; 1 the answer is no; 2 it could not be done; 130 interrupted

example:
  gapline new shop.toml --template retail && gapline shop.toml
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; the outermost boundary, which lets nothing through."""
    try:
        try:
            answer = _answer(sys.argv[1:] if argv is None else argv)
        finally:
            # Whatever is said now is said on the shell's own screen.
            TERMINAL.give_back()
        return _write(answer)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except UserError as error:
        return tell_error(error)
    except Exception as error:
        if os.environ.get("GAPLINE_TRACEBACK"):
            raise
        return tell_fault(error)


def _answer(words: Sequence[str]) -> Answer:
    if not words and not _at_a_keyboard():
        raise UsageError(
            "name a project file: gapline FILE opens it, gapline new FILE makes one;"
            " gapline --help says more."
        )
    first = words[0] if words else "open"
    if first in ("-h", "--help"):
        lines = (f"  {name:<10}{about}" for name, about in COMMANDS.items())
        return Answer(HELP.format(commands="\n".join(lines)))
    if first == "--version":
        from gapline import __version__

        return Answer(f"gapline {__version__}\n")
    if first in COMMANDS:
        name, words = first, words[1:]
    else:
        _refuse_unknown_command(first)
        name = "open"
    module = import_module(f"tui.commandline.{name}")
    parser = module.parser()
    if any(word in ("-h", "--help") for word in words):
        return Answer(parser.format_help())
    answer: Answer = module.answer(parser.parsed(words), _terminal())
    return answer


def _at_a_keyboard() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _refuse_unknown_command(word: str) -> None:
    """Tell a mistyped command from a file: it has neither a dot nor a slash, and no such file is there."""
    if word.startswith("-") or "." in word or "/" in word or os.path.lexists(word):
        return
    raise UsageError(
        f"{word} is neither a command nor a file here{meant(word, COMMANDS)};"
        f" the commands are {', '.join(COMMANDS)}."
    )


def _terminal() -> Terminal:
    stream = sys.stdout
    if stream is None:
        return Terminal()
    return Terminal(stream.isatty(), speaks_unicode(stream.encoding))


def _write(answer: Answer) -> int:
    """Write the data, then the notes; the exit code is the answer's unless the data could not be written."""
    code = answer.code
    if answer.data:
        try:
            _write_data(answer.data, sys.stdout)
        except BrokenPipeError:
            # Whoever reads has read enough, as `head` does. The command itself has done its work.
            _forget_stdout()
        except (OSError, ValueError) as error:
            _forget_stdout()
            reason = error.strerror if isinstance(error, OSError) else None
            tell(f"the output cannot be written: {(reason or 'stdout is closed').lower()}.")
            code = ExitCode.COULD_NOT
    for note in answer.notes:
        tell(note)
    return int(code)


def _write_data(data: str | bytes, stream: TextIO | None) -> None:
    if stream is None:
        raise ValueError("stdout is closed")
    if isinstance(stream, io.TextIOWrapper):
        raw = data if isinstance(data, bytes) else data.encode(stream.encoding, "backslashreplace")
        stream.buffer.write(raw)
    else:
        print(data if isinstance(data, str) else data.decode("utf-8"), end="", file=stream)
    stream.flush()


def _forget_stdout() -> None:
    """Point stdout at nothing, since Python flushes it again on its way out and would complain once more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError:
        return
