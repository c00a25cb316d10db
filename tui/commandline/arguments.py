"""Options and arguments: a parser whose complaints are one sentence with the nearest known word."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NoReturn

from model.journey.problem import UserError

COLOURS = ("auto", "always", "never")


class UsageError(UserError):
    """The command line itself does not make sense; said in one sentence."""


class Parser(argparse.ArgumentParser):
    """An argument parser that raises UsageError instead of printing a usage and leaving the program."""

    def __init__(self, command: str, about: str, example: str) -> None:
        super().__init__(
            prog=f"gapline {command}".rstrip(),
            description=about,
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self._options: list[str] = ["--help"]

    def add_argument(self, *names: Any, **how: Any) -> argparse.Action:
        """Add an argument, and remember its names for the suggestions."""
        action = super().add_argument(*names, **how)
        # The parser adds its own --help before `_options` exists.
        if hasattr(self, "_options"):
            self._options += [name for name in action.option_strings if name.startswith("--")]
        return action

    def suggest(self, option: str) -> None:
        """Also suggest this option, which somebody else understands."""
        self._options.append(option)

    def parsed(self, words: Sequence[str]) -> argparse.Namespace:
        """The words of the command line as values; raises UsageError."""
        before = words[: words.index("--")] if "--" in words else words
        # Before the parser looks: it would rather complain about what is missing then.
        for word in before:
            name = word.partition("=")[0]
            if name.startswith("--") and name not in self._options:
                raise UsageError(f"{self.prog} has no option {name}{self._instead(name)}.")
        known, unknown = self.parse_known_args(words)
        if unknown:
            word = unknown[0]
            raise UsageError(f"{self.prog} does not know what to do with {word}{self._instead(word)}.")
        return known

    def _instead(self, word: str) -> str:
        return meant(word, self._options) or f" (see {self.prog} --help)"

    def error(self, message: str) -> NoReturn:
        """Say argparse's own complaint as a sentence."""
        if needed := re.fullmatch(r"the following arguments are required: (.*)", message):
            message = f"{self.prog} needs {needed[1]}"
        elif wrong := re.fullmatch(r"argument ([^:]*): (.*)", message, re.DOTALL):
            message = f"{wrong[1]}: {wrong[2]}"
        raise UsageError(f"{message} (see {self.prog} --help).")


def meant(word: str, known: Iterable[str]) -> str:
    """` (did you mean X?)`, to go behind the word, where something known is near; else nothing."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), 1, 0.6)
    return f" (did you mean {near[0]}?)" if near else ""


def refuse_several(arguments: argparse.Namespace, *names: str) -> None:
    """Raise UsageError where more than one of these switches is on."""
    on = [f"--{name}" for name in names if getattr(arguments, name)]
    if len(on) > 1:
        raise UsageError(f"{on[0]} is not allowed with {on[1]}; choose one of them.")


def one_of(known: Sequence[str]) -> Callable[[str], str]:
    """A type for an argument that has to be one of these words."""

    def checked(text: str) -> str:
        if text not in known:
            raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(known)}{meant(text, known)}")
        return text

    return checked


def a_date(text: str) -> date:
    """A type for a day: `2026-11-22`."""
    try:
        # The plain form only: newer Pythons read `20261122` and week numbers too, and a script has to mean
        # the same day everywhere.
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2026-11-22")


def add_as_of(parser: Parser) -> None:
    """Add `--as-of`, which fixes what "today" is."""
    parser.add_argument(
        "--as-of", type=a_date, metavar="DATE", help="the day that counts as today (default: today)"
    )


def add_colour(parser: Parser) -> None:
    """Add `--color`."""
    parser.add_argument(
        "--color",
        type=one_of(COLOURS),
        default="auto",
        metavar="WHEN",
        help="auto, always or never (default: auto, which is on a terminal and without NO_COLOR)",
    )
